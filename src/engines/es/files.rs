//! What is known of each file, and the few notes beside: in an index of its own, so that a file can be
//! noted as unchanged without touching its articles.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::article::{Stamp, hash_of};
use crate::engines::remote::Request;
use crate::engines::{Error, in_memory};
use crate::holdings::FileRecord;

use super::document::hexadecimal;
use super::place::Place;

/// When the index was last brought up to date.
pub(super) const RUN: &str = "note-run";
/// What is cut from articles.
pub(super) const FURNITURE: &str = "note-furniture-1";
/// Who is who. Its number goes up when names are joined in another way.
pub(super) const PEOPLE: &str = "note-people-1";

/// So many records are fetched at once.
const PAGE: usize = 1_000;

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
pub(super) fn id_of(file: &str) -> String {
    format!("file-{}", hexadecimal(hash_of([file.as_bytes()])))
}

/// Returns what is sent of a record.
pub(super) fn write(record: &FileRecord) -> Value {
    let kept = Kept {
        file: record.file.clone(),
        size: record.stamp.size,
        modified: record.stamp.modified,
        hash: hexadecimal(record.hash),
        rules: hexadecimal(record.rules),
        articles: record.articles,
        problems: record.problems.clone(),
    };
    json!({"file": record.file, "flawed": !record.problems.is_empty(), "kept": kept})
}

fn read(kept: Value) -> Result<FileRecord, Error> {
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

#[derive(Deserialize)]
struct Found {
    hits: FoundHits,
}

#[derive(Deserialize)]
struct FoundHits {
    hits: Vec<FoundHit>,
}

#[derive(Deserialize)]
struct FoundHit {
    #[serde(rename = "_source")]
    source: Kepts,
    sort: Value,
}

#[derive(Deserialize)]
struct Noted {
    #[serde(rename = "_source")]
    source: Kepts,
}

#[derive(Deserialize)]
struct Kepts {
    kept: Value,
}

impl Place {
    /// Returns the records that `query` finds, by path.
    pub(super) fn records(&self, query: &Value) -> Result<Vec<FileRecord>, Error> {
        let path = format!("/{}/_search", self.files);
        let mut records = Vec::new();
        let mut after = None;
        loop {
            let mut body = json!({
                "size": PAGE,
                "query": query,
                "sort": [{"file": "asc"}],
                "track_total_hits": false,
            });
            if let Some(after) = after {
                body["search_after"] = after;
            }
            let found: Found = self.server.ask(&Request::post(&path).json(&body))?;
            let number = found.hits.hits.len();
            after = found.hits.hits.last().map(|hit| hit.sort.clone());
            for hit in found.hits.hits {
                records.push(read(hit.source.kept)?);
            }
            if number < PAGE {
                return Ok(records);
            }
        }
    }

    /// Returns how many files are known.
    pub(super) fn number_of_records(&self) -> Result<u64, Error> {
        #[derive(Deserialize)]
        struct Count {
            count: u64,
        }
        let path = format!("/{}/_count", self.files);
        let count: Count = self.server.ask(&Request::post(path).json(&json!({"query": all()})))?;
        Ok(count.count)
    }

    /// Returns a note; `None` if there is none.
    pub(super) fn note<T: DeserializeOwned>(&self, note: &str) -> Result<Option<T>, Error> {
        let request = Request::get(format!("/{}/_doc/{note}", self.files));
        let Some(noted) = self.server.ask_for::<Noted>(&request)? else { return Ok(None) };
        serde_json::from_value(noted.source.kept).map(Some).map_err(in_memory)
    }

    /// Keeps a note, in place of what was noted before. It lasts at once.
    pub(super) fn keep_note(&self, note: &str, kept: &impl Serialize) -> Result<(), Error> {
        let path = format!("/{}/_doc/{note}", self.files());
        let kept = json!({"kept": serde_json::to_value(kept).map_err(in_memory)?});
        self.server.tell(&Request::put(path).json(&kept)).map(drop)
    }
}

/// Finds the records of files, and no notes.
pub(super) fn all() -> Value {
    json!({"exists": {"field": "file"}})
}

/// Finds the records of files of which not all could be read.
pub(super) fn flawed() -> Value {
    json!({"term": {"flawed": true}})
}
