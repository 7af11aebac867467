//! The connection to a server, and what the index is called there.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::engines::Error;
use crate::engines::remote::{Access, Address, Answer, Client, Fault, Limits, Request};

use super::found::Found;

/// A server, and what the index is called there when something goes wrong.
#[derive(Debug)]
pub(in crate::engines) struct Server {
    pub(in crate::engines) client: Client,
    index: String,
}

impl Server {
    /// Prepares the connection; nothing is sent yet.
    pub(in crate::engines) fn connect(address: &Address, access: &Access) -> Result<Self, Error> {
        let index = address.to_string();
        match Client::new(address, access, Limits::default()) {
            Ok(client) => Ok(Server { client, index }),
            Err(source) => Err(Error::Remote { index, source }),
        }
    }

    /// Says where something went wrong.
    pub(in crate::engines) fn fault(&self, source: Fault) -> Error {
        Error::Remote { index: self.index.clone(), source }
    }

    /// Asks the server to do something.
    pub(in crate::engines) fn tell(&self, request: &Request) -> Result<Answer, Error> {
        self.client.send(request).and_then(Answer::ok).map_err(|fault| self.fault(fault))
    }

    /// Asks the server for something that may not be there.
    pub(in crate::engines) fn find(&self, request: &Request) -> Result<Option<Answer>, Error> {
        self.client.send(request).and_then(Answer::found).map_err(|fault| self.fault(fault))
    }

    /// Asks the server for something, and reads the answer.
    pub(in crate::engines) fn ask<T: DeserializeOwned>(
        &self,
        request: &Request,
    ) -> Result<T, Error> {
        self.tell(request)?.read().map_err(|fault| self.fault(fault))
    }

    /// Asks the server for all that fits a search; `parts` is what it calls the parts of an index.
    ///
    /// # Errors
    /// If some of what it has gave no answer: without that it is none.
    pub(in crate::engines) fn search(
        &self,
        path: String,
        body: &Value,
        parts: &str,
    ) -> Result<Found, Error> {
        let answer = self.tell(&Request::post(path).json(body))?;
        let found = answer.read().map_err(|fault| self.fault(fault))?;
        self.whole(found, &answer, parts)
    }

    /// Returns what was found if it is all.
    pub(in crate::engines) fn whole(
        &self,
        found: Found,
        answer: &Answer,
        parts: &str,
    ) -> Result<Found, Error> {
        match found.failed_shards() {
            0 => Ok(found),
            failed => {
                let cause = format!("{failed} of its {parts} gave no answer");
                Err(self.fault(answer.unreadable(cause)))
            }
        }
    }

    /// Asks the server for something, and reads the answer; `None` if it is not there.
    pub(in crate::engines) fn ask_for<T: DeserializeOwned>(
        &self,
        request: &Request,
    ) -> Result<Option<T>, Error> {
        let Some(answer) = self.find(request)? else { return Ok(None) };
        answer.read().map(Some).map_err(|fault| self.fault(fault))
    }
}
