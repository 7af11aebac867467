//! What a format is: a row of data and two functions.

use std::io::{self, BufRead, Read as _};

use crate::article::Article;

use super::map::KeyMap;

/// A way of writing articles down. Adding one is a file in this folder and its row in `mod.rs`.
pub struct Format {
    /// What people call it: "JSON Lines".
    pub name: &'static str,
    /// Endings of file names that promise this format, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Tells from the first characters of a file (some thousand, at least one) if it can be this
    /// format.
    pub sniff: fn(&str) -> bool,
    /// Whether that proves it, whatever the file is called: markup does, prose does not.
    pub is_proof: bool,
    /// Reads the articles. Each knows its part; whoever opened the file fills in `source.file`.
    pub read: for<'a> fn(Input<'a>) -> Articles<'a>,
}

/// What a reader gets.
pub struct Input<'a> {
    /// Path of the file below the corpus folder, for the dates and sections that folders tell.
    pub file: &'a str,
    /// The address it was fetched from, if whoever kept it tells.
    pub url: Option<&'a str>,
    /// Where its owner says that things are.
    pub map: &'a KeyMap,
    /// The text: always UTF-8, without byte order mark.
    pub text: Box<dyn BufRead + 'a>,
    /// Opens the text of a page that this file lists, by the address that it lists it with; `None`
    /// if there is none.
    pub page: &'a dyn Fn(&str) -> Option<Box<dyn BufRead + 'a>>,
}

/// The articles of one file, in order. An error is one article that cannot be read, with its part;
/// what follows it may be fine.
pub type Articles<'a> = Box<dyn Iterator<Item = Result<Article, (Option<u32>, Error)>> + 'a>;

/// A format that reads a file whole refuses a longer one, in bytes.
pub(super) const LONGEST_TEXT: u64 = 64 << 20;

#[cfg(test)]
impl<'a> Input<'a> {
    /// The text of a file of which nobody says anything.
    pub(super) fn of(file: &'a str, text: impl BufRead + 'a) -> Self {
        Input { file, url: None, map: KeyMap::NONE, text: Box::new(text), page: &|_| None }
    }
}

impl Input<'_> {
    /// Reads the whole text.
    ///
    /// # Errors
    /// If reading fails, or the text is longer than 64 MiB.
    pub(super) fn into_text(mut self) -> Result<String, Error> {
        let mut text = String::new();
        self.text.by_ref().take(LONGEST_TEXT + 1).read_to_string(&mut text)?;
        if text.len() as u64 > LONGEST_TEXT {
            return Err(Error::TooLong { limit: LONGEST_TEXT >> 20 });
        }
        Ok(text)
    }
}

/// Returns the articles of a file that is one article.
pub(super) fn one<'a>(article: Result<Article, Error>) -> Articles<'a> {
    Box::new(std::iter::once(article.map_err(|error| (None, error))))
}

/// Returns the articles of a file that holds several: `next` cuts out the next one, `read` makes an
/// article of it. Parts count from 1, errors too; where the file cannot be read on, it ends.
pub(super) fn several<'a, T>(
    mut next: impl FnMut() -> Result<Option<T>, Error> + 'a,
    read: impl Fn(T) -> Result<Article, Error> + 'a,
) -> Articles<'a> {
    let mut part = 0;
    let mut is_over = false;
    Box::new(std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let piece = next().transpose()?;
        part += 1;
        is_over = matches!(piece, Err(Error::Read(_)));
        let article = piece.and_then(&read).map(|mut article| {
            article.source.part = Some(part);
            article
        });
        Some(article.map_err(|error| (Some(part), error)))
    }))
}

/// Why an article, or a whole file, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read to its end.
    #[error("cannot be read to its end: {0}")]
    Read(io::Error),
    /// It is longer than a text of one piece may be.
    #[error("longer than {limit} MiB in one piece")]
    TooLong {
        /// The limit, in MiB.
        limit: u64,
    },
    /// It has no headline and no body.
    #[error("no article in it")]
    Blank,
    /// Its format is none that byline reads.
    #[error("not a format byline reads{}", if extension.is_empty() { String::new() } else { format!(" (.{extension})") })]
    Foreign {
        /// The ending of its name, without the dot; may be empty.
        extension: String,
    },
    /// It is XML, but none that byline reads.
    #[error("XML of a kind byline does not read: its root element is `<{root}>`")]
    ForeignXml {
        /// The name of its outermost element.
        root: String,
    },
    /// It breaks the rules of its format.
    #[error("{says}")]
    Malformed {
        /// What is wrong, with the line if it is known.
        says: String,
    },
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::Read(error)
    }
}
