//! What the parts of one search share.

use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

use super::deadline::Deadline;
use super::schema::Layout;
use super::score::Weights;

/// What the parts of one search share.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) layout: Layout,
    pub(super) weights: Weights,
    pub(super) deadline: Arc<Deadline>,
    segments: Vec<SegmentId>,
}

impl Context {
    /// Prepares a search.
    pub(super) fn new(
        layout: &Layout,
        searcher: &Searcher,
        deadline: Arc<Deadline>,
    ) -> tantivy::Result<Self> {
        let readers = searcher.segment_readers();
        Ok(Context {
            layout: layout.clone(),
            weights: Weights::of(layout, readers)?,
            deadline,
            segments: readers.iter().map(SegmentReader::segment_id).collect(),
        })
    }

    /// Returns the number of a segment among those of the search.
    pub(super) fn number(&self, segment: &SegmentReader) -> usize {
        let id = segment.segment_id();
        self.segments.iter().position(|known| *known == id).unwrap_or(self.segments.len())
    }
}
