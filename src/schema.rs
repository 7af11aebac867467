//! What is kept of an article: the fields, as `schema/article.toml` states them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::article::Published;

/// A part of an article that can be kept, asked for, counted. `schema/article.toml` says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each is described in schema/article.toml")]
pub enum Field {
    Id,
    Headline,
    Author,
    Agency,
    Dateline,
    Published,
    Section,
    Publication,
    Url,
    Language,
    Body,
    Lead,
    Furniture,
    Person,
    Given,
    File,
    Part,
    Label,
    Words,
    Hash,
    Copies,
    Similar,
}

/// What sort of values a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Words of a text, ranked.
    Text,
    /// Short values: found by their words, counted whole.
    Name,
    /// A day, month or year.
    Date,
    /// A count.
    Number,
    /// 64 bits, written as 16 hexadecimal digits.
    Hash,
    /// A file below the corpus folder.
    Path,
    /// Asked for by the id of an article that is like those wanted; no value of an article.
    Article,
}

/// What one article has in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Of a field of kind text, name or path.
    Text(String),
    /// Of a field of kind number or hash.
    Number(u64),
    /// Of a field of kind date.
    Date(Published),
}

impl Value {
    /// Returns the value as a query, a page or a table writes it, when `field` has it.
    pub fn written(&self, field: Field) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Number(number) if Schema::get().spec(field).kind == Kind::Hash => {
                format!("{number:016x}")
            }
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
        }
    }
}

/// What `schema/article.toml` says of a field.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    /// What it holds, for people.
    pub says: String,
    /// What sort of values it has.
    pub kind: Kind,
    /// How a query names it, in lower case; the first is its name. Never empty.
    pub ask: Vec<String>,
    /// Whether it comes back with a hit.
    #[serde(default)]
    pub stored: bool,
    /// Whether its values can be counted.
    #[serde(default)]
    pub facet: bool,
    /// Whether a word without a field looks here.
    #[serde(default)]
    pub searched: bool,
    /// How much a match counts for the rank.
    #[serde(default = "one")]
    pub boost: f32,
}

fn one() -> f32 {
    1.0
}

/// All fields.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Goes up when an older index cannot be read any more.
    pub version: u32,
    fields: BTreeMap<Field, FieldSpec>,
    groups: BTreeMap<String, Group>,
}

/// Fields that a query asks at once.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// How a query names them, in lower case; the first is the name of the group. Never empty.
    pub ask: Vec<String>,
    /// The fields, of kind text or name; never empty.
    pub fields: Vec<Field>,
}

impl Schema {
    /// Returns the schema byline is built with.
    pub fn get() -> &'static Self {
        static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
            toml::from_str(include_str!("../schema/article.toml"))
                .expect("a test reads schema/article.toml")
        });
        &SCHEMA
    }

    /// Returns the fields, each with what is said of it, in the order of [`Field`].
    pub fn fields(&self) -> impl Iterator<Item = (Field, &FieldSpec)> {
        self.fields.iter().map(|(field, spec)| (*field, spec))
    }

    /// Returns what is said of `field`.
    #[expect(clippy::missing_panics_doc, reason = "a test finds every field in the file")]
    pub fn spec(&self, field: Field) -> &FieldSpec {
        self.fields.get(&field).expect("every field is in schema/article.toml")
    }

    /// Returns the field that a query names `name`, in whatever case.
    pub fn named(&self, name: &str) -> Option<Field> {
        let name = name.to_lowercase();
        self.fields().find(|(_, spec)| spec.ask.contains(&name)).map(|(field, _)| field)
    }

    /// Returns the groups of fields.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// Returns the group that a query names `name`, in whatever case.
    pub fn group(&self, name: &str) -> Option<&Group> {
        let name = name.to_lowercase();
        self.groups().find(|group| group.ask.contains(&name))
    }

    /// Returns the fields in which a word without a field is looked for, with their boosts.
    pub fn searched(&self) -> impl Iterator<Item = (Field, f32)> {
        self.fields().filter(|(_, spec)| spec.searched).map(|(field, spec)| (field, spec.boost))
    }
}

impl Field {
    /// Returns the name of the field, as a query and the index write it.
    pub fn name(self) -> &'static str {
        &Schema::get().spec(self).ask[0]
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Schema};

    #[test]
    fn every_field_is_described_in_the_file() {
        let schema = Schema::get();
        // `Similar` is the last of the enum: the derived order is the order of the variants.
        assert_eq!(schema.fields().count(), Field::Similar as usize + 1);
        for (field, spec) in schema.fields() {
            assert!(!spec.says.is_empty(), "{field:?}");
            assert!(!spec.ask.is_empty(), "{field:?}");
        }
    }

    #[test]
    fn no_name_asks_for_two_fields() {
        let schema = Schema::get();
        let mut names: Vec<_> = schema.fields().flat_map(|(_, spec)| &spec.ask).collect();
        names.extend(schema.groups().flat_map(|group| &group.ask));
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn a_query_may_name_a_field_in_any_case() {
        assert_eq!(Schema::get().named("BY"), Some(Field::Author));
        assert_eq!(Schema::get().named("autor"), None);
    }
}
