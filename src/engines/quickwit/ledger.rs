//! Which articles are to be seen, of all that the server was ever sent.
//!
//! The server adds, and nothing else: it knows no ids and takes back nothing at once. So each article has a
//! *revision*, which is the number of the run that wrote it and a step within that, and the name of
//! the *batch* that it was sent in. Each run has a page in the ledger that says up to which step its
//! articles are committed, which batches are void, and of which files earlier articles are void. From all
//! pages a filter is made, so that every question sees what is valid, to the article, from the moment
//! that a page is written; what is void the server is asked to delete, which it does in minutes or days.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::schema::{BATCH, REVISION, WITHIN};

/// Of a revision the lowest bits are the step.
const STEP_BITS: u32 = 14;

/// So many steps a run has at most.
pub(super) const MOST_STEPS: u64 = (1 << STEP_BITS) - 1;

/// So many files and batches may be void at once: a question has all of them in it, and servers take
/// 1 MiB.
pub(super) const MOST_VOID: usize = 20_000;

/// Returns a revision.
pub(super) fn revision(run: u64, step: u64) -> u64 {
    (run << STEP_BITS) + step
}

/// Returns the run of a revision.
pub(super) fn run_of(revision: u64) -> u64 {
    revision >> STEP_BITS
}

/// What one run has to say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Page {
    /// The number of the run: greater than that of each that was known when it began.
    pub(super) run: u64,
    /// The last step whose articles are to be seen; `None` if none are.
    pub(super) committed: Option<u64>,
    /// Whether it has ended.
    pub(super) is_done: bool,
    /// What is void by it.
    pub(super) void: Vec<Void>,
    /// Earlier runs all of whose say is in this page.
    pub(super) absorbs: BTreeSet<u64>,
}

/// Articles that are not to be seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Void {
    /// Those of these batches.
    pub(super) batches: Vec<String>,
    /// Those within these paths, as hashes, of a revision below [`below`](Void::below).
    pub(super) within: Vec<String>,
    pub(super) below: u64,
    /// The number of the server's task to delete them, if it was given one.
    pub(super) task: Option<u64>,
}

impl Void {
    fn len(&self) -> usize {
        self.batches.len() + self.within.len()
    }

    /// Returns what the server is to delete, in its own language for that.
    pub(super) fn task_query(&self) -> String {
        let mut parts = Vec::new();
        if !self.batches.is_empty() {
            parts.push(format!("{BATCH}:IN [{}]", self.batches.join(" ")));
        }
        if !self.within.is_empty() {
            let within = self.within.join(" ");
            parts.push(format!("({WITHIN}:IN [{within}] AND {REVISION}:<{})", self.below));
        }
        parts.join(" OR ")
    }

    /// Returns what finds them.
    pub(super) fn filters(&self) -> Vec<Value> {
        let mut filters = Vec::new();
        if !self.batches.is_empty() {
            filters.push(json!({"terms": {BATCH: self.batches}}));
        }
        if !self.within.is_empty() {
            filters.push(json!({"bool": {"filter": [
                {"terms": {WITHIN: self.within}}, {"range": {REVISION: {"lt": self.below}}},
            ]}}));
        }
        filters
    }
}

/// The pages of all runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    /// The last page of each run that is not in that of another.
    pages: Vec<Page>,
}

impl Ledger {
    /// Reads the ledger from all pages that were ever written, in their order.
    pub(super) fn of(pages: impl IntoIterator<Item = Page>) -> Self {
        let mut ledger = Ledger::default();
        let mut absorbed = BTreeSet::new();
        for page in pages {
            absorbed.extend(page.absorbs.iter().copied());
            ledger.put(page);
        }
        ledger.pages.retain(|page| !absorbed.contains(&page.run));
        ledger
    }

    /// Puts the page of a run in the place of its last one.
    pub(super) fn put(&mut self, page: Page) {
        self.pages.retain(|known| known.run != page.run);
        self.pages.push(page);
    }

    /// Returns the number behind that of each run.
    pub(super) fn next_run(&self) -> u64 {
        self.pages.iter().map(|page| page.run + 1).max().unwrap_or(0)
    }

    /// Returns how many files and batches are void.
    pub(super) fn voids(&self) -> usize {
        self.pages.iter().flat_map(|page| &page.void).map(Void::len).sum()
    }

    /// Returns how many runs have not ended.
    pub(super) fn open_runs(&self) -> usize {
        self.pages.iter().filter(|page| !page.is_done).count()
    }

    /// Takes the say of all runs that have ended into the page of one; without what is deleted by now,
    /// which is all that the server was told up to the task `deleted`.
    pub(super) fn absorb(&self, page: &mut Page, deleted: u64) {
        let ended = self.pages.iter().filter(|other| other.is_done && other.run < page.run);
        for other in ended {
            page.absorbs.insert(other.run);
            page.void.extend(other.void.iter().cloned());
        }
        page.void.retain(|void| void.task.is_none_or(|task| task > deleted));
    }

    /// Returns the greatest number of a task.
    pub(super) fn last_task(&self) -> Option<u64> {
        self.pages.iter().flat_map(|page| &page.void).filter_map(|void| void.task).max()
    }

    /// Returns the filter that finds the articles which are to be seen.
    pub(super) fn filter(&self) -> Value {
        // Of a run that is not in the ledger nothing is committed.
        let mut hidden = vec![json!({"range": {REVISION: {"gte": revision(self.next_run(), 0)}}})];
        for page in &self.pages {
            if !page.is_done {
                let first = page.committed.map_or(0, |committed| committed + 1);
                hidden.push(json!({"range": {REVISION: {
                    "gte": revision(page.run, first), "lt": revision(page.run + 1, 0),
                }}}));
            }
            hidden.extend(page.void.iter().flat_map(Void::filters));
        }
        json!({"bool": {"must_not": hidden}})
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Ledger, Page, Void, revision};

    fn page(run: u64, committed: Option<u64>, is_done: bool) -> Page {
        Page { run, committed, is_done, ..Page::default() }
    }

    fn range(from: u64) -> serde_json::Value {
        json!({"range": {"revision": {"gte": from}}})
    }

    #[test]
    fn nothing_is_seen_before_there_is_a_page() {
        assert_eq!(Ledger::of([]).filter(), json!({"bool": {"must_not": [range(0)]}}));
    }

    #[test]
    fn of_a_run_that_goes_on_only_what_is_committed_is_seen() {
        let hidden = |pages: Vec<Page>| Ledger::of(pages).filter()["bool"]["must_not"].clone();
        let behind = range(revision(8, 0));
        assert_eq!(hidden(vec![page(7, Some(2), true)]), json!([behind]));
        let open = |first| json!({"range": {"revision": {"gte": revision(7, first), "lt": revision(8, 0)}}});
        assert_eq!(hidden(vec![page(7, None, false)]), json!([behind, open(0)]));
        // The last page of a run counts.
        assert_eq!(
            hidden(vec![page(7, None, false), page(7, Some(2), false)]),
            json!([behind, open(3)])
        );
    }

    #[test]
    fn what_is_void_is_not_seen_and_is_to_be_deleted() {
        let void = Void {
            batches: vec!["7-1".to_owned()],
            within: vec!["4f2a".to_owned(), "4f2b".to_owned()],
            below: 99,
            task: None,
        };
        let ledger = Ledger::of([Page { void: vec![void.clone()], ..page(7, Some(0), true) }]);
        let hidden = json!([
            range(revision(8, 0)),
            {"terms": {"batch": ["7-1"]}},
            {"bool": {"filter": [
                {"terms": {"within": ["4f2a", "4f2b"]}}, {"range": {"revision": {"lt": 99}}},
            ]}},
        ]);
        assert_eq!((ledger.filter(), ledger.voids()), (json!({"bool": {"must_not": hidden}}), 3));
        assert_eq!(void.task_query(), "batch:IN [7-1] OR (within:IN [4f2a 4f2b] AND revision:<99)");
    }

    #[test]
    fn a_run_takes_over_from_those_that_ended_and_forgets_what_is_deleted() {
        let void =
            |below, task| Void { within: vec!["a".to_owned()], below, task, ..Void::default() };
        let ended = Page {
            void: vec![void(1, Some(3)), void(2, Some(5)), void(3, None)],
            ..page(7, Some(0), true)
        };
        let open = Page { void: vec![void(4, Some(1))], ..page(8, None, false) };
        let ledger = Ledger::of([ended.clone(), open.clone()]);
        let mut last = page(9, Some(0), true);
        ledger.absorb(&mut last, 3);
        assert_eq!(last.void, [void(2, Some(5)), void(3, None)]);
        let ledger = Ledger::of([ended, open.clone(), last.clone()]);
        assert_eq!(ledger.pages, [open, last]);
        assert_eq!((ledger.open_runs(), ledger.last_task()), (1, Some(5)));
    }
}
