//! What a server of Quickwit is asked.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::engines::finders::finder::{Ability, Finder};
use crate::engines::finders::found::Found;
use crate::engines::finders::label::Label;
use crate::engines::finders::served::Served;
use crate::engines::remote::Request;
use crate::engines::{Error, Writer};
use crate::holdings::FileRecord;
use crate::schema::Field;
use crate::search::Sort;

use super::notes::as_json;
use super::place::{ELASTIC, INDEXES, PARTS, Place};
use super::schema::{NEWEST, OLDEST};
use super::writer::QuickwitWriter;

/// A request to search has at most so many bytes; the server takes 1 MiB.
const LONGEST_REQUEST: usize = 900_000;

impl Finder for Place {
    const ABILITIES: &'static [Ability] = &[];

    /// The server leaves out longer ones than 254, without a word.
    const LONGEST_VALUE: usize = 250;

    fn name(&self) -> &str {
        &self.name
    }

    fn label(&self) -> &Label {
        &self.label
    }

    fn visible(&self) -> Result<Option<Value>, Error> {
        Ok(Some(self.ledger()?.filter()))
    }

    fn find(&self, body: &Value) -> Result<Found, Error> {
        let mut body = body.clone();
        let mut without = "";
        if let Some(body) = body.as_object_mut() {
            // The server knows of no time but its own, and leaves out fields where the address says so.
            body.remove("timeout");
            if body.remove("_source") == Some(json!(false)) {
                without = "&_source_excludes=document";
            }
        }
        let articles = self.articles();
        let path =
            format!("{ELASTIC}/{articles}/_search?allow_partial_search_results=false{without}");
        self.server.search(path, &body, PARTS)
    }

    fn count_each(&self, query: &Value, filters: &[Value]) -> Result<Vec<u64>, Error> {
        let header = json!({"index": self.articles()});
        let one = |filter: &Value| {
            let query = json!({"bool": {"filter": [query, filter]}});
            let search = json!({"size": 0, "track_total_hits": true, "query": query});
            format!("{header}\n{search}\n")
        };
        let mut counts = Vec::new();
        let mut searches = String::new();
        for filter in filters {
            let search = one(filter);
            if !searches.is_empty() && searches.len() + search.len() > LONGEST_REQUEST {
                counts.extend(self.count_all(std::mem::take(&mut searches))?);
            }
            searches.push_str(&search);
        }
        if !searches.is_empty() {
            counts.extend(self.count_all(searches)?);
        }
        Ok(counts)
    }

    fn in_order(sort: Sort) -> Value {
        let by_id = json!({Field::Id.name(): "asc"});
        match sort {
            Sort::Newest => json!([{NEWEST: "desc"}, by_id]),
            Sort::Oldest => json!([{OLDEST: "asc"}, by_id]),
            Sort::Relevance | Sort::Recency { .. } | Sort::Headline => {
                json!([{"_score": "desc"}, by_id])
            }
        }
    }

    fn hash(number: u64) -> Value {
        json!(number)
    }

    fn note<T: DeserializeOwned>(&self, note: &str) -> Result<Option<T>, Error> {
        self.last_note(note, Some(self.number))
    }

    fn keep_note(&self, note: &str, kept: &impl Serialize) -> Result<(), Error> {
        self.add_notes(&[(note, as_json(kept)?)])
    }

    fn records(&self) -> Result<Vec<FileRecord>, Error> {
        self.read_records()
    }

    fn flawed_of_all(&self) -> Result<(u64, Vec<FileRecord>), Error> {
        let mut records = self.read_records()?;
        let all = records.len() as u64;
        records.retain(|record| !record.problems.is_empty());
        Ok((all, records))
    }

    fn bytes(&self) -> Result<u64, Error> {
        #[derive(Deserialize)]
        struct Described {
            size_published_splits: u64,
        }
        let mut bytes = 0;
        for index in [self.name.clone(), self.articles(), self.files()] {
            let path = format!("{INDEXES}/{index}/describe");
            bytes += self.server.ask::<Described>(&Request::get(path))?.size_published_splits;
        }
        Ok(bytes)
    }

    /// The server does not tell which words it has.
    fn near(&self, _word: &str, _edits: u8) -> Result<Vec<(String, u64)>, Error> {
        Ok(Vec::new())
    }

    fn remarks(&self) -> Result<Vec<String>, Error> {
        let ledger = self.ledger()?;
        let mut remarks = vec![
            "the server only adds: what is replaced or removed is passed over at once, and deleted \
             later"
                .to_owned(),
        ];
        if ledger.voids() > 0 {
            let voids = ledger.voids();
            remarks.push(format!("the articles of {voids} files or batches are passed over now"));
        }
        if ledger.open_runs() > 0 {
            let open = ledger.open_runs();
            remarks.push(format!("{open} runs write, or were stopped before their end"));
        }
        Ok(remarks)
    }

    fn writer(served: &Served<Self>) -> Result<Box<dyn Writer + '_>, Error> {
        Ok(Box::new(QuickwitWriter::open(served)?))
    }
}

impl Place {
    /// Counts what each of some searches finds.
    fn count_all(&self, searches: String) -> Result<Vec<u64>, Error> {
        #[derive(Deserialize)]
        struct Answers {
            responses: Vec<Value>,
        }
        let path = format!("{ELASTIC}/_msearch");
        let answer = self.server.tell(&Request::post(path).lines(searches.into_bytes()))?;
        let fault = |fault| self.server.fault(fault);
        let answers: Answers = answer.read().map_err(fault)?;
        let mut counts = Vec::new();
        for response in answers.responses {
            let unreadable = || fault(answer.unreadable(response["error"].to_string()));
            let found: Found =
                serde_json::from_value(response.clone()).map_err(|_| unreadable())?;
            counts.push(self.server.whole(found, &answer, PARTS)?.total().ok_or_else(unreadable)?);
        }
        Ok(counts)
    }
}
