//! An index on a server, as an engine.

use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::json;

use crate::article::Published;
use crate::document::Document;
use crate::engines::hits::hit;
use crate::engines::slips::suggested;
use crate::engines::{Engine, Error, Reading, Resolved, Standings, Writer};
use crate::furniture::Furniture;
use crate::hit::{Counts, Facets, Hits, Timeline};
use crate::holdings::{FileRecord, Holdings, Run};
use crate::query::{Pattern, Query};
use crate::roster::Joins;
use crate::schema::{Field, Schema};
use crate::search::{FacetSearch, Page, Period, Search, Sort, Terms};
use crate::snippet::Marker;
use crate::text;

use super::finder::Finder;
use super::ranking::{Ranked, Ranking};
use super::records::{FURNITURE, Note, PEOPLE, RUN};

/// What the words of a question stand for is told by so many articles that have one of them.
const TELLING: usize = 200;

/// An index on a server.
pub(in crate::engines) struct Served<F> {
    pub(in crate::engines) finder: F,
    /// The languages of the archive, until somebody writes.
    languages: Mutex<Option<Vec<String>>>,
}

impl<F: Finder> Served<F> {
    /// Returns the engine of an index.
    pub(in crate::engines) fn at(finder: F) -> Self {
        Served { finder, languages: Mutex::default() }
    }

    pub(super) fn known_languages(&self) -> Option<Vec<String>> {
        self.languages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn keep_languages(&self, languages: &[String]) {
        *self.languages.lock().unwrap_or_else(PoisonError::into_inner) = Some(languages.to_vec());
    }

    /// Forgets what may change when something is committed.
    pub(in crate::engines) fn is_changed(&self) {
        *self.languages.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns the articles whose ids lie in a range, at most `limit`, by id.
    pub(super) fn by_id(
        &self,
        ids: &RangeInclusive<u64>,
        limit: usize,
    ) -> Result<Vec<Document>, Error> {
        let id = Field::Id.name();
        let range = json!({"gte": F::hash(*ids.start()), "lte": F::hash(*ids.end())});
        let mut asked = self.take_up(&Query::All, &in_no_language())?;
        asked.json = json!({"bool": {"filter": [{"range": {id: range}}]}});
        // Without a score the id alone is left to sort by.
        let ranking = asked.rank(Sort::Relevance, &Page { limit, ..Page::default() })?;
        Ok(ranking.ranked.into_iter().map(|ranked| ranked.document).collect())
    }

    /// Returns the earliest or the latest date.
    fn date(&self, sort: Sort) -> Result<Option<Published>, Error> {
        let dated = Query::Has(Field::Published);
        let page = Page { limit: 1, ..Page::default() };
        let ranking = self.take_up(&dated, &in_no_language())?.rank(sort, &page)?;
        Ok(ranking.ranked.first().and_then(|ranked| ranked.document.date()))
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
}

/// Of a question without words.
fn in_no_language() -> Terms {
    Terms { languages: vec![String::new()], ..Terms::default() }
}

impl<F: Finder + 'static> Engine for Served<F> {
    fn corpus(&self) -> &Path {
        &self.finder.label().corpus
    }

    fn home(&self) -> Option<&Path> {
        Some(self.corpus())
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
        suggested(&word, |edits| self.finder.near(&word, edits))
    }

    fn facet(&self, search: &FacetSearch) -> Result<Facets, Error> {
        let field = search.field;
        if !Schema::get().spec(field).facet {
            return Err(Error::NoFacet { field });
        }
        self.facets(search)
    }

    fn count_each(&self, query: &Query, parts: &[Query], terms: &Terms) -> Result<Counts, Error> {
        self.counts(query, parts, terms)
    }

    fn timeline(&self, query: &Query, by: Period, terms: &Terms) -> Result<Timeline, Error> {
        self.days(query, by, terms)
    }

    fn joins(&self) -> Result<Joins, Error> {
        Ok(self.finder.note(PEOPLE)?.unwrap_or_default())
    }

    fn furniture(&self) -> Result<Option<(Furniture, u64)>, Error> {
        self.finder.note(FURNITURE)
    }

    fn articles(&self, ids: RangeInclusive<u64>, limit: usize) -> Result<Vec<Document>, Error> {
        self.by_id(&ids, limit)
    }

    fn files(&self) -> Result<Vec<FileRecord>, Error> {
        self.finder.records()
    }

    fn last_run(&self) -> Result<Option<Run>, Error> {
        Ok(self.finder.note::<Note>(RUN)?.map(Note::run))
    }

    fn holdings(&self) -> Result<Holdings, Error> {
        let mut all = self.take_up(&Query::All, &in_no_language())?;
        let count = json!({"match_all": {}});
        let (files, flawed) = self.finder.flawed_of_all()?;
        Ok(Holdings {
            articles: all.count(&count)?,
            files,
            flawed,
            bytes: self.finder.bytes()?,
            dates: self.date(Sort::Oldest)?.zip(self.date(Sort::Newest)?),
            last_run: self.last_run()?,
            remarks: self.finder.remarks()?,
        })
    }

    fn writer(&self) -> Result<Box<dyn Writer + '_>, Error> {
        F::writer(self)
    }
}
