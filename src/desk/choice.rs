//! Narrowing by the values of fields, as in a shop: of one field any of several, every field for
//! itself.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use crate::article::{Precision, Published};
use crate::query::Query;
use crate::schema::{Field, Schema, Value};

/// What hits can be counted and chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetField {
    /// The values of a field.
    Values(Field),
    /// The year of publication.
    Year,
}

impl FacetField {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            FacetField::Values(field) => field.name(),
            FacetField::Year => "year",
        }
    }

    /// Returns the field that an article lacks if it has no value.
    fn field(self) -> Field {
        match self {
            FacetField::Values(field) => field,
            FacetField::Year => Field::Published,
        }
    }
}

impl FromStr for FacetField {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let schema = Schema::get();
        if text.eq_ignore_ascii_case("year") {
            return Ok(FacetField::Year);
        }
        let named = schema.named(text).filter(|field| schema.spec(*field).facet);
        named.map(FacetField::Values).ok_or_else(|| {
            let counted = schema.fields().filter(|(_, spec)| spec.facet);
            let counted: Vec<&str> = counted.map(|(field, _)| field.name()).collect();
            format!("the fields are {} and year", counted.join(", "))
        })
    }
}

/// A value of a field, as in `author=Jane Doe`; `none` stands for articles without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    field: FacetField,
    bucket: Bucket,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Bucket {
    None,
    Value(String),
    When(Published),
}

impl Display for Choice {
    /// Writes the choice so that it can be read again.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let field = self.field.name();
        match &self.bucket {
            Bucket::None => write!(f, "{field}=none"),
            Bucket::Value(value) => write!(f, "{field}={value}"),
            Bucket::When(when) => write!(f, "{}={when}", Field::Published.name()),
        }
    }
}

impl FromStr for Choice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (field, value) =
            text.split_once('=').ok_or("write FIELD=VALUE, such as `section=business`")?;
        let (name, value) = (field.trim(), value.trim());
        // A date is a finer year.
        let is_date = Schema::get().named(name) == Some(Field::Published);
        let field: FacetField = if is_date { FacetField::Year } else { name.parse()? };
        let bucket = match (field, value) {
            (_, "") => return Err("write a value behind `=`, or `none`".to_owned()),
            (_, "none") => Bucket::None,
            (FacetField::Values(_), value) => Bucket::Value(value.to_owned()),
            (FacetField::Year, value) => {
                let when: Option<Published> = value.parse().ok();
                let fits = |when: &Published| is_date || when.precision() == Precision::Year;
                let wanted = if is_date {
                    "write a year, a month such as 2024-03, a day, or `none`"
                } else {
                    "write a year with four digits, or `none`"
                };
                Bucket::When(when.filter(fits).ok_or(wanted)?)
            }
        };
        Ok(Choice { field, bucket })
    }
}

impl Choice {
    /// Returns the question for the articles of the bucket.
    fn query(&self) -> Query {
        match &self.bucket {
            Bucket::None => Query::Without {
                keep: Box::new(Query::All),
                drop: Box::new(Query::Has(self.field.field())),
            },
            Bucket::Value(value) => {
                Query::Value { field: self.field.field(), value: value.clone() }
            }
            Bucket::When(when) => {
                let when = Some(Value::Date(*when));
                Query::Range { field: self.field.field(), from: when.clone(), to: when }
            }
        }
    }
}

/// What was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// What to keep: of one field any of these values.
    pub only: Vec<Choice>,
    /// What to leave out.
    pub not: Vec<Choice>,
}

impl Choices {
    /// Narrows `query` to what was chosen, except by what was chosen of the field `free`: so that its
    /// other values can be counted.
    pub fn narrow(&self, query: &Query, free: Option<FacetField>) -> Query {
        let Choices { only, not } = self;
        let mut fields: Vec<FacetField> = Vec::new();
        for choice in only {
            if Some(choice.field) != free && !fields.contains(&choice.field) {
                fields.push(choice.field);
            }
        }
        let mut parts = vec![query.clone()];
        for field in fields {
            let values = only.iter().filter(|choice| choice.field == field);
            parts.push(joined(Query::Any, values.map(Choice::query).collect()));
        }
        let keep = joined(Query::Every, parts);
        if not.is_empty() {
            return keep;
        }
        let drop = joined(Query::Any, not.iter().map(Choice::query).collect());
        Query::Without { keep: Box::new(keep), drop: Box::new(drop) }
    }
}

/// One part needs no joining.
fn joined(join: impl FnOnce(Vec<Query>) -> Query, mut parts: Vec<Query>) -> Query {
    match parts.pop() {
        Some(part) if parts.is_empty() => part,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Choices, FacetField};
    use crate::query::Query;
    use crate::schema::Field;

    fn choices(only: &[&str], not: &[&str]) -> Choices {
        let read = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        Choices { only: read(only), not: read(not) }
    }

    /// A short form of the queries that choices make.
    fn shown(query: &Query) -> String {
        let all = |parts: &[Query], sign: &str| {
            let parts: Vec<String> = parts.iter().map(shown).collect();
            format!("({})", parts.join(sign))
        };
        match query {
            Query::All => "*".to_owned(),
            Query::Value { field, value } => format!("{}={value}", field.name()),
            Query::Has(field) => format!("has {}", field.name()),
            Query::Range { from: Some(from), to: Some(to), .. } if from == to => {
                format!("date={}", from.written(Field::Published))
            }
            Query::Every(parts) => all(parts, " & "),
            Query::Any(parts) => all(parts, " | "),
            Query::Without { keep, drop } => format!("{} - {}", shown(keep), shown(drop)),
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn check(only: &[&str], not: &[&str], free: Option<FacetField>, expected: &str) {
        assert_eq!(shown(&choices(only, not).narrow(&Query::All, free)), expected);
    }

    #[test]
    fn a_choice_is_read_as_it_was_written() {
        for text in ["author=Jane Doe", "section=none", "date=1998", "date=2024-03"] {
            assert_eq!(text.parse::<Choice>().unwrap().to_string(), text);
        }
        assert_eq!("Year = 1998".parse::<Choice>().unwrap().to_string(), "date=1998");
    }

    #[test]
    fn nothing_chosen_narrows_nothing() {
        check(&[], &[], None, "*");
    }

    #[test]
    fn values_of_a_field_are_alternatives_and_fields_are_not() {
        check(&["author=Jane Doe"], &[], None, "(* & author=Jane Doe)");
        check(
            &["by=Jane Doe", "year=1998", "author=none", "Year=2001"],
            &[],
            None,
            "(* & (author=Jane Doe | * - has author) & (date=1998 | date=2001))",
        );
        check(&["year=none"], &[], None, "(* & * - has date)");
        check(
            &["date=1998-03", "year=2001"],
            &["pd=1998-03-05"],
            None,
            "(* & (date=1998-03 | date=2001)) - date=1998-03-05",
        );
    }

    #[test]
    fn what_is_not_wanted_is_left_out() {
        check(&[], &["section=world"], None, "* - section=world");
        check(
            &["lang=en"],
            &["section=world", "person=none"],
            None,
            "(* & lang=en) - (section=world | * - has person)",
        );
    }

    #[test]
    fn a_field_is_counted_without_its_own_choice() {
        let only = ["author=Doe", "section=world"];
        let author = Some(FacetField::Values(Field::Author));
        check(&only, &["author=Roe"], author, "(* & section=world) - author=Roe");
        check(&only, &[], Some(FacetField::Year), "(* & author=Doe & section=world)");
    }

    #[test]
    fn what_cannot_be_chosen_is_told() {
        let read = |text: &str| text.parse::<Choice>().unwrap_err();
        assert_eq!(read("doe"), "write FIELD=VALUE, such as `section=business`");
        assert_eq!(
            read("headline=x"),
            "the fields are author, agency, section, source, lang, person and year"
        );
        assert_eq!(read("author="), "write a value behind `=`, or `none`");
        assert_eq!(read("year=98"), "write a year with four digits, or `none`");
        assert_eq!(read("year=1998-03"), "write a year with four digits, or `none`");
        assert_eq!(read("date=March"), "write a year, a month such as 2024-03, a day, or `none`");
    }
}
