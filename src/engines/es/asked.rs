//! A question on its way: whom it means, in which languages, and what the server is asked.

use std::time::Instant;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::document::Document;
use crate::engines::embedded::{PageIndex, asked_languages};
use crate::engines::{Error, Resolved, forms, in_memory};
use crate::hit::Caveats;
use crate::query::Query;
use crate::schema::Field;
use crate::search::Terms;

use super::document::read;
use super::engine::Es;
use super::query::{Rendered, render};
use super::schema::{DOCUMENT, key};
use crate::engines::remote::Request;

/// Stands for no language: of it no forms are known.
const NO_LANGUAGE: &str = "und";

/// A question, rendered.
pub(super) struct Asked<'e> {
    pub(super) es: &'e Es,
    /// What is asked; people by all of their names.
    pub(super) query: Query,
    /// How it is taken by whoever reads what comes back.
    pub(super) terms: Terms,
    /// What the server is asked.
    pub(super) json: Value,
    /// Whether what the server finds is what is asked for.
    pub(super) is_exact: bool,
    pub(super) caveats: Caveats,
}

/// What a server answers to a search.
#[derive(Deserialize)]
pub(super) struct Found {
    /// Whether time was up before all was looked through.
    #[serde(default)]
    pub(super) timed_out: bool,
    #[serde(rename = "_shards")]
    shards: Shards,
    pub(super) hits: FoundHits,
    #[serde(default)]
    pub(super) aggregations: Value,
}

#[derive(Deserialize)]
struct Shards {
    failed: u64,
}

#[derive(Deserialize)]
pub(super) struct FoundHits {
    #[serde(default)]
    total: Option<Total>,
    pub(super) hits: Vec<FoundHit>,
}

#[derive(Deserialize)]
struct Total {
    value: u64,
    relation: String,
}

#[derive(Deserialize)]
pub(super) struct FoundHit {
    #[serde(rename = "_source", default)]
    source: Value,
    #[serde(default)]
    pub(super) sort: Vec<Value>,
}

impl Found {
    /// Returns how many articles were found; `None` if that was not asked, or there are more than were
    /// to be counted.
    pub(super) fn total(&self) -> Option<u64> {
        self.hits.total.as_ref().filter(|total| total.relation == "eq").map(|total| total.value)
    }
}

impl FoundHit {
    /// Returns the article.
    pub(super) fn document(&self) -> Result<Document, Error> {
        read(&self.source[DOCUMENT]).map_err(in_memory)
    }
}

impl Es {
    /// Asks for articles; `body` has everything but the query.
    pub(super) fn search_for(&self, query: &Value, mut body: Value) -> Result<Found, Error> {
        body["query"] = query.clone();
        // The same copies of the articles answer each page: others may score otherwise. And all score
        // by how frequent words are in the archive, not in their own share of it.
        let by_score = if body["sort"].get(0).is_some_and(|sort| sort.get("_score").is_some()) {
            "&search_type=dfs_query_then_fetch"
        } else {
            ""
        };
        let articles = &self.place.articles;
        let path = format!("/{articles}/_search?preference=byline{by_score}");
        let server = &self.place.server;
        let answer = server.tell(&Request::post(path).json(&body))?;
        let found: Found = answer.read().map_err(|fault| server.fault(fault))?;
        let shards = found.shards.failed;
        if shards > 0 {
            // An answer without some of the articles is none.
            let cause = format!("{shards} of its shards gave no answer");
            return Err(server.fault(answer.unreadable(cause)));
        }
        Ok(found)
    }

    /// Takes up a question.
    pub(super) fn take_up(&self, query: &Query, terms: &Terms) -> Result<Asked<'_>, Error> {
        if terms.expand {
            let what = "a server is not asked for the words that the best hits share: ask again \
                        without them";
            return Err(Error::Refused { what: what.to_owned() });
        }
        let (query, mut notes) = match &terms.people {
            Some(roster) => roster.apply(query),
            None => (query.clone(), Vec::new()),
        };
        let mut languages = terms.languages.clone();
        if languages.is_empty() {
            languages = asked_languages(&query);
        }
        if languages.is_empty() {
            languages = self.main_languages()?;
        }
        if languages.is_empty() {
            // Not those of the articles that come back.
            languages.push(NO_LANGUAGE.to_owned());
        }
        let Rendered { part, notes: more } = render(&self.place.label, &languages, &query);
        notes.extend(more);
        Ok(Asked {
            es: self,
            query,
            terms: Terms { languages, deadline: terms.deadline, ..Terms::default() },
            json: part.json,
            is_exact: part.is_exact,
            caveats: Caveats { partial: false, notes },
        })
    }

    /// Returns the languages that a good part of the articles is in.
    fn main_languages(&self) -> Result<Vec<String>, Error> {
        if let Some(known) = self.known_languages() {
            return Ok(known);
        }
        let mut articles = Vec::new();
        let field = key(Field::Language);
        self.count_by(&json!({"match_all": {}}), &[&field], &mut |tag, number| {
            if let [Value::String(tag)] = tag {
                articles.push((tag.clone(), number));
            }
        })?;
        let tags = forms::main_languages(articles);
        self.keep_languages(&tags);
        Ok(tags)
    }
}

impl Asked<'_> {
    /// Returns the places of those articles that match.
    pub(super) fn matching(&mut self, documents: &[Document]) -> Result<Vec<usize>, Error> {
        let page = PageIndex::of(documents).map_err(in_memory)?;
        let found = page.matching(&self.query, &self.terms).map_err(in_memory)?;
        for note in found.notes {
            if !self.caveats.notes.contains(&note) {
                self.caveats.notes.push(note);
            }
        }
        Ok(found.places)
    }

    /// Looks up what the words of the question stand for in some articles.
    pub(super) fn resolve_in(&self, documents: &[Document]) -> Result<Resolved, Error> {
        let page = PageIndex::of(documents).map_err(in_memory)?;
        let mut resolved = page.resolve(&self.query, &self.terms).map_err(in_memory)?;
        resolved.languages.retain(|language| language != NO_LANGUAGE);
        Ok(resolved)
    }

    /// Asks the server for articles, in the time that is left.
    pub(super) fn search_for(&mut self, query: &Value, mut body: Value) -> Result<Found, Error> {
        if let Some(deadline) = self.terms.deadline {
            let left = deadline.saturating_duration_since(Instant::now()).as_millis().max(1);
            body["timeout"] = json!(format!("{left}ms"));
        }
        let found = self.es.search_for(query, body)?;
        self.caveats.partial |= found.timed_out;
        Ok(found)
    }

    /// Returns true if time is up, and notes it.
    pub(super) fn is_late(&mut self) -> bool {
        let is_late = self.terms.deadline.is_some_and(|deadline| Instant::now() >= deadline);
        self.caveats.partial |= is_late;
        is_late
    }
}
