//! Reads the values of fields that hold no words: `2024-03..2024-05`, `600..`, `4f2a`.

use crate::article::{ArticleId, Published};
use crate::schema::{Field, Kind, Value};

use super::Query;

/// Reads `text` as what a field of `kind` is asked for: one value, or two with `..` between them,
/// either of which may be left out. The error says how to write it.
pub(super) fn range(field: Field, kind: Kind, text: &str) -> Result<Query, String> {
    let text = text.trim();
    let (from, to) = match text.split_once("..") {
        Some((from, to)) => (bounds(kind, from)?, bounds(kind, to)?),
        None => (bounds(kind, text)?, bounds(kind, text)?),
    };
    if from.is_none() && to.is_none() {
        return Err(how_to_write(kind));
    }
    let ends_early = match (&from, &to) {
        (Some((first, _)), Some((_, last))) => is_behind(first, last),
        _ => false,
    };
    if ends_early {
        return Err("the range ends before it begins".to_owned());
    }
    Ok(Query::Range { field, from: from.map(|(first, _)| first), to: to.map(|(_, last)| last) })
}

/// Returns the first and the last value that `text` may mean; `None` if it is empty.
fn bounds(kind: Kind, text: &str) -> Result<Option<(Value, Value)>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let both = |value: Value| (value.clone(), value);
    let value = match kind {
        Kind::Date => text.parse::<Published>().ok().map(|date| both(Value::Date(date))),
        Kind::Number => text.parse().ok().map(|number| both(Value::Number(number))),
        Kind::Hash => ArticleId::beginning_with(text)
            .map(|ids| (Value::Number(*ids.start()), Value::Number(*ids.end()))),
        Kind::Text | Kind::Name | Kind::Path => None,
    };
    value.map(Some).ok_or_else(|| how_to_write(kind))
}

fn is_behind(first: &Value, last: &Value) -> bool {
    match (first, last) {
        (Value::Number(first), Value::Number(last)) => first > last,
        (Value::Date(first), Value::Date(last)) => first.first() > last.last(),
        _ => false,
    }
}

fn how_to_write(kind: Kind) -> String {
    match kind {
        Kind::Date => "not a date: write 2024, 2024-03, 2024-03-05 or 2024-03..2024-05",
        Kind::Number => "not a number: write 600, 600.. or 600..900",
        Kind::Hash => "not an id: write its first hexadecimal digits",
        Kind::Text | Kind::Name | Kind::Path => "not a value of this field",
    }
    .to_owned()
}
