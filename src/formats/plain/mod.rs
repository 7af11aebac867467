//! Scraped plain text: a page as it is seen, with menus and buttons around the article.

mod block;
mod furniture;
mod header;
mod headline;
mod keyed;
mod lines;
mod origins;
// Its tables are set as paragraphs: one phrase a line they would be four times as long.
#[rustfmt::skip]
mod phrases;
mod read;

pub(super) use read::{FORMAT, article_of, article_under, sign};

use super::trees::Described;

/// Returns the lines of a page that are not empty, and the same measured.
pub(super) fn measured(text: &str) -> (Vec<String>, Described) {
    let lines = block::lines(text);
    let lines: Vec<&str> = lines.iter().map(|line| line.text).filter(|it| !it.is_empty()).collect();
    let described = lines::describe(&lines);
    (lines.into_iter().map(str::to_owned).collect(), described)
}
