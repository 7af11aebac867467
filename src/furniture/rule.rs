//! Which paragraphs are furniture.
//!
//! A paragraph that many articles share may be three things: furniture, a text that was printed several
//! times, or a passage that a story needs each time it is told. So articles count that have a text of
//! their own; a paragraph counts once for each text and headline; it must not quote; and it must not
//! have to do with its articles more than with others. Then it is furniture where most of its articles
//! have it at their beginning or end; within an article only more rarely: a short line that is no
//! sentence, or a paragraph that always has the same number.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::text;

use super::learned::{Line, Place};
use super::outline::{Edges, Outline, Paragraph, edges};
use super::quoted::quotes;
use super::topic::Topics;

/// A paragraph that fewer articles have is never furniture, …
const FEWEST: usize = 5;
/// … nor one that fewer of a source have, in percent.
const SHARE: usize = 5;
/// The same for a paragraph that stands within articles.
const FEWEST_WITHIN: usize = 10;
/// See `FEWEST_WITHIN`.
const SHARE_WITHIN: usize = 20;
/// So many of the articles that have it, in percent, are most of them.
const MOST_OF_THEM: usize = 80;
/// A line that is no sentence has so many words at most: "Story continues below advertisement".
const LONGEST_LINE: usize = 6;
/// A headline that so many articles have, in percent, tells none of them: "Letters".
const COMMON_HEADLINE: usize = 20;
/// So much is kept of a source, the most frequent first.
const MOST: usize = 500;

/// Returns the furniture of a source, by the hash of its words.
pub(super) fn decide(articles: &[&Outline]) -> BTreeMap<u64, Line> {
    let witnesses = Witnesses::of(articles);
    let all: Vec<usize> = (0..witnesses.list.len()).collect();
    let number = witnesses.texts(&all);
    let mut candidates = witnesses.candidates();
    let is_enough = |candidate: &Candidate<'_>| {
        is_many(witnesses.texts(&candidate.with), FEWEST, number, SHARE)
    };
    candidates.retain(|_, candidate| is_enough(candidate) && !quotes(candidate.text));
    let topics = Topics::new(
        candidates.values().map(|candidate| candidate.text),
        witnesses.list.iter().map(Witness::own_texts),
    );
    candidates.retain(|_, candidate| !topics.is_about(candidate.text, &candidate.with));
    witnesses.decide(candidates, number)
}

fn is_many(number: usize, fewest: usize, of: usize, percent: usize) -> bool {
    number >= fewest && number * 100 >= of * percent
}

/// An article that has a text of its own.
struct Witness<'o> {
    outline: &'o Outline,
    /// Those of its paragraphs that hardly another article has.
    own: Vec<&'o Paragraph>,
    /// The same for two copies of one text, mostly: the smallest hash of its own paragraphs (A. Broder,
    /// "On the resemblance and containment of documents", 1997).
    text: u64,
    /// The same for two articles under one headline.
    headline: String,
}

impl Witness<'_> {
    fn own_texts(&self) -> impl Iterator<Item = &str> {
        let own = self.own.iter().map(|paragraph| paragraph.text.as_str());
        own.chain([self.outline.headline.as_str()])
    }
}

/// A paragraph that several of them have.
struct Candidate<'o> {
    text: &'o str,
    /// The numbers of the articles that have it, in order.
    with: Vec<usize>,
}

struct Witnesses<'o> {
    list: Vec<Witness<'o>>,
    /// Headlines that tell nothing.
    common: HashSet<String>,
}

impl<'o> Witnesses<'o> {
    fn of(articles: &[&'o Outline]) -> Self {
        let mut shared: HashMap<u64, usize> = HashMap::new();
        for article in articles {
            let hashes: HashSet<u64> = article.paragraphs.iter().map(|p| p.hash).collect();
            for hash in hashes {
                *shared.entry(hash).or_default() += 1;
            }
        }
        let is_own = |paragraph: &&Paragraph| shared[&paragraph.hash] < FEWEST;
        let bytes = |paragraph: &Paragraph| paragraph.bytes;
        let witness = |outline: &&'o Outline| {
            let own: Vec<&Paragraph> = outline.paragraphs.iter().filter(is_own).collect();
            let (ours, all) = (
                own.iter().copied().map(bytes).sum::<usize>(),
                outline.paragraphs.iter().map(bytes).sum::<usize>(),
            );
            let text = own.iter().map(|paragraph| paragraph.hash).min()?;
            let headline = text::key(&outline.headline);
            (2 * ours >= all).then_some(Witness { outline, own, text, headline })
        };
        let list: Vec<Witness<'o>> = articles.iter().filter_map(witness).collect();
        let mut headlines: HashMap<&str, usize> = HashMap::new();
        for witness in &list {
            *headlines.entry(&witness.headline).or_default() += 1;
        }
        let is_common = |headline: &str, number: usize| {
            headline.is_empty() || is_many(number, FEWEST_WITHIN, list.len(), COMMON_HEADLINE)
        };
        let common = headlines.iter().filter(|(headline, number)| is_common(headline, **number));
        let common = common.map(|(headline, _)| (*headline).to_owned()).collect();
        Witnesses { list, common }
    }

    /// Returns how many different texts some of the articles are.
    fn texts(&self, some: &[usize]) -> usize {
        let some = || some.iter().map(|at| &self.list[*at]);
        let texts: HashSet<u64> = some().map(|witness| witness.text).collect();
        let is_told = |witness: &&Witness<'_>| !self.common.contains(&witness.headline);
        let told: HashSet<&str> = some().filter(is_told).map(|w| w.headline.as_str()).collect();
        let untold = some().filter(|witness| !is_told(witness)).map(|witness| witness.text);
        texts.len().min(told.len() + untold.collect::<HashSet<u64>>().len())
    }

    fn candidates(&self) -> BTreeMap<u64, Candidate<'o>> {
        let mut found: BTreeMap<u64, Candidate<'o>> = BTreeMap::new();
        for (at, witness) in self.list.iter().enumerate() {
            for paragraph in witness.outline.paragraphs.iter().filter(|p| p.may_be) {
                let text = paragraph.text.as_str();
                let candidate =
                    found.entry(paragraph.hash).or_insert(Candidate { text, with: Vec::new() });
                candidate.text = candidate.text.min(text);
                if candidate.with.last() != Some(&at) {
                    candidate.with.push(at);
                }
            }
        }
        found.retain(|_, candidate| candidate.with.len() >= FEWEST);
        found
    }

    /// Finds out which of the candidates stand where furniture does, of `number` texts in all.
    fn decide(
        &self,
        candidates: BTreeMap<u64, Candidate<'o>>,
        number: usize,
    ) -> BTreeMap<u64, Line> {
        let within: BTreeSet<u64> = candidates
            .iter()
            .filter(|(hash, candidate)| {
                let texts = self.texts(&candidate.with);
                is_many(texts, FEWEST_WITHIN, number, SHARE_WITHIN)
                    && (is_short_line(candidate.text) || self.has_its_place(**hash, candidate))
            })
            .map(|(hash, _)| *hash)
            .collect();
        // What is no furniture ends the rows at the ends, so that more may turn out to be none.
        let mut furniture: BTreeSet<u64> = candidates.keys().copied().collect();
        loop {
            let ends: Vec<Edges> = self.list.iter().map(|w| ends(w, &furniture)).collect();
            let stays = |hash: &u64| {
                within.contains(hash) || {
                    let with = &candidates[hash].with;
                    let at_edge = with.iter().copied().filter(|at| {
                        let paragraphs = self.list[*at].outline.paragraphs.iter().enumerate();
                        paragraphs.filter(|(_, p)| p.hash == *hash).all(|(n, _)| ends[*at].hold(n))
                    });
                    let at_edge: Vec<usize> = at_edge.collect();
                    is_many(at_edge.len(), 0, with.len(), MOST_OF_THEM)
                        && is_many(self.texts(&at_edge), FEWEST, number, SHARE)
                }
            };
            let stay: BTreeSet<u64> = furniture.iter().copied().filter(stays).collect();
            if stay.len() == furniture.len() {
                break;
            }
            furniture = stay;
        }
        let mut lines: Vec<(u64, Line)> = candidates
            .into_iter()
            .filter(|(hash, _)| furniture.contains(hash))
            .map(|(hash, candidate)| {
                let place = if within.contains(&hash) { Place::Anywhere } else { Place::Edge };
                let (articles, of) = (self.texts(&candidate.with) as u64, number as u64);
                (hash, Line { text: candidate.text.to_owned(), articles, of, place })
            })
            .collect();
        lines.sort_by_key(|(_, line)| std::cmp::Reverse(line.articles));
        lines.truncate(MOST);
        lines.into_iter().collect()
    }

    /// Tells whether a paragraph has the same number, from either end, in most of its articles.
    fn has_its_place(&self, hash: u64, candidate: &Candidate<'_>) -> bool {
        let place = |count: fn(&Paragraph) -> usize| {
            let mut places: HashMap<usize, usize> = HashMap::new();
            for at in &candidate.with {
                let paragraphs = &self.list[*at].outline.paragraphs;
                if let Some(paragraph) = paragraphs.iter().find(|p| p.hash == hash) {
                    *places.entry(count(paragraph)).or_default() += 1;
                }
            }
            places.into_values().max().unwrap_or(0)
        };
        let most = place(|p| p.from_start).max(place(|p| p.from_end));
        is_many(most, 0, candidate.with.len(), MOST_OF_THEM)
    }
}

fn ends(witness: &Witness<'_>, furniture: &BTreeSet<u64>) -> Edges {
    let Outline { paragraphs, has_standfirst, .. } = witness.outline;
    edges(paragraphs.len(), *has_standfirst, |at| furniture.contains(&paragraphs[at].hash))
}

fn is_short_line(text: &str) -> bool {
    text::count(text) <= LONGEST_LINE && !text.ends_with(['.', '!', '?', '。', '！', '？'])
}
