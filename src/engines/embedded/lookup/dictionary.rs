//! The dictionaries of an index, all segments and columns as one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field as Column;
use tantivy::{Searcher, SegmentReader, Term};

use crate::engines::forms::Stemming;
use crate::query::{Leaf, Scope};

use super::super::deadline::Deadline;
use super::super::marks::{MARK, WHOLE};
use super::super::schema::Layout;
use super::leaf::{Listed, Lookup, Role, look_up};

/// So many words of a question may go through a whole dictionary: each takes some milliseconds.
const MOST_WALKS: usize = 32;

/// The clock is asked once for so many words.
const CLOCK: usize = 1024;

/// The dictionaries of an index.
pub(in crate::engines::embedded) struct Dictionary<'d> {
    pub(super) layout: &'d Layout,
    pub(super) segments: &'d [SegmentReader],
    /// Whose forms of a word are found.
    pub(super) stemmings: Vec<Stemming>,
    deadline: &'d Deadline,
    /// How many words went through a whole dictionary.
    walks: usize,
    /// What was left out, each a sentence.
    pub(in crate::engines::embedded) notes: Vec<String>,
}

impl<'d> Dictionary<'d> {
    /// Opens the dictionaries that `searcher` has.
    pub(in crate::engines::embedded) fn new(
        layout: &'d Layout,
        searcher: &'d Searcher,
        stemmings: Vec<Stemming>,
        deadline: &'d Deadline,
    ) -> Self {
        let segments = searcher.segment_readers();
        Dictionary { layout, segments, stemmings, deadline, walks: 0, notes: Vec::new() }
    }

    /// Looks up a word of a question.
    pub(in crate::engines::embedded) fn look_up(
        &mut self,
        scope: &Scope,
        leaf: &Leaf,
    ) -> tantivy::Result<Lookup> {
        look_up(self, scope, leaf)
    }

    /// Returns true if time is up.
    pub(super) fn is_late(&self) -> bool {
        self.deadline.is_up()
    }

    /// Returns true if another word may go through a whole dictionary. Says so when it may not.
    pub(super) fn may_walk(&mut self) -> bool {
        self.walks += 1;
        if self.walks == MOST_WALKS + 1 {
            self.notes.push(format!(
                "of the words with a wildcard in front, an edit or a regular expression the first \
                 {MOST_WALKS} were looked for"
            ));
        }
        self.walks <= MOST_WALKS
    }

    /// Returns how many articles there are.
    pub(super) fn articles(&self) -> f64 {
        self.segments.iter().map(|segment| f64::from(segment.max_doc())).sum()
    }

    /// Gathers the term that is exactly this.
    pub(super) fn exactly(
        &self,
        columns: &[Column],
        term: &str,
        gathered: &mut Gathered,
    ) -> tantivy::Result<()> {
        for (number, segment) in self.segments.iter().enumerate() {
            for column in columns {
                let index = segment.inverted_index(*column)?;
                let info = index.get_term_info(&Term::from_field_text(*column, term))?;
                if let Some(info) = info {
                    gathered.add(term, number, *column, &info);
                }
            }
        }
        Ok(())
    }

    /// Gathers the words that begin with `prefix` and fit.
    pub(super) fn range(
        &self,
        columns: &[Column],
        prefix: &str,
        fits: impl Fn(&str) -> bool,
        gathered: &mut Gathered,
    ) -> tantivy::Result<()> {
        self.any_range_that(columns, prefix, |term| is_word(term) && fits(term), gathered)
    }

    /// Gathers the terms that begin with `prefix`, words or not.
    pub(super) fn any_range(
        &self,
        columns: &[Column],
        prefix: &str,
        gathered: &mut Gathered,
    ) -> tantivy::Result<()> {
        self.any_range_that(columns, prefix, |_| true, gathered)
    }

    fn any_range_that(
        &self,
        columns: &[Column],
        prefix: &str,
        fits: impl Fn(&str) -> bool,
        gathered: &mut Gathered,
    ) -> tantivy::Result<()> {
        let behind = successor(prefix);
        for (number, segment) in self.segments.iter().enumerate() {
            for column in columns {
                let index = segment.inverted_index(*column)?;
                let mut range = index.terms().range().ge(prefix);
                if let Some(behind) = &behind {
                    range = range.lt(behind);
                }
                let mut stream = range.into_stream()?;
                let mut seen = 0;
                while stream.advance() && self.goes_on(&mut seen) {
                    // Every term of a text was a text.
                    if let Ok(term) = std::str::from_utf8(stream.key())
                        && fits(term)
                    {
                        gathered.add(term, number, *column, stream.value());
                    }
                }
            }
        }
        Ok(())
    }

    /// Gathers the words that differ from `word` by at most `edits`.
    pub(super) fn fuzzy(
        &self,
        columns: &[Column],
        word: &str,
        edits: u8,
        gathered: &mut Gathered,
    ) -> tantivy::Result<()> {
        let Some(any) = columns.first() else { return Ok(()) };
        let term = Term::from_field_text(*any, word);
        let automaton = FuzzyTermQuery::new(term, edits, true).automaton()?;
        for (number, segment) in self.segments.iter().enumerate() {
            for column in columns {
                let index = segment.inverted_index(*column)?;
                let mut stream = index.terms().search(&automaton).into_stream()?;
                let mut seen = 0;
                while stream.advance() && self.goes_on(&mut seen) {
                    if let Ok(term) = std::str::from_utf8(stream.key())
                        && is_word(term)
                    {
                        gathered.add(term, number, *column, stream.value());
                    }
                }
            }
        }
        Ok(())
    }

    fn goes_on(&self, seen: &mut usize) -> bool {
        *seen += 1;
        !seen.is_multiple_of(CLOCK) || !self.deadline.is_up()
    }
}

/// Returns true if the term is none of those that say something of a word.
fn is_word(term: &str) -> bool {
    !term.starts_with([MARK, WHOLE])
}

/// Returns the least text that is greater than all that begin with `prefix`; `None` if none is.
fn successor(prefix: &str) -> Option<Vec<u8>> {
    let mut bytes = prefix.as_bytes().to_vec();
    while let Some(last) = bytes.pop() {
        if last < u8::MAX {
            bytes.push(last + 1);
            return Some(bytes);
        }
    }
    None
}

/// Terms of an index, and their lists.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// In order: so the same question adds up the same numbers in the same order.
    terms: BTreeMap<String, Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    articles: u64,
    lists: Vec<(usize, Column, TermInfo)>,
}

impl Gathered {
    fn add(&mut self, term: &str, segment: usize, column: Column, info: &TermInfo) {
        let entry = match self.terms.get_mut(term) {
            Some(entry) => entry,
            None => self.terms.entry(term.to_owned()).or_default(),
        };
        if entry.lists.iter().any(|(s, c, _)| (*s, *c) == (segment, column)) {
            return;
        }
        entry.articles += u64::from(info.doc_freq);
        entry.lists.push((segment, column, info.clone()));
    }

    /// Returns how many terms there are.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// Keeps the `most` terms with most articles. Returns how many it drops.
    pub(super) fn keep_most_frequent(&mut self, most: usize) -> usize {
        if self.terms.len() <= most {
            return 0;
        }
        let mut order: Vec<(Reverse<u64>, String)> = self
            .terms
            .iter()
            .map(|(term, entry)| (Reverse(entry.articles), term.clone()))
            .collect();
        order.sort_unstable();
        let dropped = order.split_off(most);
        for (_, term) in &dropped {
            self.terms.remove(term);
        }
        dropped.len()
    }

    /// Returns the terms, each with how many articles have it, in no order.
    pub(super) fn counts(self) -> Vec<(String, u64)> {
        self.terms.into_iter().map(|(term, entry)| (term, entry.articles)).collect()
    }

    /// Returns about how many of `all` articles have one of the terms: as many as if they were
    /// spread by chance.
    pub(super) fn articles(&self, all: f64) -> f64 {
        let mut without = 1.0;
        for entry in self.terms.values() {
            let mut lists = entry.lists.clone();
            lists.sort_by_key(|(_, column, _)| *column);
            for of_column in lists.chunk_by(|(_, a, _), (_, b, _)| a == b) {
                let articles: f64 =
                    of_column.iter().map(|(_, _, info)| f64::from(info.doc_freq)).sum();
                without *= 1.0 - (articles / all).min(1.0);
            }
        }
        all * (1.0 - without)
    }

    /// Returns the terms, sorted.
    pub(super) fn terms(&self) -> Vec<String> {
        self.terms.keys().cloned().collect()
    }

    /// Returns the lists of words, by segment.
    pub(super) fn segments(&self, number: usize) -> Vec<Vec<Listed>> {
        let mut segments = vec![Vec::new(); number];
        self.add_to(&mut segments, Role::Word);
        segments
    }

    /// Adds the lists to those of the segments.
    pub(super) fn add_to(&self, segments: &mut [Vec<Listed>], role: Role) {
        for entry in self.terms.values() {
            for (segment, column, info) in &entry.lists {
                segments[*segment].push(Listed { column: *column, info: info.clone(), role });
            }
        }
    }
}
