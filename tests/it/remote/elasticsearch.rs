//! What the driver for Elasticsearch asks, and what it makes of answers that are not what they should be.

use byline::article::{Article, Source};
use byline::document::Document;
use byline::engines::remote::{Access, Address};
use byline::engines::{self, Engine, Error, Location};
use byline::holdings::{FileRecord, Run};
use byline::query::parse;
use byline::schema::Schema;
use byline::search::{Page, Passages, Search, Sort, Terms};
use serde_json::{Value, json};

use super::server::{Reply, Server};
use crate::reading;

/// A server that has an index, and answers to each search with `found`.
fn server(version: u32, found: Value) -> Server {
    Server::start(move |received| {
        let path = received.line.split(['?', ' ']).nth(1).unwrap_or_default();
        match path {
            "/news/_mapping" => {
                let label = json!({"version": version, "corpus": "/archive", "languages": ["en"]});
                let mapping = json!({"news-3": {"mappings": {"_meta": {"byline": label}}}});
                Reply::json(200, &mapping)
            }
            "/other/_mapping" => Reply::json(200, &json!({"other": {"mappings": {}}})),
            path if path.ends_with("/_search") => Reply::json(200, &found),
            path if path.ends_with("/_count") => Reply::json(200, &json!({"count": 1})),
            path if path.ends_with("/_delete_by_query") => Reply::json(200, &json!({"deleted": 1})),
            path if path.contains("/_doc/note") && received.line.starts_with("GET") => {
                Reply::json(404, &json!({"found": false}))
            }
            "/_bulk" => {
                let actions = received.body.lines().filter(|line| line.contains("\"_index\""));
                let items: Vec<Value> =
                    actions.map(|_| json!({"index": {"status": 201}})).collect();
                Reply::json(200, &json!({"errors": false, "items": items}))
            }
            _ => Reply::json(200, &json!({})),
        }
    })
}

/// The version that indexes of a server have.
fn version() -> u32 {
    Schema::get().version * 100 + 2
}

fn open(server: &Server, index: &str) -> Result<Box<dyn Engine>, Error> {
    let address: Address = format!("es+http://{}/{index}", server.host()).parse().unwrap();
    engines::open(address)
}

fn found(total: u64, relation: &str, failed_shards: u64) -> Value {
    json!({
        "timed_out": false,
        "_shards": {"total": 3, "failed": failed_shards},
        "hits": {"total": {"value": total, "relation": relation}, "hits": []},
    })
}

/// Says what went wrong.
fn trouble(query: &str, found: Value) -> String {
    let server = server(version(), found);
    let engine = open(&server, "news").unwrap();
    let (query, sort) = (parse(query, &reading()).0, Sort::default());
    let terms = Terms { languages: vec!["en".to_owned()], ..Terms::default() };
    let (page, passages) = (Page { limit: 10, ..Page::default() }, Passages::default());
    let error = engine.search(&Search { query, sort, page, passages, terms }).unwrap_err();
    let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
    format!("{error}: {cause}").replace(&server.host(), "HOST")
}

#[test]
fn more_candidates_than_can_be_read_are_refused() {
    let says = trouble("=The", found(50_001, "eq", 0));
    assert!(says.starts_with("this question has 50001 candidates"), "{says}");
}

#[test]
fn an_answer_without_some_of_the_articles_is_none() {
    let says = trouble("strike", found(7, "eq", 1));
    assert!(says.contains("1 of its shards gave no answer"), "{says}");
    let says = trouble("=The", found(7, "gte", 0));
    assert!(says.contains("it does not tell how many articles there are"), "{says}");
}

#[test]
fn an_index_of_another_version_or_of_somebody_else_is_refused() {
    let server = server(version() + 1, found(0, "eq", 0));
    let other = open(&server, "news").err();
    assert!(matches!(other, Some(Error::OtherVersion { .. })), "{other:?}");
    let foreign = open(&server, "other").err();
    assert!(matches!(foreign, Some(Error::Occupied { .. })), "{foreign:?}");
}

#[test]
fn an_index_is_joined_by_whoever_wants_the_same_languages() {
    let corpus = tempfile::tempdir().unwrap();
    let folder = corpus.path().canonicalize().unwrap();
    let version = version();
    let server = Server::start(move |_| {
        let label = json!({"version": version, "corpus": folder, "languages": ["en", "de"]});
        Reply::json(200, &json!({"news-3": {"mappings": {"_meta": {"byline": label}}}}))
    });
    let join = |languages: &[&str]| {
        let address = format!("es+http://{}/news", server.host()).parse().unwrap();
        let languages = languages.iter().map(|tag| (*tag).to_owned()).collect();
        let place = Location::Remote { address, access: Access::default(), languages };
        engines::create(place, corpus.path()).map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(join(&[]), Ok(()));
    assert_eq!(join(&["de", "en-GB"]), Ok(()));
    let anew = "make it anew with `byline index --rebuild`";
    let other = format!("the index keeps the stems of en, de, not of en, fr; {anew}");
    assert_eq!(join(&["en", "fr"]), Err(other));
    assert_eq!(join(&["tlh"]), Err("the forms of words are not known in `tlh`".to_owned()));
}

#[test]
fn articles_come_before_what_is_known_of_their_file() {
    let server = server(version(), found(0, "eq", 0));
    let engine = open(&server, "news").unwrap();
    let writer = engine.writer().unwrap();
    writer.record(&FileRecord { file: "a/b".to_owned(), ..FileRecord::default() }).unwrap();
    let article = Article {
        source: Source { file: "a/b".to_owned(), part: None },
        headline: "Rates".to_owned(),
        ..Article::default()
    };
    let document = Document::of(&article, &[]);
    writer.clear("a/b").unwrap();
    writer.add(&document).unwrap();
    let at = "2024-03-05T10:00:00Z".parse().unwrap();
    writer.commit(&Run { at, whole: false }).unwrap();
    writer.finish().unwrap();

    let received = server.received();
    let sent: Vec<&str> = received
        .iter()
        .map(|received| received.line.split('?').next().unwrap())
        .skip_while(|line| !line.contains("_bulk"))
        .filter(|line| !line.starts_with("GET"))
        .collect();
    let expected = [
        "POST /_bulk",
        "POST /news-3/_delete_by_query",
        "POST /news-3/_refresh",
        "POST /_bulk",
        "PUT /news-files-3/_doc/note-run",
        "POST /news-files-3/_refresh",
    ];
    assert_eq!(sent, expected);

    let bulk = |n: usize| -> Vec<Value> {
        let bulk = received.iter().filter(|received| received.line.contains("_bulk")).nth(n);
        bulk.unwrap().body.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let lines = bulk(0);
    let action = &lines[0]["index"];
    assert_eq!(action["_index"], "news-3");
    assert_eq!(action["_id"], document.id().to_string());
    assert_eq!(action["version_type"], "external_gte");
    // The lowest bits of the version count what was removed in the run.
    let run = lines[1]["run"].as_u64().unwrap();
    assert_eq!(action["version"].as_u64(), Some(run << 20));
    assert_eq!(
        (&lines[1]["headline"], &lines[1]["headline_en"]),
        (&json!("rates"), &json!("rate"))
    );
    assert_eq!(bulk(1)[1]["file"], "a/b");

    let cleared = received.iter().find(|received| received.line.contains("_delete_by_query"));
    let cleared: Value = serde_json::from_str(&cleared.unwrap().body).unwrap();
    let filters = json!([
        {"bool": {"should": [
            {"terms": {"path": ["a/b"]}}, {"prefix": {"path": {"value": "a/b/"}}},
        ]}},
        {"range": {"run": {"lt": run}}},
    ]);
    assert_eq!(cleared["query"]["bool"]["filter"], filters);
}
