//! What has to be done: found against known. Reads nothing.

use std::borrow::Borrow;
use std::collections::HashSet;
use std::hash;

use crate::article::Stamp;
use crate::corpus::{self, File, Walk};
use crate::holdings::FileRecord;

use super::shard::Shard;

/// What has to be done so that the index holds what the folder holds.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Files to read, in the order of the walk, with what was known of them.
    pub(super) read: Vec<(File, Option<FileRecord>)>,
    /// What cannot be looked at, where that is news.
    pub(super) refused: Vec<corpus::Error>,
    /// Files to forget, in no order.
    pub(super) remove: Vec<String>,
    /// How many files are as they were.
    pub(super) unchanged: u64,
    /// What is left to those that index the other shards.
    pub(super) elsewhere: Elsewhere,
}

/// What the index does not yet hold of the other shards, or no longer should.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    /// Name, stamp and rules of files that are to be read.
    unread: Vec<(String, Stamp, u64)>,
    /// Names of files that are to be forgotten.
    gone: Vec<String>,
}

impl Elsewhere {
    pub(super) fn is_empty(&self) -> bool {
        self.unread.is_empty() && self.gone.is_empty()
    }

    /// Returns whether all of it was done since, by what is known now.
    pub(super) fn is_done(&self, known: Vec<FileRecord>) -> bool {
        let known: HashSet<Known> = known.into_iter().map(Known).collect();
        let is_read = |(name, stamp, rules): &(String, Stamp, u64)| {
            known.get(&**name).is_some_and(|Known(record)| {
                // What could not be opened has no stamp, so that it is tried each time.
                record.rules == *rules
                    && (record.stamp == *stamp || record.stamp == Stamp::default())
            })
        };
        self.unread.iter().all(is_read) && !self.gone.iter().any(|name| known.contains(&**name))
    }
}

impl Plan {
    /// Compares what is in the shard. A file is as it was if its size and time are; what stands in a
    /// folder that cannot be read now is not gone.
    pub(super) fn of(found: Walk, known: Vec<FileRecord>, shard: Shard) -> Self {
        let mut known: HashSet<Known> = known.into_iter().map(Known).collect();
        let mut plan = Plan::default();
        for file in found.files {
            let (is_ours, rules) = (shard.holds(&file.name), file.rules.hash());
            match known.take(&*file.name).map(|Known(record)| record) {
                Some(record) if record.stamp == file.stamp && record.rules == rules => {
                    plan.unchanged += u64::from(is_ours);
                }
                record if is_ours => plan.read.push((file, record)),
                _ => plan.elsewhere.unread.push((file.name, file.stamp, rules)),
            }
        }
        for error in found.errors {
            let inside = format!("{}/", error.place.file);
            known.retain(|Known(record)| {
                let is_inside = record.file.starts_with(&inside);
                plan.unchanged += u64::from(is_inside && shard.holds(&record.file));
                !is_inside
            });
            // What stands in a folder may be in any shard; that it cannot be read is noted in one.
            let is_ours = shard.holds(&error.place.file);
            match known.take(&*error.place.file) {
                Some(Known(record)) if record.problems == [error.cause.to_string()] => {
                    plan.unchanged += u64::from(is_ours);
                }
                _ if is_ours => plan.refused.push(error),
                _ => {}
            }
        }
        let gone = known.into_iter().map(|Known(record)| record.file);
        (plan.remove, plan.elsewhere.gone) = gone.partition(|name| shard.holds(name));
        plan
    }
}

/// What is known of a file, found by its name.
struct Known(FileRecord);

impl Borrow<str> for Known {
    fn borrow(&self) -> &str {
        &self.0.file
    }
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.0.file == other.0.file
    }
}

impl Eq for Known {}

impl hash::Hash for Known {
    fn hash<H: hash::Hasher>(&self, hasher: &mut H) {
        hash::Hash::hash(&self.0.file, hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::{Plan, Shard};
    use crate::article::{Source, Stamp};
    use crate::corpus::{Cause, Error, File, Walk};
    use crate::holdings::FileRecord;

    fn file(name: &str, modified: i64) -> File {
        let stamp = Stamp { size: 1, modified };
        File::new(name.into(), name.to_owned(), stamp)
    }

    fn record(name: &str, modified: i64) -> FileRecord {
        let stamp = Stamp { size: 1, modified };
        FileRecord { file: name.to_owned(), stamp, ..FileRecord::default() }
    }

    fn link(name: &str) -> Error {
        Error { place: Source { file: name.to_owned(), part: None }, cause: Cause::Link }
    }

    #[track_caller]
    fn check(found: Walk, known: &[FileRecord], expected: (&[&str], &[&str], &[&str], u64)) {
        let plan = Plan::of(found, known.to_vec(), Shard::WHOLE);
        let read: Vec<&str> = plan.read.iter().map(|(file, _)| file.name.as_str()).collect();
        let refused: Vec<&str> = plan.refused.iter().map(|e| e.place.file.as_str()).collect();
        assert_eq!((&*read, &*refused, plan.unchanged), (expected.0, expected.1, expected.3));
        assert_eq!(plan.remove, expected.2);
    }

    #[test]
    fn new_changed_and_vanished_files_are_told_apart() {
        let files = vec![file("new", 1), file("same", 1), file("changed", 2)];
        let known = [record("same", 1), record("changed", 1), record("gone", 1)];
        let found = Walk { files, errors: Vec::new() };
        check(found, &known, (&["new", "changed"], &[], &["gone"], 1));
    }

    #[test]
    fn what_a_closed_folder_holds_is_not_gone() {
        let closed = Error { cause: Cause::Special, ..link("closed") };
        let found = Walk { files: Vec::new(), errors: vec![closed] };
        let known = [record("closed/a", 1), record("closed-b", 1)];
        check(found, &known, (&[], &["closed"], &["closed-b"], 1));
    }

    #[test]
    fn shards_share_the_work_and_know_when_all_of_it_is_done() {
        let found = || {
            let files = (0..40).map(|n| file(&n.to_string(), 2)).collect();
            let closed = Error { cause: Cause::Special, ..link("closed") };
            Walk { files, errors: vec![link("link"), closed] }
        };
        let known: Vec<_> = ["", "gone", "closed/"]
            .iter()
            .flat_map(|name| (0..3).map(move |n| record(&format!("{name}{n}"), 1)))
            .collect();
        let whole = Plan::of(found(), known.clone(), Shard::WHOLE);
        assert!(whole.elsewhere.is_empty());

        let plans = ["1/3", "2/3", "3/3"]
            .map(|shard| Plan::of(found(), known.clone(), shard.parse().unwrap()));
        let names = |plan: &Plan| {
            let read = plan.read.iter().map(|(file, _)| file.name.clone());
            let refused = plan.refused.iter().map(|error| error.place.file.clone());
            read.chain(refused).chain(plan.remove.clone()).collect::<Vec<_>>()
        };
        let (mut all, mut shared) = (names(&whole), plans.each_ref().map(names).concat());
        all.sort();
        shared.sort();
        assert_eq!(shared, all);
        assert_eq!(plans.iter().map(|plan| plan.unchanged).sum::<u64>(), 3);

        let done: Vec<_> = (0..40).map(|n| record(&n.to_string(), 2)).collect();
        for plan in &plans {
            assert!(!plan.elsewhere.is_done(known.clone()) && plan.elsewhere.is_done(done.clone()));
            let (name, ..) = plan.elsewhere.unread[0].clone();
            let unread: Vec<_> =
                done.iter().filter(|record| record.file != name).cloned().collect();
            assert!(!plan.elsewhere.is_done(unread.clone()));
            let closed = FileRecord { stamp: Stamp::default(), ..record(&name, 0) };
            assert!(plan.elsewhere.is_done([unread, vec![closed]].concat()));
            let gone = record(&plan.elsewhere.gone[0], 1);
            assert!(!plan.elsewhere.is_done([done.clone(), vec![gone]].concat()));
        }
    }

    #[test]
    fn a_link_is_refused_once() {
        let known = FileRecord { problems: vec![Cause::Link.to_string()], ..record("old", 1) };
        let found = Walk { files: Vec::new(), errors: vec![link("old"), link("new")] };
        check(found, &[known], (&[], &["new"], &[], 1));
    }
}
