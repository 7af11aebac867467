//! Quickwit: an index that only grows. What was replaced is passed over, by a ledger, until the server
//! has deleted it.

mod files;
mod finder;
mod ledger;
mod notes;
mod place;
mod schema;
mod writer;

pub(super) use place::Place;
