//! What an article is: one published piece, as plain data. Never knows what format it came in.

mod agency;
mod byline;
mod dateline;
mod id;
mod language;
mod name;
mod origin;
mod printed_date;
mod published;
mod source;

pub use byline::{Author, Byline};
pub(crate) use byline::{Credit, is_date_line, is_outlet, is_person, is_staff};
pub use dateline::Dateline;
pub use id::{ArticleId, hash_of, hash_of_bytes, hash_of_slice};
pub use language::language_tag;
pub use name::Name;
pub(crate) use name::{is_particle, is_suffix};
pub use origin::{NoProperty, Origin, Origins, Property, Trust};
pub use printed_date::{PrintedDate, Reading, date_in_path};
pub use published::{NotADate, Precision, Published, day_number, day_of_number};
pub use source::{Source, Stamp};

use crate::text;

/// One published piece. What its file does not tell is empty or `None`: nothing in here is made
/// up; how sure each property is stands in `origins`. The language of a text that declares none is what
/// its words show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// The file, and the place in it, that the article was read from.
    pub source: Source,
    /// The title, on one line; empty if there is none.
    pub headline: String,
    /// Who wrote it.
    pub byline: Byline,
    /// Place, day and agency that stand before the text.
    pub dateline: Option<Dateline>,
    /// When it was published.
    pub published: Option<Published>,
    /// Desk or page: "business".
    pub section: Option<String>,
    /// The paper or site that printed it: "The Harbour Post". A query names it `source`.
    pub publication: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// What the file itself calls it: the `id` of a record.
    pub label: Option<String>,
    /// The people that the file itself lists as what the article is about, in its order, no two with
    /// one key. Not its authors.
    pub about: Vec<Name>,
    /// Its language, as [`language_tag`] writes it: what the file declares; else, once `corpus` has
    /// read it, what the text shows.
    pub language: Option<String>,
    /// The text behind the dateline. Paragraphs are parted by an empty line, and are one line each.
    pub body: String,
    /// How many bytes at the beginning of `body` are its standfirst, which sums it up: a paragraph
    /// of its own. 0 if the file does not tell one.
    pub standfirst: usize,
    /// What the page prints beside the article: menus, teasers, notices. Paragraphs as in `body`; may
    /// be empty.
    pub furniture: String,
    /// Where all that was read.
    pub origins: Origins,
}

impl Article {
    /// Returns the language that the body shows, or the headline if the body tells too little.
    pub fn shown_language(&self) -> Option<&'static str> {
        text::language(&self.body).or_else(|| text::language(&self.headline))
    }

    /// Returns true if the article has this property.
    pub fn has(&self, property: Property) -> bool {
        match property {
            Property::Headline => !self.headline.is_empty(),
            Property::Author => !self.byline.authors.is_empty(),
            Property::Agency => self.byline.agency.is_some(),
            Property::Dateline => self.dateline.is_some(),
            Property::Published => self.published.is_some(),
            Property::Section => self.section.is_some(),
            Property::Publication => self.publication.is_some(),
            Property::Url => self.url.is_some(),
            Property::Language => self.language.is_some(),
            Property::Label => self.label.is_some(),
            Property::About => !self.about.is_empty(),
            Property::Body => !self.body.is_empty(),
        }
    }

    /// Notes of each property that it has where it was read.
    pub(crate) fn note_origins(&mut self, origin: impl Fn(Property) -> Origin) {
        for property in Property::all().filter(|property| self.has(*property)).collect::<Vec<_>>() {
            self.origins.note(property, origin(property));
        }
    }

    /// Returns true if there is neither headline nor body, so nothing that could be found.
    pub fn is_blank(&self) -> bool {
        text::tokens(&self.headline).chain(text::tokens(&self.body)).next().is_none()
    }
}

/// Returns `text` as a body: each paragraph on one line, an empty line between two, no white space
/// at the ends, none doubled.
pub fn body_of<'t>(paragraphs: impl IntoIterator<Item = &'t str>) -> String {
    let mut body = String::new();
    for paragraph in paragraphs.into_iter().map(str::trim).filter(|text| !text.is_empty()) {
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        if is_folded(paragraph) {
            body.push_str(paragraph);
            continue;
        }
        for (i, word) in paragraph.split_whitespace().enumerate() {
            if i > 0 {
                body.push(' ');
            }
            body.push_str(word);
        }
    }
    body
}

/// Returns true if white space in `text` is single spaces alone; false also where a control character
/// would have to be looked at.
fn is_folded(text: &str) -> bool {
    let is_odd = |c: char| !c.is_ascii() && c.is_whitespace();
    // Not `all`: without a way out this is done for many bytes at once.
    let least = text.bytes().fold(b' ', u8::min);
    least == b' ' && !text.contains("  ") && (text.is_ascii() || !text.contains(is_odd))
}

/// Returns `text` on one line, white space folded; `None` if there is nothing but white space.
pub fn one_line(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let is_line = is_folded(text);
    Some(if is_line {
        text.to_owned()
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}
