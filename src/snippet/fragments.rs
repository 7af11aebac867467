//! The best passages of a text.

use std::ops::Range;

use crate::hit::Snippet;
use crate::schema::Field;
use crate::search::Passages;
use crate::text;

use super::marker::{Marker, Match, joined};
use super::occurrences::Mention;

/// What stands where text was left out.
const ELLIPSIS: &str = "…";

impl Marker {
    /// Returns passages of `text`, the value of `field`: those that hold the most of the query, in
    /// the order of the text; the first lines if none does. Empty only if the text is, or if none
    /// are wanted.
    ///
    /// `mentions` tells where `text` names people; without it none are found.
    pub fn passages(
        &self,
        field: Field,
        text: &str,
        mentions: &[Mention<'_>],
        wanted: Passages,
    ) -> Vec<Snippet> {
        if wanted.number == 0 {
            return Vec::new();
        }
        let found = self.matches(field, text, mentions);
        let marks = joined(&found);
        let mut passages = self.best(text, &found, wanted);
        if passages.is_empty() {
            let first = text::sentences(text).next();
            passages.extend(first.map(|sentence| {
                let piece = Piece { first: sentence.start, sentence, matches: &[] };
                piece.passage(text, wanted.width, &[])
            }));
        }
        passages.sort_by_key(|passage| passage.range.start);
        passages.iter().map(|passage| passage.snippet(text, &marks)).collect()
    }

    /// Chooses pieces one by one: each time the one whose words, of those that the chosen passages
    /// lack, weigh most; then the one with most matches, then the first.
    fn best(&self, text: &str, found: &[Match], wanted: Passages) -> Vec<Passage> {
        let mut pieces = pieces(text, found, wanted.width);
        let mut seen = vec![false; self.part_count()];
        let mut chosen: Vec<Passage> = Vec::new();
        while chosen.len() < wanted.number {
            let worth = pieces.iter().map(|piece| (self.worth(piece, &seen), piece)).rev();
            let best = worth.max_by(|((weight, matches), _), ((other, others), _)| {
                weight.total_cmp(other).then(matches.cmp(others))
            });
            let Some(((weight, _), piece)) = best else { break };
            if weight <= 0.0 && !wanted.repeats && !chosen.is_empty() {
                break;
            }
            let passage = piece.passage(text, wanted.width, &chosen);
            let shown = passage.range.clone();
            for found in found.iter().filter(|found| shown.contains(&found.range.start)) {
                seen[found.part] = true;
            }
            chosen.push(passage);
            pieces.retain(|piece| !shown.contains(&piece.first));
        }
        chosen
    }

    /// Returns what the parts of the query weigh that `piece` has and that are not yet `seen`, and
    /// how many matches it has.
    fn worth(&self, piece: &Piece<'_>, seen: &[bool]) -> (f32, usize) {
        let mut seen = seen.to_vec();
        let mut weight = 0.0;
        for found in piece.matches {
            if !std::mem::replace(&mut seen[found.part], true) {
                weight += self.weight(found);
            }
        }
        (weight, piece.matches.len())
    }
}

/// What a passage is made of: a sentence with matches, or as much of a long one as can be shown.
struct Piece<'f> {
    sentence: Range<usize>,
    /// Where the first match begins.
    first: usize,
    matches: &'f [Match],
}

/// Returns the pieces of `text` that have matches, in order.
fn pieces<'f>(text: &str, found: &'f [Match], width: usize) -> Vec<Piece<'f>> {
    let mut pieces = Vec::new();
    let mut left = found;
    for sentence in text::sentences(text) {
        if left.is_empty() {
            break;
        }
        let inside = left.partition_point(|found| found.range.start < sentence.end);
        let (mut these, others) = left.split_at(inside);
        left = others;
        let is_long = !these.is_empty() && characters(&text[sentence.clone()]) > width;
        while let Some(Match { range, .. }) = these.first() {
            let first = range.start;
            let reach = text[first..sentence.end].char_indices().nth(width - width / 3);
            let end = reach.filter(|_| is_long).map_or(sentence.end, |(i, _)| first + i);
            let inside = these.partition_point(|found| found.range.start < end).max(1);
            let (matches, behind) = these.split_at(inside);
            pieces.push(Piece { sentence: sentence.clone(), first, matches });
            these = behind;
        }
    }
    pieces
}

impl Piece<'_> {
    /// Makes a passage of the piece that leaves out what the `chosen` ones have: a long sentence is
    /// cut around its matches, a short one is followed by the next sentences of its paragraph.
    fn passage(&self, text: &str, width: usize, chosen: &[Passage]) -> Passage {
        let ranges = || chosen.iter().map(|passage| &passage.range);
        let before = ranges().map(|range| range.end).filter(|end| *end <= self.first).max();
        let behind = ranges().map(|range| range.start).filter(|start| *start > self.first).min();
        let free = before.unwrap_or(0)..behind.unwrap_or(text.len());
        let sentence = &self.sentence;
        if characters(&text[sentence.clone()]) <= width {
            return Passage { range: lengthened(text, sentence, free.end, width), is_cut: false };
        }
        let around = sentence.start.max(free.start)..sentence.end.min(free.end);
        let range = cut(text, &around, self.first, width);
        Passage { is_cut: range.start > sentence.start, range }
    }
}

/// A part of a text that is shown.
struct Passage {
    range: Range<usize>,
    /// Whether it begins within a sentence.
    is_cut: bool,
}

impl Passage {
    /// `marks` are those of the whole text.
    fn snippet(&self, text: &str, marks: &[Range<usize>]) -> Snippet {
        let Range { start, end } = self.range;
        let mut snippet = Snippet::default();
        if self.is_cut {
            snippet.text.push_str(ELLIPSIS);
        }
        let shift = snippet.text.len();
        snippet.text.push_str(&text[start..end]);
        let begin = marks.partition_point(|mark| mark.end <= start);
        let inside = marks[begin..].iter().take_while(|mark| mark.start < end);
        snippet.marks = inside
            .map(|mark| mark.start.max(start) - start + shift..mark.end.min(end) - start + shift)
            .collect();
        if !text[end..].starts_with('\n') && end < text.len() && !ends_sentence(&snippet.text) {
            snippet.text.push_str(ELLIPSIS);
        }
        snippet
    }
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | ';' | ':' | '-'))
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

/// Takes the sentences behind this one, as long as they fit, stand in the same paragraph and begin
/// before `limit`.
fn lengthened(text: &str, sentence: &Range<usize>, limit: usize, width: usize) -> Range<usize> {
    let behind = sentence.end;
    let paragraph = text[behind..].find('\n').map_or(text.len(), |i| behind + i);
    let mut range = sentence.clone();
    for next in text::sentences(&text[behind..paragraph]) {
        let end = behind + next.end;
        if behind + next.start >= limit || characters(&text[range.start..end]) > width {
            break;
        }
        range.end = end;
    }
    range
}

/// Cuts what there is of a long sentence to the width, so that `first` stands in its first third.
fn cut(text: &str, around: &Range<usize>, first: usize, width: usize) -> Range<usize> {
    let before = text[around.start..first].char_indices().rev();
    let start = before.take(width / 3).last().map_or(first, |(i, _)| around.start + i);
    let start = next_word(text, start, around, width / 6).min(first);
    let end = match text[start..around.end].char_indices().nth(width) {
        Some((i, _)) => last_word_end(&text[start..around.end], i) + start,
        None => around.end,
    };
    start..start + text[start..end].trim_end().len()
}

/// Returns the first word that begins at `at` or behind, within so many characters; `at` itself
/// where there are no spaces.
fn next_word(text: &str, at: usize, around: &Range<usize>, most: usize) -> usize {
    let is_word = at == around.start || text[..at].ends_with(char::is_whitespace);
    let mut near = text[at..around.end].char_indices().take(most);
    if !is_word && !near.any(|(_, c)| c.is_whitespace()) {
        return at;
    }
    near.find(|(_, c)| !c.is_whitespace()).map_or(at, |(i, _)| at + i)
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

    use crate::hit::Snippet;
    use crate::query::{Found, Pattern, Query, Reach, Scope};
    use crate::schema::Field;
    use crate::search::Passages;
    use crate::snippet::Marker;
    use crate::snippet::asked::{marker, shown, words};

    fn passages(query: &str, text: &str, number: usize, width: usize) -> Vec<Snippet> {
        marker(query).passages(
            Field::Body,
            text,
            &[],
            Passages { number, width, ..Passages::default() },
        )
    }

    #[track_caller]
    fn check(query: &str, text: &str, expected: &[&str]) {
        let found = passages(query, text, 2, 240);
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), expected);
    }

    #[track_caller]
    fn check_narrow(query: &str, text: &str, number: usize, expected: &[&str]) {
        let found = passages(query, text, number, 30);
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_sentences_with_most_of_the_query_are_chosen() {
        let text = "A rate here.\n\nNothing at all.\n\nThe rate and a rise.\n\nA rise.";
        check("rate rise", text, &["The [rate] and a [rise]."]);
        check("rate nothing", text, &["A [rate] here.", "[Nothing] at all."]);
    }

    #[test]
    fn the_rarest_words_are_shown_first() {
        let text = "The city and the bank.\n\nThe strike.\n\nThe city.";
        let rare = |leaf: &Found| if *leaf == words(&["strike"]) { 9.0 } else { 1.0 };
        let find = |word| {
            let pattern = Pattern::Word(words(&[word]));
            Query::Find { scope: Scope::Searched, pattern }
        };
        let query = Query::Any(vec![find("city"), find("bank"), find("strike")]);
        let one = Passages { number: 1, ..Passages::default() };
        let found = Marker::of(&query, &rare).passages(Field::Body, text, &[], one);
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["The [strike]."]);
    }

    #[test]
    fn passages_that_repeat_a_word_are_shown_if_they_are_wanted() {
        let text = "A rate.\n\nNothing.\n\nThe rate again.";
        let repeats = Passages { number: 3, repeats: true, ..Passages::default() };
        let found = marker("rate").passages(Field::Body, text, &[], repeats);
        let shown: Vec<&str> = found.iter().map(|snippet| snippet.text.as_str()).collect();
        assert_eq!(shown, ["A rate.", "The rate again."]);
    }

    #[test]
    fn without_a_match_the_first_lines_are_shown() {
        check("headline:x", "One. Two.\n\nThree.", &["One. Two."]);
        check("x", "", &[]);
        check_narrow("rate", "A rate.", 0, &[]);
    }

    #[test]
    fn a_short_sentence_is_followed_by_the_next_ones() {
        check("rate", "Before. A rate. Behind. So.\n\nFar.", &["A [rate]. Behind. So."]);
        check_narrow("rate", "A rate here now. Too much to show.", 1, &["A [rate] here now."]);
    }

    #[test]
    fn no_text_is_shown_twice() {
        check("rate rise", "The rate. A rise. So.", &["The [rate]. A [rise]. So."]);
        // The second sentence holds more of the query, and is chosen first.
        let text = "The rate. A rise and a fall.";
        check_narrow("rate rise fall", text, 2, &["The [rate].", "A [rise] and a [fall]."]);
    }

    #[test]
    fn what_a_passage_shows_by_the_way_needs_no_other() {
        let text = "The rate. A rise.\n\nA rise.";
        check("rate rise", text, &["The [rate]. A [rise]."]);
    }

    #[test]
    fn a_long_sentence_is_cut_around_its_match() {
        let text = format!("{} rate {}", "long ".repeat(100), "tail ".repeat(100));
        let shown = shown(&passages("rate", &text, 2, 240)[0]);
        assert!(shown.starts_with("…long "), "{shown}");
        assert!(shown.contains(" [rate] "), "{shown}");
        assert!(shown.ends_with(" tail…"), "{shown}");
        assert!(shown.chars().count() < 260, "{shown}");
    }

    #[test]
    fn matches_far_apart_in_one_sentence_are_two_passages() {
        let text = "the rate is one thing and quite another thing was the rise of it all";
        check_narrow(
            "rate rise",
            text,
            2,
            &["the [rate] is one thing and…", "…was the [rise] of it all"],
        );
    }

    #[test]
    fn of_a_match_longer_than_the_passage_a_part_is_marked() {
        let side = |word| Box::new(Pattern::Word(words(&[word])));
        let reach = Reach::Words(50);
        let pattern =
            Pattern::Near { left: side("rate"), right: side("rise"), reach, ordered: false };
        let query = Query::Find { scope: Scope::Searched, pattern };
        let text = "The rate is up. It is no rise.\n\nSo.";
        let narrow = Passages { width: 20, ..Passages::default() };
        let found = Marker::of(&query, &|_| 1.0).passages(Field::Body, text, &[], narrow);
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["The [rate is up.]"]);
    }

    proptest! {
        #[test]
        fn passages_are_parts_of_the_text_with_marks_on_words(
            text in "([a-c]|[a-c]{3}|é| |\\. |\n|東){0,80}",
            query in "([a-c]|\"a b\"|é|東東)( ([a-c]|\"b c\")){0,2}",
            number in 0_usize..4,
            width in 1_usize..40,
        ) {
            let found = passages(&query, &text, number, width);
            prop_assert!(found.len() <= number);
            let mut behind = 0;
            for snippet in found {
                let plain = snippet.text.trim_matches('…');
                prop_assert!(plain.chars().count() <= width.max(1) || !plain.contains(' '), "{plain:?}");
                let at = text[behind..].find(plain);
                prop_assert!(at.is_some(), "{plain:?} is not in the text behind {behind}");
                behind += at.unwrap_or(0) + plain.len();
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
