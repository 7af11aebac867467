//! Reads what is asked of fields that hold no words: `2024-03..2024-05`, `>600`, `[a TO b}`, `4f2a`.

use jiff::civil::Date;

use crate::article::ArticleId;
use crate::schema::{Field, Kind, Value};

use super::place::Sign;
use super::{Copies, Query, date};

/// Which values of which field are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// The field.
    pub(super) field: Field,
    /// Its kind: date, number, hash or article.
    pub(super) kind: Kind,
    /// How the value is compared, if the name of the field says so.
    pub(super) sign: Option<Sign>,
    /// The day from which relative dates are counted.
    pub(super) today: Date,
}

/// The values that a text may mean.
type Span = (Value, Value);

impl Asked {
    /// Reads one value, two with `..` or `TO` between them, or one behind a sign of comparison. The
    /// error says how to write it.
    pub(super) fn read(self, text: &str) -> Result<Query, String> {
        let (sign, text) = signed(text.trim());
        if text.is_empty() {
            return Err(self.how_to_write());
        }
        if self.kind == Kind::Article {
            let of = ArticleId::beginning_with(text).filter(|_| sign.is_none());
            let asked = of.map(|of| match self.field {
                Field::Similar => Query::Similar(of),
                _ => Query::Copies(Copies { of, like: None }),
            });
            return asked.ok_or_else(|| self.how_to_write());
        }
        if let Some(sign) = sign.or(self.sign) {
            return self.compared(sign, text);
        }
        if let Some((inside, opens, closes)) = bracketed(text) {
            let (from, to) = inside.split_once(" TO ").ok_or_else(|| self.how_to_write())?;
            let from = self.end(from)?;
            let from = if opens == '{' { behind(from)? } else { from.map(|(first, _)| first) };
            let to = self.end(to)?;
            let to = if closes == '}' { before(to)? } else { to.map(|(_, last)| last) };
            return self.between(from, to);
        }
        match text.split_once("..") {
            Some((from, to)) if !(from.is_empty() && to.is_empty()) => {
                let (from, to) = (self.end(from)?, self.end(to)?);
                self.between(from.map(|(first, _)| first), to.map(|(_, last)| last))
            }
            _ => {
                let (first, last) = self.span(text).ok_or_else(|| self.how_to_write())?;
                self.between(Some(first), Some(last))
            }
        }
    }

    /// Returns true if `text` can be read.
    pub(super) fn is_value(self, text: &str) -> bool {
        self.read(text).is_ok()
    }

    fn compared(self, sign: Sign, text: &str) -> Result<Query, String> {
        let end = self.end(text)?;
        match sign {
            Sign::Below => self.between(None, before(end)?),
            Sign::AtMost => self.between(None, end.map(|(_, last)| last)),
            Sign::Above => self.between(behind(end)?, None),
            Sign::AtLeast => self.between(end.map(|(first, _)| first), None),
        }
    }

    fn between(self, from: Option<Value>, to: Option<Value>) -> Result<Query, String> {
        let field = self.field;
        let ends_early = match (&from, &to) {
            (Some(Value::Number(from)), Some(Value::Number(to))) => from > to,
            (Some(Value::Date(from)), Some(Value::Date(to))) => from.first() > to.last(),
            _ => false,
        };
        match (&from, &to) {
            (None, None) => Ok(Query::Has(field)),
            _ if ends_early => Err("the range ends before it begins".to_owned()),
            _ => Ok(Query::Range { field, from, to }),
        }
    }

    /// Reads an end of a range; `None` if it is open.
    fn end(self, text: &str) -> Result<Option<Span>, String> {
        let text = text.trim();
        if text.is_empty() || text == "*" {
            return Ok(None);
        }
        let span = match self.kind {
            Kind::Date => date::end(text, self.today)
                .map(|(first, last)| (Value::Date(first), Value::Date(last))),
            Kind::Number | Kind::Hash | Kind::Text | Kind::Name | Kind::Path | Kind::Article => {
                self.span(text)
            }
        };
        span.map(Some).ok_or_else(|| self.how_to_write())
    }

    fn span(self, text: &str) -> Option<Span> {
        match self.kind {
            Kind::Date => date::span(text, self.today)
                .map(|(first, last)| (Value::Date(first), Value::Date(last))),
            Kind::Number => {
                let number: u64 = text.replace(',', "").parse().ok()?;
                Some((Value::Number(number), Value::Number(number)))
            }
            Kind::Hash => ArticleId::beginning_with(text)
                .map(|ids| (Value::Number(*ids.start()), Value::Number(*ids.end()))),
            Kind::Text | Kind::Name | Kind::Path | Kind::Article => None,
        }
    }

    fn how_to_write(self) -> String {
        match self.kind {
            Kind::Date => "not a date: write 2024, 2024-03, 2024-03-05 or 2024-03..2024-05",
            Kind::Number => "not a number: write 600, >600 or 600..900",
            Kind::Hash | Kind::Article => "not an id: write its first hexadecimal digits",
            Kind::Text | Kind::Name | Kind::Path => "not a value of this field",
        }
        .to_owned()
    }
}

/// Returns the first value behind `span`.
fn behind(span: Option<Span>) -> Result<Option<Value>, String> {
    let Some((_, last)) = span else { return Ok(None) };
    let next = match last {
        Value::Number(number) => number.checked_add(1).map(Value::Number),
        Value::Date(date) => date::next(date).map(Value::Date),
        Value::Text(_) => None,
    };
    next.map(Some).ok_or_else(|| "nothing lies behind it".to_owned())
}

/// Returns the last value before `span`.
fn before(span: Option<Span>) -> Result<Option<Value>, String> {
    let Some((first, _)) = span else { return Ok(None) };
    let previous = match first {
        Value::Number(number) => number.checked_sub(1).map(Value::Number),
        Value::Date(date) => date::previous(date).map(Value::Date),
        Value::Text(_) => None,
    };
    previous.map(Some).ok_or_else(|| "nothing lies before it".to_owned())
}

/// Returns true if `text` is a sign of comparison, and the value is still to come.
pub(super) fn is_sign(text: &str) -> bool {
    signed(text).1.is_empty()
}

fn signed(text: &str) -> (Option<Sign>, &str) {
    let signs = [
        (">=", Some(Sign::AtLeast)),
        ("≥", Some(Sign::AtLeast)),
        ("<=", Some(Sign::AtMost)),
        ("≤", Some(Sign::AtMost)),
        (">", Some(Sign::Above)),
        ("<", Some(Sign::Below)),
        ("=", None),
    ];
    for (sign, meaning) in signs {
        if let Some(rest) = text.strip_prefix(sign) {
            return (meaning, rest.trim());
        }
    }
    (None, text)
}

/// Returns what stands in brackets or braces, and how they open and close.
fn bracketed(text: &str) -> Option<(&str, char, char)> {
    let opens = text.chars().next().filter(|c| "[{".contains(*c))?;
    let closes = text.chars().next_back().filter(|c| "]}".contains(*c))?;
    Some((&text[1..text.len() - 1], opens, closes))
}
