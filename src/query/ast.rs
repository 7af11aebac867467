//! A question, taken apart.

use std::fmt;

use crate::schema::{Field, Value};

/// A question. Text is raw, as typed: what its words are is [`text`](crate::text)'s business, how
/// they are looked up the engine's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Every article.
    All,
    /// The words of `text`, one directly after the other; mostly it is one word. `None` means the
    /// searched fields of the schema: any one of them will do.
    Words {
        /// Where to look.
        field: Option<Field>,
        /// As typed, without quotes; has at least one word.
        text: String,
    },
    /// A value between two bounds, which are included; `None` is no bound. A date that is not known
    /// to the day lies between them only if its whole span does.
    Range {
        /// A field of kind date, number or hash.
        field: Field,
        /// The lowest value.
        from: Option<Value>,
        /// The highest value.
        to: Option<Value>,
    },
    /// All of these.
    Every(Vec<Query>),
    /// At least one of these; none, if there are none.
    Any(Vec<Query>),
    /// What `keep` finds, but not what `drop` finds.
    Without {
        /// What is wanted.
        keep: Box<Query>,
        /// What is not.
        drop: Box<Query>,
    },
}

impl fmt::Display for Query {
    /// Writes the query so that it can be read again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::All => f.write_str("*"),
            Query::Words { field, text } => {
                if let Some(field) = field {
                    write!(f, "{}:", field.name())?;
                }
                if text.chars().all(char::is_alphanumeric) && !is_operator(text) {
                    f.write_str(text)
                } else {
                    write!(f, "\"{text}\"")
                }
            }
            Query::Range { field, from, to } => write_range(f, *field, from.as_ref(), to.as_ref()),
            Query::Every(parts) => write_joined(f, parts, " "),
            Query::Any(parts) => write_joined(f, parts, " OR "),
            Query::Without { keep, drop } => write!(f, "({keep} -{drop})"),
        }
    }
}

fn is_operator(word: &str) -> bool {
    matches!(word, "OR" | "AND" | "NOT")
}

fn write_joined(f: &mut fmt::Formatter<'_>, parts: &[Query], between: &str) -> fmt::Result {
    f.write_str("(")?;
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        write!(f, "{part}")?;
    }
    f.write_str(")")
}

fn write_range(
    f: &mut fmt::Formatter<'_>,
    field: Field,
    from: Option<&Value>,
    to: Option<&Value>,
) -> fmt::Result {
    write!(f, "{}:", field.name())?;
    if let Some(value) = from {
        f.write_str(&value.written(field))?;
    }
    if from != to || from.is_none() {
        f.write_str("..")?;
        if let Some(value) = to {
            f.write_str(&value.written(field))?;
        }
    }
    Ok(())
}
