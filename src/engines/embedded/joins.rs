//! Finds out who is who from the index itself, and keeps the answer beside it. No stored article is
//! read: the values of people and the dates tell all that is needed.

use serde::{Deserialize, Serialize};
use tantivy::columnar::StrColumn;
use tantivy::{Searcher, SegmentReader};

use crate::engines::counting::parted;
use crate::engines::names::Names;
use crate::people::Canon;
use crate::roster::{Joins, Survey, decide};
use crate::schema::Field;

use super::schema::{LAST_DAY, values_name};

/// The name of the file. Its number goes up when names are joined in another way, or written in
/// another: the next run of the indexer then does it anew.
pub(super) const FILE: &str = "people-1.json";

/// What stands in the file.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept<J> {
    /// The number of the commit whose articles tell this.
    pub(super) commit: u64,
    /// Who is who.
    pub(super) joins: J,
}

/// Finds out which names are one person's. Of most names only a hash is held in memory.
pub(super) fn find(searcher: &Searcher) -> tantivy::Result<Joins> {
    let segments = searcher.segment_readers();
    let mut survey = Survey::default();
    for segment in segments {
        let Some(column) = values(segment)? else { continue };
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            let term = String::from_utf8_lossy(terms.key());
            let (key, name) = parted(&term);
            survey.see(key, &Canon::of(name));
        }
    }
    let mut names = Names::default();
    for segment in segments {
        if let Some(column) = values(segment)? {
            add(&mut names, segment, &column, &survey)?;
        }
    }
    Ok(decide(names.named()))
}

fn values(segment: &SegmentReader) -> tantivy::Result<Option<StrColumn>> {
    segment.fast_fields().str(&values_name(Field::Person))
}

/// Adds the names of a segment.
fn add(
    names: &mut Names,
    segment: &SegmentReader,
    column: &StrColumn,
    survey: &Survey,
) -> tantivy::Result<()> {
    // For each value of the segment its place in `kept`, which has the entry, the value and
    // its articles.
    let mut places: Vec<Option<usize>> = Vec::with_capacity(column.num_terms());
    let mut kept: Vec<(usize, String, u64)> = Vec::new();
    let mut terms = column.dictionary().stream()?;
    while terms.advance() {
        let term = String::from_utf8_lossy(terms.key());
        let (key, name) = parted(&term);
        let matters = survey.may_join(&Canon::of(name));
        places.push(matters.then_some(kept.len()));
        if matters {
            kept.push((names.place(key), name.to_owned(), 0));
        }
    }
    let columns = segment.fast_fields();
    let (first, last) = (columns.i64(Field::Published.name())?, columns.i64(LAST_DAY)?);
    for article in segment.doc_ids_alive() {
        let day = first.first(article).filter(|day| last.first(article) == Some(*day));
        for value in column.term_ords(article) {
            let place = usize::try_from(value).ok().and_then(|value| places[value]);
            let Some(place) = place else { continue };
            let (entry, _, articles) = &mut kept[place];
            *articles += 1;
            names.add_days(*entry, day);
        }
    }
    for (entry, name, articles) in kept.into_iter().filter(|(.., articles)| *articles > 0) {
        names.add_spelling(entry, name, articles);
    }
    Ok(())
}
