//! The brute-force twin of an engine: reads every article for every question and tries every way
//! in which the words of a pattern can stand. It knows what a word, a sentence and a paragraph are
//! from `byline::text`, and nothing else of byline's own way to answer.

use std::collections::BTreeSet;
use std::ops::Range;

use byline::document::Document;
use byline::query::{Case, Class, Copies, Leaf, Pattern, Query, Reach, Scope, Slack, Unit, Wanted};
use byline::schema::{Field, Schema, Value};
use byline::text::{self, Fingerprint, Token};
use regex::Regex;

/// The words whose forms the twin knows; a word of no row has one form. No two rows share a stem.
const FORMS: &[&[&str]] = &[
    &["rate", "rates", "rated", "rating"],
    &["rise", "rises", "rising"],
    &["strike", "strikes", "striking"],
];

/// First and last position, and whether no other word can stand in between.
type Span = (u32, u32, bool);

/// Returns whether the article answers the question.
pub(crate) fn matches(query: &Query, document: &Document) -> bool {
    match query {
        Query::All => true,
        Query::Find { scope, pattern } => spans(scope, pattern, document) > 0,
        Query::AtLeast { times, scope, pattern } => {
            spans(scope, pattern, document) >= usize::try_from(*times).unwrap()
        }
        Query::Range { field, from, to } => {
            document.all(*field).any(|value| is_between(value, from.as_ref(), to.as_ref()))
        }
        Query::Value { field, value } => {
            document.texts(*field).any(|text| text::key(text) == text::key(value))
        }
        Query::Has(field) => has(document, *field),
        Query::Path(path) => is_at(&document.source().file, path),
        Query::Copies(Copies { of, like }) => {
            of.contains(&document.id().0) || is_copy(document, like.as_deref().unwrap_or_default())
        }
        Query::Similar(_) => panic!("words that stand for it are told by the engine"),
        Query::Every(parts) => parts.iter().all(|part| matches(part, document)),
        Query::Any(parts) => parts.iter().any(|part| matches(part, document)),
        Query::Without { keep, drop } => matches(keep, document) && !matches(drop, document),
        Query::Boost { query, .. } => matches(query, document),
    }
}

fn is_copy(document: &Document, like: &[Fingerprint]) -> bool {
    let own = document.texts(Field::Body).find_map(Fingerprint::of);
    own.is_some_and(|own| like.iter().any(|other| own.is_like(other)))
}

/// Returns how many spans the pattern has in the texts of the scope.
pub(crate) fn spans(scope: &Scope, pattern: &Pattern, document: &Document) -> usize {
    let fields = fields_of(scope);
    fields.into_iter().flat_map(|field| ranges(field, pattern, document)).flatten().count()
}

/// Returns, for each text of a field, the bytes from the first to the last word of each span.
pub(crate) fn ranges(
    field: Field,
    pattern: &Pattern,
    document: &Document,
) -> Vec<Vec<Range<usize>>> {
    let bytes = |text: &Text, first: u32, last: u32| {
        let words = &text.tokens[first as usize..=last as usize];
        // The pairs of a text without spaces overlap: the last word need not end last.
        let end = words.iter().map(|token| token.word.end).max().unwrap();
        words[0].word.start..end
    };
    let of_text = |text: &Text| {
        // Two spans that differ only in what may stand in between are one place.
        let places: BTreeSet<(u32, u32)> =
            found(pattern, text).into_iter().map(|(first, last, _)| (first, last)).collect();
        places.into_iter().map(|(first, last)| bytes(text, first, last)).collect()
    };
    texts(document, field).iter().map(of_text).collect()
}

/// Returns the bytes of a field that name those people whose names have the pattern.
pub(crate) fn mentioned(
    field: Field,
    pattern: &Pattern,
    document: &Document,
) -> Vec<Vec<Range<usize>>> {
    let people: Vec<bool> = texts(document, Field::Person)
        .iter()
        .map(|name| !found(pattern, name).is_empty())
        .collect();
    let of_text = |text: &Text| {
        let here = document.mentions.iter().filter(|mention| mention.field == field);
        let asked = here.filter(|mention| people[mention.person as usize]);
        let places = asked.map(|mention| {
            let words = &text.tokens[mention.first as usize..][..mention.words as usize];
            words[0].word.start..words.iter().map(|token| token.word.end).max().unwrap()
        });
        places.collect()
    };
    texts(document, field).iter().map(of_text).collect()
}

pub(crate) fn fields_of(scope: &Scope) -> Vec<Field> {
    match scope {
        Scope::Searched => Schema::get().searched().map(|(field, _)| field).collect(),
        Scope::Fields(fields) => fields.clone(),
    }
}

/// One text, its words, and whom it names where: from a first to a last position.
struct Text<'d> {
    printed: &'d str,
    tokens: Vec<Token>,
    named: Vec<(u32, u32, &'d str)>,
}

fn texts(document: &Document, field: Field) -> Vec<Text<'_>> {
    let printed: Vec<&str> = match field {
        Field::Lead => document.texts(Field::Body).map(lead).collect(),
        other => document.texts(other).collect(),
    };
    let read = |printed| {
        let tokens: Vec<Token> = text::tokens(printed).collect();
        let named = named(document, field, tokens.len());
        Text { printed, tokens, named }
    };
    printed.into_iter().map(read).collect()
}

/// Returns whom headline or body, or so many words of it, name.
fn named(document: &Document, field: Field, words: usize) -> Vec<(u32, u32, &str)> {
    let field = if field == Field::Lead { Field::Body } else { field };
    let people: Vec<&str> = document.texts(Field::Person).collect();
    let here = document.mentions.iter().filter(|mention| mention.field == field);
    let places = here.map(|mention| {
        let last = mention.first + mention.words - 1;
        (mention.first, last, people[mention.person as usize])
    });
    places.filter(|(_, last, _)| (*last as usize) < words).collect()
}

/// Returns whether a name has these words in a row.
fn is_called(name: &str, words: &str) -> bool {
    let key = text::key(name);
    let (key, words): (Vec<&str>, Vec<&str>) =
        (key.split(' ').collect(), words.split(' ').collect());
    key.windows(words.len()).any(|row| row == words)
}

/// The body up to the end of its second paragraph.
fn lead(body: &str) -> &str {
    let end = text::paragraphs(body).take(2).last().map_or(0, |paragraph| paragraph.end);
    &body[..end]
}

/// Returns where the pattern stands.
fn found(pattern: &Pattern, text: &Text) -> BTreeSet<Span> {
    match pattern {
        Pattern::Word(leaf) => {
            places(leaf, text).into_iter().map(|(first, last)| (first, last, true)).collect()
        }
        Pattern::Phrase { words, slack } => {
            let ways = ways(words, text);
            ways.iter().filter_map(|way| phrase(way, *slack)).collect()
        }
        Pattern::Near { left, right, reach, ordered } => {
            let (left, right) = (found(left, text), found(right, text));
            let pairs = left.iter().flat_map(|left| right.iter().map(move |right| (*left, *right)));
            let near = pairs.filter(|(left, right)| near(*left, *right, *reach, *ordered, text));
            near.map(|(left, right)| together(left, right)).collect()
        }
        Pattern::NotNear { keep, far, reach, ordered } => {
            let (mut keep, far) = (found(keep, text), found(far, text));
            keep.retain(|keep| !far.iter().any(|far| near(*keep, *far, *reach, *ordered, text)));
            keep
        }
        Pattern::AnyOf(parts) => parts.iter().flat_map(|part| found(part, text)).collect(),
        Pattern::Inside { pattern, unit } => {
            let mut spans = found(pattern, text);
            spans.retain(|(first, last, _)| is_in_one(*unit, text, *first, *last));
            spans
        }
        Pattern::First { words, pattern } => {
            let mut spans = found(pattern, text);
            spans.retain(|(_, last, _)| last < words);
            spans
        }
    }
}

/// Returns every way to give each word of a phrase a place, as the positions in the order typed.
fn ways(words: &[Leaf], text: &Text) -> Vec<Vec<u32>> {
    let mut ways = vec![Vec::new()];
    for word in words {
        let mut longer = Vec::new();
        for (first, last) in places(word, text) {
            let positions: Vec<u32> = (first..=last).collect();
            longer.extend(ways.iter().map(|way| [way.as_slice(), &positions].concat()));
        }
        ways = longer;
    }
    ways
}

/// Returns the span of a phrase whose words have these places; `None` if they must not.
fn phrase(way: &[u32], slack: Slack) -> Option<Span> {
    let words: BTreeSet<u32> = way.iter().copied().collect();
    let (first, last) = (*words.first()?, *words.last()?);
    let others = last - first + 1 - u32::try_from(words.len()).unwrap();
    let ascending = way.is_sorted();
    let shifts: Vec<i64> = (0..).zip(way).map(|(i, at)| i64::from(*at) - i).collect();
    let moves = shifts.iter().max()? - shifts.iter().min()?;
    let fits = match slack {
        Slack::None => ascending && others == 0,
        Slack::Moves(most) => moves <= i64::from(most),
        Slack::Gaps(most) => ascending && others <= most,
        Slack::AnyOrder(most) => others <= most,
    };
    (fits && words.len() == way.len()).then_some((first, last, others == 0))
}

/// Returns whether two spans share no word and are not further apart than they may be.
fn near(left: Span, right: Span, reach: Reach, ordered: bool, text: &Text) -> bool {
    if ordered && left.1 >= right.0 {
        return false;
    }
    let Some(distance) = distance(left, right) else { return false };
    match reach {
        Reach::Words(words) => distance <= words,
        Reach::Same(unit) => is_in_one(unit, text, left.0.min(right.0), left.1.max(right.1)),
    }
}

/// Returns how far apart two spans are; `None` if they share a word.
fn distance(one: Span, other: Span) -> Option<u32> {
    if one.1 < other.0 {
        return Some(other.0 - one.1);
    }
    if other.1 < one.0 {
        return Some(one.0 - other.1);
    }
    let lies_within = |inner: Span, hull: Span| !hull.2 && hull.0 < inner.0 && inner.1 < hull.1;
    let ends_differ = one.0 != other.0 && one.0 != other.1 && one.1 != other.0 && one.1 != other.1;
    let is_free = match (one.2, other.2) {
        (true, true) => false,
        (true, false) => lies_within(one, other),
        (false, true) => lies_within(other, one),
        (false, false) => ends_differ,
    };
    is_free.then_some(0)
}

fn together(one: Span, other: Span) -> Span {
    let is_direct = one.1 + 1 == other.0 || other.1 + 1 == one.0;
    (one.0.min(other.0), one.1.max(other.1), one.2 && other.2 && is_direct)
}

fn is_in_one(unit: Unit, text: &Text, first: u32, last: u32) -> bool {
    let start = text.tokens[first as usize].word.start;
    let last = text.tokens[last as usize].word.start;
    let units: Vec<Range<usize>> = match unit {
        Unit::Sentence => text::sentences(text.printed).collect(),
        Unit::Paragraph => text::paragraphs(text.printed).collect(),
    };
    units.iter().any(|unit| unit.contains(&start) && unit.contains(&last))
}

/// Returns the first and the last position of each place where the leaf stands. Only a person can
/// have more than one word.
fn places(leaf: &Leaf, text: &Text) -> Vec<(u32, u32)> {
    let asked = |name: &str| match &leaf.wanted {
        Wanted::Class(Class::Person) => true,
        Wanted::Person(words) => is_called(name, words),
        Wanted::FullName(key) => text::key(name) == *key,
        _ => false,
    };
    if matches!(leaf.wanted, Wanted::Class(Class::Person) | Wanted::Person(_) | Wanted::FullName(_))
    {
        let asked = text.named.iter().filter(|(_, _, name)| asked(name));
        let places: BTreeSet<(u32, u32)> = asked.map(|(first, last, _)| (*first, *last)).collect();
        return places.into_iter().collect();
    }
    let fits = |token: &&Token| {
        let printed = &text.printed[token.word.start..token.word.end];
        is_wanted(&leaf.wanted, token, text) && is_printed(printed, leaf.case)
    };
    let positions = text.tokens.iter().filter(fits).map(|token| token.word.position);
    positions.map(|position| (position, position)).collect()
}

fn is_wanted(wanted: &Wanted, token: &Token, text: &Text) -> bool {
    let term = token.term.as_str();
    let printed = &text.printed[token.word.start..token.word.end];
    match wanted {
        Wanted::Forms(word) => {
            term == word || FORMS.iter().any(|row| row.contains(&&**word) && row.contains(&term))
        }
        Wanted::Word(word) => term == word,
        Wanted::Printed(word) => printed == word,
        Wanted::Wildcard(pattern) => is_wildcard(&letters(pattern), &letters(term)),
        Wanted::Fuzzy { word, edits } => {
            edits_between(&letters(word), &letters(term)) <= usize::from(*edits)
        }
        Wanted::Regex(pattern) => Regex::new(&format!("^(?:{pattern})$")).unwrap().is_match(term),
        Wanted::Class(Class::Number) => printed.starts_with(|c: char| c.is_ascii_digit()),
        Wanted::Class(Class::Money) => {
            let is_number = printed.starts_with(|c: char| c.is_ascii_digit());
            is_number && text.printed[..token.word.start].ends_with('$')
        }
        Wanted::Class(Class::Date) => ["1665", "2024", "june", "monday"].contains(&term),
        Wanted::Class(Class::Person) | Wanted::Person(_) | Wanted::FullName(_) => {
            unreachable!("people are told by the document, not by a word")
        }
    }
}

fn letters(word: &str) -> Vec<char> {
    word.chars().collect()
}

fn is_printed(printed: &str, case: Case) -> bool {
    let letters = || printed.chars().filter(|c| c.is_alphabetic());
    match case {
        Case::Any => true,
        Case::Capital => letters().next().is_some_and(char::is_uppercase),
        Case::AllCapitals => letters().next().is_some() && letters().all(char::is_uppercase),
        Case::NoCapitals => !letters().any(char::is_uppercase),
    }
}

fn is_wildcard(pattern: &[char], term: &[char]) -> bool {
    match pattern {
        [] => term.is_empty(),
        ['*', rest @ ..] => (0..=term.len()).any(|taken| is_wildcard(rest, &term[taken..])),
        ['?', rest @ ..] => !term.is_empty() && is_wildcard(rest, &term[1..]),
        [letter, rest @ ..] => term.first() == Some(letter) && is_wildcard(rest, &term[1..]),
    }
}

/// Letters put in, left out, changed, or two neighbors swapped.
fn edits_between(one: &[char], other: &[char]) -> usize {
    let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) else {
        return one.len() + other.len();
    };
    let kept = edits_between(one_rest, other_rest) + usize::from(a != b);
    if a == b {
        // Nothing is won by changing what is the same already.
        return kept;
    }
    let put_in = edits_between(one, other_rest) + 1;
    let left_out = edits_between(one_rest, other) + 1;
    let swapped = match (one_rest, other_rest) {
        ([c, one_rest @ ..], [d, other_rest @ ..]) if a == d && b == c => {
            edits_between(one_rest, other_rest) + 1
        }
        _ => usize::MAX,
    };
    kept.min(put_in).min(left_out).min(swapped)
}

fn is_between(value: &Value, from: Option<&Value>, to: Option<&Value>) -> bool {
    match value {
        Value::Number(number) => {
            let bound = |value: &Value| match value {
                Value::Number(number) => *number,
                Value::Date(_) | Value::Text(_) => unreachable!("a number is between numbers"),
            };
            from.is_none_or(|from| bound(from) <= *number)
                && to.is_none_or(|to| *number <= bound(to))
        }
        Value::Date(date) => {
            let bound = |value: &Value| match value {
                Value::Date(date) => *date,
                Value::Number(_) | Value::Text(_) => unreachable!("a date is between dates"),
            };
            from.is_none_or(|from| bound(from).first() <= date.first())
                && to.is_none_or(|to| date.last() <= bound(to).last())
        }
        Value::Text(_) => false,
    }
}

fn has(document: &Document, field: Field) -> bool {
    match field {
        Field::Lead => has(document, Field::Body),
        other => document.all(other).any(|value| match value {
            Value::Text(text) => !text.is_empty(),
            Value::Number(_) | Value::Date(_) => true,
        }),
    }
}

/// Returns whether the file, or a folder it is in, has this path.
fn is_at(file: &str, path: &str) -> bool {
    let wanted: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let parts: Vec<&str> = file.split('/').collect();
    (1..=parts.len()).any(|length| is_path(&wanted, &parts[..length]))
}

fn is_path(wanted: &[&str], parts: &[&str]) -> bool {
    match wanted {
        [] => parts.is_empty(),
        ["**", rest @ ..] => (0..=parts.len()).any(|taken| is_path(rest, &parts[taken..])),
        [part, rest @ ..] => {
            !parts.is_empty()
                && is_wildcard(&letters(part), &letters(parts[0]))
                && is_path(rest, &parts[1..])
        }
    }
}

#[test]
fn the_twin_counts_edits_as_people_make_them() {
    let check = |one: &str, other: &str, edits| {
        assert_eq!(edits_between(&letters(one), &letters(other)), edits, "{one} {other}");
    };
    check("rate", "rate", 0);
    check("rate", "raet", 1);
    check("rate", "rates", 1);
    check("rate", "rite", 1);
    check("", "ab", 2);
    check("strike", "srtiek", 2);
}

#[test]
fn the_twin_knows_when_two_places_share_no_word() {
    assert_eq!(distance((0, 1, true), (4, 4, true)), Some(3));
    assert_eq!(distance((0, 2, true), (1, 1, true)), None);
    assert_eq!(distance((0, 2, false), (1, 1, true)), Some(0));
    assert_eq!(distance((0, 2, false), (2, 3, false)), None);
    assert_eq!(distance((0, 2, false), (1, 3, false)), Some(0));
}
