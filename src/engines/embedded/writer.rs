//! Writes articles and what is known of their files.
//!
//! The two indexes are not committed at once. Articles come first: if byline is killed between the
//! two, files are read again that were read already, and `clear` removes what they had brought.

use std::fs::File;
use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tantivy::indexer::LogMergePolicy;
use tantivy::{Index, IndexWriter, Searcher, Term};

use crate::document::Document;
use crate::engines::{Error, Writer};
use crate::holdings::{FileRecord, Run};
use crate::schema::Field;

use super::files::FileLayout;
use super::place::Place;
use super::schema::Layout;
use super::{directory, document, fault, searcher, with_words};

/// Memory for articles before they are written as a segment, in bytes, for each thread.
const ARTICLES_MEMORY: usize = 64 << 20;
/// The same for the records of files; tantivy takes no less.
const FILES_MEMORY: usize = 15 << 20;
/// Segments are merged when this share of their articles was replaced.
const DELETED_RATIO: f32 = 0.25;

/// Writes an index in a folder.
pub(super) struct EmbeddedWriter<'e> {
    place: &'e Place,
    layout: &'e Layout,
    _lock: Option<File>,
    file_layout: FileLayout,
    articles: RwLock<IndexWriter>,
    files: RwLock<IndexWriter>,
    /// The articles that were there when writing began.
    before: Searcher,
}

impl<'e> EmbeddedWriter<'e> {
    /// Begins to write; `lock` is kept until the end.
    pub(super) fn open(
        place: &'e Place,
        layout: &'e Layout,
        lock: Option<File>,
    ) -> tantivy::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        // Reading takes about as long as writing: each gets half of the cores.
        let threads = cores.div_ceil(2).min(8);
        let articles = open_index(&place.articles())?;
        let writer = open_writer(&articles, threads, ARTICLES_MEMORY)?;
        let files = open_writer(&open_index(&place.files())?, 1, FILES_MEMORY)?;
        Ok(EmbeddedWriter {
            place,
            layout,
            _lock: lock,
            file_layout: FileLayout::new(),
            before: searcher(&articles)?,
            articles: RwLock::new(writer),
            files: RwLock::new(files),
        })
    }

    fn file_term(&self, file: &str) -> Term {
        Term::from_field_text(self.layout.column(Field::File), file)
    }

    fn fault(&self, error: tantivy::TantivyError) -> Error {
        fault(self.place, error)
    }
}

impl Writer for EmbeddedWriter<'_> {
    fn add(&self, document: &Document) -> Result<(), Error> {
        let written = document::write(self.layout, document);
        let articles = self.articles.read().unwrap_or_else(PoisonError::into_inner);
        articles.add_document(written).map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Each removal is looked up in every segment at the next commit: none is noted in vain.
    fn clear(&self, file: &str) -> Result<(), Error> {
        let term = self.file_term(file);
        if self.before.doc_freq(&term).map_err(|error| self.fault(error))? > 0 {
            self.articles.read().unwrap_or_else(PoisonError::into_inner).delete_term(term);
        }
        Ok(())
    }

    fn record(&self, record: &FileRecord) -> Result<(), Error> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        files.delete_term(self.file_layout.term(&record.file));
        let written = self.file_layout.write(record);
        files.add_document(written).map_err(|error| self.fault(error))?;
        Ok(())
    }

    fn forget(&self, file: &str) {
        let articles = self.articles.read().unwrap_or_else(PoisonError::into_inner);
        articles.delete_term(self.file_term(file));
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        files.delete_term(self.file_layout.term(file));
    }

    fn commit(&self, run: &Run) -> Result<(), Error> {
        let mut articles = self.articles.write().unwrap_or_else(PoisonError::into_inner);
        commit_run(&mut articles, run).map_err(|error| self.fault(error))?;
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        files.commit().map_err(|error| self.fault(error))?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        let place = self.place;
        let (articles, files) = (self.articles.into_inner(), self.files.into_inner());
        for writer in [articles, files] {
            let writer = writer.unwrap_or_else(PoisonError::into_inner);
            writer.wait_merging_threads().map_err(|error| fault(place, error))?;
        }
        Ok(())
    }
}

fn open_index(folder: &std::path::Path) -> tantivy::Result<Index> {
    Ok(with_words(Index::open(directory::Folder::to_write(folder)?)?))
}

fn open_writer(index: &Index, threads: usize, memory: usize) -> tantivy::Result<IndexWriter> {
    let writer: IndexWriter = index.writer_with_num_threads(threads, threads * memory)?;
    let mut merging = LogMergePolicy::default();
    merging.set_del_docs_ratio_before_merge(DELETED_RATIO);
    writer.set_merge_policy(Box::new(merging));
    // What a run that was killed left behind.
    writer.garbage_collect_files().wait()?;
    Ok(writer)
}

/// What is committed along with the articles.
#[derive(Serialize, Deserialize)]
struct RunNote {
    at: Timestamp,
    whole: bool,
}

fn commit_run(articles: &mut IndexWriter, run: &Run) -> tantivy::Result<()> {
    let note = serde_json::to_string(&RunNote { at: run.at, whole: run.whole })?;
    let mut commit = articles.prepare_commit()?;
    commit.set_payload(&note);
    commit.commit()?;
    Ok(())
}

/// Returns what was noted with the last commit; `None` before the first.
pub(super) fn last_run(articles: &Index) -> tantivy::Result<Option<Run>> {
    let note = articles.load_metas()?.payload;
    let note: Option<RunNote> = note.and_then(|note| serde_json::from_str(&note).ok());
    Ok(note.map(|RunNote { at, whole }| Run { at, whole }))
}
