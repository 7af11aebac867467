//! Questions for the tests of this part.

use jiff::civil::date;

use crate::hit::Snippet;
use crate::query::{self, Case, Found, Reading, Wanted};

use super::Marker;

/// Makes a marker of what someone types, in an archive where every word has one form.
pub(super) fn marker(query: &str) -> Marker {
    let (query, _) = query::parse(query, &Reading::on(date(2024, 6, 1)));
    let found = query.map(&mut |_, leaf| match &leaf.wanted {
        Wanted::Forms(word) | Wanted::Word(word) => {
            Found::Terms { terms: vec![word.clone()], case: leaf.case }
        }
        other => panic!("{other:?} is for an engine to look up"),
    });
    Marker::of(&found, &|_| 1.0)
}

/// Any of these words, however printed.
pub(super) fn words(terms: &[&str]) -> Found {
    Found::Terms { terms: terms.iter().map(|term| (*term).to_owned()).collect(), case: Case::Any }
}

/// Writes marks as brackets.
pub(super) fn shown(snippet: &Snippet) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for mark in &snippet.marks {
        shown += &snippet.text[at..mark.start];
        shown += &["[", &snippet.text[mark.clone()], "]"].concat();
        at = mark.end;
    }
    shown + &snippet.text[at..]
}
