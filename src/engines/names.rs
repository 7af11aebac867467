//! The names of an archive that may be one person's, gathered as an engine goes through its values.

use std::collections::HashMap;

use crate::roster::{Form, Named};

/// The names that may be joined.
#[derive(Default)]
pub(super) struct Names {
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
    /// Returns the place of the name that has these folded words.
    pub(super) fn place(&mut self, key: &str) -> usize {
        if let Some(place) = self.by_key.get(key) {
            return *place;
        }
        self.by_key.insert(key.to_owned(), self.list.len());
        self.list.push(Entry::default());
        self.list.len() - 1
    }

    /// Notes the days of articles that have the name, one for each article.
    pub(super) fn add_days(&mut self, place: usize, days: impl IntoIterator<Item = i64>) {
        self.list[place].days.extend(days);
    }

    /// Notes how many articles print the name so.
    pub(super) fn add_spelling(&mut self, place: usize, name: String, articles: u64) {
        let spellings = &mut self.list[place].spellings;
        match spellings.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known += articles,
            None => spellings.push((name, articles)),
        }
    }

    /// Returns each name that an article has, as it is printed most often.
    pub(super) fn named(self) -> Vec<Named> {
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
