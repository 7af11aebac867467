//! Query and stored text to passages with marks: the same for every engine, and for every kind of
//! match. Never asks an index.

#[cfg(test)]
mod asked;
mod concordance;
mod fragments;
mod marker;
mod occurrences;
mod people;

pub use marker::{Marker, Match};
pub use occurrences::{Mention, mentions};
