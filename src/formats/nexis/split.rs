//! Parts a file into its documents, as it is read.

use std::io::{self, BufRead, Read as _};

use super::keys::{Key, field};
use crate::formats::format::Error;

/// A longer document is none, in bytes.
const LONGEST: usize = 8 << 20;

/// So much of a line is read at once, in bytes.
const PIECE: u64 = 64 << 10;

/// The last line of a document of Nexis Uni.
const END: &str = "End of Document";

/// Returns true if `head` begins a file of documents: one of the marks that part them stands there,
/// and a field that each document has.
pub(super) fn is_export(head: &str) -> bool {
    let lines = || head.lines().map(str::trim);
    let is_parted = lines().take(200).any(is_counter)
        || (head.contains(END) && lines().any(|line| line == END));
    let is_told = |line| {
        matches!(field(line, false), Some((Key::Length | Key::Byline | Key::Section, value)) if !value.is_empty())
            || line.to_lowercase().starts_with("load-date:")
    };
    is_parted && lines().any(is_told)
}

/// Returns true if a line counts documents: "3 of 200 DOCUMENTS", "Dokument 3 von 200".
fn is_counter(line: &str) -> bool {
    if !line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'd' | 'D')) {
        return false;
    }
    let words: Vec<String> = line.split_whitespace().take(6).map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [number, "of" | "von" | "de", all, "documents" | "dokumente" | "dokumenten"]
        | ["document" | "dokument", number, "of" | "von" | "de", all] => {
            is_number(number) && is_number(all)
        }
        _ => false,
    }
}

/// A document, and how it was parted from the others.
pub(super) struct Document {
    pub(super) lines: Vec<String>,
    /// Whether a counter stands before it: the publication comes first then, else the headline.
    pub(super) is_counted: bool,
}

/// The documents of a file.
pub(super) struct Documents<'t> {
    text: Box<dyn BufRead + 't>,
    /// Whether the counter before the next document was read.
    is_counted: bool,
    is_first: bool,
}

impl<'t> Documents<'t> {
    pub(super) fn of(text: Box<dyn BufRead + 't>) -> Self {
        Documents { text, is_counted: false, is_first: true }
    }

    /// Reads the next document; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Document>, Error> {
        loop {
            let is_counted = std::mem::take(&mut self.is_counted);
            let is_first = std::mem::take(&mut self.is_first);
            let mut lines = Vec::new();
            let mut size = 0;
            let is_ended = loop {
                let Some(line) = self.line()? else { break None };
                let trimmed = line.trim();
                if trimmed == END {
                    break Some(true);
                }
                if is_counter(trimmed) {
                    self.is_counted = true;
                    break Some(false);
                }
                size += line.len();
                if size <= LONGEST {
                    lines.push(line);
                }
            };
            if size > LONGEST {
                return Err(Error::TooLong { limit: (LONGEST >> 20) as u64 });
            }
            // Before the first counter and behind the last end stands no document.
            let is_cover = !is_counted && is_ended != Some(true);
            let is_empty = lines.iter().all(|line| line.trim().is_empty());
            if !is_empty && (!is_cover || (is_first && is_ended.is_none())) {
                return Ok(Some(Document { lines, is_counted }));
            }
            if is_ended.is_none() {
                return Ok(None);
            }
        }
    }

    /// Reads a line; of a long one a piece.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let read = self.text.by_ref().take(PIECE).read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line);
        Ok((read > 0).then(|| line.trim_end_matches(['\n', '\r']).replace('\u{a0}', " ")))
    }
}
