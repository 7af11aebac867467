//! Pages to learn from, and what learns. Nothing here runs when articles are read.

use super::{html, plain};

pub use super::trees::training::{Measure, Page, Trained, train};

/// Reads a web page, whose article has the text `body`, as blocks; `None` if it cannot be read.
pub fn blocks(html: &str, body: &str) -> Option<Page> {
    let (texts, described) = html::measured(html)?;
    Some(Page::new(texts, described, body))
}

/// Reads what a web page shows, whose article has the text `body`, as lines; `None` if it cannot be
/// read.
pub fn lines(html: &str, body: &str) -> Option<Page> {
    let (texts, described) = plain::measured(&html::shown(html)?);
    Some(Page::new(texts, described, body))
}

/// Returns the text that a web page shows, menus and all, as a browser copies it; `None` if it cannot
/// be read.
pub fn shown(html: &str) -> Option<String> {
    html::shown(html)
}
