//! What the indexer tells while it works.

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Some files are read to learn what articles have in common, and none of them is indexed yet.
    Learning,
    /// The folder was walked.
    Started {
        /// How many files have to be read: those that are new or have changed.
        files: usize,
    },
    /// A file was read, whole or in part.
    Read {
        /// Its path below the corpus folder.
        file: String,
        /// How many articles it gave.
        articles: u64,
    },
    /// Something could not be read.
    Skipped {
        /// The path of the file.
        file: String,
        /// The reason, with the part if it is one of several.
        reason: String,
    },
    /// A file has another time, but the same content.
    Touched {
        /// Its path.
        file: String,
    },
    /// A file is gone, and its articles with it.
    Removed {
        /// Its path.
        file: String,
    },
    /// What was written so far is safe, and seen by searches.
    Committed,
    /// The index is made tidy.
    Tidying,
}

/// What a run came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were read for the first time.
    pub new: u64,
    /// Files that were read again, as they had changed.
    pub changed: u64,
    /// Files that are gone.
    pub removed: u64,
    /// Files that were as before.
    pub unchanged: u64,
    /// Files that have another time, but the content that was indexed.
    pub touched: u64,
    /// Articles that were written.
    pub articles: u64,
    /// Files read in this run that could not be read, or not whole.
    pub flawed: u64,
    /// Whether the run was stopped before it was done.
    pub stopped: bool,
}
