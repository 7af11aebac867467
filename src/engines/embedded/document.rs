//! Document ↔ tantivy document.

use tantivy::TantivyDocument;
use tantivy::schema::Value as _;

use crate::article::day_number;
use crate::document::Document;
use crate::schema::{Field, Value};

use super::schema::Layout;

/// Writes a document as tantivy keeps it.
pub(super) fn write(layout: &Layout, document: &Document) -> TantivyDocument {
    let mut written = TantivyDocument::new();
    for (field, value) in &document.values {
        let column = layout.column(*field);
        match value {
            Value::Text(text) => written.add_text(column, text),
            Value::Number(number) => written.add_u64(column, *number),
            Value::Date(date) => {
                written.add_i64(column, day_number(date.first()));
                written.add_i64(layout.last_day, day_number(date.last()));
                written.add_text(layout.written_date, date.to_string());
            }
        }
    }
    written
}

/// Reads back what is stored of a document.
pub(super) fn read(layout: &Layout, written: &TantivyDocument) -> Document {
    let mut values = Vec::new();
    for (column, value) in written.field_values() {
        if column == layout.written_date {
            if let Some(Ok(date)) = value.as_str().map(str::parse) {
                values.push((Field::Published, Value::Date(date)));
            }
        } else if let Some(field) = layout.field(column) {
            if let Some(text) = value.as_str() {
                values.push((field, Value::Text(text.to_owned())));
            } else if let Some(number) = value.as_u64() {
                values.push((field, Value::Number(number)));
            }
        }
    }
    values.sort_by_key(|(field, _)| *field);
    Document { values, mentions: Vec::new() }
}
