//! Saved web pages: one page is one article. What the page says for machines (JSON-LD, metadata)
//! goes before what it shows, except for the headline and the text.

mod blocks;
mod body;
mod byline;
mod date;
mod entry;
mod fragment;
mod furniture;
mod guard;
mod headline;
mod json_ld;
mod json_repair;
mod mapped;
mod marks;
mod markup;
mod meta;
mod page;
mod signature;
mod sniff;
mod visible;
mod words;

pub(super) use fragment::{is_markup, paragraphs};
pub(super) use markup::plain;
pub(super) use page::{measured, shown};

use super::format::{Format, one};

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "HTML",
    extensions: &["html", "htm", "xhtml"],
    sniff: sniff::is_html,
    is_proof: true,
    read: |input| {
        let (file, url, map) = (input.file, input.url, input.map);
        one(input.into_text().and_then(|text| page::read(&text, file, url, map)))
    },
};
