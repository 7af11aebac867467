//! A person named in an article.

use crate::article::Name;

/// Someone whom the headline or the body of one article names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The fullest form of the name in the article, without titles.
    pub name: Name,
    /// How often the article names the person, in whatever form; at least 1.
    pub mentions: u32,
}
