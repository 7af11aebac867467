//! Who is who across the articles of an archive. Within one article people are joined already.
//!
//! An engine has `decide` find out which names are one person's, from names and days alone, and keeps
//! the answer (`Joins`). `people.toml` (`Edits`) corrects it when a question is asked: both make a
//! `Roster`, which puts its knowledge into the question. Never reads a file.

mod account;
mod apply;
mod decide;
mod edits;
mod identities;
mod joins;

pub use account::{Account, Apart, Meant, Owned};
pub use apply::asks_for_people;
pub use decide::{DOMINANT, NEAR, Named, Survey, decide};
pub use edits::{EditError, Edits, FILE};
pub use identities::{Identity, KnownName, Meaning, Person, Roster, ShortName, Span, Why};
pub use joins::{Claim, Evidence, Form, Joins, Short};
