//! Where an article was read from.

use std::fmt;

/// The file of an article, and its place in that file.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// Path below the corpus folder, with `/` between the parts. Bytes that are no UTF-8 are
    /// written `�FF`.
    pub file: String,
    /// Which article of a file that holds several, from 1: the line of JSON Lines, the element of
    /// a JSON array. `None` if the file is one article.
    pub part: Option<u32>,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Some(part) => write!(f, "{}#{part}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// By what a file is known to be unchanged without reading it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Its size, in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970; 0 if the file system does not tell.
    pub modified: i64,
}
