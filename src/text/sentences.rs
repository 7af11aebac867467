//! Where paragraphs and sentences of a text begin and end.

use std::ops::Range;

use memchr::memchr3;

/// Words whose full stop does not end a sentence, in lower case without it.
/// From the abbreviation lists of the AP and Guardian style books, and German and French usage.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "sen", "rep", "gov", "gen", "col", "lt",
    "capt", "cmdr", "sgt", "maj", "adm", "st", "mt", "ft", "jr", "sr", "no", "nos", "vs", "etc",
    "inc", "corp", "co", "ltd", "bros", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct",
    "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "approx", "dept", "est", "fig",
    "u.s", "u.n", "u.k", "e.u", "d.c", "a.m", "p.m", "i.e", "e.g", "z.b", "u.a", "bzw", "ca", "nr",
    "str", "mme", "mlle", "m", "hr", "fr", "frl", "sra", "sig", "av",
];

const LONGEST_ABBREVIATION: usize = 6;

/// Returns the paragraphs of `text` as byte ranges, in order: lines that are not blank, without the
/// spaces around them.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split('\n').filter_map(move |line| {
        let start = at;
        at += line.len() + 1;
        trimmed(text, start..start + line.len())
    })
}

/// Returns the sentences of `text` as byte ranges, in order. No sentence crosses a line break, and
/// every character that is no white space belongs to exactly one.
pub fn sentences(text: &str) -> Sentences<'_> {
    Sentences { text, line: 0, paragraph: 0..0, has_others: false }
}

/// The sentences of a text, in order.
#[derive(Debug, Clone)]
pub struct Sentences<'t> {
    text: &'t str,
    /// Where the next line starts; behind the text if there is none.
    line: usize,
    /// What is left of the paragraph.
    paragraph: Range<usize>,
    /// Whether it may have other marks that end sentences than ".", "!" and "?".
    has_others: bool,
}

impl Sentences<'_> {
    /// Returns where the next sentence starts, and whether it opens a paragraph.
    pub(super) fn next_start(&mut self) -> Option<(usize, bool)> {
        let opens = self.paragraph.is_empty();
        self.next().map(|sentence| (sentence.start, opens))
    }
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        while self.paragraph.is_empty() {
            let rest = self.text.get(self.line..)?;
            let end = rest.find('\n').map_or(self.text.len(), |i| self.line + i);
            self.paragraph = trimmed(self.text, self.line..end).unwrap_or_default();
            self.line = end + 1;
            let paragraph = &self.text.as_bytes()[self.paragraph.clone()];
            self.has_others = memchr3(0xe2, 0xe3, 0xef, paragraph).is_some();
        }
        let Range { start, end: limit } = self.paragraph;
        let end = sentence_end(self.text, start, limit, self.has_others);
        self.paragraph.start = end;
        trimmed(self.text, start..end)
    }
}

/// Returns the end of the lead of an article, the first two paragraphs of its body, in bytes.
pub fn lead(body: &str) -> usize {
    paragraphs(body).take(2).last().map_or(0, |paragraph| paragraph.end)
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    let end = start + slice.trim().len();
    (start < end).then_some(start..end)
}

/// Returns the end of the sentence that starts at `start`: behind its mark and the quotes that
/// close after it, at most `limit`.
fn sentence_end(text: &str, start: usize, limit: usize, has_others: bool) -> usize {
    let mut at = start;
    while let Some((i, c)) = next_stop(text, at, limit, has_others) {
        let mut end = i + c.len_utf8();
        if matches!(c, '。' | '！' | '？') {
            return end;
        }
        end = limit - text[end..limit].trim_start_matches(closes).len();
        at = end;
        if c == '.' && is_abbreviation(&text[start..i], &text[end..limit]) {
            continue;
        }
        if begins_sentence(&text[end..limit]) {
            return end;
        }
    }
    limit
}

/// Returns the first mark between `at` and `limit` that may end a sentence, and where it is. Unless it
/// `has_others`, only ".", "!" and "?" are looked for.
fn next_stop(text: &str, at: usize, limit: usize, has_others: bool) -> Option<(usize, char)> {
    let mut rest = &text[at..limit];
    loop {
        // Bytes are faster than characters: the last three begin '…', '。' and '！', and little else.
        let found = if has_others {
            let may_stop = |byte: u8| matches!(byte, b'.' | b'!' | b'?' | 0xe2 | 0xe3 | 0xef);
            rest.bytes().position(may_stop)
        } else {
            memchr3(b'.', b'!', b'?', rest.as_bytes())
        };
        rest = &rest[found?..];
        let c = rest.chars().next()?;
        if matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            return Some((limit - rest.len(), c));
        }
        rest = &rest[c.len_utf8()..];
    }
}

fn closes(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '"' | '\'' | '”' | '’' | '»' | ')' | ']')
}

/// True if what follows a full stop is white space and then something that starts a sentence.
fn begins_sentence(rest: &str) -> bool {
    let next = rest.trim_start();
    if next.len() == rest.len() {
        return false;
    }
    let first = next.chars().find(|c| !matches!(c, '"' | '\'' | '“' | '„' | '‘' | '«' | '(' | '['));
    !first.is_some_and(char::is_lowercase)
}

fn is_abbreviation(before: &str, behind: &str) -> bool {
    let begins = |c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '\'' | '‘');
    let word = before.rsplit(begins).next();
    let word = word.unwrap_or_default();
    let mut chars = word.chars();
    let letter = chars.next().filter(|c| c.is_alphabetic() && chars.next().is_none());
    // One capital letter is an initial: "J. Doe"; "Kapitän a. D." is out of service.
    let initial = letter.is_some_and(|c| c.is_uppercase() || begins_with_initial(behind));
    initial
        || is_initials(word)
        || (word.len() <= LONGEST_ABBREVIATION
            && ABBREVIATIONS.iter().any(|listed| word.eq_ignore_ascii_case(listed)))
}

/// True for the "J.K" of "J.K. Doe".
fn is_initials(word: &str) -> bool {
    let mut letters = word.split('.').map(|part| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    });
    word.contains('.') && letters.all(|is_letter| is_letter)
}

fn begins_with_initial(behind: &str) -> bool {
    let mut chars = behind.trim_start().chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ABBREVIATIONS, LONGEST_ABBREVIATION, lead, paragraphs, sentences};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop() {
        check("It rose. Then it fell.", &["It rose.", "Then it fell."]);
        check("Really?! “Yes.” He left", &["Really?!", "“Yes.”", "He left"]);
        check("Ende. „Ja“, sagte er.", &["Ende.", "„Ja“, sagte er."]);
        check("東京。大阪。", &["東京。", "大阪。"]);
    }

    #[test]
    fn titles_initials_and_numbers_do_not_end_one() {
        check(
            "Mr. Doe met J. Roe of the U.S. Senate.",
            &["Mr. Doe met J. Roe of the U.S. Senate."],
        );
        check("Rates rose 3.5 points on Jan. 3.", &["Rates rose 3.5 points on Jan. 3."]);
        check("It said e.g. nothing.", &["It said e.g. nothing."]);
        check("Then K.C. Doe left. He sang.", &["Then K.C. Doe left.", "He sang."]);
        check("Kapitän a. D. Onno Jessen ging.", &["Kapitän a. D. Onno Jessen ging."]);
        check("Das ist Plan a. Danach regnet es.", &["Das ist Plan a.", "Danach regnet es."]);
    }

    #[test]
    fn no_abbreviation_is_longer_than_the_longest() {
        let longest = ABBREVIATIONS.iter().map(|listed| listed.len()).max();
        assert_eq!(longest, Some(LONGEST_ABBREVIATION));
    }

    #[test]
    fn a_line_break_ends_one() {
        check("A headline\n\n  The body. ", &["A headline", "The body."]);
    }

    #[test]
    fn the_lead_is_the_first_two_paragraphs() {
        let leads = ["", "\n One.", "One.\n\nTwo. \nThree."].map(|body| &body[..lead(body)]);
        assert_eq!(leads, ["", "\n One.", "One.\n\nTwo."]);
    }

    proptest! {
        #[test]
        fn sentences_hold_every_character_once(text in "[A-Za-z.!?\n ”é]{0,60}") {
            let joined: String = sentences(&text).map(|range| text[range].to_owned()).collect();
            let packed = |s: &str| s.split_whitespace().collect::<String>();
            prop_assert_eq!(packed(&joined), packed(&text));
        }

        #[test]
        fn paragraphs_are_the_lines_that_are_not_blank(text in "[a-z \n]{0,40}") {
            let found: Vec<&str> = paragraphs(&text).map(|range| &text[range]).collect();
            let lines: Vec<&str> =
                text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            prop_assert_eq!(found, lines);
        }
    }
}
