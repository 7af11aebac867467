//! The fields of the index.

use tantivy::schema::{
    DateOptions, FAST, Field, INDEXED, STORED, STRING, Schema, SchemaBuilder, TEXT,
};

/// The schema, and its fields.
pub(crate) struct Columns {
    pub(crate) schema: Schema,
    pub(crate) headline: Field,
    pub(crate) body: Field,
    /// The words of the names, and the names to be counted.
    pub(crate) author: Field,
    pub(crate) date: Field,
    pub(crate) path: Field,
}

impl Columns {
    pub(crate) fn new() -> Self {
        let mut builder = SchemaBuilder::new();
        let date = DateOptions::from(INDEXED | FAST | STORED);
        Self {
            headline: builder.add_text_field("headline", TEXT | STORED),
            body: builder.add_text_field("body", TEXT | STORED),
            author: builder.add_text_field("author", (TEXT | STORED).set_fast("raw")),
            date: builder.add_date_field("date", date),
            path: builder.add_text_field("path", STRING | STORED),
            schema: builder.build(),
        }
    }
}
