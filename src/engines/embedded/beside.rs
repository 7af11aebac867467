//! The small files that stand beside the two indexes of a generation.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write as _};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a file; `None` if there is none.
pub(super) fn read<T: DeserializeOwned>(file: &Path) -> io::Result<Option<T>> {
    match fs::read(file) {
        Ok(written) => Ok(Some(serde_json::from_slice(&written)?)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a file at once: who reads it sees the old one or the new one.
pub(super) fn write(file: &Path, kept: &impl Serialize) -> io::Result<()> {
    let new = file.with_added_extension("new");
    let mut written = BufWriter::new(File::create(&new)?);
    serde_json::to_writer(&mut written, kept)?;
    written.flush()?;
    written.get_ref().sync_all()?;
    fs::rename(new, file)
}
