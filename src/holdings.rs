//! What an index holds and what is known of its files. Plain data.

use jiff::Timestamp;

use crate::article::{Published, Stamp};

/// What is known of one file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileRecord {
    /// Its path below the corpus folder; see [`Source`](crate::article::Source).
    pub file: String,
    /// Size and time when it was read.
    pub stamp: Stamp,
    /// 64 bits of the hash of its bytes.
    pub hash: u64,
    /// A number that tells by which rules of its owner it was read; 0 if there were none.
    pub rules: u64,
    /// How many articles were read from it.
    pub articles: u64,
    /// What could not be read, with the reason; one if the whole file could not.
    pub problems: Vec<String>,
}

/// When the index was last brought up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// When it was committed.
    pub at: Timestamp,
    /// Whether every file had been looked at by then.
    pub whole: bool,
}

/// What an index holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holdings {
    /// How many articles.
    pub articles: u64,
    /// How many files were read, with or without success.
    pub files: u64,
    /// The files that could not be read, or not whole, by path.
    pub flawed: Vec<FileRecord>,
    /// What it takes on disk, in bytes.
    pub bytes: u64,
    /// The earliest and the latest date.
    pub dates: Option<(Published, Published)>,
    /// The last commit.
    pub last_run: Option<Run>,
    /// What the owner of the index should know, each a sentence.
    pub remarks: Vec<String>,
}
