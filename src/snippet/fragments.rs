//! The best passages of a text.

use std::collections::HashSet;
use std::ops::Range;

use crate::hit::Snippet;
use crate::query::Query;
use crate::schema::Field;
use crate::text;

use super::matches::{Match, matches};

/// A passage is cut to about this many characters.
const WIDTH: usize = 240;
/// How many passages an article gives at most.
const PASSAGES: usize = 2;
/// What stands where text was left out.
const ELLIPSIS: &str = "…";

/// Returns the whole of `text`, the value of `field`, with marks where the query matches.
pub fn marked(query: &Query, field: Field, text: &str) -> Snippet {
    let marks = matches(query, field, text).into_iter().map(|m| m.range).collect();
    Snippet { text: text.to_owned(), marks }
}

/// Returns the sentences of `text`, the value of `field`, that hold the most of the query, in the
/// order of the text; the first lines if none does. Empty only if the text is.
pub fn passages(query: &Query, field: Field, text: &str) -> Vec<Snippet> {
    let found = matches(query, field, text);
    let mut best = best_sentences(text, &found);
    if best.is_empty() {
        best.extend(text::sentences(text).next());
    }
    best.into_iter().map(|sentence| passage(text, sentence, &found)).collect()
}

/// Chooses sentences one by one: each time the one with most words of the query that the chosen
/// ones lack, then with most matches, then the first.
fn best_sentences(text: &str, found: &[Match]) -> Vec<Range<usize>> {
    let mut rest: Vec<(Range<usize>, &[Match])> = Vec::new();
    let mut left = found;
    for sentence in text::sentences(text) {
        if left.is_empty() {
            break;
        }
        let inside = left.partition_point(|m| m.range.start < sentence.end);
        let (these, others) = left.split_at(inside);
        left = others;
        if !these.is_empty() {
            rest.push((sentence, these));
        }
    }
    let mut seen: HashSet<usize> = HashSet::new();
    let mut chosen = Vec::new();
    while chosen.len() < PASSAGES && !rest.is_empty() {
        let worth = |these: &[Match]| {
            let new: HashSet<usize> =
                these.iter().map(|m| m.part).filter(|part| !seen.contains(part)).collect();
            (new.len(), these.len())
        };
        let best = (0..rest.len()).rev().max_by_key(|i| worth(rest[*i].1)).unwrap_or(0);
        let (new, _) = worth(rest[best].1);
        if new == 0 && !chosen.is_empty() {
            break;
        }
        let (sentence, these) = rest.remove(best);
        seen.extend(these.iter().map(|m| m.part));
        chosen.push(sentence);
    }
    chosen.sort_by_key(|sentence| sentence.start);
    chosen
}

/// Makes a passage of a sentence: a long one is cut around its matches, a short one is followed by
/// the next sentences of its paragraph.
fn passage(text: &str, sentence: Range<usize>, found: &[Match]) -> Snippet {
    let inside = |range: &Range<usize>| {
        let range = range.clone();
        found.iter().filter(move |m| m.range.start >= range.start && m.range.end <= range.end)
    };
    let range = if characters(&text[sentence.clone()]) > WIDTH {
        let first = inside(&sentence).next().map_or(sentence.start, |m| m.range.start);
        cut(text, &sentence, first)
    } else {
        lengthened(text, sentence.clone())
    };
    let mut snippet = Snippet::default();
    if range.start > sentence.start {
        snippet.text.push_str(ELLIPSIS);
    }
    let shift = snippet.text.len();
    snippet.text.push_str(&text[range.clone()]);
    snippet.marks = inside(&range)
        .map(|m| m.range.start - range.start + shift..m.range.end - range.start + shift)
        .collect();
    if !text[range.end..].starts_with('\n')
        && range.end < text.len()
        && !ends_sentence(&snippet.text)
    {
        snippet.text.push_str(ELLIPSIS);
    }
    snippet
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | ';' | ':' | '-'))
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

/// Takes the sentences behind this one, as long as they fit and stand in the same paragraph.
fn lengthened(text: &str, sentence: Range<usize>) -> Range<usize> {
    let paragraph = text[sentence.end..].find('\n').map_or(text.len(), |i| sentence.end + i);
    let mut range = sentence;
    let behind = range.end;
    for next in text::sentences(&text[behind..paragraph]) {
        let end = behind + next.end;
        if characters(&text[range.start..end]) > WIDTH {
            break;
        }
        range.end = end;
    }
    range
}

/// Cuts a long sentence to the width, so that `first` stands in its first third.
fn cut(text: &str, sentence: &Range<usize>, first: usize) -> Range<usize> {
    let before = text[sentence.start..first].char_indices().rev();
    let start = before.take(WIDTH / 3).last().map_or(first, |(i, _)| sentence.start + i);
    let start = next_word(text, start, sentence);
    let length = text[start..sentence.end].char_indices().nth(WIDTH);
    let end = match length {
        Some((i, _)) => last_word_end(&text[start..sentence.end], i) + start,
        None => sentence.end,
    };
    start..end
}

/// Returns the first word that begins at `at` or behind; `at` itself where there are no spaces.
fn next_word(text: &str, at: usize, sentence: &Range<usize>) -> usize {
    if at == sentence.start {
        return at;
    }
    let near = text[at..sentence.end].char_indices().take(WIDTH / 6);
    let space = near.skip_while(|(_, c)| !c.is_whitespace()).find(|(_, c)| !c.is_whitespace());
    space.map_or(at, |(i, _)| at + i)
}

fn last_word_end(text: &str, limit: usize) -> usize {
    match text[..limit].rfind(char::is_whitespace) {
        Some(space) if space > limit / 2 => text[..space].trim_end().len(),
        _ => limit,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{marked, passages};
    use crate::hit::Snippet;
    use crate::query;
    use crate::schema::{Field, Schema};

    /// Writes marks as brackets.
    fn shown(snippet: &Snippet) -> String {
        let mut shown = String::new();
        let mut at = 0;
        for mark in &snippet.marks {
            shown += &snippet.text[at..mark.start];
            shown += &["[", &snippet.text[mark.clone()], "]"].concat();
            at = mark.end;
        }
        shown + &snippet.text[at..]
    }

    #[track_caller]
    fn check(query: &str, text: &str, expected: &[&str]) {
        let (query, _) = query::parse(query, Schema::get());
        let found: Vec<String> = passages(&query, Field::Body, text).iter().map(shown).collect();
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check_marks(query: &str, field: Field, text: &str, expected: &str) {
        let (query, _) = query::parse(query, Schema::get());
        assert_eq!(shown(&marked(&query, field, text)), expected);
    }

    #[test]
    fn every_word_that_is_asked_for_is_marked() {
        check_marks(
            "rate cafe",
            Field::Body,
            "The Café's rate: RATE",
            "The [Café]'s [rate]: [RATE]",
        );
        check_marks("us", Field::Body, "In the U.S. today", "In the [U.S.] today");
    }

    #[test]
    fn a_phrase_is_marked_as_a_whole_and_alone() {
        check_marks(
            "\"rate rise\"",
            Field::Body,
            "rate, rate rise, rise",
            "rate, [rate rise], rise",
        );
        check_marks("al-Masri", Field::Body, "Mr al-Masri, al", "Mr [al-Masri], al");
        check_marks("\"a a b\"", Field::Body, "a a a b", "a [a a b]");
        check_marks("東京都", Field::Body, "在東京都內", "在[東京都]內");
    }

    #[test]
    fn words_of_another_field_or_excluded_are_not_marked() {
        check_marks("headline:rate rise -fall", Field::Body, "rate rise fall", "rate [rise] fall");
        check_marks("by:doe", Field::Author, "Jane Doe", "Jane [Doe]");
        check_marks("doe", Field::Author, "Jane Doe", "Jane Doe");
    }

    #[test]
    fn the_sentences_with_most_of_the_query_are_chosen() {
        let text = "A rate here.\n\nNothing at all.\n\nThe rate and a rise.\n\nA rise.";
        check("rate rise", text, &["The [rate] and a [rise]."]);
        check("rate nothing", text, &["A [rate] here.", "[Nothing] at all."]);
    }

    #[test]
    fn without_a_match_the_first_lines_are_shown() {
        check("headline:x", "One. Two.\n\nThree.", &["One. Two."]);
        check("x", "", &[]);
    }

    #[test]
    fn a_long_sentence_is_cut_around_its_match() {
        let text = format!("{} rate {}", "long ".repeat(100), "tail ".repeat(100));
        let (query, _) = query::parse("rate", Schema::get());
        let found = passages(&query, Field::Body, &text);
        let shown = shown(&found[0]);
        assert!(shown.starts_with("…long "), "{shown}");
        assert!(shown.contains(" [rate] "), "{shown}");
        assert!(shown.ends_with(" tail…"), "{shown}");
        assert!(shown.chars().count() < 260, "{shown}");
    }

    proptest! {
        #[test]
        fn marks_are_sorted_disjoint_and_say_what_was_asked(
            text in "([a-c]|[a-c]{3}|é| |\\. |\n|東){0,80}",
            query in "([a-c]|\"a b\"|é|東東)( ([a-c]|\"b c\")){0,2}",
        ) {
            let (query, _) = query::parse(&query, Schema::get());
            for snippet in passages(&query, Field::Body, &text) {
                let mut end = 0;
                for mark in &snippet.marks {
                    prop_assert!(mark.start >= end && mark.start < mark.end);
                    prop_assert!(snippet.text.get(mark.clone()).is_some());
                    end = mark.end;
                }
            }
        }
    }
}
