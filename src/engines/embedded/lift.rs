//! What an article gains for having the words of the question close together.
//!
//! Words that the question has side by side and the article too, in that order, count most; those at
//! least near each other count a little. The gain is small: on six test collections it moves the
//! ranking by a thousandth or two, but of articles that fit alike readers want the one that has the
//! name they typed.

use std::sync::Arc;

use tantivy::{DocId, SegmentReader};

use crate::query::{Pattern, Query, Scope};
use crate::schema::Schema;
use crate::spans::{Span, Text as _};

use super::ask::Looked;
use super::context::Context;
use super::lookup::Lookup;
use super::places::TextPlaces;

/// What it is worth to have two words side by side, of what the rarer of them is worth.
const SIDE_BY_SIDE: f32 = 0.2;
/// What it is worth to have them within so many words of each other, in any order.
const NEAR: f32 = 0.1;
const NEARBY: u32 = 8;
/// Of a longer question the first words count: nobody types more for being close together.
const MOST_WORDS: usize = 16;

/// The pairs of words that stand side by side in a question.
pub(super) struct Lift {
    /// In the order of the question; each makes a pair with the next.
    words: Vec<Arc<Lookup>>,
    context: Arc<Context>,
}

impl Lift {
    /// Takes the words of a question; `None` if it has no two.
    pub(super) fn of(looked: &Looked, context: &Arc<Context>) -> Option<Self> {
        let mut words: Vec<Arc<Lookup>> = Vec::new();
        looked.each_wanted(&mut |part| match part {
            Query::Find { scope: Scope::Searched, pattern: Pattern::Word(word) }
                if word.is_plain() =>
            {
                words.push(Arc::clone(word));
            }
            _ => {}
        });
        words.dedup_by(|a, b| Arc::ptr_eq(a, b));
        words.truncate(MOST_WORDS);
        (words.len() > 1).then(|| Lift { words, context: Arc::clone(context) })
    }

    /// Opens a segment.
    pub(super) fn open(&self, reader: &SegmentReader) -> tantivy::Result<SegmentLift> {
        let (context, number) = (&self.context, self.context.number(reader));
        let mut texts = Vec::new();
        for (field, _) in Schema::get().searched() {
            if let Some(columns) = context.layout.text(field) {
                let text =
                    TextPlaces::open(&context.layout, &columns, &self.words, reader, number)?;
                texts.push(text);
            }
        }
        let rarity = |word: &Arc<Lookup>| context.weights.rarity(word.articles);
        let rarer = |pair: &[Arc<Lookup>]| rarity(&pair[0]).min(rarity(&pair[1]));
        let pairs: Vec<f32> = self.words.windows(2).map(rarer).collect();
        let most = pairs.iter().sum::<f32>() * SIDE_BY_SIDE;
        let spans = vec![Vec::new(); self.words.len()];
        Ok(SegmentLift { texts, pairs, most, spans })
    }
}

/// What the articles of a segment gain.
pub(super) struct SegmentLift {
    texts: Vec<TextPlaces>,
    /// What the rarer word of each pair is worth.
    pairs: Vec<f32>,
    /// No article gains more.
    pub(super) most: f32,
    /// Where each word stands in the text looked at.
    spans: Vec<Vec<Span>>,
}

impl SegmentLift {
    /// Returns what an article gains, which stands behind all that were asked for.
    pub(super) fn of(&mut self, article: DocId) -> f32 {
        let mut gains = [0.0_f32; MOST_WORDS];
        for text in &mut self.texts {
            text.look_at(article);
            for (word, spans) in self.spans.iter_mut().enumerate() {
                spans.clear();
                text.spans(&word, spans);
            }
            for (pair, gain) in self.spans.windows(2).zip(&mut gains) {
                *gain = gain.max(closeness(&pair[0], &pair[1]));
            }
        }
        self.pairs.iter().zip(gains).map(|(rarity, gain)| rarity * gain).sum()
    }
}

/// Returns what it is worth to have the second word where it is.
fn closeness(first: &[Span], second: &[Span]) -> f32 {
    let mut gain = 0.0;
    let mut behind = second;
    for span in first {
        let far = behind.iter().take_while(|other| other.first + NEARBY < span.first).count();
        behind = &behind[far..];
        for other in behind.iter().take_while(|other| other.first <= span.first + NEARBY) {
            if other.first == span.first + 1 {
                return SIDE_BY_SIDE;
            }
            if other.first != span.first {
                gain = NEAR;
            }
        }
    }
    gain
}

#[cfg(test)]
mod tests {
    use super::{NEAR, SIDE_BY_SIDE, closeness};
    use crate::spans::Span;

    #[track_caller]
    fn check(first: &[u32], second: &[u32], expected: f32) {
        let spans =
            |positions: &[u32]| positions.iter().copied().map(Span::word).collect::<Vec<_>>();
        assert!((closeness(&spans(first), &spans(second)) - expected).abs() < f32::EPSILON);
    }

    #[test]
    fn words_side_by_side_count_more_than_words_nearby() {
        check(&[0, 10], &[5, 11], SIDE_BY_SIDE);
        check(&[0, 10, 30], &[18, 90], NEAR);
        check(&[11], &[10], NEAR);
        check(&[0], &[9], 0.0);
        check(&[5], &[5], 0.0);
        check(&[5], &[], 0.0);
    }
}
