//! Where an article begins on a whole page: at the headline above its text. And what the lines around
//! that tell of it.

use super::super::furniture::furniture;
use super::super::header::{Sort, sort};
use crate::article::{Byline, Credit, PrintedDate};
use crate::text;

/// So many lines above the text a headline may stand.
const REACH: usize = 25;
/// A headline has so many words.
const WORDS: std::ops::RangeInclusive<usize> = 2..=30;
/// And so many bytes.
const BYTES: std::ops::RangeInclusive<usize> = 12..=250;
/// A title of fewer words or bytes is the name of a section.
const SHORTEST_TITLE: (usize, usize) = (4, 20);
/// Lines below a headline in which a byline, a date or a button is expected.
const BELOW: usize = 3;
/// Lines below and above a headline that tell of the article.
const TOLD: (usize, usize) = (15, 3);
/// A line of more bytes is prose.
const LONGEST: usize = 160;

/// The top of an article.
pub(super) struct Head {
    /// Its headline, by number; the text itself if it has none.
    pub(super) begins: usize,
    pub(super) byline: Byline,
    pub(super) date: Option<PrintedDate>,
}

/// Finds the top of the article whose text begins at line `first`.
pub(super) fn find(lines: &[&str], first: usize) -> Head {
    let begins = begins(lines, first);
    let (below, above) = TOLD;
    let below = begins + 1..first.min(begins + 1 + below);
    let near: Vec<usize> = below.chain(begins.saturating_sub(above)..begins).collect();
    let short = near.iter().copied().filter(|at| lines[*at].len() <= LONGEST);
    let sorts: Vec<(usize, Sort)> = short.map(|at| (at, sort(lines[at]))).collect();
    let dates = sorts.iter().filter_map(|(at, _)| PrintedDate::find(lines[*at]));
    let date = dates.into_iter().next();
    Head { begins, byline: byline(lines, begins, &sorts), date }
}

/// Returns who is introduced; else who is named beside a date; else the agency.
fn byline(lines: &[&str], begins: usize, sorts: &[(usize, Sort)]) -> Byline {
    let has_authors = |credit: &Credit| !credit.byline.authors.is_empty();
    let introduced = sorts.iter().find_map(|(_, sort)| match sort {
        Sort::Credit(credit) if credit.introduced && has_authors(credit) => Some(&credit.byline),
        _ => None,
    });
    if let Some(byline) = introduced {
        return byline.clone();
    }
    let beside = |at: usize| {
        at == begins + 1
            || [at.checked_sub(1), Some(at + 1)]
                .into_iter()
                .flatten()
                .any(|beside| lines.get(beside).is_some_and(|line| is_about(line)))
    };
    let named = sorts.iter().find_map(|(at, sort)| match sort {
        Sort::Credit(credit) if has_authors(credit) => Some(credit.byline.clone()),
        Sort::Name if beside(*at) => Some(Byline::of([lines[*at]])),
        _ => None,
    });
    let agency = sorts.iter().find_map(|(_, sort)| match sort {
        Sort::Credit(credit) if credit.byline.agency.is_some() => Some(credit.byline.clone()),
        _ => None,
    });
    named.or(agency).unwrap_or_default()
}

/// Returns the likeliest headline of the text that begins at `first`.
fn begins(lines: &[&str], first: usize) -> usize {
    let start = first.saturating_sub(REACH);
    let about: Vec<bool> =
        lines[start..].iter().take(first - start + 1 + BELOW).map(|line| is_about(line)).collect();
    let mut best: Option<(f32, usize)> = None;
    for at in (start..=first).filter(|at| !about[at - start]) {
        let followed = about[at - start + 1..].iter().take(BELOW).any(|is| *is);
        let below_title = at > start && !about[at - 1 - start] && is_title(lines[at - 1]);
        if let Some(score) = score(lines, at, first - at, followed, below_title)
            && best.is_none_or(|(most, _)| score > most)
        {
            best = Some((score, at));
        }
    }
    best.map_or(first, |(_, at)| at)
}

/// Returns how likely the line `at` is the headline of the text that begins so many lines `below` it;
/// the weights were chosen on the pages that the model has learnt from.
#[expect(clippy::cast_precision_loss, reason = "few lines and words")]
fn score(
    lines: &[&str],
    at: usize,
    below: usize,
    followed: bool,
    below_title: bool,
) -> Option<f32> {
    let line = lines[at];
    let words = text::count(line);
    if !WORDS.contains(&words) || !BYTES.contains(&line.len()) {
        return None;
    }
    let facts = [
        (words.min(8) as f32, true),
        (-0.35 * below as f32, true),
        (-0.5 * words.saturating_sub(16) as f32, true),
        (-2.0, words < 4),
        (-6.0, ends(line)),
        (-4.0, below == 0),
        (-2.0, below_title),
        (3.0, followed),
        (2.0, lines.iter().filter(|other| **other == line).count() > 1),
    ];
    Some(facts.iter().filter(|(_, is)| *is).map(|(weight, _)| weight).sum())
}

fn ends(line: &str) -> bool {
    line.ends_with(['.', '…', '。'])
}

/// True for what may be a headline, above a standfirst.
fn is_title(line: &str) -> bool {
    let (words, bytes) = SHORTEST_TITLE;
    line.len() >= bytes && BYTES.contains(&line.len()) && text::count(line) >= words && !ends(line)
}

/// True for a byline, a date or a button: what stands below a headline.
fn is_about(line: &str) -> bool {
    line.len() <= 100
        && (furniture(line).is_some()
            || Credit::read(line).introduced
            || (line.len() <= 60 && PrintedDate::find(line).is_some()))
}

#[cfg(test)]
mod tests {
    use super::{PrintedDate, find};

    #[test]
    fn the_headline_stands_above_byline_and_text_but_below_the_menus() {
        let page = [
            "Tide tables for the whole coast",
            "Subscribe",
            "Ferry runs aground off the northern mole",
            "Nobody was hurt when it met the sand at low water",
            "By Jane Doe",
            "March 5, 2024",
            "The ferry ran aground at noon, its captain said.",
        ];
        let head = find(&page, 6);
        assert_eq!((head.begins, head.byline.authors[0].name.display()), (2, "Jane Doe"));
        assert_eq!(head.date, PrintedDate::find("March 5, 2024"));
        assert_eq!(find(&page[6..], 0).begins, 0);
    }
}
