//! What the driver for Quickwit asks, and what it makes of answers that are not what they should be.

use std::error::Error as _;
use std::sync::{Arc, Mutex};

use byline::article::{Article, Source};
use byline::document::Document;
use byline::engines::remote::Address;
use byline::engines::{self, Engine, Error};
use byline::holdings::{FileRecord, Run};
use byline::query::parse;
use byline::schema::Schema;
use byline::search::{Page, Passages, Search, Sort, Terms};
use serde_json::{Value, json};

use super::server::{Received, Reply, Server};
use crate::reading;

/// What the server answers that is not as it should be.
#[derive(Debug, Clone, Copy, Default)]
struct Faults {
    /// The label has another version.
    other_version: bool,
    /// So many splits give no answer.
    failed: u64,
    /// So many articles more are there than were sent.
    more: u64,
    /// The answer to the first articles breaks off.
    is_cut: bool,
    /// The file has an article of this revision.
    known: Option<u64>,
}

/// What a server was sent: the documents of each index, in their order.
type Kept = Arc<Mutex<Vec<(String, Value)>>>;

/// The documents of a batch, each with its index.
fn documents(received: &Received) -> Vec<(String, Value)> {
    let lines: Vec<Value> =
        received.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let index = |action: &Value| action["create"]["_index"].as_str().unwrap().to_owned();
    lines.chunks(2).map(|pair| (index(&pair[0]), pair[1].clone())).collect()
}

/// Finds notes, the last one first if one alone is asked for.
fn notes(kept: &[(String, Value)], asked: &Value) -> Vec<Value> {
    let note = &asked["query"]["bool"]["filter"][0]["term"]["note"];
    let mut notes: Vec<Value> =
        kept.iter().map(|(_, note)| note.clone()).filter(|kept| kept["note"] == *note).collect();
    if asked["size"] == 1 {
        notes.reverse();
        notes.truncate(1);
    }
    let hit = |note: Value| json!({"sort": [note["revision"], note["id"]], "_source": note});
    notes.into_iter().map(hit).collect()
}

/// A server that has an index, and what it is sent.
fn server(faults: Faults) -> (Server, Kept) {
    let version = Schema::get().version * 100 + 2 + u32::from(faults.other_version);
    let label = json!({"version": version, "corpus": "/archive", "languages": ["en"]});
    let current = json!({"number": 3, "label": label}).to_string();
    let current = json!({"note": "current", "number": 3, "revision": 1, "id": 1, "kept": current});
    let kept: Kept = Arc::new(Mutex::new(vec![("news".to_owned(), current)]));
    let shown = Arc::clone(&kept);
    let mut to_cut = faults.is_cut;
    let server = Server::start(move |received| {
        let path = received.line.split(['?', ' ']).nth(1).unwrap_or_default();
        let mut kept = shown.lock().unwrap();
        match path {
            "/api/v1/indexes/news" => {
                let fields =
                    ["note", "number", "revision", "kept"].map(|name| json!({"name": name}));
                let mapping = json!({"doc_mapping": {"field_mappings": fields}});
                Reply::json(200, &json!({"index_config": mapping}))
            }
            "/api/v1/indexes/other" => Reply::json(200, &json!({"index_config": {}})),
            "/api/v1/_elastic/_bulk" => {
                let came = documents(received);
                let item = json!({"index": {"_id": null, "status": 201, "error": null}});
                let reply = Reply::json(200, &json!({"items": vec![item; came.len()]}));
                let is_cut = to_cut && came.iter().any(|(index, _)| index == "news-3");
                to_cut &= !is_cut;
                kept.extend(came);
                if is_cut { Reply { cut_after: Some(5), ..reply } } else { reply }
            }
            path if path.ends_with("/_search") => {
                let asked: Value = serde_json::from_str(&received.body).unwrap();
                let is_notes = path.ends_with("/news/_search");
                let hits = if is_notes { notes(&kept, &asked) } else { Vec::new() };
                let lost = &asked["query"]["bool"]["must_not"][0]["terms"]["batch"];
                let is_lost = |batch| lost.as_array().is_some_and(|lost| lost.contains(batch));
                let articles = kept.iter().filter(|(index, _)| index == "news-3");
                let valid = articles.filter(|(_, article)| !is_lost(&article["batch"])).count();
                let files = kept.iter().filter(|(index, _)| index == "news-files-3").count();
                let is_files = path.ends_with("/news-files-3/_search");
                let total = if is_files { files } else { valid } as u64 + faults.more;
                let file = &asked["query"]["bool"]["must"][0]["terms"]["within"][0];
                let ours = kept.iter().filter(|(index, _)| index == "news-3");
                let ours = ours.map(|(_, article)| article["revision"].as_u64().unwrap());
                let mut revisions: Vec<u64> = faults.known.into_iter().chain(ours).collect();
                revisions.sort_unstable();
                let bucket = |revision: &u64| json!({"key": {"within": file, "revision": revision}, "doc_count": 1});
                let is_asked = faults.known.is_some() && file.is_string();
                let buckets: Vec<Value> =
                    revisions.iter().filter(|_| is_asked).map(bucket).collect();
                Reply::json(
                    200,
                    &json!({
                        "_shards": {"failed": if is_notes { 0 } else { faults.failed }},
                        "hits": {
                            "total": {"value": total, "relation": "eq"},
                            "hits": hits,
                        },
                        "aggregations": {"values": {"buckets": buckets}},
                    }),
                )
            }
            path if path.ends_with("/delete-tasks") => Reply::json(200, &json!({"opstamp": 1})),
            _ => Reply::json(404, &json!({"message": "no such thing"})),
        }
    });
    (server, kept)
}

fn open(server: &Server, index: &str) -> Result<Box<dyn Engine>, Error> {
    let address: Address = format!("quickwit+http://{}/{index}", server.host()).parse().unwrap();
    engines::open(address)
}

/// Writes an article of a file, and commits.
fn write(server: &Server) -> Result<(), Error> {
    let engine = open(server, "news").unwrap();
    let writer = engine.writer().unwrap();
    let article = Article {
        source: Source { file: "a/b".to_owned(), part: None },
        headline: "Rates".to_owned(),
        ..Article::default()
    };
    writer.clear("a/b")?;
    writer.add(&Document::of(&article, &[]))?;
    writer.record(&FileRecord { file: "a/b".to_owned(), ..FileRecord::default() })?;
    let at = "2024-03-05T10:00:00Z".parse().unwrap();
    writer.commit(&Run { at, whole: false })?;
    writer.finish()
}

/// The pages of the ledger, as they came.
fn pages(kept: &Kept) -> Vec<Value> {
    let kept = kept.lock().unwrap();
    let pages = kept.iter().filter(|(_, note)| note["note"] == "ledger");
    pages.map(|(_, page)| serde_json::from_str(page["kept"].as_str().unwrap()).unwrap()).collect()
}

#[test]
fn articles_are_announced_before_they_come_and_valid_when_all_are_there() {
    let (server, kept) = server(Faults::default());
    write(&server).unwrap();
    let sent: Vec<String> = server
        .received()
        .iter()
        .filter(|received| received.line.contains("_bulk"))
        .map(|received| {
            let names = documents(received).into_iter().map(|(index, document)| {
                format!("{index} {}", document["note"].as_str().unwrap_or("-"))
            });
            names.collect::<Vec<_>>().join(", ")
        })
        .collect();
    assert_eq!(
        sent,
        ["news ledger", "news-3 -", "news ledger, news note-run", "news-files-3 -", "news ledger"]
    );
    let pages = pages(&kept);
    let run = pages[0]["run"].as_u64().unwrap();
    let told: Vec<_> = pages.iter().map(|page| (&page["committed"], &page["is_done"])).collect();
    let (none, first) = (json!(null), json!(0));
    let (open, done) = (json!(false), json!(true));
    assert_eq!(told, [(&none, &open), (&first, &open), (&first, &done)]);

    let kept = kept.lock().unwrap();
    let (_, article) = kept.iter().find(|(index, _)| index == "news-3").unwrap();
    assert_eq!(article["revision"].as_u64(), Some(run << 14));
    assert_eq!(article["batch"], format!("{run:x}-0"));
    assert_eq!(article["within"].as_array().unwrap().len(), 2);
    assert_eq!((&article["headline"], &article["headline_en"]), (&json!("rates"), &json!("rate")));
    assert_eq!((&article["newest"], &article["oldest"]), (&json!(i64::MIN), &json!(i64::MAX)));
    assert!(article["document"].as_str().unwrap().contains("\"Rates\""));
    assert!(article["id"].is_u64());
}

#[test]
fn articles_whose_answer_is_lost_come_again_and_the_first_ones_are_void() {
    let (server, kept) = server(Faults { is_cut: true, ..Faults::default() });
    write(&server).unwrap();
    let articles: Vec<String> = kept
        .lock()
        .unwrap()
        .iter()
        .filter(|(index, _)| index == "news-3")
        .map(|(_, article)| article["batch"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(articles.len(), 2);
    assert_ne!(articles[0], articles[1]);
    let last = pages(&kept).pop().unwrap();
    assert_eq!(last["void"][0]["batches"], json!([articles[0]]));
    assert_eq!(last["void"][0]["task"], 1);
}

#[test]
fn of_two_runs_that_wrote_a_file_the_later_one_is_valid() {
    let void = |known| {
        let (server, kept) = server(Faults { known: Some(known), ..Faults::default() });
        write(&server).unwrap();
        let last = pages(&kept).pop().unwrap();
        (last["run"].as_u64().unwrap(), last["void"][0].clone())
    };
    let (run, earlier) = void(1 << 14);
    assert_eq!(earlier["within"].as_array().unwrap().len(), 1);
    assert_eq!(earlier["below"].as_u64(), Some(run << 14));
    // Somebody else has begun after us, and committed before us.
    let later = i64::MAX.unsigned_abs() >> 14;
    let (_, ours) = void((later << 14) + 5);
    assert_eq!(ours["below"].as_u64(), Some(later << 14));
}

#[test]
fn articles_that_are_there_twice_are_not_made_valid() {
    let (server, kept) = server(Faults { more: 1, ..Faults::default() });
    let error = write(&server).unwrap_err();
    let says = error.source().unwrap().to_string();
    assert!(says.contains("took 1 articles and has 2 of them"), "{says}");
    assert!(pages(&kept).iter().all(|page| page["committed"].is_null()));
}

#[test]
fn an_answer_without_some_of_the_splits_is_none() {
    let (server, _) = server(Faults { failed: 2, ..Faults::default() });
    let engine = open(&server, "news").unwrap();
    let query = parse("strike", &reading()).0;
    let terms = Terms { languages: vec!["en".to_owned()], ..Terms::default() };
    let (sort, page, passages) = (Sort::default(), Page::default(), Passages::default());
    let error = engine.search(&Search { query, sort, page, passages, terms }).unwrap_err();
    let says = error.source().unwrap().to_string();
    assert!(says.contains("2 of its splits gave no answer"), "{says}");
}

#[test]
fn an_index_of_another_version_or_of_somebody_else_is_refused() {
    let (server, _) = server(Faults { other_version: true, ..Faults::default() });
    let other = open(&server, "news").err();
    assert!(matches!(other, Some(Error::OtherVersion { .. })), "{other:?}");
    let foreign = open(&server, "other").err();
    assert!(matches!(foreign, Some(Error::Occupied { .. })), "{foreign:?}");
    let missing = open(&server, "none").err();
    assert!(matches!(missing, Some(Error::Missing { .. })), "{missing:?}");
}

#[test]
fn a_name_that_the_server_does_not_take_is_refused() {
    let (server, _) = server(Faults::default());
    let folder = tempfile::tempdir().unwrap();
    for name in ["1998", "ab"] {
        let address: Address = format!("quickwit+http://{}/{name}", server.host()).parse().unwrap();
        let refused = engines::create(address, folder.path()).err();
        assert!(matches!(refused, Some(Error::Refused { .. })), "{refused:?}");
    }
}
