//! Bytes to articles: the list of the formats byline reads. Never opens a file.

mod about;
mod format;
mod html;
mod json;
mod json_lines;
mod mail;
mod markdown;
mod nexis;
mod pick;
mod plain;
mod record;
mod table;
pub mod training;
mod trees;
mod xml;

pub use format::{Articles, Error, Format, Input};
pub use pick::{extension, refuse, unpacked_extension};

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
    xml::DOCX,
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

/// Returns the format of a file, from its name and the beginning of its text.
///
/// # Errors
/// If byline reads no such format, or the text is not what the name promises.
pub fn pick(file: &str, head: &str) -> Result<&'static Format, Error> {
    pick::pick(FORMATS, file, head)
}
