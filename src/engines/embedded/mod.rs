//! The engine inside byline: tantivy indexes in a folder.

mod directory;
mod document;
mod excluded;
mod facet;
mod files;
mod place;
mod query;
mod schema;
mod tokenizer;
mod writer;

use std::collections::HashMap;
use std::fs::File;
use std::ops::RangeInclusive;
use std::path::Path;

use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue};
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::{LockError, OpenReadError};
use tantivy::schema::Schema as Columns;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, IndexSettings, Order, ReloadPolicy, Searcher, TantivyDocument, TantivyError};

use crate::article::Published;
use crate::document::Document;
use crate::hit::{Facet, Facets, Hit, Hits, Page};
use crate::holdings::{FileRecord, Holdings, Run};
use crate::query::Query;
use crate::schema::{Field, Schema, Value};
use crate::snippet;
use crate::text;

use super::{Engine, Error, Replacement, Writer};
use facet::ValueCount;
use files::FileLayout;
use place::Place;
use schema::{Layout, NEWS};
use tokenizer::NewsTokenizer;
use writer::EmbeddedWriter;

pub(in crate::engines) use place::is_index;

/// An index in a folder.
pub(super) struct Embedded {
    place: Place,
    layout: Layout,
    articles: Index,
    /// Held already by who made the index; else a writer takes it.
    lock: Option<File>,
}

impl Embedded {
    /// Opens the index in `folder`, to search it.
    pub(super) fn open(folder: &Path) -> Result<Self, Error> {
        let opened = Place::find(folder).and_then(Embedded::at);
        // A generation may have been replaced between reading its number and opening it.
        if let Err(Error::Store { .. }) = opened {
            Place::find(folder).and_then(Embedded::at)
        } else {
            opened
        }
    }

    fn at(place: Place) -> Result<Self, Error> {
        let articles = open_index(&place.articles()).map_err(|error| fault(&place, error))?;
        Ok(Embedded { place, layout: Layout::of(Schema::get()), articles, lock: None })
    }

    /// Makes an empty index in `folder`, and keeps the lock: nobody else is to fill it.
    pub(super) fn create(folder: &Path, corpus: &Path) -> Result<Self, Error> {
        let made = Embedded::make(folder, corpus)?;
        made.place.label()?;
        Ok(made)
    }

    /// Makes an empty index in `folder` that is not yet searched.
    pub(super) fn replace(folder: &Path, corpus: &Path) -> Result<Unlabeled, Error> {
        Ok(Unlabeled { engine: Embedded::make(folder, corpus)?, is_finished: false })
    }

    fn make(folder: &Path, corpus: &Path) -> Result<Self, Error> {
        let (place, lock) = Place::make(folder, corpus)?;
        let layout = Layout::of(Schema::get());
        let made = make_index(&place.articles(), layout.columns)
            .and_then(|()| make_index(&place.files(), FileLayout::new().columns));
        made.map_err(|error| fault(&place, error))?;
        Ok(Embedded { lock: Some(lock), ..Embedded::at(place)? })
    }

    fn searcher(&self) -> tantivy::Result<Searcher> {
        searcher(&self.articles)
    }

    /// Opens the files beside the articles, which a search does not need.
    fn files_index(&self) -> tantivy::Result<Index> {
        open_index(&self.place.files())
    }

    fn document(
        &self,
        searcher: &Searcher,
        address: tantivy::DocAddress,
    ) -> tantivy::Result<Document> {
        let written: TantivyDocument = searcher.doc(address)?;
        Ok(document::read(&self.layout, &written))
    }

    fn find(&self, query: &Query, page: Page) -> tantivy::Result<Hits> {
        let searcher = self.searcher()?;
        let search = query::translate(&self.layout, query);
        // No page is longer than the index; tantivy makes room for all of it beforehand.
        let articles = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
        let limit = page.limit.min(articles.saturating_sub(page.offset));
        if limit == 0 {
            let total = searcher.search(&search, &Count)? as u64;
            return Ok(Hits { total, hits: Vec::new() });
        }
        // Equal scores go by id: the order of documents in the index changes when segments merge.
        let by_score_and_id = (
            (SortBySimilarityScore, Order::Desc),
            (SortByStaticFastValue::<u64>::for_field(Field::Id.name()), Order::Asc),
        );
        let top = TopDocs::with_limit(limit).and_offset(page.offset).order_by(by_score_and_id);
        let (total, found) = searcher.search(&search, &(Count, top))?;
        let hits = found.into_iter().map(|((score, _), address)| {
            let document = self.document(&searcher, address)?;
            Ok(hit(query, &document, score))
        });
        Ok(Hits { total: total as u64, hits: hits.collect::<tantivy::Result<_>>()? })
    }

    fn count_values(&self, field: Field, query: &Query) -> tantivy::Result<Vec<Facet>> {
        let search = query::translate(&self.layout, query);
        let counted = self.searcher()?.search(&search, &ValueCount { column: field.name() })?;
        Ok(join_spellings(counted))
    }

    fn by_id(&self, ids: RangeInclusive<u64>, limit: usize) -> tantivy::Result<Vec<Document>> {
        let searcher = self.searcher()?;
        let bound = |number: &u64| Some(Value::Number(*number));
        let (from, to) = (bound(ids.start()), bound(ids.end()));
        let search = query::translate(&self.layout, &Query::Range { field: Field::Id, from, to });
        let top = TopDocs::with_limit(limit.max(1))
            .order_by_fast_field::<u64>(Field::Id.name(), Order::Asc);
        let found = searcher.search(&search, &top)?;
        found.into_iter().map(|(_, address)| self.document(&searcher, address)).collect()
    }

    fn known_files(&self) -> tantivy::Result<Vec<FileRecord>> {
        FileLayout::new().read(&searcher(&self.files_index()?)?)
    }

    fn survey(&self) -> tantivy::Result<Holdings> {
        let files = self.known_files()?;
        let searcher = self.searcher()?;
        let number = files.len() as u64;
        let mut flawed: Vec<FileRecord> =
            files.into_iter().filter(|record| !record.problems.is_empty()).collect();
        flawed.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(Holdings {
            articles: searcher.num_docs(),
            files: number,
            flawed,
            bytes: self.place.bytes(),
            dates: self.dates(&searcher)?,
            last_run: writer::last_run(&self.articles)?,
        })
    }

    /// Returns the earliest and the latest date.
    fn dates(&self, searcher: &Searcher) -> tantivy::Result<Option<(Published, Published)>> {
        let date = Field::Published.name();
        // Articles without a date are in no range.
        let earliest = Published::day(-9999, 1, 1).map(Value::Date);
        let dated = Query::Range { field: Field::Published, from: earliest, to: None };
        let dated = query::translate(&self.layout, &dated);
        let end = |order: Order| -> tantivy::Result<Option<Published>> {
            let top = TopDocs::with_limit(1).order_by_fast_field::<i64>(date, order);
            let Some((_, address)) = searcher.search(&dated, &top)?.into_iter().next() else {
                return Ok(None);
            };
            let document = self.document(searcher, address)?;
            Ok(document.date())
        };
        Ok(end(Order::Asc)?.zip(end(Order::Desc)?))
    }
}

impl Engine for Embedded {
    fn corpus(&self) -> &Path {
        &self.place.corpus
    }

    fn search(&self, query: &Query, page: Page) -> Result<Hits, Error> {
        self.find(query, page).map_err(|error| fault(&self.place, error))
    }

    fn facet(&self, field: Field, query: &Query, page: Page) -> Result<Facets, Error> {
        if !Schema::get().spec(field).facet {
            return Err(Error::NoFacet { field });
        }
        let values = self.count_values(field, query).map_err(|error| fault(&self.place, error))?;
        let total = values.len() as u64;
        let facets = values.into_iter().skip(page.offset).take(page.limit).collect();
        Ok(Facets { total, facets })
    }

    fn articles(&self, ids: RangeInclusive<u64>, limit: usize) -> Result<Vec<Document>, Error> {
        self.by_id(ids, limit).map_err(|error| fault(&self.place, error))
    }

    fn files(&self) -> Result<Vec<FileRecord>, Error> {
        self.known_files().map_err(|error| fault(&self.place, error))
    }

    fn last_run(&self) -> Result<Option<Run>, Error> {
        writer::last_run(&self.articles).map_err(|error| fault(&self.place, error))
    }

    fn holdings(&self) -> Result<Holdings, Error> {
        self.survey().map_err(|error| fault(&self.place, error))
    }

    fn writer(&self) -> Result<Box<dyn Writer + '_>, Error> {
        let lock = if self.lock.is_some() { None } else { Some(self.place.lock()?) };
        let writer = EmbeddedWriter::open(&self.place, &self.layout, lock);
        Ok(Box::new(writer.map_err(|error| fault(&self.place, error))?))
    }
}

/// An index that no label names yet.
pub(super) struct Unlabeled {
    engine: Embedded,
    is_finished: bool,
}

impl Replacement for Unlabeled {
    fn engine(&self) -> &dyn Engine {
        &self.engine
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.engine.place.label()?;
        self.is_finished = true;
        Ok(())
    }
}

impl Drop for Unlabeled {
    fn drop(&mut self) {
        if !self.is_finished {
            // What cannot be removed now, the next writer removes.
            self.engine.place.discard().ok();
        }
    }
}

fn hit(query: &Query, document: &Document, score: f32) -> Hit {
    let text = |field| document.texts(field).next().unwrap_or_default();
    let headline = snippet::marked(query, Field::Headline, text(Field::Headline));
    let passages = snippet::passages(query, Field::Body, text(Field::Body));
    Hit::of(document, score, headline, passages)
}

/// Joins the spellings of one value ("Jane Doe", "JANE DOE") under the most frequent of them.
/// Returns the values with most articles first, equal ones by name.
fn join_spellings(counted: HashMap<String, u64>) -> Vec<Facet> {
    let mut joined: HashMap<String, (u64, Facet)> = HashMap::new();
    for (value, articles) in counted {
        let (best, facet) = joined
            .entry(text::key(&value))
            .or_insert_with(|| (0, Facet { value: value.clone(), articles: 0 }));
        facet.articles += articles;
        if articles > *best || (articles == *best && value < facet.value) {
            *best = articles;
            facet.value = value;
        }
    }
    let mut facets: Vec<Facet> = joined.into_values().map(|(_, facet)| facet).collect();
    facets.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value)));
    facets
}

/// Opens an index as it is now; it is not watched for changes.
fn searcher(index: &Index) -> tantivy::Result<Searcher> {
    let open = || index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
    let mut tries = 1;
    loop {
        match open() {
            // Who may not take the lock can find that a file was merged away just now.
            Err(TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_)))
                if tries < TRIES =>
            {
                tries += 1;
            }
            opened => return Ok(opened?.searcher()),
        }
    }
}

/// An index is opened so often before a missing file is taken for damage.
const TRIES: u32 = 10;

fn open_index(folder: &Path) -> tantivy::Result<Index> {
    Ok(with_words(Index::open(directory::Folder::to_search(folder)?)?))
}

/// tantivy does not keep tokenizers with an index: whoever opens one brings them.
fn with_words(index: Index) -> Index {
    index.tokenizers().register(NEWS, TextAnalyzer::from(NewsTokenizer));
    index
}

/// Level 1 of zstd saves a third of what lz4 takes and costs no more time; higher ones only cost.
/// Small blocks, as a hit is one article and each is unpacked alone.
fn make_index(folder: &Path, columns: Columns) -> tantivy::Result<()> {
    let zstd = ZstdCompressor { compression_level: Some(1) };
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(zstd),
        docstore_blocksize: 16_384,
        ..IndexSettings::default()
    };
    Index::builder()
        .schema(columns)
        .settings(settings)
        .open_or_create(MmapDirectory::open(folder)?)?;
    Ok(())
}

/// Says where an error of tantivy happened.
fn fault(place: &Place, error: TantivyError) -> Error {
    let folder = place.folder.clone();
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => Error::Busy { folder },
        error => Error::Store { folder, source: Box::new(error) },
    }
}
