//! Makes a stranger's text harmless to a terminal.

use std::borrow::Cow;

/// Returns `text` with every character that a terminal obeys, or that turns the direction of
/// writing, replaced by one that shows: no headline can move the cursor, set the clipboard or hide
/// its end (CWE-150). Line breaks stay.
///
/// ```
/// assert_eq!(byline::printers::visible("a\x1b[2Jb"), "a␛[2Jb");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_harmful(c) { picture(c) } else { c }).collect())
}

/// Returns `text` as [`visible`] does, and on one line: for a value that has no line break of right.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    let text = visible(text);
    if text.contains('\n') { Cow::Owned(text.replace('\n', "␊")) } else { text }
}

/// Control characters but the line break, and the marks of direction (`Bidi_Control` in Unicode).
pub(super) fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The block "Control Pictures" has one for each of the old control characters.
fn picture(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{7f}' => '␡',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::visible;

    #[test]
    fn what_a_terminal_obeys_is_shown_instead() {
        assert_eq!(
            visible("\x1b]52;c;aGk=\x07 \r\u{9b}31m\u{202e}x\ty"),
            "␛]52;c;aGk=␇ ␍\u{fffd}31m\u{fffd}x y"
        );
        assert_eq!(visible("two\nlines, café"), "two\nlines, café");
    }

    proptest! {
        #[test]
        fn no_control_character_is_left(text in "[\\x00-\\x9f\u{202a}-\u{202e}é]{0,40}") {
            prop_assert!(!visible(&text).contains(|c: char| c.is_control() && c != '\n'));
        }
    }
}
