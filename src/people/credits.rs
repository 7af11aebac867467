//! Lines of a body that say who made it or its pictures: whom they name is not who it is about.

use std::ops::Range;

use crate::article::Credit;
use crate::text::paragraphs;

/// What a picture is called before a colon or "by", in small letters.
const PICTURES: &[&str] = &[
    "photo credit",
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photography",
    "picture credit",
    "picture",
    "pictures",
    "image credit",
    "image",
    "images",
    "illustration",
    "illustrations",
    "graphic",
    "graphics",
    "video",
    "credit",
    "foto",
    "fotos",
    "crédit photo",
];

/// What the people of a newsroom do, in small letters, before "by" or a colon.
const WORK: &[&str] = &[
    "reporting",
    "additional reporting",
    "with additional reporting",
    "writing",
    "additional writing",
    "editing",
    "additional editing",
    "edited",
    "reported",
    "written",
    "compiled",
    "translated",
    "translation",
];

/// The names stand behind a colon or "by" within so many bytes.
const LONGEST_LEAD: usize = 32;

/// How a byline in the middle of a body begins, in small letters.
const BYLINES: &[&str] = &["by ", "von ", "par ", "por "];

/// What is said of colleagues, in small letters, behind their names.
const BEHIND_NAMES: &[&str] = &[
    "contributed to this report",
    "contributed to this article",
    "contributed to this story",
    "contributed reporting",
];

/// A longer line is no credit, in bytes.
const LONGEST: usize = 240;

/// A longer credit is none of a caption before it, in bytes.
const LONGEST_BEHIND: usize = 100;

/// Returns the ranges of bytes of `body` that are credits: sorted, disjoint, none longer than a
/// paragraph.
pub(super) fn credits(body: &str) -> Vec<Range<usize>> {
    let mut credits = Vec::new();
    for paragraph in paragraphs(body) {
        let text = &body[paragraph.clone()];
        let start = paragraph.start;
        if is_credit(text) {
            credits.push(paragraph);
            continue;
        }
        let end = caption_end(text);
        credits.extend(brackets(&text[..end]).map(|range| start + range.start..start + range.end));
        if end < text.len() {
            credits.push(start + end..paragraph.end);
        }
    }
    credits
}

/// Returns true if a paragraph is nothing but a credit.
fn is_credit(paragraph: &str) -> bool {
    let line = paragraph.trim();
    if line.len() > LONGEST {
        return false;
    }
    let words = line.trim_end_matches(['.', ')']);
    if BEHIND_NAMES.iter().any(|behind| ends_with(words, behind)) {
        return true;
    }
    if behind_lead(line).is_some_and(is_names) {
        return true;
    }
    // To read all prose as a byline would be dear.
    let has_lead = BYLINES.iter().any(|lead| starts_with(line, lead));
    let is_open = has_lead && !line.ends_with(['.', '?', '!', ':', ',', '"', '”']);
    let has_slash = line.contains('/');
    if !is_open && !has_slash {
        return false;
    }
    let credit = Credit::read(line);
    let names_somebody = !credit.byline.authors.is_empty() && !credit.foreign;
    let has_outlet = credit.byline.agency.is_some() || credit.outlet.is_some();
    names_somebody && ((credit.introduced && is_open) || (has_slash && has_outlet))
}

/// Returns where the text of a caption ends, and the credit of its picture begins: "Photo: Jane Doe".
/// A caption need not end in a full stop.
fn caption_end(paragraph: &str) -> usize {
    let tail = paragraph.floor_char_boundary(paragraph.len().saturating_sub(LONGEST_BEHIND));
    let mut colons = paragraph[tail..].match_indices(':').map(|(at, _)| tail + at);
    let credit = colons.find_map(|colon| {
        let word = paragraph[..colon].rsplit(' ').next().filter(|word| word.len() < colon)?;
        let start = colon - word.len();
        let is_picture = word.starts_with(char::is_uppercase)
            && PICTURES.iter().any(|known| known.eq_ignore_ascii_case(word))
            && is_names(&paragraph[colon + 1..]);
        is_picture.then_some(start)
    });
    credit.unwrap_or(paragraph.len())
}

/// Returns the brackets that hold a credit: "(Reporting by Jane Doe)".
fn brackets(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut end = 0;
    text.match_indices('(').filter_map(move |(at, _)| {
        if at < end || behind_lead(&text[at + 1..]).is_none() {
            return None;
        }
        end = text[at..].find(')').map_or(text.len(), |close| at + close + 1);
        Some(at..end)
    })
}

/// Returns what stands behind "Photo:", "Photo by", "Reporting by".
fn behind_lead(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = &text[..text.floor_char_boundary(LONGEST_LEAD)];
    let colon = start.find(':').map(|at| (at, ":"));
    let mut spaces = start.match_indices(' ').map(|(at, _)| at);
    let by = spaces.find(|at| starts_with(&start[*at..], " by ")).map(|at| (at, " by "));
    [colon, by].into_iter().flatten().find_map(|(at, sign)| {
        let lead = start[..at].trim_end();
        let lead = if ends_with(lead, " by") { &lead[..lead.len() - " by".len()] } else { lead };
        let is_lead = PICTURES.iter().chain(WORK).any(|known| known.eq_ignore_ascii_case(lead));
        is_lead.then(|| &text[at + sign.len()..])
    })
}

/// Returns true if `text` begins with `start` in whatever case.
fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(start))
}

/// Returns true if `text` ends with `end` in whatever case.
fn ends_with(text: &str, end: &str) -> bool {
    let at = text.len().checked_sub(end.len());
    at.and_then(|at| text.get(at..)).is_some_and(|rest| rest.eq_ignore_ascii_case(end))
}

/// Returns true if a text holds names as bylines do, and nothing else: "Mayor Jane Doe at the port"
/// is a caption.
fn is_names(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')']).trim_start_matches(['©', ' ']);
    let credit = Credit::read(&["By ", text].concat());
    let byline = &credit.byline;
    let names_somebody =
        !byline.authors.is_empty() || byline.agency.is_some() || credit.outlet.is_some();
    names_somebody && !credit.foreign
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::credits;

    /// Expects the credits of a body, parted by bars.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let found: Vec<&str> = credits(body).into_iter().map(|range| &body[range]).collect();
        assert_eq!(found.join(" | "), expected);
    }

    #[test]
    fn the_credit_of_a_picture_names_nobody() {
        check("It ended.\n\nPhoto: Jane Doe/Reuters\n\nIt began.", "Photo: Jane Doe/Reuters");
        check("PHOTO: Jane Doe\n\nPhotographs of Jane Doe were shown.", "PHOTO: Jane Doe");
        check("Photos by Jane Doe and Tom Roe", "Photos by Jane Doe and Tom Roe");
        check("Jane Doe/Reuters", "Jane Doe/Reuters");
        check("Mayor Ana Moss at the port. Photo: Jane Doe/AP", "Photo: Jane Doe/AP");
        check("Waves at the quay Image: Jane Doe.", "Image: Jane Doe.");
        check("Foto: Jane Doe/dpa", "Foto: Jane Doe/dpa");
    }

    #[test]
    fn a_caption_that_names_someone_is_no_credit() {
        check("Photo: Mayor Jane Doe speaks at the old port", "");
        check("The photo by Jane Doe hung on the wall.", "");
        check("Picture: Jane Doe left the hall before noon.", "");
    }

    #[test]
    fn who_reported_and_edited_is_credited() {
        for credit in [
            "(Reporting by Jane Doe; Editing by Tom Roe)",
            "Additional reporting by Paul Kent in London.",
            "Additional reporting: Paul Kent",
            "Jane Doe contributed to this report.",
        ] {
            check(&format!("It ended.\n\n{credit}"), credit);
        }
        check("Roe left. (Reporting by Jane Doe) It rained.", "(Reporting by Jane Doe)");
        check("Reporting by the paper showed that Jane Doe had lied to all of them.", "");
    }

    #[test]
    fn a_byline_in_the_middle_is_a_credit() {
        check("It ended.\n\nBy Jane Doe\n\nIt began.", "By Jane Doe");
        check("By day it rained.\n\nBy Monday, Jane Doe had left.", "");
    }

    proptest! {
        #[test]
        fn credits_are_sorted_parts_of_the_body(
            body in "((Photo|photo:|By|\\(Reporting by|\\)|Jane Doe|É|said|/|AP|\\.)[ \n]{1,2}){0,20}|\\PC{0,60}",
        ) {
            let mut end = 0;
            for credit in credits(&body) {
                prop_assert!(credit.start >= end && credit.start < credit.end);
                prop_assert!(body.get(credit.clone()).is_some());
                end = credit.end;
            }
        }
    }
}
