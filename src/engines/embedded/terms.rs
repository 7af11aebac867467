//! Finds the articles that have one of many words, and scores them as if it were one.
//!
//! The lists of all words in all columns are read window by window: each adds what it counts to the
//! articles of the window. That costs the same for two lists as for thousands, and no article is
//! looked at twice.

use std::fmt;
use std::sync::Arc;

use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::context::Context;
use super::lookup::{Listed, Lookup, Role};
use super::score::{Lengths, Part, saturated};

/// How many articles a window holds. Its counts fit the fastest memory.
const WINDOW: usize = 4096;
/// Who seeks an article this far ahead mostly wants that one alone: of the window there, so many
/// articles are read.
const FAR: DocId = 4 * 4096;
const GLANCE: usize = 64;
/// With more lists it is dearer to find the place in each than to read them on.
const FEW_LISTS: usize = 16;
/// How many articles a block of a list holds, if it is not the last.
const BLOCK: usize = 128;

/// Articles that have one of some words.
#[derive(Clone)]
pub(super) struct Terms {
    /// What the words stand for, and how much each counts.
    words: Arc<[(Arc<Lookup>, f32)]>,
    context: Arc<Context>,
    /// Whether it matters how well an article fits.
    is_scored: bool,
}

impl Terms {
    /// Looks for any of `words`, each of which counts so many times.
    pub(super) fn new(words: Vec<(Arc<Lookup>, f32)>, context: &Arc<Context>) -> Self {
        Terms { words: words.into(), context: Arc::clone(context), is_scored: true }
    }

    /// Looks for a word where it does not matter how well an article fits.
    pub(super) fn unscored(word: &Arc<Lookup>, context: &Arc<Context>) -> Self {
        let words = Arc::new([(Arc::clone(word), 1.0)]);
        Terms { words, context: Arc::clone(context), is_scored: false }
    }

    fn lists(
        &self,
        reader: &SegmentReader,
        listed: &[Listed],
        wanted: Role,
    ) -> tantivy::Result<Vec<List>> {
        let option =
            if self.is_scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let mut lists = Vec::with_capacity(listed.len());
        for Listed { column, info, .. } in listed.iter().filter(|listed| listed.role == wanted) {
            let index = reader.inverted_index(*column)?;
            let postings = index.read_block_postings_from_terminfo(info, option)?;
            let part = match wanted {
                Role::Extra => Part::People,
                Role::Word | Role::Needed | Role::Barred => self.context.weights.part(*column),
            };
            lists.push(List { postings, at: 0, part });
        }
        Ok(lists)
    }
}

impl fmt::Debug for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.words.iter().map(|(lookup, _)| &lookup.found);
        f.debug_list().entries(found).finish()
    }
}

impl Query for Terms {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Terms {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let number = self.context.number(reader);
        let mut words = Vec::with_capacity(self.words.len());
        for (lookup, by) in &*self.words {
            let listed = lookup.segments.get(number).map_or(&[][..], Vec::as_slice);
            let lists = self.lists(reader, listed, Role::Word)?;
            let extra =
                if self.is_scored { self.lists(reader, listed, Role::Extra)? } else { Vec::new() };
            let rarity = boost * by * self.context.weights.rarity(lookup.articles);
            if !lists.is_empty() {
                words.push(Word { lists, extra, rarity });
            }
        }
        if words.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let lengths =
            if self.is_scored { Some(self.context.weights.lengths(reader)?) } else { None };
        Ok(Box::new(TermsScorer::new(words, lengths, reader, &self.context)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("BM25F", 0.0))
    }
}

/// The articles that have one form of a word in one part, and how often.
struct List {
    postings: BlockSegmentPostings,
    /// The article looked at, in its block.
    at: usize,
    part: Part,
}

impl List {
    fn article(&self) -> DocId {
        self.postings.doc(self.at)
    }

    fn seek(&mut self, target: DocId) {
        if self.article() < target {
            self.at = self.postings.seek(target);
        }
    }

    /// Shows every article before `end` to `see`, with its count. Returns false if it was the last.
    #[inline]
    fn read(&mut self, end: DocId, mut see: impl FnMut(DocId, u32)) -> bool {
        loop {
            let articles = self.postings.docs();
            while let Some(article) = articles.get(self.at) {
                if *article >= end {
                    return true;
                }
                see(*article, self.postings.freq(self.at));
                self.at += 1;
            }
            if articles.len() < BLOCK {
                return false;
            }
            self.postings.advance();
            self.at = 0;
        }
    }
}

/// One word of several that will do.
struct Word {
    lists: Vec<List>,
    /// What counts beside them, in articles that they find.
    extra: Vec<List>,
    rarity: f32,
}

/// Some articles of a segment, one beside the other.
struct Window {
    /// The first article, and the one behind the last.
    start: DocId,
    end: DocId,
    /// Which articles have a word: a bit each.
    matching: [u64; WINDOW / 64],
    /// What those that match score; empty if it does not matter.
    scores: Vec<f32>,
    /// What the word that is read counts in them, and which have it. Empty in between.
    counts: Vec<f32>,
    counted: [u64; WINDOW / 64],
}

struct TermsScorer {
    words: Vec<Word>,
    /// How many lists there are.
    lists: usize,
    /// `None` if it does not matter how well an article fits.
    lengths: Option<Lengths>,
    articles: u32,
    context: Arc<Context>,
    window: Window,
    article: DocId,
}

impl TermsScorer {
    fn new(
        words: Vec<Word>,
        lengths: Option<Lengths>,
        reader: &SegmentReader,
        context: &Arc<Context>,
    ) -> Self {
        let all = words.iter().flat_map(|word| &word.lists);
        let sum: u64 = all.clone().map(|list| u64::from(list.postings.doc_freq())).sum();
        let articles = u32::try_from(sum).unwrap_or(u32::MAX).min(reader.max_doc());
        let lists = all.count();
        let room = if lengths.is_some() { WINDOW } else { 0 };
        let window = Window {
            start: 0,
            end: 0,
            matching: [0; WINDOW / 64],
            scores: vec![0.0; room],
            counts: vec![0.0; room],
            counted: [0; WINDOW / 64],
        };
        let context = Arc::clone(context);
        let mut scorer =
            TermsScorer { words, lists, lengths, articles, context, window, article: 0 };
        scorer.go_on(WINDOW);
        scorer
    }

    /// Reads a window, beginning with the next article of any list.
    fn go_on(&mut self, width: usize) {
        self.article = TERMINATED;
        // What is found late is left out, and said to be.
        if self.context.deadline.is_up() {
            self.words.clear();
        }
        let lists = self.words.iter().flat_map(|word| &word.lists);
        let Some(first) = lists.map(List::article).min().filter(|first| *first < TERMINATED) else {
            return;
        };
        self.window.clear(first, width);
        for word in &mut self.words {
            match &self.lengths {
                Some(lengths) => self.window.score(word, lengths),
                None => self.window.mark(word),
            }
        }
        self.words.retain(|word| !word.lists.is_empty());
        self.article = first;
    }
}

impl Window {
    fn clear(&mut self, start: DocId, width: usize) {
        self.start = start;
        self.end = start.saturating_add(u32::try_from(width).unwrap_or(u32::MAX)).min(TERMINATED);
        self.matching[..width / 64].fill(0);
    }

    /// Notes which articles have a word. Drops the lists that end here.
    fn mark(&mut self, word: &mut Word) {
        let (start, end, matching) = (self.start, self.end, &mut self.matching);
        word.lists.retain_mut(|list| {
            list.read(end, |article, _| {
                let at = (article - start) as usize;
                matching[at / 64] |= 1 << (at % 64);
            })
        });
    }

    /// Adds what a word is worth to the scores of the articles that have it. Drops the lists that
    /// end here.
    fn score(&mut self, word: &mut Word, lengths: &Lengths) {
        let (start, end) = (self.start, self.end);
        let (counts, counted) = (&mut self.counts, &mut self.counted);
        word.lists.retain_mut(|list| {
            let mut add = |article: DocId, count: u32, weight: f32| {
                let at = (article - start) as usize;
                counted[at / 64] |= 1 << (at % 64);
                #[expect(clippy::cast_precision_loss, reason = "a count of words")]
                let count = count as f32;
                counts[at] += count * weight;
            };
            // The part is the same for all of a list: it is asked once, not for each article.
            match list.part {
                Part::Headline => {
                    list.read(end, |a, n| add(a, n, lengths.weight(Part::Headline, a)))
                }
                Part::Lead => list.read(end, |a, n| add(a, n, lengths.weight(Part::Lead, a))),
                Part::Body => list.read(end, |a, n| add(a, n, lengths.weight(Part::Body, a))),
                Part::Names | Part::People => {
                    list.read(end, |a, n| add(a, n, lengths.weight(Part::Names, a)))
                }
            }
        });
        word.extra.retain_mut(|list| {
            list.seek(start);
            let part = list.part;
            list.read(end, |article, count| {
                let at = (article - start) as usize;
                if counted[at / 64] & (1 << (at % 64)) != 0 {
                    #[expect(clippy::cast_precision_loss, reason = "a count of words")]
                    let count = count as f32;
                    counts[at] += count * lengths.weight(part, article);
                }
            })
        });
        for (row, bits) in self.counted.iter_mut().enumerate() {
            let known = self.matching[row];
            self.matching[row] |= *bits;
            while *bits != 0 {
                let bit = bits.trailing_zeros();
                let at = row * 64 + bit as usize;
                // What stands there of an article that had no word yet is of another window.
                let before = if known & (1 << bit) == 0 { 0.0 } else { self.scores[at] };
                let count = std::mem::take(&mut self.counts[at]);
                self.scores[at] = before + word.rarity * saturated(count);
                *bits &= *bits - 1;
            }
        }
    }

    /// Counts the matching articles at `from` or behind.
    fn count(&self, from: DocId) -> u32 {
        let at = (from - self.start) as usize;
        let rows = &self.matching[..((self.end - self.start) as usize).div_ceil(64)];
        let ones = rows.iter().skip(at / 64).map(|row| row.count_ones()).sum::<u32>();
        ones - (rows[at / 64] & !(u64::MAX << (at % 64))).count_ones()
    }

    /// Returns the first matching article at `from` or behind.
    fn next(&self, from: DocId) -> Option<DocId> {
        let at = (from - self.start) as usize;
        let words = &self.matching[..((self.end - self.start) as usize).div_ceil(64)];
        let mut word = at / 64;
        let mut bits = words.get(word)? & (u64::MAX << (at % 64));
        while bits == 0 {
            word += 1;
            bits = *words.get(word)?;
        }
        let found = word * 64 + bits.trailing_zeros() as usize;
        u32::try_from(found).ok().map(|found| self.start + found)
    }
}

impl DocSet for TermsScorer {
    fn advance(&mut self) -> DocId {
        if self.article == TERMINATED {
            return TERMINATED;
        }
        match self.window.next(self.article + 1) {
            Some(article) => self.article = article,
            None => self.go_on(WINDOW),
        }
        self.article
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.article {
            return self.article;
        }
        if target < self.window.end
            && let Some(article) = self.window.next(target)
        {
            self.article = article;
            return article;
        }
        let is_far = target.saturating_sub(self.window.end) > FAR;
        let is_glance = is_far && self.lists <= FEW_LISTS;
        for list in self.words.iter_mut().flat_map(|word| &mut word.lists) {
            list.seek(target);
        }
        self.go_on(if is_glance { GLANCE } else { WINDOW });
        self.article
    }

    fn doc(&self) -> DocId {
        self.article
    }

    fn size_hint(&self) -> u32 {
        self.articles
    }

    /// Window by window: no article is looked at.
    fn count_including_deleted(&mut self) -> u32 {
        let mut count = 0;
        while self.article < TERMINATED {
            count += self.window.count(self.article);
            self.go_on(WINDOW);
        }
        count
    }
}

impl Scorer for TermsScorer {
    fn score(&mut self) -> Score {
        let at = (self.article - self.window.start) as usize;
        self.window.scores.get(at).copied().unwrap_or(0.0)
    }
}
