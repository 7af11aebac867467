//! Learns the furniture of an archive from a sample of its files, before any is indexed.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::corpus::{Content, File};
use crate::furniture::{Furniture, Learner};

use super::run::READER;

/// So many files are looked at in a small archive, …
const FEWEST: usize = 100;
/// … one in so many more in a larger one: reading them takes less than a twentieth of a run, …
const ONE_IN: usize = 25;
/// … and so many in the largest.
const MOST: usize = 1_000;
/// So many articles are looked at in all, if a few files hold them.
const MOST_ARTICLES: usize = 2_000;
/// So many articles of a file are looked at, at least.
const OF_FILE: usize = 20;

/// Returns the files to learn from, evenly spread over the archive.
pub(super) fn sample(files: &[File]) -> Vec<File> {
    let number = (FEWEST + files.len() / ONE_IN).min(MOST).min(files.len());
    (0..number).map(|n| files[n * files.len() / number].clone()).collect()
}

/// Returns what the articles in some files have in common; `None` if that was stopped. What cannot be
/// read is told when the file is indexed.
pub(super) fn learn(files: &[File], stop: &AtomicBool) -> Option<Furniture> {
    let learner = Mutex::new(Learner::default());
    let next = AtomicUsize::new(0);
    let of_file = (MOST_ARTICLES / files.len().max(1)).max(OF_FILE);
    let read_files = || {
        while !stop.load(Ordering::Relaxed)
            && let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed))
        {
            let Ok(content) = Content::open(file) else { continue };
            let mut left = of_file;
            content.articles(|article| {
                if let Ok(article) = article {
                    learner.lock().unwrap_or_else(PoisonError::into_inner).add(&article);
                }
                left -= 1;
                left > 0 && !stop.load(Ordering::Relaxed)
            });
        }
    };
    thread::scope(|scope| {
        let readers = thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..readers {
            let reader = thread::Builder::new().name(READER.to_owned());
            if reader.spawn_scoped(scope, read_files).is_err() {
                // Where no thread can be had, this one does the work.
                read_files();
            }
        }
    });
    let is_whole = !stop.load(Ordering::Relaxed);
    is_whole.then(|| learner.into_inner().unwrap_or_else(PoisonError::into_inner).learn())
}

#[cfg(test)]
mod tests {
    use super::sample;
    use crate::article::Stamp;
    use crate::corpus::File;

    #[track_caller]
    fn check(files: usize, number: usize, last: usize) {
        let file = |n: usize| File::new(n.to_string().into(), n.to_string(), Stamp::default());
        let files: Vec<File> = (0..files).map(file).collect();
        let sampled = sample(&files);
        assert_eq!(sampled.len(), number);
        assert_eq!(sampled.last().map(|file| file.name.parse()), Some(Ok(last)));
    }

    #[test]
    fn the_sample_is_spread_over_the_archive() {
        check(1, 1, 0);
        check(104, 104, 103);
        check(5_000, 300, 4_983);
        check(1_000_000, 1_000, 999_000);
        assert!(sample(&[]).is_empty());
    }
}
