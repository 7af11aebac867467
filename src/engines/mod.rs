//! Where articles are kept and asked for: the list of engines.

mod alike;
mod counting;
mod embedded;
mod engine;
mod es;
mod finders;
mod forms;
mod hits;
mod location;
mod names;
mod paths;
mod quickwit;
mod recency;
pub mod remote;
mod shelf;
mod slips;
mod telling;

use std::path::Path;

use crate::document::Document;
use crate::query::Query;
use crate::search::Terms;

pub use engine::{Engine, Error, Reading, Replacement, Resolved, Standings, Writer};
use finders::opening;
pub use location::Location;
use remote::Server;

/// Opens the index at a place: in a folder, or on a server.
///
/// # Errors
/// If there is none, another version of byline made it, or it cannot be read.
pub fn open(place: impl Into<Location>) -> Result<Box<dyn Engine>, Error> {
    match place.into() {
        Location::Folder(folder) => Ok(Box::new(embedded::Embedded::open(&folder)?)),
        Location::Remote { address, access, .. } => match address.server() {
            Server::Elasticsearch => opening::open::<es::Place>(&address, &access),
            Server::Quickwit => opening::open::<quickwit::Place>(&address, &access),
        },
    }
}

/// Makes an empty index for the articles below `corpus`. A folder may exist if it is empty, and nobody
/// else can write to it until the engine is dropped. On a server another worker may have made the index
/// before: then it is opened, if it keeps the stems of the same languages.
///
/// # Errors
/// If there is something else in the folder, or it cannot be written.
pub fn create(place: impl Into<Location>, corpus: &Path) -> Result<Box<dyn Engine>, Error> {
    match place.into() {
        Location::Folder(folder) => Ok(Box::new(embedded::Embedded::create(&folder, corpus)?)),
        Location::Remote { address, access, languages } => match address.server() {
            Server::Elasticsearch => {
                opening::create::<es::Place>(&address, &access, &languages, corpus)
            }
            Server::Quickwit => {
                opening::create::<quickwit::Place>(&address, &access, &languages, corpus)
            }
        },
    }
}

/// Begins a new index in place of the one that is there, whatever version or state that is in. The old
/// one is searched until [`Replacement::finish`].
///
/// # Errors
/// [`Error::Busy`] at once if somebody writes; if there is something else in the folder, or it
/// cannot be written.
pub fn replace(place: impl Into<Location>, corpus: &Path) -> Result<Box<dyn Replacement>, Error> {
    match place.into() {
        Location::Folder(folder) => Ok(Box::new(embedded::Embedded::replace(&folder, corpus)?)),
        Location::Remote { address, access, languages } => match address.server() {
            Server::Elasticsearch => {
                opening::replace::<es::Place>(&address, &access, &languages, corpus)
            }
            Server::Quickwit => {
                opening::replace::<quickwit::Place>(&address, &access, &languages, corpus)
            }
        },
    }
}

/// Finds which of some articles at hand match: their places in the list, from 0, sorted. They are read
/// as an index of them would be.
///
/// # Errors
/// If they cannot be indexed in memory.
pub fn matching(articles: &[Document], query: &Query, terms: &Terms) -> Result<Vec<usize>, Error> {
    let page = embedded::PageIndex::of(articles);
    let matching = page.and_then(|page| page.matching(query, terms));
    matching.map(|matching| matching.places).map_err(in_memory)
}

fn in_memory(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::InMemory { source: Box::new(error) }
}

/// Returns true if `folder` is that of an index.
pub fn is_index(folder: &Path) -> bool {
    embedded::is_index(folder)
}
