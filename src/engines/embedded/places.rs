//! Where the words of a pattern stand in one article: positions out of the index.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::columnar::Column as Numbers;
use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocId, DocSet as _, SegmentReader, TERMINATED, Term};

use crate::query::{Class, Found, Unit};
use crate::schema::Field;
use crate::spans::{Span, Text};

use super::lookup::{Listed, Lookup, Role};
use super::mention;
use super::schema::{LEAD_WORDS, MENTIONS, TextColumns};
use super::tokenizer::NAME_STRIDE;
use super::{marks, schema::Layout};

/// One text of the articles of a segment, as a pattern sees it.
pub(super) struct TextPlaces {
    pub(super) columns: TextColumns,
    leaves: Vec<KnownLeaf>,
    /// Where sentences and paragraphs begin; opened when they are asked for.
    starts: [Option<Places>; 2],
    /// What is known of the article looked at.
    found: [Vec<u32>; 2],
    lead_words: Option<Numbers<u64>>,
    reader: SegmentReader,
    article: DocId,
    /// How many words its lead has; those of a second column are counted from there.
    shift: u32,
    spare: Vec<u32>,
    /// Where rows of words begin.
    firsts: Vec<u32>,
}

impl TextPlaces {
    /// Opens a text of a segment, to find the words that were looked up: the n-th leaf of a pattern
    /// is the n-th of them.
    pub(super) fn open(
        layout: &Layout,
        columns: &TextColumns,
        leaves: &[Arc<Lookup>],
        reader: &SegmentReader,
        number: usize,
    ) -> tantivy::Result<Self> {
        let open = |lookup: &Arc<Lookup>| {
            let places = LeafPlaces::open(layout, columns, lookup, reader, number)?;
            Ok::<_, tantivy::TantivyError>(KnownLeaf { places, spans: Vec::new(), is_known: false })
        };
        let leaves = leaves.iter().map(open).collect::<tantivy::Result<_>>()?;
        let lead_words = match columns.field {
            Field::Body | Field::Lead => Some(reader.fast_fields().u64(LEAD_WORDS)?),
            _ => None,
        };
        Ok(TextPlaces {
            columns: columns.clone(),
            leaves,
            starts: [None, None],
            found: [Vec::new(), Vec::new()],
            lead_words,
            reader: reader.clone(),
            article: TERMINATED,
            shift: 0,
            spare: Vec::new(),
            firsts: Vec::new(),
        })
    }

    /// Looks at an article from now on, which stands behind all that were looked at.
    pub(super) fn look_at(&mut self, article: DocId) {
        self.article = article;
        self.shift = self.lead_words.as_ref().map_or(0, |words| {
            u32::try_from(words.first(article).unwrap_or(0)).unwrap_or(u32::MAX)
        });
        for found in &mut self.found {
            found.clear();
        }
        for leaf in &mut self.leaves {
            leaf.is_known = false;
        }
    }

    /// Returns true if every word of a row can be told from its positions alone, and none is asked
    /// for twice.
    pub(super) fn is_row(&self, words: &[usize]) -> bool {
        let is_plain = |word: &usize| {
            matches!(&self.leaves[*word].places,
                LeafPlaces::Words { needed: None, barred, .. } if barred.is_empty())
        };
        words.iter().all(is_plain) && words.iter().enumerate().all(|(at, word)| at == *word)
    }

    /// Finds where the words stand in a row, and returns the positions of the first of them, sorted.
    /// Only of words that [`is_row`](TextPlaces::is_row) says it of.
    pub(super) fn rows(&mut self, words: &[usize]) -> &[u32] {
        self.firsts.clear();
        for (number, word) in (0..).zip(words) {
            let LeafPlaces::Words { words, .. } = &mut self.leaves[*word].places else { continue };
            if number == 0 {
                words.positions(self.article, self.shift, &mut self.firsts);
            } else {
                self.spare.clear();
                words.positions(self.article, self.shift, &mut self.spare);
                keep_rows(&mut self.firsts, &self.spare, number);
            }
            if self.firsts.is_empty() {
                break;
            }
        }
        &self.firsts
    }

    /// Returns how many words of the article are its lead; of a text that has none, all are.
    pub(super) fn lead_words(&self) -> u32 {
        if self.lead_words.is_some() { self.shift } else { u32::MAX }
    }
}

/// Keeps those of `firsts` that have one of `positions` so many words behind; both are sorted.
fn keep_rows(firsts: &mut Vec<u32>, positions: &[u32], behind: u32) {
    let mut positions = positions.iter().peekable();
    firsts.retain(|first| {
        let wanted = first.saturating_add(behind);
        while positions.next_if(|position| **position < wanted).is_some() {}
        positions.peek().is_some_and(|position| **position == wanted)
    });
}

impl Text<usize> for TextPlaces {
    fn spans(&mut self, leaf: &usize, spans: &mut Vec<Span>) {
        let leaf = &mut self.leaves[*leaf];
        if !leaf.is_known {
            leaf.spans.clear();
            leaf.places.spans(self.article, self.shift, &mut leaf.spans, &mut self.spare);
            leaf.is_known = true;
        }
        spans.extend_from_slice(&leaf.spans);
    }

    fn origin(&self, position: u32) -> u32 {
        if self.columns.is_names() { position - position % NAME_STRIDE } else { 0 }
    }

    fn starts(&mut self, unit: Unit) -> &[u32] {
        let at = match unit {
            Unit::Sentence => 0,
            Unit::Paragraph => 1,
        };
        if self.found[at].is_empty() {
            let places = self.starts[at].get_or_insert_with(|| {
                // A list that cannot be read was one that a search could not open.
                Places::of_term(&self.columns.columns, marks::of_unit(unit), &self.reader)
                    .unwrap_or_default()
            });
            places.positions(self.article, self.shift, &mut self.found[at]);
        }
        &self.found[at]
    }
}

/// A word of a pattern, and where it stands in the article looked at. A pattern may ask for it again.
struct KnownLeaf {
    places: LeafPlaces,
    spans: Vec<Span>,
    is_known: bool,
}

/// Where one word of a pattern stands.
enum LeafPlaces {
    Words { words: Places, needed: Option<Places>, barred: Places },
    Mentions { mentions: Numbers<u64>, text: Field, is_lead: bool, who: Who },
}

/// Whose mentions count.
enum Who {
    Everybody,
    /// Those whose names have these words in a row, or the one term for the whole of a name.
    Named(Vec<Places>),
}

impl LeafPlaces {
    fn open(
        layout: &Layout,
        columns: &TextColumns,
        lookup: &Lookup,
        reader: &SegmentReader,
        number: usize,
    ) -> tantivy::Result<Self> {
        let who = match &lookup.found {
            Found::Class(Class::Person) => Who::Everybody,
            Found::Person(_) | Found::FullName(_) => {
                let persons = layout.words(Field::Person).into_iter().collect::<Vec<_>>();
                let open = |word: &Arc<Lookup>| {
                    Places::open(&persons, &word.segments[number], Role::Word, reader)
                };
                Who::Named(lookup.name.iter().map(open).collect::<tantivy::Result<_>>()?)
            }
            Found::Terms { .. } | Found::Printed { .. } | Found::Class(_) => {
                let listed = &lookup.segments[number];
                let open = |role| Places::open(&columns.columns, listed, role, reader);
                let needed = if lookup.needs_mark { Some(open(Role::Needed)?) } else { None };
                let (words, barred) = (open(Role::Word)?, open(Role::Barred)?);
                return Ok(LeafPlaces::Words { words, needed, barred });
            }
        };
        let mentions = reader.fast_fields().u64(MENTIONS)?;
        let (text, is_lead) = match columns.field {
            Field::Lead => (Field::Body, true),
            field => (field, false),
        };
        Ok(LeafPlaces::Mentions { mentions, text, is_lead, who })
    }

    fn spans(&mut self, article: DocId, shift: u32, spans: &mut Vec<Span>, spare: &mut Vec<u32>) {
        match self {
            LeafPlaces::Words { words, needed, barred } => {
                spare.clear();
                words.positions(article, shift, spare);
                if let Some(needed) = needed {
                    let mut allowed = Vec::new();
                    needed.positions(article, shift, &mut allowed);
                    spare.retain(|position| allowed.binary_search(position).is_ok());
                }
                if !barred.is_empty() && !spare.is_empty() {
                    let mut forbidden = Vec::new();
                    barred.positions(article, shift, &mut forbidden);
                    spare.retain(|position| forbidden.binary_search(position).is_err());
                }
                spans.extend(spare.iter().map(|position| Span::word(*position)));
            }
            LeafPlaces::Mentions { mentions, text, is_lead, who } => {
                let persons = match who {
                    Who::Everybody => None,
                    Who::Named(words) => Some(persons(words, article)),
                };
                for packed in mentions.values_for_doc(article) {
                    let mention = mention::unpack(packed);
                    let fits =
                        persons.as_ref().is_none_or(|persons| persons.contains(&mention.person));
                    if mention.field == *text && fits {
                        let last = mention.first + mention.words - 1;
                        if !*is_lead || last < shift {
                            spans.push(Span { first: mention.first, last, is_whole: true });
                        }
                    }
                }
                spans.sort_unstable();
                spans.dedup();
            }
        }
    }
}

/// Returns which people of the article have the words in a row in their names.
fn persons(words: &mut [Places], article: DocId) -> Vec<u32> {
    let mut rows: Option<Vec<u32>> = None;
    let mut here = Vec::new();
    for (number, word) in (0..).zip(words) {
        here.clear();
        word.positions(article, 0, &mut here);
        // Where the row begins if this is its word of that number.
        let begins = |position: &u32| position.checked_sub(number);
        rows = Some(match rows {
            None => here.iter().filter_map(begins).collect(),
            Some(rows) => {
                let starts: Vec<u32> = here.iter().filter_map(begins).collect();
                rows.into_iter().filter(|row| starts.binary_search(row).is_ok()).collect()
            }
        });
    }
    rows.unwrap_or_default().into_iter().map(|row| row / NAME_STRIDE).collect()
}

/// So many lists are looked at sooner than put in order.
const FEW_LISTS: usize = 8;

/// Lists with positions, read together.
#[derive(Default)]
struct Places {
    lists: Vec<(SegmentPostings, bool)>,
    /// Where each list is, the one that is behind first.
    order: BinaryHeap<Reverse<(DocId, usize)>>,
}

impl Places {
    fn open(
        columns: &[Column],
        listed: &[Listed],
        role: Role,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let mut places = Places::default();
        for listed in listed.iter().filter(|listed| listed.role == role) {
            let Some(at) = columns.iter().position(|column| *column == listed.column) else {
                continue;
            };
            let index = reader.inverted_index(listed.column)?;
            let option = IndexRecordOption::WithFreqsAndPositions;
            places.add(index.read_postings_from_terminfo(&listed.info, option)?, at > 0);
        }
        Ok(places)
    }

    fn of_term(columns: &[Column], term: &str, reader: &SegmentReader) -> tantivy::Result<Self> {
        let mut places = Places::default();
        for (at, column) in columns.iter().enumerate() {
            let term = Term::from_field_text(*column, term);
            let option = IndexRecordOption::WithFreqsAndPositions;
            if let Some(list) = reader.inverted_index(*column)?.read_postings(&term, option)? {
                places.add(list, at > 0);
            }
        }
        Ok(places)
    }

    fn add(&mut self, list: SegmentPostings, is_behind: bool) {
        self.order.push(Reverse((list.doc(), self.lists.len())));
        self.lists.push((list, is_behind));
    }

    fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// Appends the positions in `article`, sorted, each once. The words of a second column are
    /// counted from `shift`.
    fn positions(&mut self, article: DocId, shift: u32, positions: &mut Vec<u32>) {
        let lists = if self.lists.len() <= FEW_LISTS {
            self.read_each(article, shift, positions)
        } else {
            self.read_in_order(article, shift, positions)
        };
        if lists > 1 {
            positions.sort_unstable();
            positions.dedup();
        }
    }

    /// Appends the positions of each list that has the article. Returns how many have it.
    fn read_each(&mut self, article: DocId, shift: u32, positions: &mut Vec<u32>) -> usize {
        let mut lists = 0;
        for (list, is_behind) in &mut self.lists {
            let at = if list.doc() < article { list.seek(article) } else { list.doc() };
            if at == article {
                let shift = if *is_behind { shift } else { 0 };
                list.append_positions_with_offset(shift, positions);
                lists += 1;
            }
        }
        lists
    }

    /// As [`read_each`](Places::read_each), but looks at no list that is known to stand behind.
    fn read_in_order(&mut self, article: DocId, shift: u32, positions: &mut Vec<u32>) -> usize {
        let mut lists = 0;
        while let Some(Reverse((at, number))) = self.order.peek().copied()
            && at <= article
        {
            self.order.pop();
            let (list, is_behind) = &mut self.lists[number];
            let at = if at < article { list.seek(article) } else { at };
            if at != article {
                self.order.push(Reverse((at, number)));
                continue;
            }
            let shift = if *is_behind { shift } else { 0 };
            list.append_positions_with_offset(shift, positions);
            lists += 1;
            self.order.push(Reverse((list.advance(), number)));
        }
        lists
    }
}

#[cfg(test)]
mod tests {
    use super::keep_rows;

    #[track_caller]
    fn check(firsts: &[u32], positions: &[u32], behind: u32, expected: &[u32]) {
        let mut firsts = firsts.to_vec();
        keep_rows(&mut firsts, positions, behind);
        assert_eq!(firsts, expected);
    }

    #[test]
    fn a_row_goes_on_where_the_next_word_stands_right_behind() {
        check(&[0, 5, 9], &[1, 2, 10], 1, &[0, 9]);
        check(&[0, 5, 9], &[2, 7, 8], 2, &[0, 5]);
        check(&[0, 1, 2], &[2], 1, &[1]);
        check(&[7], &[], 1, &[]);
        check(&[u32::MAX], &[0, u32::MAX - 1], 1, &[]);
    }
}
