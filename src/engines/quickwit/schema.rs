//! Schema → mapping of a server: which of its fields hold what of an article.

use serde_json::{Value, json};

use crate::engines::finders::label::{DOCUMENT, HEADLINE_KEY, KINDS, LAST_DAY, Label};
use crate::engines::finders::label::{key, stems, value};
use crate::schema::{Field, Kind, Schema};

/// When the article was written: run and step of the indexer; see [`ledger`](super::ledger).
pub(super) const REVISION: &str = "revision";
/// With which others it was sent.
pub(super) const BATCH: &str = "batch";
/// The hash of its path, and of each path that it lies within.
pub(super) const WITHIN: &str = "within";
/// The first day of its date, to sort the newest first by.
pub(super) const NEWEST: &str = "newest";
/// The same, to sort the oldest first by.
pub(super) const OLDEST: &str = "oldest";

/// Cuts nothing: a path is one term, however long.
const WHOLE: &str = "whole";

/// Returns the configuration of an index of articles. There is no field that the server takes the time
/// from: it would find nothing before 1972, and take no article without a date.
pub(super) fn index_of_articles(index: &str, label: &Label) -> Value {
    let mut fields = Vec::new();
    for (field, spec) in Schema::get().fields() {
        let name = field.name();
        match spec.kind {
            Kind::Text => {
                fields.push(words(name, "text", true));
                let stems = label.languages.iter().map(|language| stems(field, language));
                fields.extend(stems.map(|stems| words(&stems, "text", true)));
            }
            Kind::Name => {
                fields.push(words(name, "array<text>", false));
                fields.push(keyword(&key(field), "array<text>"));
                if spec.facet {
                    fields.push(keyword(&value(field), "array<text>"));
                }
            }
            Kind::Date | Kind::Number => fields.push(number(name, "i64")),
            Kind::Hash => fields.push(number(name, "u64")),
            Kind::Article if field == Field::Copies => fields.push(json!({
                "name": name, "type": "array<u64>", "indexed": true, "fast": false, "stored": false,
            })),
            Kind::Article => {}
            Kind::Path => fields.push(json!({
                "name": name, "type": "text", "tokenizer": WHOLE, "record": "basic", "stored": false,
            })),
        }
    }
    fields.extend([
        number(LAST_DAY, "i64"),
        number(NEWEST, "i64"),
        number(OLDEST, "i64"),
        number(REVISION, "u64"),
        keyword(HEADLINE_KEY, "text"),
        keyword(KINDS, "array<text>"),
        keyword(WITHIN, "array<text>"),
        keyword(BATCH, "text"),
        kept(DOCUMENT),
    ]);
    let mut config = index_of(index, &fields, 5);
    config["doc_mapping"]["tokenizers"] =
        json!([{"name": WHOLE, "type": "regex", "pattern": "(?s).+"}]);
    config
}

/// What is known of a file, or noted.
pub(super) const KEPT: &str = "kept";
/// The path of a file.
pub(super) const FILE: &str = "file";

/// Returns the configuration of an index of what is known of files.
pub(super) fn index_of_files(index: &str) -> Value {
    let id = Field::Id.name();
    index_of(index, &[number(REVISION, "u64"), number(id, "u64"), kept(FILE), kept(KEPT)], 1)
}

/// What a note is called.
pub(super) const NOTE: &str = "note";
/// The number of the index that a note is about.
pub(super) const NUMBER: &str = "number";

/// Returns the configuration of the index of notes.
pub(super) fn index_of_notes(index: &str) -> Value {
    let fields = [
        keyword(NOTE, "text"),
        number(NUMBER, "u64"),
        number(REVISION, "u64"),
        // That no two have one place in the order.
        number(Field::Id.name(), "u64"),
        kept(KEPT),
    ];
    index_of(index, &fields, 1)
}

/// `seconds` is how long the server gathers before it lets see what it was sent.
fn index_of(index: &str, fields: &[Value], seconds: u32) -> Value {
    json!({
        "version": "0.9",
        "index_id": index,
        "doc_mapping": {
            "mode": "strict",
            "store_source": false,
            "index_field_presence": true,
            "field_mappings": fields,
        },
        "indexing_settings": {
            "commit_timeout_secs": seconds,
            // Only what will not be merged soon is looked through for what is to be deleted.
            "merge_policy": {"type": "stable_log", "maturation_period": "1m"},
        },
    })
}

fn words(name: &str, sort: &str, lengths: bool) -> Value {
    json!({
        "name": name, "type": sort, "tokenizer": "whitespace", "record": "position",
        "fieldnorms": lengths, "stored": false,
    })
}

fn keyword(name: &str, sort: &str) -> Value {
    json!({
        "name": name, "type": sort, "tokenizer": "raw", "record": "basic",
        "fast": {"normalizer": "raw"}, "stored": false,
    })
}

fn number(name: &str, sort: &str) -> Value {
    json!({"name": name, "type": sort, "indexed": true, "fast": true, "stored": false})
}

fn kept(name: &str) -> Value {
    json!({"name": name, "type": "text", "indexed": false, "stored": true})
}

#[cfg(test)]
mod tests {
    use super::index_of_articles;
    use crate::engines::finders::label::Label;

    #[test]
    fn words_are_kept_apart_from_what_is_counted_and_nothing_tells_the_time() {
        let made = index_of_articles("news-1", &Label::example(&["en"]));
        let mapping = &made["doc_mapping"];
        assert!(mapping.get("timestamp_field").is_none());
        let fields = mapping["field_mappings"].as_array().unwrap();
        let field = |name: &str| fields.iter().find(|field| field["name"] == name).unwrap();
        assert_eq!(field("body_en")["tokenizer"], "whitespace");
        assert_eq!(field("author")["type"], "array<text>");
        assert_eq!(field("author_value")["fast"]["normalizer"], "raw");
        assert_eq!(field("id")["type"], "u64");
        assert_eq!(field("path")["tokenizer"], "whole");
        assert_eq!(field("document")["indexed"], false);
    }
}
