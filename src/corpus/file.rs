//! A file of the corpus.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::article::Stamp;

use super::rules::Rules;

/// A file of the corpus, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the corpus folder; see [`Source::file`](crate::article::Source).
    pub name: String,
    /// Size and time of change, with those of its pages: the sum, and the last.
    pub stamp: Stamp,
    /// What the owner of the archive says of it.
    pub rules: Arc<Rules>,
    /// If this is an issue of a scanned newspaper, the files of its pages; none else.
    pub pages: Vec<File>,
}

impl File {
    /// A file that stands alone: nobody says anything of it, and it lists no pages.
    pub fn new(path: PathBuf, name: String, stamp: Stamp) -> Self {
        File { path, name, stamp, rules: Rules::none(), pages: Vec::new() }
    }
}

/// Returns a path as sources write it: `/` between the parts, bytes that are no UTF-8 as `�FF`.
pub(super) fn name_of(path: &Path) -> String {
    let parts = path.components().filter_map(|component| match component {
        Component::Normal(part) => Some(readable(part.as_encoded_bytes())),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Returns the text of a name; see [`name_of`].
pub(super) fn readable(bytes: &[u8]) -> String {
    let mut name = String::new();
    for chunk in bytes.utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // A write to a string does not fail.
            write!(name, "\u{fffd}{byte:02X}").ok();
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn a_name_that_is_no_utf8_can_be_written() {
        assert_eq!(readable(b"caf\xe9.txt"), "caf\u{fffd}E9.txt");
    }
}
