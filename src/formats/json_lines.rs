//! JSON Lines: one article a line. A line that is broken costs that article alone.

use std::io::{self, BufRead, Read as _};

use super::format::{Articles, Error, Format, Input, LONGEST_TEXT};
use super::map::KeyMap;
use super::record::article;

pub(super) const FORMAT: Format = Format {
    name: "JSON Lines",
    // `corpus` makes lines of the rows of Parquet.
    extensions: &["jsonl", "ndjson", "jl", "json", "parquet"],
    sniff: |head| head.trim_start().starts_with("{\""),
    is_proof: true,
    read,
};

/// Tells JSON Lines from JSON: its first line is an object, and so is its second.
pub(super) fn is_lines(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().is_some_and(|line| line.starts_with('{') && line.ends_with('}'));
    first && lines.next().is_some_and(|line| line.starts_with('{'))
}

fn read(input: Input<'_>) -> Articles<'_> {
    let Input { file, map, mut text, .. } = input;
    let mut number = 0;
    let mut line = Vec::new();
    Box::new(std::iter::from_fn(move || {
        loop {
            number += 1;
            let part = Some(number);
            match next_line(&mut text, &mut line) {
                Ok(Line::End) => return None,
                Ok(Line::TooLong) => {
                    let limit = LONGEST_TEXT >> 20;
                    return Some(Err((part, Error::TooLong { limit })));
                }
                Ok(Line::Whole) if line.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => {
                    let read = record(file, map, &line).map_err(|error| (part, error));
                    return Some(read.map(|mut article| {
                        article.source.part = part;
                        article
                    }));
                }
                // The next line would fail again: the error is the end of the file.
                Err(error) => {
                    text = Box::new(io::empty());
                    return Some(Err((part, error.into())));
                }
            }
        }
    }))
}

fn record(file: &str, map: &KeyMap, line: &[u8]) -> Result<crate::article::Article, Error> {
    let record = serde_json::from_slice(line.trim_ascii()).map_err(|error| {
        // Of the file it is another line, which the part tells.
        let error = error.to_string().replace(" at line 1 column ", " at column ");
        Error::Malformed { says: format!("not valid JSON: {error}") }
    })?;
    article(file, map, &record)
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads a line; of one that is too long only the end is found.
fn next_line(text: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let read = text.take(LONGEST_TEXT).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(Line::End);
    }
    if read as u64 == LONGEST_TEXT && !line.ends_with(b"\n") {
        text.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    Ok(Line::Whole)
}
