//! Document ↔ tantivy document.

use tantivy::TantivyDocument;
use tantivy::schema::Value as _;

use crate::article::day_number;
use crate::document::Document;
use crate::engines::alike::fingerprint;
use crate::engines::counting::keyed;
use crate::schema::{Field, Value};
use crate::text::{self, Fingerprint};

use super::mention;
use super::schema::Layout;
use super::tokenizer::listed;

/// Writes a document as tantivy keeps it.
pub(super) fn write(layout: &Layout, document: &Document) -> TantivyDocument {
    let mut written = TantivyDocument::new();
    for (field, value) in &document.values {
        let column = layout.column(*field);
        match value {
            Value::Text(body) if *field == Field::Body => {
                let (lead, rest) = body.split_at(text::lead(body));
                written.add_u64(layout.lead_words, text::count(lead) as u64);
                written.add_text(layout.column(Field::Lead), lead);
                written.add_text(column, rest);
            }
            Value::Text(text) => {
                written.add_text(column, text);
                if let Some(values) = layout.values(*field) {
                    written.add_text(values, keyed(text));
                }
            }
            Value::Number(number) => written.add_u64(column, *number),
            Value::Date(date) => {
                written.add_i64(column, day_number(date.first()));
                written.add_i64(layout.last_day, day_number(date.last()));
                written.add_text(layout.written_date, date.to_string());
            }
        }
    }
    write_names(layout, document, &mut written);
    for mention in document.mentions.iter().filter_map(mention::pack) {
        written.add_u64(layout.mentions, mention);
    }
    for number in fingerprint(document).iter().flat_map(Fingerprint::numbers) {
        written.add_u64(layout.column(Field::Copies), u64::from(*number));
    }
    if let Some(key) = document.headline_key() {
        written.add_text(layout.headline_key, key);
    }
    written
}

/// The values of a field come one after another.
fn write_names(layout: &Layout, document: &Document, written: &mut TantivyDocument) {
    for values in document.values.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((field, _)) = values.first() else { continue };
        let Some(words) = layout.words(*field) else { continue };
        let names = values.iter().filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.as_str()),
            Value::Number(_) | Value::Date(_) => None,
        });
        written.add_text(words, listed(names));
    }
}

/// Reads back what is stored of a document.
pub(super) fn read(layout: &Layout, written: &TantivyDocument) -> Document {
    let mut values = Vec::new();
    let mut lead = "";
    for (column, value) in written.field_values() {
        if column == layout.written_date {
            if let Some(Ok(date)) = value.as_str().map(str::parse) {
                values.push((Field::Published, Value::Date(date)));
            }
        } else if let Some(field) = layout.field(column) {
            if let Some(text) = value.as_str() {
                if field == Field::Lead {
                    lead = text;
                } else if field == Field::Body {
                    values.push((field, Value::Text([lead, text].concat())));
                } else {
                    values.push((field, Value::Text(text.to_owned())));
                }
            } else if let Some(number) = value.as_u64() {
                values.push((field, Value::Number(number)));
            }
        }
    }
    values.sort_by_key(|(field, _)| *field);
    Document { values, mentions: Vec::new() }
}
