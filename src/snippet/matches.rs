//! Where a query matches a text.

use std::collections::HashMap;
use std::ops::Range;

use crate::query::Query;
use crate::schema::{Field, Schema};
use crate::text::{self, Word};

/// A place where something that was asked for stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// Which part of the query it answers: equal numbers are matches of the same words.
    pub part: usize,
}

/// Returns where the words that `query` asks for stand in `text`, which is the value of `field`:
/// in order, none inside another. Words that are excluded are not looked for, and a phrase matches
/// only as a whole.
pub fn matches(query: &Query, field: Field, text: &str) -> Vec<Match> {
    let mut wanted = Vec::new();
    collect(query, field, &mut wanted);
    if wanted.is_empty() || text.is_empty() {
        return Vec::new();
    }
    let mut found = find(&wanted, text);
    found.sort_by_key(|m| (m.range.start, std::cmp::Reverse(m.range.end)));
    let mut end = 0;
    found.retain(|m| {
        let free = m.range.start >= end;
        if free {
            end = m.range.end;
        }
        free
    });
    found
}

/// Adds the runs of words that the query wants in `field`, folded.
fn collect(query: &Query, field: Field, wanted: &mut Vec<Vec<String>>) {
    match query {
        Query::Words { field: asked, text } => {
            let looked_for = match asked {
                Some(asked) => *asked == field,
                None => Schema::get().spec(field).searched,
            };
            if looked_for {
                wanted.push(text::tokens(text).map(|token| token.term).collect());
            }
        }
        Query::Every(parts) | Query::Any(parts) => {
            for part in parts {
                collect(part, field, wanted);
            }
        }
        Query::Without { keep, .. } => collect(keep, field, wanted),
        Query::All | Query::Range { .. } => {}
    }
}

/// One pass over the text: a run of words that begins as a wanted one does is followed until it
/// ends or differs.
fn find(wanted: &[Vec<String>], text: &str) -> Vec<Match> {
    let mut firsts: HashMap<&str, Vec<usize>> = HashMap::new();
    for (part, terms) in wanted.iter().enumerate() {
        if let Some(first) = terms.first() {
            firsts.entry(first).or_default().push(part);
        }
    }
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut words = text::words(text);
    let mut term = String::new();
    while let Some(word) = words.next_into(&mut term) {
        open.retain_mut(|run| run.goes_on(&wanted[run.part], &term, word));
        for part in firsts.get(term.as_str()).into_iter().flatten() {
            open.push(Open { part: *part, matched: 1, start: word.start, end: word.end });
        }
        open.retain(|run| {
            let whole = run.matched == wanted[run.part].len();
            if whole {
                found.push(Match { range: run.start..run.end, part: run.part });
            }
            !whole
        });
    }
    found
}

/// A run of words that matches so far.
struct Open {
    part: usize,
    matched: usize,
    start: usize,
    end: usize,
}

impl Open {
    fn goes_on(&mut self, terms: &[String], term: &str, word: Word) -> bool {
        let fits = terms[self.matched] == term;
        if fits {
            self.matched += 1;
            // Overlapping pairs of characters end where the last one does.
            self.end = self.end.max(word.end);
        }
        fits
    }
}
