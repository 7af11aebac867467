//! The articles that match, in an order: as the server gives them, or as they are read here.
//!
//! Where the server decides which articles match, a page is asked for and nothing else. Where it finds
//! candidates, all of them are read, in the order asked for, and those that match are counted here.

use std::cmp::Ordering;

use serde_json::{Value, json};

use crate::article::{ArticleId, day_number};
use crate::document::Document;
use crate::engines::Error;
use crate::engines::recency::fading;
use crate::schema::Field;
use crate::search::{Cursor, Page, Sort, SortKey};

use super::asked::Asked;
use super::finder::{Ability, Finder};
use super::found::{Found, FoundHit};
use super::label::{DOCUMENT, NO_HEADLINE};

/// So many articles are fetched at once.
const BATCH: usize = 500;

/// So many are passed over at once, unread.
const LEAP: usize = 5_000;

/// Servers give no more at once.
const MOST_AT_ONCE: usize = 10_000;

/// So many more are fetched where some of them came before.
const MARGIN: usize = 50;

/// More candidates than this are not read for one question.
const MOST_CANDIDATES: u64 = 50_000;

/// The articles of a page.
pub(super) struct Ranking {
    /// How many match, exactly.
    pub(super) total: u64,
    pub(super) ranked: Vec<Ranked>,
    /// Where the next page begins.
    pub(super) next: Option<Cursor>,
}

/// An article, and where it stands.
pub(super) struct Ranked {
    pub(super) place: Cursor,
    /// Empty if it was not to be read.
    pub(super) document: Document,
}

impl<F: Finder> Asked<'_, F> {
    /// Finds the articles of a page, and reads them.
    pub(super) fn rank(&mut self, sort: Sort, page: &Page) -> Result<Ranking, Error> {
        self.page(sort, page, true)
    }

    /// Finds where the articles of a page stand.
    pub(super) fn stand(&mut self, sort: Sort, page: &Page) -> Result<Ranking, Error> {
        self.page(sort, page, false)
    }

    fn page(&mut self, sort: Sort, page: &Page, is_read: bool) -> Result<Ranking, Error> {
        if let Some(after) = &page.after
            && !is_of(sort, &after.key)
        {
            let what = "the page before was in another order: ask again from the first page";
            return Err(Error::Refused { what: what.to_owned() });
        }
        let is_sorted = match sort {
            Sort::Headline => F::can(Ability::TextOrder),
            Sort::Recency { .. } => F::can(Ability::Decay),
            Sort::Relevance | Sort::Newest | Sort::Oldest => true,
        };
        if self.is_exact && is_sorted {
            self.page_of(sort, page, is_read)
        } else {
            self.read_all(sort, page)
        }
    }

    /// Finds a page of what the server decides.
    fn page_of(&mut self, sort: Sort, page: &Page, is_read: bool) -> Result<Ranking, Error> {
        let mut total = None;
        let mut after = page.after.clone();
        let mut left = page.offset;
        while left > 0 && page.limit > 0 {
            let size = left.min(LEAP);
            let hits = self.next(sort, after.as_ref(), size, false, &mut total)?;
            left -= hits.len().min(left);
            after = hits.last().map(|hit| place(sort, hit)).transpose()?.or(after);
            if hits.len() < size {
                return Ok(Ranking { total: total.unwrap_or(0), ranked: Vec::new(), next: None });
            }
        }
        let mut ranked = Vec::new();
        let mut has_more = page.limit > 0;
        while has_more && ranked.len() < page.limit {
            let wanted = page.limit - ranked.len();
            // One more, to know whether there is another page.
            let size = wanted.saturating_add(1).min(BATCH);
            let hits = self.next(sort, after.as_ref(), size, is_read, &mut total)?;
            has_more = hits.len() == size;
            for hit in hits.iter().take(wanted) {
                let document = if is_read { hit.document()? } else { Document::default() };
                ranked.push(Ranked { place: place(sort, hit)?, document });
            }
            after = ranked.last().map(|ranked: &Ranked| ranked.place.clone()).or(after);
        }
        let total = match total {
            Some(total) => total,
            None => self.count(&self.json.clone())?,
        };
        let next = if has_more { ranked.last().map(|last| last.place.clone()) } else { None };
        Ok(Ranking { total, ranked, next })
    }

    /// Reads all candidates, sorts those that match, and keeps a page of them.
    fn read_all(&mut self, sort: Sort, page: &Page) -> Result<Ranking, Error> {
        let wanted = page.offset.saturating_add(page.limit).saturating_add(1);
        let mut total = 0;
        let mut ranked: Vec<Ranked> = Vec::new();
        self.each_match(&mut |found| {
            total += 1;
            let place = place_of(sort, &found);
            if page.after.as_ref().is_none_or(|after| before(sort, after, &place).is_lt()) {
                ranked.push(Ranked { place, ..found });
            }
            // Not all that were read are held.
            if ranked.len() >= wanted.saturating_mul(2).max(BATCH) {
                ranked.sort_by(|a, b| before(sort, &a.place, &b.place));
                ranked.truncate(wanted);
            }
        })?;
        ranked.sort_by(|a, b| before(sort, &a.place, &b.place));
        Ok(cut(ranked, total, page))
    }

    /// Shows to `f` every article that matches, by id and with its score; all of them are read.
    pub(super) fn each_match(&mut self, f: &mut dyn FnMut(Ranked)) -> Result<(), Error> {
        let candidates = self.count(&self.json.clone())?;
        if candidates > MOST_CANDIDATES {
            return Err(Error::Refused { what: too_many(candidates) });
        }
        let mut after = None;
        loop {
            let mut body = json!({
                "size": BATCH,
                "_source": [DOCUMENT],
                "sort": [{Field::Id.name(): "asc"}, {"_score": "desc"}],
                "track_total_hits": false,
            });
            if let Some(after) = after {
                body["search_after"] = json!(after);
            }
            let hits = self.search_for(&self.json.clone(), body)?.hits.hits;
            let documents = hits.iter().map(FoundHit::document).collect::<Result<Vec<_>, _>>()?;
            let places = hits.iter().map(by_id).collect::<Result<Vec<_>, _>>()?;
            after = hits.last().map(|hit| hit.sort.clone());
            let matching = if self.is_exact {
                (0..documents.len()).collect()
            } else {
                self.matching(&documents)?
            };
            let mut matching = matching.into_iter().peekable();
            for (at, (document, place)) in documents.into_iter().zip(places).enumerate() {
                if matching.next_if_eq(&at).is_some() {
                    f(Ranked { place, document });
                }
            }
            if hits.len() < BATCH || self.is_late() {
                return Ok(());
            }
        }
    }

    /// Counts the articles that the server finds.
    pub(super) fn count(&mut self, query: &Value) -> Result<u64, Error> {
        let found = self.search_for(query, json!({"size": 0, "track_total_hits": true}))?;
        found.total().ok_or_else(|| Error::Refused {
            what: "the server was asked for a number, but it does not tell how many articles there are"
                .to_owned(),
        })
    }

    /// Fetches the next articles of an order, and counts all if they are not yet counted.
    fn next(
        &mut self,
        sort: Sort,
        after: Option<&Cursor>,
        size: usize,
        is_read: bool,
        total: &mut Option<u64>,
    ) -> Result<Vec<FoundHit>, Error> {
        if let Some(after) = after {
            if let SortKey::Score(score) = after.key
                && !F::can(Ability::ScoreCursor)
            {
                return self.next_behind_score(sort, after, score, size, is_read);
            }
            let behind = behind::<F>(sort, after);
            return Ok(self.fetch(sort, Some(behind), size, is_read, false)?.hits.hits);
        }
        let found = self.fetch(sort, None, size, is_read, total.is_none())?;
        *total = total.or_else(|| found.total());
        Ok(found.hits.hits)
    }

    /// Fetches the next articles where the server does not get a score to the last bit: it begins a
    /// little before, and what came before is left out.
    fn next_behind_score(
        &mut self,
        sort: Sort,
        after: &Cursor,
        score: f32,
        size: usize,
        is_read: bool,
    ) -> Result<Vec<FoundHit>, Error> {
        let behind = json!([score.next_up(), F::hash(0)]);
        let mut more = (size + MARGIN).min(MOST_AT_ONCE);
        loop {
            let hits = self.fetch(sort, Some(behind.clone()), more, is_read, false)?.hits.hits;
            let is_all = hits.len() < more;
            let mut fresh = Vec::new();
            for hit in hits {
                if fresh.len() < size && before(sort, after, &place(sort, &hit)?).is_lt() {
                    fresh.push(hit);
                }
            }
            if is_all || fresh.len() == size {
                return Ok(fresh);
            }
            if more == MOST_AT_ONCE {
                let what =
                    "too many articles fit equally well to go on behind one of them: sort by date";
                return Err(Error::Refused { what: what.to_owned() });
            }
            more = (more * 4).min(MOST_AT_ONCE);
        }
    }

    fn fetch(
        &mut self,
        sort: Sort,
        behind: Option<Value>,
        size: usize,
        is_read: bool,
        is_counted: bool,
    ) -> Result<Found, Error> {
        let source = if is_read { json!([DOCUMENT]) } else { json!(false) };
        let mut body = json!({
            "size": size,
            "_source": source,
            "sort": F::in_order(sort),
            "track_total_hits": is_counted,
        });
        if let Some(behind) = behind {
            body["search_after"] = behind;
        }
        let query = match sort {
            Sort::Recency { half_life, today } => recent(&self.json, half_life, day_number(today)),
            Sort::Relevance | Sort::Newest | Sort::Oldest | Sort::Headline => self.json.clone(),
        };
        self.search_for(&query, body)
    }
}

/// Cuts a page out of the first articles of an order, of which there is one more if there is another
/// page.
fn cut(mut ranked: Vec<Ranked>, total: u64, page: &Page) -> Ranking {
    let end = page.offset.saturating_add(page.limit);
    let has_more = page.limit > 0 && ranked.len() > end;
    ranked.truncate(end);
    let next = if has_more { ranked.last().map(|last| last.place.clone()) } else { None };
    ranked.drain(..page.offset.min(ranked.len()));
    Ranking { total, ranked, next }
}

/// Returns where an article that was read stands in an order that the server does not know.
fn place_of(sort: Sort, found: &Ranked) -> Cursor {
    let key = match (sort, &found.place.key) {
        (Sort::Headline, _) => SortKey::Headline(found.document.headline_key().unwrap_or_default()),
        (Sort::Recency { half_life, today }, SortKey::Score(score)) => {
            let day = found.document.date().map(|date| day_number(date.first()));
            let age = day.map(|day| day_number(today) - day);
            SortKey::Score(score * fading(age, half_life))
        }
        (Sort::Newest | Sort::Oldest, _) => {
            SortKey::Day(found.document.date().map(|date| day_number(date.first())))
        }
        (_, key) => key.clone(),
    };
    Cursor { key, id: found.place.id }
}

fn too_many(candidates: u64) -> String {
    format!(
        "this question has {candidates} candidates, of which each would have to be read here: ask for \
         a rarer word, a field or a shorter time beside it, so that it has {MOST_CANDIDATES} at most"
    )
}

/// What an article without a date is sorted by: what a server puts in its place.
pub(in crate::engines) fn no_day(sort: Sort) -> i64 {
    if sort == Sort::Oldest { i64::MAX } else { i64::MIN }
}

fn behind<F: Finder>(sort: Sort, after: &Cursor) -> Value {
    let ArticleId(id) = after.id;
    let key = match &after.key {
        SortKey::Score(score) => json!(score),
        SortKey::Day(day) => json!(day.unwrap_or(no_day(sort))),
        SortKey::Headline(headline) if headline.is_empty() => json!(NO_HEADLINE),
        SortKey::Headline(headline) => json!(headline),
    };
    json!([key, F::hash(id)])
}

fn is_of(sort: Sort, key: &SortKey) -> bool {
    match sort {
        Sort::Relevance | Sort::Recency { .. } => matches!(key, SortKey::Score(_)),
        Sort::Newest | Sort::Oldest => matches!(key, SortKey::Day(_)),
        Sort::Headline => matches!(key, SortKey::Headline(_)),
    }
}

fn unreadable() -> Error {
    let what = "the server gives articles without the place at which they stand";
    Error::Refused { what: what.to_owned() }
}

fn id_of(id: &Value) -> Result<ArticleId, Error> {
    let id = match id {
        Value::String(id) => u64::from_str_radix(id, 16).ok(),
        id => id.as_u64(),
    };
    id.map(ArticleId).ok_or_else(unreadable)
}

#[expect(clippy::cast_possible_truncation, reason = "a score has 32 bits")]
fn score_of(score: &Value) -> Result<SortKey, Error> {
    score.as_f64().map(|score| SortKey::Score(score as f32)).ok_or_else(unreadable)
}

/// Returns the id of an article, and its score.
fn by_id(hit: &FoundHit) -> Result<Cursor, Error> {
    let [id, score] = hit.sort.as_slice() else { return Err(unreadable()) };
    Ok(Cursor { key: score_of(score)?, id: id_of(id)? })
}

/// Returns where an article stands.
fn place(sort: Sort, hit: &FoundHit) -> Result<Cursor, Error> {
    let [key, id] = hit.sort.as_slice() else { return Err(unreadable()) };
    let key = match sort {
        Sort::Relevance | Sort::Recency { .. } => score_of(key)?,
        Sort::Newest | Sort::Oldest => {
            let day = key.as_i64().ok_or_else(unreadable)?;
            SortKey::Day(Some(day).filter(|day| *day != no_day(sort)))
        }
        Sort::Headline => {
            let headline = key.as_str().ok_or_else(unreadable)?;
            SortKey::Headline(if headline == NO_HEADLINE { "" } else { headline }.to_owned())
        }
    };
    Ok(Cursor { key, id: id_of(id)? })
}

/// Compares two places by which comes first.
fn before(sort: Sort, a: &Cursor, b: &Cursor) -> Ordering {
    let by_key = match (&a.key, &b.key) {
        (SortKey::Score(a), SortKey::Score(b)) => b.total_cmp(a),
        (SortKey::Day(a), SortKey::Day(b)) if sort == Sort::Oldest => {
            a.is_none().cmp(&b.is_none()).then(a.cmp(b))
        }
        (SortKey::Day(a), SortKey::Day(b)) => b.cmp(a),
        (SortKey::Headline(a), SortKey::Headline(b)) => {
            a.is_empty().cmp(&b.is_empty()).then_with(|| a.cmp(b))
        }
        (
            SortKey::Score(_) | SortKey::Day(_) | SortKey::Headline(_),
            SortKey::Score(_) | SortKey::Day(_) | SortKey::Headline(_),
        ) => Ordering::Equal,
    };
    by_key.then(a.id.cmp(&b.id))
}

/// Halves what a hit is worth with every half life, in days.
fn recent(query: &Value, half_life: f32, today: i64) -> Value {
    let date = Field::Published.name();
    json!({"function_score": {
        "query": query,
        "functions": [
            {
                "filter": {"range": {date: {"lte": today}}},
                "exp": {date: {"origin": today, "scale": half_life, "decay": 0.5}},
            },
            {
                "filter": {"bool": {"must_not": [{"exists": {"field": date}}]}},
                "weight": fading(None, half_life),
            },
        ],
        "score_mode": "multiply",
        "boost_mode": "multiply",
    }})
}
