//! Corpus to engine: finds what changed in the folder and brings the index up to date. Prints
//! nothing: what happens is told as [`Event`]s.

mod event;
mod learn;
mod plan;
mod run;

pub use event::{Event, Summary};
pub use run::{Error, READER, index};
