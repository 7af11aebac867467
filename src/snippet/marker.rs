//! What of a query can be marked in a text, and where it stands.

use std::collections::HashMap;
use std::ops::Range;

use crate::hit::Snippet;
use crate::query::{Case, Class, Found, Pattern, Query, Scope};
use crate::schema::Field;
use crate::spans;
use crate::text::{self, Shape};

use super::occurrences::{Mention, Occurrences};

/// A query, made ready to be marked in texts. What is excluded is not marked, nor what is asked of
/// a value as a whole, unless it is a person. Who asks for a person by name gets marked wherever
/// headline or body name that person, in whatever form.
#[derive(Debug, Clone)]
pub struct Marker {
    parts: Vec<Part>,
    /// What the patterns of the parts speak of by number.
    pub(super) leaves: Vec<Sought>,
    /// Which leaves want a folded word.
    wanted: HashMap<String, Vec<usize>>,
    /// For each first byte of a wanted word, the lengths of such words as bits: most words of a text
    /// need not be looked up.
    lengths: [u64; 256],
}

/// A pattern, and where it is looked for.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) fields: Vec<Field>,
    pub(super) pattern: Pattern<usize>,
    weight: f32,
}

/// One word of the query, without its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sought {
    /// One of the terms, printed so.
    Terms(Case),
    /// The term, printed exactly so.
    Printed(String),
    /// Whatever is of this sort.
    Class(Class),
    /// Where a person is named whose key has these words in a row.
    Person(String),
    /// Where a person is named whose key this is.
    FullName(String),
}

/// A place where something that was asked for stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// Which part of the query it answers: equal numbers are matches of the same pattern.
    pub part: usize,
}

impl Marker {
    /// Makes `query` ready. `weight` says how much a word is worth, when passages are chosen: the
    /// rarer, the more.
    pub fn of(query: &Query<Found>, weight: &dyn Fn(&Found) -> f32) -> Self {
        let mut marker = Marker {
            parts: Vec::new(),
            leaves: Vec::new(),
            wanted: HashMap::new(),
            lengths: [0; 256],
        };
        query.each_wanted(&mut |part| match part {
            Query::Find { scope, pattern } | Query::AtLeast { scope, pattern, .. } => {
                marker.add_part(scope, pattern, weight);
            }
            Query::Value { field: Field::Person, value } => {
                let person = Pattern::Word(Found::FullName(text::key(value)));
                marker.add_part(&Scope::Searched, &person, weight);
            }
            Query::All
            | Query::Range { .. }
            | Query::Value { .. }
            | Query::Has(_)
            | Query::Path(_)
            | Query::Copies(_)
            | Query::Similar(_)
            | Query::Every(_)
            | Query::Any(_)
            | Query::Without { .. }
            | Query::Boost { .. } => {}
        });
        marker
    }

    fn add_part(
        &mut self,
        scope: &Scope,
        pattern: &Pattern<Found>,
        weight: &dyn Fn(&Found) -> f32,
    ) {
        let numbered = pattern.map(&mut |leaf| self.add_leaf(leaf));
        let weight = worth(pattern, weight);
        self.parts.push(Part { fields: scope.fields(), pattern: numbered, weight });
    }

    fn add_leaf(&mut self, leaf: &Found) -> usize {
        let number = self.leaves.len();
        let mut want = |term: &String| {
            if let Some(first) = term.bytes().next() {
                self.lengths[usize::from(first)] |= length_bit(term.len());
                self.wanted.entry(term.clone()).or_default().push(number);
            }
        };
        let sought = match leaf {
            Found::Terms { terms, case } => {
                terms.iter().for_each(want);
                Sought::Terms(*case)
            }
            Found::Printed { term, printed } => {
                want(term);
                Sought::Printed(printed.clone())
            }
            Found::Class(class) => Sought::Class(*class),
            Found::Person(words) => Sought::Person(words.clone()),
            Found::FullName(key) => Sought::FullName(key.clone()),
        };
        self.leaves.push(sought);
        number
    }

    /// Returns the leaves that want the folded word `term`, printed as `printed`.
    pub(super) fn leaves_of(&self, term: &str, printed: &str) -> impl Iterator<Item = usize> {
        let first = term.bytes().next().unwrap_or(0);
        let may_be_wanted = self.may_want(first, term.len());
        let leaves = if may_be_wanted { self.wanted.get(term) } else { None };
        leaves.into_iter().flatten().copied().filter(move |leaf| match &self.leaves[*leaf] {
            Sought::Terms(Case::Any) => true,
            Sought::Terms(case) => case.fits(Shape::of(printed)),
            Sought::Printed(wanted) => text::is_printed_as(printed, wanted),
            Sought::Class(_) | Sought::Person(_) | Sought::FullName(_) => false,
        })
    }

    /// Returns true if a wanted word begins with this byte and has so many.
    pub(super) fn may_want(&self, first: u8, length: usize) -> bool {
        self.lengths[usize::from(first)] & length_bit(length) != 0
    }

    pub(super) fn weight(&self, found: &Match) -> f32 {
        self.parts[found.part].weight
    }

    pub(super) fn part_count(&self) -> usize {
        self.parts.len()
    }

    /// Returns true if it marks where people are named: only then it needs to be told.
    pub fn marks_people(&self) -> bool {
        let is_person = |leaf: &Sought| {
            matches!(leaf, Sought::Class(Class::Person) | Sought::Person(_) | Sought::FullName(_))
        };
        let asks_for_people = |part: &Part| part.fields.contains(&Field::Person);
        self.leaves.iter().any(is_person) || self.parts.iter().any(asks_for_people)
    }

    /// Returns where the query stands in `text`, which is the value of `field`: every span of every
    /// part of the query, in order, so that they can be counted. They may overlap. What is asked of
    /// the lead is looked for in the first paragraphs of the body.
    ///
    /// `mentions` tells where `text` names people; without it none are found.
    pub fn matches(&self, field: Field, text: &str, mentions: &[Mention<'_>]) -> Vec<Match> {
        let asked = |part: &Part| {
            part.fields.contains(&field)
                || part.is_for_lead_of(field)
                || part.is_for_people_of(field)
        };
        if text.is_empty() || !self.parts.iter().any(asked) {
            return Vec::new();
        }
        let mut occurrences = Occurrences::of(self, text, mentions);
        let mut found = Vec::new();
        for (number, part) in self.parts.iter().enumerate().filter(|(_, part)| asked(part)) {
            let spans = if part.is_for_people_of(field) {
                self.named(part, mentions)
            } else {
                occurrences.limit_to_lead(part.is_for_lead_of(field));
                spans::find(&part.pattern, &mut occurrences)
            };
            let range = |span| Match { range: occurrences.range(span), part: number };
            // A mention may be of a text that was longer.
            let places = spans.into_iter().map(range).filter(|place| !place.range.is_empty());
            found.extend(places);
        }
        found.sort_by_key(|found| (found.range.start, found.range.end));
        found
    }

    /// Returns the whole of `text`, the value of `field`, with marks where the query matches; see
    /// [`matches`](Marker::matches).
    pub fn marked(&self, field: Field, text: &str, mentions: &[Mention<'_>]) -> Snippet {
        let marks = joined(&self.matches(field, text, mentions));
        Snippet { text: text.to_owned(), marks }
    }
}

impl Part {
    /// Returns true if of `field` only the lead is asked.
    fn is_for_lead_of(&self, field: Field) -> bool {
        field == Field::Body
            && self.fields.contains(&Field::Lead)
            && !self.fields.contains(&Field::Body)
    }
}

fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}

/// Returns what a match of `pattern` is worth.
fn worth(pattern: &Pattern<Found>, weight: &dyn Fn(&Found) -> f32) -> f32 {
    match pattern {
        Pattern::Word(leaf) => weight(leaf),
        Pattern::Phrase { words, .. } => words.iter().map(weight).sum(),
        Pattern::Near { left, right, .. } => worth(left, weight) + worth(right, weight),
        Pattern::NotNear { keep: pattern, .. }
        | Pattern::Inside { pattern, .. }
        | Pattern::First { pattern, .. } => worth(pattern, weight),
        Pattern::AnyOf(parts) => parts.iter().map(|part| worth(part, weight)).fold(0.0, f32::max),
    }
}

/// Returns what the matches cover: sorted, disjoint.
pub(super) fn joined(found: &[Match]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for Match { range, .. } in found {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            Some(_) | None => joined.push(range.clone()),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Marker, Mention};
    use crate::query::{Case, Class, Found, Pattern, Query, Reach, Scope, Slack};
    use crate::schema::Field;
    use crate::snippet::asked::{marker, shown, words};
    use crate::text::tokens;

    #[track_caller]
    fn check(query: &str, field: Field, text: &str, expected: &str) {
        assert_eq!(shown(&marker(query).marked(field, text, &[])), expected);
    }

    #[track_caller]
    fn check_body(query: &Query<Found>, mentions: &[Mention<'_>], text: &str, expected: &str) {
        let marked = Marker::of(query, &|_| 1.0).marked(Field::Body, text, mentions);
        assert_eq!(shown(&marked), expected);
    }

    fn find(pattern: Pattern<Found>) -> Query<Found> {
        Query::Find { scope: Scope::Searched, pattern }
    }

    fn word(leaf: Found) -> Query<Found> {
        find(Pattern::Word(leaf))
    }

    fn side(term: &str) -> Pattern<Found> {
        Pattern::Word(words(&[term]))
    }

    #[test]
    fn every_word_that_is_asked_for_is_marked() {
        let text = "The Café's rate: RATE";
        check("rate cafe", Field::Body, text, "The [Café]'s [rate]: [RATE]");
        check("us", Field::Body, "In the U.S. today", "In the [U.S.] today");
    }

    #[test]
    fn every_form_of_a_word_is_marked() {
        let query = word(words(&["rate", "rates", "rating"]));
        check_body(&query, &[], "Rates, rating, rated", "[Rates], [rating], rated");
    }

    #[test]
    fn a_phrase_is_marked_as_a_whole_and_alone() {
        check("\"rate rise\"", Field::Body, "rate, rate rise, rise", "rate, [rate rise], rise");
        check("al-Masri", Field::Body, "Mr al-Masri, al", "Mr [al-Masri], al");
        check("\"a a b\"", Field::Body, "a a a b", "a [a a b]");
        check("東京都", Field::Body, "在東京都內", "在[東京都]內");
    }

    #[test]
    fn words_near_each_other_are_marked_from_one_to_the_other() {
        let near = |ordered| Pattern::Near {
            left: Box::new(side("rate")),
            right: Box::new(side("rise")),
            reach: Reach::Words(2),
            ordered,
        };
        let text = "rate; the rise in rate, rate x y rise";
        check_body(&find(near(false)), &[], text, "[rate; the rise in rate], rate x y rise");
        check_body(&find(near(true)), &[], text, "[rate; the rise] in rate, rate x y rise");
        let slack = Slack::Gaps(1);
        let phrase = Pattern::Phrase { words: vec![words(&["a"]), words(&["b"])], slack };
        check_body(&find(phrase), &[], "a x b, a x y b", "[a x b], a x y b");
    }

    #[test]
    fn what_must_not_be_near_is_not_marked() {
        let pattern = Pattern::NotNear {
            keep: Box::new(side("rate")),
            far: Box::new(side("bank")),
            reach: Reach::Words(1),
            ordered: false,
        };
        check_body(
            &find(pattern),
            &[],
            "bank rate, a rate, the bank",
            "bank rate, a [rate], the bank",
        );
    }

    #[test]
    fn a_word_may_have_to_be_printed_so() {
        let capital = Found::Terms { terms: vec!["apple".to_owned()], case: Case::Capital };
        check_body(&word(capital), &[], "Apple, apple, APPLE", "[Apple], apple, [APPLE]");
        let printed = Found::Printed { term: "cafe".to_owned(), printed: "café".to_owned() };
        check_body(&word(printed), &[], "Café, café, cafe", "Café, [café], cafe");
    }

    #[test]
    fn words_of_a_sort_are_marked() {
        let text = "In May 2024 it paid $5 for 6";
        let class = |class| word(Found::Class(class));
        check_body(&class(Class::Number), &[], text, "In May [2024] it paid $[5] for [6]");
        check_body(&class(Class::Money), &[], text, "In May 2024 it paid $[5] for 6");
        check_body(&class(Class::Date), &[], text, "In [May] [2024] it paid $5 for 6");
        check_body(&class(Class::Person), &[(1..3, "may")], text, "In [May 2024] it paid $5 for 6");
    }

    #[test]
    fn a_person_is_marked_wherever_the_text_names_them() {
        let mentions = [(0..2, "jane q doe"), (3..4, "jane q doe"), (5..6, "omar doering")];
        let text = "Jane Doe left. Doe met Doering.";
        let person = |words: &str| word(Found::Person(words.to_owned()));
        check_body(&person("q doe"), &mentions, text, "[Jane Doe] left. [Doe] met Doering.");
        check_body(&person("jane doe"), &mentions, text, text);
        check_body(&person("doe"), &[(9..12, "doe")], text, text);
        let full = |key: &str| word(Found::FullName(key.to_owned()));
        check_body(&full("jane q doe"), &mentions, text, "[Jane Doe] left. [Doe] met Doering.");
        check_body(&full("jane q"), &mentions, text, text);
    }

    #[test]
    fn words_of_another_field_or_excluded_are_not_marked() {
        check("headline:rate rise -fall", Field::Body, "rate rise fall", "rate [rise] fall");
        check("by:doe", Field::Author, "Jane Doe", "Jane [Doe]");
        check("doe", Field::Author, "Jane Doe", "Jane Doe");
    }

    #[test]
    fn what_is_asked_of_the_lead_is_marked_in_the_lead_of_the_body() {
        let in_fields = |fields: &[Field]| Query::Find {
            scope: Scope::Fields(fields.to_vec()),
            pattern: Pattern::Word(words(&["rate"])),
        };
        let text = "A rate.\n\nThe rate.\n\nNo rate.";
        let lead = in_fields(&[Field::Headline, Field::Lead]);
        check_body(&lead, &[], text, "A [rate].\n\nThe [rate].\n\nNo rate.");
        let body = in_fields(&[Field::Lead, Field::Body]);
        check_body(&body, &[], text, "A [rate].\n\nThe [rate].\n\nNo [rate].");
    }

    #[test]
    fn spans_that_overlap_are_one_mark_but_count_each() {
        let phrase = |text: &str| {
            let words = text.chars().map(|c| words(&[&c.to_string()])).collect();
            find(Pattern::Phrase { words, slack: Slack::None })
        };
        let query = Query::Any(vec![phrase("ab"), phrase("bc")]);
        check_body(&query, &[], "a b c", "[a b c]");
        let matches = Marker::of(&query, &|_| 1.0).matches(Field::Body, "a b c", &[]);
        assert_eq!(matches.len(), 2);
    }

    proptest! {
        #[test]
        fn what_is_marked_is_what_a_count_by_hand_finds(
            text in "([a-c]|[a-c]{2}|É|é|[ .\n]|東){0,60}",
            wanted in prop::collection::vec("[a-c]|[a-c]{2}|e|東", 1..3),
        ) {
            let leaves = wanted.iter().map(|term| words(&[term])).collect();
            let query = find(Pattern::Phrase { words: leaves, slack: Slack::None });
            let marker = Marker::of(&query, &|_| 1.0);
            let found = marker.matches(Field::Body, &text, &[]);

            let tokens: Vec<_> = tokens(&text).collect();
            let runs = tokens.windows(wanted.len());
            let expected: Vec<_> = runs
                .filter(|run| run.iter().map(|token| &token.term).eq(&wanted))
                .map(|run| run[0].word.start..run[run.len() - 1].word.end)
                .collect();
            prop_assert_eq!(found.iter().map(|m| m.range.clone()).collect::<Vec<_>>(), expected);

            let marks = marker.marked(Field::Body, &text, &[]).marks;
            let mut end = 0;
            for mark in &marks {
                prop_assert!(mark.start >= end && mark.start < mark.end);
                prop_assert!(text.get(mark.clone()).is_some());
                end = mark.end;
            }
            let covers = |m: &super::Match| {
                marks.iter().any(|mark| mark.start <= m.range.start && m.range.end <= mark.end)
            };
            prop_assert!(found.iter().all(covers));
        }
    }
}
