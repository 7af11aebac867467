//! Where tests keep their articles: on disk always, and on servers if `BYLINE_TEST_ES_URL` and
//! `BYLINE_TEST_QUICKWIT_URL` name them, such as `http://localhost:9200`.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write as _;
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use byline::document::Document;
use byline::engines::remote::{Access, Address, Client, Limits, Request, Server};
use byline::engines::{self, Engine, Location};
use byline::holdings::Run;
use byline::query::Query;
use serde_json::Value;
use tempfile::TempDir;

/// What names the servers, and how addresses on them begin.
const SERVERS: [(&str, &str); 2] =
    [("BYLINE_TEST_ES_URL", "es"), ("BYLINE_TEST_QUICKWIT_URL", "quickwit")];

/// A sort of engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Embedded,
    /// With how addresses on it begin: `es+http://localhost:9200`.
    Server(String),
}

/// Returns the engines that can be tested here. What cannot is told once.
pub(crate) fn kinds() -> Vec<Kind> {
    static TOLD: Once = Once::new();
    let mut kinds = vec![Kind::Embedded];
    let mut skipped = Vec::new();
    for (variable, prefix) in SERVERS {
        match std::env::var(variable).ok().filter(|url| !url.is_empty()) {
            Some(url) => {
                kinds.push(Kind::Server(format!("{prefix}+{}", url.trim_end_matches('/'))));
            }
            None => skipped.push(variable),
        }
    }
    // Past the capture of the test runner.
    TOLD.call_once(|| {
        let mut terminal = std::io::stderr();
        for variable in skipped {
            writeln!(terminal, "skipped: {variable} is not set").unwrap();
        }
    });
    kinds
}

impl Kind {
    /// Returns whether the engine can do what is asked: not every one finds words that are spelled nearly
    /// so.
    pub(crate) fn can_ask(&self, query: &Query) -> bool {
        let is_quickwit = matches!(self, Kind::Server(base) if base.starts_with("quickwit"));
        !(is_quickwit && format!("{query:?}").contains("Fuzzy"))
    }
}

/// Room for one index, which goes when the test ends.
pub(crate) struct Home {
    location: Location,
    server: Option<Client>,
    corpus: TempDir,
}

impl Home {
    pub(crate) fn new(kind: &Kind) -> Self {
        Home::of(kind, &[])
    }

    /// Room for an index that, on a server, keeps the stems of some languages.
    pub(crate) fn of(kind: &Kind, languages: &[&str]) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let corpus = tempfile::tempdir().unwrap();
        let (location, server) = match kind {
            Kind::Embedded => (Location::Folder(corpus.path().join("index")), None),
            Kind::Server(base) => {
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                let name = format!("byline-test-{}-{number}", std::process::id());
                let address: Address = format!("{base}/{name}").parse().unwrap();
                let access = Access::default();
                let client = Client::new(&address, &access, Limits::default()).unwrap();
                let languages = languages.iter().map(|tag| (*tag).to_owned()).collect();
                (Location::Remote { address, access, languages }, Some(client))
            }
        };
        Home { location, server, corpus }
    }

    pub(crate) fn location(&self) -> &Location {
        &self.location
    }

    pub(crate) fn corpus(&self) -> &Path {
        self.corpus.path()
    }

    pub(crate) fn open(&self) -> Box<dyn Engine> {
        engines::open(&self.location).unwrap()
    }

    /// Makes an index that got so many documents with each commit.
    pub(crate) fn fill(&self, documents: &[Document], size: usize) -> Box<dyn Engine> {
        let engine = engines::create(&self.location, self.corpus()).unwrap();
        let writer = engine.writer().unwrap();
        for documents in documents.chunks(size.max(1)) {
            for document in documents {
                writer.add(document).unwrap();
            }
            writer.commit(&run()).unwrap();
        }
        if documents.is_empty() {
            writer.commit(&run()).unwrap();
        }
        writer.finish().unwrap();
        drop(engine);
        self.open()
    }
}

pub(crate) fn run() -> Run {
    Run { at: "2024-03-05T10:00:00Z".parse().unwrap(), whole: true }
}

impl Drop for Home {
    fn drop(&mut self) {
        let (Some(client), Location::Remote { address, .. }) = (&self.server, &self.location)
        else {
            return;
        };
        let index = address.index();
        let remove = |path: String| client.send(&Request::delete(path)).map(drop).ok();
        match address.server() {
            Server::Elasticsearch => {
                let request = Request::get(format!("/{index}*/_alias"));
                let Ok(known) = client.send(&request) else { return };
                let known: BTreeMap<String, Value> = known.read().unwrap_or_default();
                for index in known.keys().filter(|index| *index != "error" && *index != "status") {
                    remove(format!("/{index}"));
                }
            }
            Server::Quickwit => {
                let path = format!("/api/v1/indexes?index_id_patterns={index},{index}-*");
                let Ok(known) = client.send(&Request::get(path)) else { return };
                let known: Vec<Value> = known.read().unwrap_or_default();
                let names = known.iter().filter_map(|i| i["index_config"]["index_id"].as_str());
                for index in names {
                    remove(format!("/api/v1/indexes/{index}"));
                }
            }
        }
    }
}

impl fmt::Debug for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.location.fmt(f)
    }
}
