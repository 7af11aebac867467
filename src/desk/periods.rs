//! Which step of the calendar fits an answer.

use jiff::Unit;

use crate::hit::Timeline;
use crate::search::Period;

/// Up to so many days, each has a bar.
const DAYS: i32 = 60;
/// Up to five years, each month has one; in days.
const MONTHS: i32 = 5 * 366;

/// Counts by the finest period that fits the span of time, and leaves out no more than half of the
/// articles for being dated too vaguely.
///
/// # Errors
/// If `count` fails.
pub fn fitting<E>(count: impl Fn(Period) -> Result<Timeline, E>) -> Result<(Period, Timeline), E> {
    let mut best = (Period::Year, count(Period::Year)?);
    // A span is known to a period only: a year more or less, a month more or less.
    for (period, longest, step) in [(Period::Month, MONTHS, 366), (Period::Day, DAYS, 31)] {
        if days(&best.1) > longest + step {
            break;
        }
        let finer = count(period)?;
        let shown: u64 = finer.bars.iter().map(|bar| bar.articles).sum();
        if days(&finer) > longest || finer.vague > shown {
            break;
        }
        best = (period, finer);
    }
    Ok(best)
}

/// Returns the days from the first period to the last.
fn days(timeline: &Timeline) -> i32 {
    let (Some(first), Some(last)) = (timeline.bars.first(), timeline.bars.last()) else { return 0 };
    first.start.until((Unit::Day, last.start)).map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use jiff::civil::Date;

    use super::fitting;
    use crate::hit::{Bar, Timeline};
    use crate::search::Period;

    fn bars(days: &[&str]) -> Vec<Bar> {
        let starts = days.iter().map(|day| day.parse::<Date>().unwrap());
        starts.map(|start| Bar { start, articles: 1, all: 1 }).collect()
    }

    /// Expects a period for articles of these two days, `vague` of which have no day but a year.
    #[track_caller]
    fn check(first: &str, last: &str, vague: u64, expected: Period, asked: &[Period]) {
        let seen = RefCell::new(Vec::new());
        let count = |by: Period| {
            seen.borrow_mut().push(by);
            let start = |day: &str| match by {
                Period::Day | Period::Week => day.to_owned(),
                Period::Month => format!("{}-01", &day[..7]),
                Period::Year => format!("{}-01-01", &day[..4]),
            };
            let vague = if by == Period::Year { 0 } else { vague };
            let bars = bars(&[&start(first), &start(last)]);
            Ok::<_, ()>(Timeline { bars, vague, ..Timeline::default() })
        };
        assert_eq!(fitting(count).unwrap().0, expected);
        assert_eq!(*seen.borrow(), asked);
    }

    #[test]
    fn the_period_follows_the_span_of_time() {
        let (year, month, day) = (Period::Year, Period::Month, Period::Day);
        check("1665-09-02", "2024-03-05", 0, year, &[year]);
        check("2019-03-01", "2024-02-29", 0, month, &[year, month]);
        check("2019-01-31", "2024-12-31", 0, year, &[year, month]);
        check("2023-12-20", "2024-02-18", 0, day, &[year, month, day]);
        check("2023-12-20", "2024-02-19", 0, month, &[year, month, day]);
        check("2024-03-05", "2024-03-05", 0, day, &[year, month, day]);
    }

    #[test]
    fn what_is_dated_vaguely_gets_a_coarse_period() {
        let (year, month) = (Period::Year, Period::Month);
        check("2024-01-01", "2024-03-01", 3, year, &[year, month]);
        assert_eq!(fitting(|_| Ok::<_, ()>(Timeline::default())).unwrap().0, Period::Day);
    }
}
