//! Notes about the indexes of an archive, each with what they are called, and the ledger: in an index of
//! their own, to which they are added. Of each the last one counts.

use std::sync::atomic::Ordering;

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::article::hash_of;
use crate::engines::finders::finder::Finder as _;
use crate::engines::finders::found::Found;
use crate::engines::remote::{Bulk, Item};
use crate::engines::{Error, in_memory};
use crate::schema::Field;

use super::ledger::{Ledger, Page};
use super::place::{ELASTIC, PARTS, Place};
use super::schema::{KEPT, NOTE, NUMBER, REVISION};

/// Which index is searched, and what is known of it.
pub(super) const CURRENT: &str = "current";
/// The pages of the ledger.
pub(super) const LEDGER: &str = "ledger";

/// So many are fetched at once.
const PAGE: usize = 1_000;

impl Place {
    /// Shows to `f` what was kept in an index, one document after the other, as it was kept.
    pub(super) fn each_kept(
        &self,
        index: &str,
        query: &Value,
        f: &mut dyn FnMut(&Value) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut after = None;
        loop {
            let by_id = json!({Field::Id.name(): "asc"});
            let mut body =
                json!({"size": PAGE, "query": query, "sort": [{REVISION: "asc"}, by_id]});
            if let Some(after) = after {
                body["search_after"] = json!(after);
            }
            let found: Found = self.ask(index, &body)?;
            after = found.hits.hits.last().map(|hit| hit.sort.clone());
            for hit in &found.hits.hits {
                f(&hit.source)?;
            }
            if found.hits.hits.len() < PAGE {
                return Ok(());
            }
        }
    }

    /// Returns the last note that is called so; of this index, or with `None` of any.
    pub(super) fn last_note<T: DeserializeOwned>(
        &self,
        note: &str,
        number: Option<u32>,
    ) -> Result<Option<T>, Error> {
        let mut filters = vec![json!({"term": {NOTE: note}})];
        filters.extend(number.map(|number| json!({"term": {NUMBER: number}})));
        let by_id = json!({Field::Id.name(): "asc"});
        let body = json!({
            "size": 1,
            "query": {"bool": {"filter": filters}},
            "sort": [{REVISION: "desc"}, by_id],
        });
        let found: Found = self.ask(&self.name, &body)?;
        found.hits.hits.first().map(|hit| kept(&hit.source)).transpose()
    }

    /// Adds notes about this index, and waits until they are seen.
    pub(super) fn add_notes(&self, notes: &[(&str, Value)]) -> Result<(), Error> {
        let revision = self.next_revision();
        let dead_letter = self.dead_letter();
        let path = format!("{ELASTIC}/_bulk?refresh=true");
        let bulk = Bulk::new(&self.server.client, path, dead_letter.clone());
        let fault = |fault| self.server.fault(fault);
        for (note, kept) in notes {
            let kept = kept.to_string();
            let id = hash_of([note.as_bytes(), kept.as_bytes()]);
            let source = json!({
                NOTE: note, NUMBER: self.number, REVISION: revision, Field::Id.name(): id, KEPT: kept,
            });
            bulk.add(addition(&self.name, note, &source)).map_err(fault)?;
        }
        match bulk.flush().map_err(fault)?.refused {
            0 => Ok(()),
            articles => Err(Error::Rejected { articles, file: dead_letter }),
        }
    }

    /// Returns the ledger.
    pub(super) fn ledger(&self) -> Result<Ledger, Error> {
        let filters = json!([{"term": {NOTE: LEDGER}}, {"term": {NUMBER: self.number}}]);
        let mut pages: Vec<Page> = Vec::new();
        self.each_kept(&self.name, &json!({"bool": {"filter": filters}}), &mut |source| {
            pages.push(kept(source)?);
            Ok(())
        })?;
        Ok(Ledger::of(pages))
    }

    /// Counts what a query finds in an index.
    pub(super) fn count_in(&self, index: &str, query: &Value) -> Result<u64, Error> {
        let body = json!({"size": 0, "track_total_hits": true, "query": query});
        Ok(self.ask(index, &body)?.total().unwrap_or(0))
    }

    /// Asks an index.
    fn ask(&self, index: &str, body: &Value) -> Result<Found, Error> {
        let path = format!("{ELASTIC}/{index}/_search?allow_partial_search_results=false");
        self.server.search(path, body, PARTS)
    }

    /// Returns a number greater than each before, also those of other workers, as far as clocks agree.
    fn next_revision(&self) -> u64 {
        let now = u64::try_from(Timestamp::now().as_microsecond()).unwrap_or(0);
        let before = self.noted.fetch_max(now, Ordering::Relaxed);
        if before < now { now } else { self.noted.fetch_add(1, Ordering::Relaxed) + 1 }
    }
}

/// Returns what adds a document to an index; `about` is told where it is refused.
pub(super) fn addition(index: &str, about: &str, source: &Value) -> Item {
    Item {
        id: String::new(),
        file: about.to_owned(),
        action: json!({"create": {"_index": index}}).to_string(),
        source: Some(source.to_string()),
    }
}

/// Reads what was kept in a document.
pub(super) fn kept<T: DeserializeOwned>(source: &Value) -> Result<T, Error> {
    serde_json::from_str(source[KEPT].as_str().unwrap_or_default()).map_err(in_memory)
}

/// Writes something as it is kept.
pub(super) fn as_json(kept: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(kept).map_err(in_memory)
}
