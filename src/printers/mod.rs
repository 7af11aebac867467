//! Answers to text, for people and for programs. Writes to what it is handed; knows no screen.

mod account;
mod bars;
mod csv;
mod json;
mod kwic;
mod people;
mod printer;
mod safe;
mod text;
mod trec;
mod vimgrep;

pub use self::csv::Csv;
pub use account::{account, account_json};
pub use bars::period_name;
pub use json::Json;
pub use printer::{Noun, Place, Printer, Scale};
pub use safe::{visible, visible_line};
pub use text::{Look, Text, grouped};
pub use trec::run;
pub use vimgrep::vimgrep;
