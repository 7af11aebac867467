//! Keeps a sample of the articles of each source.

use std::borrow::Borrow as _;
use std::collections::BTreeMap;

use crate::article::{Article, ArticleId};

use super::learned::Furniture;
use super::outlet::outlet;
use super::outline::Outline;
use super::rule::decide;

/// So many articles of a source are kept: what stands in fewer than one in twenty of them is no
/// furniture, and they tell that well.
const MOST_OF_SOURCE: usize = 400;
/// So many articles are kept at all: some 3 KB each.
const MOST: usize = 4_000;

/// Learns furniture from the articles it is shown. It keeps a sample of them, bounded in memory and
/// the same whatever order they come in.
#[derive(Debug)]
pub struct Learner {
    /// For each source those articles whose ids are the smallest: an id is a hash, so they are as
    /// good as drawn by lot.
    sources: BTreeMap<String, BTreeMap<ArticleId, Outline>>,
    /// So many of each source are kept.
    most_of_source: usize,
    kept: usize,
}

impl Default for Learner {
    fn default() -> Self {
        Learner { sources: BTreeMap::new(), most_of_source: MOST_OF_SOURCE, kept: 0 }
    }
}

impl Learner {
    /// Takes an article in.
    pub fn add(&mut self, article: &Article) {
        let (id, outlet) = (ArticleId::of(&article.source), outlet(article));
        let most = self.most_of_source;
        let articles = match self.sources.get_mut::<str>(outlet.borrow()) {
            Some(articles) => articles,
            None if most == 0 => return,
            None => self.sources.entry(outlet.into_owned()).or_default(),
        };
        let is_full = articles.len() >= most;
        if articles.contains_key(&id) || (is_full && articles.keys().last() < Some(&id)) {
            return;
        }
        articles.insert(id, Outline::of(article));
        if is_full {
            articles.pop_last();
            return;
        }
        self.kept += 1;
        while self.kept > MOST {
            self.make_room();
        }
    }

    /// Keeps fewer articles of each source.
    fn make_room(&mut self) {
        self.most_of_source = self.most_of_source * 3 / 4;
        for articles in self.sources.values_mut() {
            while articles.len() > self.most_of_source {
                articles.pop_last();
                self.kept -= 1;
            }
        }
        self.sources.retain(|_, articles| !articles.is_empty());
    }

    /// Returns what was learned.
    pub fn learn(&self) -> Furniture {
        let learned = self.sources.iter().map(|(source, articles)| {
            let articles: Vec<&Outline> = articles.values().collect();
            (source.clone(), decide(&articles))
        });
        Furniture { sources: learned.filter(|(_, lines)| !lines.is_empty()).collect() }
    }
}
