//! byline: full-text search for news archives.
//!
//! Articles come in through one wing, questions through the other; they meet in the engine, the one
//! room that knows where articles are kept. Read the parts in this order: each builds only on those
//! before it, and `tests/it/house.rs` holds the plan. `ARCHITECTURE.md` draws it.

// What a word is, what an article is, and the plain things made of them.
pub mod article;
pub mod holdings;
pub mod schema;
pub mod text;

// How articles come in.
pub mod corpus;
pub mod document;
pub mod formats;
pub mod people;

// How questions come in, and answers go out.
pub mod hit;
pub mod query;
pub mod snippet;

// Where they meet.
pub mod engines;
