//! WARC, the format of web archives (ISO 28500:2017,
//! <https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/>): the pages that
//! were fetched, record by record.
//!
//! A length that is not true, or a record that cannot be unpacked, costs no more than itself: the
//! next one is found by how it begins.

use std::io::{self, BufRead, Read as _};

use super::super::Cause;
use super::super::gzip;
use super::super::packing::Meter;
use super::http;
use super::{Page, Record};

/// A longer page is none, in bytes, with its HTTP header and still packed.
const LONGEST: usize = 16 << 20;
/// All lines of a record's header together are no longer, in bytes.
const LONGEST_HEADER: usize = 64 << 10;
/// So much of a payload is looked at in one piece, in bytes.
const PIECE: u64 = 64 << 10;

/// Returns true if a file that begins with `head` is a WARC.
pub(super) fn is_warc(head: &[u8]) -> bool {
    is_version(head)
}

/// Hands each page, and each record that is broken, to `each`; see [`super::each_of_warc`].
pub(super) fn each(
    bytes: Box<dyn BufRead + '_>,
    meter: &Meter,
    each: &mut dyn FnMut(Record) -> bool,
) -> Result<(), Cause> {
    let mut records = Records { bytes, line: Vec::new(), is_next: false };
    let mut part = 0;
    // Whether it is known that what follows is no record.
    let mut is_lost = false;
    loop {
        let found = match records.find() {
            Err(error) if gzip::goes_on(&error) => {
                is_lost = true;
                if !each(Record { part: part.max(1), page: Err(error.into()) }) {
                    return Ok(());
                }
                continue;
            }
            found => found?,
        };
        if found.is_behind_junk && !is_lost {
            let says = "its length is not true: something else follows it";
            if !each(Record { part: part.max(1), page: Err(damaged(says)) }) {
                return Ok(());
            }
        }
        if found.is_end {
            return Ok(());
        }
        part += 1;
        let header = match records.header() {
            Ok(header) => header.ok_or_else(|| damaged("a broken header")),
            Err(error) if gzip::goes_on(&error) => Err(error.into()),
            Err(error) => return Err(error.into()),
        };
        is_lost = header.is_err();
        let header = match header {
            Ok(header) => header,
            Err(cause) => {
                if !each(Record { part, page: Err(cause) }) {
                    return Ok(());
                }
                continue;
            }
        };
        let (payload, fault) = records.payload(&header);
        let page = page(&header, payload, meter).map(|page| Record { part, page });
        let (fault, is_end) = match fault {
            None => (None, false),
            Some(Fault::Lies(says)) => (Some(damaged(says)), false),
            Some(Fault::Broke(error)) => {
                is_lost = true;
                let is_end = !gzip::goes_on(&error);
                (Some(error.into()), is_end)
            }
        };
        let told = fault.map(|fault| Record { part, page: Err(fault) });
        let goes_on = page.into_iter().chain(told).all(&mut *each);
        if is_end || !goes_on {
            return Ok(());
        }
    }
}

/// Returns the page of a record; `None` if there is none in it.
fn page(header: &Header, payload: Vec<u8>, meter: &Meter) -> Option<Result<Page, Cause>> {
    let is_long = payload.len() == LONGEST;
    let page = match header.kind {
        Kind::Response => http::page(payload, meter)?,
        Kind::Resource if http::is_page(&header.content_type) => {
            Ok((payload, http::charset(&header.content_type)))
        }
        Kind::Resource | Kind::Other => return None,
    };
    let page = page.map(|(bytes, charset)| Page { url: header.url.clone(), bytes, charset });
    Some(if is_long { Err(Cause::LongPage { limit: LONGEST >> 20 }) } else { page })
}

fn damaged(says: &str) -> Cause {
    Cause::Damaged { says: says.to_owned() }
}

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What a server answered, with the header of HTTP.
    Response,
    /// A file, without one.
    Resource,
    /// What tells of the others: requests, metadata.
    Other,
}

struct Header {
    kind: Kind,
    url: Option<String>,
    content_type: String,
    length: u64,
}

#[derive(Default)]
struct Found {
    /// Whether something else stands before it.
    is_behind_junk: bool,
    /// Whether it is the end of the file, not a record.
    is_end: bool,
}

/// Why the payload of a record is not what was told.
enum Fault {
    Lies(&'static str),
    Broke(io::Error),
}

struct Records<'r> {
    bytes: Box<dyn BufRead + 'r>,
    /// The line that was read last.
    line: Vec<u8>,
    /// Whether it is the first of the next record.
    is_next: bool,
}

impl Records<'_> {
    /// Reads up to the end of a line, or a piece of one that is long. Returns how many bytes.
    fn read_line(&mut self, longest: u64) -> io::Result<usize> {
        self.line.clear();
        self.bytes.by_ref().take(longest).read_until(b'\n', &mut self.line)
    }

    /// Finds the first line of a record.
    fn find(&mut self) -> io::Result<Found> {
        let mut found = Found::default();
        let mut is_start = true;
        while !std::mem::take(&mut self.is_next) {
            if self.read_line(PIECE)? == 0 {
                return Ok(Found { is_end: true, ..found });
            }
            if is_start && is_version(&self.line) {
                break;
            }
            if !self.line.trim_ascii().is_empty() {
                found.is_behind_junk = true;
            }
            is_start = self.line.ends_with(b"\n");
        }
        Ok(found)
    }

    /// Reads the header of a record behind its first line; `None` if it is none.
    fn header(&mut self) -> io::Result<Option<Header>> {
        let (mut kind, mut url, mut content_type, mut length) =
            (Kind::Other, None, String::new(), None);
        let mut left = LONGEST_HEADER;
        loop {
            let read = self.read_line(left as u64)?;
            left -= read;
            if is_version(&self.line) {
                self.is_next = true;
                return Ok(None);
            }
            if read == 0 || !self.line.ends_with(b"\n") {
                return Ok(None);
            }
            let line = String::from_utf8_lossy(self.line.trim_ascii());
            if line.is_empty() {
                let header = |length| Header { kind, url, content_type, length };
                return Ok(length.map(header));
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => {
                    kind = match value.to_ascii_lowercase().as_str() {
                        "response" => Kind::Response,
                        "resource" => Kind::Resource,
                        _ => Kind::Other,
                    }
                }
                "warc-target-uri" => {
                    let value = value.trim_matches(['<', '>']);
                    url = value.contains("://").then(|| value.to_owned());
                }
                "content-type" => value.clone_into(&mut content_type),
                "content-length" => length = value.parse().ok(),
                _ => {}
            }
        }
    }

    /// Reads the payload of a record, and keeps its beginning if there can be a page in it.
    fn payload(&mut self, header: &Header) -> (Vec<u8>, Option<Fault>) {
        let mut payload = Vec::new();
        let mut left = header.length;
        let (mut is_start, mut is_behind_blank) = (true, false);
        while left > 0 {
            let read = match self.read_line(left.min(PIECE)) {
                Ok(0) => return (payload, Some(Fault::Lies("cut short: the file ends in it"))),
                Ok(read) => read,
                Err(error) => return (payload, Some(Fault::Broke(error))),
            };
            if is_start && is_behind_blank && is_version(&self.line) {
                self.is_next = true;
                let says = "its length is not true: the next record begins in it";
                return (payload, Some(Fault::Lies(says)));
            }
            left = left.saturating_sub(read as u64);
            is_behind_blank = is_start && self.line.trim_ascii().is_empty();
            is_start = self.line.ends_with(b"\n");
            if header.kind != Kind::Other {
                let kept = self.line.len().min(LONGEST - payload.len());
                payload.extend_from_slice(&self.line[..kept]);
            }
        }
        (payload, None)
    }
}

/// Returns true if `line` begins as the first one of a record does: `WARC/1.1`.
fn is_version(line: &[u8]) -> bool {
    matches!(line, [b'W', b'A', b'R', b'C', b'/', major, b'.', minor, ..]
        if major.is_ascii_digit() && minor.is_ascii_digit())
}
