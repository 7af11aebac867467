//! Where articles are kept and asked for: the list of engines.

mod embedded;
mod engine;
pub mod remote;

use std::path::Path;

pub use engine::{Engine, Error, Reading, Replacement, Resolved, Standings, Writer};

/// Opens the index in `folder`.
///
/// # Errors
/// If there is none, another version of byline made it, or it cannot be read.
pub fn open(folder: &Path) -> Result<Box<dyn Engine>, Error> {
    Ok(Box::new(embedded::Embedded::open(folder)?))
}

/// Makes an empty index in `folder`, which may exist if it is empty, for the articles below `corpus`.
/// Nobody else can write to it until the engine is dropped.
///
/// # Errors
/// If there is something else in the folder, or it cannot be written.
pub fn create(folder: &Path, corpus: &Path) -> Result<Box<dyn Engine>, Error> {
    Ok(Box::new(embedded::Embedded::create(folder, corpus)?))
}

/// Begins a new index in place of the one in `folder`, whatever version or state that is in. The old
/// one is searched until [`Replacement::finish`].
///
/// # Errors
/// [`Error::Busy`] at once if somebody writes; if there is something else in the folder, or it
/// cannot be written.
pub fn replace(folder: &Path, corpus: &Path) -> Result<Box<dyn Replacement>, Error> {
    Ok(Box::new(embedded::Embedded::replace(folder, corpus)?))
}

/// Returns true if `folder` is that of an index.
pub fn is_index(folder: &Path) -> bool {
    embedded::is_index(folder)
}
