//! A line and a column.

use std::fmt;

/// A place in a text, as editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The byte in that line, from 1, in UTF-8: what vim shows as `%c` and ripgrep prints.
    pub column: usize,
}

impl Place {
    /// Returns the place of byte `at` of `text`, on a character border: where a match stands that is not found in the file
    /// is told in the article's own text.
    pub fn of(text: &str, at: usize) -> Self {
        let before = &text[..at];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Place { line: before.matches('\n').count() + 1, column: at - start + 1 }
    }
}

impl fmt::Display for Place {
    /// Writes `line:column`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn lines_and_bytes_are_counted_from_one() {
        let place = |text: &str, word: &str| Place::of(text, text.find(word).unwrap()).to_string();
        assert_eq!(place("tide", "tide"), "1:1");
        assert_eq!(place("é tide\n\nebb", "tide"), "1:4");
        assert_eq!(place("é tide\n\nthe ebb", "ebb"), "3:5");
    }
}
