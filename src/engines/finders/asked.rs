//! A question on its way: whom it means, in which languages, and what the server is asked.

use std::ops::RangeInclusive;
use std::time::Instant;

use serde_json::{Value, json};

use crate::document::Document;
use crate::engines::alike;
use crate::engines::embedded::{PageIndex, asked_languages};
use crate::engines::shelf::Shelf;
use crate::engines::{Error, Resolved, forms, in_memory};
use crate::hit::Caveats;
use crate::query::Query;
use crate::schema::Field;
use crate::search::Terms;

use super::finder::Finder;
use super::found::Found;
use super::label::key;
use super::query::{Rendered, render};
use super::served::Served;
use super::view::View;

/// Stands for no language: of it no forms are known.
const NO_LANGUAGE: &str = "und";

/// A question, rendered.
pub(super) struct Asked<'f, F> {
    pub(super) view: View<'f, F>,
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

impl<F: Finder> Served<F> {
    /// Takes up a question, of what is to be seen now.
    pub(super) fn take_up(&self, query: &Query, terms: &Terms) -> Result<Asked<'_, F>, Error> {
        self.take_up_in(View::now(&self.finder)?, query, terms)
    }

    /// Takes up a question.
    pub(super) fn take_up_in<'f>(
        &'f self,
        view: View<'f, F>,
        query: &Query,
        terms: &Terms,
    ) -> Result<Asked<'f, F>, Error> {
        if terms.expand {
            let what = "a server is not asked for the words that the best hits share: ask again \
                        without them";
            return Err(Error::Refused { what: what.to_owned() });
        }
        let (mut query, mut notes) = match &terms.people {
            Some(roster) => roster.apply(query),
            None => (query.clone(), Vec::new()),
        };
        notes.extend(alike::look_up(&mut query, &mut Shelved { served: self, view: &view })?);
        let mut languages = terms.languages.clone();
        if languages.is_empty() {
            languages = asked_languages(&query);
        }
        if languages.is_empty() {
            languages = self.main_languages(&view)?;
        }
        if languages.is_empty() {
            // Not those of the articles that come back.
            languages.push(NO_LANGUAGE.to_owned());
        }
        let Rendered { part, notes: more, refused } = render(view.dialect(), &languages, &query);
        if let Some(what) = refused {
            return Err(Error::Refused { what });
        }
        notes.extend(more);
        Ok(Asked {
            view,
            query,
            terms: Terms { languages, deadline: terms.deadline, ..Terms::default() },
            json: part.json,
            is_exact: part.is_exact,
            caveats: Caveats { partial: false, notes },
        })
    }

    /// Returns the languages that a good part of the articles is in.
    fn main_languages(&self, view: &View<'_, F>) -> Result<Vec<String>, Error> {
        if let Some(known) = self.known_languages() {
            return Ok(known);
        }
        let mut articles = Vec::new();
        let field = key(Field::Language);
        view.count_by(&json!({"match_all": {}}), &[&field], &mut |tag, number| {
            if let [Value::String(tag)] = tag {
                articles.push((tag.clone(), number));
            }
        })?;
        let tags = forms::main_languages(articles);
        self.keep_languages(&tags);
        Ok(tags)
    }
}

/// The articles of an index, as they are to be seen now.
struct Shelved<'f, 'v, F> {
    served: &'f Served<F>,
    view: &'v View<'f, F>,
}

impl<F: Finder> Shelf for Shelved<'_, '_, F> {
    type Error = Error;

    fn articles(&mut self, ids: RangeInclusive<u64>, limit: usize) -> Result<Vec<Document>, Error> {
        self.served.by_id(&ids, limit)
    }

    fn count_each(&mut self, queries: &[Query]) -> Result<Vec<u64>, Error> {
        let filter = |query| render(self.view.dialect(), &[], query).part.json;
        let filters: Vec<Value> = queries.iter().map(filter).collect();
        self.view.count_each(&json!({"match_all": {}}), &filters)
    }
}

impl<F: Finder> Asked<'_, F> {
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
        let found = self.view.search_for(query, body)?;
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
