//! Why a file, or an article in it, could not be read.

use std::io;

use crate::article::Source;
use crate::formats;

use super::rules::RuleError;

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
    /// What its folder says of it cannot be followed.
    #[error("cannot be followed")]
    Rules(#[from] RuleError),
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// Its name promises a compression that it does not have.
    #[error("named .{ending}, but not compressed that way")]
    NotCompressed {
        /// `gz`, `tgz`, `bz2`…
        ending: &'static str,
    },
    /// Its name promises an archive that it is not.
    #[error("named .{kind}, but not one")]
    NotArchive {
        /// `tar`, `zip` or `warc`.
        kind: &'static str,
    },
    /// An archive, or what is in it, is damaged.
    #[error("{says}")]
    Damaged {
        /// What is wrong with it.
        says: String,
    },
    /// The name of a member of an archive leads out of it, or is no name.
    #[error("`{name}` leads out of the archive")]
    Outside {
        /// The name, as it stands in the archive.
        name: String,
    },
    /// A member of an archive is encrypted.
    #[error("encrypted")]
    Encrypted,
    /// A member of an archive is compressed in a way that byline does not know.
    #[error("compressed in a way byline does not read ({name})")]
    Method {
        /// What the archive calls it.
        name: &'static str,
    },
    /// It is an archive in an archive in an archive.
    #[error("an archive within {limit} others: deeper ones are not opened")]
    TooDeep {
        /// How many are opened.
        limit: usize,
    },
    /// It is read from its end, compressed or inside of an archive, and too long to be held.
    #[error("a {kind} of more than {limit} MiB within another archive; unpack that one first")]
    Long {
        /// `zip` or `parquet`.
        kind: &'static str,
        /// The limit, in MiB.
        limit: u64,
    },
    /// A page in a web archive is longer than any page.
    #[error("a page of more than {limit} MiB")]
    LongPage {
        /// The limit, in MiB.
        limit: usize,
    },
    /// More came out of it than any archive of news holds.
    #[error("it unpacks to more than news would; what follows was not read")]
    Spent,
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
