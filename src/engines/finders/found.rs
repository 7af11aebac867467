//! What a server answers to a search.

use serde::Deserialize;
use serde_json::Value;

use crate::document::Document;
use crate::engines::{Error, in_memory};

use super::document::read;
use super::label::DOCUMENT;

/// What a server answers to a search.
#[derive(Deserialize)]
pub(in crate::engines) struct Found {
    /// Whether time was up before all was looked through.
    #[serde(default)]
    pub(super) timed_out: bool,
    #[serde(rename = "_shards")]
    shards: Shards,
    pub(in crate::engines) hits: FoundHits,
    #[serde(default)]
    pub(in crate::engines) aggregations: Value,
}

#[derive(Deserialize)]
struct Shards {
    failed: u64,
}

/// The articles that were found.
#[derive(Deserialize)]
pub(in crate::engines) struct FoundHits {
    #[serde(default)]
    total: Option<Total>,
    pub(in crate::engines) hits: Vec<FoundHit>,
}

#[derive(Deserialize)]
struct Total {
    value: u64,
    relation: String,
}

/// One of them.
#[derive(Deserialize)]
pub(in crate::engines) struct FoundHit {
    /// What is kept of it.
    #[serde(rename = "_source", default)]
    pub(in crate::engines) source: Value,
    /// Where it stands in the order asked for.
    #[serde(default)]
    pub(in crate::engines) sort: Vec<Value>,
}

impl Found {
    /// Returns how many shards gave no answer: without theirs it is none.
    pub(super) fn failed_shards(&self) -> u64 {
        self.shards.failed
    }

    /// Returns how many articles were found; `None` if that was not asked, or there are more than were
    /// to be counted.
    pub(in crate::engines) fn total(&self) -> Option<u64> {
        self.hits.total.as_ref().filter(|total| total.relation == "eq").map(|total| total.value)
    }
}

impl FoundHit {
    /// Returns the article. Some servers keep it as a text.
    pub(super) fn document(&self) -> Result<Document, Error> {
        match &self.source[DOCUMENT] {
            Value::String(text) => {
                read(&serde_json::from_str(text).map_err(in_memory)?).map_err(in_memory)
            }
            kept => read(kept).map_err(in_memory),
        }
    }
}
