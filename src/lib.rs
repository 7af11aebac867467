//! byline: full-text search for news archives.
//!
//! Articles come in through one wing, questions through the other; they meet in the engine, the one
//! room that knows where articles are kept. Read the parts in this order: each builds only on those
//! before it, and `tests/it/house.rs` holds the plan. `ARCHITECTURE.md` draws it.
//!
//! ```
//! use byline::search::{Page, Passages, Search, Sort, Terms};
//! use byline::query::{self, Reading};
//! use byline::corpus::Rules;
//! use byline::{engines, indexer};
//! use jiff::civil::date;
//! use std::sync::atomic::AtomicBool;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let archive = tempfile::tempdir()?;
//! std::fs::write(archive.path().join("a.txt"), "Rates rise\n\nBy Jane Doe\n\nThe bank did it.")?;
//!
//! let folder = archive.path().join(".byline");
//! let engine = engines::create(&folder, archive.path())?;
//! let stop = AtomicBool::new(false);
//! indexer::index(&*engine, Rules::default(), &stop, &|event| println!("{event:?}"))?;
//!
//! let (query, complaints) = query::parse("by:doe bank", &Reading::on(date(2024, 3, 5)));
//! let page = Page { limit: 10, ..Page::default() };
//! let (sort, passages, terms) = (Sort::default(), Passages::default(), Terms::default());
//! let hits = engines::open(&folder)?.search(&Search { query, sort, page, passages, terms })?;
//! assert_eq!(hits.hits[0].headline.text, "Rates rise");
//! # assert!(complaints.is_empty());
//! # Ok(())
//! # }
//! ```

// What a word is, what an article is, and the plain things made of them.
pub mod article;
pub mod holdings;
pub mod pdf;
pub mod schema;
pub mod text;
pub mod tui;

// How articles come in.
pub mod corpus;
pub mod doctor;
pub mod document;
pub mod formats;
pub mod furniture;
pub mod people;

// How questions come in, and answers go out.
pub mod association;
pub mod hit;
pub mod locate;
pub mod printers;
pub mod query;
pub mod roster;
pub mod search;
pub mod snippet;
pub mod spans;

// Where they meet.
pub mod engines;
pub mod indexer;

// Where questions are put, by whatever face.
pub mod desk;

// The faces: the only rooms that know a screen.
pub mod cli;
pub mod http;
