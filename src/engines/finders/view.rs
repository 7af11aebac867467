//! The articles of an index as they are to be seen at one moment.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::engines::{Error, in_memory};

use super::dialect::Dialect;
use super::finder::Finder;
use super::found::Found;

/// So many values are fetched at once.
const PAGE: usize = 5_000;

/// So many filters are counted at once.
const FILTERS: usize = 200;

/// The articles of an index as they are to be seen at one moment.
pub(in crate::engines) struct View<'f, F> {
    pub(super) finder: &'f F,
    /// What is to be seen; `None` if everything is.
    filter: Option<Value>,
}

impl<F> Clone for View<'_, F> {
    fn clone(&self) -> Self {
        View { finder: self.finder, filter: self.filter.clone() }
    }
}

#[derive(Deserialize)]
struct Composite {
    buckets: Vec<Bucket>,
    #[serde(default)]
    after_key: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
struct Bucket {
    key: Map<String, Value>,
    doc_count: u64,
}

impl<'f, F: Finder> View<'f, F> {
    /// Looks at what is to be seen now.
    pub(in crate::engines) fn now(finder: &'f F) -> Result<Self, Error> {
        Ok(View::of(finder, finder.visible()?))
    }

    /// Looks at what a filter lets see; at everything without one.
    pub(in crate::engines) fn of(finder: &'f F, filter: Option<Value>) -> Self {
        View { finder, filter }
    }

    /// Asks for articles; `body` has everything but the query.
    pub(super) fn search_for(&self, query: &Value, mut body: Value) -> Result<Found, Error> {
        body["query"] = self.visible(query);
        self.finder.find(&body)
    }

    /// Returns what has to be known of the server to ask it.
    pub(super) fn dialect(&self) -> Dialect<'_> {
        Dialect::of(self.finder)
    }

    fn visible(&self, query: &Value) -> Value {
        match &self.filter {
            Some(filter) => json!({"bool": {"must": [query], "filter": [filter]}}),
            None => query.clone(),
        }
    }

    /// Shows to `f` each combination of values that articles have in some fields, and how many of
    /// those that the server finds have it; in the order of the values.
    pub(in crate::engines) fn count_by(
        &self,
        query: &Value,
        fields: &[&str],
        f: &mut dyn FnMut(&[Value], u64),
    ) -> Result<(), Error> {
        let sources: Vec<Value> =
            fields.iter().map(|field| json!({*field: {"terms": {"field": field}}})).collect();
        let mut after: Option<Map<String, Value>> = None;
        loop {
            let mut composite = json!({"size": PAGE, "sources": sources});
            if let Some(after) = &after {
                composite["after"] = json!(after);
            }
            let body = json!({
                "size": 0,
                "track_total_hits": false,
                "aggs": {"values": {"composite": composite}},
            });
            let found = self.search_for(query, body)?;
            let counted: Composite =
                serde_json::from_value(found.aggregations["values"].clone()).map_err(in_memory)?;
            for Bucket { mut key, doc_count } in counted.buckets {
                let values: Vec<Value> =
                    fields.iter().filter_map(|field| key.remove(*field)).collect();
                f(&values, doc_count);
            }
            after = counted.after_key;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// Counts, for each of some filters, the articles among those that the server finds.
    pub(super) fn count_each(&self, query: &Value, filters: &[Value]) -> Result<Vec<u64>, Error> {
        let query = self.visible(query);
        let mut counts = Vec::with_capacity(filters.len());
        for filters in filters.chunks(FILTERS) {
            counts.extend(self.finder.count_each(&query, filters)?);
        }
        Ok(counts)
    }
}
