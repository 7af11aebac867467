//! What has to be known of an index to look up the articles that a question names.

use std::ops::RangeInclusive;

use crate::document::Document;
use crate::query::Query;

/// What is known of the articles of an index.
pub(super) trait Shelf {
    /// Why it cannot be told.
    type Error;

    /// Returns the articles of some ids, at most so many.
    fn articles(
        &mut self,
        ids: RangeInclusive<u64>,
        limit: usize,
    ) -> Result<Vec<Document>, Self::Error>;

    /// Returns, for each of some questions, how many articles match.
    fn count_each(&mut self, queries: &[Query]) -> Result<Vec<u64>, Self::Error>;
}
