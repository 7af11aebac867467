//! Why a file, or an article in it, could not be read.

use std::io;

use crate::article::Source;
use crate::formats;

/// What could not be read, and why.
#[derive(Debug, thiserror::Error)]
#[error("{place}")]
pub struct Error {
    /// The file, and the article in it if it is one of several.
    pub place: Source,
    /// Why.
    #[source]
    pub cause: Cause,
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// The file cannot be opened or read.
    #[error("cannot be read: {0}")]
    File(io::Error),
    /// It is a link. Links are not followed, as they may lead out of the corpus, or round in circles.
    #[error("a link; links are not followed")]
    Link,
    /// It is neither file nor folder.
    #[error("neither a file nor a folder")]
    Special,
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// Its name promises a compression that it does not have.
    #[error("named .{ending}, but not compressed that way")]
    NotCompressed {
        /// `gz` or `zst`.
        ending: &'static str,
    },
    /// It holds no text.
    #[error("not text")]
    Binary,
    /// The format cannot make sense of it.
    #[error(transparent)]
    Format(#[from] formats::Error),
    /// The reader broke down: a bug of byline or of a library it uses.
    #[error("the reader broke down: {says}")]
    Broke {
        /// What it said at the end.
        says: String,
    },
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        Cause::File(error)
    }
}
