//! Bytes to articles: the list of the formats byline reads. Never opens a file.

mod about;
mod format;
mod html;
mod json;
mod json_lines;
mod mail;
mod map;
mod markdown;
mod nexis;
mod pdf;
mod pick;
mod plain;
mod record;
mod table;
pub mod training;
mod trees;
mod xml;

use std::io::BufRead;

pub use format::{Articles, Error, Format, Input};
pub use map::KeyMap;
pub use pick::{extension, refuse, unpacked_extension};
pub use table::{insert, keys_of_columns};

/// Every format, in the order they are tried on a file whose name tells nothing: XML that has a name
/// before pages, which a feed may hold.
const FORMATS: &[Format] = &[
    xml::NITF,
    xml::NEWSML_G2,
    xml::NEWSML_1,
    xml::REUTERS_RCV1,
    xml::REUTERS_21578,
    xml::FACTIVA,
    xml::WORDPRESS,
    xml::RSS,
    xml::ATOM,
    xml::ALTO,
    xml::METS,
    xml::DOCX,
    pdf::FORMAT,
    html::FORMAT,
    json::FORMAT,
    json_lines::FORMAT,
    mail::MAILBOX,
    mail::MESSAGE,
    nexis::FORMAT,
    markdown::FORMAT,
    table::FORMAT,
    plain::FORMAT,
];

/// Returns the addresses of the pages that a METS file lists, as it writes them; none if the text is no
/// METS.
pub fn listed_pages(text: Box<dyn BufRead + '_>) -> Vec<String> {
    xml::listed_pages(text)
}

/// Returns the format of a file, from its name and the beginning of its text.
///
/// # Errors
/// If byline reads no such format, or the text is not what the name promises.
pub fn pick(file: &str, head: &str) -> Result<&'static Format, Error> {
    pick::pick(FORMATS, file, head)
}
