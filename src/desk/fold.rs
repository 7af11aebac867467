//! Folds near copies: of each story the hit that comes first.

use std::collections::HashMap;

use crate::engines::{Engine, Error};
use crate::hit::{Counts, Hit, Hits};
use crate::query::{Copies, Query};
use crate::search::{Page, Passages, Search};
use crate::text::Fingerprint;

/// Finds articles as [`Engine::search`] does or, with `is_folded`, as [`folded`].
///
/// # Errors
/// If the index cannot be read.
pub fn hits(engine: &dyn Engine, search: &Search, is_folded: bool) -> Result<Hits, Error> {
    if is_folded { folded(engine, search) } else { engine.search(search) }
}

/// So many hits are asked for at least, as some of them are folded.
const AT_ONCE: usize = 20;

/// Finds articles, without those of which a near copy comes before: what is left of a page is filled up
/// with what comes behind it. Each hit knows how many copies that match are not shown. The total is that
/// of all articles, and the next page goes on behind the last that was looked at.
///
/// # Errors
/// If the index cannot be read.
pub fn folded(engine: &dyn Engine, search: &Search) -> Result<Hits, Error> {
    let Page { after, offset, limit } = &search.page;
    let mut folding = Folding { engine, search, seen: Seen::default() };
    let (mut left_out, mut shown) = (*offset, Vec::new());
    let mut page = Page { after: after.clone(), offset: 0, limit: (*limit).max(AT_ONCE) };
    loop {
        let passages = Passages { fingerprint: true, ..search.passages };
        let found = engine.search(&Search { page: page.clone(), passages, ..search.clone() })?;
        let Hits { total, hits, next, mut caveats } = found;
        let ends = next.is_none() || caveats.partial;
        let mut hits = hits.into_iter().peekable();
        while shown.len() < *limit
            && let Some(hit) = hits.next()
        {
            page.after = Some(hit.cursor());
            if folding.has_come(&hit)? {
                continue;
            }
            if left_out > 0 {
                left_out -= 1;
            } else {
                shown.push(hit);
            }
        }
        if ends || shown.len() == *limit {
            caveats.partial |= folding.count(&mut shown)?;
            let has_more = !ends || hits.peek().is_some();
            let next = page.after.filter(|_| has_more);
            return Ok(Hits { total, hits: shown, next, caveats });
        }
    }
}

/// The hits of a search, while they are gone through.
struct Folding<'s> {
    engine: &'s dyn Engine,
    search: &'s Search,
    seen: Seen,
}

/// The hits that were gone through, by the numbers of their fingerprints.
#[derive(Default)]
struct Seen {
    hits: usize,
    having: HashMap<u32, Vec<usize>>,
}

impl Seen {
    /// Returns whether a near copy is among them.
    fn has_like(&self, fingerprint: &Fingerprint) -> bool {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let seen = fingerprint.numbers().iter().filter_map(|number| self.having.get(number));
        seen.flatten().any(|hit| {
            let shared = shared.entry(*hit).or_default();
            *shared += 1;
            *shared == Fingerprint::SHARED
        })
    }

    fn add(&mut self, fingerprint: &Fingerprint) {
        for number in fingerprint.numbers() {
            self.having.entry(*number).or_default().push(self.hits);
        }
        self.hits += 1;
    }
}

impl Folding<'_> {
    /// Returns whether a near copy of a hit comes before it, and notes the hit.
    fn has_come(&mut self, hit: &Hit) -> Result<bool, Error> {
        let Some(fingerprint) = hit.fingerprint else { return Ok(false) };
        let was_seen = self.seen.has_like(&fingerprint);
        self.seen.add(&fingerprint);
        if was_seen || self.search.page.after.is_none() {
            return Ok(was_seen);
        }
        // Behind a cursor nobody knows what came before it.
        let standings = self.engine.rank(&Search {
            query: Query::Every(vec![self.search.query.clone(), family(hit)]),
            page: Page { limit: 1, ..Page::default() },
            ..self.search.clone()
        })?;
        Ok(standings.places.first().is_some_and(|first| first.id != hit.id))
    }

    /// Notes how many near copies of each hit match beside it. Returns whether time was up before all were
    /// counted.
    fn count(&self, hits: &mut [Hit]) -> Result<bool, Error> {
        let families: Vec<Query> = hits.iter().map(family).collect();
        let Search { query, terms, .. } = self.search;
        let Counts { articles, caveats } = self.engine.count_each(query, &families, terms)?;
        for (hit, articles) in hits.iter_mut().zip(articles) {
            hit.copies = Some(articles.saturating_sub(1));
        }
        Ok(caveats.partial)
    }
}

/// Asks for a hit and its near copies.
fn family(hit: &Hit) -> Query {
    let of = hit.id.0..=hit.id.0;
    Query::Copies(Copies { of, like: Some(hit.fingerprint.into_iter().collect()) })
}
