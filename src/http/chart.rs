//! The timeline above the hits, drawn.

use crate::hit::{Bar, Timeline};
use crate::printers::{grouped, period_name};
use crate::schema::Field;
use crate::search::Period;

use super::address::{Asking, choice};

/// A timeline, drawn.
pub(super) struct Chart {
    pub(super) bars: Vec<Drawn>,
    pub(super) width: usize,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) beside: String,
}

pub(super) struct Drawn {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) height: usize,
    pub(super) says: String,
    pub(super) address: String,
}

/// A bar is so wide, with the gap behind it, …
const STEP: usize = 10;
/// … and the highest is so high.
const HEIGHT: usize = 60;

impl Chart {
    /// Returns nothing if there is no more than one bar.
    pub(super) fn of(asking: &Asking, by: Period, timeline: &Timeline) -> Option<Self> {
        let Timeline { bars, vague, undated, caveats: _ } = timeline;
        let [first, .., last] = bars.as_slice() else { return None };
        let most = bars.iter().map(|bar| bar.articles).max().filter(|most| *most > 0)?;
        let drawn = |(number, bar): (usize, &Bar)| {
            // What is there can be seen.
            let height = (bar.articles * HEIGHT as u64).div_ceil(most);
            let height = usize::try_from(height).unwrap_or(HEIGHT);
            let name = period_name(*bar, by);
            Drawn {
                x: number * STEP,
                y: HEIGHT - height,
                height,
                says: format!("{name}: {}", articles(bar.articles)),
                address: asking.and_only(&choice(Field::Published, &name)).address("/"),
            }
        };
        let beside = [(*vague, "dated less exactly"), (*undated, "without a date")];
        let beside = beside.iter().filter(|(number, _)| *number > 0);
        let beside: Vec<String> =
            beside.map(|(number, what)| format!("{} {what}", grouped(*number))).collect();
        Some(Chart {
            bars: bars.iter().enumerate().map(drawn).collect(),
            width: bars.len() * STEP,
            first: period_name(*first, by),
            last: period_name(*last, by),
            beside: beside.join(", "),
        })
    }
}

/// Says how many.
pub(super) fn articles(number: u64) -> String {
    let noun = if number == 1 { "article" } else { "articles" };
    format!("{} {noun}", grouped(number))
}
