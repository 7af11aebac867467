//! Where `people.toml` is.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::engines::{Engine, Location};
use crate::roster::{Edits, FILE, Roster};

use super::Error;

/// The file that corrects what the archive tells of who is who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeopleFile {
    /// The one that was named.
    Named(PathBuf),
    /// The one beside the folder of the index, or among the articles if the index is on a server;
    /// there need be none.
    Beside(Location),
}

impl PeopleFile {
    /// Returns who is who: what the archive tells, corrected by the file.
    ///
    /// # Errors
    /// If the index or the file cannot be read, or what the file says cannot be.
    pub fn roster(&self, engine: &dyn Engine) -> Result<Arc<Roster>, Error> {
        let edits = self.edits(engine.corpus())?;
        Ok(Arc::new(Roster::new(&engine.joins()?, &edits)))
    }

    fn edits(&self, corpus: &Path) -> Result<Edits, Error> {
        let file = match self {
            PeopleFile::Named(file) => file.clone(),
            PeopleFile::Beside(Location::Folder(folder)) => match folder.parent() {
                Some(folder) => folder.join(FILE),
                None => return Ok(Edits::default()),
            },
            PeopleFile::Beside(Location::Remote { .. }) => corpus.join(FILE),
        };
        let text = match (fs::read_to_string(&file), self) {
            (Ok(text), _) => text,
            (Err(error), PeopleFile::Beside(_)) if error.kind() == ErrorKind::NotFound => {
                return Ok(Edits::default());
            }
            (Err(source), _) => return Err(Error::Unread { file, source }),
        };
        Edits::read(&text).map_err(|source| Error::Edits { file, source })
    }
}
