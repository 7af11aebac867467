//! Schema → mapping of a server: which of its fields hold what of an article.
//!
//! The server is sent words, not texts: folded, one blank between two, as our own tokenizer cut them.
//! It takes them apart at blanks and knows no more of language. A text has a field of its words as
//! they stand, and one for each language with the stem of every word in its place, so that both can
//! be asked for together, and how far apart they stand.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::engines::forms;
use crate::schema::{Field, Kind, Schema};

/// Goes up when articles are laid out in another way: an index of another layout is refused.
const LAYOUT: u32 = 1;

/// So far apart are the last word of a name and the first of the next one of its field: no query
/// reaches from one to another.
pub(super) const NAME_GAP: u32 = 4096;

/// The last day of a date; [`Field::Published`] has the first.
pub(super) const LAST_DAY: &str = "last_day";
/// The folded headline, to sort by; [`NO_HEADLINE`] without one.
pub(super) const HEADLINE_KEY: &str = "headline_key";
/// Stands behind every headline.
pub(super) const NO_HEADLINE: &str = "\u{10ffff}";
/// What sorts of words a field has, as [`kind_of_word`] writes them.
pub(super) const KINDS: &str = "kinds";
/// Which run of the indexer wrote the article.
pub(super) const RUN: &str = "run";
/// The article itself, which is kept and not looked into.
pub(super) const DOCUMENT: &str = "document";

/// What is known of an index on a server: kept in its mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Label {
    /// Schema and layout in one number; see [`version`].
    pub(super) version: u32,
    /// The folder that the articles are of.
    pub(super) corpus: PathBuf,
    /// The languages in which words have their stems beside them.
    pub(super) languages: Vec<String>,
}

impl Label {
    /// Returns the label of a new index; of the languages those are kept that words have stems in.
    pub(super) fn new(corpus: &Path, languages: &[String]) -> Self {
        let mut known: Vec<String> = Vec::new();
        for tag in languages {
            let language = forms::language(tag);
            if forms::Stemming::of(language).is_some() && !known.iter().any(|k| k == language) {
                known.push(language.to_owned());
            }
        }
        Label { version: version(), corpus: corpus.to_owned(), languages: known }
    }

    /// Returns the field of the stems of a text in a language; `None` if there is none.
    pub(super) fn stems(&self, field: Field, tag: &str) -> Option<String> {
        let language = forms::language(tag);
        let is_kept = self.languages.iter().any(|known| known == language);
        let is_text = Schema::get().spec(field).kind == Kind::Text;
        (is_kept && is_text).then(|| stems(field, language))
    }

    /// Returns settings and mapping of an index of articles.
    pub(super) fn index_of_articles(&self) -> Value {
        let mut properties = Map::new();
        for (field, spec) in Schema::get().fields() {
            let name = field.name().to_owned();
            match spec.kind {
                Kind::Text => {
                    properties.insert(name, words(true));
                    for language in &self.languages {
                        properties.insert(stems(field, language), words(true));
                    }
                }
                Kind::Name => {
                    properties.insert(name, words(false));
                    properties.insert(key(field), keyword());
                    if spec.facet {
                        properties.insert(value(field), keyword());
                    }
                }
                Kind::Date | Kind::Number => {
                    properties.insert(name, json!({"type": "long"}));
                }
                Kind::Hash | Kind::Path => {
                    properties.insert(name, keyword());
                }
            }
        }
        properties.insert(LAST_DAY.to_owned(), json!({"type": "long"}));
        properties.insert(RUN.to_owned(), json!({"type": "long"}));
        properties.insert(HEADLINE_KEY.to_owned(), keyword());
        properties.insert(KINDS.to_owned(), json!({"type": "keyword", "doc_values": false}));
        properties.insert(DOCUMENT.to_owned(), json!({"type": "object", "enabled": false}));
        json!({
            "settings": {"index": {
                // What is written is seen when it is committed, and not before.
                "refresh_interval": "-1",
                "similarity": {"default": {"type": "BM25", "k1": 1.6, "b": 0.6}},
            }},
            "mappings": {
                "dynamic": "strict",
                "_meta": {"byline": self},
                // The words are in the index; nobody wants to read them again.
                "_source": {"includes": [DOCUMENT]},
                "properties": properties,
            },
        })
    }
}

/// Returns settings and mapping of an index of what is known of files.
pub(super) fn index_of_files() -> Value {
    json!({
        "settings": {"index": {"refresh_interval": "-1"}},
        "mappings": {
            "dynamic": "strict",
            "properties": {
                "file": keyword(),
                "flawed": {"type": "boolean"},
                "kept": {"type": "object", "enabled": false},
            },
        },
    })
}

/// Returns the number that an index must have to be read.
pub(super) fn version() -> u32 {
    Schema::get().version * 100 + LAYOUT
}

/// Returns the field of the keys of a field of names.
pub(super) fn key(field: Field) -> String {
    format!("{}_key", field.name())
}

/// Returns the field of the values of a field, to be counted.
pub(super) fn value(field: Field) -> String {
    format!("{}_value", field.name())
}

/// Returns what [`KINDS`] holds where `field` has words of this sort.
pub(super) fn kind_of_word(field: Field, kind: &str) -> String {
    format!("{}:{kind}", field.name())
}

fn stems(field: Field, language: &str) -> String {
    format!("{}_{language}", field.name())
}

/// The length of a name says nothing about how well it fits: only texts keep theirs.
fn words(lengths: bool) -> Value {
    let mut field = json!({"type": "text", "analyzer": "whitespace", "norms": lengths});
    if !lengths {
        field["position_increment_gap"] = json!(NAME_GAP);
    }
    field
}

fn keyword() -> Value {
    json!({"type": "keyword"})
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Label;
    use crate::schema::Field;

    #[test]
    fn a_text_has_its_words_and_their_stems_in_each_language() {
        let languages = ["en", "de-at", "nb", "ja", "de"].map(str::to_owned);
        let label = Label::new(Path::new("/archive"), &languages);
        assert_eq!(label.languages, ["en", "de", "no"]);
        let made = label.index_of_articles();
        let fields = &made["mappings"]["properties"];
        for field in ["body", "body_en", "body_de", "body_no", "lead_en"] {
            assert_eq!(fields[field]["analyzer"], "whitespace", "{field}");
        }
        assert_eq!(fields["author"]["position_increment_gap"], 4096);
        assert!(fields.get("author_en").is_none());
        assert_eq!(label.stems(Field::Body, "de-ch").as_deref(), Some("body_de"));
        assert_eq!(label.stems(Field::Author, "de"), None);
        assert_eq!(label.stems(Field::Body, "fr"), None);
    }

    #[test]
    fn the_label_is_kept_in_the_mapping() {
        let label = Label::new(Path::new("/archive"), &["en".to_owned()]);
        let made = label.index_of_articles();
        let read: Label =
            serde_json::from_value(made["mappings"]["_meta"]["byline"].clone()).unwrap();
        assert_eq!(read, label);
    }
}
