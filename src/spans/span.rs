//! A span, and what is known of a text to find spans in it.

use crate::query::Unit;

/// A run of words in a text that a pattern was found at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Position of the first word.
    pub first: u32,
    /// Position of the last word; not before the first.
    pub last: u32,
    /// Whether all words in between belong to it; if not, others may stand there.
    pub is_whole: bool,
}

impl Span {
    /// Returns the span of one word.
    pub fn word(position: u32) -> Self {
        Span { first: position, last: position, is_whole: true }
    }

    /// Returns the number of words from the first to the last.
    pub(super) fn width(self) -> u32 {
        self.last - self.first + 1
    }

    /// Returns true if a word stands in both.
    pub(super) fn overlaps(self, other: Span) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Returns how many words further the other span is: 1 for neighbors. `None` if they share a
    /// word, or must be taken to.
    ///
    /// What stands inside a span that is not whole may be one of the words that do not belong to
    /// it. At its ends stand words that do.
    pub(super) fn distance(self, other: Span) -> Option<u32> {
        if !self.overlaps(other) {
            return Some(self.first.max(other.first) - self.last.min(other.last));
        }
        let encloses =
            |outer: Span, inner: Span| outer.first < inner.first && inner.last < outer.last;
        let is_apart = match (self.is_whole, other.is_whole) {
            (true, true) => false,
            (true, false) => encloses(other, self),
            (false, true) => encloses(self, other),
            (false, false) => {
                let ends = [other.first, other.last];
                !ends.contains(&self.first) && !ends.contains(&self.last)
            }
        };
        is_apart.then_some(0)
    }

    /// Returns true if the span lies in one of the units that begin at `starts`.
    pub(super) fn is_within_one(self, starts: &[u32]) -> bool {
        let next = starts.partition_point(|start| *start <= self.first);
        starts.get(next).is_none_or(|start| self.last < *start)
    }
}

/// A text in which words of the kind `L` are looked for.
pub trait Text<L> {
    /// Appends where `leaf` stands: sorted, each once.
    fn spans(&mut self, leaf: &L, spans: &mut Vec<Span>);

    /// Returns the positions of the first words of the sentences or paragraphs, sorted.
    fn starts(&mut self, unit: Unit) -> &[u32];

    /// Returns the position from which the words are counted that stand around a position: 0, unless
    /// there are several texts one behind the other.
    fn origin(&self, _: u32) -> u32 {
        0
    }
}
