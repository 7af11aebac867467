//! A text with its escapes replaced by what they stand for, that knows where each was.

use super::escapes::Escape;

/// A text as its reader understands it.
pub(super) struct View {
    /// The text, without escapes.
    pub(super) text: String,
    /// What was replaced, the first replacement first.
    layers: Vec<Layer>,
}

/// Where a text without escapes and the one with them run side by side: from byte `.0` of the first
/// and `.1` of the second on, until the next pair.
type Layer = Vec<(usize, usize)>;

impl View {
    /// Returns `text` without each kind of `escapes`, one kind after the other: JSON can hold HTML.
    pub(super) fn of(text: &str, escapes: &[Escape]) -> Self {
        let mut view = View { text: text.to_owned(), layers: Vec::new() };
        for escape in escapes {
            let (text, layer) = replace(&view.text, escape);
            view.text = text;
            view.layers.push(layer);
        }
        view
    }

    /// Returns where byte `at` of the view stands in the text it was made of.
    pub(super) fn original(&self, at: usize) -> usize {
        self.layers.iter().rev().fold(at, |at, layer| {
            let behind = layer.partition_point(|(here, _)| *here <= at);
            let (here, there) = layer[behind - 1];
            there + at - here
        })
    }
}

fn replace(text: &str, Escape { sign, read }: &Escape) -> (String, Layer) {
    let mut plain = String::with_capacity(text.len());
    let mut layer = vec![(0, 0)];
    let mut done = 0;
    while let Some(next) = text[done..].find(*sign) {
        let at = done + next;
        plain.push_str(&text[done..at]);
        let (c, length) = read(&text[at..]).unwrap_or((*sign, sign.len_utf8()));
        plain.push(c);
        done = at + length;
        layer.push((plain.len(), done));
    }
    plain.push_str(&text[done..]);
    (plain, layer)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::View;
    use crate::locate::escapes::{ENTITY, Escape, JSON, TAG};

    #[track_caller]
    fn check(text: &str, escapes: &[Escape], word: &str, expected: &str) {
        let view = View::of(text, escapes);
        let at = view.text.find(word).unwrap();
        assert!(text[view.original(at)..].starts_with(expected), "{}", view.text);
    }

    #[test]
    fn a_place_is_known_through_all_escapes() {
        check("caf&eacute; &amp; bar", &[ENTITY], "bar", "bar");
        check("caf&eacute; &amp; bar", &[ENTITY], "é", "&eacute;");
        check(r"one\ntwo \u0026amp; three", &[JSON, ENTITY], "three", "three");
        check(r"one\ntwo \u0026amp; three", &[JSON, ENTITY], "&", r"\u0026amp;");
        check(r"C:\new", &[TAG, ENTITY], "new", "new");
    }

    proptest! {
        #[test]
        fn what_is_no_escape_stands_where_it_stood(text in "(\\\\n|\\\\u00e9|&amp;|&|\\\\|[a-zé;]){0,30}") {
            let view = View::of(&text, &[JSON, TAG, ENTITY]);
            for (at, c) in view.text.char_indices().filter(|(_, c)| c.is_ascii_lowercase()) {
                prop_assert!(text[view.original(at)..].starts_with(c));
            }
        }
    }
}
