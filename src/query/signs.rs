//! Writes a query with plain signs: quotes, dashes and brackets of word processors and of East Asian
//! keyboards are as good as those of ASCII. Remembers where each byte came from.

use std::borrow::Cow;
use std::ops::Range;

/// A query with plain signs. Letters are as they were typed.
pub(super) struct Plain<'q> {
    /// The query.
    pub(super) text: Cow<'q, str>,
    /// For each byte of `text`, and for its end, the byte of the query; empty if they are the same.
    origins: Vec<usize>,
}

impl<'q> Plain<'q> {
    /// Folds the signs of `query`.
    pub(super) fn of(query: &'q str) -> Self {
        if query.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_control()) {
            return Plain { text: Cow::Borrowed(query), origins: Vec::new() };
        }
        let mut text = String::with_capacity(query.len());
        let mut origins = Vec::with_capacity(query.len() + 1);
        let mut chars = query.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let before = text.chars().next_back();
            let in_word = before.is_some_and(char::is_alphanumeric)
                && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            text.push(plain(c, in_word));
            origins.extend((origins.len()..text.len()).enumerate().map(|(i, _)| at + i));
        }
        origins.push(query.len());
        Plain { text: Cow::Owned(text), origins }
    }

    /// Returns where a span of `text` stands in the query.
    pub(super) fn origin(&self, span: Range<usize>) -> Range<usize> {
        if self.origins.is_empty() {
            span
        } else {
            self.origins[span.start]..self.origins[span.end]
        }
    }
}

/// Returns the plain sign for `c`. A dash that joins no two words is nothing: it excludes no word.
fn plain(c: char, in_word: bool) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' => {
            '"'
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' => {
            if in_word {
                '-'
            } else {
                ' '
            }
        }
        '−' => '-',
        '≥' | '≤' => c,
        // The full-width forms of ASCII stand in the same order; letters are left to the folding.
        '！'..='～' if !c.is_alphabetic() => {
            u8::try_from(u32::from(c) - 0xfee0).map_or(c, char::from)
        }
        c if c.is_control() || c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::Plain;

    #[track_caller]
    fn check(query: &str, expected: &str) {
        assert_eq!(Plain::of(query).text, expected);
    }

    #[test]
    fn signs_are_folded_and_letters_are_not() {
        check("“rate” «rise» 「字」", "\"rate\" \"rise\" \"字\"");
        check("（ａ　ＯＲ　b）：１", "(ａ ＯＲ b):1");
        check("a\u{a0}b\0c", "a b c");
    }

    #[test]
    fn a_dash_joins_two_words_or_is_nothing() {
        check("well–being — a –b", "well-being   a  b");
        check("a −b", "a -b");
    }

    #[test]
    fn a_span_points_into_the_query_as_it_was_typed() {
        let query = "“é” （b）";
        let plain = Plain::of(query);
        let at = plain.text.find("(b)").unwrap();
        assert_eq!(&query[plain.origin(at..at + 3)], "（b）");
        assert_eq!(&query[plain.origin(0..plain.text.len())], query);
    }
}
