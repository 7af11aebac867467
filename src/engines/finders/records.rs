//! What is kept of a file, and what the notes beside are called.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::article::{Stamp, hash_of};
use crate::engines::{Error, in_memory};
use crate::holdings::{FileRecord, Run};

use super::document::hexadecimal;

/// When the index was last brought up to date.
pub(in crate::engines) const RUN: &str = "note-run";
/// What is cut from articles.
pub(in crate::engines) const FURNITURE: &str = "note-furniture-1";
/// Who is who. Its number goes up when names are joined in another way.
pub(in crate::engines) const PEOPLE: &str = "note-people-1";

/// What is noted at a commit.
#[derive(Serialize, Deserialize)]
pub(in crate::engines) struct Note {
    /// When that was.
    pub(in crate::engines) at: Timestamp,
    /// Whether nothing was left to do.
    pub(in crate::engines) whole: bool,
    /// The number of the run.
    pub(in crate::engines) run: u64,
    /// Whether articles came or went since it was last found out who is who.
    pub(in crate::engines) is_changed: bool,
}

impl Note {
    /// Returns what is told of it.
    pub(in crate::engines) fn run(self) -> Run {
        Run { at: self.at, whole: self.whole }
    }
}

/// What is kept of a file.
#[derive(Serialize, Deserialize)]
struct Kept {
    file: String,
    size: u64,
    modified: i64,
    hash: String,
    rules: String,
    articles: u64,
    problems: Vec<String>,
}

/// Returns the id of the record of a file: paths can be longer than ids.
pub(in crate::engines) fn id_of(file: &str) -> String {
    format!("file-{}", hexadecimal(hash_of([file.as_bytes()])))
}

/// Returns what is kept of a file.
///
/// # Errors
/// If it cannot be written as JSON.
pub(in crate::engines) fn write(record: &FileRecord) -> Result<Value, Error> {
    let kept = Kept {
        file: record.file.clone(),
        size: record.stamp.size,
        modified: record.stamp.modified,
        hash: hexadecimal(record.hash),
        rules: hexadecimal(record.rules),
        articles: record.articles,
        problems: record.problems.clone(),
    };
    serde_json::to_value(kept).map_err(in_memory)
}

/// Reads what was kept of a file.
///
/// # Errors
/// If it is not what was kept.
pub(in crate::engines) fn read(kept: Value) -> Result<FileRecord, Error> {
    let kept: Kept = serde_json::from_value(kept).map_err(in_memory)?;
    let number = |text: &str| u64::from_str_radix(text, 16).map_err(in_memory);
    Ok(FileRecord {
        stamp: Stamp { size: kept.size, modified: kept.modified },
        hash: number(&kept.hash)?,
        rules: number(&kept.rules)?,
        file: kept.file,
        articles: kept.articles,
        problems: kept.problems,
    })
}
