//! Where a pattern stands in one text: positions of words in, spans out. Knows neither index nor
//! text, so engine and highlighter mean the same.

mod find;
mod near;
mod phrase;
mod span;

pub use find::{find, is_found};
pub use span::{Span, Text};

/// One part of a pattern gives no more spans in one text than about so many, the first ones: words
/// that stand together in more ways are not a text that people read.
const MOST_SPANS: usize = 10_000;
