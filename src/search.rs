//! What is asked beside the query: in which order, how many, from where on.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;

use crate::article::ArticleId;
use crate::query::Query;
use crate::roster::Roster;
use crate::schema::Field;

/// A search for articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// What is asked.
    pub query: Query,
    /// In which order.
    pub sort: Sort,
    /// Which of the hits.
    pub page: Page,
    /// What is shown of each.
    pub passages: Passages,
    /// How the question is taken.
    pub terms: Terms,
}

/// A count of the values of a field.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetSearch {
    /// Whose values.
    pub field: Field,
    /// In which articles.
    pub query: Query,
    /// Only values whose folded words ([`text::key`](crate::text::key)) hold those of this text, as
    /// letters in a row; `None` for all values.
    pub like: Option<String>,
    /// Which of the values.
    pub page: Page,
    /// How the question is taken.
    pub terms: Terms,
}

/// How the words of a question are taken, and for how long they are looked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Terms {
    /// Tags of the languages whose forms of a word are found; empty for those of the archive.
    pub languages: Vec<String>,
    /// When to stop and give what was found so far.
    pub deadline: Option<Instant>,
    /// Whether words are added that the best hits share (RM3).
    pub expand: bool,
    /// Who is who; `None` if every name is to be a person of its own.
    pub people: Option<Arc<Roster>>,
}

/// In which order hits come. Equal ones go by id.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The best first, and of two that fit alike the newer.
    Recency {
        /// After so many days a hit is worth half; above 0.
        half_life: f32,
        /// The day from which they are counted.
        today: Date,
    },
    /// The newest first, those without a date last.
    Newest,
    /// The oldest first, those without a date last.
    Oldest,
    /// By the folded headline, those without one last.
    Headline,
}

/// Which hits are wanted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The last hit before them; `None` to begin with the best.
    pub after: Option<Cursor>,
    /// How many to leave out behind that.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
}

/// What is shown of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passages {
    /// How many passages at most.
    pub number: usize,
    /// How many characters each has, about.
    pub width: usize,
    /// Whether one is shown that holds no word of the query which those before it lack.
    pub repeats: bool,
    /// Whether it is told where people are named: to find that out takes about as long as to find
    /// the words of the query.
    pub people: bool,
    /// Whether the fingerprint of the body is told.
    pub fingerprint: bool,
}

impl Default for Passages {
    fn default() -> Self {
        Passages { number: 2, width: 240, repeats: false, people: true, fingerprint: false }
    }
}

/// A place in a list of hits: behind the hit that sorts so.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// What the hit is sorted by.
    pub key: SortKey,
    /// Its id.
    pub id: ArticleId,
}

/// What a hit is sorted by.
#[derive(Debug, Clone, PartialEq)]
pub enum SortKey {
    /// Its score.
    Score(f32),
    /// Its first day, as a number of days; `None` without a date.
    Day(Option<i64>),
    /// Its headline, folded and cut; empty without one.
    Headline(String),
}

impl SortKey {
    /// Returns the score; 0 if the hit is sorted by something else.
    pub fn score(&self) -> f32 {
        match self {
            SortKey::Score(score) => *score,
            SortKey::Day(_) | SortKey::Headline(_) => 0.0,
        }
    }
}

impl fmt::Display for Cursor {
    /// Writes the cursor so that it can be read again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            SortKey::Score(score) => write!(f, "{}:s{:08x}", self.id, score.to_bits()),
            SortKey::Day(Some(day)) => write!(f, "{}:d{day}", self.id),
            SortKey::Day(None) => write!(f, "{}:d", self.id),
            SortKey::Headline(headline) => write!(f, "{}:h{headline}", self.id),
        }
    }
}

/// The text is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor: it is what the page before ends with")]
pub struct NoCursor;

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let (id, key) = text.split_once(':').ok_or(NoCursor)?;
        let id = u64::from_str_radix(id, 16).map_err(|_| NoCursor)?;
        let mut chars = key.chars();
        let kind = chars.next();
        let rest = chars.as_str();
        let key = match kind {
            Some('s') => {
                let bits = u32::from_str_radix(rest, 16).map_err(|_| NoCursor)?;
                SortKey::Score(f32::from_bits(bits))
            }
            Some('d') if rest.is_empty() => SortKey::Day(None),
            Some('d') => SortKey::Day(Some(rest.parse().map_err(|_| NoCursor)?)),
            Some('h') => SortKey::Headline(rest.to_owned()),
            _ => return Err(NoCursor),
        };
        Ok(Cursor { key, id: ArticleId(id) })
    }
}

/// A step of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

#[cfg(test)]
mod tests {
    use super::{Cursor, NoCursor, SortKey};
    use crate::article::ArticleId;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let keys = [
            SortKey::Score(12.375),
            SortKey::Day(Some(-111_000)),
            SortKey::Day(None),
            SortKey::Headline("rate: rise".to_owned()),
            SortKey::Headline(String::new()),
        ];
        for key in keys {
            let cursor = Cursor { key, id: ArticleId(0x4f2a) };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["", "4f2a", "x:s00", "4f2a:s", "4f2a:q1", "4f2a:d1.5"] {
            assert_eq!(text.parse::<Cursor>(), Err(NoCursor), "{text}");
        }
    }
}
