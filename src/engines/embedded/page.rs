//! A small index in memory over articles at hand: they are read as the engine on disk would read
//! them, with the same columns and by the same code.

use tantivy::collector::DocSetCollector;
use tantivy::directory::RamDirectory;
use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, Searcher};

use crate::document::Document;
use crate::engines::Resolved;
use crate::query::Query;
use crate::schema::Schema;
use crate::search::Terms;

use super::ask::Asking;
use super::schema::Layout;
use super::{document, register, searcher};

/// Memory to begin with, in bytes: a page holds some hundred articles, and more is taken as needed.
const MEMORY: usize = 1 << 20;

/// An index over a page of articles.
pub(in crate::engines) struct PageIndex {
    layout: Layout,
    searcher: Searcher,
}

/// The articles of a page that match.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::engines) struct Matching {
    /// Their places on the page, from 0: sorted, each once.
    pub(in crate::engines) places: Vec<usize>,
    /// What was left out, each a sentence.
    pub(in crate::engines) notes: Vec<String>,
}

impl PageIndex {
    /// Indexes some articles.
    ///
    /// # Errors
    /// If tantivy cannot.
    pub(in crate::engines) fn of(documents: &[Document]) -> tantivy::Result<Self> {
        let layout = Layout::of(Schema::get());
        let tokenizers = TokenizerManager::default();
        register(&tokenizers);
        let mut writer: SingleSegmentIndexWriter = Index::builder()
            .schema(layout.columns.clone())
            .tokenizers(tokenizers)
            .single_segment_index_writer(RamDirectory::create(), MEMORY)?;
        for document in documents {
            writer.add_document(document::write(&layout, document))?;
        }
        let searcher = searcher(&writer.finalize()?)?;
        Ok(PageIndex { layout, searcher })
    }

    /// Finds which articles of the page match. Words take the forms of the languages that `terms`
    /// names; with none, of those of the page.
    ///
    /// # Errors
    /// If tantivy cannot.
    pub(in crate::engines) fn matching(
        &self,
        query: &Query,
        terms: &Terms,
    ) -> tantivy::Result<Matching> {
        if self.searcher.num_docs() == 0 {
            // tantivy 0.27 breaks down when it makes a set of none of the articles.
            return Ok(Matching::default());
        }
        let (found, notes) = self.ask(terms).find(query, &DocSetCollector)?;
        // There is one segment, which has the articles in the order in which they came.
        let mut places: Vec<usize> =
            found.into_iter().filter_map(|address| usize::try_from(address.doc_id).ok()).collect();
        places.sort_unstable();
        Ok(Matching { places, notes })
    }

    /// Looks up which words of the page the words of a query stand for.
    ///
    /// # Errors
    /// If tantivy cannot.
    pub(in crate::engines) fn resolve(
        &self,
        query: &Query,
        terms: &Terms,
    ) -> tantivy::Result<Resolved> {
        self.ask(terms).resolve(query)
    }

    fn ask<'p>(&'p self, terms: &'p Terms) -> Asking<'p> {
        Asking::new(&self.layout, self.searcher.clone(), terms)
    }
}
