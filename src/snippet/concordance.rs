//! Every match of a text with what stands around it, one on a line.

use std::ops::Range;

use crate::hit::KwicLine;
use crate::schema::Field;

use super::marker::{Marker, joined};
use super::occurrences::Mention;

impl Marker {
    /// Returns a line for every place where the query matches `text`, the value of `field`, in
    /// order: matches that overlap are one. On either side stand up to `width` characters.
    pub fn concordance(
        &self,
        field: Field,
        text: &str,
        mentions: &[Mention<'_>],
        width: usize,
    ) -> Vec<KwicLine> {
        let matches = joined(&self.matches(field, text, mentions));
        let line = |range: Range<usize>| {
            let before: String =
                on_one_line(text[..range.start].chars().rev()).take(width).collect();
            KwicLine {
                left: before.chars().rev().collect(),
                hit: on_one_line(text[range.clone()].chars()).collect(),
                right: on_one_line(text[range.end..].chars()).take(width).collect(),
            }
        };
        matches.into_iter().map(line).collect()
    }
}

/// Makes one space of white space in a row.
fn on_one_line(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut is_behind_space = false;
    chars.filter_map(move |c| {
        let is_space = c.is_whitespace();
        let is_kept = !(is_space && is_behind_space);
        is_behind_space = is_space;
        is_kept.then_some(if is_space { ' ' } else { c })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::schema::Field;
    use crate::snippet::asked::marker;

    #[track_caller]
    fn check(query: &str, text: &str, width: usize, expected: &[&str]) {
        let lines = marker(query).concordance(Field::Body, text, &[], width);
        let shown =
            lines.iter().map(|line| [&line.left, "[", &line.hit, "]", &line.right].concat());
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_match_has_a_line_with_what_stands_around_it() {
        check(
            "rate",
            "The rate rose. A rate fell.",
            6,
            &["The [rate] rose.", "se. A [rate] fell."],
        );
        check("\"a b\"", "xyz a b", 2, &["z [a b]"]);
    }

    #[test]
    fn paragraphs_are_joined_by_a_space() {
        check("rate", "One.\n\nThe  rate\nrose", 9, &["One. The [rate] rose"]);
        check("\"one two\"", "One\n\ntwo", 9, &["[One two]"]);
    }

    #[test]
    fn without_a_match_there_is_no_line() {
        check("rate", "Nothing here.", 9, &[]);
    }

    proptest! {
        #[test]
        fn a_line_is_a_part_of_the_text(text in "([ab]{1,3}|é|[ \n.]){0,40}", width in 0_usize..9) {
            let plain = text.replace(|c: char| c.is_whitespace(), " ");
            let plain = plain.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            for line in marker("a ab").concordance(Field::Body, &text, &[], width) {
                let whole = [line.left.as_str(), &line.hit, &line.right].concat();
                prop_assert!(plain.contains(whole.trim()), "{whole:?} is not in {plain:?}");
                prop_assert!(line.left.chars().count() <= width);
                prop_assert!(line.right.chars().count() <= width);
            }
        }
    }
}
