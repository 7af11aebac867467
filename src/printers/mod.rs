//! Answers to text, for people and for programs. Writes to what it is handed; knows no screen.

mod csv;
mod json;
mod printer;
mod safe;
mod text;
mod vimgrep;

pub use self::csv::Csv;
pub use json::Json;
pub use printer::{Place, Printer};
pub use safe::{visible, visible_line};
pub use text::{Look, Text};
pub use vimgrep::vimgrep;
