//! What is gathered over the articles that match: the best of them, the values they have, the days
//! they were published.

mod best;
mod days;
mod people;
mod values;

pub(super) use best::{Best, Ranked};
pub(super) use days::Days;
pub(super) use people::People;
pub(super) use values::{Counted, Values};
