//! Lines of a body that say who made it or its pictures: whom they name is not who it is about.

use std::ops::Range;

use crate::text::paragraphs;

/// How such a line begins, in small letters; what follows is a name.
const BEGINNINGS: &[&str] = &[
    "reporting by ",
    "additional reporting by ",
    "additional reporting: ",
    "with additional reporting by ",
    "writing by ",
    "written by ",
    "editing by ",
    "edited by ",
    "compiled by ",
    "translated by ",
    "photo: ",
    "photo by ",
    "photograph: ",
    "photograph by ",
    "photos by ",
    "picture: ",
    "pictures: ",
    "image: ",
    "image by ",
    "illustration by ",
    "graphic by ",
    "foto: ",
    "photo : ",
];

/// A longer line is no credit, in bytes.
const LONGEST: usize = 240;

/// How a credit behind a caption begins, and how long it may be, in bytes.
const BEHIND: &[&str] = &[" Photograph: ", " Photo: ", " Picture: ", " Image: "];
const LONGEST_BEHIND: usize = 100;

/// Returns the ranges of bytes of `text` that are credits, in order.
pub(super) fn credits(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    paragraphs(text).filter_map(|paragraph| {
        let line = &text[paragraph.clone()];
        if is_credit(line) {
            return Some(paragraph);
        }
        let at = BEHIND.iter().filter_map(|begun| line.rfind(begun)).max()?;
        (line.len() - at <= LONGEST_BEHIND).then_some(paragraph.start + at..paragraph.end)
    })
}

fn is_credit(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '[', '*', '—', '–', '-', ' ']);
    line.len() <= LONGEST
        && BEGINNINGS.iter().any(|beginning| {
            line.get(..beginning.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(beginning))
        })
}

#[cfg(test)]
mod tests {
    use super::credits;

    #[test]
    fn a_credit_is_a_short_line_that_begins_like_one() {
        let text = "It rained.\n\n(Reporting by Jane Doe; Editing by Tom Roe)\n\nPHOTO: Jane Doe\n\n\
                    Photographs of Jane Doe were shown.\n\nThe quay. Photo: Jane Doe/AP";
        let found: Vec<&str> = credits(text).map(|range| &text[range]).collect();
        let expected = [
            "(Reporting by Jane Doe; Editing by Tom Roe)",
            "PHOTO: Jane Doe",
            " Photo: Jane Doe/AP",
        ];
        assert_eq!(found, expected);
    }
}
