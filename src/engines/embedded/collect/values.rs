//! Counts the values of a field over the articles that match.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{ColumnIndex, StrColumn};
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

/// Counts, for each value of a column, the articles that have it.
pub(in crate::engines::embedded) struct Values {
    pub(in crate::engines::embedded) column: String,
}

/// Values and how many articles have each.
#[derive(Debug, Default)]
pub(in crate::engines::embedded) struct Counted {
    /// Sorted by value, each once.
    pub(in crate::engines::embedded) values: Vec<(String, u64)>,
    /// How many articles have none.
    pub(in crate::engines::embedded) without: u64,
}

/// The count in one segment: by number of the value, until the end.
pub(in crate::engines::embedded) struct SegmentValues {
    column: Option<StrColumn>,
    counts: Vec<u32>,
    without: u64,
}

impl Collector for Values {
    type Fruit = Counted;
    type Child = SegmentValues;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentValues> {
        let column = segment.fast_fields().str(&self.column)?;
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(SegmentValues { column, counts: vec![0; values], without: 0 })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Counted>>) -> tantivy::Result<Counted> {
        let mut all = Counted::default();
        for segment in segments {
            let segment = segment?;
            all.without += segment.without;
            all.values = merged(all.values, segment.values);
        }
        Ok(all)
    }
}

impl Values {
    /// Counts over all articles of an index; `None` if some of them were removed. That is quicker
    /// than to ask each article: the values are counted as they stand.
    pub(in crate::engines::embedded) fn of_all(
        &self,
        searcher: &Searcher,
    ) -> tantivy::Result<Option<Counted>> {
        let segments = searcher.segment_readers();
        if segments.iter().any(SegmentReader::has_deletes) {
            return Ok(None);
        }
        let counted = segments.iter().map(|segment| self.of_segment(segment));
        self.merge_fruits(counted.collect()).map(Some)
    }

    fn of_segment(&self, segment: &SegmentReader) -> tantivy::Result<Counted> {
        let articles = segment.max_doc();
        let Some(column) = segment.fast_fields().str(&self.column)? else {
            return Ok(Counted { values: Vec::new(), without: u64::from(articles) });
        };
        let ordinals = column.ords();
        let with = match &ordinals.index {
            ColumnIndex::Empty { .. } => 0,
            ColumnIndex::Full => articles,
            ColumnIndex::Optional(index) => index.num_non_nulls(),
            // It has where the values of each article begin that has any, and where the last end.
            ColumnIndex::Multivalued(index) => index.get_start_index_column().num_vals() - 1,
        };
        let mut counts = vec![0; column.num_terms()];
        let mut page = [0; PAGE];
        let mut left = u64::from(ordinals.values.num_vals());
        for start in (0..left).step_by(PAGE) {
            let page = &mut page[..usize::try_from(left).unwrap_or(PAGE).min(PAGE)];
            ordinals.values.get_range(start, page);
            for value in &*page {
                counts[place(*value)] += 1;
            }
            left -= page.len() as u64;
        }
        Ok(Counted { values: harvested(&column, counts)?, without: u64::from(articles - with) })
    }
}

/// So many values are read at once.
const PAGE: usize = 512;

/// A segment has fewer values than memory has addresses.
#[expect(clippy::cast_possible_truncation, reason = "bounded by the length")]
fn place(value: u64) -> usize {
    value as usize
}

/// Joins two sorted lists.
pub(super) fn merged(left: Vec<(String, u64)>, right: Vec<(String, u64)>) -> Vec<(String, u64)> {
    if left.is_empty() {
        return right;
    }
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let mut right = right.into_iter().peekable();
    for (value, mut articles) in left {
        while let Some(before) = right.next_if(|(other, _)| *other < value) {
            merged.push(before);
        }
        if let Some((_, more)) = right.next_if(|(other, _)| *other == value) {
            articles += more;
        }
        merged.push((value, articles));
    }
    merged.extend(right);
    merged
}

impl SegmentCollector for SegmentValues {
    type Fruit = tantivy::Result<Counted>;

    fn collect(&mut self, article: DocId, _: Score) {
        let mut has_any = false;
        if let Some(column) = &self.column {
            for value in column.term_ords(article) {
                has_any = true;
                self.counts[place(value)] += 1;
            }
        }
        self.without += u64::from(!has_any);
    }

    fn harvest(self) -> tantivy::Result<Counted> {
        let values = match self.column {
            Some(column) => harvested(&column, self.counts)?,
            None => Vec::new(),
        };
        Ok(Counted { values, without: self.without })
    }
}

/// Returns the values that were counted, in order: the n-th of the column has the n-th count. One
/// pass over the dictionary: to ask it for each value alone was measured 120 times slower.
pub(super) fn harvested(
    column: &StrColumn,
    counts: Vec<u32>,
) -> tantivy::Result<Vec<(String, u64)>> {
    let mut counted = Vec::new();
    let mut values = column.dictionary().stream()?;
    let mut counts = counts.into_iter();
    while values.advance() {
        let articles = u64::from(counts.next().unwrap_or(0));
        if articles > 0 {
            counted.push((String::from_utf8_lossy(values.key()).into_owned(), articles));
        }
    }
    Ok(counted)
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn lists_are_joined_in_order_and_equal_values_added() {
        let list = |values: &[(&str, u64)]| {
            values.iter().map(|(value, n)| ((*value).to_owned(), *n)).collect::<Vec<_>>()
        };
        let (left, right) = (list(&[("b", 1), ("d", 2)]), list(&[("a", 1), ("b", 5), ("e", 1)]));
        let expected = list(&[("a", 1), ("b", 6), ("d", 2), ("e", 1)]);
        assert_eq!(merged(left.clone(), right.clone()), expected);
        assert_eq!(merged(right, left), expected);
    }
}
