//! What an engine is: it keeps documents and answers queries.

use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::hit::{Facets, Hits, Page};
use crate::holdings::{FileRecord, Holdings, Run};
use crate::query::Query;
use crate::schema::Field;

/// Keeps documents and answers queries. Can be shared between threads.
pub trait Engine: Send + Sync {
    /// Returns the folder of files that the index was made of.
    fn corpus(&self) -> &Path;

    /// Finds the articles that match.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn search(&self, query: &Query, page: Page) -> Result<Hits, Error>;

    /// Counts, for each value of `field`, the articles that match `query` and have it.
    ///
    /// # Errors
    /// If the index cannot be read, or the field cannot be counted.
    fn facet(&self, field: Field, query: &Query, page: Page) -> Result<Facets, Error>;

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

    /// Removes the articles of a file that were added before, if there are any.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn clear(&self, file: &str) -> Result<(), Error>;

    /// Notes what is known of a file, in place of what was known before.
    ///
    /// # Errors
    /// If the index cannot be written.
    fn record(&self, record: &FileRecord) -> Result<(), Error>;

    /// Removes the articles of a file and forgets it.
    fn forget(&self, file: &str);

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
    #[error("no index in {}", .folder.display())]
    Missing {
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// The folder is meant for an index, but something else is in it.
    #[error("{} is neither empty nor an index; name another folder for the index", .folder.display())]
    Occupied {
        /// The folder.
        folder: PathBuf,
    },
    /// Another version of byline made the index.
    #[error(
        "the index in {} has version {found}, this byline reads version {wanted}; make it anew with `byline index --rebuild`",
        .folder.display()
    )]
    OtherVersion {
        /// Where it is.
        folder: PathBuf,
        /// Its version.
        found: u32,
        /// The version of this program.
        wanted: u32,
    },
    /// Somebody else writes.
    #[error("another `byline index` is writing to {}; wait until it is done", .folder.display())]
    Busy {
        /// Where the index is.
        folder: PathBuf,
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
    /// The values of this field cannot be counted.
    #[error("the values of `{field}` cannot be counted", field = .field.name())]
    NoFacet {
        /// The field.
        field: Field,
    },
}
