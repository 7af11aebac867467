//! What an engine made of the words of a question.

use super::pattern::{Case, Class};

/// One word of a question, as it stands in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Any of these folded words, printed so.
    Terms {
        /// Sorted, each once; empty if nothing in the archive fits.
        terms: Vec<String>,
        /// How they are printed.
        case: Case,
    },
    /// One word, printed exactly so.
    Printed {
        /// Its folded form.
        term: String,
        /// Itself.
        printed: String,
    },
    /// Whatever is of this sort.
    Class(Class),
    /// The places where a person is named whose fullest name has these folded words in a row.
    Person(String),
    /// The places where a person is named whose fullest name has these folded words and no others.
    FullName(String),
}
