//! Schema → tantivy schema.

use std::collections::BTreeMap;

use tantivy::schema::{
    FAST, Field as Column, IndexRecordOption, STORED, STRING, Schema as Columns, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

use crate::schema::{Field, FieldSpec, Kind, Schema};

/// The name under which the tokenizer is registered.
pub(super) const NEWS: &str = "news";

/// The tantivy schema, and which of its columns holds what.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) columns: Columns,
    /// For each field: its column. Of a date this is the first day, as a number of days.
    main: BTreeMap<Field, Column>,
    /// The last day of a date that is not known to the day.
    pub(super) last_day: Column,
    /// A date as it is written.
    pub(super) written_date: Column,
}

impl Layout {
    /// Lays out what `schema` states.
    pub(super) fn of(schema: &Schema) -> Self {
        let mut columns = Columns::builder();
        let mut main = BTreeMap::new();
        for (field, spec) in schema.fields() {
            main.insert(field, column(&mut columns, field, spec));
        }
        let last_day = columns.add_i64_field("last_day", FAST);
        let written_date = columns.add_text_field("written_date", STORED);
        Layout { columns: columns.build(), main, last_day, written_date }
    }

    /// Returns the column of a field.
    pub(super) fn column(&self, field: Field) -> Column {
        self.main[&field]
    }

    /// Returns the field whose column this is.
    pub(super) fn field(&self, column: Column) -> Option<Field> {
        self.main.iter().find(|(_, c)| **c == column).map(|(field, _)| *field)
    }
}

fn column(columns: &mut SchemaBuilder, field: Field, spec: &FieldSpec) -> Column {
    let name = field.name();
    match spec.kind {
        Kind::Text => columns.add_text_field(name, words(spec, true)),
        Kind::Name if spec.facet => {
            columns.add_text_field(name, words(spec, false).set_fast("raw"))
        }
        Kind::Name => columns.add_text_field(name, words(spec, false)),
        Kind::Date => columns.add_i64_field(name, FAST),
        Kind::Number | Kind::Hash if spec.stored => columns.add_u64_field(name, FAST | STORED),
        Kind::Number | Kind::Hash => columns.add_u64_field(name, FAST),
        Kind::Path => columns.add_text_field(name, STRING | STORED),
    }
}

/// The length of a name says nothing about how well it fits: only texts keep theirs.
fn words(spec: &FieldSpec, lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(NEWS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(lengths);
    let options = TextOptions::default().set_indexing_options(indexing);
    if spec.stored { options.set_stored() } else { options }
}
