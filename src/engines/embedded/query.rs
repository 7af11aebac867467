//! Query → tantivy query.

use std::ops::Bound;
use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, ExistsQuery, Occur, Query as Search,
    RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;

use crate::article::day_number;
use crate::engines::paths::{escaped, path_regex};
use crate::query::{Copies, Pattern, Query, Scope};
use crate::schema::{Field, Kind, Schema, Value};
use crate::text::{self, Fingerprint};

use super::context::Context;
use super::excluded::Excluded;
use super::lookup::Lookup;
use super::marks;
use super::pattern::Patterned;
use super::schema::TextColumns;
use super::terms::Terms;

/// Translates a query whose words were looked up.
pub(super) fn translate(
    context: &Arc<Context>,
    query: &Query<Arc<Lookup>>,
) -> tantivy::Result<Box<dyn Search>> {
    Ok(match query {
        Query::All => Box::new(AllQuery),
        Query::Find { scope, pattern } => find(context, scope, pattern, 1),
        Query::AtLeast { times, scope, pattern } => find(context, scope, pattern, *times),
        Query::Range { field, from, to } => range(context, *field, from.as_ref(), to.as_ref()),
        Query::Value { field, value } => whole(context, *field, value),
        Query::Has(field) => has(context, *field),
        Query::Path(path) => in_path(context, path)?,
        Query::Copies(wanted) => copies(context, wanted),
        // Looked up before: what it stands for is asked in its place.
        Query::Similar(_) => Box::new(EmptyQuery),
        Query::Every(parts) => joined(context, parts, Occur::Must)?,
        Query::Any(parts) if parts.is_empty() => Box::new(EmptyQuery),
        Query::Any(parts) => any(context, parts)?,
        Query::Without { keep, drop } => Box::new(BooleanQuery::new(vec![
            (Occur::Must, translate(context, keep)?),
            (Occur::MustNot, Box::new(Excluded(translate(context, drop)?))),
        ])),
        Query::Boost { query, by } => Box::new(BoostQuery::new(translate(context, query)?, *by)),
    })
}

fn joined(
    context: &Arc<Context>,
    parts: &[Query<Arc<Lookup>>],
    occur: Occur,
) -> tantivy::Result<Box<dyn Search>> {
    let mut joined = Vec::with_capacity(parts.len());
    for part in parts {
        joined.push((occur, translate(context, part)?));
    }
    Ok(Box::new(BooleanQuery::new(joined)))
}

/// Words are read together: that is faster than to look for each and join what was found.
fn any(context: &Arc<Context>, parts: &[Query<Arc<Lookup>>]) -> tantivy::Result<Box<dyn Search>> {
    let words: Vec<(Arc<Lookup>, f32)> = parts.iter().filter_map(|part| word(part, 1.0)).collect();
    let mut joined = Vec::new();
    for part in parts.iter().filter(|part| word(part, 1.0).is_none()) {
        joined.push((Occur::Should, translate(context, part)?));
    }
    if words.is_empty() {
        return Ok(Box::new(BooleanQuery::new(joined)));
    }
    let words = Box::new(Terms::new(words, context));
    if joined.is_empty() {
        return Ok(words);
    }
    joined.push((Occur::Should, words));
    Ok(Box::new(BooleanQuery::new(joined)))
}

/// Returns the word that a query is, and how much it counts.
fn word(query: &Query<Arc<Lookup>>, by: f32) -> Option<(Arc<Lookup>, f32)> {
    match query {
        Query::Find { pattern: Pattern::Word(lookup), .. } if lookup.is_plain() => {
            Some((Arc::clone(lookup), by))
        }
        Query::Boost { query, by: more } => word(query, by * more),
        Query::Find { .. }
        | Query::All
        | Query::AtLeast { .. }
        | Query::Range { .. }
        | Query::Value { .. }
        | Query::Has(_)
        | Query::Path(_)
        | Query::Copies(_)
        | Query::Similar(_)
        | Query::Every(_)
        | Query::Any(_)
        | Query::Without { .. } => None,
    }
}

/// One word needs no positions.
fn find(
    context: &Arc<Context>,
    scope: &Scope,
    pattern: &Pattern<Arc<Lookup>>,
    times: u32,
) -> Box<dyn Search> {
    if let Pattern::Word(lookup) = pattern
        && lookup.is_plain()
        && times <= 1
    {
        return Box::new(Terms::new(vec![(Arc::clone(lookup), 1.0)], context));
    }
    let fields = scope.fields().into_iter();
    let texts: Vec<TextColumns> = fields.filter_map(|field| context.layout.text(field)).collect();
    Box::new(Patterned::new(pattern, texts, times, context))
}

/// What says whether, not how well, adds nothing to the score.
fn unscored(search: impl Search) -> Box<dyn Search> {
    Box::new(BoostQuery::new(Box::new(search), 0.0))
}

/// One of the names of the field is this one.
fn whole(context: &Context, field: Field, value: &str) -> Box<dyn Search> {
    match context.layout.words(field) {
        Some(column) => {
            let term = Term::from_field_text(column, &marks::whole(&text::key(value)));
            unscored(TermQuery::new(term, IndexRecordOption::Basic))
        }
        None => Box::new(EmptyQuery),
    }
}

/// The field has a value.
fn has(context: &Context, field: Field) -> Box<dyn Search> {
    let layout = &context.layout;
    let marked = |column, mark| -> Box<dyn Search> {
        let term = Term::from_field_text(column, mark);
        unscored(TermQuery::new(term, IndexRecordOption::Basic))
    };
    match Schema::get().spec(field).kind {
        Kind::Text => {
            let columns = layout.text(field).map(|text| text.columns).unwrap_or_default();
            let parts = columns.into_iter().map(|column| marked(column, marks::SENTENCE));
            Box::new(BooleanQuery::union(parts.collect()))
        }
        Kind::Name => match layout.words(field) {
            Some(column) => marked(column, marks::ANY),
            None => Box::new(EmptyQuery),
        },
        Kind::Date | Kind::Number | Kind::Hash => {
            unscored(ExistsQuery::new(field.name().to_owned(), false))
        }
        Kind::Path => Box::new(AllQuery),
        Kind::Article => Box::new(EmptyQuery),
    }
}

/// The articles themselves, and whatever shares enough numbers with one of them.
fn copies(context: &Context, Copies { of, like }: &Copies) -> Box<dyn Search> {
    let column = context.layout.column(Field::Copies);
    let of = [*of.start(), *of.end()].map(Value::Number);
    let mut found = vec![range(context, Field::Id, Some(&of[0]), Some(&of[1]))];
    for fingerprint in like.iter().flatten() {
        let shares = |number: &u32| -> (Occur, Box<dyn Search>) {
            let term = Term::from_field_u64(column, u64::from(*number));
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
        };
        let numbers = fingerprint.numbers().iter().map(shares).collect();
        let enough = Fingerprint::SHARED;
        found.push(Box::new(BooleanQuery::with_minimum_required_clauses(numbers, enough)));
    }
    unscored(BooleanQuery::union(found))
}

/// The file of this path, or all files of the folder.
fn in_path(context: &Context, path: &str) -> tantivy::Result<Box<dyn Search>> {
    let column = context.layout.column(Field::File);
    let path = path.trim_matches('/');
    let term = |text: &str| Term::from_field_text(column, text);
    if path.contains(['*', '?']) {
        return Ok(unscored(RegexQuery::from_pattern(&path_regex(path, escaped), column)?));
    }
    // '0' is the character behind '/'.
    let (first, behind) = (format!("{path}/"), format!("{path}0"));
    let inside = RangeQuery::new(Bound::Included(term(&first)), Bound::Excluded(term(&behind)));
    Ok(unscored(BooleanQuery::union(vec![
        Box::new(TermQuery::new(term(path), IndexRecordOption::Basic)),
        Box::new(inside),
    ])))
}

fn range(
    context: &Context,
    field: Field,
    from: Option<&Value>,
    to: Option<&Value>,
) -> Box<dyn Search> {
    let column = context.layout.column(field);
    let last = match Schema::get().spec(field).kind {
        Kind::Date => context.layout.last_day,
        Kind::Text | Kind::Name | Kind::Number | Kind::Hash | Kind::Path | Kind::Article => column,
    };
    let lower = from.map_or(Bound::Unbounded, |value| Bound::Included(first_of(column, value)));
    let until = |column| move |value: &Value| Bound::Included(last_of(column, value));
    let upper = to.map_or(Bound::Unbounded, until(last));
    match (lower, upper) {
        (Bound::Unbounded, Bound::Unbounded) => Box::new(AllQuery),
        (lower, Bound::Unbounded) => unscored(RangeQuery::new(lower, Bound::Unbounded)),
        (Bound::Unbounded, upper) => unscored(RangeQuery::new(Bound::Unbounded, upper)),
        (lower, upper) if column == last => unscored(RangeQuery::new(lower, upper)),
        // No article is dated behind its last day: to look at the first is mostly enough.
        (lower, upper) => unscored(BooleanQuery::intersection(vec![
            Box::new(RangeQuery::new(lower, to.map_or(Bound::Unbounded, until(column)))),
            Box::new(RangeQuery::new(Bound::Unbounded, upper)),
        ])),
    }
}

fn first_of(column: tantivy::schema::Field, value: &Value) -> Term {
    match value {
        Value::Text(text) => Term::from_field_text(column, text),
        Value::Number(number) => Term::from_field_u64(column, *number),
        Value::Date(date) => Term::from_field_i64(column, day_number(date.first())),
    }
}

fn last_of(column: tantivy::schema::Field, value: &Value) -> Term {
    match value {
        Value::Date(date) => Term::from_field_i64(column, day_number(date.last())),
        Value::Text(_) | Value::Number(_) => first_of(column, value),
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, path_regex};

    #[test]
    fn a_star_stays_in_its_folder_and_two_do_not() {
        for (path, fits, does_not) in [
            ("a/*.txt", "a/b.txt", "a/b/c.txt"),
            ("a/**/x", "a/x", "b/a/x"),
            ("a/**/x", "a/b/c/x", "a/xy"),
            ("**/x", "x", "yx"),
            ("a?/b", "ab/b/c", "a//b"),
            ("a+*", "a+1", "aa1"),
        ] {
            let regex = regex::Regex::new(&format!("^{}$", path_regex(path, escaped))).unwrap();
            assert!(regex.is_match(fits), "{path} {fits}");
            assert!(!regex.is_match(does_not), "{path} {does_not}");
        }
    }
}
