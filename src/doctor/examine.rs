//! Reads the files, on as many threads as there are processors.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::corpus::{Content, File, Walk};
use crate::furniture::Learner;

use super::Findings;
use super::seen::Seen;

/// Reads the files of a folder and tells what is in them. `each` is called behind each file with the
/// number of its articles, from many threads. When `stop` becomes true, what was found until then is returned.
pub fn examine(found: Walk, stop: &AtomicBool, each: &(dyn Fn(&File, u64) + Sync)) -> Findings {
    let (findings, learner) = (Mutex::new(Findings::default()), Mutex::new(Learner::default()));
    let next = AtomicUsize::new(0);
    let read_files = || {
        while !stop.load(Ordering::Relaxed)
            && let Some(file) = found.files.get(next.fetch_add(1, Ordering::Relaxed))
        {
            each(file, read(file, &findings, &learner));
        }
    };
    thread::scope(|scope| {
        let readers = thread::available_parallelism().map_or(1, usize::from);
        for _ in 1..readers {
            thread::Builder::new().spawn_scoped(scope, read_files).ok();
        }
        read_files();
    });
    let mut findings = findings.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.errors.into_iter().for_each(|error| findings.error(error));
    findings.furniture = learner.into_inner().unwrap_or_else(PoisonError::into_inner).learn();
    findings
}

/// Returns how many articles are in the file.
fn read(file: &File, findings: &Mutex<Findings>, learner: &Mutex<Learner>) -> u64 {
    let findings = || findings.lock().unwrap_or_else(PoisonError::into_inner);
    let content = match Content::open(file) {
        Ok(content) => content,
        Err(error) => {
            let mut findings = findings();
            findings.file(&file.name, 0);
            findings.error(error);
            return 0;
        }
    };
    let mut articles = 0;
    content.articles(|article| {
        match article {
            Ok(article) => {
                articles += 1;
                learner.lock().unwrap_or_else(PoisonError::into_inner).add(&article);
                findings().article(&file.name, Seen::read(article));
            }
            Err(error) => findings().error(error),
        }
        true
    });
    findings().file(&file.name, articles);
    articles
}
