//! Why there is no page.

use crate::desk;
use crate::engines;

/// Why there is no page: what is told of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The address asks for what cannot be asked.
    Bad(String),
    /// There is no such page.
    Missing(String),
    /// It is called by a name that is not its own.
    Stranger(String),
    /// The index cannot be read.
    Broken(String),
}

impl Failure {
    /// Returns the status of HTTP, what it comes to in a few words, and what is told.
    pub(super) fn told(self) -> (u16, &'static str, String) {
        match self {
            Failure::Bad(says) => (400, "That cannot be asked", says),
            Failure::Missing(says) => (404, "Not here", says),
            Failure::Stranger(says) => (421, "Not this name", says),
            Failure::Broken(says) => (500, "The index cannot be read", says),
        }
    }
}

impl From<engines::Error> for Failure {
    fn from(error: engines::Error) -> Self {
        match error {
            engines::Error::Refused { what } => Failure::Bad(what),
            error => Failure::Broken(desk::chain(&error)),
        }
    }
}

impl From<desk::Error> for Failure {
    fn from(error: desk::Error) -> Self {
        match error {
            desk::Error::Engine(error) => error.into(),
            error => Failure::Broken(desk::chain(&error)),
        }
    }
}
