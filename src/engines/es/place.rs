//! Which indexes of a server are ours, and under which names.
//!
//! ```text
//! NAME           alias of NAME-1            one document an article
//! NAME-files     alias of NAME-files-1      one document a file, and a few notes
//! ```
//!
//! An index that is made anew has the next number. It is searched from the moment that the aliases are
//! switched, which is one request, and takes the old one away.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::engines::Error;
use crate::engines::finders::label::Label;
use crate::engines::finders::server::Server;
use crate::engines::finders::site::Site;
use crate::engines::remote::{Access, Address, Fault, Request};

use super::schema::{index_of_articles, index_of_files};

/// The indexes of an archive on a server.
#[derive(Debug)]
pub(in crate::engines) struct Place {
    pub(super) server: Server,
    pub(super) label: Label,
    /// The index of articles to ask.
    pub(super) articles: String,
    /// The index of files to ask.
    pub(super) files: String,
    pub(super) address: Address,
    number: u32,
}

/// What a server says of an index.
#[derive(Deserialize)]
struct Mapped {
    mappings: Mappings,
}

#[derive(Deserialize)]
struct Mappings {
    #[serde(rename = "_meta", default)]
    meta: Meta,
}

#[derive(Deserialize, Default)]
struct Meta {
    byline: Option<Value>,
}

impl Place {
    /// Returns the indexes that an address names, which are not there yet.
    fn named(
        address: &Address,
        access: &Access,
        corpus: &Path,
        languages: &[String],
    ) -> Result<Self, Error> {
        Ok(Place {
            server: Server::connect(address, access)?,
            label: Label::new(corpus, languages)?,
            articles: address.index().to_owned(),
            files: files_of(address.index()),
            address: address.clone(),
            number: 0,
        })
    }

    /// Makes the indexes of a number, empty; they have no alias yet.
    fn made(self, number: u32) -> Result<Self, Error> {
        let numbered = Place { number, ..self };
        let (articles, files) = (numbered.articles(), numbered.files());
        let place = Place { articles, files, ..numbered };
        for (index, body) in
            [(&place.articles, index_of_articles(&place.label)), (&place.files, index_of_files())]
        {
            let request = Request::put(format!("/{index}")).json(&body).once();
            place.server.tell(&request)?;
        }
        Ok(place)
    }

    /// Returns the name that the index of articles has without its alias: whoever writes is not to go
    /// on in another one.
    pub(super) fn articles(&self) -> String {
        format!("{}-{}", self.address.index(), self.number)
    }

    /// Returns the same of the index of files.
    pub(super) fn files(&self) -> String {
        format!("{}-{}", files_of(self.address.index()), self.number)
    }
}

impl Site for Place {
    fn look_up(address: &Address, access: &Access) -> Result<Self, Error> {
        let server = Server::connect(address, access)?;
        let index = || address.to_string();
        let occupied = || Error::Occupied { folder: index().into() };
        let alias = address.index();
        let mapped = server.ask_for(&Request::get(format!("/{alias}/_mapping")))?;
        let mapped: Map<String, Value> = mapped.ok_or_else(|| Error::Missing { index: index() })?;
        let mut indexes = mapped.into_iter();
        let (Some((name, mapped)), None) = (indexes.next(), indexes.next()) else {
            return Err(occupied());
        };
        let mapped: Option<Mapped> = serde_json::from_value(mapped).ok();
        let Some(kept) = mapped.and_then(|mapped| mapped.mappings.meta.byline) else {
            return Err(occupied());
        };
        let label = Label::read(kept, address)?;
        let number = number_of(alias, &name).ok_or_else(occupied)?;
        Ok(Place {
            server,
            label,
            articles: alias.to_owned(),
            files: files_of(alias),
            address: address.clone(),
            number,
        })
    }

    fn make_first(
        address: &Address,
        access: &Access,
        corpus: &Path,
        languages: &[String],
    ) -> Result<Option<Self>, Error> {
        let place = Place::named(address, access, corpus, languages)?;
        match place.made(1) {
            Err(Error::Remote { source: Fault::Status { status: 400, .. }, .. }) => Ok(None),
            made => made.map(Some),
        }
    }

    fn make_next(
        address: &Address,
        access: &Access,
        corpus: &Path,
        languages: &[String],
    ) -> Result<Self, Error> {
        let name = address.index();
        let pattern = format!("/{name}-*/_alias?expand_wildcards=all");
        let place = Place::named(address, access, corpus, languages)?;
        let known: Map<String, Value> =
            place.server.ask_for(&Request::get(pattern))?.unwrap_or_default();
        let last = known.keys().filter_map(|known| number_of(name, known)).max().unwrap_or(0);
        place.made(last + 1)
    }

    fn switch(&self) -> Result<(), Error> {
        let name = self.address.index();
        let mut actions = Vec::new();
        for (alias, index) in [(name.to_owned(), self.articles()), (files_of(name), self.files())] {
            let old = self.server.ask_for(&Request::get(format!("/_alias/{alias}")))?;
            let old: Map<String, Value> = old.unwrap_or_default();
            actions.push(json!({"add": {"index": index, "alias": alias}}));
            let others = old.keys().filter(|old| **old != index);
            actions.extend(others.map(|old| json!({"remove_index": {"index": old}})));
        }
        let request = Request::post("/_aliases").json(&json!({"actions": actions}));
        self.server.tell(&request).map(drop)
    }

    fn discard(&self) -> Result<(), Error> {
        for index in [self.articles(), self.files()] {
            self.server.find(&Request::delete(format!("/{index}")))?;
        }
        Ok(())
    }
}

fn files_of(name: &str) -> String {
    format!("{name}-files")
}

/// Reads the number of an index from its name, which is written in one way only.
fn number_of(name: &str, index: &str) -> Option<u32> {
    let number: u32 = index.strip_prefix(name)?.strip_prefix('-')?.parse().ok()?;
    (number < u32::MAX && index == format!("{name}-{number}")).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn only_an_index_with_a_number_behind_the_name_is_ours() {
        assert_eq!(number_of("news", "news-12"), Some(12));
        for other in ["news", "news-", "news-01", "news-files-1", "newspaper-1", "news-1-old"] {
            assert_eq!(number_of("news", other), None, "{other}");
        }
    }
}
