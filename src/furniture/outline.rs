//! What is kept of an article to learn from it.

use crate::article::{Article, hash_of};
use crate::text;

/// So many paragraphs are kept from either end of an article.
const KEPT: usize = 20;
/// A longer paragraph is no furniture, in bytes. The longest notices that sites print below their
/// articles have some 800.
pub(super) const LONGEST: usize = 1_000;

/// The paragraphs of an article, those in the middle of a long one left out.
#[derive(Debug)]
pub(super) struct Outline {
    /// On one line; empty if there is none.
    pub(super) headline: String,
    /// In order.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Whether the first of them is the standfirst.
    pub(super) has_standfirst: bool,
}

/// A paragraph of an article.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// What two paragraphs of the same words share.
    pub(super) hash: u64,
    /// Its length, in bytes.
    pub(super) bytes: usize,
    /// What it says, or the beginning of that.
    pub(super) text: String,
    /// Whether it may be furniture: it has a word, and is not too long.
    pub(super) may_be: bool,
    /// Its number, from 0.
    pub(super) from_start: usize,
    /// Its number counted from the last, which is 0.
    pub(super) from_end: usize,
}

impl Outline {
    pub(super) fn of(article: &Article) -> Self {
        let all: Vec<&str> = paragraphs(&article.body).collect();
        let is_kept = |at: usize| at < KEPT || at + KEPT >= all.len();
        let kept = all.iter().enumerate().filter(|(at, _)| is_kept(*at));
        Outline {
            headline: article.headline.clone(),
            paragraphs: kept
                .map(|(at, text)| {
                    let key = text::key(text);
                    Paragraph {
                        hash: hash_of([key.as_bytes()]),
                        bytes: text.len(),
                        text: text[..text.floor_char_boundary(LONGEST)].to_owned(),
                        may_be: text.len() <= LONGEST && !key.is_empty(),
                        from_start: at,
                        from_end: all.len() - 1 - at,
                    }
                })
                .collect(),
            has_standfirst: article.standfirst > 0,
        }
    }
}

/// Returns the paragraphs of a body as [`body_of`](crate::article::body_of) writes it.
pub(super) fn paragraphs(body: &str) -> impl Iterator<Item = &str> {
    body.split("\n\n").filter(|paragraph| !paragraph.is_empty())
}

/// Returns what two paragraphs of the same words share.
pub(super) fn hash(paragraph: &str) -> u64 {
    hash_of([text::key(paragraph).as_bytes()])
}

/// Returns how many paragraphs of furniture stand in a row at the beginning and the end of `number`
/// paragraphs, and whether the first of all, a standfirst, is skipped before they are counted.
pub(super) fn edges(
    number: usize,
    has_standfirst: bool,
    is_furniture: impl Fn(usize) -> bool,
) -> Edges {
    let skipped = usize::from(has_standfirst && number > 0 && !is_furniture(0));
    let begins = (skipped..number).find(|at| !is_furniture(*at)).unwrap_or(number);
    let ends = (begins..number).rev().find(|at| !is_furniture(*at)).map_or(begins, |at| at + 1);
    Edges { skipped, begins, ends }
}

/// Where furniture stands at the ends of an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edges {
    /// The first paragraph that can be furniture.
    pub(super) skipped: usize,
    /// The first paragraph behind the furniture at the beginning.
    pub(super) begins: usize,
    /// The first paragraph of the furniture at the end.
    pub(super) ends: usize,
}

impl Edges {
    /// Tells whether a paragraph stands in one of the rows at the ends.
    pub(super) fn hold(&self, at: usize) -> bool {
        (self.skipped..self.begins).contains(&at) || at >= self.ends
    }

    /// Tells whether something that is no furniture is left.
    pub(super) fn leave_something(&self) -> bool {
        self.begins < self.ends || self.skipped > 0
    }
}
