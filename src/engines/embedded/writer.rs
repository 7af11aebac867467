//! Writes articles and what is known of their files.
//!
//! The two indexes are not committed at once. Articles come first: if byline is killed between the
//! two, files are read again that were read already, and `clear` removes what they had brought. Both
//! note the number of the commit: where it differs, articles of files that are not known are removed.

use std::collections::HashSet;
use std::fs::File;
use std::ops::Bound;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tantivy::directory::Directory as _;
use tantivy::error::DataCorruption;
use tantivy::indexer::{LogMergePolicy, NoMergePolicy};
use tantivy::query::RangeQuery;
use tantivy::{Index, IndexWriter, Searcher, Term};

use crate::document::Document;
use crate::engines::{Error, Writer};
use crate::furniture::Furniture;
use crate::holdings::{FileRecord, Run};
use crate::roster::Joins;
use crate::schema::Field;

use super::backlog::{Backlog, Waiting};
use super::files::FileLayout;
use super::joins::Kept;
use super::place::Place;
use super::schema::Layout;
use super::{beside, directory, document, fault, joins, searcher, tidy, with_words};

/// Memory for articles before they are written as a segment, in bytes, for each thread.
const ARTICLES_MEMORY: usize = 64 << 20;
/// The same for the records of files; tantivy takes no less.
const LEAST_MEMORY: usize = 15 << 20;
/// Segments are merged when this share of their articles was replaced.
const DELETED_RATIO: f32 = 0.25;
/// While articles are read, so many segments of a size are merged: no more are open at a time. Most
/// are merged once, when all are there.
const MOST_SEGMENTS: usize = 32;

/// Writes an index in a folder.
pub(super) struct EmbeddedWriter<'e> {
    place: &'e Place,
    layout: &'e Layout,
    _lock: Option<File>,
    file_layout: FileLayout,
    articles: RwLock<IndexWriter<Waiting>>,
    backlog: Arc<Backlog>,
    files: RwLock<IndexWriter>,
    /// The articles that were there when writing began.
    before: Searcher,
    /// The number of the last commit.
    commits: AtomicU64,
    /// The number of the last commit before which articles came or went.
    changed: AtomicU64,
    /// Whether any did since the last commit.
    is_changed: AtomicBool,
    /// Whether anything was noted of a file since then.
    is_noted: AtomicBool,
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
        let files_index = open_index(&place.files())?;
        let files = open_writer(&files_index, 1, LEAST_MEMORY)?;
        let (noted, noted_beside) = (last_note(&articles)?, last_note(&files_index)?);
        let commits = noted.as_ref().map_or(0, |note| note.commit);
        let opened = EmbeddedWriter {
            place,
            layout,
            _lock: lock,
            file_layout: FileLayout::new(),
            before: searcher(&articles)?,
            articles: RwLock::new(writer),
            backlog: Arc::default(),
            files: RwLock::new(files),
            commits: AtomicU64::new(commits),
            changed: AtomicU64::new(noted.as_ref().map_or(0, |note| note.changed)),
            is_changed: AtomicBool::new(false),
            is_noted: AtomicBool::new(false),
        };
        if commits != noted_beside.map_or(0, |note| note.commit) {
            opened.is_noted.store(true, Ordering::Relaxed);
            opened.forget_unknown(&searcher(&files_index)?)?;
        }
        Ok(opened)
    }

    /// Removes the articles of files that are not known.
    fn forget_unknown(&self, files: &Searcher) -> tantivy::Result<()> {
        let known: HashSet<String> =
            self.file_layout.read(files)?.into_iter().map(|record| record.file).collect();
        // An article stands in a file, or in a member of it.
        let is_known = |path: &str| {
            let ends = path.match_indices('/').map(|(end, _)| end);
            ends.chain([path.len()]).any(|end| known.contains(&path[..end]))
        };
        let column = self.layout.column(Field::File);
        for segment in self.before.segment_readers() {
            let index = segment.inverted_index(column)?;
            let mut paths = index.terms().stream()?;
            while paths.advance() {
                let path = String::from_utf8_lossy(paths.key());
                if !is_known(&path) {
                    self.remove(&path)?;
                }
            }
        }
        Ok(())
    }

    /// Returns true if an article of a member of `file` was there when writing began.
    fn had_members(&self, file: &str) -> tantivy::Result<bool> {
        let (first, behind) = members(file);
        for segment in self.before.segment_readers() {
            let index = segment.inverted_index(self.layout.column(Field::File))?;
            if index.terms().range().ge(&first).lt(&behind).into_stream()?.advance() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Removes the articles of a file, those among them that were written a moment ago.
    fn remove(&self, file: &str) -> tantivy::Result<()> {
        let articles = self.articles.read().unwrap_or_else(PoisonError::into_inner);
        let term = self.file_term(file);
        let is_one_text = self.before.doc_freq(&term)? > 0;
        articles.delete_term(term);
        // To look through a range costs more than to look up a name.
        if !is_one_text {
            self.remove_members(&articles, file)?;
        }
        self.is_changed.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn remove_members(&self, articles: &IndexWriter<Waiting>, file: &str) -> tantivy::Result<()> {
        let (first, behind) = members(file);
        let (first, behind) = (self.file_term(&first), self.file_term(&behind));
        let range = RangeQuery::new(Bound::Included(first), Bound::Excluded(behind));
        articles.delete_query(Box::new(range)).map(drop)
    }

    fn file_term(&self, file: &str) -> Term {
        Term::from_field_text(self.layout.column(Field::File), file)
    }

    /// Finds out who is who, if that is not known of the articles that were just committed.
    fn join_people(&self, note: &Note) -> Result<(), Error> {
        let file = self.place.joins();
        // What cannot be read is written anew.
        let known: Option<Kept<Joins>> = beside::read(&file).ok().flatten();
        if known.is_some_and(|kept| kept.commit >= note.changed) {
            return Ok(());
        }
        let articles = open_index(&self.place.articles()).and_then(|index| searcher(&index));
        let found = articles.and_then(|articles| joins::find(&articles));
        let joins = &found.map_err(|error| self.fault(error))?;
        self.write_beside(&file, &Kept { commit: note.commit, joins })
    }

    fn write_beside(&self, file: &Path, kept: &impl Serialize) -> Result<(), Error> {
        let written = beside::write(file, kept);
        written.map_err(|source| Error::File { folder: self.place.folder.clone(), source })
    }

    fn fault(&self, error: tantivy::TantivyError) -> Error {
        fault(self.place, error)
    }
}

impl Writer for EmbeddedWriter<'_> {
    fn add(&self, document: &Document) -> Result<(), Error> {
        let written = document::write(self.layout, document);
        let waiting = self.backlog.admit(written, document.bytes());
        let articles = self.articles.read().unwrap_or_else(PoisonError::into_inner);
        articles.add_document(waiting).map_err(|error| self.fault(error))?;
        self.is_changed.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Each removal is looked up in every segment at the next commit: none is noted in vain.
    fn clear(&self, file: &str) -> Result<(), Error> {
        let term = self.file_term(file);
        if self.before.doc_freq(&term).map_err(|error| self.fault(error))? > 0 {
            self.articles.read().unwrap_or_else(PoisonError::into_inner).delete_term(term);
            self.is_changed.store(true, Ordering::Relaxed);
        }
        if self.had_members(file).map_err(|error| self.fault(error))? {
            let articles = self.articles.read().unwrap_or_else(PoisonError::into_inner);
            self.remove_members(&articles, file).map_err(|error| self.fault(error))?;
            self.is_changed.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    fn record(&self, record: &FileRecord) -> Result<(), Error> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        files.delete_term(self.file_layout.term(&record.file));
        let written = self.file_layout.write(record);
        files.add_document(written).map_err(|error| self.fault(error))?;
        self.is_noted.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn forget(&self, file: &str) -> Result<(), Error> {
        self.remove(file).map_err(|error| self.fault(error))?;
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        files.delete_term(self.file_layout.term(file));
        self.is_noted.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn learn(&self, furniture: &Furniture, files: u64) -> Result<(), Error> {
        self.write_beside(&self.place.furniture(), &(furniture, files))
    }

    fn commit(&self, run: &Run) -> Result<(), Error> {
        let mut articles = self.articles.write().unwrap_or_else(PoisonError::into_inner);
        let is_changed = self.is_changed.swap(false, Ordering::Relaxed);
        let is_noted = self.is_noted.swap(false, Ordering::Relaxed);
        // A run that finds nothing new is noted, but it is no other state of the index.
        let next = u64::from(is_changed || is_noted);
        let commit = self.commits.fetch_add(next, Ordering::Relaxed) + next;
        if is_changed {
            self.changed.store(commit, Ordering::Relaxed);
        }
        let changed = self.changed.load(Ordering::Relaxed);
        let note = Note { at: run.at, whole: run.whole, commit, changed };
        commit_with(&mut articles, &note).map_err(|error| self.fault(error))?;
        if next > 0 {
            let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
            commit_with(&mut files, &note).map_err(|error| self.fault(error))?;
        }
        // Who is who needs a look at all names: that is not for the commits on the way.
        if run.whole { self.join_people(&note) } else { Ok(()) }
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        let place = self.place;
        let articles = self.articles.into_inner().unwrap_or_else(PoisonError::into_inner);
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let merged = articles.wait_merging_threads().and_then(|()| files.wait_merging_threads());
        let tidied = merged.and_then(|()| tidy(&place.articles()));
        let tidied = tidied.and_then(|()| tidy(&place.files()));
        tidied.map_err(|error| fault(place, error))
    }
}

/// Returns the bounds of the names of an archive's members: `0` follows `/`.
fn members(file: &str) -> (String, String) {
    (format!("{file}/"), format!("{file}0"))
}

fn open_index(folder: &Path) -> tantivy::Result<Index> {
    Ok(with_words(Index::open(directory::Folder::to_write(folder)?)?))
}

fn open_writer<D: tantivy::Document>(
    index: &Index,
    threads: usize,
    memory: usize,
) -> tantivy::Result<IndexWriter<D>> {
    let writer = index.writer_with_num_threads(threads, threads * memory)?;
    let mut merging = LogMergePolicy::default();
    merging.set_del_docs_ratio_before_merge(DELETED_RATIO);
    merging.set_min_num_segments(MOST_SEGMENTS);
    writer.set_merge_policy(Box::new(merging));
    // What a run that was killed left behind.
    writer.garbage_collect_files().wait()?;
    Ok(writer)
}

/// Merges the segments of an index that nobody writes to.
fn tidy(folder: &Path) -> tantivy::Result<()> {
    let index = open_index(folder)?;
    let segments = tidy::to_merge(index.searchable_segment_metas()?);
    if segments.is_empty() {
        return Ok(());
    }
    let mut writer: IndexWriter = index.writer_with_num_threads(1, LEAST_MEMORY)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    writer.merge(&segments).wait()?;
    writer.wait_merging_threads()
}

/// What is committed along with both indexes.
#[derive(Serialize, Deserialize)]
struct Note {
    at: Timestamp,
    whole: bool,
    /// Its number, from 1.
    commit: u64,
    /// The number of the last one before which articles came or went; those of an older byline do
    /// not tell.
    #[serde(default)]
    changed: u64,
}

fn commit_with<D: tantivy::Document>(
    writer: &mut IndexWriter<D>,
    note: &Note,
) -> tantivy::Result<()> {
    let note = serde_json::to_string(note)?;
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&note);
    commit.commit()?;
    Ok(())
}

/// The file in which tantivy notes the state of an index.
const META: &str = "meta.json";

/// What it notes, but for what is not asked here: to read its schema takes longest.
#[derive(Deserialize)]
struct Meta {
    payload: Option<String>,
}

fn last_note(index: &Index) -> tantivy::Result<Option<Note>> {
    let meta = index.directory().atomic_read(Path::new(META))?;
    let meta: Meta = serde_json::from_slice(&meta)
        .map_err(|error| DataCorruption::new(META.into(), error.to_string()))?;
    Ok(meta.payload.and_then(|note| serde_json::from_str(&note).ok()))
}

/// Returns what was noted with the last commit; `None` before the first.
pub(super) fn last_run(articles: &Index) -> tantivy::Result<Option<Run>> {
    Ok(last_note(articles)?.map(|Note { at, whole, .. }| Run { at, whole }))
}
