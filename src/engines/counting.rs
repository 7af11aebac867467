//! Makes the answer to a count of what an engine counted: the same whichever engine did.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::article::day_of_number;
use crate::hit::{Bar, Caveats, Facet, Facets, Timeline};
use crate::roster::Roster;
use crate::search::{FacetSearch, Period};
use crate::text;

/// Between the key of a value and the value, where values are counted.
pub(super) const KEY_END: char = '\0';

/// Returns a value as it is counted: behind its key, so that the spellings of one value follow each
/// other.
pub(super) fn keyed(value: &str) -> String {
    format!("{}{KEY_END}{value}", text::key(value))
}

/// Returns key and value of what [`keyed`] wrote.
pub(super) fn parted(keyed: &str) -> (&str, &str) {
    keyed.split_once(KEY_END).unwrap_or((keyed, keyed))
}

/// Joins the spellings of one value ("Jane Doe", "JANE DOE") under the most frequent of them. The
/// values are sorted, each behind its key. Returns those whose key holds `like`, in the order of the
/// keys.
pub(super) fn join_spellings(values: &[(String, u64)], like: &str) -> Vec<Facet> {
    let mut facets = Vec::new();
    for spellings in values.chunk_by(|(a, _), (b, _)| parted(a).0 == parted(b).0) {
        if !parted(&spellings[0].0).0.contains(like) {
            continue;
        }
        let best = spellings.iter().rev().max_by_key(|(_, articles)| *articles);
        let Some((value, _)) = best else { continue };
        let articles = spellings.iter().map(|(_, articles)| articles).sum();
        facets.push(Facet { value: parted(value).1.to_owned(), articles });
    }
    facets
}

/// Returns the persons of the roster who have articles, and in whose name `like` is.
pub(super) fn persons(roster: &Roster, articles: &[u64], like: &str) -> Vec<Facet> {
    let persons = roster.persons().iter().zip(articles);
    let counted = persons.filter(|(_, articles)| **articles > 0);
    counted
        .filter(|(person, _)| text::key(&person.name).contains(like))
        .map(|(person, articles)| Facet { value: person.name.clone(), articles: *articles })
        .collect()
}

/// Returns the page that was asked for: those with most articles first, equal ones by name.
pub(super) fn paged(
    mut values: Vec<Facet>,
    without: u64,
    search: &FacetSearch,
    caveats: Caveats,
) -> Facets {
    values.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value)));
    let total = values.len() as u64;
    let without = if search.like.is_some() { 0 } else { without };
    let facets = values.into_iter().skip(search.page.offset).take(search.page.limit).collect();
    Facets { total, facets, without, caveats }
}

/// How many articles were published when.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DayCounts {
    /// By the first day of the period.
    pub(super) periods: BTreeMap<Date, u64>,
    /// Those whose date is not known to the period.
    pub(super) vague: u64,
    /// Those without a date.
    pub(super) undated: u64,
}

impl DayCounts {
    /// Counts by period what was counted by first and last day, as numbers of days.
    pub(super) fn of(by: Period, spans: &HashMap<(i64, i64), u64>, undated: u64) -> Self {
        let mut counts = DayCounts { undated, ..DayCounts::default() };
        for ((first, last), articles) in spans {
            let starts = day_of_number(*first)
                .zip(day_of_number(*last))
                .map(|(first, last)| (start_of(by, first), start_of(by, last)));
            match starts {
                Some((first, last)) if first == last => {
                    *counts.periods.entry(first).or_default() += articles;
                }
                Some(_) | None => counts.vague += articles,
            }
        }
        counts
    }

    /// Adds what was counted elsewhere.
    pub(super) fn add(&mut self, other: DayCounts) {
        self.vague += other.vague;
        self.undated += other.undated;
        for (start, articles) in other.periods {
            *self.periods.entry(start).or_default() += articles;
        }
    }
}

/// Returns a timeline of the articles that were found, beside `all` there are: from the first period
/// to the last in which one was found, without gaps.
pub(super) fn timeline(
    by: Period,
    found: &DayCounts,
    all: &DayCounts,
    caveats: Caveats,
) -> Timeline {
    let in_period = |counts: &DayCounts, start| counts.periods.get(&start).copied().unwrap_or(0);
    let mut bars = Vec::new();
    let (first, last) = (found.periods.keys().next(), found.periods.keys().next_back());
    if let Some((first, last)) = first.zip(last) {
        let mut start = *first;
        loop {
            let (articles, all) = (in_period(found, start), in_period(all, start));
            bars.push(Bar { start, articles, all });
            if start >= *last {
                break;
            }
            start = behind(by, start);
        }
    }
    Timeline { bars, vague: found.vague, undated: found.undated, caveats }
}

/// Returns the first day of the period behind the one that begins with `start`.
fn behind(by: Period, start: Date) -> Date {
    start.saturating_add(match by {
        Period::Day => 1.day(),
        Period::Week => 1.week(),
        Period::Month => 1.month(),
        Period::Year => 1.year(),
    })
}

/// Returns the first day of the period that a day lies in.
pub(super) fn start_of(by: Period, day: Date) -> Date {
    match by {
        Period::Day => day,
        Period::Week => {
            let behind = day.weekday().since(Weekday::Monday);
            day.saturating_sub(i32::from(behind).days())
        }
        Period::Month => day.first_of_month(),
        Period::Year => day.first_of_year(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use jiff::civil::date;

    use super::{DayCounts, timeline};
    use crate::article::day_number;
    use crate::hit::{Bar, Caveats};
    use crate::search::Period;

    #[test]
    fn a_timeline_has_no_gaps_and_says_what_is_vague() {
        let day = |month, day| day_number(date(2024, month, day));
        let found = HashMap::from([
            ((day(1, 3), day(1, 3)), 2),
            ((day(1, 1), day(1, 31)), 1),
            ((day(3, 5), day(3, 5)), 4),
            ((day(1, 1), day(12, 31)), 8),
        ]);
        let all = HashMap::from([((day(2, 1), day(2, 1)), 16)]);
        let found = DayCounts::of(Period::Month, &found, 32);
        let all = DayCounts::of(Period::Month, &all, 0);
        let timeline = timeline(Period::Month, &found, &all, Caveats::default());
        let bar = |month, articles, all| Bar { start: date(2024, month, 1), articles, all };
        assert_eq!(timeline.bars, [bar(1, 3, 0), bar(2, 0, 16), bar(3, 4, 0)]);
        assert_eq!((timeline.vague, timeline.undated), (8, 32));
    }
}
