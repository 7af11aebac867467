//! Words that belong together, in a row or loosely.

use super::{MOST_SPANS, Span};
use crate::query::Slack;

/// So many words are tried for one loose phrase in one text. Only a phrase that asks for one word
/// several times, in a text that consists of it, needs more.
const MOST_TRIES: usize = 10_000;

/// Returns where the words of a phrase stand, in no order, until there are about `most` spans;
/// `lists` has for each word where it stands, sorted, and is not read further than needed. A word that is a run of several, as the name
/// of a person, counts as so many words.
pub(super) fn find(
    lists: impl ExactSizeIterator<Item = Vec<Span>>,
    slack: Slack,
    most: usize,
) -> Vec<Span> {
    match slack {
        Slack::None => in_order(lists, 0, most),
        Slack::Gaps(gaps) => in_order(lists, gaps, most),
        Slack::Moves(moves) => loosely(lists, moves, true, most),
        Slack::AnyOrder(others) => loosely(lists, others, false, most),
    }
}

fn loosely(
    lists: impl Iterator<Item = Vec<Span>>,
    slack: u32,
    from_order: bool,
    most: usize,
) -> Vec<Span> {
    let mut known = Vec::new();
    for list in lists {
        if list.is_empty() {
            return list;
        }
        known.push(list);
    }
    Loose::new(known, slack, from_order, most).find()
}

/// The first words of a phrase.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    last: u32,
    first: u32,
    /// How many other words stand in between.
    gaps: u32,
}

fn in_order(
    mut lists: impl ExactSizeIterator<Item = Vec<Span>>,
    gaps: u32,
    most: usize,
) -> Vec<Span> {
    let run = |span: Span| Run { last: span.last, first: span.first, gaps: 0 };
    let mut runs: Vec<Run> = lists.next().into_iter().flatten().map(run).collect();
    while !runs.is_empty()
        && let Some(list) = lists.next()
    {
        let most = if lists.len() == 0 { most } else { MOST_SPANS };
        runs.sort_unstable();
        runs.dedup();
        runs = longer(&runs, &list, gaps, most);
    }
    let whole = |run: Run| Span { first: run.first, last: run.last, is_whole: run.gaps == 0 };
    runs.into_iter().map(whole).collect()
}

/// Returns the runs with a next word behind; `runs` is sorted.
fn longer(runs: &[Run], list: &[Span], gaps: u32, most: usize) -> Vec<Run> {
    let mut longer = Vec::new();
    let mut from = 0;
    for run in runs {
        while list.get(from).is_some_and(|span| span.first <= run.last) {
            from += 1;
        }
        for span in &list[from..] {
            let gaps_now = run.gaps.saturating_add(span.first - run.last - 1);
            if gaps_now > gaps {
                break;
            }
            longer.push(Run { last: span.last, first: run.first, gaps: gaps_now });
            if longer.len() >= most {
                return longer;
            }
        }
    }
    longer
}

/// Looks for words that need not stand in order: every choice of a place for each word is tried, as
/// far as the places chosen before it leave room.
struct Loose {
    lists: Vec<Vec<Span>>,
    slack: i64,
    /// Whether the order typed is what the words are moved from.
    from_order: bool,
    /// The most words from the first to the last.
    widest: i64,
    most: usize,
    tries: usize,
    chosen: Vec<Span>,
    found: Vec<Span>,
}

/// The places chosen so far, together.
#[derive(Clone, Copy)]
struct Room {
    first: u32,
    last: u32,
    /// How many words they are.
    words: u32,
    /// The least and the greatest of the places where the phrase would begin, had each word not
    /// been moved.
    begins: (i64, i64),
}

impl Room {
    fn of(span: Span) -> Self {
        let begin = i64::from(span.first);
        Room { first: span.first, last: span.last, words: span.width(), begins: (begin, begin) }
    }

    fn with(self, span: Span) -> Self {
        let begin = i64::from(span.first) - i64::from(self.words);
        Room {
            first: self.first.min(span.first),
            last: self.last.max(span.last),
            words: self.words + span.width(),
            begins: (self.begins.0.min(begin), self.begins.1.max(begin)),
        }
    }
}

impl Loose {
    fn new(mut lists: Vec<Vec<Span>>, slack: u32, from_order: bool, most: usize) -> Self {
        let longest = |list: &Vec<Span>| list.iter().map(|span| span.width()).max().unwrap_or(0);
        let words: u32 = lists.iter().map(longest).sum();
        let widest = words.saturating_add(slack);
        keep_near_rarest(&mut lists, widest);
        Loose {
            slack: i64::from(slack),
            from_order,
            widest: i64::from(widest),
            most,
            tries: 0,
            chosen: Vec::with_capacity(lists.len()),
            found: Vec::new(),
            lists,
        }
    }

    fn find(mut self) -> Vec<Span> {
        self.choose(None);
        self.found
    }

    /// Chooses a place for the next word; false if it is time to stop.
    fn choose(&mut self, room: Option<Room>) -> bool {
        let number = self.chosen.len();
        let Some(list) = self.lists.get(number) else {
            return room.is_none_or(|room| self.keep(room));
        };
        let (lowest, highest) = room.map_or((0, i64::MAX), |room| self.range(room));
        let begin = list.partition_point(|span| i64::from(span.first) < lowest);
        for at in begin..list.len() {
            let span = self.lists[number][at];
            if i64::from(span.first) > highest {
                break;
            }
            self.tries += 1;
            if self.tries > MOST_TRIES {
                return false;
            }
            if self.chosen.iter().any(|other| other.overlaps(span)) {
                continue;
            }
            self.chosen.push(span);
            let goes_on = self.choose(Some(room.map_or(Room::of(span), |room| room.with(span))));
            self.chosen.pop();
            if !goes_on {
                return false;
            }
        }
        true
    }

    /// Returns where the next word may begin.
    fn range(&self, room: Room) -> (i64, i64) {
        let words = i64::from(room.words);
        let mut lowest = i64::from(room.last) + 1 - self.widest;
        let mut highest = i64::from(room.first) + self.widest - 1;
        if self.from_order {
            lowest = lowest.max(room.begins.1 - self.slack + words);
            highest = highest.min(room.begins.0 + self.slack + words);
        }
        (lowest, highest)
    }

    fn keep(&mut self, room: Room) -> bool {
        let others = room.last - room.first + 1 - room.words;
        if i64::from(others) <= self.slack {
            self.found.push(Span { first: room.first, last: room.last, is_whole: others == 0 });
        }
        self.found.len() < self.most
    }
}

/// Leaves out what stands too far from the word with the fewest places.
fn keep_near_rarest(lists: &mut [Vec<Span>], widest: u32) {
    let Some(rarest) = lists.iter().min_by_key(|list| list.len()).cloned() else { return };
    for list in lists {
        list.retain(|span| {
            let near =
                rarest.partition_point(|rare| rare.first.saturating_add(widest) < span.first);
            rarest.get(near).is_some_and(|rare| rare.first <= span.first.saturating_add(widest))
        });
    }
}
