//! Finds out who is who from the index itself, and keeps the answer beside it. No stored article is
//! read: the values of people and the dates tell all that is needed.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use tantivy::columnar::StrColumn;
use tantivy::{Searcher, SegmentReader};

use crate::people::Canon;
use crate::roster::{Form, Joins, Named, Survey, decide};
use crate::schema::Field;

use super::document::KEY_END;
use super::schema::{LAST_DAY, values_name};

/// The name of the file. Its number goes up when names are joined in another way, or written in
/// another: the next run of the indexer then does it anew.
pub(super) const FILE: &str = "people-1.json";

/// What stands in the file.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept<J> {
    /// The number of the commit whose articles tell this.
    pub(super) commit: u64,
    /// Who is who.
    pub(super) joins: J,
}

/// Finds out which names are one person's. Of most names only a hash is held in memory.
pub(super) fn find(searcher: &Searcher) -> tantivy::Result<Joins> {
    let segments = searcher.segment_readers();
    let mut survey = Survey::default();
    for segment in segments {
        let Some(column) = values(segment)? else { continue };
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            let term = String::from_utf8_lossy(terms.key());
            let (key, name) = parted(&term);
            survey.see(key, &Canon::of(name));
        }
    }
    let mut names = Names::default();
    for segment in segments {
        if let Some(column) = values(segment)? {
            names.add(segment, &column, &survey)?;
        }
    }
    Ok(decide(names.named()))
}

fn values(segment: &SegmentReader) -> tantivy::Result<Option<StrColumn>> {
    segment.fast_fields().str(&values_name(Field::Person))
}

fn parted(term: &str) -> (&str, &str) {
    term.split_once(KEY_END).unwrap_or((term, term))
}

/// The names that may be joined.
#[derive(Default)]
struct Names {
    list: Vec<Entry>,
    by_key: HashMap<String, usize>,
}

#[derive(Default)]
struct Entry {
    /// The ways in which it is printed, each with the number of articles.
    spellings: Vec<(String, u64)>,
    days: Vec<i64>,
}

impl Names {
    fn add(
        &mut self,
        segment: &SegmentReader,
        column: &StrColumn,
        survey: &Survey,
    ) -> tantivy::Result<()> {
        // For each value of the segment its place in `kept`, which has the entry, the value and
        // its articles.
        let mut places: Vec<Option<usize>> = Vec::with_capacity(column.num_terms());
        let mut kept: Vec<(usize, String, u64)> = Vec::new();
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            let term = String::from_utf8_lossy(terms.key());
            let (key, name) = parted(&term);
            let matters = survey.may_join(&Canon::of(name));
            places.push(matters.then_some(kept.len()));
            if matters {
                kept.push((self.entry(key), name.to_owned(), 0));
            }
        }
        let columns = segment.fast_fields();
        let (first, last) = (columns.i64(Field::Published.name())?, columns.i64(LAST_DAY)?);
        for article in segment.doc_ids_alive() {
            let day = first.first(article).filter(|day| last.first(article) == Some(*day));
            for value in column.term_ords(article) {
                let place = usize::try_from(value).ok().and_then(|value| places[value]);
                let Some(place) = place else { continue };
                let (entry, _, articles) = &mut kept[place];
                *articles += 1;
                self.list[*entry].days.extend(day);
            }
        }
        for (entry, name, articles) in kept.into_iter().filter(|(.., articles)| *articles > 0) {
            let spellings = &mut self.list[entry].spellings;
            match spellings.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known += articles,
                None => spellings.push((name, articles)),
            }
        }
        Ok(())
    }

    fn entry(&mut self, key: &str) -> usize {
        if let Some(entry) = self.by_key.get(key) {
            return *entry;
        }
        self.by_key.insert(key.to_owned(), self.list.len());
        self.list.push(Entry::default());
        self.list.len() - 1
    }

    /// Returns each name that an article has, as it is printed most often.
    fn named(self) -> Vec<Named> {
        let named = self.list.into_iter().filter_map(|Entry { mut spellings, mut days }| {
            let articles = spellings.iter().map(|(_, articles)| articles).sum();
            spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            let (name, _) = spellings.into_iter().next()?;
            days.sort_unstable();
            Some(Named { form: Form { name, articles }, days })
        });
        named.collect()
    }
}
