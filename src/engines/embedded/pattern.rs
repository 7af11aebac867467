//! Finds the articles in which words stand to each other as asked, and counts where.
//!
//! Articles that have all the words come from the lists; whether the words stand right is seen from
//! their positions, article by article.

use std::fmt;
use std::sync::Arc;

use tantivy::query::{
    BooleanQuery, EmptyScorer, EnableScoring, ExistsQuery, Explanation, Occur, Query, Scorer,
    Weight,
};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use crate::query::{Class, Found, Pattern, Slack};
use crate::schema::Field;
use crate::spans;

use super::context::Context;
use super::lookup::Lookup;
use super::places::TextPlaces;
use super::schema::{MENTIONS, TextColumns};
use super::score::{Lengths, Part, saturated};
use super::terms::Terms;

/// The clock is asked once for so many articles.
const CLOCK: u32 = 64;

/// Articles in which a pattern is found.
#[derive(Clone)]
pub(super) struct Patterned {
    pattern: Arc<Pattern<usize>>,
    leaves: Arc<[Arc<Lookup>]>,
    texts: Arc<[TextColumns]>,
    /// How often it has to be found, in all texts together.
    times: usize,
    /// Finds every article that may have it.
    candidates: Arc<dyn Query>,
    rarity: f32,
    context: Arc<Context>,
}

impl Patterned {
    /// Looks for `pattern` in `texts`, at least so many times.
    pub(super) fn new(
        pattern: &Pattern<Arc<Lookup>>,
        texts: Vec<TextColumns>,
        times: u32,
        context: &Arc<Context>,
    ) -> Self {
        let mut leaves: Vec<Arc<Lookup>> = Vec::new();
        let numbered = pattern.map(&mut |leaf| {
            // A word that is asked for again has the same lists.
            let known = leaves.iter().position(|known| Arc::ptr_eq(known, leaf));
            known.unwrap_or_else(|| {
                leaves.push(Arc::clone(leaf));
                leaves.len() - 1
            })
        });
        Patterned {
            pattern: Arc::new(numbered),
            leaves: leaves.into(),
            texts: texts.into(),
            times: times as usize,
            candidates: candidates(pattern, context).into(),
            rarity: rarity(pattern, context),
            context: Arc::clone(context),
        }
    }

    /// Returns the words of a phrase whose words stand in a row; `None` of any other pattern.
    fn row(&self) -> Option<&[usize]> {
        match &*self.pattern {
            Pattern::Phrase { words, slack: Slack::None } => Some(words),
            Pattern::Phrase { .. }
            | Pattern::Word(_)
            | Pattern::Near { .. }
            | Pattern::NotNear { .. }
            | Pattern::Inside { .. }
            | Pattern::First { .. }
            | Pattern::AnyOf(_) => None,
        }
    }
}

/// Returns what finds every article that may have the pattern.
fn candidates(pattern: &Pattern<Arc<Lookup>>, context: &Arc<Context>) -> Box<dyn Query> {
    let all = |parts: Vec<Box<dyn Query>>| -> Box<dyn Query> {
        Box::new(BooleanQuery::intersection(parts))
    };
    match pattern {
        Pattern::Word(lookup) => having(lookup, context),
        Pattern::Phrase { words, .. } => {
            all(words.iter().map(|lookup| having(lookup, context)).collect())
        }
        Pattern::Near { left, right, .. } => {
            all(vec![candidates(left, context), candidates(right, context)])
        }
        Pattern::NotNear { keep: inside, .. }
        | Pattern::Inside { pattern: inside, .. }
        | Pattern::First { pattern: inside, .. } => candidates(inside, context),
        Pattern::AnyOf(parts) => {
            let parts = parts.iter().map(|part| (Occur::Should, candidates(part, context)));
            Box::new(BooleanQuery::new(parts.collect()))
        }
    }
}

/// Returns what finds every article that may have the word.
fn having(lookup: &Arc<Lookup>, context: &Arc<Context>) -> Box<dyn Query> {
    match &lookup.found {
        Found::Class(Class::Person) => Box::new(ExistsQuery::new(MENTIONS.to_owned(), false)),
        Found::Person(_) | Found::FullName(_) => {
            let words = lookup.name.iter().map(|word| having(word, context));
            Box::new(BooleanQuery::intersection(words.collect()))
        }
        Found::Terms { .. } | Found::Printed { .. } | Found::Class(_) => {
            Box::new(Terms::unscored(lookup, context))
        }
    }
}

/// Returns what a pattern is worth: its words together; of several that will do, the commonest.
fn rarity(pattern: &Pattern<Arc<Lookup>>, context: &Context) -> f32 {
    let word = |lookup: &Arc<Lookup>| context.weights.rarity(lookup.articles);
    match pattern {
        Pattern::Word(lookup) => word(lookup),
        Pattern::Phrase { words, .. } => words.iter().map(word).sum(),
        Pattern::Near { left, right, .. } => rarity(left, context) + rarity(right, context),
        Pattern::NotNear { keep: inside, .. }
        | Pattern::Inside { pattern: inside, .. }
        | Pattern::First { pattern: inside, .. } => rarity(inside, context),
        Pattern::AnyOf(parts) => {
            parts.iter().map(|part| rarity(part, context)).fold(f32::INFINITY, f32::min)
        }
    }
}

impl fmt::Debug for Patterned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patterned").field("pattern", &self.pattern).finish_non_exhaustive()
    }
}

impl Query for Patterned {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let disabled = EnableScoring::disabled_from_schema(scoring.schema());
        let candidates = self.candidates.weight(disabled)?;
        let scored = scoring.is_scoring_enabled();
        Ok(Box::new(PatternedWeight { query: self.clone(), candidates, scored }))
    }
}

struct PatternedWeight {
    query: Patterned,
    candidates: Box<dyn Weight>,
    scored: bool,
}

impl Weight for PatternedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let candidates = self.candidates.scorer(reader, 1.0)?;
        if candidates.doc() == TERMINATED {
            return Ok(Box::new(EmptyScorer));
        }
        let query = &self.query;
        let context = &query.context;
        let number = context.number(reader);
        let open = |columns: &TextColumns| {
            TextPlaces::open(&context.layout, columns, &query.leaves, reader, number)
        };
        let texts = query.texts.iter().map(open).collect::<tantivy::Result<_>>()?;
        let lengths = if self.scored { Some(context.weights.lengths(reader)?) } else { None };
        let texts: Vec<TextPlaces> = texts;
        let row = query.row().filter(|words| texts.iter().all(|text| text.is_row(words)));
        let mut scorer = PatternedScorer {
            candidates,
            row: row.map(<[usize]>::to_vec),
            texts,
            query: query.clone(),
            lengths,
            boost,
            count: 0.0,
            looked_at: 0,
        };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("pattern", 0.0))
    }
}

struct PatternedScorer {
    candidates: Box<dyn Scorer>,
    /// The words of the pattern, if it is nothing but a row of plain words.
    row: Option<Vec<usize>>,
    texts: Vec<TextPlaces>,
    query: Patterned,
    lengths: Option<Lengths>,
    boost: f32,
    /// What the places found in the article looked at count.
    count: f32,
    looked_at: u32,
}

impl PatternedScorer {
    /// Goes on to the first candidate, from the current one on, that has the pattern.
    fn settle(&mut self) {
        while self.candidates.doc() != TERMINATED && !self.has_pattern() {
            self.looked_at += 1;
            if self.looked_at.is_multiple_of(CLOCK) && self.query.context.deadline.is_up() {
                self.candidates.seek(TERMINATED);
                return;
            }
            self.candidates.advance();
        }
    }

    /// Looks for a row of words: most phrases are no more, and this takes half of the time.
    fn has_row(&mut self) -> bool {
        let article = self.candidates.doc();
        let (row, mut times) = (self.row.as_deref().unwrap_or_default(), 0);
        self.count = 0.0;
        for text in &mut self.texts {
            text.look_at(article);
            let (field, lead) = (text.columns.field, text.lead_words());
            let firsts = text.rows(row);
            times += firsts.len();
            if firsts.is_empty() {
                continue;
            }
            let Some(lengths) = &self.lengths else {
                // Who only counts articles need not know every place.
                if times >= self.query.times {
                    break;
                }
                continue;
            };
            let weight = |part| lengths.weight(part, article);
            let (in_lead, behind) = (weight(part(field, true)), weight(part(field, false)));
            for first in firsts {
                self.count += if *first < lead { in_lead } else { behind };
            }
        }
        times >= self.query.times
    }

    fn has_pattern(&mut self) -> bool {
        if self.row.is_some() {
            return self.has_row();
        }
        let article = self.candidates.doc();
        let mut times = 0;
        self.count = 0.0;
        // Who only counts articles, and wants it once, need not know every place.
        if self.lengths.is_none() && self.query.times == 1 {
            return self.texts.iter_mut().any(|text| {
                text.look_at(article);
                spans::is_found(&self.query.pattern, text)
            });
        }
        for text in &mut self.texts {
            text.look_at(article);
            let found = spans::find(&self.query.pattern, text);
            times += found.len();
            if let Some(lengths) = &self.lengths {
                let (field, lead) = (text.columns.field, text.lead_words());
                for span in found {
                    self.count += lengths.weight(part(field, span.first < lead), article);
                }
            }
        }
        times >= self.query.times
    }
}

/// Returns the part of an article that a place in a text is in.
fn part(field: Field, is_in_lead: bool) -> Part {
    match field {
        Field::Headline => Part::Headline,
        Field::Body | Field::Lead if is_in_lead => Part::Lead,
        Field::Body => Part::Body,
        _ => Part::Names,
    }
}

impl DocSet for PatternedScorer {
    fn advance(&mut self) -> DocId {
        if self.candidates.doc() != TERMINATED {
            self.candidates.advance();
            self.settle();
        }
        self.candidates.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.candidates.doc() < target {
            self.candidates.seek(target);
            self.settle();
        }
        self.candidates.doc()
    }

    fn doc(&self) -> DocId {
        self.candidates.doc()
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }

    /// To look at positions is dearer than to go through a list.
    fn cost(&self) -> u64 {
        10 * u64::from(self.size_hint())
    }
}

impl Scorer for PatternedScorer {
    fn score(&mut self) -> Score {
        self.boost * self.query.rarity * saturated(self.count)
    }
}
