//! What a server of Elasticsearch is asked.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::engines::finders::document::hexadecimal;
use crate::engines::finders::finder::{Ability, Finder};
use crate::engines::finders::found::Found;
use crate::engines::finders::label::{HEADLINE_KEY, Label};
use crate::engines::finders::served::Served;
use crate::engines::remote::Request;
use crate::engines::{Error, Writer, in_memory};
use crate::holdings::FileRecord;
use crate::schema::{Field, Schema};
use crate::search::Sort;

use super::files;
use super::place::Place;
use super::writer::EsWriter;

impl Finder for Place {
    const ABILITIES: &'static [Ability] = &[
        Ability::Fuzzy,
        Ability::Intervals,
        Ability::BestOf,
        Ability::Boosts,
        Ability::Decay,
        Ability::TextOrder,
        Ability::ScoreCursor,
        Ability::LuceneRegex,
    ];

    /// Servers take 32,766.
    const LONGEST_VALUE: usize = 16_000;

    fn name(&self) -> &str {
        self.address.index()
    }

    fn label(&self) -> &Label {
        &self.label
    }

    /// What is not to be seen is not yet refreshed, or gone.
    fn visible(&self) -> Result<Option<Value>, Error> {
        Ok(None)
    }

    fn find(&self, body: &Value) -> Result<Found, Error> {
        // The same copies of the articles answer each page: others may score otherwise. And all score
        // by how frequent words are in the archive, not in their own share of it.
        let mut sorts = body["sort"].as_array().into_iter().flatten();
        let by_score = if sorts.any(|sort| sort.get("_score").is_some()) {
            "&search_type=dfs_query_then_fetch"
        } else {
            ""
        };
        let articles = &self.articles;
        let path = format!("/{articles}/_search?preference=byline{by_score}");
        self.server.search(path, body, "shards")
    }

    fn count_each(&self, query: &Value, filters: &[Value]) -> Result<Vec<u64>, Error> {
        #[derive(Deserialize)]
        struct Filtered {
            buckets: Vec<Count>,
        }
        #[derive(Deserialize)]
        struct Count {
            doc_count: u64,
        }
        let found = self.find(&json!({
            "query": query,
            "size": 0,
            "track_total_hits": false,
            "aggs": {"each": {"filters": {"filters": filters}}},
        }))?;
        let counted: Filtered =
            serde_json::from_value(found.aggregations["each"].clone()).map_err(in_memory)?;
        Ok(counted.buckets.into_iter().map(|count| count.doc_count).collect())
    }

    fn in_order(sort: Sort) -> Value {
        let by_id = json!({Field::Id.name(): "asc"});
        let by_day =
            |order: &str| json!({Field::Published.name(): {"order": order, "missing": "_last"}});
        match sort {
            Sort::Relevance | Sort::Recency { .. } => json!([{"_score": "desc"}, by_id]),
            Sort::Newest => json!([by_day("desc"), by_id]),
            Sort::Oldest => json!([by_day("asc"), by_id]),
            Sort::Headline => json!([{HEADLINE_KEY: "asc"}, by_id]),
        }
    }

    fn hash(number: u64) -> Value {
        json!(hexadecimal(number))
    }

    fn note<T: DeserializeOwned>(&self, note: &str) -> Result<Option<T>, Error> {
        self.read_note(note)
    }

    fn keep_note(&self, note: &str, kept: &impl Serialize) -> Result<(), Error> {
        self.write_note(note, kept)
    }

    fn records(&self) -> Result<Vec<FileRecord>, Error> {
        self.read_records(&files::all())
    }

    fn flawed_of_all(&self) -> Result<(u64, Vec<FileRecord>), Error> {
        Ok((self.count_records()?, self.read_records(&files::flawed())?))
    }

    fn bytes(&self) -> Result<u64, Error> {
        #[derive(Deserialize)]
        struct Stats {
            #[serde(rename = "_all")]
            all: All,
        }
        #[derive(Deserialize)]
        struct All {
            total: OfAll,
        }
        #[derive(Deserialize)]
        struct OfAll {
            store: Store,
        }
        #[derive(Deserialize)]
        struct Store {
            size_in_bytes: u64,
        }
        let path = format!("/{},{}/_stats/store", self.articles, self.files);
        let stats: Stats = self.server.ask(&Request::get(path))?;
        Ok(stats.all.total.store.size_in_bytes)
    }

    fn near(&self, word: &str, edits: u8) -> Result<Vec<(String, u64)>, Error> {
        #[derive(Deserialize)]
        struct Suggested {
            suggest: std::collections::BTreeMap<String, Vec<Entry>>,
        }
        #[derive(Deserialize)]
        struct Entry {
            options: Vec<Near>,
        }
        #[derive(Deserialize)]
        struct Near {
            text: String,
            freq: u64,
        }
        let fields = Schema::get().searched().map(|(field, _)| field.name());
        let suggest: Map<String, Value> = fields
            .map(|field| {
                let term = json!({
                    "field": field, "suggest_mode": "always", "sort": "frequency", "size": 10,
                    "max_edits": edits, "prefix_length": 0, "min_word_length": 1,
                    "min_doc_freq": 0, "max_term_freq": 1_000_000_000, "max_inspections": 1_000,
                });
                (field.to_owned(), json!({"text": word, "term": term}))
            })
            .collect();
        let body = json!({"size": 0, "track_total_hits": false, "suggest": suggest});
        let path = format!("/{}/_search", self.articles);
        let found: Suggested = self.server.ask(&Request::post(path).json(&body))?;
        let near = found.suggest.into_values().flatten().flat_map(|entry| entry.options);
        let mut words: Vec<(String, u64)> = Vec::new();
        for Near { text, freq } in near {
            match words.iter_mut().find(|(known, _)| *known == text) {
                Some((_, articles)) => *articles += freq,
                None => words.push((text, freq)),
            }
        }
        Ok(words)
    }

    fn remarks(&self) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }

    fn writer(served: &Served<Self>) -> Result<Box<dyn Writer + '_>, Error> {
        Ok(Box::new(EsWriter::open(served)?))
    }
}
