//! Adds to a question the words that its best hits share: pseudo-relevance feedback, as the
//! relevance model RM3 has it (Lavrenko, Croft 2001; Abdul-Jaleel et al. 2004).

use std::collections::{HashMap, HashSet};

use crate::engines::forms::Stemming;
use crate::query::{Case, Leaf, Pattern, Query, Scope, Wanted, is_function_word};
use crate::schema::Field;
use crate::search::{Page, Sort};
use crate::text;

use super::ask::{Asking, Looked, read};

/// So many of the best hits are read, and so many of their words are added. Measured on six test
/// collections.
const HITS: usize = 10;
const WORDS: usize = 30;
/// What all words that are added weigh together, against those of the question.
const SHARE: f32 = 0.25;
/// Words that more of the articles have tell nothing of a question.
const COMMONEST: f64 = 0.1;

impl Asking<'_> {
    /// Returns the words that are added to a question, looked up, each with its weight; none if nothing
    /// is found.
    pub(super) fn added(&mut self, looked: &Looked) -> tantivy::Result<Vec<(Looked, f32)>> {
        let page = Page { limit: HITS, ..Page::default() };
        let ranked = self.rank(looked, Sort::Relevance, &page)?.ranked;
        let all: f32 = ranked.iter().map(|ranked| ranked.key.score()).sum();
        let mut stems = Stems::new(self.languages.first().and_then(|tag| Stemming::of(tag)));
        for ranked in &ranked {
            let article = read(self.layout, &self.searcher, ranked.address)?;
            let texts = [Field::Headline, Field::Body].map(|field| article.texts(field).next());
            let share = if all > 0.0 { ranked.key.score() / all } else { 0.0 };
            stems.add(texts.into_iter().flatten(), share);
        }
        let mut added: Vec<(Looked, f32)> = Vec::new();
        for (word, weight) in stems.heaviest() {
            if added.len() == WORDS {
                break;
            }
            let leaf = Leaf { wanted: Wanted::Forms(word), case: Case::Any };
            let word = Query::Find { scope: Scope::Searched, pattern: Pattern::Word(leaf) };
            let word = self.look_up(&word)?;
            if self.is_telling(&word) {
                added.push((word, weight));
            }
        }
        let sum: f32 = added.iter().map(|(_, weight)| weight).sum();
        let words = words_of(looked).max(1);
        #[expect(clippy::cast_precision_loss, reason = "a few words")]
        let scale = SHARE * words as f32 / sum.max(f32::MIN_POSITIVE);
        for (_, weight) in &mut added {
            *weight *= scale;
        }
        Ok(added)
    }

    /// Returns true if a word is rare enough to tell something.
    fn is_telling(&self, word: &Looked) -> bool {
        let Looked::Find { pattern: Pattern::Word(lookup), .. } = word else { return false };
        let segments = self.searcher.segment_readers().iter();
        let all: f64 = segments.map(|segment| f64::from(segment.num_docs())).sum();
        lookup.articles <= COMMONEST * all
    }
}

/// Returns how many words of a question an article is found by.
fn words_of(looked: &Looked) -> usize {
    let mut words = 0;
    looked.each_wanted(&mut |part| {
        if let Query::Find { pattern, .. } | Query::AtLeast { pattern, .. } = part {
            pattern.each(&mut |_| words += 1);
        }
    });
    words
}

/// The stems of some articles, and how much of them each is.
struct Stems {
    stemming: Option<Stemming>,
    weights: HashMap<String, Stem>,
}

#[derive(Default)]
struct Stem {
    weight: f32,
    forms: HashMap<String, u32>,
}

impl Stems {
    fn new(stemming: Option<Stemming>) -> Self {
        Stems { stemming, weights: HashMap::new() }
    }

    /// Adds the texts of an article, which has such a share of all.
    fn add<'t>(&mut self, texts: impl Iterator<Item = &'t str>, share: f32) {
        let terms: Vec<String> = texts.flat_map(text::tokens).map(|token| token.term).collect();
        #[expect(clippy::cast_precision_loss, reason = "the words of an article")]
        let one = share / terms.len().max(1) as f32;
        for term in terms {
            if is_function_word(&term) || term.chars().count() < 2 {
                continue;
            }
            let stem = self.stemming.as_ref().and_then(|stemming| stemming.stem_of(&term));
            let entry = self.weights.entry(stem.unwrap_or_else(|| term.clone())).or_default();
            entry.weight += one;
            *entry.forms.entry(term).or_default() += 1;
        }
    }

    /// Returns the commonest form of each stem, the heaviest first.
    fn heaviest(self) -> impl Iterator<Item = (String, f32)> {
        let mut seen = HashSet::new();
        let mut words: Vec<(String, f32)> = self
            .weights
            .into_values()
            .filter_map(|stem| {
                let best = stem.forms.into_iter().max_by(|(a, n), (b, m)| n.cmp(m).then(b.cmp(a)));
                best.map(|(form, _)| (form, stem.weight))
            })
            .collect();
        words.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
        words.into_iter().filter(move |(word, _)| seen.insert(word.clone()))
    }
}
