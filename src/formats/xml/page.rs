//! The text of a scanned page: words on lines in blocks, put together again.

use std::collections::HashMap;
use std::ops::Range;

/// Characters that a broken word ends with: hyphens, the soft one, and what is printed or typed for
/// one.
const HYPHENS: &[char] = &['-', '\u{ad}', '\u{2010}', '¬', '⸗'];

/// Words that do not go on with a broken one: "Ein- und Ausfuhr", "pre- and post-war".
const JOINING: &[&str] =
    &["and", "or", "to", "und", "oder", "bis", "et", "ou", "en", "of", "y", "e"];

/// What stands before a word, the widest last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: it goes on with the word before.
    #[default]
    None,
    Space,
    Line,
    Block,
}

/// Whether a word was broken at the end of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Break {
    None,
    /// The first half, and the word as a whole if the file tells it.
    First(Option<String>),
    /// The second half, and the word as a whole.
    Second(String),
}

/// A word of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub gap: Gap,
    pub text: String,
    pub broken: Break,
}

/// A scanned page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its number as printed, else as counted.
    pub number: Option<String>,
    /// The language it says it is in.
    pub language: Option<String>,
    /// In the order of the file.
    pub words: Vec<Word>,
    /// Where its blocks stand in `words`, in reading order; disjoint.
    pub blocks: Vec<Range<usize>>,
    /// Where those elements stand that somebody asked for, by their id.
    pub places: HashMap<String, Range<usize>>,
}

impl Page {
    /// Returns the words from the element `begin` to the element `end`; `None` if they are not on
    /// the page, or stand the other way round.
    pub(super) fn between(&self, begin: &str, end: &str) -> Option<Range<usize>> {
        let (begin, end) = (self.places.get(begin)?, self.places.get(end)?);
        (begin.start < end.end).then_some(begin.start..end.end)
    }

    /// Returns the whole text, a paragraph a block.
    pub(super) fn text(&self) -> Vec<String> {
        let mut text = Text::default();
        self.blocks.iter().for_each(|block| text.add(&self.words[block.clone()]));
        text.paragraphs()
    }
}

/// A text that is put together from pieces of pages.
#[derive(Debug, Default)]
pub(super) struct Text {
    paragraphs: Vec<String>,
    /// A word that was broken, and is written as a whole: its second half is yet to come.
    whole: Option<String>,
    /// The last word ends with the hyphen of a broken word, or without it.
    half: Option<Half>,
}

#[derive(Debug, Clone, Copy)]
enum Half {
    Hyphened,
    Bare,
}

impl Text {
    /// Adds words that stand together; they begin a paragraph, unless the first is the half of a
    /// word.
    pub(super) fn add(&mut self, words: &[Word]) {
        for (i, word) in words.iter().enumerate() {
            self.push(word, if i == 0 { Gap::Block } else { word.gap });
        }
    }

    /// Returns the paragraphs.
    pub(super) fn paragraphs(mut self) -> Vec<String> {
        self.end_half();
        self.paragraphs
    }

    fn push(&mut self, word: &Word, gap: Gap) {
        if let Break::Second(whole) = &word.broken
            && self.whole.as_ref() == Some(whole)
        {
            self.whole = None;
            return;
        }
        match (self.half, gap, self.paragraphs.last_mut()) {
            (Some(half), Gap::Line, Some(last)) => go_on(last, half, &word.text),
            (_, Gap::Block, _) | (_, _, None) => {
                self.end_half();
                self.paragraphs.push(String::new());
            }
            (_, Gap::Space | Gap::Line, Some(last)) => last.push(' '),
            (_, Gap::None, Some(_)) => {}
        }
        let Some(last) = self.paragraphs.last_mut() else { return };
        self.half = None;
        match &word.broken {
            Break::First(Some(whole)) => {
                last.push_str(whole);
                self.whole = Some(whole.clone());
                return;
            }
            Break::First(None) => self.half = Some(Half::Bare),
            Break::None | Break::Second(_) => {}
        }
        last.push_str(&word.text);
        let stem = word.text.strip_suffix(HYPHENS);
        if stem.is_some_and(|stem| stem.ends_with(char::is_alphanumeric)) {
            self.half = Some(Half::Hyphened);
        }
    }

    /// Nothing goes on with a half of a word: it keeps its hyphen.
    fn end_half(&mut self) {
        if let (Some(Half::Bare), Some(last)) = (self.half.take(), self.paragraphs.last_mut()) {
            last.push('-');
        }
    }
}

/// Makes the end of `text` fit what goes on with it on the next line. A hyphen before a capital or a
/// number is one that was meant: "Anglo-Saxon", "1914-18".
fn go_on(text: &mut String, half: Half, next: &str) {
    if let Half::Hyphened = half {
        text.pop();
    }
    if JOINING.contains(&next) {
        text.push_str("- ");
    } else if !next.starts_with(char::is_lowercase) {
        text.push('-');
    }
}
