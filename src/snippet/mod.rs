//! Query and stored text to passages with marks: the same for every engine, and for every kind of
//! match. Never asks an index.

mod fragments;
mod matches;

pub use fragments::{marked, passages};
pub use matches::matches;
