//! Many items on their way to a server: gathered, sent in batches, each answered for.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::mem;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde::Deserialize;
use serde_json::{Value, json};

use super::request::why;
use super::{Answer, Client, Fault, Request};

/// One thing to be done: a line that says what, and the document, if it needs one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The id of the document.
    pub id: String,
    /// The file that it was read from: told where it is refused.
    pub file: String,
    /// The line that says what is done, JSON without a line feed: an action that comes to the same
    /// whether it is done once or twice, as with `"version_type": "external_gte"`.
    pub action: String,
    /// The document, a JSON object with at least one field and without a line feed; `None` if the action
    /// needs none.
    pub source: Option<String>,
}

impl Item {
    /// Returns how many bytes are sent for it.
    fn bytes(&self) -> usize {
        self.action.len() + 1 + self.source.as_ref().map_or(0, |source| source.len() + 1)
    }
}

/// What came of the items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many were done; also where the server has a newer version, or had nothing to delete.
    pub done: u64,
    /// How many the server refused for good. They stand in the dead-letter file.
    pub refused: u64,
}

/// Sends items in batches; shared between threads. Whoever fills a batch sends it, so that nobody reads
/// faster than the server takes: at most two batches are on the way, and a third one waits.
///
/// Nothing is seen by searches before the index is refreshed, which is not done here.
#[derive(Debug)]
pub struct Bulk<'c> {
    client: &'c Client,
    path: String,
    dead_letter: PathBuf,
    state: Mutex<State>,
    has_changed: Condvar,
    once: Option<Once>,
    /// Held while a line is written.
    letters: Mutex<Option<File>>,
}

#[derive(Debug, Default)]
struct State {
    batch: Vec<Item>,
    bytes: usize,
    /// How many batches wait until there is room on the way.
    waiting: usize,
    on_the_way: usize,
    counts: Counts,
    /// Whether a batch was given up: then nothing that is sent afterwards makes it whole.
    has_failed: bool,
}

/// So many batches are on the way at once.
const ON_THE_WAY: usize = 2;

impl<'c> Bulk<'c> {
    /// Begins. Batches are posted to `path`, such as `/_bulk`; what is refused for good is added to the
    /// file `dead_letter`, which is made when there is something: a line of JSON for each item, with
    /// `id`, `file`, `status`, `reason`, `action` and `source`.
    pub fn new(client: &'c Client, path: impl Into<String>, dead_letter: PathBuf) -> Self {
        Bulk {
            client,
            path: path.into(),
            dead_letter,
            state: Mutex::default(),
            has_changed: Condvar::new(),
            once: None,
            letters: Mutex::default(),
        }
    }

    /// Sends nothing a second time that may have arrived, for a server that would have it twice: each
    /// batch has a name of its own in every document, as `batch`. What is said not to have arrived is
    /// sent under another name; so is a whole batch whose answer is lost, or tells of a fault behind
    /// which some of it may have arrived, and such names are kept as lost. They begin with `prefix`,
    /// which no other writer may have.
    #[must_use]
    pub fn once(self, prefix: String) -> Self {
        let once = Once { prefix, next: AtomicU64::new(0), lost: Mutex::default() };
        Bulk { once: Some(once), ..self }
    }

    /// Returns the names of the batches so far of which it is not known what became of them.
    pub fn lost(&self) -> Vec<String> {
        self.once.as_ref().map(|once| once.lost().clone()).unwrap_or_default()
    }

    /// Adds an item, and sends what was gathered if it is enough. Waits while two batches are on the
    /// way.
    ///
    /// # Errors
    /// If a batch cannot be sent; not necessarily the one that this item is in. What was gathered is
    /// then not whole, and [`flush`](Bulk::flush) will say so, too.
    pub fn add(&self, item: Item) -> Result<(), Fault> {
        let limits = self.client.limits();
        let mut state = self.state();
        if state.has_failed {
            return Err(self.incomplete());
        }
        let is_too_much = state.bytes + item.bytes() > limits.batch_bytes;
        let full = if is_too_much { take(&mut state) } else { Vec::new() };
        state.bytes += item.bytes();
        state.batch.push(item);
        let also_full = state.batch.len() >= limits.batch_items;
        let full = if also_full && full.is_empty() { take(&mut state) } else { full };
        if full.is_empty() {
            return Ok(());
        }
        self.deliver(state, full)
    }

    /// Sends what is left, and waits for all that is on the way. Returns what came of the items since
    /// the last time.
    ///
    /// # Errors
    /// If a batch cannot be sent, or could not be before.
    pub fn flush(&self) -> Result<Counts, Fault> {
        let mut state = self.state();
        let rest = take(&mut state);
        if !rest.is_empty() {
            self.deliver(state, rest)?;
            state = self.state();
        }
        let busy = |state: &mut State| state.on_the_way + state.waiting > 0;
        let waited = self.has_changed.wait_while(state, busy);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.has_failed {
            return Err(self.incomplete());
        }
        Ok(mem::take(&mut state.counts))
    }

    /// Sends a batch as soon as there is room for it.
    fn deliver(&self, mut state: MutexGuard<'_, State>, batch: Vec<Item>) -> Result<(), Fault> {
        state.waiting += 1;
        let full = |state: &mut State| state.on_the_way >= ON_THE_WAY && !state.has_failed;
        let waited = self.has_changed.wait_while(state, full);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        if state.has_failed {
            self.has_changed.notify_all();
            return Err(self.incomplete());
        }
        state.on_the_way += 1;
        drop(state);
        // Also if this thread breaks down: the others must not wait for it, nor think that all is well.
        let mut slot = Slot { bulk: self, came_to: None };
        let counts = self.send(batch)?;
        slot.came_to = Some(counts);
        Ok(())
    }

    /// Sends items until each is done or refused for good.
    fn send(&self, mut items: Vec<Item>) -> Result<Counts, Fault> {
        let mut counts = Counts::default();
        let mut tries = 0;
        loop {
            tries += 1;
            let (name, answer) = self.post(&items, tries)?;
            let Some(answer) = answer else { continue };
            if answer.status() == 413 {
                return Ok(plus(counts, self.send_less(items, &answer)?));
            }
            let answer = answer.ok()?;
            let outcomes = outcomes(&answer, &items)?;
            let (mut done, mut again, mut last) = (Vec::new(), Vec::new(), None);
            let mut is_doubtful = false;
            for (item, outcome) in items.into_iter().zip(outcomes) {
                match outcome.fate() {
                    Fate::Done => done.push(item),
                    Fate::Refused => {
                        self.refuse(&item, outcome.status, &outcome.reason())?;
                        counts.refused += 1;
                    }
                    Fate::Again => {
                        again.push(item);
                        // Who is too busy has not begun.
                        is_doubtful |= outcome.status != 429;
                        last = Some(outcome);
                    }
                    Fate::Fatal => return Err(self.fatal(outcome.status, outcome.reason())),
                }
            }
            if let (Some(once), Some(name), true) = (&self.once, name, is_doubtful) {
                once.lost().push(name);
                again.append(&mut done);
            }
            counts.done += done.len() as u64;
            let Some(last) = last else { return Ok(counts) };
            if tries >= self.client.limits().tries {
                let (host, reason) = (self.client.host().to_owned(), last.reason());
                return Err(Fault::Busy { host, items: again.len(), status: last.status, reason });
            }
            thread::sleep(self.client.pause(tries, None));
            items = again;
        }
    }

    /// Posts items. Returns the name of the batch, if it has one; and `None` in place of the answer if that
    /// is lost, and they are to be sent again under another name.
    fn post(&self, items: &[Item], tries: u32) -> Result<(Option<String>, Option<Answer>), Fault> {
        let Some(once) = &self.once else {
            let request = Request::post(&self.path).lines(lines(items, None));
            return Ok((None, Some(self.client.send(&request)?)));
        };
        let name = once.next_name();
        let request = Request::post(&self.path).lines(lines(items, Some(&name))).once();
        let most = self.client.limits().tries;
        match self.client.send(&request) {
            // Whoever asked as often as it may has waited enough.
            Err(Fault::Silent { tries: asked, .. }) if asked < most && tries < most => {
                once.lost().push(name);
                thread::sleep(self.client.pause(tries, None));
                Ok((None, None))
            }
            Err(fault) => Err(fault),
            Ok(answer) => Ok((Some(name), Some(answer))),
        }
    }

    /// Sends a batch that is too large for the server, or for what stands before it, in halves.
    fn send_less(&self, mut items: Vec<Item>, answer: &Answer) -> Result<Counts, Fault> {
        let half = items.split_off(items.len() / 2);
        if items.is_empty() {
            for item in &half {
                self.refuse(item, answer.status(), "it is too large for the server")?;
            }
            return Ok(Counts { refused: half.len() as u64, ..Counts::default() });
        }
        Ok(plus(self.send(items)?, self.send(half)?))
    }

    /// Puts down what the server refused for good.
    fn refuse(&self, item: &Item, status: u16, reason: &str) -> Result<(), Fault> {
        let fault = |source| Fault::DeadLetter { file: self.dead_letter.clone(), source };
        let value = |text: &str| serde_json::from_str(text).unwrap_or(Value::from(text));
        let line = json!({
            "id": item.id,
            "file": item.file,
            "status": status,
            "reason": reason,
            "action": value(&item.action),
            "source": item.source.as_deref().map(value),
        });
        let mut letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
        let open = || OpenOptions::new().create(true).append(true).open(&self.dead_letter);
        let file = match &mut *letters {
            Some(file) => file,
            none => none.insert(open().map_err(fault)?),
        };
        file.write_all(format!("{line}\n").as_bytes()).map_err(fault)
    }

    fn fatal(&self, status: u16, reason: String) -> Fault {
        let (host, request) = (self.client.host().to_owned(), Request::post(&self.path).name());
        match status {
            401 | 403 => Fault::Access { host, request, status, reason },
            _ => Fault::Status { host, request, status, reason },
        }
    }

    fn incomplete(&self) -> Fault {
        Fault::Incomplete { host: self.client.host().to_owned() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How batches are told apart.
#[derive(Debug)]
struct Once {
    prefix: String,
    next: AtomicU64,
    lost: Mutex<Vec<String>>,
}

impl Once {
    fn next_name(&self) -> String {
        format!("{}-{}", self.prefix, self.next.fetch_add(1, Ordering::Relaxed))
    }

    fn lost(&self) -> MutexGuard<'_, Vec<String>> {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A batch on the way.
struct Slot<'b> {
    bulk: &'b Bulk<'b>,
    /// `None` until it has arrived.
    came_to: Option<Counts>,
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        let mut state = self.bulk.state();
        state.on_the_way -= 1;
        match self.came_to {
            Some(counts) => state.counts = plus(state.counts, counts),
            None => state.has_failed = true,
        }
        drop(state);
        self.bulk.has_changed.notify_all();
    }
}

fn take(state: &mut State) -> Vec<Item> {
    state.bytes = 0;
    mem::take(&mut state.batch)
}

fn plus(one: Counts, other: Counts) -> Counts {
    Counts { done: one.done + other.done, refused: one.refused + other.refused }
}

/// Writes items as a server reads them; with the name of the batch in each document.
fn lines(items: &[Item], batch: Option<&str>) -> Vec<u8> {
    let name = batch.map(|batch| format!("\"batch\":\"{batch}\",")).unwrap_or_default();
    let mut lines = Vec::with_capacity(items.iter().map(|item| item.bytes() + name.len()).sum());
    for item in items {
        lines.extend_from_slice(item.action.as_bytes());
        lines.push(b'\n');
        let Some(source) = &item.source else { continue };
        let (brace, rest) = source.split_at(1);
        for piece in [brace, &name, rest, "\n"] {
            lines.extend_from_slice(piece.as_bytes());
        }
    }
    lines
}

/// What a server answers to a batch: an object for each item, whose only key says what was to be done.
#[derive(Deserialize)]
struct Outcomes {
    items: Vec<BTreeMap<String, Outcome>>,
}

#[derive(Deserialize)]
struct Outcome {
    #[serde(rename = "_id")]
    id: Option<String>,
    status: u16,
    error: Option<Value>,
}

/// What to do about an item.
#[derive(Debug, PartialEq)]
enum Fate {
    Done,
    /// Sent again, as the server may take it later.
    Again,
    /// Never taken, as something is wrong with it.
    Refused,
    /// Not taken, as something is wrong that all others will meet as well.
    Fatal,
}

impl Outcome {
    fn fate(&self) -> Fate {
        match self.status {
            // A newer version is there, or this one.
            200..=299 | 409 => Fate::Done,
            // What was to be deleted is not there; an index that is not there is told as an error.
            404 if self.error.is_none() => Fate::Done,
            401 | 403 | 404 => Fate::Fatal,
            408 | 429 | 500..=599 => Fate::Again,
            _ => Fate::Refused,
        }
    }

    fn reason(&self) -> String {
        self.error.as_ref().and_then(why).unwrap_or_else(|| "nothing more".to_owned())
    }
}

/// Reads what became of each item, in their order.
fn outcomes(answer: &Answer, items: &[Item]) -> Result<Vec<Outcome>, Fault> {
    let read: Outcomes = answer.read()?;
    let outcomes: Vec<_> = read.items.into_iter().flat_map(BTreeMap::into_values).collect();
    if outcomes.len() != items.len() {
        let (told, sent) = (outcomes.len(), items.len());
        return Err(answer.unreadable(format!("it tells of {told} items, {sent} were sent")));
    }
    let differs =
        |(outcome, item): (&Outcome, &Item)| outcome.id.as_ref().is_some_and(|id| *id != item.id);
    if outcomes.iter().zip(items).any(differs) {
        return Err(answer.unreadable("it tells of other items than were sent".to_owned()));
    }
    Ok(outcomes)
}
