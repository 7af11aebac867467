//! Does it: walks, plans, reads on many threads, writes, commits.

use std::io::ErrorKind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::article::{Stamp, one_line};
use crate::corpus::{self, Cause, Content, File, Rules, walk};
use crate::document::Document;
use crate::engines::{self, Engine, Writer};
use crate::furniture::Furniture;
use crate::holdings::{FileRecord, Run};
use crate::people;
use crate::roster;

use super::event::{Event, Summary};
use super::learn::{learn, sample};
use super::plan::{Elsewhere, Plan};
use super::shard::Shard;

/// A run that is killed loses the work of this time, …
const COMMIT_EVERY: Duration = Duration::from_secs(15);
/// … or this part of it, if that is more: at each commit the readers wait, and what is in memory
/// becomes a segment, however small.
const COMMIT_PART: u32 = 10;
/// The name of the threads that read files: a panic in one is caught and told as a skipped file.
pub const READER: &str = "reader";

/// Why the index could not be brought up to date. What was committed before stays.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder cannot be read at all.
    #[error(transparent)]
    Corpus(#[from] corpus::Error),
    /// The index cannot be read or written.
    #[error(transparent)]
    Engine(#[from] engines::Error),
}

/// Brings the index of `engine` up to date with its corpus folder. When `stop` becomes true, the
/// files that are being read are finished or left out whole, and what is there is committed. `rules`
/// go before those of the folders. `tell` is called from many threads.
///
/// # Errors
/// If somebody else writes, the corpus folder cannot be read, or the index cannot be written. A
/// file that cannot be read is no error: it is told and noted.
pub fn index(
    engine: &dyn Engine,
    rules: Rules,
    stop: &AtomicBool,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Summary, Error> {
    index_shard(engine, Shard::WHOLE, rules, stop, tell)
}

/// Does what [`index`] does for a part of the files alone: only those are read, noted, and forgotten
/// when they are gone. When every shard was indexed, in whatever order, by one or many, the index holds
/// what one run over the whole folder would have put there.
///
/// # Errors
/// As [`index`]. An engine that has one writer at a time takes one shard after the other.
pub fn index_shard(
    engine: &dyn Engine,
    shard: Shard,
    rules: Rules,
    stop: &AtomicBool,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Summary, Error> {
    let writer = engine.writer()?;
    let mut found = walk(engine.corpus(), rules, engines::is_index)?;
    // Who is who is no article.
    found.files.retain(|file| file.name != roster::FILE);
    found.errors.retain(|error| error.place.file != roster::FILE);
    // Of the whole archive, whatever the shard: all have to cut the same.
    let (sampled, files) = (sample(&found.files), found.files.len() as u64);
    let plan = Plan::of(found, engine.files()?, shard);
    let furniture = if plan.read.is_empty() {
        Furniture::default()
    } else if let Some(known) = known_furniture(engine, files) {
        known
    } else {
        tell(Event::Learning);
        let learned = learn(&sampled, stop);
        if let Some(learned) = &learned {
            writer.learn(learned, files)?;
        }
        learned.unwrap_or_default()
    };
    tell(Event::Started { files: plan.read.len() });
    let indexer = Indexer {
        writer: &*writer,
        furniture,
        stop,
        tell,
        summary: Mutex::new(Summary { unchanged: plan.unchanged, ..Summary::default() }),
        whole_files: RwLock::new(Instant::now()),
        began: Instant::now(),
    };
    let elsewhere = indexer.apply(plan)?;
    let mut summary = indexer.summary.into_inner().unwrap_or_else(PoisonError::into_inner);
    summary.stopped = stop.load(Ordering::Relaxed);
    let mut whole = !summary.stopped;
    if whole && !elsewhere.is_empty() {
        // Whoever comes last finds what all others have done, as each looks behind its own commit.
        writer.commit(&Run { at: Timestamp::now(), whole: false })?;
        whole = elsewhere.is_done(engine.files()?);
    }
    writer.commit(&Run { at: Timestamp::now(), whole })?;
    tell(Event::Committed);
    if !summary.stopped {
        tell(Event::Tidying);
        writer.finish()?;
    }
    Ok(summary)
}

/// Returns the furniture that was learned earlier; `None` if the archive has doubled since, or what is
/// kept cannot be read.
fn known_furniture(engine: &dyn Engine, files: u64) -> Option<Furniture> {
    let (furniture, learned_of) = engine.furniture().ok()??;
    (files < 2 * learned_of).then_some(furniture)
}

/// What could not be read of one file.
#[derive(Default)]
struct Problems {
    listed: Vec<String>,
    more: u64,
}

/// So many problems of one file are listed: a file can be millions of broken lines.
const LISTED: usize = 20;

impl Problems {
    /// Notes an error of `file`.
    fn push(&mut self, file: &str, error: &corpus::Error) {
        if self.listed.len() == LISTED {
            self.more += 1;
            return;
        }
        // Some libraries explain over several lines.
        let cause = one_line(&error.cause.to_string()).unwrap_or_default();
        let place = &error.place;
        let member = place.file.strip_prefix(file).and_then(|path| path.strip_prefix('/'));
        self.listed.push(match (member, place.part) {
            (Some(member), Some(part)) => format!("{member}, article {part}: {cause}"),
            (Some(member), None) => format!("{member}: {cause}"),
            (None, Some(part)) => format!("article {part}: {cause}"),
            (None, None) => cause,
        });
    }
}

struct Indexer<'r> {
    writer: &'r dyn Writer,
    /// What is cut from each article: the same from the first to the last of a run.
    furniture: Furniture,
    stop: &'r AtomicBool,
    tell: &'r (dyn Fn(Event) + Sync),
    summary: Mutex<Summary>,
    /// Held while a file is written, so that no commit parts one; knows the time of the last.
    whole_files: RwLock<Instant>,
    began: Instant,
}

impl Indexer<'_> {
    /// Does what is planned; returns what is left to others.
    fn apply(&self, plan: Plan) -> Result<Elsewhere, Error> {
        for file in plan.remove {
            self.writer.forget(&file)?;
            self.note(|summary| summary.removed += 1);
            (self.tell)(Event::Removed { file });
        }
        for error in plan.refused {
            self.writer.clear(&error.place.file)?;
            let record = FileRecord { file: error.place.file.clone(), ..FileRecord::default() };
            let mut problems = Problems::default();
            problems.push(&record.file, &error);
            self.record(record, problems)?;
            self.note(|summary| summary.new += 1);
        }
        let next = AtomicUsize::new(0);
        let readers = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            let spawn = |_| {
                let work = || self.read_files(&plan.read, &next);
                thread::Builder::new().name(READER.to_owned()).spawn_scoped(scope, work)
            };
            let threads: Vec<_> = (0..readers).filter_map(|i| spawn(i).ok()).collect();
            // Where no thread can be had, this one does the work.
            let mut result =
                if threads.is_empty() { self.read_files(&plan.read, &next) } else { Ok(()) };
            for thread in threads {
                let ended = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                result = result.and(ended);
            }
            result
        })?;
        Ok(plan.elsewhere)
    }

    /// Takes files off the list until there are no more.
    fn read_files(
        &self,
        files: &[(File, Option<FileRecord>)],
        next: &AtomicUsize,
    ) -> Result<(), Error> {
        while !self.stop.load(Ordering::Relaxed) {
            let Some((file, known)) = files.get(next.fetch_add(1, Ordering::Relaxed)) else {
                break;
            };
            let read = self.read_file(file, known.as_ref());
            let done = read.and_then(|()| self.commit_if_due());
            if done.is_err() {
                // The others need not find out for themselves that the index cannot be written.
                next.store(files.len(), Ordering::Relaxed);
            }
            done?;
        }
        Ok(())
    }

    fn read_file(&self, file: &File, known: Option<&FileRecord>) -> Result<(), Error> {
        let whole_file = self.whole_files.read().unwrap_or_else(PoisonError::into_inner);
        let rules = file.rules.hash();
        let mut record = FileRecord {
            file: file.name.clone(),
            stamp: file.stamp,
            rules,
            ..FileRecord::default()
        };
        let mut problems = Problems::default();
        let content = Content::open(file).and_then(|content| Ok((content.hash()?, content)));
        match content {
            Ok((hash, _))
                if known.is_some_and(|known| {
                    known.hash == hash && hash != 0 && known.rules == rules
                }) =>
            {
                let known = known.cloned().unwrap_or_default();
                self.writer.record(&FileRecord { stamp: file.stamp, ..known })?;
                self.note(|summary| summary.touched += 1);
                (self.tell)(Event::Touched { file: file.name.clone() });
                return Ok(());
            }
            Ok((hash, content)) => {
                record.hash = hash;
                self.writer.clear(&file.name)?;
                // What was indexed before is not given up: then the file is read to its end.
                let may_stop = known.is_none();
                let Some(articles) =
                    self.write_articles(&file.name, &content, may_stop, &mut problems)?
                else {
                    // Half a file is worth nothing: the next run reads it again.
                    self.writer.forget(&file.name)?;
                    return Ok(());
                };
                record.articles = articles;
            }
            Err(corpus::Error { cause: Cause::File(fault), .. })
                if fault.kind() == ErrorKind::NotFound =>
            {
                // It was there when the folder was walked.
                self.writer.forget(&file.name)?;
                return Ok(());
            }
            Err(error) => {
                self.writer.clear(&file.name)?;
                if matches!(error.cause, Cause::File(_)) {
                    // What stood in the way may go away without a trace: it is tried each time.
                    record.stamp = Stamp::default();
                }
                problems.push(&file.name, &error);
            }
        }
        self.note(|summary| match known {
            Some(_) => summary.changed += 1,
            None => summary.new += 1,
        });
        let articles = record.articles;
        self.record(record, problems)?;
        self.note(|summary| summary.articles += articles);
        (self.tell)(Event::Read { file: file.name.clone(), articles });
        drop(whole_file);
        Ok(())
    }

    /// Reads the articles of a file, finds the people in each, and writes it. Returns how many;
    /// `None` if the run was stopped before the end of the file.
    fn write_articles(
        &self,
        file: &str,
        content: &Content<'_>,
        may_stop: bool,
        problems: &mut Problems,
    ) -> Result<Option<u64>, Error> {
        let mut written = 0;
        let mut failed = None;
        let mut stopped = false;
        content.articles(|article| {
            match article {
                Ok(mut article) => {
                    self.furniture.cut(&mut article);
                    let people = people::find(&article);
                    match self.writer.add(&Document::of(&article, &people)) {
                        Ok(()) => written += 1,
                        Err(error) => failed = Some(error),
                    }
                }
                Err(error) => problems.push(file, &error),
            }
            stopped = may_stop && self.stop.load(Ordering::Relaxed);
            failed.is_none() && !stopped
        });
        match failed {
            Some(error) => Err(error.into()),
            None => Ok((!stopped).then_some(written)),
        }
    }

    /// Notes what is known of a file, and tells what could not be read of it.
    fn record(&self, mut record: FileRecord, problems: Problems) -> Result<(), Error> {
        record.problems = problems.listed;
        if problems.more > 0 {
            record.problems.push(format!("{} more articles could not be read", problems.more));
        }
        for reason in &record.problems {
            let (file, reason) = (record.file.clone(), reason.clone());
            (self.tell)(Event::Skipped { file, reason });
        }
        self.note(|summary| summary.flawed += u64::from(!record.problems.is_empty()));
        Ok(self.writer.record(&record)?)
    }

    fn note(&self, change: impl FnOnce(&mut Summary)) {
        change(&mut self.summary.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn commit_if_due(&self) -> Result<(), Error> {
        let due = COMMIT_EVERY.max(self.began.elapsed() / COMMIT_PART);
        let is_due = |last: Instant| last.elapsed() > due;
        if !is_due(*self.whole_files.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(());
        }
        let mut last = self.whole_files.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been faster.
        if is_due(*last) {
            let done = self.writer.commit(&Run { at: Timestamp::now(), whole: false });
            // Who waits behind this one does not try what has just failed.
            *last = Instant::now();
            done?;
            (self.tell)(Event::Committed);
        }
        Ok(())
    }
}
