//! Reads a folder of articles and tells what is odd in it, without an index.

mod examine;
mod findings;
mod odd;
mod sample;

pub use examine::examine;
pub use findings::{Copies, Findings, Kind};
pub use odd::oddness;
pub use sample::Sample;
