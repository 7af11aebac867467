//! The words of a text, each with what there is to know of it.

use super::days::is_date;
use super::kinds::{Shape, is_money, is_number};
use super::sentences::{Sentences, sentences};
use super::tokens::{Letters, Word, Words, words};

/// What there is to know of a word in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// What it is the first word of.
    pub begins: Begins,
    /// Where its capitals are.
    pub shape: Shape,
    /// Whether it is a number; see [`is_number`].
    pub number: bool,
    /// Whether it is the number of a sum of money; see [`is_money`].
    pub money: bool,
    /// Whether it is a year, a month or a weekday; see [`is_date`].
    pub date: bool,
}

impl Marks {
    /// Of a word in small letters of which nothing is to be said.
    pub const NONE: Marks = Marks {
        begins: Begins::Nothing,
        shape: Shape::Lower,
        number: false,
        money: false,
        date: false,
    };
}

/// What a word is the first of. A word that goes on behind the end of a sentence belongs to the one
/// it starts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begins {
    /// Of nothing.
    Nothing,
    /// Of a sentence, see [`sentences`].
    Sentence,
    /// Of a paragraph, see [`paragraphs`](super::paragraphs), and so of a sentence.
    Paragraph,
}

/// Returns the words of `text` as [`words`] does, each with what there is to know of it.
pub fn marked(text: &str) -> Marked<'_> {
    let mut sentences = sentences(text);
    let next = sentences.next_start();
    Marked { text, words: words(text), sentences, next }
}

/// The words of a text, in order, with marks.
#[derive(Debug, Clone)]
pub struct Marked<'t> {
    text: &'t str,
    words: Words<'t>,
    sentences: Sentences<'t>,
    /// Where the next sentence starts, and whether it opens a paragraph.
    next: Option<(usize, bool)>,
}

impl Marked<'_> {
    /// Writes the folded form of the next word to `term`, which is cleared first, and returns where
    /// the word stands and what is known of it; `None` at the end of the text.
    pub fn next_into(&mut self, term: &mut String) -> Option<(Word, Marks)> {
        let (word, letters) = self.words.next_told(term, |_, _| true)?;
        let printed = &self.text[word.start..word.end];
        let shape = if letters == Letters::Small { Shape::Lower } else { Shape::of(printed) };
        let number = is_number(printed);
        let money = number && is_money(self.text, word);
        let marks =
            Marks { begins: self.begins(word), shape, number, money, date: is_date(term, shape) };
        Some((word, marks))
    }

    fn begins(&mut self, word: Word) -> Begins {
        let mut begins = Begins::Nothing;
        // A sentence without a word is passed over, but a paragraph it opens begins all the same.
        while let Some((start, opens)) = self.next
            && start <= word.start
        {
            if opens {
                begins = Begins::Paragraph;
            } else if begins == Begins::Nothing {
                begins = Begins::Sentence;
            }
            self.next = self.sentences.next_start();
        }
        begins
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Begins, marked};
    use crate::text::{Token, is_money, paragraphs, sentences, tokens};

    /// Writes `¶` before the first word of a paragraph, `|` before that of a sentence, and behind a
    /// word whether it is a number, money or a date.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (mut words, mut term, mut shown) = (marked(text), String::new(), Vec::new());
        while let Some((_, marks)) = words.next_into(&mut term) {
            let begins = match marks.begins {
                Begins::Nothing => "",
                Begins::Sentence => "|",
                Begins::Paragraph => "¶",
            };
            let kinds = [(marks.number, "#"), (marks.money, "$"), (marks.date, "@")];
            let kinds: String = kinds.iter().filter(|kind| kind.0).map(|kind| kind.1).collect();
            shown.push([begins, &term, &kinds].concat());
        }
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn the_first_words_of_sentences_and_paragraphs_are_told() {
        check("It rose. It fell.\n\nIt rose 3.5", "¶it rose |it fell ¶it rose 3.5#");
        check("\n “Yes.” He left", "¶yes |he left");
        check("東京。大阪", "¶東京 |大阪");
    }

    #[test]
    fn a_paragraph_whose_first_sentence_has_no_word_begins_all_the_same() {
        check("One.\n…! Two.", "¶one ¶two");
    }

    #[test]
    fn numbers_money_and_dates_are_told() {
        check("In May 2024 $5 may do", "¶in may@ 2024#@ 5#$ may do");
    }

    proptest! {
        #[test]
        fn the_words_are_those_of_the_tokenizer_and_begin_where_a_sentence_does(
            text in "([A-Za-z]{1,3}|[0-9]|[.!?…。 \n”é東$-]){0,60}",
        ) {
            let (mut words, mut term, mut found) = (marked(&text), String::new(), Vec::new());
            while let Some((word, marks)) = words.next_into(&mut term) {
                found.push((Token { term: term.clone(), word }, marks));
            }
            let expected: Vec<Token> = tokens(&text).collect();
            let tokens: Vec<&Token> = found.iter().map(|(token, _)| token).collect();
            prop_assert_eq!(tokens, expected.iter().collect::<Vec<_>>());

            // By the definition: a word is the first whose start lies in the sentence.
            let starts_in = |range: &std::ops::Range<usize>| {
                found.iter().position(|(token, _)| range.contains(&token.word.start))
            };
            let firsts: Vec<usize> = sentences(&text).filter_map(|s| starts_in(&s)).collect();
            let openers: Vec<usize> = paragraphs(&text).filter_map(|p| starts_in(&p)).collect();
            for (number, (token, marks)) in found.iter().enumerate() {
                prop_assert_eq!(marks.begins != Begins::Nothing, firsts.contains(&number));
                prop_assert_eq!(marks.begins == Begins::Paragraph, openers.contains(&number));
                prop_assert_eq!(marks.money, is_money(&text, token.word));
            }
        }
    }
}
