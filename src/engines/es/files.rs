//! What is known of each file, and the few notes beside: in an index of its own, so that a file can be
//! noted as unchanged without touching its articles.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::engines::finders::found::Found;
use crate::engines::finders::records;
use crate::engines::remote::Request;
use crate::engines::{Error, in_memory};
use crate::holdings::FileRecord;

use super::place::Place;

/// So many records are fetched at once.
const PAGE: usize = 1_000;

/// Returns what is sent of a record.
///
/// # Errors
/// If it cannot be written as JSON.
pub(super) fn source(record: &FileRecord) -> Result<Value, Error> {
    let kept = records::write(record)?;
    Ok(json!({"file": record.file, "flawed": !record.problems.is_empty(), "kept": kept}))
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
    pub(super) fn read_records(&self, query: &Value) -> Result<Vec<FileRecord>, Error> {
        let path = format!("/{}/_search", self.files);
        let mut known = Vec::new();
        let mut after = None;
        loop {
            let mut body = json!({
                "size": PAGE,
                "query": query,
                "sort": [{"file": "asc"}],
                "track_total_hits": false,
            });
            if let Some(after) = after {
                body["search_after"] = json!(after);
            }
            let found: Found = self.server.ask(&Request::post(&path).json(&body))?;
            let number = found.hits.hits.len();
            after = found.hits.hits.last().map(|hit| hit.sort.clone());
            for hit in found.hits.hits {
                known.push(records::read(hit.source["kept"].clone())?);
            }
            if number < PAGE {
                return Ok(known);
            }
        }
    }

    /// Returns how many files are known.
    pub(super) fn count_records(&self) -> Result<u64, Error> {
        #[derive(Deserialize)]
        struct Count {
            count: u64,
        }
        let path = format!("/{}/_count", self.files);
        let count: Count = self.server.ask(&Request::post(path).json(&json!({"query": all()})))?;
        Ok(count.count)
    }

    /// Returns a note; `None` if there is none.
    pub(super) fn read_note<T: DeserializeOwned>(&self, note: &str) -> Result<Option<T>, Error> {
        let request = Request::get(format!("/{}/_doc/{note}", self.files));
        let Some(noted) = self.server.ask_for::<Noted>(&request)? else { return Ok(None) };
        serde_json::from_value(noted.source.kept).map(Some).map_err(in_memory)
    }

    /// Keeps a note, in place of what was noted before. It lasts at once.
    pub(super) fn write_note(&self, note: &str, kept: &impl Serialize) -> Result<(), Error> {
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
