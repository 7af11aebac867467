//! Which segments are merged at the end of a run.

use tantivy::index::{SegmentId, SegmentMeta};

/// A segment that has more than so many times the articles of all smaller ones is left alone: to
/// merge it takes as long as to write it.
const MUCH_LARGER: u64 = 8;

/// Returns the segments to be merged to one, smallest first; none if the index is tidy. Each segment
/// is a dictionary more for each word of a question, so a new archive becomes one. What comes later
/// is merged with what is of its own order: an archive that grows day by day has a handful of
/// segments, and an article is written anew once for each time that the archive grows ninefold.
pub(super) fn to_merge(mut segments: Vec<SegmentMeta>) -> Vec<SegmentId> {
    segments.sort_by_key(SegmentMeta::num_docs);
    let articles: Vec<u64> = segments.iter().map(|segment| segment.num_docs().into()).collect();
    segments.iter().take(how_many(&articles)).map(SegmentMeta::id).collect()
}

/// Returns how many of the segments are merged, which have so many articles, fewest first: up to the
/// last that is not much larger than all before it. A remnant at the end of a run, however small,
/// keeps nothing apart.
fn how_many(articles: &[u64]) -> usize {
    let mut smaller = 0;
    let mut some = 0;
    for (number, articles) in (1..).zip(articles) {
        if *articles <= smaller * MUCH_LARGER {
            some = number;
        }
        smaller += articles;
    }
    some
}

#[cfg(test)]
mod tests {
    use super::how_many;

    #[test]
    fn a_new_archive_becomes_one_segment() {
        assert_eq!(how_many(&[4_000, 10_000, 10_000, 10_000]), 4);
        assert_eq!(how_many(&[3, 10_000, 10_000, 10_000]), 4);
        assert_eq!(how_many(&[10_000]), 0);
        assert_eq!(how_many(&[]), 0);
    }

    #[test]
    fn a_few_new_articles_do_not_make_a_large_segment_anew() {
        assert_eq!(how_many(&[3, 100_000]), 0);
        assert_eq!(how_many(&[1, 3, 100_000]), 2);
        assert_eq!(how_many(&[1_000, 8_000, 73_000]), 2);
        assert_eq!(how_many(&[1_000, 8_000, 72_000]), 3);
    }

    #[test]
    fn an_archive_that_grows_day_by_day_has_few_segments() {
        let (mut segments, mut most, mut written) = (Vec::new(), 0, 0);
        for _ in 0..1_000 {
            segments.insert(0, 1_u64);
            let merged: u64 = segments.drain(..how_many(&segments)).sum();
            written += merged;
            if merged > 0 {
                segments.insert(0, merged);
            }
            most = most.max(segments.len());
        }
        assert_eq!(segments.iter().sum::<u64>(), 1_000);
        assert!(most <= 4, "{most} segments");
        assert!(written <= 1_000 * 16, "{written} articles");
    }
}
