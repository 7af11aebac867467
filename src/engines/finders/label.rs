//! What is known of an index on a server, and the names of its fields.
//!
//! A server is sent words, not texts: folded, one blank between two, as our own tokenizer cut them.
//! It takes them apart at blanks and knows no more of language. A text has a field of its words as
//! they stand, and one for each language with the stem of every word in its place, so that both can
//! be asked for together, and how far apart they stand.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::engines::remote::Address;
use crate::engines::{Error, forms};
use crate::schema::{Field, Kind, Schema};

/// Goes up when articles are laid out in another way: an index of another layout is refused.
const LAYOUT: u32 = 2;

/// The last day of a date; [`Field::Published`] has the first.
pub(in crate::engines) const LAST_DAY: &str = "last_day";
/// The folded headline, to sort by; [`NO_HEADLINE`] without one.
pub(in crate::engines) const HEADLINE_KEY: &str = "headline_key";
/// Stands behind every headline.
pub(in crate::engines) const NO_HEADLINE: &str = "\u{10ffff}";
/// What sorts of words a field has, as [`kind_of_word`] writes them.
pub(in crate::engines) const KINDS: &str = "kinds";
/// The article itself, which is kept and not looked into.
pub(in crate::engines) const DOCUMENT: &str = "document";

/// What is known of an index on a server: kept in its mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::engines) struct Label {
    /// Schema and layout in one number; see [`version`].
    pub(in crate::engines) version: u32,
    /// The folder that the articles are of.
    pub(in crate::engines) corpus: PathBuf,
    /// The languages in which words have their stems beside them.
    pub(in crate::engines) languages: Vec<String>,
}

impl Label {
    /// Returns the label of a new index; of the languages those are kept that words have stems in.
    ///
    /// # Errors
    /// If there is no such folder.
    pub(in crate::engines) fn new(corpus: &Path, languages: &[String]) -> Result<Self, Error> {
        let file = |source| Error::File { folder: corpus.to_owned(), source };
        Ok(Label::of(corpus.canonicalize().map_err(file)?, languages))
    }

    /// Returns the label of a new index of the articles in a folder, by its whole path.
    pub(super) fn of(corpus: PathBuf, languages: &[String]) -> Self {
        let mut known: Vec<String> = Vec::new();
        for tag in languages {
            let language = forms::language(tag);
            if forms::Stemming::of(language).is_some() && !known.iter().any(|k| k == language) {
                known.push(language.to_owned());
            }
        }
        Label { version: version(), corpus, languages: known }
    }

    /// Returns a label for tests.
    #[cfg(test)]
    pub(in crate::engines) fn example(languages: &[&str]) -> Self {
        let languages: Vec<String> = languages.iter().map(|tag| (*tag).to_owned()).collect();
        Label::of("/archive".into(), &languages)
    }

    /// Reads the label of the index at an address.
    ///
    /// # Errors
    /// If it is of another version, or none of ours.
    pub(in crate::engines) fn read(kept: Value, address: &Address) -> Result<Self, Error> {
        let found = kept.get("version").and_then(Value::as_u64).unwrap_or(0);
        let (found, wanted) = (u32::try_from(found).unwrap_or(0), version());
        let index = address.to_string();
        if found != wanted {
            return Err(Error::OtherVersion { index, found, wanted });
        }
        serde_json::from_value(kept).map_err(|_| Error::Occupied { folder: index.into() })
    }

    /// Returns true if the articles are those of this folder.
    pub(in crate::engines) fn is_of(&self, corpus: &Path) -> bool {
        corpus.canonicalize().is_ok_and(|corpus| corpus == self.corpus)
    }

    /// Returns the field of the stems of a text in a language; `None` if there is none.
    pub(in crate::engines) fn stems(&self, field: Field, tag: &str) -> Option<String> {
        let language = forms::language(tag);
        let is_kept = self.languages.iter().any(|known| known == language);
        let is_text = Schema::get().spec(field).kind == Kind::Text;
        (is_kept && is_text).then(|| stems(field, language))
    }
}

/// Returns the number that an index must have to be read.
pub(in crate::engines) fn version() -> u32 {
    Schema::get().version * 100 + LAYOUT
}

/// Returns the field of the keys of a field of names.
pub(in crate::engines) fn key(field: Field) -> String {
    format!("{}_key", field.name())
}

/// Returns the field of the values of a field, to be counted.
pub(in crate::engines) fn value(field: Field) -> String {
    format!("{}_value", field.name())
}

/// Returns what [`KINDS`] holds where `field` has words of this sort.
pub(in crate::engines) fn kind_of_word(field: Field, kind: &str) -> String {
    format!("{}:{kind}", field.name())
}

/// Returns the field of the stems of a text in a language.
pub(in crate::engines) fn stems(field: Field, language: &str) -> String {
    format!("{}_{language}", field.name())
}

#[cfg(test)]
mod tests {
    use super::Label;
    use crate::schema::Field;

    #[test]
    fn a_text_has_stems_in_each_language_that_is_kept() {
        let label = Label::example(&["en", "de-at", "nb", "ja", "de"]);
        assert_eq!(label.languages, ["en", "de", "no"]);
        assert_eq!(label.stems(Field::Body, "de-ch").as_deref(), Some("body_de"));
        assert_eq!(label.stems(Field::Author, "de"), None);
        assert_eq!(label.stems(Field::Body, "fr"), None);
    }
}
