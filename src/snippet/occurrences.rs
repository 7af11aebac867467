//! Where the words of a query stand in one text.

use std::ops::Range;

use crate::document::Document;
use crate::query::{Class, Unit};
use crate::schema::Field;
use crate::spans::{Span, Text};
use crate::text::{self, Shape, Word};

use super::marker::{Marker, Sought};

/// Where a text names a person: the positions of the words, and the fullest form of the name.
pub type Mention<'m> = (Range<u32>, &'m str);

/// Returns where the text of `field`, headline or body, names people.
pub fn mentions(document: &Document, field: Field) -> Vec<Mention<'_>> {
    let people: Vec<&str> = document.texts(Field::Person).collect();
    let here = document.mentions.iter().filter(|mention| mention.field == field);
    here.filter_map(|mention| {
        let name = people.get(mention.person as usize)?;
        Some((mention.first..mention.first + mention.words, *name))
    })
    .collect()
}

/// The words of a text, and which of them are wanted.
pub(super) struct Occurrences<'t> {
    text: &'t str,
    words: Vec<Word>,
    /// For each leaf where it stands, sorted.
    spans: Vec<Vec<Span>>,
    /// Words from this position on are not looked at.
    end: u32,
    /// Made when they are asked for.
    sentences: Option<Vec<u32>>,
    paragraphs: Option<Vec<u32>>,
}

impl<'t> Occurrences<'t> {
    pub(super) fn of(marker: &Marker, text: &'t str, mentions: &[Mention<'_>]) -> Self {
        let mut spans = vec![Vec::new(); marker.leaves.len()];
        let classes: Vec<(usize, Class)> = classes(&marker.leaves).collect();
        let mut list = Vec::with_capacity(text.len() / 6);
        let mut words = text::words(text);
        let mut term = String::new();
        let is_wanted = |first, length| !classes.is_empty() || marker.may_want(first, length);
        while let Some(word) = words.next_wanted(&mut term, is_wanted) {
            list.push(word);
            if term.is_empty() {
                continue;
            }
            let printed = &text[word.start..word.end];
            for leaf in marker.leaves_of(&term, printed) {
                spans[leaf].push(Span::word(word.position));
            }
            for (leaf, class) in &classes {
                if is_of(*class, text, word, &term) {
                    spans[*leaf].push(Span::word(word.position));
                }
            }
        }
        let end = count(&list);
        for (leaf, spans) in marker.leaves.iter().zip(&mut spans) {
            add_mentions(leaf, mentions, end, spans);
        }
        Occurrences { text, words: list, spans, end, sentences: None, paragraphs: None }
    }

    /// Says whether only the lead of the text is looked at.
    pub(super) fn limit_to_lead(&mut self, is_lead: bool) {
        self.end = count(&self.words);
        if is_lead {
            let lead = text::lead(self.text);
            self.end = count(&self.words[..self.words.partition_point(|word| word.start < lead)]);
        }
    }

    /// Returns the bytes of a span.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let word = |position: u32| usize::try_from(position).ok().and_then(|i| self.words.get(i));
        let ends = word(span.first).zip(word(span.last));
        ends.map_or(0..0, |(first, last)| first.start..last.end)
    }
}

impl Text<usize> for Occurrences<'_> {
    fn spans(&mut self, leaf: &usize, spans: &mut Vec<Span>) {
        spans.extend(self.spans[*leaf].iter().filter(|span| span.last < self.end));
    }

    fn starts(&mut self, unit: Unit) -> &[u32] {
        let Occurrences { text, words, sentences, paragraphs, .. } = self;
        match unit {
            Unit::Sentence => {
                sentences.get_or_insert_with(|| first_words(text::sentences(text), words))
            }
            Unit::Paragraph => {
                paragraphs.get_or_insert_with(|| first_words(text::paragraphs(text), words))
            }
        }
    }
}

/// Texts have no more words than fit: they are kept in memory, and a word needs more than a byte.
fn count(words: &[Word]) -> u32 {
    words.last().map_or(0, |word| word.position + 1)
}

/// Returns the leaves that ask for a sort of word that the word itself tells.
fn classes(leaves: &[Sought]) -> impl Iterator<Item = (usize, Class)> {
    leaves.iter().enumerate().filter_map(|(number, leaf)| match leaf {
        Sought::Class(Class::Person)
        | Sought::Terms(_)
        | Sought::Printed(_)
        | Sought::Person(_)
        | Sought::FullName(_) => None,
        Sought::Class(class @ (Class::Number | Class::Money | Class::Date)) => {
            Some((number, *class))
        }
    })
}

fn is_of(class: Class, text: &str, word: Word, term: &str) -> bool {
    let printed = &text[word.start..word.end];
    match class {
        Class::Person => false,
        Class::Number => text::is_number(printed),
        Class::Money => text::is_money(text, word),
        Class::Date => text::is_date(term, Shape::of(printed)),
    }
}

/// Adds the mentions that `leaf` asks for, in a text of so many words.
fn add_mentions(leaf: &Sought, mentions: &[Mention<'_>], count: u32, spans: &mut Vec<Span>) {
    let is_asked = |name: &str| match leaf {
        Sought::Class(Class::Person) => true,
        Sought::Person(words) => has_in_a_row(&text::key(name), words),
        Sought::FullName(key) => text::key(name) == *key,
        Sought::Class(Class::Number | Class::Money | Class::Date)
        | Sought::Terms(_)
        | Sought::Printed(_) => false,
    };
    for (words, name) in mentions {
        if words.start < words.end && words.end <= count && is_asked(name) {
            spans.push(Span { first: words.start, last: words.end - 1, is_whole: true });
        }
    }
    spans.sort_unstable();
    spans.dedup();
}

/// Returns true if the words of `key` have those of `words` in a row; both are folded, with one
/// space between two.
fn has_in_a_row(key: &str, words: &str) -> bool {
    key.match_indices(words).any(|(at, _)| {
        let (before, behind) = (&key[..at], &key[at + words.len()..]);
        (before.is_empty() || before.ends_with(' '))
            && (behind.is_empty() || behind.starts_with(' '))
    })
}

/// Returns the position of the first word that starts in each range that has one.
fn first_words(ranges: impl Iterator<Item = Range<usize>>, words: &[Word]) -> Vec<u32> {
    let mut left = words;
    let mut firsts = Vec::new();
    for range in ranges {
        left = &left[left.iter().take_while(|word| word.start < range.start).count()..];
        firsts.extend(left.first().filter(|word| word.start < range.end).map(|word| word.position));
    }
    firsts
}
