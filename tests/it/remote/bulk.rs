//! Batches of items, over a wire and to a server that lose, delay, refuse and repeat.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use byline::engines::remote::{Access, Bulk, Counts, Fault, Item, Limits};
use serde_json::{Value, json};

use super::server::{Received, Reply, Server};
use super::{connect, hasty};

/// What a server keeps: of each id the version, and how often it was put there.
type Shelf = Arc<Mutex<BTreeMap<String, (u64, u32)>>>;

fn item(number: u64, version: u64) -> Item {
    let id = format!("{number:04}");
    let action = json!({ "index": { "_id": id, "version": version } }).to_string();
    let source = Some(json!({ "headline": format!("Ferry {number}") }).to_string());
    Item { id, file: format!("1998/{number}.txt"), action, source }
}

/// The actions in a batch.
fn actions(received: &Received) -> Vec<(String, u64)> {
    let lines = received.body.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let actions = lines.filter_map(|line| line.get("index").cloned());
    actions
        .map(|action| {
            (action["_id"].as_str().unwrap().to_owned(), action["version"].as_u64().unwrap())
        })
        .collect()
}

/// Takes what is in a batch as Elasticsearch does, but for the items that `fails` gives another status.
fn take(received: &Received, shelf: &Shelf, mut fails: impl FnMut(&str) -> Option<u16>) -> Reply {
    let mut shelf = shelf.lock().unwrap();
    let mut items = Vec::new();
    for (id, version) in actions(received) {
        let known = shelf.get(&id).copied();
        let status = match fails(&id) {
            Some(status) => status,
            None if known.is_some_and(|(known, _)| known >= version) => 409,
            None => {
                shelf.insert(id.clone(), (version, known.map_or(0, |(_, times)| times) + 1));
                201
            }
        };
        items.push(if status < 300 {
            json!({ "index": { "_id": id, "status": status, "result": "created" } })
        } else {
            let error = json!({ "type": "t", "reason": format!("because of {status}") });
            json!({ "index": { "_id": id, "status": status, "error": error } })
        });
    }
    Reply::json(200, &json!({ "errors": true, "items": items }))
}

/// Sends items from several threads; returns what came of it, and how many batches there were.
fn send(server: &Server, limits: Limits, dead: &Path, items: u64) -> Result<Counts, Fault> {
    let client = connect(server, &Access::default(), limits);
    let bulk = Bulk::new(&client, "/_bulk", dead.to_owned());
    thread::scope(|scope| {
        let add = |first| (first..items).step_by(3).try_for_each(|n| bulk.add(item(n, 1)));
        let threads: Vec<_> = (0..3).map(|first| scope.spawn(move || add(first))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap())
    })?;
    bulk.flush()
}

#[track_caller]
fn check_shelf(shelf: &Shelf, items: impl IntoIterator<Item = u64>) {
    let expected: Vec<_> = items.into_iter().map(|n| (format!("{n:04}"), (1, 1))).collect();
    let found: Vec<_> = shelf.lock().unwrap().clone().into_iter().collect();
    assert_eq!(found, expected);
}

fn few() -> Limits {
    Limits { batch_items: 10, ..hasty() }
}

#[test]
fn every_item_arrives_once_in_batches_that_are_not_too_large() {
    let (shelf, folder) = (Shelf::default(), tempfile::tempdir().unwrap());
    let shown = Arc::clone(&shelf);
    let server = Server::start(move |received| take(received, &shown, |_| None));
    let dead = folder.path().join("refused.jsonl");
    let counts = send(&server, few(), &dead, 105).unwrap();
    assert_eq!(counts, Counts { done: 105, refused: 0 });
    check_shelf(&shelf, 0..105);
    let batches = server.received();
    assert_eq!(batches.len(), 11);
    assert!(batches.iter().all(|batch| batch.line == "POST /_bulk"));
    assert!(batches.iter().all(|batch| batch.body.ends_with('\n')));
    assert!(!dead.exists());

    let (shelf, bytes) = (Shelf::default(), 5 * 80);
    let shown = Arc::clone(&shelf);
    let server = Server::start(move |received| take(received, &shown, |_| None));
    send(&server, Limits { batch_bytes: bytes, ..hasty() }, &dead, 50).unwrap();
    check_shelf(&shelf, 0..50);
    assert!(server.received().iter().all(|batch| batch.body.len() <= bytes));
}

#[test]
fn whoever_adds_waits_while_two_batches_are_on_the_way() {
    let (shelf, folder) = (Shelf::default(), tempfile::tempdir().unwrap());
    let shown = Arc::clone(&shelf);
    let server = Server::start(move |received| {
        // Long enough for those to come who do not wait.
        (0..100).for_each(|_| thread::yield_now());
        take(received, &shown, |_| None)
    });
    let client = connect(&server, &Access::default(), Limits { batch_items: 1, ..hasty() });
    let bulk = Bulk::new(&client, "/_bulk", folder.path().join("refused.jsonl"));
    thread::scope(|scope| {
        let add = |first| (first..200).step_by(6).for_each(|n| bulk.add(item(n, 1)).unwrap());
        (0..6).for_each(|first| drop(scope.spawn(move || add(first))));
    });
    assert_eq!(bulk.flush().unwrap(), Counts { done: 200, refused: 0 });
    check_shelf(&shelf, 0..200);
    assert!(server.most_at_once() <= 2, "{} were", server.most_at_once());
}

#[test]
fn items_that_are_turned_away_are_sent_again_alone() {
    let (shelf, folder) = (Shelf::default(), tempfile::tempdir().unwrap());
    let shown = Arc::clone(&shelf);
    let mut turned_away = BTreeMap::<String, u32>::new();
    let server = Server::start(move |received| {
        take(received, &shown, |id| {
            let times = turned_away.entry(id.to_owned()).or_default();
            *times += 1;
            let status = match id.as_bytes()[3] {
                b'1' => 429,
                b'2' => 503,
                b'3' => 408,
                _ => return None,
            };
            (*times < 3).then_some(status)
        })
    });
    let counts = send(&server, few(), &folder.path().join("refused.jsonl"), 100).unwrap();
    assert_eq!(counts, Counts { done: 100, refused: 0 });
    check_shelf(&shelf, 0..100);
    // Nothing was sent more often than it had to be.
    let sent: usize = server.received().iter().map(|batch| actions(batch).len()).sum();
    assert_eq!(sent, 100 + 2 * 30);
}

#[test]
fn a_batch_whose_answer_is_lost_is_not_doubled() {
    let (shelf, folder) = (Shelf::default(), tempfile::tempdir().unwrap());
    let shown = Arc::clone(&shelf);
    let mut at = 0;
    let server = Server::start(move |received| {
        at += 1;
        let reply = take(received, &shown, |_| None);
        match at % 4 {
            0 => reply.cut_after(20),
            1 => Reply::json(503, "not ready"),
            2 => reply.cut_after(0),
            _ => reply,
        }
    });
    let counts = send(&server, few(), &folder.path().join("refused.jsonl"), 100).unwrap();
    // What was there already is told as a conflict, and counts as done.
    assert_eq!(counts, Counts { done: 100, refused: 0 });
    check_shelf(&shelf, 0..100);
}

#[test]
fn what_is_refused_for_good_stands_in_the_dead_letter_file() {
    let (shelf, folder) = (Shelf::default(), tempfile::tempdir().unwrap());
    let shown = Arc::clone(&shelf);
    let server = Server::start(move |received| {
        take(received, &shown, |id| id.ends_with('7').then_some(400))
    });
    let dead = folder.path().join("refused.jsonl");
    let counts = send(&server, few(), &dead, 30).unwrap();
    assert_eq!(counts, Counts { done: 27, refused: 3 });
    check_shelf(&shelf, (0..30).filter(|n| n % 10 != 7));
    let letters = std::fs::read_to_string(&dead).unwrap();
    let mut letters: Vec<Value> =
        letters.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    letters.sort_by_key(|letter| letter["id"].to_string());
    let expected = [7, 17, 27].map(|n| {
        json!({
            "id": format!("{n:04}"),
            "file": format!("1998/{n}.txt"),
            "status": 400,
            "reason": "because of 400",
            "action": { "index": { "_id": format!("{n:04}"), "version": 1 } },
            "source": { "headline": format!("Ferry {n}") },
        })
    });
    assert_eq!(letters, expected);
}

#[test]
fn a_batch_that_is_too_large_for_the_server_is_halved() {
    let (shelf, folder) = (Shelf::default(), tempfile::tempdir().unwrap());
    let shown = Arc::clone(&shelf);
    let server = Server::start(move |received| {
        let too_large = received.body.len() > 300 || received.body.contains("\"0003\"");
        if too_large { Reply::json(413, "{}") } else { take(received, &shown, |_| None) }
    });
    let dead = folder.path().join("refused.jsonl");
    let counts = send(&server, few(), &dead, 20).unwrap();
    assert_eq!(counts, Counts { done: 19, refused: 1 });
    check_shelf(&shelf, (0..20).filter(|n| *n != 3));
    assert!(std::fs::read_to_string(&dead).unwrap().contains("too large for the server"));
}

#[test]
fn a_server_that_stays_too_busy_fails_and_nothing_is_called_whole() {
    let (shelf, folder) = (Shelf::default(), tempfile::tempdir().unwrap());
    let shown = Arc::clone(&shelf);
    let server =
        Server::start(move |received| take(received, &shown, |id| (id == "0004").then_some(429)));
    let client = connect(&server, &Access::default(), few());
    let bulk = Bulk::new(&client, "/_bulk", folder.path().join("refused.jsonl"));
    (0..9).for_each(|n| bulk.add(item(n, 1)).unwrap());
    let fault = bulk.add(item(9, 1)).unwrap_err().to_string().replace(&server.host(), "HOST");
    assert_eq!(
        fault,
        "HOST did not take 1 of the articles sent, however often: because of 429 (429); run it \
         again when the server is less busy"
    );
    assert_eq!(server.received().len(), 8);
    for fault in [bulk.add(item(10, 1)).unwrap_err(), bulk.flush().unwrap_err()] {
        let fault = fault.to_string().replace(&server.host(), "HOST");
        assert_eq!(fault, "HOST did not take all that was sent before; run it again");
    }
}

#[test]
fn what_all_items_would_meet_fails_at_once() {
    for (status, expected) in [
        (404, "HOST answers 404 to POST /_bulk: because of 404"),
        (403, "HOST answers 403 to POST /_bulk: because of 403; credentials are taken"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(move |batch| take(batch, &Shelf::default(), |_| Some(status)));
        let dead = folder.path().join("refused.jsonl");
        let fault = send(&server, few(), &dead, 9).unwrap_err().to_string();
        let fault = fault.replace(&server.host(), "HOST");
        assert!(fault.starts_with(expected), "{fault}");
        assert!(!dead.exists());
    }
}

#[test]
fn an_answer_that_tells_of_other_items_is_not_believed() {
    let other = json!({ "index": { "_id": "9999", "status": 201 } });
    for (items, expected) in [
        (json!([]), "it tells of 0 items, 1 were sent"),
        (json!([other]), "it tells of other items than were sent"),
        (json!("all"), "invalid type: string"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(move |_| Reply::json(200, &json!({ "items": items })));
        let fault = send(&server, few(), &folder.path().join("x"), 1).unwrap_err().to_string();
        assert!(fault.contains(expected), "{fault}");
    }
}

#[test]
fn a_newer_version_stays_and_what_is_gone_can_be_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|_| {
        let newer =
            json!({ "index": { "_id": "0001", "status": 409, "error": { "reason": "v" } } });
        let gone = json!({ "delete": { "_id": "0002", "status": 404, "result": "not_found" } });
        Reply::json(200, &json!({ "items": [newer, gone] }))
    });
    let client = connect(&server, &Access::default(), few());
    let bulk = Bulk::new(&client, "/_bulk", folder.path().join("refused.jsonl"));
    bulk.add(item(1, 1)).unwrap();
    let action = json!({ "delete": { "_id": "0002" } }).to_string();
    bulk.add(Item { source: None, action, ..item(2, 1) }).unwrap();
    assert_eq!(bulk.flush().unwrap(), Counts { done: 2, refused: 0 });
    assert_eq!(server.received()[0].body.lines().count(), 3);
    // Each item is counted once.
    assert_eq!(bulk.flush().unwrap(), Counts::default());
}

#[test]
fn a_server_that_knows_no_ids_has_every_item_once_but_for_lost_batches() {
    let (kept, folder) = (Arc::new(Mutex::new(Vec::new())), tempfile::tempdir().unwrap());
    let shelf = Arc::clone(&kept);
    let mut posts = 0;
    let server = Server::start(move |received| {
        posts += 1;
        let lines: Vec<Value> =
            received.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let mut items = Vec::new();
        for (at, item) in lines.chunks(2).enumerate() {
            // Each fourth item of a batch is for later, or is kept and said not to be.
            let status = match posts % 6 {
                0 | 2 if at % 4 == 3 => 429,
                3 if at % 4 == 3 => 500,
                _ => 201,
            };
            if status != 429 {
                let batch = item[1]["batch"].as_str().unwrap().to_owned();
                shelf.lock().unwrap().push((batch, item[1]["headline"].clone()));
            }
            items.push(json!({ "index": { "_id": null, "status": status, "error": null } }));
        }
        let reply = Reply::json(200, &json!({ "items": items }));
        match posts % 5 {
            1 => reply.cut_after(9),
            2 => Reply::json(503, "{}"),
            _ => reply,
        }
    });
    let client = connect(&server, &Access::default(), few());
    let bulk =
        Bulk::new(&client, "/_bulk", folder.path().join("refused.jsonl")).once("7".to_owned());
    (0..105).for_each(|number| bulk.add(item(number, 1)).unwrap());
    assert_eq!(bulk.flush().unwrap(), Counts { done: 105, refused: 0 });
    let lost = bulk.lost();
    assert!(lost.len() > 3, "{lost:?}");
    let mut valid: Vec<String> = kept
        .lock()
        .unwrap()
        .iter()
        .filter(|(batch, _)| !lost.contains(batch))
        .map(|(_, headline)| headline.as_str().unwrap().to_owned())
        .collect();
    valid.sort();
    let mut expected: Vec<String> = (0..105).map(|number| format!("Ferry {number}")).collect();
    expected.sort();
    assert_eq!(valid, expected);
}
