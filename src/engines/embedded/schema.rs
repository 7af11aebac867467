//! Schema → tantivy schema: which columns hold what of a field.
//!
//! The body is indexed in two columns, its lead and the rest, so that the lead can be asked for and
//! weighs more, and no word is indexed twice. A field of names has up to three: what is shown, its
//! words, and its values to be counted.

use std::collections::BTreeMap;

use tantivy::schema::{
    FAST, Field as Column, INDEXED, IndexRecordOption, STORED, STRING, Schema as Columns,
    SchemaBuilder, TextFieldIndexing, TextOptions,
};

use crate::schema::{Field, FieldSpec, Kind, Schema};

/// The name under which the tokenizer of texts is registered.
pub(super) const NEWS: &str = "news";
/// The name under which the tokenizer of names is registered.
pub(super) const NAMES: &str = "names";

/// The tantivy schema, and which of its columns holds what.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) columns: Columns,
    /// For each field: the column that keeps it. Of a date this is the first day, as a number of
    /// days; of the body it is the part behind the lead.
    main: BTreeMap<Field, Column>,
    /// For each field of kind name: the column of its words.
    words: BTreeMap<Field, Column>,
    /// For each field with facets: the column of its values, each with its key before it.
    values: BTreeMap<Field, Column>,
    /// The last day of a date that is not known to the day.
    pub(super) last_day: Column,
    /// A date as it is written.
    pub(super) written_date: Column,
    /// How many words the lead has: the words behind it are counted from there.
    pub(super) lead_words: Column,
    /// Where people are mentioned, as [`mention`](super::mention) packs it.
    pub(super) mentions: Column,
    /// The folded headline, to sort by.
    pub(super) headline_key: Column,
}

/// One text of an article, as it is indexed; or several names, which stand far apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextColumns {
    /// The field whose text it is.
    pub(super) field: Field,
    /// The columns that hold its words, in the order of the text. The words of the second are
    /// counted behind those of the first.
    pub(super) columns: Vec<Column>,
}

impl TextColumns {
    /// Returns true for several names, one behind the other.
    pub(super) fn is_names(&self) -> bool {
        Schema::get().spec(self.field).kind == Kind::Name
    }
}

impl Layout {
    /// Lays out what `schema` states.
    pub(super) fn of(schema: &Schema) -> Self {
        let mut columns = Columns::builder();
        let (mut main, mut words, mut values) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (field, spec) in schema.fields() {
            if let Some(column) = main_column(&mut columns, field, spec) {
                main.insert(field, column);
            }
            if spec.kind == Kind::Name {
                let name = words_name(field);
                words.insert(field, columns.add_text_field(&name, indexed(NAMES, false)));
            }
            if spec.facet {
                let options = TextOptions::default().set_fast("raw");
                values.insert(field, columns.add_text_field(&values_name(field), options));
            }
        }
        let last_day = columns.add_i64_field(LAST_DAY, FAST);
        let written_date = columns.add_text_field("written_date", STORED);
        let lead_words = columns.add_u64_field(LEAD_WORDS, FAST);
        let mentions = columns.add_u64_field(MENTIONS, FAST);
        let headline_key =
            columns.add_text_field(HEADLINE_KEY, TextOptions::default().set_fast("raw"));
        Layout {
            columns: columns.build(),
            main,
            words,
            values,
            last_day,
            written_date,
            lead_words,
            mentions,
            headline_key,
        }
    }

    /// Returns the column that keeps a field.
    pub(super) fn column(&self, field: Field) -> Column {
        self.main[&field]
    }

    /// Returns the column of the words of a field of names.
    pub(super) fn words(&self, field: Field) -> Option<Column> {
        self.words.get(&field).copied()
    }

    /// Returns the column of the values of a field that has facets.
    pub(super) fn values(&self, field: Field) -> Option<Column> {
        self.values.get(&field).copied()
    }

    /// Returns the field that this column keeps.
    pub(super) fn field(&self, column: Column) -> Option<Field> {
        self.main.iter().find(|(_, c)| **c == column).map(|(field, _)| *field)
    }

    /// Returns where the texts of a field are indexed; `None` if it has no words.
    pub(super) fn text(&self, field: Field) -> Option<TextColumns> {
        let columns = match Schema::get().spec(field).kind {
            Kind::Text if field == Field::Body => {
                vec![self.column(Field::Lead), self.column(Field::Body)]
            }
            Kind::Text => vec![self.column(field)],
            Kind::Name => vec![self.words(field)?],
            Kind::Date | Kind::Number | Kind::Hash | Kind::Path | Kind::Article => return None,
        };
        Some(TextColumns { field, columns })
    }
}

/// The column of [`Layout::last_day`].
pub(super) const LAST_DAY: &str = "last_day";
/// The column of [`Layout::lead_words`].
pub(super) const LEAD_WORDS: &str = "lead_words";
/// The column of [`Layout::mentions`].
pub(super) const MENTIONS: &str = "mentions";
/// The column of [`Layout::headline_key`].
pub(super) const HEADLINE_KEY: &str = "headline_key";

/// Returns the name of the column that holds the words of a field of names.
fn words_name(field: Field) -> String {
    format!("{}_words", field.name())
}

/// Returns the name of the column that holds the values of a field to be counted.
pub(super) fn values_name(field: Field) -> String {
    format!("{}_values", field.name())
}

/// Nothing is kept of what is only asked.
fn main_column(columns: &mut SchemaBuilder, field: Field, spec: &FieldSpec) -> Option<Column> {
    let name = field.name();
    Some(match spec.kind {
        Kind::Text => columns.add_text_field(name, indexed(NEWS, true).set_stored()),
        Kind::Name => columns.add_text_field(name, STORED),
        Kind::Date => columns.add_i64_field(name, FAST),
        Kind::Number | Kind::Hash if spec.stored => columns.add_u64_field(name, FAST | STORED),
        Kind::Number | Kind::Hash => columns.add_u64_field(name, FAST),
        Kind::Path => columns.add_text_field(name, STRING | STORED),
        Kind::Article if field == Field::Copies => columns.add_u64_field(name, INDEXED),
        Kind::Article => return None,
    })
}

/// The length of a name says nothing about how well it fits: only texts keep theirs.
fn indexed(tokenizer: &str, lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(lengths);
    TextOptions::default().set_indexing_options(indexing)
}
