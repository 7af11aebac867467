//! Makes a hit of an article that was found: the same whichever engine found it.

use crate::document::Document;
use crate::hit::Hit;
use crate::schema::Field;
use crate::search::{Passages, SortKey};
use crate::snippet::{Marker, mentions};

use super::alike::fingerprint;

/// Makes a hit that is sorted by `key`, with what `marker` marks.
pub(super) fn hit(marker: &Marker, shown: Passages, document: &Document, key: SortKey) -> Hit {
    let text = |field| document.texts(field).next().unwrap_or_default();
    let named = |field| mentions(document, field);
    let (title, body) = (Field::Headline, Field::Body);
    let headline = marker.marked(title, text(title), &named(title));
    let mut passages = marker.passages(body, text(body), &named(body), shown);
    if headline.marks.is_empty() && passages.iter().all(|passage| passage.marks.is_empty()) {
        // Who asks for everything is shown where it was found.
        let beside = Field::Furniture;
        let furniture = marker.passages(beside, text(beside), &[], shown);
        if furniture.iter().any(|passage| !passage.marks.is_empty()) {
            passages = furniture;
        }
    }
    let mut hit = Hit::of(document, key.score(), headline, passages);
    if shown.people {
        hit.people = document.named();
    }
    if shown.fingerprint {
        hit.fingerprint = fingerprint(document);
    }
    Hit { key, ..hit }
}
