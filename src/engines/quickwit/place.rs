//! Which indexes of a server are ours.
//!
//! ```text
//! NAME           notes: which index is searched, the ledger, who is who
//! NAME-1         one document an article
//! NAME-files-1   one document each time that a file was read
//! ```
//!
//! There are no other names for an index here, so the first one says which number is searched. An index
//! that is made anew has the next.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::engines::Error;
use crate::engines::finders::label::Label;
use crate::engines::finders::server::Server;
use crate::engines::finders::site::Site;
use crate::engines::remote::{Access, Address, Fault, Request};

use super::notes::{CURRENT, as_json};
use super::schema::index_of_notes;
use super::schema::{KEPT, NOTE, NUMBER, REVISION, index_of_articles, index_of_files};

/// Where the server understands Elasticsearch.
pub(super) const ELASTIC: &str = "/api/v1/_elastic";
/// Where its indexes are.
pub(super) const INDEXES: &str = "/api/v1/indexes";

/// What the server calls the parts of an index.
pub(super) const PARTS: &str = "splits";

/// The indexes of an archive on a server.
#[derive(Debug)]
pub(in crate::engines) struct Place {
    pub(super) server: Server,
    pub(super) label: Label,
    /// The index of notes.
    pub(super) name: String,
    pub(super) number: u32,
    /// The revision of the last note.
    pub(super) noted: AtomicU64,
}

/// Which index is searched.
#[derive(Serialize, Deserialize)]
struct Current {
    number: u32,
    label: Value,
}

impl Place {
    fn at(server: Server, label: Label, address: &Address, number: u32) -> Self {
        let name = address.index().to_owned();
        Place { server, label, name, number, noted: AtomicU64::new(0) }
    }

    /// Returns a place on a server without an index.
    fn nowhere(
        address: &Address,
        access: &Access,
        corpus: &Path,
        languages: &[String],
    ) -> Result<Self, Error> {
        let name = address.index();
        if name.len() < 3 || !name.starts_with(|first: char| first.is_ascii_lowercase()) {
            let what = format!(
                "`{name}` is no name that Quickwit takes: it begins with a letter and has at least three"
            );
            return Err(Error::Refused { what });
        }
        let server = Server::connect(address, access)?;
        Ok(Place::at(server, Label::new(corpus, languages)?, address, 0))
    }

    /// Makes indexes of articles and files, empty, behind all there are.
    fn made(self) -> Result<Self, Error> {
        let number = self.numbers()?.into_iter().max().unwrap_or(0) + 1;
        let place = Place { number, ..self };
        for config in
            [index_of_articles(&place.articles(), &place.label), index_of_files(&place.files())]
        {
            place.server.tell(&Request::post(INDEXES).json(&config).once())?;
        }
        Ok(place)
    }

    /// Returns the name of the index of articles.
    pub(super) fn articles(&self) -> String {
        format!("{}-{}", self.name, self.number)
    }

    /// Returns the name of the index of files.
    pub(super) fn files(&self) -> String {
        format!("{}-files-{}", self.name, self.number)
    }

    /// Makes an index; returns false if it is there already.
    fn make_index(&self, config: &Value) -> Result<bool, Error> {
        match self.server.tell(&Request::post(INDEXES).json(config).once()) {
            Ok(_) => Ok(true),
            Err(Error::Remote { source: Fault::Status { status: 400, reason, .. }, .. })
                if reason.contains("already exist") =>
            {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the numbers of all indexes of articles that are there.
    fn numbers(&self) -> Result<Vec<u32>, Error> {
        let path = format!("{INDEXES}?index_id_patterns={}-*", self.name);
        let known: Vec<Value> = self.server.ask(&Request::get(path))?;
        let names = known.iter().filter_map(|index| index["index_config"]["index_id"].as_str());
        let number = |name: &str| -> Option<u32> {
            let number = name.strip_prefix(&self.name)?.strip_prefix('-')?.parse().ok()?;
            (name == format!("{}-{number}", self.name)).then_some(number)
        };
        Ok(names.filter_map(number).collect())
    }

    fn remove_indexes(&self, number: u32) -> Result<(), Error> {
        for index in [format!("{}-{number}", self.name), format!("{}-files-{number}", self.name)] {
            self.server.find(&Request::delete(format!("{INDEXES}/{index}")))?;
        }
        Ok(())
    }
}

impl Site for Place {
    fn look_up(address: &Address, access: &Access) -> Result<Self, Error> {
        let server = Server::connect(address, access)?;
        let missing = || Error::Missing { index: address.to_string() };
        let path = format!("{INDEXES}/{}", address.index());
        let config: Value = server.ask_for(&Request::get(path))?.ok_or_else(missing)?;
        let fields = config["index_config"]["doc_mapping"]["field_mappings"].as_array();
        let has =
            |name: &str| fields.is_some_and(|fields| fields.iter().any(|f| f["name"] == name));
        if ![NOTE, NUMBER, REVISION, KEPT].into_iter().all(has) {
            return Err(Error::Occupied { folder: address.to_string().into() });
        }
        // Whose label it is is not known yet.
        let unknown = Label { version: 0, corpus: PathBuf::new(), languages: Vec::new() };
        let place = Place::at(server, unknown, address, 0);
        let current: Option<Current> = place.last_note(CURRENT, None)?;
        let Current { number, label } = current.ok_or_else(missing)?;
        let label = Label::read(label, address)?;
        Ok(Place { label, number, ..place })
    }

    fn make_first(
        address: &Address,
        access: &Access,
        corpus: &Path,
        languages: &[String],
    ) -> Result<Option<Self>, Error> {
        let place = Place::nowhere(address, access, corpus, languages)?;
        if !place.make_index(&index_of_notes(&place.name))? {
            return Ok(None);
        }
        place.made().map(Some)
    }

    fn make_next(
        address: &Address,
        access: &Access,
        corpus: &Path,
        languages: &[String],
    ) -> Result<Self, Error> {
        let place = Place::nowhere(address, access, corpus, languages)?;
        place.make_index(&index_of_notes(&place.name))?;
        place.made()
    }

    fn switch(&self) -> Result<(), Error> {
        let before: Option<Current> = self.last_note(CURRENT, None)?;
        let current = Current { number: self.number, label: as_json(&self.label)? };
        self.add_notes(&[(CURRENT, as_json(&current)?)])?;
        if let Some(before) = before.filter(|before| before.number != self.number) {
            self.remove_indexes(before.number)?;
            let path = format!("/api/v1/{}/delete-tasks", self.name);
            let old = json!({"query": format!("{NUMBER}:<{}", self.number)});
            self.server.tell(&Request::post(path).json(&old))?;
        }
        Ok(())
    }

    fn discard(&self) -> Result<(), Error> {
        self.remove_indexes(self.number)
    }
}
