//! What a word is: the one tokenizer that engine, highlighter and people finder share.
//!
//! Because all three ask here, a word that was indexed is a word that is found, marked and counted.
//! Never knows what the text is: no article, no field, no query.

mod days;
mod fingerprint;
mod fold;
mod kinds;
mod language;
mod marked;
mod sentences;
mod tokens;

pub use days::is_date;
pub use fingerprint::Fingerprint;
pub use fold::{fold, fold_into};
pub use kinds::{Shape, is_money, is_number, is_printed_as, plainly_printed};
pub use language::language;
pub use marked::{Begins, Marked, Marks, marked};
pub use sentences::{Sentences, lead, paragraphs, sentences};
pub use tokens::{Token, Word, Words, is_unspaced, tokens, words};

/// Returns how many words `text` has.
pub fn count(text: &str) -> usize {
    words(text).count()
}

/// Returns the folded words of `text`, one space between two: what two spellings of a name or title
/// share. Empty if there is no word.
///
/// ```
/// assert_eq!(byline::text::key("Mushir  AL-MASRI,"), "mushir al masri");
/// ```
pub fn key(text: &str) -> String {
    let mut key = String::new();
    let mut words = words(text);
    let mut term = String::new();
    while words.next_into(&mut term).is_some() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&term);
    }
    key
}
