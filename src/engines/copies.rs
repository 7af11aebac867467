//! Looks up the articles whose near copies are asked for.

use std::ops::RangeInclusive;

use crate::article::ArticleId;
use crate::document::Document;
use crate::query::{Copies, Query};
use crate::schema::Field;
use crate::text::Fingerprint;

/// Of the articles whose ids begin with some digits, so many are looked up.
const MOST: usize = 20;

/// Returns the fingerprint of an article; `None` if its body is too short to have one.
pub(super) fn fingerprint(document: &Document) -> Option<Fingerprint> {
    document.texts(Field::Body).next().and_then(Fingerprint::of)
}

/// Notes in a question the fingerprints of the articles whose copies it asks for. `articles` gives those
/// of some ids, at most so many. Returns what is left out, each a sentence.
///
/// # Errors
/// The first that `articles` gives.
pub(super) fn look_up<E>(
    query: &mut Query,
    articles: &mut dyn FnMut(RangeInclusive<u64>, usize) -> Result<Vec<Document>, E>,
) -> Result<Vec<String>, E> {
    let mut notes = Vec::new();
    query.try_each_copies(&mut |Copies { of, like }| {
        if like.is_some() {
            return Ok(());
        }
        let found = articles(of.clone(), MOST + 1)?;
        let name = || ArticleId::digits(of).unwrap_or_default();
        if found.is_empty() {
            notes.push(format!("no article has an id that begins with {}", name()));
        } else if found.len() > MOST {
            notes.push(format!(
                "more than {MOST} articles have an id that begins with {}: copies of {MOST} are found",
                name()
            ));
        }
        *like = Some(found.iter().take(MOST).filter_map(fingerprint).collect());
        Ok(())
    })?;
    Ok(notes)
}
