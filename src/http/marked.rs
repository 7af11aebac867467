//! Texts with marks, as pages show them.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::hit::Snippet;
use crate::printers::visible;

/// A text on a page, in pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "marked.html", config = "src/http/askama.toml")]
pub(super) struct Marked {
    pieces: Vec<Piece>,
}

/// Its pieces are escaped where they are written.
impl HtmlSafe for Marked {}

/// A piece of a text that is marked as a whole, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: String,
    is_marked: bool,
}

impl Marked {
    /// Cuts a text where marks begin and end. What turns the direction of writing is made to show.
    pub(super) fn of(snippet: &Snippet) -> Self {
        let mut pieces = Vec::new();
        let mut push = |from: usize, to: usize, is_marked: bool| {
            if from < to {
                let text = visible(&snippet.text[from..to]).into_owned();
                pieces.push(Piece { text, is_marked });
            }
        };
        let mut at = 0;
        for mark in &snippet.marks {
            push(at, mark.start, false);
            push(mark.start, mark.end, true);
            at = mark.end;
        }
        push(at, snippet.text.len(), false);
        Marked { pieces }
    }

    /// Returns a text without marks.
    pub(super) fn unmarked(text: &str) -> Self {
        Marked::of(&Snippet { text: text.to_owned(), marks: Vec::new() })
    }

    /// Cuts a text into its paragraphs.
    pub(super) fn paragraphs(snippet: &Snippet) -> Vec<Self> {
        let mut paragraphs = vec![Marked::default()];
        for Piece { text, is_marked } in Marked::of(snippet).pieces {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    paragraphs.push(Marked::default());
                }
                if let Some(paragraph) = paragraphs.last_mut().filter(|_| !line.is_empty()) {
                    paragraph.pieces.push(Piece { text: line.to_owned(), is_marked });
                }
            }
        }
        paragraphs.retain(|paragraph| !paragraph.plain().trim().is_empty());
        paragraphs
    }

    /// Returns the text without marks.
    pub(super) fn plain(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Marked;
    use crate::hit::Snippet;

    #[test]
    fn a_text_is_escaped_and_marked() {
        let text = "<b>Rates</b> & \u{202e}rise".to_owned();
        let snippet = Snippet { text, marks: vec![3..8, 15..20] };
        assert_eq!(
            Marked::of(&snippet).to_string(),
            "&#60;b&#62;<mark>Rates</mark>&#60;/b&#62; &#38; <mark>\u{fffd}ri</mark>se"
        );
        assert_eq!(Marked::of(&Snippet::default()).to_string(), "");
    }

    #[test]
    fn a_mark_may_reach_over_the_end_of_a_paragraph() {
        let snippet = Snippet { text: "The bank\n\nrose.\n".to_owned(), marks: vec![4..8, 8..14] };
        let shown: Vec<String> =
            Marked::paragraphs(&snippet).iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["The <mark>bank</mark>", "<mark>rose</mark>."]);
    }
}
