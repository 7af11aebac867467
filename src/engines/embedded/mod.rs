//! The engine inside byline: tantivy indexes in a folder.

mod ask;
mod backlog;
mod beside;
mod collect;
mod context;
mod deadline;
mod directory;
mod document;
mod excluded;
mod expand;
mod files;
mod joins;
mod lift;
mod lookup;
mod marks;
mod mention;
mod page;
mod pattern;
mod place;
mod places;
mod query;
mod schema;
mod score;
mod shelf;
mod terms;
mod tidy;
mod tokenizer;
#[cfg(unix)]
mod window;
mod writer;

use std::fs::File;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::de::DeserializeOwned;
use tantivy::collector::TopDocs;
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::{LockError, OpenReadError};
use tantivy::query::ExistsQuery;
use tantivy::schema::Schema as Columns;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{Index, IndexSettings, Order, ReloadPolicy, Searcher, TantivyError};

use crate::article::Published;
use crate::document::Document;
use crate::furniture::Furniture;
use crate::hit::{Counts, Facets, Hits, Timeline};
use crate::holdings::{FileRecord, Holdings, Run};
use crate::query::Query;
use crate::roster::Joins;
use crate::schema::{Field, Schema};
use crate::search::{FacetSearch, Period, Search, Terms};

use super::{Engine, Error, Reading, Replacement, Resolved, Standings, Writer};
use ask::Asking;
use files::FileLayout;
use joins::Kept;
use place::Place;
use schema::{Layout, NAMES, NEWS};
use tokenizer::{NamesTokenizer, NewsTokenizer};
use writer::EmbeddedWriter;

pub(in crate::engines) use ask::asked_languages;
pub(in crate::engines) use lookup::regex;
pub(in crate::engines) use page::PageIndex;
pub(in crate::engines) use place::is_index;

/// An index in a folder.
pub(super) struct Embedded {
    place: Place,
    layout: Layout,
    articles: Index,
    /// Opened when it is first asked.
    searcher: OnceLock<Searcher>,
    /// Whether a writer was opened.
    is_written: AtomicBool,
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
        let layout = Layout::of(Schema::get());
        let (searcher, is_written) = (OnceLock::new(), AtomicBool::new(false));
        Ok(Embedded { place, layout, articles, searcher, is_written, lock: None })
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

    /// Returns the index as it was when it was first asked; who writes to it asks what is there now.
    fn searcher(&self) -> tantivy::Result<Searcher> {
        if self.is_written.load(Ordering::Relaxed) {
            return searcher(&self.articles);
        }
        if let Some(searcher) = self.searcher.get() {
            return Ok(searcher.clone());
        }
        let opened = searcher(&self.articles)?;
        Ok(self.searcher.get_or_init(|| opened).clone())
    }

    /// Opens the files beside the articles, which a search does not need.
    fn files_index(&self) -> tantivy::Result<Index> {
        open_index(&self.place.files())
    }

    fn ask<'e>(&'e self, terms: &'e Terms) -> tantivy::Result<Asking<'e>> {
        Ok(Asking::new(&self.layout, self.searcher()?, terms))
    }

    fn known_files(&self) -> tantivy::Result<Vec<FileRecord>> {
        FileLayout::new().read(&searcher(&self.files_index()?)?)
    }

    /// Reads a file of the generation; `None` if there is none.
    fn beside<T: DeserializeOwned>(&self, file: &Path) -> Result<Option<T>, Error> {
        let file_error = |source| Error::File { folder: self.place.folder.clone(), source };
        beside::read(file).map_err(file_error)
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
            remarks: Vec::new(),
        })
    }

    /// Returns the earliest and the latest date.
    fn dates(&self, searcher: &Searcher) -> tantivy::Result<Option<(Published, Published)>> {
        let date = Field::Published.name();
        let dated = ExistsQuery::new(date.to_owned(), false);
        let end = |order: Order| -> tantivy::Result<Option<Published>> {
            let top = TopDocs::with_limit(1).order_by_fast_field::<i64>(date, order);
            let Some((_, address)) = searcher.search(&dated, &top)?.into_iter().next() else {
                return Ok(None);
            };
            Ok(ask::read(&self.layout, searcher, address)?.date())
        };
        Ok(end(Order::Asc)?.zip(end(Order::Desc)?))
    }
}

impl Engine for Embedded {
    fn corpus(&self) -> &Path {
        &self.place.corpus
    }

    fn home(&self) -> Option<&Path> {
        self.place.folder.parent()
    }

    fn search(&self, search: &Search) -> Result<Hits, Error> {
        let hits = self.ask(&search.terms).and_then(|asking| asking.search(search));
        hits.map_err(|error| fault(&self.place, error))
    }

    fn read(&self, search: &Search) -> Result<Reading, Error> {
        let reading = self.ask(&search.terms).and_then(|asking| asking.read(search));
        reading.map_err(|error| fault(&self.place, error))
    }

    fn rank(&self, search: &Search) -> Result<Standings, Error> {
        let standings = self.ask(&search.terms).and_then(|asking| asking.standings(search));
        standings.map_err(|error| fault(&self.place, error))
    }

    fn resolve(&self, query: &Query, terms: &Terms) -> Result<Resolved, Error> {
        let resolved = self.ask(terms).and_then(|asking| asking.resolve(query));
        resolved.map_err(|error| fault(&self.place, error))
    }

    /// What is known of all articles is known of some.
    fn resolve_in(&self, query: &Query, terms: &Terms, _: &[Document]) -> Result<Resolved, Error> {
        self.resolve(query, terms)
    }

    fn suggest(&self, word: &str) -> Result<Vec<String>, Error> {
        let suggested = self.ask(&Terms::default()).and_then(|asking| asking.suggest(word));
        suggested.map_err(|error| fault(&self.place, error))
    }

    fn facet(&self, search: &FacetSearch) -> Result<Facets, Error> {
        let field = search.field;
        if !Schema::get().spec(field).facet {
            return Err(Error::NoFacet { field });
        }
        let facets = self.ask(&search.terms).and_then(|asking| asking.values(search));
        facets.map_err(|error| fault(&self.place, error))
    }

    fn count_each(&self, query: &Query, parts: &[Query], terms: &Terms) -> Result<Counts, Error> {
        let counts = self.ask(terms).and_then(|asking| asking.count_each(query, parts));
        counts.map_err(|error| fault(&self.place, error))
    }

    fn timeline(&self, query: &Query, by: Period, terms: &Terms) -> Result<Timeline, Error> {
        let timeline = self.ask(terms).and_then(|asking| asking.timeline(query, by));
        timeline.map_err(|error| fault(&self.place, error))
    }

    fn joins(&self) -> Result<Joins, Error> {
        let kept: Option<Kept<Joins>> = self.beside(&self.place.joins())?;
        Ok(kept.map(|kept| kept.joins).unwrap_or_default())
    }

    fn furniture(&self) -> Result<Option<(Furniture, u64)>, Error> {
        self.beside(&self.place.furniture())
    }

    fn articles(&self, ids: RangeInclusive<u64>, limit: usize) -> Result<Vec<Document>, Error> {
        let articles =
            self.searcher().and_then(|searcher| shelf::by_id(&self.layout, &searcher, ids, limit));
        articles.map_err(|error| fault(&self.place, error))
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
        self.is_written.store(true, Ordering::Relaxed);
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
    register(index.tokenizers());
    index
}

fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(NEWS, TextAnalyzer::from(NewsTokenizer));
    tokenizers.register(NAMES, TextAnalyzer::from(NamesTokenizer));
}

/// Level 1 of zstd saves a third of what lz4 takes and costs no more time; higher ones only cost.
/// Small blocks, as a hit is one article and each is unpacked alone.
fn make_index(folder: &Path, columns: Columns) -> tantivy::Result<()> {
    let zstd = ZstdCompressor { compression_level: Some(1) };
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(zstd),
        docstore_blocksize: 6_144,
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
        TantivyError::LockFailure(LockError::LockBusy, _) => {
            Error::Busy { index: folder.display().to_string() }
        }
        error => Error::Store { folder, source: Box::new(error) },
    }
}
