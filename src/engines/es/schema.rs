//! Schema → mapping of a server: which of its fields hold what of an article.

use serde_json::{Map, Value, json};

use crate::engines::finders::label::{
    DOCUMENT, HEADLINE_KEY, KINDS, LAST_DAY, Label, key, stems, value,
};
use crate::schema::{Field, Kind, Schema};

/// So far apart are the last word of a name and the first of the next one of its field: no query
/// reaches from one to another.
pub(super) const NAME_GAP: u32 = 4096;

/// Which run of the indexer wrote the article.
pub(super) const RUN: &str = "run";

/// Returns settings and mapping of an index of articles.
pub(super) fn index_of_articles(label: &Label) -> Value {
    let mut properties = Map::new();
    for (field, spec) in Schema::get().fields() {
        let name = field.name().to_owned();
        match spec.kind {
            Kind::Text => {
                properties.insert(name, words(true));
                for language in &label.languages {
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
            Kind::Article if field == Field::Copies => {
                properties.insert(name, json!({"type": "keyword", "doc_values": false}));
            }
            Kind::Article => {}
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
            "_meta": {"byline": label},
            // The words are in the index; nobody wants to read them again.
            "_source": {"includes": [DOCUMENT]},
            "properties": properties,
        },
    })
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
    use super::index_of_articles;
    use crate::engines::finders::label::Label;

    fn label() -> Label {
        Label::example(&["en", "de", "no"])
    }

    #[test]
    fn a_text_has_its_words_and_their_stems_in_each_language() {
        let made = index_of_articles(&label());
        let fields = &made["mappings"]["properties"];
        for field in ["body", "body_en", "body_de", "body_no", "lead_en"] {
            assert_eq!(fields[field]["analyzer"], "whitespace", "{field}");
        }
        assert_eq!(fields["author"]["position_increment_gap"], 4096);
        assert!(fields.get("author_en").is_none());
    }

    #[test]
    fn the_label_is_kept_in_the_mapping() {
        let made = index_of_articles(&label());
        let read: Label =
            serde_json::from_value(made["mappings"]["_meta"]["byline"].clone()).unwrap();
        assert_eq!(read, label());
    }
}
