//! Query → tantivy query.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query as Search,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};

use crate::article::day_number;
use crate::query::Query;
use crate::schema::{Field, Kind, Schema, Value};
use crate::text;

use super::excluded::Excluded;
use super::schema::Layout;

/// Translates a query.
pub(super) fn translate(layout: &Layout, query: &Query) -> Box<dyn Search> {
    match query {
        Query::All => Box::new(AllQuery),
        Query::Words { field: Some(field), text } if is_path(*field) => {
            in_path(layout, *field, text)
        }
        Query::Words { field: Some(field), text } => words(layout.column(*field), text),
        Query::Words { field: None, text } => any_field(layout, text),
        Query::Range { field, from, to } => range(layout, *field, from.as_ref(), to.as_ref()),
        Query::Every(parts) => joined(layout, parts, Occur::Must),
        Query::Any(parts) if parts.is_empty() => Box::new(EmptyQuery),
        Query::Any(parts) => joined(layout, parts, Occur::Should),
        Query::Without { keep, drop } => Box::new(BooleanQuery::new(vec![
            (Occur::Must, translate(layout, keep)),
            (Occur::MustNot, Box::new(Excluded(translate(layout, drop)))),
        ])),
    }
}

fn is_path(field: Field) -> bool {
    Schema::get().spec(field).kind == Kind::Path
}

fn joined(layout: &Layout, parts: &[Query], occur: Occur) -> Box<dyn Search> {
    let parts = parts.iter().map(|part| (occur, translate(layout, part))).collect();
    Box::new(BooleanQuery::new(parts))
}

fn any_field(layout: &Layout, text: &str) -> Box<dyn Search> {
    let fields = Schema::get().searched().map(|(field, boost)| {
        let search = words(layout.column(field), text);
        (Occur::Should, Box::new(BoostQuery::new(search, boost)) as Box<dyn Search>)
    });
    Box::new(BooleanQuery::new(fields.collect()))
}

/// One word, or several in a row.
fn words(column: Column, text: &str) -> Box<dyn Search> {
    let mut terms: Vec<Term> =
        text::tokens(text).map(|token| Term::from_field_text(column, &token.term)).collect();
    if terms.len() > 1 {
        return Box::new(PhraseQuery::new(terms));
    }
    match terms.pop() {
        Some(term) => Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
        None => Box::new(EmptyQuery),
    }
}

/// The file of this path, or all files of the folder.
fn in_path(layout: &Layout, field: Field, path: &str) -> Box<dyn Search> {
    let column = layout.column(field);
    let term = |text: &str| Term::from_field_text(column, text);
    // '0' is the character behind '/'.
    let (first, behind) = (format!("{path}/"), format!("{path}0"));
    let inside = RangeQuery::new(Bound::Included(term(&first)), Bound::Excluded(term(&behind)));
    Box::new(BooleanQuery::union(vec![
        Box::new(TermQuery::new(term(path), IndexRecordOption::Basic)),
        Box::new(inside),
    ]))
}

/// A range says whether, not how well: it adds nothing to the score.
fn range(
    layout: &Layout,
    field: Field,
    from: Option<&Value>,
    to: Option<&Value>,
) -> Box<dyn Search> {
    let column = layout.column(field);
    let last = match Schema::get().spec(field).kind {
        Kind::Date => layout.last_day,
        Kind::Text | Kind::Name | Kind::Number | Kind::Hash | Kind::Path => column,
    };
    let lower = from.map_or(Bound::Unbounded, |value| Bound::Included(first_of(column, value)));
    let upper = to.map_or(Bound::Unbounded, |value| Bound::Included(last_of(last, value)));
    let search: Box<dyn Search> = match (lower, upper) {
        (Bound::Unbounded, Bound::Unbounded) => Box::new(AllQuery),
        (lower, Bound::Unbounded) => Box::new(RangeQuery::new(lower, Bound::Unbounded)),
        (Bound::Unbounded, upper) => Box::new(RangeQuery::new(Bound::Unbounded, upper)),
        (lower, upper) if column == last => Box::new(RangeQuery::new(lower, upper)),
        (lower, upper) => Box::new(BooleanQuery::intersection(vec![
            Box::new(RangeQuery::new(lower, Bound::Unbounded)),
            Box::new(RangeQuery::new(Bound::Unbounded, upper)),
        ])),
    };
    Box::new(BoostQuery::new(search, 0.0))
}

fn first_of(column: Column, value: &Value) -> Term {
    match value {
        Value::Text(text) => Term::from_field_text(column, text),
        Value::Number(number) => Term::from_field_u64(column, *number),
        Value::Date(date) => Term::from_field_i64(column, day_number(date.first())),
    }
}

fn last_of(column: Column, value: &Value) -> Term {
    match value {
        Value::Date(date) => Term::from_field_i64(column, day_number(date.last())),
        Value::Text(_) | Value::Number(_) => first_of(column, value),
    }
}
