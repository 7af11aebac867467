//! Terms that are no words: each stands at the position of a word and says something of it. No word
//! begins as they do, so none is ever taken for one.

use crate::query::{Class, Unit};
use crate::text::Shape;

/// What every such term begins with.
pub(super) const MARK: char = '\u{1}';

/// A word that begins a sentence.
pub(super) const SENTENCE: &str = "\u{1}s";
/// A word that begins a paragraph.
pub(super) const PARAGRAPH: &str = "\u{1}p";
/// A word with a capital first that is not all capitals.
pub(super) const CAPITAL: &str = "\u{1}c";
/// A word in capitals.
pub(super) const ALL_CAPITALS: &str = "\u{1}a";
/// A word with a capital that is not the first letter.
pub(super) const INNER_CAPITAL: &str = "\u{1}i";
/// The first name of a field that has any.
pub(super) const ANY: &str = "\u{1}h";
/// What every word with a capital has one of.
pub(super) const CAPITALS: [&str; 3] = [CAPITAL, ALL_CAPITALS, INNER_CAPITAL];
/// A number.
pub(super) const NUMBER: &str = "\u{1}n";
/// A sum of money.
pub(super) const MONEY: &str = "\u{1}m";
/// A date.
pub(super) const DATE: &str = "\u{1}d";

/// Returns the mark of a word of this shape; lower case has none.
pub(super) fn of_shape(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Lower => None,
        Shape::Capital => Some(CAPITAL),
        Shape::AllCapitals => Some(ALL_CAPITALS),
        Shape::Inner => Some(INNER_CAPITAL),
    }
}

/// Returns the mark of a word that begins a part of a text.
pub(super) fn of_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Sentence => SENTENCE,
        Unit::Paragraph => PARAGRAPH,
    }
}

/// Returns the mark of a word of this sort; people are not kept as marks.
pub(super) fn of_class(class: Class) -> Option<&'static str> {
    match class {
        Class::Person => None,
        Class::Number => Some(NUMBER),
        Class::Money => Some(MONEY),
        Class::Date => Some(DATE),
    }
}

/// Returns the shape of a word of which nothing more is to be said: printed as its term is, or with
/// a capital first, or in capitals. `None` if it has accents, or dots, or a capital elsewhere.
pub(super) fn ordinary_shape(term: &str, printed: &str, shape: Shape) -> Option<Shape> {
    let is_ordinary = match shape {
        Shape::Lower => printed == term,
        Shape::Inner => false,
        Shape::AllCapitals => is_lowered(printed, term),
        Shape::Capital => {
            let mut chars = printed.chars();
            chars.next();
            is_lowered(printed, term) && !chars.any(char::is_uppercase)
        }
    };
    is_ordinary.then_some(shape)
}

/// Returns true if `term` is `printed` in lower case.
fn is_lowered(printed: &str, term: &str) -> bool {
    if printed.is_ascii() {
        printed.eq_ignore_ascii_case(term)
    } else {
        printed.chars().flat_map(char::to_lowercase).eq(term.chars())
    }
}

/// Returns what the terms begin with that say how `term` is printed where that is out of the
/// ordinary.
pub(super) fn printed_prefix(term: &str) -> String {
    format!("\u{1}={term}\u{1}")
}

/// Returns the term that says that `term` is printed so.
pub(super) fn printed(term: &str, printed: &str) -> String {
    printed_prefix(term) + printed
}

/// What the term of a whole name begins with; its key is behind it.
pub(super) const WHOLE: char = '\u{2}';

/// Returns the term of the name whose key is this.
pub(super) fn whole(key: &str) -> String {
    format!("{WHOLE}{key}")
}
