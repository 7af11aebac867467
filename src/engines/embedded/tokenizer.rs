//! Hands byline's words to tantivy.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::marks::{self, ANY, WHOLE};
use crate::text::{Begins, Marked, Marks, Word, marked, plainly_printed};

/// Of a longer word, in bytes, nobody asks how it is printed.
const LONGEST_PRINTED: usize = 200;

/// The words of a text, each followed by its marks.
struct MarkedWords<'t> {
    text: &'t str,
    words: Marked<'t>,
    /// Marks of the word before that are still to come; the last comes first.
    marks: Vec<&'static str>,
    /// Which word is still to be told how it is printed.
    printed: Option<Word>,
}

/// What a token is.
enum Step {
    Word(Word),
    Mark,
}

impl<'t> MarkedWords<'t> {
    fn of(text: &'t str) -> Self {
        MarkedWords { text, words: marked(text), marks: Vec::new(), printed: None }
    }

    /// Writes the next word or mark to `token`, whose position is counted from `first`.
    fn next_into(&mut self, token: &mut Token, first: usize) -> Option<Step> {
        if let Some(word) = self.printed.take() {
            // The term of the word is still here: it comes right before this.
            let printed = &self.text[word.start..word.end];
            token.text = marks::printed(&token.text, &plainly_printed(printed));
            return Some(Step::Mark);
        }
        if let Some(mark) = self.marks.pop() {
            token.text.clear();
            token.text.push_str(mark);
            return Some(Step::Mark);
        }
        let (word, marks) = self.words.next_into(&mut token.text)?;
        token.offset_from = word.start;
        token.offset_to = word.end;
        token.position = first + word.position as usize;
        self.mark(&token.text, word, marks);
        Some(Step::Word(word))
    }

    /// Notes what is to be said of a word beside its term.
    fn mark(&mut self, term: &str, word: Word, marks: Marks) {
        // As most words.
        if marks == Marks::NONE && self.text[word.start..word.end] == *term {
            return;
        }
        match marks.begins {
            Begins::Nothing => {}
            Begins::Sentence => self.marks.push(marks::SENTENCE),
            Begins::Paragraph => self.marks.extend([marks::SENTENCE, marks::PARAGRAPH]),
        }
        self.marks.extend(marks::of_shape(marks.shape));
        let kinds =
            [(marks.number, marks::NUMBER), (marks.money, marks::MONEY), (marks.date, marks::DATE)];
        self.marks.extend(kinds.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark));
        let printed = &self.text[word.start..word.end];
        let is_ordinary = marks::ordinary_shape(term, printed, marks.shape).is_some();
        if !is_ordinary && printed.len() <= LONGEST_PRINTED {
            self.printed = Some(word);
        }
    }
}

/// Cuts texts into the words of [`crate::text`], each followed by its marks.
#[derive(Clone)]
pub(super) struct NewsTokenizer;

/// The words of one text.
pub(super) struct NewsTokens<'t> {
    words: MarkedWords<'t>,
    token: Token,
}

impl Tokenizer for NewsTokenizer {
    type TokenStream<'t> = NewsTokens<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> NewsTokens<'t> {
        NewsTokens { words: MarkedWords::of(text), token: Token::default() }
    }
}

impl TokenStream for NewsTokens<'_> {
    fn advance(&mut self) -> bool {
        self.words.next_into(&mut self.token, 0).is_some()
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// So far apart are the first words of two names of one field: no query reaches from one to another.
pub(super) const NAME_STRIDE: u32 = 1 << 12;

/// Cuts a list of names, one a line, into their words, each followed by its marks; behind the words
/// of each name comes a term for the whole of it, and behind all of them one that says that there is
/// any.
#[derive(Clone)]
pub(super) struct NamesTokenizer;

/// The words of a list of names.
pub(super) struct NameTokens<'t> {
    names: std::str::Split<'t, char>,
    words: Option<MarkedWords<'t>>,
    /// The position of the first word of the name.
    first: usize,
    key: String,
    is_any: bool,
    token: Token,
}

impl Tokenizer for NamesTokenizer {
    type TokenStream<'t> = NameTokens<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> NameTokens<'t> {
        let mut names = text.split('\n');
        let words = names.next().map(MarkedWords::of);
        let (key, token) = (String::new(), Token::default());
        NameTokens { names, words, first: 0, key, is_any: false, token }
    }
}

impl NameTokens<'_> {
    /// Goes on in the name that is read. Returns false at its end; nobody's name has so many words
    /// that it reaches into the next.
    fn advance_in_name(&mut self) -> bool {
        let Some(words) = &mut self.words else { return false };
        match words.next_into(&mut self.token, self.first) {
            Some(Step::Word(word)) if word.position >= NAME_STRIDE / 2 => false,
            Some(Step::Word(_)) => {
                self.key.push(if self.key.is_empty() { WHOLE } else { ' ' });
                self.key.push_str(&self.token.text);
                true
            }
            Some(Step::Mark) => true,
            None => false,
        }
    }
}

impl TokenStream for NameTokens<'_> {
    fn advance(&mut self) -> bool {
        while self.words.is_some() {
            if self.advance_in_name() {
                return true;
            }
            self.words = self.names.next().map(MarkedWords::of);
            let position = self.first;
            self.first += NAME_STRIDE as usize;
            if !self.key.is_empty() {
                self.token.text.clear();
                std::mem::swap(&mut self.token.text, &mut self.key);
                self.token.position = position;
                self.is_any = true;
                return true;
            }
        }
        // Once only.
        let is_last = std::mem::take(&mut self.is_any);
        if is_last {
            self.token.text.clear();
            self.token.text.push_str(ANY);
            self.token.position = 0;
        }
        is_last
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Writes names as [`NamesTokenizer`] reads them.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut list = String::new();
    for (number, name) in names.enumerate() {
        if number > 0 {
            list.push('\n');
        }
        if name.contains('\n') {
            list.push_str(&name.replace('\n', " "));
        } else {
            list.push_str(name);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::{TokenStream as _, Tokenizer as _};

    use super::{ANY, NAME_STRIDE, NamesTokenizer, listed};
    use crate::engines::embedded::marks::MARK;

    #[test]
    fn names_are_words_and_wholes_far_apart() {
        let list = listed(["Jane Doe", "", "al-Masri"].into_iter());
        let mut tokenizer = NamesTokenizer;
        let mut stream = tokenizer.token_stream(&list);
        let mut found = Vec::new();
        while stream.advance() {
            let token = stream.token();
            if !token.text.starts_with(MARK) || token.text == ANY {
                found.push((token.text.clone(), u32::try_from(token.position).unwrap()));
            }
        }
        let third = 2 * NAME_STRIDE;
        let expected = [
            ("jane", 0),
            ("doe", 1),
            ("\u{2}jane doe", 0),
            ("al", third),
            ("masri", third + 1),
            ("\u{2}al masri", third),
            ("\u{1}h", 0),
        ];
        assert_eq!(found, expected.map(|(term, position)| (term.to_owned(), position)));
    }
}
