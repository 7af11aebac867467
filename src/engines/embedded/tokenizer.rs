//! Hands byline's words to tantivy.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::{Words, words};

/// Cuts texts into the words of [`crate::text`].
#[derive(Clone)]
pub(super) struct NewsTokenizer;

/// The words of one text.
pub(super) struct NewsTokens<'t> {
    words: Words<'t>,
    token: Token,
}

impl Tokenizer for NewsTokenizer {
    type TokenStream<'t> = NewsTokens<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> NewsTokens<'t> {
        NewsTokens { words: words(text), token: Token::default() }
    }
}

impl TokenStream for NewsTokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next_into(&mut self.token.text) else { return false };
        self.token.offset_from = word.start;
        self.token.offset_to = word.end;
        self.token.position = word.position as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
