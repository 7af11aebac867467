//! The text of a PDF: what its pages show as text, in paragraphs. Knows nothing of news, and draws
//! nothing.
//!
//! It is read here, not by a crate: hayro, which draws best, unpacks what it is given without a limit,
//! as does pdf-extract. Here what is unpacked, read and drawn is counted, and depths are bounded.

mod cmap;
mod file;
mod filter;
mod font;
mod glyphs;
mod layout;
mod object;
mod page;
mod pages;

use object::Object;
use page::Drawn;

/// A longer file is refused, in bytes.
pub const LONGEST: u64 = 64 << 20;

/// What a PDF holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What it says its title is: often a name of a file.
    pub title: Option<String>,
    /// Who it says made it.
    pub author: Option<String>,
    /// What stands at the top of the first page in larger letters than the text.
    pub heading: Option<String>,
    /// What follows, in order, without what repeats itself at the edges of pages. Never empty ones.
    pub paragraphs: Vec<String>,
}

/// Why nothing is read of a PDF.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// A password, or rights of readers.
    #[error("an encrypted PDF")]
    Encrypted,
    /// No page can be found.
    #[error("not a sound PDF: no pages in it")]
    Broken,
    /// There is more in it than in any article or newspaper.
    #[error("a PDF with more in it than news would have")]
    Long,
    /// Its pages show no text.
    #[error("no text in it (a scan?)")]
    Blank,
}

/// Returns true if a file that begins with `head` is one.
pub fn is_pdf(head: &[u8]) -> bool {
    head.starts_with(b"%PDF-")
}

/// Reads one. Whatever is in it, no more than 64 MiB are unpacked, and four million steps drawn.
///
/// # Errors
/// If it is encrypted, broken or too long, or has no text.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let file = file::File::open(bytes)?;
    let mut drawn = Drawn::default();
    let pages = pages::of(&file, &mut drawn)?;
    if file.is_spent() || drawn.is_spent() {
        return Err(Error::Long);
    }
    let (heading, paragraphs) = layout::paragraphs(&pages);
    if heading.is_none() && paragraphs.is_empty() {
        return Err(Error::Blank);
    }
    let info = file.trailer("Info").unwrap_or_default();
    let told = |key| match file.get(&info, key)? {
        Object::Text(text) => Some(told_text(&text)).filter(|text| !text.is_empty()),
        _ => None,
    };
    Ok(Document { title: told("Title"), author: told("Author"), heading, paragraphs })
}

/// A text outside of pages: UTF-16 or UTF-8 with their marks, else nearly Windows-1252
/// (`PDFDocEncoding`).
fn told_text(bytes: &[u8]) -> String {
    let (text, _, _) = encoding_rs::WINDOWS_1252.decode(bytes);
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
