//! Cuts a text into the tokens that the tagger looks at: the words of [`crate::text`], those with a
//! hyphen between them as one, and the signs between them.

use std::ops::Range;

use super::language::{Known, Language};
use super::lexicon::{Kinds, WordHash, hash_of, hash_on, hash_on_char, kinds};
use crate::text::{is_unspaced, sentences, words};

/// A word or a sign.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Token {
    /// First byte, and the one behind the last, in the text. The dot of "J." and "Mr." belongs to it.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The folded form.
    pub(super) word: WordHash,
    /// The folded form of what stands behind the last hyphen: of "al-Masri" that is "masri".
    pub(super) last: WordHash,
    /// How it is printed: "Xx", "X.", "x-Xx", as a hash.
    pub(super) shape: WordHash,
    /// What the word may be.
    pub(super) kinds: Kinds,
    /// How many bytes it has, at most 255.
    pub(super) length: u8,
    /// Whether it is a word and has a capital.
    pub(super) is_capital: bool,
    /// Whether it has two capitals or more, and no small letter.
    pub(super) is_shouted: bool,
}

impl Token {
    /// Returns true for a small word inside a name, such as "van" or "al".
    pub(super) fn is_particle(&self) -> bool {
        !self.is_capital && self.kinds.has(Kinds::PARTICLE)
    }

    fn is_word(&self) -> bool {
        self.last != 0
    }
}

/// How the letters of a sentence are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Sentence,
    /// Most words have a capital.
    Title,
    /// Most words are in capitals.
    Shouted,
}

impl Case {
    /// Returns how the tokens of a sentence are printed.
    fn of(sentence: &[Token]) -> Self {
        let long = || sentence.iter().filter(|token| token.length > 3);
        let (all, capital) = (long().count(), long().filter(|token| token.is_capital).count());
        let shouted = long().filter(|token| token.is_shouted).count();
        if all > 1 && shouted * 10 >= all * 7 {
            Case::Shouted
        } else if all > 2 && capital * 10 >= all * 7 {
            Case::Title
        } else {
            Case::Sentence
        }
    }
}

/// The tokens of a text, sentence by sentence.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// In the order of the text.
    pub(super) all: Vec<Token>,
    /// In the order of the text; together they have all tokens.
    pub(super) sentences: Vec<Sentence>,
}

/// A sentence of a text.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// Its tokens; not empty.
    pub(super) tokens: Range<usize>,
    /// How most of its words are printed.
    pub(super) case: Case,
}

impl Tokens {
    /// Cuts up `text`, which is in `language`.
    pub(super) fn of(text: &str, language: Language) -> Self {
        let mut tokens = Tokens::default();
        let mut folded = String::new();
        for sentence in sentences(text) {
            let first = tokens.all.len();
            let mut behind = sentence.start;
            let mut words = words(&text[sentence.clone()]);
            while let Some(word) = words.next_into(&mut folded) {
                let place = sentence.start + word.start..sentence.start + word.end;
                // Overlapping pairs of characters leave no gap.
                let gap = text.get(behind..place.start).unwrap_or_default();
                if is_hyphen(gap) && tokens.all[first..].last().is_some_and(Token::is_word) {
                    tokens.join(&folded, place.end);
                } else {
                    if gap != " " {
                        tokens.signs(text, behind..place.start, first);
                    }
                    tokens.word(text, place.clone(), &folded, language);
                }
                behind = place.end;
            }
            tokens.signs(text, behind..sentence.end, first);
            for token in &mut tokens.all[first..] {
                token.print(text);
            }
            tokens.know_language(text, first, language);
            if first < tokens.all.len() {
                let case = Case::of(&tokens.all[first..]);
                tokens.sentences.push(Sentence { tokens: first..tokens.all.len(), case });
            }
        }
        tokens
    }

    /// Mends what the model, which knows English best, would misread in the sentence that begins with
    /// token `first`.
    fn know_language(&mut self, text: &str, first: usize, language: Language) {
        if language.known == Known::Other {
            return;
        }
        let sentence = &mut self.all[first..];
        if let Some(token) = sentence.iter_mut().find(|token| token.is_word())
            && token.kinds.has(Kinds::ORDINARY)
        {
            token.is_capital = false;
        }
        for at in 0..sentence.len() {
            let inside_name = at > 0 && sentence[at - 1].is_capital;
            let token = &mut sentence[at];
            if language.known == Known::French
                && !inside_name
                && &text[token.start..token.end] == "M."
            {
                (token.word, token.last, token.kinds) = (MONSIEUR, MONSIEUR, Kinds::TITLE);
            }
            // "Kapitän a. D. Onno Moss" is out of service: a title, and no initial of his.
            let is_retired = language.known == Known::German
                && &text[token.start..token.end] == "D."
                && text[..token.start].trim_end().ends_with(" a.");
            if is_retired {
                (token.is_capital, token.kinds) = (false, Kinds::TITLE);
            }
        }
    }

    fn word(&mut self, text: &str, place: Range<usize>, folded: &str, language: Language) {
        // Texts that were cut before have "Doe 's".
        if folded == "s"
            && let Some(sign) = self.all.last_mut().filter(|sign| sign.word == APOSTROPHE)
            && sign.end == place.start
        {
            sign.end = place.end;
            sign.word = POSSESSIVE;
            return;
        }
        let word = hash_of(folded);
        let kinds = match text[place.clone()].chars().next() {
            Some(first) if !first.is_ascii() && is_unspaced(first) => Kinds::default(),
            _ => kinds(word).or(language.kinds(folded, word)),
        };
        let Range { start, end } = place;
        self.all.push(Token { start, end, word, last: word, kinds, ..Token::default() });
    }

    /// Joins a word to the token before the hyphen.
    fn join(&mut self, folded: &str, end: usize) {
        if let Some(token) = self.all.last_mut() {
            token.word = hash_on(hash_on(token.word, "-"), folded);
            token.last = hash_of(folded);
            token.kinds = kinds(token.word);
            token.end = end;
        }
    }

    /// Adds the signs in a gap. `first` is the first token of the sentence.
    fn signs(&mut self, text: &str, gap: Range<usize>, first: usize) {
        let Some(mut signs) = text.get(gap.clone()) else { return };
        let mut start = gap.start;
        if signs.starts_with('.')
            && let Some(token) = self.all[first..].last_mut().filter(|token| token.is_word())
            && (is_initial(&text[token.start..token.end]) || token.kinds.has(ABBREVIATED))
        {
            token.end += 1;
            start += 1;
            signs = &signs[1..];
        }
        // A possessive is one sign.
        if let Some(rest) = ["'s", "’s"].iter().find_map(|s| signs.strip_prefix(s)) {
            let end = start + signs.len() - rest.len();
            self.all.push(Token { start, end, word: POSSESSIVE, ..Token::default() });
            start = end;
            signs = rest;
        }
        for (at, sign) in signs.char_indices().filter(|(_, sign)| !sign.is_whitespace()) {
            let (start, end) = (start + at, start + at + sign.len_utf8());
            let word = hash_of(plain(sign, &text[start..end]));
            self.all.push(Token { start, end, word, ..Token::default() });
        }
    }
}

impl Token {
    /// Notes how the token is printed.
    fn print(&mut self, text: &str) {
        let printed = &text[self.start..self.end];
        self.length = u8::try_from(printed.len()).unwrap_or(u8::MAX);
        if !self.is_word() {
            self.shape = self.word;
            return;
        }
        // Most words are so, and need no closer look.
        if printed.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.shape = if printed.len() == 1 { SMALL_LETTER } else { SMALL_LETTERS };
            return;
        }
        let mut shape = hash_of("");
        let (mut before, mut is_repeated) = (' ', false);
        let (mut capitals, mut small) = (0, 0);
        for c in printed.chars() {
            let class = match c {
                'a'..='z' => 'x',
                'A'..='Z' => 'X',
                '0'..='9' => '0',
                _ if c.is_ascii() => c,
                _ if c.is_uppercase() => 'X',
                _ if c.is_lowercase() => 'x',
                _ if c.is_numeric() => '0',
                _ if c.is_alphabetic() => 'a',
                _ => c,
            };
            capitals += u32::from(class == 'X');
            small += u32::from(class == 'x');
            if class == before && is_repeated {
                continue;
            }
            is_repeated = class == before;
            let sign = if is_repeated { '+' } else { class };
            shape = hash_on_char(shape, sign);
            before = class;
        }
        self.shape = shape;
        self.is_capital = capitals > 0 && printed.starts_with(char::is_alphabetic);
        self.is_shouted = capitals > 1 && small == 0;
    }
}

/// The shapes of words of one and of several small letters.
const SMALL_LETTER: WordHash = hash_of("x");
const SMALL_LETTERS: WordHash = hash_of("x+");
/// The word of a possessive.
pub(super) const POSSESSIVE: WordHash = hash_of("'s");
/// The model knows the French title by the English one.
const MONSIEUR: WordHash = hash_of("mr");
const APOSTROPHE: WordHash = hash_of("'");

/// What a full stop belongs to: "Mr.", "Jr.".
const ABBREVIATED: Kinds = Kinds::ABBREVIATION.or(Kinds::SUFFIX);

/// "J" of "J. Doe"; "J.K." has its dots.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

fn is_hyphen(gap: &str) -> bool {
    matches!(gap, "-" | "‑" | "‐")
}

/// Signs that are printed in several ways are one.
fn plain(sign: char, printed: &str) -> &str {
    match sign {
        '“' | '”' | '„' | '«' | '»' => "\"",
        '’' | '‘' => "'",
        '—' => "–",
        _ => printed,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Language, Tokens};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let tokens = Tokens::of(text, Language::default());
        let sentences = tokens.sentences.iter().map(|sentence| {
            let printed = tokens.all[sentence.tokens.clone()].iter().map(|t| &text[t.start..t.end]);
            printed.collect::<Vec<_>>().join("|")
        });
        assert_eq!(sentences.collect::<Vec<_>>().join(" / "), expected);
    }

    #[test]
    fn words_signs_and_possessives_are_tokens() {
        check("Jane Doe’s plan, “late”. It fell.", "Jane|Doe|’s|plan|,|“|late|”|. / It|fell|.");
        check("$5 (or so)", "$|5|(|or|so|)");
        check("", "");
    }

    #[test]
    fn a_hyphen_joins_and_an_abbreviation_keeps_its_dot() {
        check("Mr. al-Masri met J. K. Roe", "Mr.|al-Masri|met|J.|K.|Roe");
        check("Kim Jong-un of the U.S. left", "Kim|Jong-un|of|the|U.S.|left");
        check("a plan - late", "a|plan|-|late");
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_hold_what_is_printed(text in "\\PC{0,60}|[A-Za-z.,'’ 東京-]{0,60}") {
            let tokens = Tokens::of(&text, Language::default());
            let mut covered = 0;
            for sentence in &tokens.sentences {
                prop_assert_eq!(sentence.tokens.start, covered);
                covered = sentence.tokens.end;
            }
            prop_assert_eq!(covered, tokens.all.len());
            for token in &tokens.all {
                prop_assert!(text.get(token.start..token.end).is_some_and(|t| !t.is_empty()));
            }
        }
    }
}
