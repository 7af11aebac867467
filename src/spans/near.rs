//! Spans that stand near each other, or do not.

use super::Span;
use crate::query::Reach;

/// When two spans are a pair.
pub(super) struct Rule<'s> {
    /// How far apart they may be.
    pub(super) reach: Reach,
    /// Whether the one must end before the other begins.
    pub(super) ordered: bool,
    /// Where the units of the reach begin; sorted.
    pub(super) starts: &'s [u32],
}

/// Returns for every pair of a span of `left` and one of `right` the span of both, in no order,
/// until there are `most`. Both lists are sorted.
pub(super) fn pairs(left: &[Span], right: &[Span], rule: &Rule<'_>, most: usize) -> Vec<Span> {
    let longest = longest(right);
    let mut found = Vec::new();
    for one in left {
        for other in partners(*one, right, longest, rule) {
            found.push(hull(*one, other));
            if found.len() >= most {
                return found;
            }
        }
    }
    found
}

/// Drops the spans of `keep` that are a pair with one of `far`. Both lists are sorted.
pub(super) fn drop_pairs(keep: &mut Vec<Span>, far: &[Span], rule: &Rule<'_>) {
    let longest = longest(far);
    keep.retain(|span| partners(*span, far, longest, rule).next().is_none());
}

fn longest(spans: &[Span]) -> u32 {
    spans.iter().map(|span| span.width()).max().unwrap_or(0)
}

/// Returns those of `others` that are a pair with `span`. Looks at no more of them than begin
/// near enough, as none has more words than `longest`.
fn partners<'s>(
    span: Span,
    others: &'s [Span],
    longest: u32,
    rule: &Rule<'_>,
) -> impl Iterator<Item = Span> + 's {
    let (mut from, end, farthest) = match rule.reach {
        Reach::Words(n) => {
            let from = span.first.saturating_sub(n).saturating_sub(longest);
            (from, span.last.saturating_add(n).saturating_add(1), n)
        }
        Reach::Same(_) => {
            let next = rule.starts.partition_point(|start| *start <= span.first);
            let from = rule.starts[..next].last().copied().unwrap_or(0);
            (from, rule.starts.get(next).copied().unwrap_or(u32::MAX), u32::MAX)
        }
    };
    let is_unit = matches!(rule.reach, Reach::Same(_));
    if rule.ordered {
        from = from.max(span.last + 1);
    }
    let begins = others.partition_point(|other| other.first < from);
    others[begins..]
        .iter()
        .copied()
        .take_while(move |other| other.first < end)
        .filter(move |other| !is_unit || (span.last < end && other.last < end))
        .filter(move |other| span.distance(*other).is_some_and(|distance| distance <= farthest))
}

fn hull(one: Span, other: Span) -> Span {
    let are_neighbors = one.last + 1 == other.first || other.last + 1 == one.first;
    Span {
        first: one.first.min(other.first),
        last: one.last.max(other.last),
        is_whole: are_neighbors && one.is_whole && other.is_whole,
    }
}
