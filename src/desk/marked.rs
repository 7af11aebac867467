//! What matches in an article.

use crate::document::Document;
use crate::engines::{Engine, Error};
use crate::hit::Snippet;
use crate::query::Query;
use crate::schema::{Field, Kind, Schema};
use crate::search::Terms;
use crate::snippet::{Marker, mentions};

/// Returns the texts and names of an article, each with its field, in which what matches is marked.
///
/// # Errors
/// If the index cannot be read.
pub fn marked(
    engine: &dyn Engine,
    query: &Query,
    terms: &Terms,
    article: &Document,
) -> Result<Vec<(Field, Snippet)>, Error> {
    let resolved = engine.resolve_in(query, terms, std::slice::from_ref(article))?;
    let marker = Marker::of(&resolved.query, &|_| 1.0);
    let fields = Schema::get().fields();
    let texts = fields.filter(|(_, spec)| matches!(spec.kind, Kind::Text | Kind::Name));
    let of_field = |field| {
        let mentions = mentions(article, field);
        let texts = article.texts(field);
        texts.map(|text| (field, marker.marked(field, text, &mentions))).collect::<Vec<_>>()
    };
    Ok(texts.flat_map(|(field, _)| of_field(field)).collect())
}
