//! The best articles, in whatever order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::article::day_number;
use crate::engines::recency::fading;
use crate::schema::Field;
use crate::search::{Cursor, Sort, SortKey};

use super::super::lift::{Lift, SegmentLift};
use super::super::schema::HEADLINE_KEY;

/// Gathers the articles that come first by `sort`, and of those that sort alike the ones with the
/// least id.
pub(in crate::engines::embedded) struct Best {
    pub(in crate::engines::embedded) sort: Sort,
    /// Only those behind it.
    pub(in crate::engines::embedded) after: Option<Cursor>,
    pub(in crate::engines::embedded) limit: usize,
    /// What articles gain where their score counts.
    pub(in crate::engines::embedded) lift: Option<Lift>,
}

/// An article and what it is sorted by.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engines::embedded) struct Ranked {
    pub(in crate::engines::embedded) key: SortKey,
    pub(in crate::engines::embedded) address: DocAddress,
}

/// The best of a segment, in no order.
pub(in crate::engines::embedded) struct Found {
    ids: Column<u64>,
    ranked: Vec<Ranked>,
}

impl Collector for Best {
    type Fruit = Vec<Ranked>;
    type Child = SegmentBest;

    fn for_segment(
        &self,
        number: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentBest> {
        let ranks = Ranks::open(self.sort, segment)?;
        let after = match &self.after {
            Some(cursor) => ranks.of_key(&cursor.key, cursor.id.0)?,
            None => None,
        };
        let lift = match &self.lift {
            Some(lift) if self.requires_scoring() => Some(lift.open(segment)?),
            Some(_) | None => None,
        };
        Ok(SegmentBest {
            most: lift.as_ref().map_or(0.0, |lift| lift.most),
            lift,
            ids: segment.fast_fields().u64(Field::Id.name())?,
            ranks,
            after,
            limit: self.limit,
            number,
            bar: 0,
            candidates: Vec::new(),
            least: BinaryHeap::new(),
            best: Vec::new(),
            worst: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        match self.sort {
            Sort::Relevance | Sort::Recency { .. } => true,
            Sort::Newest | Sort::Oldest | Sort::Headline => false,
        }
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Found>>) -> tantivy::Result<Vec<Ranked>> {
        let mut all = Vec::new();
        for segment in segments {
            let Found { ids, ranked } = segment?;
            all.extend(ranked.into_iter().map(|ranked| (ids.clone(), ranked)));
        }
        let id = |(ids, ranked): &(Column<u64>, Ranked)| ids.first(ranked.address.doc_id);
        all.sort_by(|a, b| before(self.sort, &a.1.key, &b.1.key).then_with(|| id(a).cmp(&id(b))));
        all.truncate(self.limit);
        Ok(all.into_iter().map(|(_, ranked)| ranked).collect())
    }
}

/// Compares two keys by which comes first.
fn before(sort: Sort, a: &SortKey, b: &SortKey) -> std::cmp::Ordering {
    match (a, b) {
        (SortKey::Score(a), SortKey::Score(b)) => b.total_cmp(a),
        (SortKey::Day(a), SortKey::Day(b)) if sort == Sort::Oldest => {
            a.is_none().cmp(&b.is_none()).then(a.cmp(b))
        }
        (SortKey::Day(a), SortKey::Day(b)) => b.cmp(a),
        (SortKey::Headline(a), SortKey::Headline(b)) => {
            a.is_empty().cmp(&b.is_empty()).then(a.cmp(b))
        }
        // All keys of one search are of one kind.
        (SortKey::Score(_) | SortKey::Day(_) | SortKey::Headline(_), _) => {
            std::cmp::Ordering::Equal
        }
    }
}

/// The best of one segment.
///
/// What an article gains by its lift is dear to find out, so that is put off: an article whose rank
/// with all that it may gain is worse than the worst of enough others without theirs is never asked.
pub(in crate::engines::embedded) struct SegmentBest {
    ids: Column<u64>,
    ranks: Ranks,
    lift: Option<SegmentLift>,
    /// No article gains more.
    most: Score,
    /// Rank and id of the last article before those that are wanted.
    after: Option<(u64, u64)>,
    limit: usize,
    number: SegmentOrdinal,
    /// The rank that an article has to reach.
    bar: u64,
    /// Articles that may be among the best, with their scores, in order.
    candidates: Vec<(DocId, Score)>,
    /// The least ranks of the best candidates, the worst on top: as many as are wanted.
    least: BinaryHeap<Reverse<u64>>,
    /// The best of those that were asked, with their ranks, in no order: as many as are wanted.
    best: Vec<(u64, DocId)>,
    /// The rank of the worst of them; 0 while there are fewer than are wanted.
    worst: u64,
}

/// So many candidates are put off, at least, before they are asked.
const CANDIDATES: usize = 1024;

impl SegmentBest {
    fn raise_bar(&mut self) {
        let of_least = self.least.peek().filter(|_| self.least.len() >= self.limit);
        self.bar = of_least.map_or(0, |Reverse(rank)| *rank).max(self.worst);
    }

    /// Asks what the candidates gain, and keeps the best.
    fn settle(&mut self) {
        let (bar, most) = (self.bar, self.most);
        for (article, score) in std::mem::take(&mut self.candidates) {
            if self.ranks.of(article, score + most) < bar {
                continue;
            }
            let gain = self.lift.as_mut().map_or(0.0, |lift| lift.of(article));
            let rank = self.ranks.of(article, score + gain);
            let is_behind =
                |(last, last_id)| rank < last || (rank == last && self.id(article) > last_id);
            if self.after.is_none_or(is_behind) {
                self.best.push((rank, article));
            }
        }
        self.keep_best();
        self.raise_bar();
    }

    /// Drops what is too much of the best. Of those that are as good as the last of them the ones
    /// with the least id stay: only theirs are looked up, which from a cold disk is dear.
    fn keep_best(&mut self) {
        if self.best.len() < self.limit {
            return;
        }
        let (_, &mut (last, _), _) =
            self.best.select_nth_unstable_by_key(self.limit - 1, |(rank, _)| Reverse(*rank));
        self.worst = last;
        let (mut best, mut tied): (Vec<_>, Vec<_>) =
            self.best.iter().filter(|(rank, _)| *rank >= last).partition(|(rank, _)| *rank > last);
        let room = self.limit - best.len();
        if tied.len() > room {
            tied.sort_by_cached_key(|(_, article)| self.id(*article));
            tied.truncate(room);
        }
        best.append(&mut tied);
        self.best = best;
    }

    fn id(&self, article: DocId) -> u64 {
        self.ids.first(article).unwrap_or(0)
    }
}

impl SegmentCollector for SegmentBest {
    type Fruit = tantivy::Result<Found>;

    fn collect(&mut self, article: DocId, score: Score) {
        let highest = self.ranks.of(article, score + self.most);
        if highest < self.bar {
            return;
        }
        // One that may stand before the page says nothing about those that are on it.
        if self.after.is_none_or(|(last, _)| highest < last) {
            let least = if self.most > 0.0 { self.ranks.of(article, score) } else { highest };
            if self.least.len() < self.limit || least > self.bar {
                self.least.push(Reverse(least));
                if self.least.len() > self.limit {
                    self.least.pop();
                }
                self.raise_bar();
            }
        }
        self.candidates.push((article, score));
        if self.candidates.len() >= CANDIDATES.max(4 * self.limit) {
            self.settle();
        }
    }

    fn harvest(mut self) -> tantivy::Result<Found> {
        self.settle();
        let mut ranked = Vec::with_capacity(self.best.len());
        for (rank, article) in self.best {
            let key = self.ranks.key(rank, article)?;
            ranked.push(Ranked { key, address: DocAddress::new(self.number, article) });
        }
        Ok(Found { ids: self.ids, ranked })
    }
}

/// The rank of the first headline; the others follow downwards.
const FIRST: u64 = 1 << 62;

/// What articles of a segment are sorted by, as numbers: the greater comes first.
enum Ranks {
    Score,
    Recency { days: Column<i64>, today: i64, half_life: f32 },
    Day { days: Column<i64>, is_oldest: bool },
    Headline(Option<StrColumn>),
}

impl Ranks {
    fn open(sort: Sort, segment: &SegmentReader) -> tantivy::Result<Self> {
        let days = || segment.fast_fields().i64(Field::Published.name());
        Ok(match sort {
            Sort::Relevance => Ranks::Score,
            Sort::Recency { half_life, today } => {
                Ranks::Recency { days: days()?, today: day_number(today), half_life }
            }
            Sort::Newest => Ranks::Day { days: days()?, is_oldest: false },
            Sort::Oldest => Ranks::Day { days: days()?, is_oldest: true },
            Sort::Headline => Ranks::Headline(segment.fast_fields().str(HEADLINE_KEY)?),
        })
    }

    #[inline]
    fn of(&self, article: DocId, score: Score) -> u64 {
        match self {
            Ranks::Score => of_score(score),
            Ranks::Recency { days, today, half_life } => {
                let age = days.first(article).map(|day| today - day);
                of_score(score * fading(age, *half_life))
            }
            Ranks::Day { days, is_oldest } => of_day(days.first(article), *is_oldest),
            Ranks::Headline(headlines) => {
                let ordinal = headlines.as_ref().and_then(|h| h.term_ords(article).next());
                ordinal.map_or(0, |ordinal| FIRST - ordinal)
            }
        }
    }

    /// Returns the place of a key and an id; `None` if it is a key of another order.
    fn of_key(&self, key: &SortKey, id: u64) -> tantivy::Result<Option<(u64, u64)>> {
        Ok(match (self, key) {
            (Ranks::Score | Ranks::Recency { .. }, SortKey::Score(score)) => {
                Some((of_score(*score), id))
            }
            (Ranks::Day { is_oldest, .. }, SortKey::Day(day)) => {
                Some((of_day(*day, *is_oldest), id))
            }
            (Ranks::Headline(_), SortKey::Headline(headline)) if headline.is_empty() => {
                Some((0, id))
            }
            (Ranks::Headline(None), SortKey::Headline(_)) => Some((u64::MAX, id)),
            (Ranks::Headline(Some(headlines)), SortKey::Headline(headline)) => {
                let dictionary = headlines.dictionary();
                if let Some(ordinal) = dictionary.term_ord(headline)? {
                    return Ok(Some((FIRST - ordinal, id)));
                }
                let mut next = dictionary.range().ge(headline).into_stream()?;
                let ordinal = if next.advance() { Some(next.term_ord()) } else { None };
                // One that is not in this segment stands behind all articles of the one before.
                Some((ordinal.map_or(1, |ordinal| FIRST - ordinal + 1), u64::MAX))
            }
            (
                Ranks::Score | Ranks::Recency { .. } | Ranks::Day { .. } | Ranks::Headline(_),
                SortKey::Score(_) | SortKey::Day(_) | SortKey::Headline(_),
            ) => None,
        })
    }

    fn key(&self, rank: u64, article: DocId) -> tantivy::Result<SortKey> {
        Ok(match self {
            Ranks::Score | Ranks::Recency { .. } => SortKey::Score(score_of(rank)),
            Ranks::Day { days, .. } => SortKey::Day(days.first(article)),
            Ranks::Headline(headlines) => {
                let mut headline = String::new();
                if let Some(headlines) = headlines
                    && rank > 0
                {
                    headlines.ord_to_str(FIRST - rank, &mut headline)?;
                }
                SortKey::Headline(headline)
            }
        })
    }
}

/// Scores are not negative: their bits sort as they do.
fn of_score(score: f32) -> u64 {
    u64::from(score.max(0.0).to_bits())
}

fn score_of(rank: u64) -> f32 {
    f32::from_bits(u32::try_from(rank).unwrap_or(0))
}

fn of_day(day: Option<i64>, is_oldest: bool) -> u64 {
    // Days are so few that either sign fits on both sides of the middle; 0 is for no day.
    const MIDDLE: i64 = 1 << 40;
    let rank = |day: i64| if is_oldest { MIDDLE - day } else { MIDDLE + day };
    day.map_or(0, |day| u64::try_from(rank(day)).unwrap_or(1))
}
