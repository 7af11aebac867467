//! What is known of the articles of an index beside who asks: by their ids, and how many have a word.

use std::ops::{Bound, RangeInclusive};

use tantivy::collector::{Count, TopDocs};
use tantivy::query::RangeQuery;
use tantivy::{Order, Searcher, TantivyError, Term};

use crate::document::Document;
use crate::engines::shelf::Shelf;
use crate::query::Query;
use crate::schema::Field;

use super::ask::{Asking, read};
use super::schema::Layout;

impl Shelf for Asking<'_> {
    type Error = TantivyError;

    fn articles(
        &mut self,
        ids: RangeInclusive<u64>,
        limit: usize,
    ) -> tantivy::Result<Vec<Document>> {
        by_id(self.layout, &self.searcher, ids, limit)
    }

    fn count_each(&mut self, queries: &[Query]) -> tantivy::Result<Vec<u64>> {
        let mut counts = Vec::with_capacity(queries.len());
        for query in queries {
            let looked = self.look_up_words(query)?;
            counts.push(self.gather(&looked, &Count)? as u64);
        }
        Ok(counts)
    }
}

/// Reads the articles whose ids lie in a range, at most `limit`, by id.
pub(super) fn by_id(
    layout: &Layout,
    searcher: &Searcher,
    ids: RangeInclusive<u64>,
    limit: usize,
) -> tantivy::Result<Vec<Document>> {
    let id = layout.column(Field::Id);
    let bound = |number: &u64| Bound::Included(Term::from_field_u64(id, *number));
    let search = RangeQuery::new(bound(ids.start()), bound(ids.end()));
    let top =
        TopDocs::with_limit(limit.max(1)).order_by_fast_field::<u64>(Field::Id.name(), Order::Asc);
    let found = searcher.search(&search, &top)?;
    found.into_iter().map(|(_, address)| read(layout, searcher, address)).collect()
}
