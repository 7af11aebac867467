//! Writes articles and what is known of their files.
//!
//! Several may write at once, on several machines, and come to the same: an article has its own id, and
//! a version that grows from run to run. The articles come first, and what is known of their files
//! once the server has them: if byline is killed between the two, files are read again.

use std::mem;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::document::Document;
use crate::engines::finders::dialect::Dialect;
use crate::engines::finders::document::{Layout, id_of};
use crate::engines::finders::finder::Finder as _;
use crate::engines::finders::joins;
use crate::engines::finders::records::{self, FURNITURE, Note, PEOPLE, RUN};
use crate::engines::finders::served::Served;
use crate::engines::finders::view::View;
use crate::engines::remote::{Bulk, Fault, Item, Request};
use crate::engines::{Error, Writer};
use crate::furniture::Furniture;
use crate::holdings::{FileRecord, Run};
use crate::schema::Field;

use super::files;
use super::place::Place;
use super::schema;

/// The articles of so many files are removed at once.
const FILES: usize = 500;

/// To remove articles can take a server long.
const LONGEST: Duration = Duration::from_mins(30);

/// A run has a number of milliseconds; of its versions the lowest bits count what was removed in it,
/// so that an article which comes back is newer than its removal.
const REMOVALS_BITS: u32 = 20;

/// Writes an index on a server.
pub(super) struct EsWriter<'e> {
    served: &'e Served<Place>,
    layout: Layout,
    /// The number of the run: greater than that of each before.
    run: u64,
    /// Whether there is an article of a run before.
    had_articles: bool,
    articles: Bulk<'e>,
    files: Bulk<'e>,
    dead_letter: PathBuf,
    removals: AtomicU64,
    rejected: AtomicU64,
    /// Whether anything came or went since the last commit, and whether anything did before.
    is_changed: AtomicBool,
    was_changed: AtomicBool,
    waiting: Mutex<Waiting>,
}

/// What is done when the server has all articles.
#[derive(Default)]
struct Waiting {
    /// Files whose articles of earlier runs are to be removed.
    clear: Vec<String>,
    /// Records of files, to be written or removed.
    records: Vec<Item>,
}

impl<'e> EsWriter<'e> {
    /// Begins to write. Articles that are refused for good go to a file.
    pub(super) fn open(served: &'e Served<Place>) -> Result<Self, Error> {
        let place = &served.finder;
        place.server.client.take_time();
        let dead_letter = place.dead_letter();
        let noted: Option<Note> = place.note(RUN)?;
        let now = u64::try_from(Timestamp::now().as_millisecond()).unwrap_or(0);
        let run = now.max(noted.as_ref().map_or(0, |note| note.run + 1));
        let bulk = || Bulk::new(&place.server.client, "/_bulk", dead_letter.clone());
        place.server.tell(&Request::post(format!("/{}/_refresh", place.articles())))?;
        let count =
            place.server.ask::<Count>(&Request::get(format!("/{}/_count", place.articles())))?;
        Ok(EsWriter {
            served,
            layout: Layout::of(&Dialect::of(place)),
            run,
            had_articles: count.count > 0,
            articles: bulk(),
            files: bulk(),
            dead_letter: dead_letter.clone(),
            removals: AtomicU64::new(0),
            rejected: AtomicU64::new(0),
            is_changed: AtomicBool::new(false),
            was_changed: AtomicBool::new(noted.is_none_or(|note| note.is_changed)),
            waiting: Mutex::default(),
        })
    }

    /// Removes the articles of some files; of archives also those of their members.
    fn remove(&self, files: &[String], before: Option<u64>) -> Result<(), Error> {
        let path = Field::File.name();
        let mut of_files = vec![json!({"terms": {path: files}})];
        for file in files {
            of_files.push(json!({"prefix": {path: {"value": format!("{file}/")}}}));
        }
        let mut filters = vec![json!({"bool": {"should": of_files}})];
        filters.extend(before.map(|run| json!({"range": {schema::RUN: {"lt": run}}})));
        let query = json!({"query": {"bool": {"filter": filters}}});
        let path = format!(
            "/{}/_delete_by_query?conflicts=proceed&refresh=true",
            self.served.finder.articles()
        );
        let request = Request::post(path).json(&query).within(LONGEST);
        let removed: Removed = self.served.finder.server.ask(&request)?;
        if removed.deleted > 0 {
            self.removals.fetch_add(1, Ordering::Relaxed);
            self.is_changed.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Sends the articles that wait; those that are refused are counted.
    fn send_articles(&self) -> Result<(), Error> {
        let counts = self.articles.flush().map_err(|fault| self.fault(fault))?;
        self.rejected.fetch_add(counts.refused, Ordering::Relaxed);
        Ok(())
    }

    fn refresh(&self, index: &str) -> Result<(), Error> {
        self.served.finder.server.tell(&Request::post(format!("/{index}/_refresh"))).map(drop)
    }

    /// Does what waits until `most` files are to be cleared, or all of it.
    fn clear_files(&self, most: usize) -> Result<(), Error> {
        let files = {
            let mut waiting = self.waiting();
            if waiting.clear.len() < most {
                return Ok(());
            }
            mem::take(&mut waiting.clear)
        };
        for files in files.chunks(FILES) {
            self.remove(files, Some(self.run))?;
        }
        Ok(())
    }

    fn fault(&self, fault: Fault) -> Error {
        self.served.finder.server.fault(fault)
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record_item(&self, file: &str, source: Option<Value>) -> Item {
        let (index, id) = (self.served.finder.files(), records::id_of(file));
        let action = if source.is_some() { "index" } else { "delete" };
        Item {
            action: json!({action: {"_index": index, "_id": id}}).to_string(),
            id,
            file: file.to_owned(),
            source: source.map(|source| source.to_string()),
        }
    }
}

#[derive(Deserialize)]
struct Count {
    count: u64,
}

#[derive(Deserialize)]
struct Removed {
    deleted: u64,
}

impl Writer for EsWriter<'_> {
    fn add(&self, document: &Document) -> Result<(), Error> {
        let id = id_of(document);
        let removals = self.removals.load(Ordering::Relaxed);
        let version = (self.run << REMOVALS_BITS) + removals;
        let action = json!({"index": {
            "_index": self.served.finder.articles(),
            "_id": id,
            "version": version,
            "version_type": "external_gte",
        }});
        let mut source = self.layout.source(document);
        source.insert(schema::RUN.to_owned(), json!(self.run));
        let added = self.articles.add(Item {
            id,
            file: document.source().file,
            action: action.to_string(),
            source: Some(Value::Object(source).to_string()),
        });
        added.map_err(|fault| self.fault(fault))?;
        self.is_changed.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Only what an earlier run wrote is removed, so it may wait until there is more.
    fn clear(&self, file: &str) -> Result<(), Error> {
        if !self.had_articles {
            return Ok(());
        }
        self.waiting().clear.push(file.to_owned());
        self.clear_files(FILES)
    }

    fn record(&self, record: &FileRecord) -> Result<(), Error> {
        let item = self.record_item(&record.file, Some(files::source(record)?));
        self.waiting().records.push(item);
        Ok(())
    }

    /// What was added a moment ago is removed as well, so it has to be there.
    fn forget(&self, file: &str) -> Result<(), Error> {
        self.send_articles()?;
        self.refresh(&self.served.finder.articles())?;
        self.remove(&[file.to_owned()], None)?;
        let item = self.record_item(file, None);
        self.waiting().records.push(item);
        Ok(())
    }

    fn learn(&self, furniture: &Furniture, files: u64) -> Result<(), Error> {
        self.served.finder.keep_note(FURNITURE, &(furniture, files))
    }

    fn commit(&self, run: &Run) -> Result<(), Error> {
        let place = &self.served.finder;
        self.send_articles()?;
        self.clear_files(1)?;
        self.refresh(&place.articles())?;
        let records = mem::take(&mut self.waiting().records);
        for record in records {
            self.files.add(record).map_err(|fault| self.fault(fault))?;
        }
        let counts = self.files.flush().map_err(|fault| self.fault(fault))?;
        self.rejected.fetch_add(counts.refused, Ordering::Relaxed);
        let mut is_changed = self.is_changed.swap(false, Ordering::Relaxed);
        is_changed |= self.was_changed.swap(false, Ordering::Relaxed);
        self.served.is_changed();
        // Who is who needs a look at all names: that is not for the commits on the way.
        if run.whole && is_changed {
            place.keep_note(PEOPLE, &joins::find(&View::now(place)?)?)?;
            is_changed = false;
        }
        self.was_changed.store(is_changed, Ordering::Relaxed);
        // Another worker may have a clock that is ahead of this one.
        let noted = place.note::<Note>(RUN)?.map_or(0, |note| note.run);
        let note = Note { at: run.at, whole: run.whole, run: self.run.max(noted), is_changed };
        place.keep_note(RUN, &note)?;
        self.refresh(&place.files())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        match self.rejected.into_inner() {
            0 => Ok(()),
            articles => Err(Error::Rejected { articles, file: self.dead_letter }),
        }
    }
}
