//! Counts articles by when they were published.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::article::day_of_number;
use crate::schema::Field;
use crate::search::Period;

/// Counts articles by the period they were published in.
pub(in crate::engines::embedded) struct Days {
    pub(in crate::engines::embedded) by: Period,
}

/// How many articles were published when.
#[derive(Debug, Default)]
pub(in crate::engines::embedded) struct DayCounts {
    /// By the first day of the period, from the first that has an article to the last; those in
    /// between have 0 if they have none.
    pub(in crate::engines::embedded) periods: BTreeMap<Date, u64>,
    /// Those whose date is not known to the period.
    pub(in crate::engines::embedded) vague: u64,
    /// Those without a date.
    pub(in crate::engines::embedded) undated: u64,
}

/// The count in one segment: by day.
pub(in crate::engines::embedded) struct SegmentDays {
    first: Column<i64>,
    last: Column<i64>,
    by: Period,
    /// Articles by first and last day.
    spans: std::collections::HashMap<(i64, i64), u64>,
    undated: u64,
}

impl Collector for Days {
    type Fruit = DayCounts;
    type Child = SegmentDays;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentDays> {
        let columns = segment.fast_fields();
        Ok(SegmentDays {
            first: columns.i64(Field::Published.name())?,
            last: columns.i64(super::super::schema::LAST_DAY)?,
            by: self.by,
            spans: std::collections::HashMap::new(),
            undated: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<DayCounts>) -> tantivy::Result<DayCounts> {
        let mut all = DayCounts::default();
        for segment in segments {
            all.vague += segment.vague;
            all.undated += segment.undated;
            for (start, articles) in segment.periods {
                *all.periods.entry(start).or_default() += articles;
            }
        }
        all.fill(self.by);
        Ok(all)
    }
}

impl DayCounts {
    /// Gives every period between the first and the last a count.
    fn fill(&mut self, by: Period) {
        let first = self.periods.keys().next().copied();
        let last = self.periods.keys().next_back().copied();
        let Some((first, last)) = first.zip(last) else { return };
        let mut start = first;
        while start < last {
            start = behind(by, start);
            self.periods.entry(start).or_default();
        }
    }
}

impl SegmentCollector for SegmentDays {
    type Fruit = DayCounts;

    fn collect(&mut self, article: DocId, _: Score) {
        match self.first.first(article).zip(self.last.first(article)) {
            Some(span) => *self.spans.entry(span).or_default() += 1,
            None => self.undated += 1,
        }
    }

    fn harvest(self) -> DayCounts {
        let mut counts = DayCounts { undated: self.undated, ..DayCounts::default() };
        for ((first, last), articles) in self.spans {
            let starts = day_of_number(first)
                .zip(day_of_number(last))
                .map(|(first, last)| (start_of(self.by, first), start_of(self.by, last)));
            match starts {
                Some((first, last)) if first == last => {
                    *counts.periods.entry(first).or_default() += articles;
                }
                Some(_) | None => counts.vague += articles,
            }
        }
        counts
    }
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
pub(in crate::engines::embedded) fn start_of(by: Period, day: Date) -> Date {
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
