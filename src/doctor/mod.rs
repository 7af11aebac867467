//! Tells what is odd in a folder of articles, or in what an index keeps of one.

mod examine;
mod findings;
mod odd;
mod recall;
mod sample;
mod seen;

pub use examine::examine;
pub use findings::{Copies, Findings, Kind};
pub use odd::oddness;
pub use recall::Recall;
pub use sample::Sample;
