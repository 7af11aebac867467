//! What has to be done: found against known. Reads nothing.

use std::borrow::Borrow;
use std::collections::HashSet;
use std::hash;

use crate::corpus::{self, File, Walk};
use crate::holdings::FileRecord;

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
}

impl Plan {
    /// Compares. A file is as it was if its size and time are; what stands in a folder that cannot
    /// be read now is not gone.
    pub(super) fn of(found: Walk, known: Vec<FileRecord>) -> Self {
        let mut known: HashSet<Known> = known.into_iter().map(Known).collect();
        let mut plan = Plan::default();
        for file in found.files {
            match known.take(&*file.name).map(|Known(record)| record) {
                Some(record) if record.stamp == file.stamp && record.rules == file.rules.hash() => {
                    plan.unchanged += 1;
                }
                record => plan.read.push((file, record)),
            }
        }
        for error in found.errors {
            let inside = format!("{}/", error.place.file);
            let before = known.len();
            known.retain(|Known(record)| !record.file.starts_with(&inside));
            plan.unchanged += (before - known.len()) as u64;
            match known.take(&*error.place.file) {
                Some(Known(record)) if record.problems == [error.cause.to_string()] => {
                    plan.unchanged += 1;
                }
                _ => plan.refused.push(error),
            }
        }
        plan.remove = known.into_iter().map(|Known(record)| record.file).collect();
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
    use super::Plan;
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
        let plan = Plan::of(found, known.to_vec());
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
    fn a_link_is_refused_once() {
        let known = FileRecord { problems: vec![Cause::Link.to_string()], ..record("old", 1) };
        let found = Walk { files: Vec::new(), errors: vec![link("old"), link("new")] };
        check(found, &[known], (&[], &["new"], &[], 1));
    }
}
