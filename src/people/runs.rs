//! Runs: neighbouring capitalised words of one sentence that may hold a name, with the particles,
//! initials and hyphens between them.

use std::ops::Range;

use super::language::Language;
use super::lexicon::{Kinds, kinds};
use crate::text::words;

/// How a word is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A capital and lower-case letters: "Doe".
    Capital,
    /// One to three letters that are initials: "J", "J.K.".
    Initial,
    /// Two or more capitals: "NATO".
    Acronym,
    /// Anything else: "envoy", "42".
    Lower,
}

/// What stands between a word and the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// A space.
    Space,
    /// A hyphen.
    Hyphen,
    /// The dot of an abbreviation, with or without a space.
    Dot,
    /// A comma and a space.
    Comma,
    /// Anything else, and the end: a possessive, a quote, a bracket.
    Break,
}

/// A word of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// First byte, and the one behind the last, in the text of the sentence.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kinds: Kinds,
    pub(super) shape: Shape,
    /// What follows.
    pub(super) gap: Gap,
}

/// A sentence and its words.
#[derive(Debug)]
pub(super) struct Sentence<'t> {
    pub(super) text: &'t str,
    pub(super) pieces: Vec<Piece>,
}

impl<'t> Sentence<'t> {
    /// Cuts `text`, which is one sentence of a text in `language`, in its words. `pieces` is a used
    /// list, to be used again.
    pub(super) fn read(text: &'t str, language: Language, mut pieces: Vec<Piece>) -> Self {
        pieces.clear();
        let mut term = String::new();
        let mut rest = words(text);
        while let Some(word) = rest.next_into(&mut term) {
            let kinds = kinds(&term).or(language.kinds(&term));
            if let Some(last) = pieces.last_mut() {
                last.gap = gap(text.get(last.end..word.start).unwrap_or_default());
            }
            let shape = shape(&text[word.start..word.end]);
            let (start, end) = (word.start, word.end);
            pieces.push(Piece { start, end, kinds, shape, gap: Gap::Break });
        }
        let mut sentence = Sentence { text, pieces };
        if language == Language::French {
            sentence.mark_monsieur();
        }
        sentence
    }

    /// Makes a title of each "M." that is no initial inside a name.
    fn mark_monsieur(&mut self) {
        for at in 0..self.pieces.len() {
            let piece = self.pieces[at];
            if self.word(at) != "M" || piece.gap != Gap::Dot {
                continue;
            }
            let inside_name = at.checked_sub(1).map(|at| self.pieces[at]).is_some_and(|before| {
                let other = before.shape == Shape::Lower || before.kinds.has(Kinds::ORDINARY);
                !other && matches!(before.gap, Gap::Space | Gap::Dot | Gap::Hyphen)
            });
            if !inside_name {
                self.pieces[at].kinds = Kinds::TITLE;
            }
        }
    }

    /// Returns the text of the words in `range`, which is not empty.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'t str {
        &self.text[self.pieces[range.start].start..self.pieces[range.end - 1].end]
    }

    /// Returns the text of one word.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.slice(&(at..at + 1))
    }

    /// Returns true if the word is a particle where it stands: "van", the "al" of "al-Masri".
    pub(super) fn is_particle(&self, at: usize) -> bool {
        let piece = self.pieces[at];
        let name = piece.kinds.has(Kinds::GIVEN) && piece.shape != Shape::Lower;
        // "as", "an" and "at" are particles only in "as-Sisi".
        let bound = matches!(self.word(at), "as" | "an" | "at" | "do" | "den" | "ad");
        piece.kinds.has(Kinds::PARTICLE)
            && at + 1 < self.pieces.len()
            && match piece.gap {
                Gap::Hyphen => true,
                Gap::Space => !name && !bound,
                Gap::Dot | Gap::Comma | Gap::Break => false,
            }
    }

    /// Returns the runs, in order and disjoint, as ranges of words.
    pub(super) fn runs(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < self.pieces.len() {
                let start = at;
                let first = self.behind_particles(start);
                if self.pieces.get(first).is_none_or(|piece| piece.shape == Shape::Lower) {
                    at = start + 1;
                    continue;
                }
                let (end, next) = self.end_of_run(first);
                at = next;
                if start < end {
                    return Some(start..end);
                }
            }
            None
        })
    }

    /// Returns the first word from `at` that is no lower-case particle.
    fn behind_particles(&self, mut at: usize) -> usize {
        while self.pieces.get(at).is_some_and(|piece| piece.shape == Shape::Lower)
            && self.is_particle(at)
        {
            at += 1;
        }
        at
    }

    /// Returns the end of the run whose first capitalised word is `first`, and where to look for
    /// the next run.
    fn end_of_run(&self, first: usize) -> (usize, usize) {
        let mut last = first;
        while let Some(next) = self.pieces.get(last + 1) {
            let piece = self.pieces[last];
            let capital = next.shape != Shape::Lower;
            match piece.gap {
                Gap::Hyphen if piece.kinds.has(Kinds::TITLE) => last += 1,
                Gap::Space | Gap::Hyphen if capital => last += 1,
                // "Kim Jong-un" is a name, "Doe-backed" is not one.
                Gap::Hyphen if next.kinds.has(Kinds::SYLLABLE) && last > first => last += 1,
                Gap::Hyphen => return (last, last + 2),
                Gap::Dot if !is_abbreviation(piece) => break,
                Gap::Dot if capital => last += 1,
                Gap::Space | Gap::Dot => {
                    let behind = self.behind_particles(last + 1);
                    if behind == last + 1 || !self.is_capital(behind) {
                        break;
                    }
                    last = behind;
                }
                Gap::Comma if next.kinds.has(Kinds::SUFFIX) && capital => last += 1,
                Gap::Comma | Gap::Break => break,
            }
        }
        (last + 1, last + 1)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.shape != Shape::Lower)
    }
}

fn is_abbreviation(piece: Piece) -> bool {
    piece.shape == Shape::Initial || piece.kinds.has(Kinds::TITLE.or(Kinds::SUFFIX))
}

fn gap(between: &str) -> Gap {
    match between {
        " " | "\u{a0}" => Gap::Space,
        "-" | "‑" | "‐" => Gap::Hyphen,
        "." | ". " => Gap::Dot,
        ", " => Gap::Comma,
        _ => Gap::Break,
    }
}

fn shape(word: &str) -> Shape {
    if !word.starts_with(char::is_uppercase) {
        return Shape::Lower;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let lower = word.chars().any(char::is_lowercase);
    match (letters, lower) {
        (_, true) => Shape::Capital,
        (1, false) => Shape::Initial,
        (2 | 3, false) if word.contains('.') => Shape::Initial,
        (_, false) => Shape::Acronym,
    }
}

#[cfg(test)]
mod tests {
    use super::Sentence;
    use crate::people::language::Language;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let sentence = Sentence::read(text, Language::Other, Vec::new());
        let found: Vec<&str> = sentence.runs().map(|range| sentence.slice(&range)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_run_is_made_of_neighboring_capitals() {
        check("then Jane Doe met Ada Roe", &["Jane Doe", "Ada Roe"]);
        check("Jane Doe’s Harbour", &["Jane Doe", "Harbour"]);
        check("nothing here", &[]);
    }

    #[test]
    fn particles_initials_and_hyphens_do_not_end_a_run() {
        check("told Omar al-Kindi and M. al-Kindi", &["Omar al-Kindi", "M. al-Kindi"]);
        check("saw J. K. Moss and A.B. Moss", &["J. K. Moss", "A.B. Moss"]);
        check("met Ursula van der Berg today", &["Ursula van der Berg"]);
        check("met Anne-Marie Roe-Smith", &["Anne-Marie Roe-Smith"]);
        check("met Dr. Doe, Jr. and Lim Ji-won", &["Dr. Doe, Jr", "Lim Ji-won"]);
        check("van der Berg left", &["van der Berg"]);
    }

    #[test]
    fn commas_quotes_and_adjectives_end_a_run() {
        check("Oslo, Jane Doe (Moss)", &["Oslo", "Jane Doe", "Moss"]);
        check("a Doe-backed plan of Roe", &["Roe"]);
        check("the Fund of Norway", &["Fund", "Norway"]);
    }
}
