//! An index on a server, as an engine.

use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use crate::article::Published;
use crate::document::Document;
use crate::engines::hits::hit;
use crate::engines::remote::{Access, Address, Fault, Request};
use crate::engines::{Engine, Error, Reading, Replacement, Resolved, Standings, Writer};
use crate::furniture::Furniture;
use crate::hit::{Facets, Hits, Timeline};
use crate::holdings::{FileRecord, Holdings, Run};
use crate::query::{Pattern, Query};
use crate::roster::Joins;
use crate::schema::{Field, Schema};
use crate::search::{FacetSearch, Page, Period, Search, Sort, Terms};
use crate::snippet::Marker;
use crate::text;

use super::document::hexadecimal;
use super::files::{self, FURNITURE, PEOPLE, RUN};
use super::place::Place;
use super::ranking::{Ranked, Ranking};
use super::writer::EsWriter;

/// What the words of a question stand for is told by so many articles that have one of them.
const TELLING: usize = 200;

/// An index on a server.
pub(in crate::engines) struct Es {
    pub(super) place: Place,
    /// The languages of the archive, until somebody writes.
    languages: Mutex<Option<Vec<String>>>,
}

impl Es {
    /// Opens the index of an address.
    pub(in crate::engines) fn open(address: &Address, access: &Access) -> Result<Self, Error> {
        Ok(Es::at(Place::find(address, access)?))
    }

    fn at(place: Place) -> Self {
        Es { place, languages: Mutex::default() }
    }

    /// Makes an empty index. Where several workers begin at once, whoever comes second finds it made.
    pub(in crate::engines) fn create(
        address: &Address,
        access: &Access,
        corpus: &Path,
    ) -> Result<Self, Error> {
        let mut tries = 1;
        loop {
            match Place::find(address, access) {
                Ok(made) if made.is_of(corpus) => return Ok(Es::at(made)),
                Ok(_) => return Err(Error::Occupied { folder: address.to_string().into() }),
                Err(Error::Missing { .. }) => {}
                Err(error) => return Err(error),
            }
            // What is still without a name after that was left by somebody who was killed.
            let is_next = tries == TRIES;
            match Place::make(address, access, corpus, &languages(), is_next) {
                Ok(place) => {
                    place.switch()?;
                    return Ok(Es::at(place));
                }
                // Somebody else has begun to make it, and names it in a moment.
                Err(Error::Remote { source: Fault::Status { status: 400, .. }, .. })
                    if !is_next =>
                {
                    tries += 1;
                    thread::sleep(PAUSE);
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Makes an empty index that is not yet searched.
    pub(in crate::engines) fn replace(
        address: &Address,
        access: &Access,
        corpus: &Path,
    ) -> Result<Unswitched, Error> {
        if let Err(error @ Error::Occupied { .. }) = Place::find(address, access) {
            return Err(error);
        }
        let place = Place::make(address, access, corpus, &languages(), true)?;
        Ok(Unswitched { engine: Es::at(place), is_finished: false })
    }

    pub(super) fn known_languages(&self) -> Option<Vec<String>> {
        self.languages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn keep_languages(&self, languages: &[String]) {
        *self.languages.lock().unwrap_or_else(PoisonError::into_inner) = Some(languages.to_vec());
    }

    /// Forgets what may change when something is committed.
    pub(super) fn is_changed(&self) {
        *self.languages.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns the earliest or the latest date.
    fn date(&self, sort: Sort) -> Result<Option<Published>, Error> {
        let dated = Query::Has(Field::Published);
        let page = Page { limit: 1, ..Page::default() };
        let ranking = self.take_up(&dated, &in_no_language())?.rank(sort, &page)?;
        Ok(ranking.ranked.first().and_then(|ranked| ranked.document.date()))
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
        let path = format!("/{},{}/_stats/store", self.place.articles, self.place.files);
        let stats: Stats = self.place.server.ask(&Request::get(path))?;
        Ok(stats.all.total.store.size_in_bytes)
    }

    /// Resolves a question by the articles that have one of its words.
    fn resolve_by_sample(&self, query: &Query, terms: &Terms) -> Result<Resolved, Error> {
        let asked = self.take_up(query, terms)?;
        let mut words = Vec::new();
        let words_of = &mut |scope: &_, leaf: &_| {
            let pattern = Pattern::Word(Clone::clone(leaf));
            words.push(Query::Find { scope: Clone::clone(scope), pattern });
        };
        asked.query.map(words_of);
        let plain = Terms { people: None, ..asked.terms.clone() };
        let mut sample = self.take_up(&Query::Any(words), &plain)?;
        // Candidates will do: what is not there is not found in them.
        sample.is_exact = true;
        let page = Page { limit: TELLING, ..Page::default() };
        let Ranking { ranked, total, .. } = sample.rank(Sort::Relevance, &page)?;
        let documents: Vec<Document> = ranked.into_iter().map(|ranked| ranked.document).collect();
        let mut resolved = asked.resolve_in(&documents)?;
        resolved.notes = asked.caveats.notes;
        if total > documents.len() as u64 {
            resolved.notes.push(format!(
                "the words are those of the {TELLING} articles that fit best: a server does not tell \
                 which others there are"
            ));
        }
        Ok(resolved)
    }

    /// Returns words that a server knows and that differ in so many letters from a folded one, with
    /// how many articles have them.
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
        let suggest: serde_json::Map<String, serde_json::Value> = fields
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
        let path = format!("/{}/_search", self.place.articles);
        let found: Suggested = self.place.server.ask(&Request::post(path).json(&body))?;
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
}

/// So often it is looked whether another worker has made the index, and so long is waited between.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(200);

/// The languages whose stems stand beside words, unless it is told otherwise. Of others the forms of a word
/// are found as well, but among candidates.
fn languages() -> [String; 1] {
    ["en".to_owned()]
}

/// Of a question without words.
fn in_no_language() -> Terms {
    Terms { languages: vec![String::new()], ..Terms::default() }
}

/// So many words are suggested at most.
const MOST_SUGGESTED: usize = 3;
/// A word that fewer articles have is more likely a slip of the pen itself.
const FEWEST: u64 = 2;
/// A shorter word has too many others near it, at one edit and at two.
const SHORTEST: [usize; 2] = [3, 6];

impl Engine for Es {
    fn corpus(&self) -> &Path {
        &self.place.label.corpus
    }

    fn search(&self, search: &Search) -> Result<Hits, Error> {
        let mut asked = self.take_up(&search.query, &search.terms)?;
        let Ranking { total, ranked, next } = asked.rank(search.sort, &search.page)?;
        let (places, documents): (Vec<_>, Vec<_>) =
            ranked.into_iter().map(|Ranked { place, document }| (place, document)).unzip();
        let mut hits = Vec::new();
        if !documents.is_empty() {
            let marker = Marker::of(&asked.resolve_in(&documents)?.query, &|_| 1.0);
            let found = documents.iter().zip(places);
            hits.extend(
                found.map(|(document, place)| hit(&marker, search.passages, document, place.key)),
            );
        }
        Ok(Hits { total, hits, next, caveats: asked.caveats })
    }

    fn read(&self, search: &Search) -> Result<Reading, Error> {
        let mut asked = self.take_up(&search.query, &search.terms)?;
        let Ranking { total, ranked, next } = asked.rank(search.sort, &search.page)?;
        let articles = ranked.into_iter().map(|ranked| ranked.document).collect();
        Ok(Reading { total, articles, next, caveats: asked.caveats })
    }

    fn rank(&self, search: &Search) -> Result<Standings, Error> {
        let mut asked = self.take_up(&search.query, &search.terms)?;
        let Ranking { total, ranked, .. } = asked.stand(search.sort, &search.page)?;
        let places = ranked.into_iter().map(|ranked| ranked.place).collect();
        Ok(Standings { total, places, caveats: asked.caveats })
    }

    fn resolve(&self, query: &Query, terms: &Terms) -> Result<Resolved, Error> {
        self.resolve_by_sample(query, terms)
    }

    fn resolve_in(
        &self,
        query: &Query,
        terms: &Terms,
        articles: &[Document],
    ) -> Result<Resolved, Error> {
        let asked = self.take_up(query, terms)?;
        let mut resolved = asked.resolve_in(articles)?;
        resolved.notes = asked.caveats.notes;
        Ok(resolved)
    }

    fn suggest(&self, word: &str) -> Result<Vec<String>, Error> {
        let word = text::fold(word);
        let letters = word.chars().count();
        for (edits, _) in (1..).zip(SHORTEST).filter(|(_, shortest)| letters >= *shortest) {
            let mut words = self.near(&word, edits)?;
            words.retain(|(_, articles)| *articles >= FEWEST);
            words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            if !words.is_empty() {
                return Ok(words.into_iter().take(MOST_SUGGESTED).map(|(word, _)| word).collect());
            }
        }
        Ok(Vec::new())
    }

    fn facet(&self, search: &FacetSearch) -> Result<Facets, Error> {
        let field = search.field;
        if !Schema::get().spec(field).facet {
            return Err(Error::NoFacet { field });
        }
        self.facets(search)
    }

    fn timeline(&self, query: &Query, by: Period, terms: &Terms) -> Result<Timeline, Error> {
        self.days(query, by, terms)
    }

    fn joins(&self) -> Result<Joins, Error> {
        Ok(self.place.note(PEOPLE)?.unwrap_or_default())
    }

    fn furniture(&self) -> Result<Option<(Furniture, u64)>, Error> {
        self.place.note(FURNITURE)
    }

    fn articles(&self, ids: RangeInclusive<u64>, limit: usize) -> Result<Vec<Document>, Error> {
        let id = Field::Id.name();
        let range = json!({"gte": hexadecimal(*ids.start()), "lte": hexadecimal(*ids.end())});
        let mut asked = self.take_up(&Query::All, &in_no_language())?;
        asked.json = json!({"bool": {"filter": [{"range": {id: range}}]}});
        // Without a score the id alone is left to sort by.
        let ranking = asked.rank(Sort::Relevance, &Page { limit, ..Page::default() })?;
        Ok(ranking.ranked.into_iter().map(|ranked| ranked.document).collect())
    }

    fn files(&self) -> Result<Vec<FileRecord>, Error> {
        self.place.records(&files::all())
    }

    fn last_run(&self) -> Result<Option<Run>, Error> {
        Ok(self.place.note::<super::writer::Note>(RUN)?.map(super::writer::Note::run))
    }

    fn holdings(&self) -> Result<Holdings, Error> {
        let mut all = self.take_up(&Query::All, &in_no_language())?;
        let count = json!({"match_all": {}});
        Ok(Holdings {
            articles: all.count(&count)?,
            files: self.place.number_of_records()?,
            flawed: self.place.records(&files::flawed())?,
            bytes: self.bytes()?,
            dates: self.date(Sort::Oldest)?.zip(self.date(Sort::Newest)?),
            last_run: self.last_run()?,
        })
    }

    fn writer(&self) -> Result<Box<dyn Writer + '_>, Error> {
        Ok(Box::new(EsWriter::open(self)?))
    }
}

/// An index that no alias names yet.
pub(in crate::engines) struct Unswitched {
    engine: Es,
    is_finished: bool,
}

impl Replacement for Unswitched {
    fn engine(&self) -> &dyn Engine {
        &self.engine
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.engine.place.switch()?;
        self.is_finished = true;
        Ok(())
    }
}

impl Drop for Unswitched {
    fn drop(&mut self) {
        if !self.is_finished {
            // What cannot be removed now is in nobody's way: the next index has another number.
            self.engine.place.discard().ok();
        }
    }
}
