//! Writes articles and what is known of their files.
//!
//! What is sent is seen when a page of the ledger says so, which is written when the server has all of it:
//! that is counted. If byline is killed before, nobody sees it, and the next run reads those files
//! again.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::mem;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::article::{day_number, hash_of};
use crate::document::Document;
use crate::engines::finders::dialect::Dialect;
use crate::engines::finders::document::{Layout, hexadecimal, id_of};
use crate::engines::finders::finder::Finder as _;
use crate::engines::finders::joins;
use crate::engines::finders::label::DOCUMENT;
use crate::engines::finders::ranking::no_day;
use crate::engines::finders::records::{FURNITURE, Note, PEOPLE, RUN};
use crate::engines::finders::served::Served;
use crate::engines::finders::view::View;
use crate::engines::remote::{Bulk, Fault, Request};
use crate::engines::{Error, Writer};
use crate::furniture::Furniture;
use crate::holdings::{FileRecord, Run};
use crate::search::Sort;

use super::files;
use super::ledger::{Ledger, MOST_STEPS, MOST_VOID, Page, Void, revision, run_of};
use super::notes::{LEDGER, addition, as_json};
use super::place::{ELASTIC, INDEXES, Place};
use super::schema::{NEWEST, OLDEST, REVISION, WITHIN};

/// So many files are looked for at once.
const FILES: usize = 1_000;

/// So long is waited until the server lets see what it took, from when it last let see more.
const LONGEST: Duration = Duration::from_mins(2);

/// So long is waited between two looks.
const PAUSE: Duration = Duration::from_millis(250);

/// Of the number of a run the lowest bits are chance, lest two that begin at once have the same.
const CHANCE_BITS: u32 = 8;

/// Numbers of runs count milliseconds from the beginning of 2020, so that a revision has 63 bits.
const BEGINNING: i64 = 1_577_836_800_000;

/// Writes an index on a server.
pub(super) struct QuickwitWriter<'e> {
    served: &'e Served<Place>,
    layout: Layout,
    run: u64,
    step: AtomicU64,
    /// Whether an article came since the step began.
    has_come: AtomicBool,
    articles: Bulk<'e>,
    files: Bulk<'e>,
    /// How many articles the server took, and how many it refused.
    taken: AtomicU64,
    /// How often the server was told of a file.
    told: AtomicU64,
    refused: AtomicU64,
    /// Whether anything came or went since the last commit, and whether anything did before.
    is_changed: AtomicBool,
    was_changed: AtomicBool,
    page: Mutex<Option<Page>>,
    waiting: Mutex<Waiting>,
}

/// What is done at a commit.
#[derive(Default)]
struct Waiting {
    /// Files whose articles of a revision before this one are void.
    clear: BTreeMap<String, u64>,
    /// What is known of files; `None` if they are gone.
    records: BTreeMap<String, Option<FileRecord>>,
}

impl<'e> QuickwitWriter<'e> {
    /// Begins to write. Nothing is sent before there is something.
    pub(super) fn open(served: &'e Served<Place>) -> Result<Self, Error> {
        let place = &served.finder;
        place.server.client.take_time();
        let noted: Option<Note> = place.note(RUN)?;
        let run = next_run().max(place.ledger()?.next_run());
        let bulk =
            || Bulk::new(&place.server.client, format!("{ELASTIC}/_bulk"), place.dead_letter());
        Ok(QuickwitWriter {
            served,
            layout: Layout::of(&Dialect::of(place)),
            run,
            step: AtomicU64::new(0),
            has_come: AtomicBool::new(false),
            articles: bulk().once(format!("{run:x}")),
            files: bulk(),
            taken: AtomicU64::new(0),
            told: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            is_changed: AtomicBool::new(false),
            was_changed: AtomicBool::new(noted.is_none_or(|note| note.is_changed)),
            page: Mutex::default(),
            waiting: Mutex::default(),
        })
    }

    fn place(&self) -> &Place {
        &self.served.finder
    }

    /// Opens the page of this run, before the first article is sent.
    fn begin(&self) -> Result<(), Error> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if page.is_none() {
            let begun = Page { run: self.run, ..Page::default() };
            self.place().add_notes(&[(LEDGER, as_json(&begun)?)])?;
            *page = Some(begun);
        }
        Ok(())
    }

    /// Begins another step if an article came in this one; returns the revision of what comes now.
    fn turn(&self) -> Result<u64, Error> {
        if self.has_come.swap(false, Ordering::Relaxed) {
            self.step.fetch_add(1, Ordering::Relaxed);
        }
        match self.step.load(Ordering::Relaxed) {
            step if step < MOST_STEPS => Ok(revision(self.run, step)),
            _ => Err(Error::Refused {
                what: "this run was committed too often for the server; run it again".to_owned(),
            }),
        }
    }

    /// Sends what is left, and waits until the server lets see all that it took.
    fn send_articles(&self) -> Result<(), Error> {
        let counts = self.articles.flush().map_err(|fault| self.fault(fault))?;
        self.refused.fetch_add(counts.refused, Ordering::Relaxed);
        let sent = self.taken.fetch_add(counts.done, Ordering::Relaxed) + counts.done;
        let lost = self.articles.lost();
        let of_run = self.of_run();
        let void = Void { batches: lost, ..Void::default() };
        let query = json!({"bool": {"filter": [of_run], "must_not": void.filters()}});
        let found = wait_for(sent, &|| self.place().count_in(&self.place().articles(), &query))?;
        if found == sent { Ok(()) } else { Err(self.miscounted(sent, found)) }
    }

    /// Sends what is known of files, and waits until the server lets see all of it. What it had to be told
    /// twice it has twice, which does no harm.
    fn send_files(&self) -> Result<(), Error> {
        let counts = self.files.flush().map_err(|fault| self.fault(fault))?;
        self.refused.fetch_add(counts.refused, Ordering::Relaxed);
        let told = self.told.fetch_add(counts.done, Ordering::Relaxed) + counts.done;
        let found =
            wait_for(told, &|| self.place().count_in(&self.place().files(), &self.of_run()))?;
        if found < told { Err(self.miscounted(told, found)) } else { Ok(()) }
    }

    /// Finds what this run wrote.
    fn of_run(&self) -> Value {
        json!({"range": {REVISION: {
            "gte": revision(self.run, 0), "lt": revision(self.run + 1, 0),
        }}})
    }

    fn miscounted(&self, sent: u64, found: u64) -> Error {
        let host = self.place().server.client.host().to_owned();
        self.fault(Fault::Miscounted { host, sent, found })
    }

    /// Finds which of some files have void articles, and from which revision on they are valid: that of
    /// the last run that wrote them, if that is a later one.
    fn void_files(&self, view: &View<'_, Place>) -> Result<Vec<Void>, Error> {
        let clear = mem::take(&mut self.waiting().clear);
        let clear: Vec<(String, u64)> =
            clear.into_iter().map(|(file, below)| (path_hash(&file), below)).collect();
        let mut void: BTreeMap<u64, Void> = BTreeMap::new();
        for files in clear.chunks(FILES) {
            let hashes: Vec<&String> = files.iter().map(|(hash, _)| hash).collect();
            let mut found: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
            view.count_by(
                &json!({"terms": {WITHIN: hashes}}),
                &[WITHIN, REVISION],
                &mut |of, _| {
                    if let [Value::String(hash), revision] = of
                        && let Some(revision) = revision.as_u64()
                    {
                        found.entry(hash.clone()).or_default().insert(revision);
                    }
                },
            )?;
            for (hash, below) in files {
                let Some(revisions) = found.get(hash) else { continue };
                let last = revisions.last().copied().unwrap_or(0);
                let below =
                    if run_of(last) > self.run { revision(run_of(last), 0) } else { *below };
                if revisions.first().is_some_and(|first| *first < below) {
                    let void = void.entry(below).or_default();
                    (void.below, void.task) = (below, None);
                    void.within.push(hash.clone());
                }
            }
        }
        Ok(void.into_values().collect())
    }

    /// Returns up to which task the server has deleted what it was told to.
    fn deleted(&self, ledger: &Ledger) -> Result<u64, Error> {
        #[derive(Deserialize)]
        struct Splits {
            splits: Vec<Split>,
        }
        #[derive(Deserialize)]
        struct Split {
            delete_opstamp: u64,
        }
        let Some(last) = ledger.last_task() else { return Ok(0) };
        let path = format!("{INDEXES}/{}/splits?split_states=Published", self.place().articles());
        let splits: Splits = self.place().server.ask(&Request::get(path))?;
        Ok(splits.splits.iter().map(|split| split.delete_opstamp).min().unwrap_or(last))
    }

    /// Tells the server what is to be deleted.
    fn delete(&self, void: &mut Void) -> Result<(), Error> {
        #[derive(Deserialize)]
        struct Task {
            opstamp: u64,
        }
        let path = format!("/api/v1/{}/delete-tasks", self.place().articles());
        let query = json!({"query": void.task_query()});
        let task: Task = self.place().server.ask(&Request::post(path).json(&query))?;
        void.task = Some(task.opstamp);
        Ok(())
    }

    fn fault(&self, fault: Fault) -> Error {
        self.place().server.fault(fault)
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writer for QuickwitWriter<'_> {
    fn add(&self, document: &Document) -> Result<(), Error> {
        self.begin()?;
        let step = self.step.load(Ordering::Relaxed);
        self.has_come.store(true, Ordering::Relaxed);
        let file = document.source().file;
        let mut source = self.layout.source(document);
        let day = document.date().map(|date| day_number(date.first()));
        for (field, sort) in [(NEWEST, Sort::Newest), (OLDEST, Sort::Oldest)] {
            source.insert(field.to_owned(), json!(day.unwrap_or(no_day(sort))));
        }
        let kept = source.get(DOCUMENT).map(Value::to_string);
        source.insert(DOCUMENT.to_owned(), json!(kept));
        source.insert(WITHIN.to_owned(), json!(within(&file)));
        source.insert(REVISION.to_owned(), json!(revision(self.run, step)));
        let mut item = addition(&self.place().articles(), &file, &Value::Object(source));
        item.id = id_of(document);
        self.articles.add(item).map_err(|fault| self.fault(fault))?;
        self.is_changed.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// What this run wrote before is valid.
    fn clear(&self, file: &str) -> Result<(), Error> {
        let below = revision(self.run, 0);
        self.waiting().clear.entry(file.to_owned()).or_insert(below);
        Ok(())
    }

    fn record(&self, record: &FileRecord) -> Result<(), Error> {
        self.waiting().records.insert(record.file.clone(), Some(record.clone()));
        Ok(())
    }

    fn forget(&self, file: &str) -> Result<(), Error> {
        let below = self.turn()?;
        let mut waiting = self.waiting();
        waiting.clear.insert(file.to_owned(), below);
        waiting.records.insert(file.to_owned(), None);
        Ok(())
    }

    fn learn(&self, furniture: &Furniture, files: u64) -> Result<(), Error> {
        self.place().keep_note(FURNITURE, &(furniture, files))
    }

    fn commit(&self, run: &Run) -> Result<(), Error> {
        let place = self.place();
        self.send_articles()?;
        let committed = self.step.load(Ordering::Relaxed);
        self.turn()?;
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        let before = page.clone();
        let mut next = Page { run: self.run, ..before.clone().unwrap_or_default() };
        next.committed = before.is_some().then_some(committed);
        let lost = self.articles.lost();
        next.void.retain(|void| void.batches.is_empty());
        if !lost.is_empty() {
            next.void.push(Void { batches: lost, ..Void::default() });
        }
        let mut ledger = place.ledger()?;
        ledger.put(next.clone());
        let void = self.void_files(&View::of(place, Some(ledger.filter())))?;
        let mut is_changed = self.is_changed.swap(false, Ordering::Relaxed) || !void.is_empty();
        is_changed |= self.was_changed.swap(false, Ordering::Relaxed);
        next.void.extend(void);
        ledger.put(next.clone());
        if ledger.voids() > MOST_VOID {
            return Err(Error::Refused {
                what: "too much of the index was replaced for a server that only adds: make it anew with \
                       `byline index --rebuild`"
                    .to_owned(),
            });
        }
        let mut notes = Vec::new();
        if Some(&next) != before.as_ref() && next != (Page { run: self.run, ..Page::default() }) {
            notes.push((LEDGER, as_json(&next)?));
            *page = Some(next);
        }
        self.served.is_changed();
        // Who is who needs a look at all names: that is not for the commits on the way.
        if run.whole && is_changed {
            let view = View::of(place, Some(ledger.filter()));
            notes.push((PEOPLE, as_json(&joins::find(&view)?)?));
            is_changed = false;
        }
        self.was_changed.store(is_changed, Ordering::Relaxed);
        let note = Note { at: run.at, whole: run.whole, run: self.run, is_changed };
        notes.push((RUN, as_json(&note)?));
        place.add_notes(&notes)?;
        let records = mem::take(&mut self.waiting().records);
        for (file, record) in records {
            let line = files::line(&file, record.as_ref(), revision(self.run, committed))?;
            let item = addition(&place.files(), &file, &line);
            self.files.add(item).map_err(|fault| self.fault(fault))?;
        }
        self.send_files()
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        let place = self.place();
        let page = self.page.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // What came and is not committed is never seen: such a run does not end.
        if let Some(mut page) = page
            && !self.has_come.load(Ordering::Relaxed)
        {
            let ledger = place.ledger()?;
            ledger.absorb(&mut page, self.deleted(&ledger)?);
            for void in page.void.iter_mut().filter(|void| void.task.is_none()) {
                self.delete(void)?;
            }
            page.is_done = true;
            place.add_notes(&[(LEDGER, as_json(&page)?)])?;
        }
        match self.refused.into_inner() {
            0 => Ok(()),
            articles => Err(Error::Rejected { articles, file: self.served.finder.dead_letter() }),
        }
    }
}

/// Waits until the server lets see so many, or for long no more. Returns how many it lets see.
fn wait_for(sent: u64, count: &dyn Fn() -> Result<u64, Error>) -> Result<u64, Error> {
    let (mut found, mut since) = (0, Instant::now());
    loop {
        let seen = if sent > 0 { count()? } else { 0 };
        if seen > found {
            (found, since) = (seen, Instant::now());
        }
        if seen >= sent || since.elapsed() > LONGEST {
            return Ok(seen);
        }
        thread::sleep(PAUSE);
    }
}

fn next_run() -> u64 {
    let since = Timestamp::now().as_millisecond() - BEGINNING;
    // A new state is seeded anew: chance enough for this.
    let chance = RandomState::new().build_hasher().finish();
    (u64::try_from(since).unwrap_or(0) << CHANCE_BITS) + (chance & ((1 << CHANCE_BITS) - 1))
}

fn path_hash(path: &str) -> String {
    hexadecimal(hash_of([path.as_bytes()]))
}

/// Returns the hashes of a path and of each that it lies within.
fn within(path: &str) -> Vec<String> {
    let above = path.match_indices('/').map(|(at, _)| path_hash(&path[..at]));
    above.chain([path_hash(path)]).collect()
}
