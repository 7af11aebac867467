//! Text to query: what is asked, and what was wrong with how it was asked. Knows no engine.

mod ast;
mod call;
#[cfg(test)]
mod checks;
mod complaint;
mod date;
mod display;
mod found;
mod lex;
mod near;
mod operator;
mod outline;
mod parse;
mod pattern;
mod place;
mod plain;
mod signs;
mod unit;
mod value;
mod words;

pub use ast::{Copies, Query, Scope};
pub use complaint::{Complaint, ComplaintKind};
pub use found::Found;
pub use outline::outline;
pub use parse::{Reading, parse};
pub use pattern::{Case, Class, Leaf, Pattern, Reach, Slack, Unit, Wanted};
pub use plain::{is_function_word, named, plain};
