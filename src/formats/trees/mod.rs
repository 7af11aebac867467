//! Which pieces of a text are its article: each is measured, boosted trees judge it by that, and a
//! piece between others is likelier to be what these are (Viterbi). A piece is a block of a web page
//! or a line of a plain text; what is measured of it, its reader knows.

mod measure;
mod model;
pub(super) mod training;
mod words;

pub(super) use measure::{count, distances, flag, share};
pub(super) use model::{Described, Model};
pub(super) use words::{Frequent, hash, pair, tokens, words};
