//! Pages to learn from, and what learns. Nothing here runs when articles are read.

use super::html;

pub use super::trees::training::{Measure, Page, Trained, train};

/// Reads a web page, whose article has the text `body`, as blocks; `None` if it cannot be read.
pub fn blocks(html: &str, body: &str) -> Option<Page> {
    let (texts, described) = html::measured(html)?;
    Some(Page::new(texts, described, body))
}
