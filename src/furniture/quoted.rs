//! Tells a quotation.

use crate::text;

/// A name or title in quotation marks has fewer words.
const FEWEST_WORDS: usize = 4;

/// Tells whether a paragraph quotes somebody: a stretch of several words stands in quotation marks,
/// or one that began before the paragraph ends in it, or one goes on behind it.
pub(super) fn quotes(paragraph: &str) -> bool {
    let ended = paragraph.chars().find(|c| is_mark(*c)).is_some_and(|first| first == '”');
    let pieces = paragraph.split(is_mark).enumerate();
    let quoted = pieces.filter(|(at, _)| (at % 2 == 1) != ended).map(|(_, piece)| piece);
    quoted.into_iter().any(|piece| text::count(piece) >= FEWEST_WORDS)
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』')
}

#[cfg(test)]
mod tests {
    use super::quotes;

    #[test]
    fn a_quotation_is_told_from_a_title() {
        for quotation in [
            "“We will not be moved,” she said.",
            "He said: \"Nobody asked the harbour board.\"",
            "„Wir bleiben alle hier“, sagte sie.",
            "« Nous restons tous ici », dit-elle.",
            "「私たちはここに残る」と彼女は言った。",
            "“And that was all there was to it.",
            "and nobody asked us,” she said.",
        ] {
            assert!(quotes(quotation), "{quotation}");
        }
        for other in ["Sign up for “Morning Tide”, our newsletter", "Read more", "12\" pipes"] {
            assert!(!quotes(other), "{other}");
        }
    }
}
