//! Looks up the articles that a question names by id, whose like is wanted.

use std::ops::RangeInclusive;

use crate::article::ArticleId;
use crate::document::Document;
use crate::query::{Copies, Query};
use crate::schema::Field;
use crate::text::Fingerprint;

use super::shelf::Shelf;
use super::telling::telling;

/// Of the articles whose ids begin with some digits, so many are looked up.
const MOST: usize = 20;

/// Returns the fingerprint of an article; `None` if its body is too short to have one.
pub(super) fn fingerprint(document: &Document) -> Option<Fingerprint> {
    document.texts(Field::Body).next().and_then(Fingerprint::of)
}

/// Notes in a question the fingerprints of the articles whose copies it asks for, and asks for telling
/// words where it asks for what is similar to one. Returns what is left out, each a sentence.
///
/// # Errors
/// The first that the shelf gives.
pub(super) fn look_up<S: Shelf>(query: &mut Query, shelf: &mut S) -> Result<Vec<String>, S::Error> {
    let mut notes = Vec::new();
    query.try_each_part(&mut |part| {
        match part {
            Query::Copies(Copies { of, like: like @ None }) => {
                let articles = named(of, shelf, &mut notes)?;
                *like = Some(articles.iter().filter_map(fingerprint).collect());
            }
            Query::Similar(of) => {
                let articles = named(of, shelf, &mut notes)?;
                *part = similar(of.clone(), &articles, shelf)?;
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(notes)
}

fn named<S: Shelf>(
    ids: &RangeInclusive<u64>,
    shelf: &mut S,
    notes: &mut Vec<String>,
) -> Result<Vec<Document>, S::Error> {
    let mut found = shelf.articles(ids.clone(), MOST + 1)?;
    let digits = ArticleId::digits(ids).unwrap_or_default();
    if found.is_empty() {
        notes.push(format!("no article has an id that begins with {digits}"));
    } else if found.len() > MOST {
        notes.push(format!(
            "more than {MOST} articles have an id that begins with {digits}: {MOST} are looked at"
        ));
        found.truncate(MOST);
    }
    Ok(found)
}

fn similar<S: Shelf>(
    of: RangeInclusive<u64>,
    articles: &[Document],
    shelf: &mut S,
) -> Result<Query, S::Error> {
    let like = Some(articles.iter().filter_map(fingerprint).collect());
    let family = Query::Copies(Copies { of, like });
    let words = telling(articles, &family, shelf)?;
    Ok(Query::Without { keep: Box::new(Query::Any(words)), drop: Box::new(family) })
}
