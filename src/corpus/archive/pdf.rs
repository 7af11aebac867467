//! A PDF: what it says of itself, and what its pages show as text.

use std::io::{BufRead, Read as _};

use super::super::Cause;
use crate::pdf;

/// See [`super::text_of_pdf`].
pub(super) fn text(bytes: &mut dyn BufRead) -> Result<String, Cause> {
    let mut held = Vec::new();
    bytes.take(pdf::LONGEST + 1).read_to_end(&mut held)?;
    if held.len() as u64 > pdf::LONGEST {
        let says = format!("a PDF of more than {} MiB", pdf::LONGEST >> 20);
        return Err(Cause::Damaged { says });
    }
    let document = pdf::read(&held).map_err(|error| Cause::Damaged { says: error.to_string() })?;
    let told = [document.title, document.author, document.heading].map(Option::unwrap_or_default);
    Ok(format!("\u{feff}%PDF\n{}\n\n{}", told.join("\n"), document.paragraphs.join("\n\n")))
}
