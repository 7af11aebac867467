//! Scraped plain text: a page as it is seen, with menus and buttons around the article.

mod block;
mod furniture;
mod header;
mod headline;
mod keyed;
mod origins;
// Its tables are set as paragraphs: one phrase a line they would be four times as long.
#[rustfmt::skip]
mod phrases;
mod read;

pub(super) use read::{FORMAT, article_of, article_under, sign};
