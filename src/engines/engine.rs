//! What an engine is: it keeps documents and answers queries.

use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::furniture::Furniture;
use crate::hit::{Caveats, Counts, Facets, Hits, Timeline};
use crate::holdings::{FileRecord, Holdings, Run};
use crate::query::{Found, Query};
use crate::roster::Joins;
use crate::schema::Field;
use crate::search::{Cursor, FacetSearch, Period, Search, Terms};

use super::remote::Fault;

/// Keeps documents and answers queries. Can be shared between threads.
pub trait Engine: Send + Sync {
    /// Returns the folder of files that the index was made of.
    fn corpus(&self) -> &Path;

    /// Returns the folder of what stands beside the index: that which the folder of the index is in, or
    /// that of the articles if the index is on a server. `None` if the index is the root.
    fn home(&self) -> Option<&Path>;

    /// Finds the articles that match.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn search(&self, search: &Search) -> Result<Hits, Error>;

    /// Finds the articles that match, whole: as [`search`](Engine::search) does, without marks.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn read(&self, search: &Search) -> Result<Reading, Error>;

    /// Finds where the articles that match stand, and reads none of them: in the order in which
    /// [`search`](Engine::search) gives them. What is shown of a hit does not matter.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn rank(&self, search: &Search) -> Result<Standings, Error>;

    /// Looks up which words of the archive the words of a query stand for.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn resolve(&self, query: &Query, terms: &Terms) -> Result<Resolved, Error>;

    /// Looks up which words of some articles the words of a query stand for: of a large archive that is
    /// less than [`resolve`](Engine::resolve) tells, and all that is needed to mark these articles.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn resolve_in(
        &self,
        query: &Query,
        terms: &Terms,
        articles: &[Document],
    ) -> Result<Resolved, Error>;

    /// Returns words of the archive that `word` may be a slip of the pen for, the likeliest first;
    /// few, or none.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn suggest(&self, word: &str) -> Result<Vec<String>, Error>;

    /// Counts, for each value of a field, the articles that match and have it.
    ///
    /// # Errors
    /// If the index cannot be read, or the field cannot be counted.
    fn facet(&self, search: &FacetSearch) -> Result<Facets, Error>;

    /// Counts, for each of some parts, the articles that match `query` and it.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn count_each(&self, query: &Query, parts: &[Query], terms: &Terms) -> Result<Counts, Error>;

    /// Counts the articles that match `query` by when they were published.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn timeline(&self, query: &Query, by: Period, terms: &Terms) -> Result<Timeline, Error>;

    /// Returns what the archive tells of who is who, as of the last run of the indexer that was not
    /// stopped; nothing before the first.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn joins(&self) -> Result<Joins, Error>;

    /// Returns the furniture that is cut from articles on their way into the index, and how many files
    /// the archive had when it was learned; `None` before that.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn furniture(&self) -> Result<Option<(Furniture, u64)>, Error>;

    /// Returns the articles whose ids lie in a range, at most `limit`, by id.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn articles(&self, ids: RangeInclusive<u64>, limit: usize) -> Result<Vec<Document>, Error>;

    /// Returns what is known of every file that was read, in no order.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn files(&self) -> Result<Vec<FileRecord>, Error>;

    /// Returns when the index was last brought up to date; `None` if it never was.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn last_run(&self) -> Result<Option<Run>, Error>;

    /// Returns what the index holds.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn holdings(&self) -> Result<Holdings, Error>;

    /// Begins to write. There is one writer at a time, in all processes.
    ///
    /// # Errors
    /// [`Error::Busy`] at once if somebody writes; else if the index cannot be written.
    fn writer(&self) -> Result<Box<dyn Writer + '_>, Error>;
}

/// Articles that were found, to be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// How many articles match, exactly.
    pub total: u64,
    /// The page of them that was asked for, in the order asked for.
    pub articles: Vec<Document>,
    /// Where the next page begins; `None` if this is the last.
    pub next: Option<Cursor>,
    /// What is not as asked.
    pub caveats: Caveats,
}

/// Where articles stand that were found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standings {
    /// How many articles match, exactly.
    pub total: u64,
    /// The page of them that was asked for, in the order asked for.
    pub places: Vec<Cursor>,
    /// What is not as asked.
    pub caveats: Caveats,
}

/// A question, and what an engine made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The question with the words of the archive.
    pub query: Query<Found>,
    /// The languages whose forms of a word were looked up, as tags.
    pub languages: Vec<String>,
    /// What was left out, each a sentence.
    pub notes: Vec<String>,
}

/// A new index that is to replace an old one. It is thrown away if it is not finished.
pub trait Replacement {
    /// Returns the new index, to be filled.
    fn engine(&self) -> &dyn Engine;

    /// Puts it in the place of the old one, at once. The next writer removes that.
    ///
    /// # Errors
    /// If the folder cannot be written.
    fn finish(self: Box<Self>) -> Result<(), Error>;
}

/// Changes what an engine keeps. Shared by the threads that read files; nothing is seen by searches
/// before it is committed.
pub trait Writer: Sync {
    /// Adds an article.
    ///
    /// # Errors
    /// If the index cannot be written.
    fn add(&self, document: &Document) -> Result<(), Error>;

    /// Removes the articles of a file that were added before, if there are any; of an archive, those
    /// of its members, whose names stand behind its own and a `/`.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn clear(&self, file: &str) -> Result<(), Error>;

    /// Notes what is known of a file, in place of what was known before.
    ///
    /// # Errors
    /// If the index cannot be written.
    fn record(&self, record: &FileRecord) -> Result<(), Error>;

    /// Removes the articles of a file or archive, and forgets it.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn forget(&self, file: &str) -> Result<(), Error>;

    /// Keeps the furniture that was learned when the archive had so many files, in place of what was
    /// known before. It lasts at once.
    ///
    /// # Errors
    /// If the index cannot be written.
    fn learn(&self, furniture: &Furniture, files: u64) -> Result<(), Error>;

    /// Makes everything written so far last, and seen by searches opened from now on.
    ///
    /// # Errors
    /// If the index cannot be written.
    fn commit(&self, run: &Run) -> Result<(), Error>;

    /// Waits until the index is tidy. What is not committed is lost.
    ///
    /// # Errors
    /// If the index cannot be written.
    fn finish(self: Box<Self>) -> Result<(), Error>;
}

/// Why an engine cannot do as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no index.
    #[error("no index in {index}")]
    Missing {
        /// Where it was looked for.
        index: String,
    },
    /// The folder is meant for an index, but something else is in it.
    #[error("{} is neither empty nor an index; name another place for the index", .folder.display())]
    Occupied {
        /// The folder.
        folder: PathBuf,
    },
    /// Another version of byline made the index.
    #[error(
        "the index in {index} has version {found}, this byline reads version {wanted}; make it anew with `byline index --rebuild`"
    )]
    OtherVersion {
        /// Where it is.
        index: String,
        /// Its version.
        found: u32,
        /// The version of this program.
        wanted: u32,
    },
    /// Somebody else writes.
    #[error("another `byline index` is writing to {index}; wait until it is done")]
    Busy {
        /// Where the index is.
        index: String,
    },
    /// A file of the index cannot be read or written.
    #[error("the index in {}", .folder.display())]
    File {
        /// Where the index is.
        folder: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// The index is damaged, or cannot be read or written.
    #[error("the index in {}", .folder.display())]
    Store {
        /// Where the index is.
        folder: PathBuf,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Articles at hand cannot be indexed in memory.
    #[error("the articles that came back cannot be read in memory")]
    InMemory {
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A server would not take some articles, and never will.
    #[error(
        "the server refused {articles} articles for good; they are in {}, each with the reason",
        .file.display()
    )]
    Rejected {
        /// How many.
        articles: u64,
        /// Where they are.
        file: PathBuf,
    },
    /// What this engine cannot do.
    #[error("{what}")]
    Refused {
        /// What that is, and what to ask instead: a sentence.
        what: String,
    },
    /// The server cannot be asked, or does not do as asked.
    #[error("the index {index}")]
    Remote {
        /// Where the index is.
        index: String,
        /// What went wrong.
        source: Fault,
    },
    /// The values of this field cannot be counted.
    #[error("the values of `{field}` cannot be counted", field = .field.name())]
    NoFacet {
        /// The field.
        field: Field,
    },
}

impl Error {
    /// Returns whether a server has other articles than it took. What was committed before stays, and
    /// whoever begins again may have more luck.
    pub fn is_miscount(&self) -> bool {
        matches!(self, Error::Remote { source: Fault::Miscounted { .. }, .. })
    }
}
