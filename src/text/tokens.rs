//! Cuts a text into words, as a news reader would: "U.S.", "AT&T" and "O'Brien" are one word each,
//! "al-Masri" and "well-being" are two in a row, a text without spaces (Chinese, Japanese, Korean)
//! is cut into overlapping pairs of characters.

use unicode_normalization::char::is_combining_mark;

use super::fold::{fold_into, is_apostrophe, is_invisible};

/// A longer term is cut here, in bytes: such words are codes and links, and no reader types them.
const LONGEST_TERM: usize = 100;

/// Words that French and Italian write together with the next one, behind an apostrophe.
const ELISIONS: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un",
    "all", "dall", "dell", "nell", "sull", "coll", "quell", "quest", "sant",
];

/// Where one word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// First byte of the word in the text.
    pub start: usize,
    /// First byte behind the word; a possessive 's is not part of it.
    pub end: usize,
    /// Number of the word in the text, from 0: neighbours differ by one.
    pub position: u32,
}

/// A word and its folded form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded form; see [`fold`](super::fold()).
    pub term: String,
    /// Where it stands.
    pub word: Word,
}

/// Returns the words of `text`, in order, each with its folded form.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut words = words(text);
    std::iter::from_fn(move || {
        let mut term = String::new();
        words.next_into(&mut term).map(|word| Token { term, word })
    })
}

/// Returns the words of `text`, in order; cheaper than [`tokens`] as it makes no strings.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, position: 0, pairs_end: 0 }
}

/// The words of a text, in order.
#[derive(Debug, Clone)]
pub struct Words<'t> {
    text: &'t str,
    /// Bytes before this one are done.
    at: usize,
    position: u32,
    /// While `at` is before this byte, pairs of characters are handed out.
    pairs_end: usize,
}

/// Where a word stands, before it is known to be one.
struct Span {
    start: usize,
    end: usize,
    letters: Letters,
}

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// ASCII digits and small letters alone: it is its own folded form.
    Small,
    /// ASCII letters and digits alone, one of them a capital.
    Plain,
    /// Others, too.
    Other,
}

/// What a byte is in a word of ASCII letters and digits.
const NONE: u8 = 0;
const SMALL: u8 = 1;
const CAPITAL: u8 = 3;
const CLASSES: [u8; 256] = {
    let mut classes = [NONE; 256];
    let mut byte = 0;
    while byte < classes.len() {
        let is_capital = byte >= b'A' as usize && byte <= b'Z' as usize;
        let is_letter = byte >= b'a' as usize && byte <= b'z' as usize;
        let is_digit = byte >= b'0' as usize && byte <= b'9' as usize;
        if is_capital {
            classes[byte] = CAPITAL;
        } else if is_letter || is_digit {
            classes[byte] = SMALL;
        }
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

impl Words<'_> {
    /// Writes the folded form of the next word to `term`, which is cleared first, and returns where
    /// the word stands; `None` at the end of the text.
    pub fn next_into(&mut self, term: &mut String) -> Option<Word> {
        self.next_told(term, |_, _| true).map(|(word, _)| word)
    }

    /// As [`next_into`](Words::next_into), but leaves `term` empty where the folded form begins with
    /// a byte and has a length, in bytes, of which `is_wanted` says that nobody wants it, and that
    /// can be told without folding. Most words of a text are not looked for.
    pub fn next_wanted(
        &mut self,
        term: &mut String,
        is_wanted: impl Fn(u8, usize) -> bool,
    ) -> Option<Word> {
        self.next_told(term, is_wanted).map(|(word, _)| word)
    }

    /// As [`next_wanted`](Words::next_wanted), and tells what the word is made of.
    pub(super) fn next_told(
        &mut self,
        term: &mut String,
        is_wanted: impl Fn(u8, usize) -> bool,
    ) -> Option<(Word, Letters)> {
        loop {
            let Span { start, end, letters } = self.next_span()?;
            let printed = &self.text[start..end];
            term.clear();
            if letters != Letters::Other && printed.len() <= LONGEST_TERM {
                if is_wanted(printed.as_bytes()[0].to_ascii_lowercase(), printed.len()) {
                    term.push_str(printed);
                    if letters == Letters::Plain {
                        term.make_ascii_lowercase();
                    }
                }
            } else {
                fold_into(printed, term);
                if term.len() > LONGEST_TERM {
                    term.truncate(term.floor_char_boundary(LONGEST_TERM));
                }
                // Marks without a letter fold to nothing: they are no word, and take no position.
                if term.is_empty() {
                    continue;
                }
            }
            let position = self.position;
            self.position += 1;
            return Some((Word { start, end, position }, letters));
        }
    }

    /// Counts the words that are left.
    pub(super) fn count(mut self) -> usize {
        let mut term = String::new();
        std::iter::from_fn(|| self.next_wanted(&mut term, |_, _| false)).count()
    }

    fn next_span(&mut self) -> Option<Span> {
        if self.at < self.pairs_end {
            return Some(self.next_pair());
        }
        let (start, first) = self.skip_to_word()?;
        if is_unspaced(first) {
            self.at = start;
            self.pairs_end = self.end_of_run(start, is_unspaced);
            return Some(self.next_pair());
        }
        if let Some((end, letters)) = self.plain_word(start) {
            self.at = end;
            return Some(Span { start, end, letters });
        }
        let (end, next) = self.end_of_word(start);
        self.at = next;
        let is_plain = self.text.as_bytes()[start..end].iter().all(|byte| class(*byte) != NONE);
        Some(Span { start, end, letters: if is_plain { Letters::Plain } else { Letters::Other } })
    }

    /// Returns the end of a word of ASCII letters and digits behind which stands what joins nothing
    /// to it, as behind most, and what it is made of; `None` if that has to be looked at closely.
    fn plain_word(&self, start: usize) -> Option<(usize, Letters)> {
        let bytes = self.text.as_bytes();
        let (mut end, mut seen) = (start, SMALL);
        for byte in &bytes[start..] {
            let class = class(*byte);
            if class == NONE {
                break;
            }
            seen |= class;
            end += 1;
        }
        let is_in_word = |byte: &u8| class(*byte) != NONE || !byte.is_ascii();
        let joins = match bytes.get(end) {
            Some(b'.' | b',' | b'&' | b'\'' | b'`') => bytes.get(end + 1).is_some_and(is_in_word),
            Some(byte) => !byte.is_ascii(),
            None => false,
        };
        let letters = if seen == SMALL { Letters::Small } else { Letters::Plain };
        (!joins).then_some((end, letters))
    }

    /// Hands out the pair of characters at `at`, or the single one that is a run of its own.
    fn next_pair(&mut self) -> Span {
        let start = self.at;
        let second = start + self.char_at(start).map_or(1, char::len_utf8);
        let end = match self.char_at(second).filter(|_| second < self.pairs_end) {
            Some(c) => second + c.len_utf8(),
            None => second,
        };
        // The last pair ends the run: its second character starts no pair.
        self.at = if end >= self.pairs_end { self.pairs_end } else { second };
        Span { start, end, letters: Letters::Other }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    fn skip_to_word(&mut self) -> Option<(usize, char)> {
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += rest.iter().position(|byte| class(*byte) != NONE || !byte.is_ascii())?;
            let c = self.char_at(self.at)?;
            if c.is_alphanumeric() {
                return Some((self.at, c));
            }
            self.at += c.len_utf8();
        }
    }

    fn end_of_run(&self, start: usize, belongs: impl Fn(char) -> bool) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = start;
        while let Some(byte) = bytes.get(end) {
            if byte.is_ascii() {
                if !belongs(char::from(*byte)) {
                    break;
                }
                end += 1;
            } else {
                match self.char_at(end) {
                    Some(c) if belongs(c) => end += c.len_utf8(),
                    _ => break,
                }
            }
        }
        end
    }

    fn end_of_letters(&self, start: usize) -> usize {
        self.end_of_run(start, is_word_char)
    }

    /// Returns the end of the word that starts at `start`, and where to look for the next one.
    fn end_of_word(&self, start: usize) -> (usize, usize) {
        let mut end = self.end_of_letters(start);
        let mut acronym = false;
        loop {
            let Some(joiner) = self.char_at(end) else { return (end, end) };
            let right = end + joiner.len_utf8();
            if !self.char_at(right).is_some_and(|c| is_word_char(c) && c.is_alphanumeric()) {
                // The last dot of "U.S." belongs to the word.
                return if acronym && joiner == '.' { (right, right) } else { (end, end) };
            }
            let right_end = self.end_of_letters(right);
            let (left, after) = (&self.text[start..end], &self.text[right..right_end]);
            match joiner {
                '.' if is_initials(left) && is_one_letter(after) => acronym = true,
                '.' if ends_in_digit(left) && starts_with_digit(after) => {}
                ',' if ends_in_digit(left) && is_thousands(after) => {}
                '&' if left.len() <= 3 && after.len() <= 3 => {}
                c if is_apostrophe(c) => {
                    if matches!(after, "s" | "S") {
                        return (end, right_end);
                    }
                    if ELISIONS.iter().any(|e| left.eq_ignore_ascii_case(e)) {
                        return (end, right);
                    }
                }
                _ => return (end, end),
            }
            end = right_end;
        }
    }
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    // Dashes and quotes, the most common of what is not ASCII in English.
    if matches!(c, '\u{2010}'..='\u{203f}') {
        return false;
    }
    (c.is_alphanumeric() && !is_unspaced(c)) || is_combining_mark(c) || is_invisible(c)
}

/// Returns true for the scripts that are written without spaces between words, or whose words
/// carry their particles: Han, Kana, Hangul.
pub fn is_unspaced(c: char) -> bool {
    // Nothing below is, and most characters are there.
    c >= '\u{1100}'
        && matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{3105}'..='\u{318f}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}'
        | '\u{20000}'..='\u{3ffff}')
}

/// "U", "U.S": single letters with dots between them.
fn is_initials(left: &str) -> bool {
    left.split('.').all(is_one_letter)
}

fn is_one_letter(part: &str) -> bool {
    let mut chars = part.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

fn ends_in_digit(left: &str) -> bool {
    left.ends_with(|c: char| c.is_ascii_digit())
}

fn starts_with_digit(right: &str) -> bool {
    right.starts_with(|c: char| c.is_ascii_digit())
}

fn is_thousands(right: &str) -> bool {
    right.len() == 3 && right.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{tokens, words};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found: Vec<String> = tokens(text)
            .map(|t| format!("{}={}", &text[t.word.start..t.word.end], t.term))
            .collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn the_words_of_a_newsroom_stay_whole() {
        check("The U.S. Senate", "The=the U.S.=us Senate=senate");
        check("AT&T rose 3.5%", "AT&T=at&t rose=rose 3.5=3.5");
        check("O'Brien didn’t", "O'Brien=obrien didn’t=didnt");
        check("J.K. Rowling", "J.K.=jk Rowling=rowling");
        check("$1,200 at 5 p.m. today", "1,200=1200 at=at 5=5 p.m.=pm today=today");
    }

    #[test]
    fn a_hyphen_parts_two_words_in_a_row() {
        check("al-Masri", "al=al Masri=masri");
        check("well-being", "well=well being=being");
    }

    #[test]
    fn a_possessive_is_not_part_of_the_word() {
        check("Trump’s threats", "Trump=trump threats=threats");
        check("the workers' pay", "the=the workers=workers pay=pay");
    }

    #[test]
    fn an_elided_article_is_a_word_of_its_own() {
        check("l'accord d’Estaing", "l=l accord=accord d=d Estaing=estaing");
        check("dell'anno", "dell=dell anno=anno");
    }

    #[test]
    fn a_full_stop_does_not_join_words() {
        check("the end.Then cnn.com", "the=the end=end Then=then cnn=cnn com=com");
        check("He left. A", "He=he left=left A=a");
        check("rose 3. Then", "rose=rose 3=3 Then=then");
        check("1998,2001", "1998=1998 2001=2001");
    }

    #[test]
    fn text_without_spaces_is_cut_into_pairs() {
        check("東京都", "東京=東京 京都=京都");
        check("米 2024年", "米=米 2024=2024 年=年");
    }

    #[test]
    fn positions_count_words_without_gaps() {
        let positions: Vec<u32> =
            tokens("a al-Masri 東京都 z").map(|token| token.word.position).collect();
        assert_eq!(positions, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn an_endless_word_is_cut() {
        let term = tokens(&"é".repeat(5000)).next().map(|token| token.term.len());
        assert_eq!(term, Some(100));
    }

    proptest! {
        #[test]
        fn words_are_in_order_and_on_character_borders(text in "\\PC{0,60}|[a-z.,'’&東京 -]{0,40}") {
            let mut last = 0;
            for (number, token) in tokens(&text).enumerate() {
                prop_assert!(token.word.start >= last || token.word.position > 0);
                prop_assert!(token.word.start < token.word.end);
                prop_assert!(text.get(token.word.start..token.word.end).is_some());
                prop_assert_eq!(token.word.position as usize, number);
                prop_assert!(!token.term.is_empty());
                // The short way to the end of a plain word is the same as the long one.
                let words = words(&text);
                if let Some((end, _)) = words.plain_word(token.word.start) {
                    prop_assert_eq!(words.end_of_word(token.word.start), (end, end));
                }
                last = token.word.start;
            }
        }

        #[test]
        fn words_that_nobody_wants_are_passed_over_and_no_others(
            text in "[a-cA-C.'é东京 0-9-]{0,40}",
        ) {
            let is_wanted = |first: u8, length: usize| first == b'a' && length == 2;
            let (mut some, mut term) = (words(&text), String::new());
            for token in tokens(&text) {
                prop_assert_eq!(some.next_wanted(&mut term, is_wanted), Some(token.word));
                prop_assert!(term == token.term || (term.is_empty() && token.term.is_ascii()));
                let first = token.term.as_bytes()[0];
                prop_assert!(!term.is_empty() || !is_wanted(first, token.term.len()));
            }
            prop_assert_eq!(some.next_wanted(&mut term, is_wanted), None);
        }

        #[test]
        fn the_terms_of_a_folded_text_are_the_same_terms(text in "[A-Za-zÉéß' -]{0,40}") {
            let once: Vec<String> = tokens(&text).map(|t| t.term).collect();
            let again: Vec<String> = tokens(&once.join(" ")).map(|t| t.term).collect();
            prop_assert_eq!(once, again);
        }
    }
}
