//! Finds a pattern.

use super::near::{self, Rule};
use super::{MOST_SPANS, Span, Text, phrase};
use crate::query::{Pattern, Reach, Unit};

/// Returns where `pattern` stands in `text`: sorted by the first word, then by the last, each pair
/// of them once. Asks the text for every word of the pattern at most once.
///
/// Phrases with slack and words near each other are looked for until about 10,000 spans are found.
pub fn find<L>(pattern: &Pattern<L>, text: &mut impl Text<L>) -> Vec<Span> {
    let mut spans = up_to(pattern, text, MOST_SPANS);
    spans.dedup_by(|next, kept| {
        let is_same = (next.first, next.last) == (kept.first, kept.last);
        kept.is_whole |= is_same && next.is_whole;
        is_same
    });
    spans
}

/// Returns whether `pattern` stands in `text` at all; cheaper than [`find`].
pub fn is_found<L>(pattern: &Pattern<L>, text: &mut impl Text<L>) -> bool {
    !up_to(pattern, text, 1).is_empty()
}

/// Returns the spans, sorted, each once: all if they are at most `most`, else at least `most`. Two
/// may differ in nothing but whether they are whole.
fn up_to<L>(pattern: &Pattern<L>, text: &mut impl Text<L>, most: usize) -> Vec<Span> {
    let mut spans = match pattern {
        Pattern::Word(leaf) => {
            let mut spans = Vec::new();
            text.spans(leaf, &mut spans);
            return spans;
        }
        Pattern::Phrase { words, slack } => {
            // A word is not looked for if those before it do not stand right.
            let lists = words.iter().map(|leaf| {
                let mut list = Vec::new();
                text.spans(leaf, &mut list);
                list
            });
            phrase::find(lists, *slack, most)
        }
        Pattern::Near { left, right, reach, ordered } => {
            let left = up_to(left, text, MOST_SPANS);
            if left.is_empty() {
                return left;
            }
            let right = up_to(right, text, MOST_SPANS);
            let rule = Rule { reach: *reach, ordered: *ordered, starts: starts(*reach, text) };
            near::pairs(&left, &right, &rule, most)
        }
        Pattern::NotNear { keep, far, reach, ordered } => {
            let mut keep = up_to(keep, text, MOST_SPANS);
            if keep.is_empty() {
                return keep;
            }
            let far = up_to(far, text, MOST_SPANS);
            let rule = Rule { reach: *reach, ordered: *ordered, starts: starts(*reach, text) };
            near::drop_pairs(&mut keep, &far, &rule);
            return keep;
        }
        Pattern::AnyOf(parts) => {
            let mut spans = Vec::new();
            for part in parts {
                spans.append(&mut up_to(part, text, most));
                if spans.len() >= most {
                    break;
                }
            }
            spans
        }
        Pattern::Inside { pattern, unit } => {
            let mut spans = up_to(pattern, text, MOST_SPANS);
            let starts = text.starts(*unit);
            spans.retain(|span| span.is_within_one(starts));
            return spans;
        }
        Pattern::First { words, pattern } => {
            let mut spans = up_to(pattern, text, MOST_SPANS);
            spans.retain(|span| span.last - text.origin(span.first) < *words);
            return spans;
        }
    };
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// Returns where the units begin that `reach` speaks of; nothing if it speaks of none.
fn starts<L>(reach: Reach, text: &mut impl Text<L>) -> &[u32] {
    match reach {
        Reach::Words(_) => &[],
        Reach::Same(unit @ (Unit::Sentence | Unit::Paragraph)) => text.starts(unit),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{find, is_found};
    use crate::query::{Pattern, Reach, Slack, Unit};
    use crate::spans::{Span, Text};

    /// Words are letters. A sentence begins at a capital, a paragraph at a capital behind a bar.
    /// The leaf `P` is a person: "ab", or "c".
    struct Letters {
        words: Vec<char>,
        sentences: Vec<u32>,
        paragraphs: Vec<u32>,
        asked: usize,
    }

    impl Letters {
        fn of(text: &str) -> Self {
            let (mut words, mut sentences, mut paragraphs) = (Vec::new(), vec![0], vec![0]);
            let mut bar = false;
            for c in text.chars().filter(|c| *c != ' ') {
                let position = u32::try_from(words.len()).unwrap();
                if c.is_uppercase() && position > 0 {
                    sentences.push(position);
                    if bar {
                        paragraphs.push(position);
                    }
                }
                bar = c == '|';
                if !bar {
                    words.push(c.to_ascii_lowercase());
                }
            }
            Letters { words, sentences, paragraphs, asked: 0 }
        }
    }

    impl Text<char> for Letters {
        fn spans(&mut self, leaf: &char, spans: &mut Vec<Span>) {
            self.asked += 1;
            for (at, word) in self.words.iter().enumerate() {
                let first = u32::try_from(at).unwrap();
                if word == leaf || (*leaf == 'P' && *word == 'c') {
                    spans.push(Span::word(first));
                } else if *leaf == 'P' && *word == 'a' && self.words.get(at + 1) == Some(&'b') {
                    spans.push(Span { first, last: first + 1, is_whole: true });
                }
            }
        }

        fn starts(&mut self, unit: Unit) -> &[u32] {
            match unit {
                Unit::Sentence => &self.sentences,
                Unit::Paragraph => &self.paragraphs,
            }
        }
    }

    fn word(leaf: char) -> Pattern<char> {
        Pattern::Word(leaf)
    }

    fn phrase(words: &str, slack: Slack) -> Pattern<char> {
        Pattern::Phrase { words: words.chars().collect(), slack }
    }

    fn near(left: char, right: char, reach: Reach, ordered: bool) -> Pattern<char> {
        let (left, right) = (Box::new(word(left)), Box::new(word(right)));
        Pattern::Near { left, right, reach, ordered }
    }

    /// Shows each span as its words.
    #[track_caller]
    fn check(pattern: &Pattern<char>, text: &str, expected: &str) {
        let mut letters = Letters::of(text);
        let spans = find(pattern, &mut letters);
        let shown = |span: &Span| {
            let word = |at: u32| letters.words[usize::try_from(at).unwrap()];
            (span.first..=span.last).map(word).collect::<String>()
        };
        assert_eq!(spans.iter().map(shown).collect::<Vec<_>>().join(" "), expected);
        assert_eq!(is_found(pattern, &mut Letters::of(text)), !expected.is_empty());
    }

    #[test]
    fn the_words_of_a_phrase_stand_in_a_row() {
        check(&phrase("ab", Slack::None), "a b x a x b a b", "ab ab");
        check(&phrase("aab", Slack::None), "a a a b", "aab");
        check(&phrase("Px", Slack::None), "a b x c x b x", "abx cx");
    }

    #[test]
    fn a_word_in_between_costs_one_move_and_a_swap_two() {
        check(&phrase("ab", Slack::Moves(1)), "a x b y b a", "axb");
        check(&phrase("ab", Slack::Moves(2)), "a x b y b a", "axb ba");
        check(&phrase("aa", Slack::Moves(2)), "x a x", "");
    }

    #[test]
    fn words_may_stand_between_in_this_order_or_in_any() {
        check(&phrase("abc", Slack::Gaps(2)), "a x b x c c b a", "axbxc");
        check(&phrase("abc", Slack::AnyOrder(0)), "a x b x c b a", "cba");
        check(&phrase("abc", Slack::AnyOrder(2)), "a x b x c b a", "axbxc bxcba cba");
    }

    #[test]
    fn near_counts_from_word_to_word_and_goes_from_one_to_the_other() {
        check(&near('a', 'b', Reach::Words(2), false), "b x a x x b", "bxa");
        check(&near('a', 'b', Reach::Words(2), true), "b x a x x b", "");
        check(&near('a', 'a', Reach::Words(9), false), "x a x", "");
    }

    #[test]
    fn a_sentence_or_paragraph_may_be_the_reach() {
        check(&near('a', 'b', Reach::Same(Unit::Sentence), false), "a x x x b B", "axxxb");
        check(&near('a', 'b', Reach::Same(Unit::Sentence), false), "a X b", "");
        check(&near('a', 'b', Reach::Same(Unit::Paragraph), false), "a X b |X b", "axb");
    }

    #[test]
    fn not_near_keeps_what_stands_alone() {
        let not = |ordered| Pattern::NotNear {
            keep: Box::new(word('a')),
            far: Box::new(word('b')),
            reach: Reach::Words(1),
            ordered,
        };
        check(&not(false), "a b x a x b a", "a");
        check(&not(true), "a b x a x b a", "a a");
    }

    #[test]
    fn a_pattern_may_have_to_lie_in_one_unit_or_in_the_first_words() {
        let pattern = || Box::new(phrase("ab", Slack::Gaps(1)));
        check(&Pattern::Inside { pattern: pattern(), unit: Unit::Sentence }, "a B a x b", "axb");
        check(&Pattern::First { words: 3, pattern: pattern() }, "a x b a b", "axb");
    }

    #[test]
    fn a_text_of_one_word_ends_soon() {
        let text = "a ".repeat(20_000);
        for pattern in [
            phrase("aaaaaaaa", Slack::Moves(30)),
            phrase("aaaaaaaa", Slack::AnyOrder(30)),
            phrase("aaaaaaaa", Slack::Gaps(30)),
            near('a', 'a', Reach::Same(Unit::Paragraph), false),
        ] {
            let spans = find(&pattern, &mut Letters::of(&text));
            assert!((1..=10_000).contains(&spans.len()), "{pattern:?}: {}", spans.len());
        }
    }

    fn leaf() -> impl Strategy<Value = char> {
        prop_oneof![Just('a'), Just('b'), Just('c'), Just('P')]
    }

    fn reach() -> impl Strategy<Value = Reach> {
        let unit = prop_oneof![Just(Unit::Sentence), Just(Unit::Paragraph)];
        prop_oneof![(0_u32..5).prop_map(Reach::Words), unit.prop_map(Reach::Same)]
    }

    fn slack() -> impl Strategy<Value = Slack> {
        prop_oneof![
            Just(Slack::None),
            (0_u32..5).prop_map(Slack::Moves),
            (0_u32..5).prop_map(Slack::Gaps),
            (0_u32..5).prop_map(Slack::AnyOrder),
        ]
    }

    fn pattern() -> impl Strategy<Value = Pattern<char>> {
        let phrase = (prop::collection::vec(leaf(), 1..4), slack())
            .prop_map(|(words, slack)| Pattern::Phrase { words, slack });
        let small = prop_oneof![leaf().prop_map(Pattern::Word), phrase];
        small.prop_recursive(3, 12, 3, |inner| {
            let two = || (inner.clone(), inner.clone(), reach(), any::<bool>());
            let unit = prop_oneof![Just(Unit::Sentence), Just(Unit::Paragraph)];
            prop_oneof![
                two().prop_map(|(left, right, reach, ordered)| Pattern::Near {
                    left: Box::new(left),
                    right: Box::new(right),
                    reach,
                    ordered
                }),
                two().prop_map(|(keep, far, reach, ordered)| Pattern::NotNear {
                    keep: Box::new(keep),
                    far: Box::new(far),
                    reach,
                    ordered
                }),
                prop::collection::vec(inner.clone(), 1..4).prop_map(Pattern::AnyOf),
                (inner.clone(), unit)
                    .prop_map(|(inner, unit)| Pattern::Inside { pattern: Box::new(inner), unit }),
                (inner.clone(), 0_u32..8)
                    .prop_map(|(inner, words)| Pattern::First { words, pattern: Box::new(inner) }),
            ]
        })
    }

    /// What the documentation of [`Pattern`] says, with no thought of time.
    fn by_definition(pattern: &Pattern<char>, text: &mut Letters) -> BTreeSet<Span> {
        match pattern {
            Pattern::Word(leaf) => {
                let mut spans = Vec::new();
                text.spans(leaf, &mut spans);
                spans.into_iter().collect()
            }
            Pattern::Phrase { words, slack } => {
                let mut choices = vec![Vec::new()];
                for word in words {
                    let spans = by_definition(&Pattern::Word(*word), text);
                    choices = choices
                        .iter()
                        .flat_map(|choice| {
                            spans.iter().map(|span| [choice.as_slice(), &[*span]].concat())
                        })
                        .collect();
                }
                choices.iter().filter_map(|choice| phrase_of(choice, *slack)).collect()
            }
            Pattern::Near { left, right, reach, ordered } => {
                let (left, right) = (by_definition(left, text), by_definition(right, text));
                let mut found = BTreeSet::new();
                for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b))) {
                    if is_pair(a, b, *reach, *ordered, text) {
                        let is_whole = a.is_whole
                            && b.is_whole
                            && (a.last + 1 == b.first || b.last + 1 == a.first);
                        let (first, last) = (a.first.min(b.first), a.last.max(b.last));
                        found.insert(Span { first, last, is_whole });
                    }
                }
                found
            }
            Pattern::NotNear { keep, far, reach, ordered } => {
                let (keep, far) = (by_definition(keep, text), by_definition(far, text));
                let alone = |a: &Span| !far.iter().any(|b| is_pair(*a, *b, *reach, *ordered, text));
                keep.into_iter().filter(alone).collect()
            }
            Pattern::AnyOf(parts) => {
                parts.iter().flat_map(|part| by_definition(part, text)).collect()
            }
            Pattern::Inside { pattern, unit } => by_definition(pattern, text)
                .into_iter()
                .filter(|span| unit_of(span.first, *unit, text) == unit_of(span.last, *unit, text))
                .collect(),
            Pattern::First { words, pattern } => {
                by_definition(pattern, text).into_iter().filter(|span| span.last < *words).collect()
            }
        }
    }

    fn unit_of(position: u32, unit: Unit, text: &Letters) -> usize {
        let starts = match unit {
            Unit::Sentence => &text.sentences,
            Unit::Paragraph => &text.paragraphs,
        };
        starts.iter().filter(|start| **start <= position).count()
    }

    fn positions(span: &Span) -> Vec<i64> {
        (i64::from(span.first)..=i64::from(span.last)).collect()
    }

    fn phrase_of(choice: &[Span], slack: Slack) -> Option<Span> {
        let all: Vec<i64> = choice.iter().flat_map(positions).collect();
        let distinct: BTreeSet<i64> = all.iter().copied().collect();
        let words = i64::try_from(all.len()).unwrap();
        let (first, last) = (*distinct.first()?, *distinct.last()?);
        let others = last - first + 1 - words;
        let in_order = all.is_sorted();
        let begins: Vec<i64> = (0_i64..).zip(&all).map(|(i, position)| position - i).collect();
        let moved = begins.iter().max()? - begins.iter().min()?;
        let fits = match slack {
            Slack::None => in_order && others == 0,
            Slack::Moves(n) => moved <= i64::from(n),
            Slack::Gaps(n) => in_order && others <= i64::from(n),
            Slack::AnyOrder(n) => others <= i64::from(n),
        };
        let position = |at: i64| u32::try_from(at).unwrap();
        let span = Span { first: position(first), last: position(last), is_whole: others == 0 };
        (fits && distinct.len() == all.len()).then_some(span)
    }

    fn is_pair(a: Span, b: Span, reach: Reach, ordered: bool, text: &Letters) -> bool {
        if ordered && a.last >= b.first {
            return false;
        }
        let shared = positions(&a).iter().any(|position| positions(&b).contains(position));
        let strictly = |x: Span, y: Span| x.first < y.first && y.last < x.last;
        let distance = if !shared {
            Some(if a.last < b.first { b.first - a.last } else { a.first - b.last })
        } else if !a.is_whole && !b.is_whole {
            let ends: BTreeSet<u32> = [a.first, a.last, b.first, b.last].into();
            (ends.len() == 4).then_some(0)
        } else {
            let hull_around = (!a.is_whole && strictly(a, b)) || (!b.is_whole && strictly(b, a));
            hull_around.then_some(0)
        };
        match reach {
            Reach::Words(n) => distance.is_some_and(|distance| distance <= n),
            Reach::Same(unit) => {
                let ends = [a.first, a.last, b.first, b.last];
                let units: BTreeSet<usize> =
                    ends.iter().map(|end| unit_of(*end, unit, text)).collect();
                distance.is_some() && units.len() == 1
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn what_is_found_is_what_the_definition_says(
            text in "([abcxABC]|\\|[ABC]){0,9}",
            pattern in pattern(),
        ) {
            let mut letters = Letters::of(&text);
            let spans = find(&pattern, &mut letters);
            let mut leaves = 0;
            pattern.each(&mut |_| leaves += 1);
            prop_assert!(letters.asked <= leaves);
            let found: Vec<(u32, u32)> = spans.iter().map(|s| (s.first, s.last)).collect();
            let expected: BTreeSet<(u32, u32)> =
                by_definition(&pattern, &mut letters).iter().map(|s| (s.first, s.last)).collect();
            prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(is_found(&pattern, &mut letters), !spans.is_empty());
        }
    }
}
