//! Counts over the articles that match, exactly.
//!
//! A server's own list of the commonest values is a guess as soon as it has several shards. What is
//! asked for here are all values, page by page, in their order: that is exact, however the articles are
//! spread.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use crate::article::day_number;
use crate::document::Document;
use crate::engines::Error;
use crate::engines::counting::{
    DayCounts, join_spellings, keyed, paged, parted, persons, timeline,
};
use crate::hit::{Counts, Facets, Timeline};
use crate::query::Query;
use crate::roster::{Identity, Meaning, Roster, Span};
use crate::schema::Field;
use crate::search::{FacetSearch, Page, Period, Sort, Terms};
use crate::text;

use super::asked::Asked;
use super::finder::Finder;
use super::label::{LAST_DAY, value};
use super::query::render;
use super::served::Served;

impl<F: Finder> Served<F> {
    /// Counts the values of a field.
    pub(super) fn facets(&self, search: &FacetSearch) -> Result<Facets, Error> {
        let FacetSearch { field, query, like, terms, .. } = search;
        let mut asked = self.take_up(query, terms)?;
        let like_key = like.as_deref().map(text::key).unwrap_or_default();
        let roster = terms.people.as_deref().filter(|_| *field == Field::Person);
        let counted = match (asked.is_exact, roster) {
            (true, None) => asked.values(*field)?,
            (true, Some(roster)) => asked.people(roster)?,
            (false, _) => asked.values_read(*field, roster)?,
        };
        let mut facets = join_spellings(&counted.values, &like_key);
        if let Some(roster) = roster {
            facets.extend(persons(roster, &counted.persons, &like_key));
        }
        Ok(paged(facets, counted.without, search, asked.caveats))
    }

    /// Counts, for each part, the articles that match both.
    pub(super) fn counts(
        &self,
        query: &Query,
        parts: &[Query],
        terms: &Terms,
    ) -> Result<Counts, Error> {
        let mut asked = self.take_up(query, terms)?;
        let (mut filters, mut is_exact) = (Vec::with_capacity(parts.len()), asked.is_exact);
        for part in parts {
            let part = self.take_up_in(asked.view.clone(), part, terms)?;
            is_exact &= part.is_exact;
            asked.caveats.notes.extend(part.caveats.notes);
            filters.push(part.json);
        }
        let (mut articles, mut caveats) = (Vec::with_capacity(parts.len()), asked.caveats);
        if is_exact {
            articles = asked.view.count_each(&asked.json, &filters)?;
        } else {
            for part in parts {
                let both = Query::Every(vec![query.clone(), part.clone()]);
                let mut both = self.take_up_in(asked.view.clone(), &both, terms)?;
                articles.push(both.stand(Sort::Relevance, &Page::default())?.total);
                caveats.partial |= both.caveats.partial;
            }
        }
        Ok(Counts { articles, caveats })
    }

    /// Counts the articles by when they were published.
    pub(super) fn days(&self, query: &Query, by: Period, terms: &Terms) -> Result<Timeline, Error> {
        let mut asked = self.take_up(query, terms)?;
        let found = if asked.is_exact {
            let json = asked.json.clone();
            asked.spans(&json)?
        } else {
            let mut spans = Spans::default();
            asked.each_match(&mut |found| spans.add(&found.document))?;
            spans
        };
        let all = asked.spans(&json!({"match_all": {}}))?;
        let [found, all] = [found, all].map(|spans| DayCounts::of(by, &spans.days, spans.undated));
        Ok(timeline(by, &found, &all, asked.caveats))
    }
}

/// Values, and how many articles have each.
#[derive(Default)]
struct Counted {
    /// Sorted, each behind its key.
    values: Vec<(String, u64)>,
    /// The persons of the roster, in its order.
    persons: Vec<u64>,
    /// How many articles have no value.
    without: u64,
}

/// Articles by first and last day.
#[derive(Default)]
struct Spans {
    days: HashMap<(i64, i64), u64>,
    undated: u64,
}

impl Spans {
    fn add(&mut self, document: &Document) {
        match days_of(document) {
            Some(days) => *self.days.entry(days).or_default() += 1,
            None => self.undated += 1,
        }
    }
}

fn days_of(document: &Document) -> Option<(i64, i64)> {
    let date = document.date()?;
    Some((day_number(date.first()), day_number(date.last())))
}

impl<F: Finder> Asked<'_, F> {
    /// Counts the values of the articles that the server finds.
    fn values(&mut self, field: Field) -> Result<Counted, Error> {
        let (json, name) = (self.json.clone(), value(field));
        let mut values = Vec::new();
        self.view.count_by(&json, &[&name], &mut |value, articles| {
            if let [Value::String(value)] = value {
                values.push((value.clone(), articles));
            }
        })?;
        let none = json!({"bool": {"must_not": [{"exists": {"field": name}}]}});
        let without = self.count(&json!({"bool": {"filter": [json, none]}}))?;
        Ok(Counted { values, without, persons: Vec::new() })
    }

    /// Counts the people of the articles that the server finds: somebody with several names is one.
    fn people(&mut self, roster: &Roster) -> Result<Counted, Error> {
        let Counted { values, without, .. } = self.values(Field::Person)?;
        let mut counted =
            Counted { values: Vec::new(), persons: vec![0; roster.persons().len()], without };
        let mut persons = BTreeSet::new();
        let mut on_days = Vec::new();
        for (name, articles) in values {
            match roster.meaning(parted(&name).0) {
                Meaning::Always(Identity::Itself) => counted.values.push((name, articles)),
                Meaning::Always(Identity::Person(person)) => drop(persons.insert(person)),
                Meaning::Always(Identity::Nobody) => {}
                Meaning::On(spans, all) => {
                    let claiming = spans.iter().map(|span| span.person);
                    persons.extend(claiming.filter(|person| !all[*person].is_nobody));
                    on_days.push((name, spans));
                }
            }
        }
        let persons: Vec<usize> = persons.into_iter().collect();
        let dialect = self.view.dialect();
        let named = |person: &usize| {
            let value = roster.persons()[*person].name.clone();
            let query = Query::Value { field: Field::Person, value };
            render(dialect, &[], &roster.apply(&query).0).part.json
        };
        let of_persons =
            self.view.count_each(&self.json, &persons.iter().map(named).collect::<Vec<_>>())?;
        for (person, articles) in persons.iter().zip(of_persons) {
            counted.persons[*person] = articles;
        }
        let itself = |(name, spans): &(String, &[Span])| {
            let on = |span: &Span| {
                json!({"bool": {"filter": [
                    {"range": {Field::Published.name(): {"gte": span.first}}},
                    {"range": {LAST_DAY: {"lte": span.last}}},
                ]}})
            };
            let days: Vec<Value> = spans.iter().map(on).collect();
            let named = json!({"term": {value(Field::Person): name}});
            json!({"bool": {"filter": [named], "must_not": days}})
        };
        let of_names =
            self.view.count_each(&self.json, &on_days.iter().map(itself).collect::<Vec<_>>())?;
        let on_days = on_days.into_iter().map(|(name, _)| name).zip(of_names);
        counted.values.extend(on_days.filter(|(_, articles)| *articles > 0));
        counted.values.sort_unstable();
        Ok(counted)
    }

    /// Counts the values of articles that are read here.
    fn values_read(&mut self, field: Field, roster: Option<&Roster>) -> Result<Counted, Error> {
        let mut values: BTreeMap<String, u64> = BTreeMap::new();
        let mut persons = vec![0; roster.map_or(0, |roster| roster.persons().len())];
        let mut without = 0;
        self.each_match(&mut |found| {
            let document = &found.document;
            let names: BTreeSet<String> = document.texts(field).map(keyed).collect();
            without += u64::from(names.is_empty());
            let days = days_of(document);
            let mut seen = BTreeSet::new();
            for name in names {
                let identity = roster.map(|roster| roster.meaning(parted(&name).0).at(days));
                match identity {
                    None | Some(Identity::Itself) => *values.entry(name).or_default() += 1,
                    Some(Identity::Person(person)) if seen.insert(person) => persons[person] += 1,
                    Some(Identity::Person(_) | Identity::Nobody) => {}
                }
            }
        })?;
        Ok(Counted { values: values.into_iter().collect(), persons, without })
    }

    /// Counts the articles that the server finds by first and last day.
    fn spans(&mut self, query: &Value) -> Result<Spans, Error> {
        let date = Field::Published.name();
        let mut spans = Spans::default();
        self.view.count_by(query, &[date, LAST_DAY], &mut |days, articles| {
            if let [first, last] = days
                && let Some(days) = first.as_i64().zip(last.as_i64())
            {
                spans.days.insert(days, articles);
            }
        })?;
        let undated = json!({"bool": {"must_not": [{"exists": {"field": date}}]}});
        spans.undated = self.count(&json!({"bool": {"filter": [query, undated]}}))?;
        Ok(spans)
    }
}
