//! Corpus to engine: finds what changed in the folder and brings the index up to date. Prints
//! nothing: what happens is told as [`Event`]s.

mod event;
mod learn;
mod plan;
mod run;
mod shard;

pub use event::{Event, Summary};
pub use run::{Error, READER, index, index_shard};
pub use shard::{NoShard, Shard};
