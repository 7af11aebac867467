//! Who is who: what the archive tells, corrected by `people.toml`.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use crate::engines::Engine;
use crate::roster::{Edits, FILE, Roster};

use super::Error;

/// Returns who is who: what the archive tells, corrected by the file that is `named`, or else by the one at
/// the [home](Engine::home) of the index; there need be none.
///
/// # Errors
/// If the index or the file cannot be read, or what the file says cannot be.
pub fn people(engine: &dyn Engine, named: Option<&Path>) -> Result<Arc<Roster>, Error> {
    let edits = edits(engine, named)?;
    Ok(Arc::new(Roster::new(&engine.joins()?, &edits)))
}

fn edits(engine: &dyn Engine, named: Option<&Path>) -> Result<Edits, Error> {
    let beside = || engine.home().map(|home| home.join(FILE));
    let Some(file) = named.map(Path::to_owned).or_else(beside) else {
        return Ok(Edits::default());
    };
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && named.is_none() => {
            return Ok(Edits::default());
        }
        Err(source) => return Err(Error::Unread { file, source }),
    };
    Edits::read(&text).map_err(|source| Error::Edits { file, source })
}
