//! A person named in an article.

use std::ops::Range;

use crate::article::Name;

/// Someone whom the headline or the body of one article names, or whom its file lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The fullest form of the name in the article or the list, without titles.
    pub name: Name,
    /// Where the article names the person, in whatever form: those of the headline first, each in
    /// the order of its text. Empty only if the person is given, but the text names nobody so.
    pub mentions: Vec<Mention>,
    /// Whether the file itself lists the person as one the article is about.
    pub given: bool,
}

/// A place where a person is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Whether it is in the headline; else it is in the body.
    pub in_headline: bool,
    /// Which bytes of that text name the person, without titles.
    pub range: Range<usize>,
}
