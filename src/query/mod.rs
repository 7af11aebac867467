//! Text to query: what is asked, and what was wrong with how it was asked. Knows no engine.

mod ast;
mod lex;
mod parse;
mod pattern;
mod value;

pub use ast::Query;
pub use lex::Complaint;
pub use parse::parse;
pub use pattern::{Case, Class, Leaf, Pattern, Reach, Slack, Unit, Wanted};
