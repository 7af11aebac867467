//! `byline timeline`: how many articles were published when.

use crate::desk::fitting;
use crate::hit;
use crate::printers::Scale;
use crate::search::Period;

use super::args::{Args, Step, Timeline};
use super::console::Console;
use super::index;
use super::question::{Counted, ask, optional, tell, warn};

/// Counts by period.
pub(super) fn run(
    args: &Args,
    timeline: &Timeline,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let Timeline { query, question, choices, progress, form, .. } = timeline;
    let asked = ask(args, optional(query), question, choices, progress, console)?;
    let Some(asked) = asked else { return Ok(index::STOPPED) };
    let (query, terms) = (asked.query(), asked.terms()?);
    let count = |by| asked.engine.timeline(&query, by, &terms).map_err(anyhow::Error::from);
    let (by, counted) = match timeline.by {
        Some(step) => (period(step), count(period(step))?),
        None => fitting(count)?,
    };
    let articles = articles(&counted);
    let scale = Scale { by, normalize: timeline.normalize };
    let everything = Counted { offset: 0, shown: 0, total: articles };
    let code = tell(args, *form, everything, Some(0), console, |printer, out| {
        printer.timeline(&counted, scale, out)
    })?;
    warn(&asked.question, [&counted.caveats], console)?;
    Ok(code)
}

fn period(step: Step) -> Period {
    match step {
        Step::Day => Period::Day,
        Step::Week => Period::Week,
        Step::Month => Period::Month,
        Step::Year => Period::Year,
    }
}

fn articles(timeline: &hit::Timeline) -> u64 {
    let shown: u64 = timeline.bars.iter().map(|bar| bar.articles).sum();
    shown + timeline.vague + timeline.undated
}
