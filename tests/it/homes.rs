//! Where tests keep their articles: on disk always, and on a server if `BYLINE_TEST_ES_URL` names one,
//! such as `http://localhost:9200`.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write as _;
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use byline::document::Document;
use byline::engines::remote::{Access, Address, Client, Limits, Request};
use byline::engines::{self, Engine, Location};
use byline::holdings::Run;
use tempfile::TempDir;

/// Names the server.
const ELASTICSEARCH: &str = "BYLINE_TEST_ES_URL";

/// A sort of engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Embedded,
    /// With the address of the server.
    Elasticsearch(String),
}

/// Returns the engines that can be tested here. What cannot is told once.
pub(crate) fn kinds() -> Vec<Kind> {
    static TOLD: Once = Once::new();
    let server = std::env::var(ELASTICSEARCH).ok().filter(|url| !url.is_empty());
    if server.is_none() {
        // Past the capture of the test runner.
        TOLD.call_once(|| {
            let mut terminal = std::io::stderr();
            writeln!(terminal, "skipped: {ELASTICSEARCH} is not set").unwrap();
        });
    }
    [Kind::Embedded].into_iter().chain(server.map(Kind::Elasticsearch)).collect()
}

/// Room for one index, which goes when the test ends.
pub(crate) struct Home {
    location: Location,
    server: Option<Client>,
    corpus: TempDir,
}

impl Home {
    pub(crate) fn new(kind: &Kind) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let corpus = tempfile::tempdir().unwrap();
        let (location, server) = match kind {
            Kind::Embedded => (Location::Folder(corpus.path().join("index")), None),
            Kind::Elasticsearch(url) => {
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                let name = format!("byline-test-{}-{number}", std::process::id());
                let address: Address =
                    format!("es+{}/{name}", url.trim_end_matches('/')).parse().unwrap();
                let access = Access::default();
                let client = Client::new(&address, &access, Limits::default()).unwrap();
                (Location::Remote { address, access }, Some(client))
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
        let pattern = format!("/{}*/_alias", address.index());
        let Ok(known) = client.send(&Request::get(pattern)) else { return };
        let known: BTreeMap<String, serde_json::Value> = known.read().unwrap_or_default();
        for index in known.keys().filter(|index| *index != "error" && *index != "status") {
            client.send(&Request::delete(format!("/{index}"))).ok();
        }
    }
}

impl fmt::Debug for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.location.fmt(f)
    }
}
