//! Counts people over the articles that match: somebody with several names is one.

use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::engines::counting::KEY_END;
use crate::roster::{Identity, Meaning, Roster};
use crate::schema::Field;

use super::super::schema::{LAST_DAY, values_name};
use super::values::{Counted, harvested, merged};

/// Counts, for each person, the articles that name them.
pub(in crate::engines::embedded) struct People {
    pub(in crate::engines::embedded) roster: Arc<Roster>,
}

/// People, and how many articles name each.
#[derive(Debug, Default)]
pub(in crate::engines::embedded) struct CountedPeople {
    /// Those who have one name, by it.
    pub(in crate::engines::embedded) others: Counted,
    /// The persons of the roster, in its order.
    pub(in crate::engines::embedded) persons: Vec<u64>,
}

/// The count in one segment.
pub(in crate::engines::embedded) struct SegmentPeople {
    roster: Arc<Roster>,
    column: Option<StrColumn>,
    first: Column<i64>,
    last: Column<i64>,
    /// For each value: 0, or one more than its place in `known`.
    special: Vec<u32>,
    /// What is known of the values that are not simply somebody of that name.
    known: Vec<Known>,
    counts: Vec<u32>,
    persons: Vec<u64>,
    without: u64,
    /// Who was counted in the article that is looked at.
    seen: Vec<usize>,
}

/// What is known of a value.
enum Known {
    Always(Identity),
    /// It depends on the day what the name of these folded words means.
    OnDays(String),
}

impl Collector for People {
    type Fruit = CountedPeople;
    type Child = SegmentPeople;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentPeople> {
        let columns = segment.fast_fields();
        let column = columns.str(&values_name(Field::Person))?;
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        let mut counting = SegmentPeople {
            roster: Arc::clone(&self.roster),
            first: columns.i64(Field::Published.name())?,
            last: columns.i64(LAST_DAY)?,
            column,
            special: vec![0; values],
            known: Vec::new(),
            counts: vec![0; values],
            persons: vec![0; self.roster.persons().len()],
            without: 0,
            seen: Vec::new(),
        };
        counting.look_up()?;
        Ok(counting)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<CountedPeople>>,
    ) -> tantivy::Result<CountedPeople> {
        let mut all = CountedPeople {
            persons: vec![0; self.roster.persons().len()],
            ..CountedPeople::default()
        };
        for segment in segments {
            let segment = segment?;
            all.others.without += segment.others.without;
            all.others.values = merged(all.others.values, segment.others.values);
            for (all, more) in all.persons.iter_mut().zip(segment.persons) {
                *all += more;
            }
        }
        Ok(all)
    }
}

impl SegmentPeople {
    /// Finds the names of the roster among the values. Both are sorted by their folded words: one
    /// pass over the two.
    fn look_up(&mut self) -> tantivy::Result<()> {
        let Some(column) = &self.column else { return Ok(()) };
        let mut values = column.dictionary().stream()?;
        let mut names = self.roster.meanings().peekable();
        // Spellings of one name follow each other.
        let mut last = None;
        let mut place = 0;
        while values.advance() && names.peek().is_some() {
            let key = values.key().split(|byte| char::from(*byte) == KEY_END).next();
            let key = key.unwrap_or_default();
            while names.next_if(|(name, _)| name.as_bytes() < key).is_some() {}
            if let Some((name, meaning)) = names.peek().filter(|(name, _)| name.as_bytes() == key) {
                if last.replace(*name) != Some(*name) {
                    self.known.push(match meaning {
                        Meaning::Always(identity) => Known::Always(*identity),
                        Meaning::On(..) => Known::OnDays((*name).to_owned()),
                    });
                }
                self.special[place] = u32::try_from(self.known.len()).unwrap_or(0);
            }
            place += 1;
        }
        Ok(())
    }
}

impl SegmentCollector for SegmentPeople {
    type Fruit = tantivy::Result<CountedPeople>;

    fn collect(&mut self, article: DocId, _: Score) {
        let mut has_any = false;
        self.seen.clear();
        let Some(column) = &self.column else {
            self.without += 1;
            return;
        };
        for value in column.term_ords(article) {
            has_any = true;
            // A segment has fewer values than memory has addresses.
            #[expect(clippy::cast_possible_truncation, reason = "bounded by the length")]
            let value = value as usize;
            let identity = match self.special[value] {
                0 => Identity::Itself,
                special => match &self.known[special as usize - 1] {
                    Known::Always(identity) => *identity,
                    Known::OnDays(name) => {
                        let days = self.first.first(article).zip(self.last.first(article));
                        self.roster.meaning(name).at(days)
                    }
                },
            };
            match identity {
                Identity::Itself => self.counts[value] += 1,
                Identity::Person(person) if !self.seen.contains(&person) => {
                    self.seen.push(person);
                    self.persons[person] += 1;
                }
                Identity::Person(_) | Identity::Nobody => {}
            }
        }
        self.without += u64::from(!has_any);
    }

    fn harvest(self) -> tantivy::Result<CountedPeople> {
        let values = match self.column {
            Some(column) => harvested(&column, self.counts)?,
            None => Vec::new(),
        };
        let others = Counted { values, without: self.without };
        Ok(CountedPeople { others, persons: self.persons })
    }
}
