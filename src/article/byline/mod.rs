//! Who wrote an article, as its byline says.

#[cfg(test)]
mod cases;
mod credit;
mod east_asian;
mod part;
#[cfg(test)]
mod table;
// Its tables are set as paragraphs: one word a line they would be six times as long.
#[rustfmt::skip]
mod words;

pub(crate) use credit::Credit;
pub use credit::{Author, Byline};
pub(crate) use part::{is_date_line, is_outlet, is_person, is_staff};
