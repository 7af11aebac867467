//! Files that hold files. Nothing is unpacked to disk: each member is read where it lies.

mod docx;
mod http;
mod member;
mod parquet;
mod pdf;
mod tar;
mod warc;
mod zip;

pub(super) use member::{Member, Names, path_within};
pub(super) use parquet::Table;
pub(super) use zip::Place;

use std::io::{BufRead, Read};

use encoding_rs::Encoding;

use super::Cause;
use super::packing::Meter;
use crate::formats::KeyMap;
use crate::pdf::is_pdf;

/// So much of a file tells what archive it is, in bytes: the header of a tar.
pub(super) const TOLD_WITHIN: usize = 512;

/// What kind of archive a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Archive {
    Tar,
    Zip,
    Warc,
    Parquet,
    Pdf,
}

/// The endings of names that promise an archive.
const PROMISED: &[(&str, &str, Archive)] = &[
    ("tar", "tar", Archive::Tar),
    ("tgz", "tar", Archive::Tar),
    ("tbz", "tar", Archive::Tar),
    ("tbz2", "tar", Archive::Tar),
    ("txz", "tar", Archive::Tar),
    ("tzst", "tar", Archive::Tar),
    ("warc", "warc", Archive::Warc),
    ("zip", "zip", Archive::Zip),
    ("docx", "docx", Archive::Zip),
    ("parquet", "parquet", Archive::Parquet),
    ("pdf", "pdf", Archive::Pdf),
];

impl Archive {
    /// Tells from the beginning of a file, unpacked, what archive it is; `None` if it is none.
    ///
    /// # Errors
    /// If its ending, that of the packing left out, promises another.
    pub(super) fn of(ending: &str, head: &[u8]) -> Result<Option<Self>, Cause> {
        let found = if zip::is_zip(head) {
            Some(Archive::Zip)
        } else if tar::is_tar(head) {
            Some(Archive::Tar)
        } else if warc::is_warc(head) {
            Some(Archive::Warc)
        } else if parquet::is_parquet(head) {
            Some(Archive::Parquet)
        } else if is_pdf(head) {
            Some(Archive::Pdf)
        } else {
            None
        };
        match PROMISED.iter().find(|(promised, _, _)| *promised == ending) {
            Some(_) if docx::is_compound(head) => Err(docx::compound()),
            Some((_, _, Archive::Parquet)) if parquet::is_encrypted(head) => Err(Cause::Encrypted),
            Some((_, kind, archive)) if Some(*archive) != found && !head.is_empty() => {
                Err(Cause::NotArchive { kind })
            }
            _ => Ok(found),
        }
    }
}

/// Hands each member of a tar to `each`, until that returns false.
///
/// # Errors
/// If what follows the last member cannot be read.
pub(super) fn each_of_tar(
    bytes: Box<dyn BufRead + '_>,
    each: &mut dyn FnMut(Member<'_>) -> bool,
) -> Result<(), Cause> {
    tar::each(bytes, each)
}

/// Hands each member of a zip of `size` bytes to `each`, until that returns false.
///
/// # Errors
/// If its list of members is missing or broken.
pub(super) fn each_of_zip(
    place: Place<'_>,
    size: u64,
    meter: &Meter,
    each: &mut dyn FnMut(Member<'_>) -> bool,
) -> Result<(), Cause> {
    zip::each(place, size, meter, each)
}

/// Returns what a Word document, a zip of `size` bytes, says of itself and what stands in it: one
/// XML document behind the other, in UTF-8 with its mark.
///
/// # Errors
/// If it is broken, encrypted or too long, or has no text.
pub(super) fn text_of_docx(place: Place<'_>, size: u64, meter: &Meter) -> Result<String, Cause> {
    docx::text(place, size, meter)
}

/// Returns the rows of a Parquet file as lines of JSON in UTF-8 with its mark: of the columns those
/// that tell something of an article.
///
/// # Errors
/// If it is broken, or has no column for a headline or a text.
pub(super) fn records_of_parquet(table: Table, map: &KeyMap) -> Result<impl Read + use<>, Cause> {
    parquet::records(table, map)
}

/// Returns what a PDF says of itself and what it shows as text, in UTF-8 with its mark.
///
/// # Errors
/// If it is broken, encrypted or too long, or shows no text.
pub(super) fn text_of_pdf(bytes: &mut dyn BufRead) -> Result<String, Cause> {
    pdf::text(bytes)
}

/// A page in a web archive, or why a record of one cannot be read.
pub(super) struct Record {
    /// Which record it is, from 1.
    pub(super) part: u32,
    pub(super) page: Result<Page, Cause>,
}

/// A page as it was fetched.
pub(super) struct Page {
    /// From where.
    pub(super) url: Option<String>,
    /// The page, unpacked.
    pub(super) bytes: Vec<u8>,
    /// The encoding that the server says it has.
    pub(super) charset: Option<&'static Encoding>,
}

/// Hands each page of a WARC to `each`, and each record that is broken, until that returns false.
///
/// # Errors
/// If what follows the last record cannot be read.
pub(super) fn each_of_warc(
    bytes: Box<dyn BufRead + '_>,
    meter: &Meter,
    each: &mut dyn FnMut(Record) -> bool,
) -> Result<(), Cause> {
    warc::each(bytes, meter, each)
}
