//! A line that is typed.

/// A line that is typed, and where the next letter goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Input {
    text: String,
    /// In bytes, on a character border.
    at: usize,
}

impl Input {
    /// Begins with a text, at its end.
    pub(super) fn of(text: &str) -> Self {
        Input { text: text.to_owned(), at: text.len() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns what stands before the place of the next letter.
    pub(super) fn before(&self) -> &str {
        &self.text[..self.at]
    }

    pub(super) fn put(&mut self, letter: char) {
        self.text.insert(self.at, letter);
        self.at += letter.len_utf8();
    }

    pub(super) fn left(&mut self) {
        self.at -= self.before().chars().next_back().map_or(0, char::len_utf8);
    }

    pub(super) fn right(&mut self) {
        self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
    }

    pub(super) fn home(&mut self) {
        self.at = 0;
    }

    pub(super) fn end(&mut self) {
        self.at = self.text.len();
    }

    /// Takes away the letter before.
    pub(super) fn backspace(&mut self) {
        let end = self.at;
        self.left();
        self.text.replace_range(self.at..end, "");
    }

    /// Takes away the letter behind.
    pub(super) fn delete(&mut self) {
        let start = self.at;
        self.right();
        self.text.replace_range(start..self.at, "");
        self.at = start;
    }

    /// Takes away everything before.
    pub(super) fn clear_before(&mut self) {
        self.text.replace_range(..self.at, "");
        self.at = 0;
    }

    /// Takes away the word before.
    pub(super) fn clear_word(&mut self) {
        let rest = self.before().trim_end();
        let start = rest.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let start = rest[..start].len();
        self.text.replace_range(start..self.at, "");
        self.at = start;
    }
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn letters_go_where_the_cursor_is() {
        let mut input = Input::of("caf");
        input.put('é');
        input.left();
        input.put('f');
        assert_eq!((input.text(), input.before()), ("caffé", "caff"));
        input.delete();
        input.delete();
        assert_eq!(input.text(), "caff");
        input.home();
        input.left();
        input.backspace();
        input.put('a');
        input.end();
        input.right();
        input.backspace();
        assert_eq!(input.text(), "acaf");
    }

    #[test]
    fn a_word_or_all_is_taken_away_at_once() {
        let mut input = Input::of("rate rise ");
        input.clear_word();
        assert_eq!(input.text(), "rate ");
        input.left();
        input.clear_before();
        assert_eq!((input.text(), input.before()), (" ", ""));
        input.clear_word();
        assert_eq!(input.text(), " ");
    }
}
