//! A part of a query as a server is asked it.

use serde_json::{Map, Value, json};

/// Servers take 1,024 clauses side by side.
const MOST_CLAUSES: usize = 1_000;

/// A part of a query as a server is asked it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engines::finders) struct Part {
    /// In the language of the server.
    pub(in crate::engines::finders) json: Value,
    /// Whether the server finds what was asked for; else it finds that and more.
    pub(in crate::engines::finders) is_exact: bool,
}

impl Part {
    /// The server finds just this.
    pub(super) fn exact(json: Value) -> Self {
        Part { json, is_exact: true }
    }

    /// The server may find more.
    pub(super) fn candidates(json: Value) -> Self {
        Part { json, is_exact: false }
    }

    /// The same, but the server may find more.
    pub(super) fn or_more(self) -> Self {
        Part { is_exact: false, ..self }
    }

    /// Finds every article.
    pub(super) fn everything() -> Self {
        Part::exact(json!({"match_all": {}}))
    }

    /// Finds nothing.
    pub(super) fn nothing() -> Self {
        Part::exact(json!({"match_none": {}}))
    }

    /// Finds what all of the parts find.
    pub(super) fn all_of(mut parts: Vec<Part>) -> Self {
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let is_exact = parts.iter().all(|part| part.is_exact);
        let parts: Vec<Value> = parts.into_iter().map(|part| part.json).collect();
        Part { json: json!({"bool": {"must": parts}}), is_exact }
    }

    /// Finds what one of the parts finds; nothing if there are none.
    pub(super) fn any_of(mut parts: Vec<Part>) -> Self {
        match parts.len() {
            0 => return Part::nothing(),
            1 => return parts.remove(0),
            _ => {}
        }
        if parts.len() > MOST_CLAUSES {
            let mut rest = parts.into_iter();
            let chunks = std::iter::from_fn(|| {
                let chunk: Vec<Part> = rest.by_ref().take(MOST_CLAUSES).collect();
                (!chunk.is_empty()).then(|| Part::any_of(chunk))
            });
            return Part::any_of(chunks.collect());
        }
        let is_exact = parts.iter().all(|part| part.is_exact);
        let parts: Vec<Value> = parts.into_iter().map(|part| part.json).collect();
        Part { json: json!({"bool": {"should": parts}}), is_exact }
    }

    /// Finds only what a filter finds as well.
    pub(super) fn narrowed(self, filter: &Value) -> Self {
        Part { json: json!({"bool": {"must": [self.json], "filter": [filter]}}), ..self }
    }

    /// Adds nothing to the score.
    pub(super) fn unscored(self) -> Self {
        Part { json: json!({"bool": {"filter": [self.json]}}), ..self }
    }

    /// Counts so many times as much.
    pub(super) fn boosted(self, by: f32) -> Self {
        #[expect(clippy::float_cmp, reason = "what stands in the schema, or was typed")]
        if by == 1.0 {
            return self;
        }
        Part { json: json!({"bool": {"must": [self.json], "boost": by}}), ..self }
    }

    /// Counts so many times as much, as far as it is terms.
    pub(super) fn with_terms_boosted(self, by: f32) -> Self {
        #[expect(clippy::float_cmp, reason = "what stands in the schema, or was typed")]
        if by == 1.0 {
            return self;
        }
        Part { json: boost_terms(self.json, by), ..self }
    }
}

/// Weighs the terms of a query, beside the weight that they have.
fn boost_terms(query: Value, by: f32) -> Value {
    match query {
        Value::Object(parts) => parts
            .into_iter()
            .map(|(name, part)| match part {
                Value::Object(fields) if name == "term" => (name, weighed(fields, by)),
                part => (name, boost_terms(part, by)),
            })
            .collect(),
        Value::Array(parts) => parts.into_iter().map(|part| boost_terms(part, by)).collect(),
        other => other,
    }
}

fn weighed(fields: Map<String, Value>, by: f32) -> Value {
    let weigh = |term: Value| match &term["boost"] {
        Value::Null => json!({"value": term, "boost": by}),
        before => {
            #[expect(clippy::cast_possible_truncation, reason = "it was as short before")]
            let before = before.as_f64().unwrap_or(1.0) as f32;
            json!({"value": term["value"], "boost": before * by})
        }
    };
    fields.into_iter().map(|(field, term)| (field, weigh(term))).collect()
}

/// The field has this term.
pub(super) fn term(field: &str, term: &str) -> Value {
    json!({"term": {field: term}})
}
