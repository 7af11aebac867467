//! Bytes to articles: the list of the formats byline reads. Never opens a file.

mod about;
mod format;
mod html;
mod json;
mod json_lines;
mod markdown;
mod pick;
mod plain;
mod record;

pub use format::{Articles, Error, Format, Input};
pub use html::training;
pub use pick::{extension, refuse};

/// Every format, in the order they are tried on a file whose name tells nothing.
const FORMATS: &[Format] =
    &[html::FORMAT, json::FORMAT, json_lines::FORMAT, markdown::FORMAT, plain::FORMAT];

/// Returns the format of a file, from its name and the beginning of its text.
///
/// # Errors
/// If byline reads no such format, or the text is not what the name promises.
pub fn pick(file: &str, head: &str) -> Result<&'static Format, Error> {
    pick::pick(FORMATS, file, head)
}
