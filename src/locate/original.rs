//! The text of a file, ready to be asked where something stands in it.

use std::ops::Range;

use super::place::Place;

/// The decoded text of a file, without byte order mark.
pub struct Original {
    text: String,
    /// First byte of each line.
    lines: Vec<usize>,
    /// The elements of a JSON array, in bytes; empty if it is none.
    elements: Vec<Range<usize>>,
}

impl Original {
    /// Takes the text of a file.
    pub fn new(text: String) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        let elements = elements(&text);
        Original { text, lines, elements }
    }

    /// Returns which bytes the article was read from that is `part` of the file: the element of a
    /// JSON array, or the line of JSON Lines.
    pub(super) fn bytes_of(&self, part: Option<u32>) -> Range<usize> {
        match part.and_then(|part| usize::try_from(part).ok()) {
            Some(part) if self.text.trim_start().starts_with('[') => {
                let element = part.checked_sub(1).and_then(|index| self.elements.get(index));
                element.cloned().unwrap_or_default()
            }
            Some(part) if self.is_json() => self.line_bytes(part),
            _ => 0..self.text.len(),
        }
    }

    /// Returns the text of a line, from 1, without its line break; empty if there is no such line.
    pub fn line(&self, number: usize) -> &str {
        self.text[self.line_bytes(number)].trim_end_matches(['\n', '\r'])
    }

    fn line_bytes(&self, number: usize) -> Range<usize> {
        let start = |index: usize| self.lines.get(index).copied().unwrap_or(self.text.len());
        number.checked_sub(1).map_or(0..0, |index| start(index)..start(number))
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns true if the text can be JSON or JSON Lines.
    pub(super) fn is_json(&self) -> bool {
        self.text.trim_start().starts_with(['{', '['])
    }

    pub(super) fn place(&self, at: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= at);
        Place { line, column: at - self.lines[line - 1] + 1 }
    }
}

/// Finds the elements of a JSON array; empty if the text is none. Of a text that only begins like
/// one, what it returns is of no use, and of no harm.
fn elements(text: &str) -> Vec<Range<usize>> {
    let Some(open) =
        text.find(|c: char| !c.is_whitespace()).filter(|at| text[*at..].starts_with('['))
    else {
        return Vec::new();
    };
    let mut elements = Vec::new();
    let (mut start, mut depth) = (open + 1, 1);
    let (mut in_string, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate().skip(open + 1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            b',' if depth == 1 => {
                elements.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
        if depth == 0 {
            elements.push(start..at);
            break;
        }
    }
    elements
}

#[cfg(test)]
mod tests {
    use super::{Original, elements};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = elements(text).into_iter().map(|bytes| text[bytes].trim()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_array_is_cut_at_the_commas_between_its_elements() {
        check(
            r#" [{"a": [1, 2]}, 7, {"b": "],\","}] "#,
            &[r#"{"a": [1, 2]}"#, "7", r#"{"b": "],\","}"#],
        );
        check("[Updated] The tide, again", &["Updated"]);
        check("{\"a\": 1}", &[]);
        check("", &[]);
    }

    #[test]
    fn a_line_is_given_without_its_break() {
        let original = Original::new("one\r\ntwo\n\nfour".to_owned());
        let lines: Vec<&str> = (0..6).map(|number| original.line(number)).collect();
        assert_eq!(lines, ["", "one", "two", "", "four", ""]);
    }
}
