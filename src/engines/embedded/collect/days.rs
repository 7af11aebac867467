//! Counts articles by when they were published.

use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::engines::counting::DayCounts;
use crate::schema::Field;
use crate::search::Period;

/// Counts articles by the period they were published in.
pub(in crate::engines::embedded) struct Days {
    pub(in crate::engines::embedded) by: Period,
}

/// The count in one segment: by day.
pub(in crate::engines::embedded) struct SegmentDays {
    first: Column<i64>,
    last: Column<i64>,
    by: Period,
    /// Articles by first and last day.
    spans: HashMap<(i64, i64), u64>,
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
            spans: HashMap::new(),
            undated: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<DayCounts>) -> tantivy::Result<DayCounts> {
        let mut all = DayCounts::default();
        for segment in segments {
            all.add(segment);
        }
        Ok(all)
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
        DayCounts::of(self.by, &self.spans, self.undated)
    }
}
