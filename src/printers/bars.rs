//! A timeline as bars.

use std::io::{self, Write};

use crate::hit::{Bar, Timeline};
use crate::search::Period;

use super::printer::Scale;
use super::text::{Text, grouped};

/// Where nobody says how wide a line is, in columns.
const WIDTH: usize = 80;
/// A longer run of periods without an article is one line: an archive may lack a century.
const LONGEST_GAP: usize = 30;

impl Text {
    pub(super) fn bars(
        self,
        timeline: &Timeline,
        scale: Scale,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let bars = &timeline.bars;
        let measure = |bar: &Bar| if scale.normalize { share(*bar) } else { float(bar.articles) };
        let most = bars.iter().map(measure).fold(0.0, f64::max);
        let figure = |bar: &Bar| {
            if scale.normalize { percent(*bar) } else { grouped(bar.articles) }
        };
        let figures = bars.iter().map(|bar| figure(bar).chars().count()).max().unwrap_or(0);
        let names = bars.iter().map(|bar| period_name(*bar, scale.by).len()).max().unwrap_or(0);
        let room = self.look.width.unwrap_or(WIDTH).saturating_sub(names + figures + 4).max(10);
        for run in bars.chunk_by(|a, b| a.articles == 0 && b.articles == 0) {
            if run.len() > LONGEST_GAP {
                let gap = format!("{} {} without one", grouped(run.len() as u64), many(scale.by));
                writeln!(out, "{:>names$}  {}", "⋮", self.dim(&gap))?;
                continue;
            }
            for bar in run {
                let drawn = drawn(measure(bar) / most, room);
                let line = format!(
                    "{:<names$}  {:>figures$}  {drawn}",
                    period_name(*bar, scale.by),
                    figure(bar)
                );
                writeln!(out, "{}", line.trim_end())?;
            }
        }
        self.beside(timeline, scale.by, out)
    }

    /// Says what the bars do not show.
    fn beside(self, timeline: &Timeline, by: Period, out: &mut dyn Write) -> io::Result<()> {
        let Timeline { bars, vague, undated, caveats: _ } = timeline;
        let shown = bars.iter().map(|bar| bar.articles).sum();
        let mut say = |number: u64, what: &str| {
            let articles = if number == 1 { "article" } else { "articles" };
            writeln!(out, "{}", self.dim(&format!("{} {articles} {what}", grouped(number))))
        };
        say(shown, &format!("by {}", one(by)))?;
        if *vague > 0 {
            let known = match by {
                Period::Day | Period::Week => "more whose day is not known",
                Period::Month | Period::Year => "more known to the year only",
            };
            say(*vague, known)?;
        }
        if *undated > 0 {
            say(*undated, "more without a date")?;
        }
        Ok(())
    }
}

/// Returns the name of a period, as ISO 8601 writes it: `2024-03-05`, `2024-W10`, `2024-03`, `2024`.
pub fn period_name(bar: Bar, by: Period) -> String {
    let start = bar.start;
    match by {
        Period::Day => start.to_string(),
        Period::Week => {
            let week = start.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Period::Month => format!("{:04}-{:02}", start.year(), start.month()),
        Period::Year => format!("{:04}", start.year()),
    }
}

/// Returns the share of the articles of a period, in percent; 0 if it has none.
pub(super) fn share(bar: Bar) -> f64 {
    if bar.all == 0 { 0.0 } else { float(bar.articles) * 100.0 / float(bar.all) }
}

fn percent(bar: Bar) -> String {
    format!("{:.2} %", share(bar))
}

fn one(by: Period) -> &'static str {
    match by {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Year => "year",
    }
}

fn many(by: Period) -> &'static str {
    match by {
        Period::Day => "days",
        Period::Week => "weeks",
        Period::Month => "months",
        Period::Year => "years",
    }
}

/// Draws a bar that fills `part` of `room` columns, to an eighth of a column. What is not nothing
/// shows.
fn drawn(part: f64, room: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if part.is_nan() || part <= 0.0 {
        return String::new();
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a screen has few columns, and a part is at most 1"
    )]
    let eighths = ((part.min(1.0) * (room * 8) as f64).round() as usize).max(1);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[expect(clippy::cast_precision_loss, reason = "no archive has 2^53 articles")]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    use crate::hit::{Bar, Timeline};
    use crate::printers::{Csv, Json, Look, Printer, Scale, Text};
    use crate::search::Period;

    fn months(first: Date, counts: &[(u64, u64)]) -> Timeline {
        let starts = (0_i32..).map(|month| first + month.months());
        let bars = starts.zip(counts).map(|(start, (articles, all))| Bar {
            start,
            articles: *articles,
            all: *all,
        });
        Timeline { bars: bars.collect(), ..Timeline::default() }
    }

    #[track_caller]
    fn check(printer: &dyn Printer, timeline: &Timeline, scale: Scale, expected: &str) {
        let mut out = Vec::new();
        printer.timeline(timeline, scale, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    const BY_MONTH: Scale = Scale { by: Period::Month, normalize: false };
    const SHARE: Scale = Scale { by: Period::Month, normalize: true };

    fn narrow() -> Text {
        Text { look: Look { width: Some(28), ..Look::default() } }
    }

    #[test]
    fn the_longest_bar_fills_the_line_and_what_is_not_nothing_shows() {
        let timeline = Timeline {
            vague: 2,
            undated: 1,
            ..months(date(2023, 12, 1), &[(1000, 9000), (0, 5), (501, 600), (1, 2)])
        };
        check(
            &narrow(),
            &timeline,
            BY_MONTH,
            "2023-12  1,000  ████████████\n2024-01      0\n2024-02    501  ██████\n\
             2024-03      1  ▏\n1,502 articles by month\n2 articles more known to the year only\n\
             1 article more without a date\n",
        );
    }

    #[test]
    fn a_share_is_of_all_articles_of_the_period() {
        let timeline = months(date(2024, 1, 1), &[(1, 4), (0, 0), (3, 24)]);
        check(
            &narrow(),
            &timeline,
            SHARE,
            "2024-01  25.00 %  ██████████\n2024-02   0.00 %\n2024-03  12.50 %  █████\n\
             4 articles by month\n",
        );
    }

    #[test]
    fn a_long_gap_is_one_line_for_people_and_whole_for_programs() {
        let mut counts = vec![(0, 0); 602];
        counts[0] = (1, 1);
        counts[601] = (1, 1);
        let timeline = months(date(1901, 1, 1), &counts);
        check(
            &narrow(),
            &timeline,
            BY_MONTH,
            "1901-01  1  ████████████████\n      ⋮  600 months without one\n\
             1951-02  1  ████████████████\n2 articles by month\n",
        );
        let mut out = Vec::new();
        Json.timeline(&timeline, BY_MONTH, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().lines().count(), 603);
    }

    #[test]
    fn nothing_is_no_bar() {
        check(&narrow(), &Timeline::default(), BY_MONTH, "0 articles by month\n");
    }

    #[test]
    fn programs_get_every_figure() {
        let timeline =
            Timeline { vague: 2, undated: 1, ..months(date(2024, 1, 1), &[(1, 4), (0, 0)]) };
        check(
            &Json,
            &timeline,
            BY_MONTH,
            "{\"period\":\"2024-01\",\"start\":\"2024-01-01\",\"articles\":1,\"all\":4}\n\
             {\"period\":\"2024-02\",\"start\":\"2024-02-01\",\"articles\":0,\"all\":0}\n\
             {\"vague\":2,\"undated\":1}\n",
        );
        check(
            &Csv,
            &timeline,
            SHARE,
            "period,start,articles,all,share\n2024-01,2024-01-01,1,4,25\n\
             2024-02,2024-02-01,0,0,0\nvague,,2,,\nundated,,1,,\n",
        );
    }

    #[test]
    fn periods_are_named_as_iso_8601_names_them() {
        let bar = |start| Bar { start, articles: 1, all: 1 };
        let name = |start, by| super::period_name(bar(start), by);
        assert_eq!(name(date(2024, 12, 30), Period::Week), "2025-W01");
        assert_eq!(name(date(1665, 9, 2), Period::Day), "1665-09-02");
        assert_eq!(name(date(900, 1, 1), Period::Year), "0900");
    }

    proptest! {
        #[test]
        fn a_bar_never_leaves_its_room_and_never_hides(part in 0.0_f64..=1.0, room in 1_usize..200) {
            let columns = super::drawn(part, room).chars().count();
            prop_assert!(columns <= room);
            prop_assert_eq!(columns == 0, part == 0.0);
        }
    }
}
