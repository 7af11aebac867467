//! What is known of each file: a list to which a line is added each time that a file was read or is
//! gone. Of each file the last one counts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::article::hash_of;
use crate::engines::Error;
use crate::engines::finders::records;
use crate::holdings::FileRecord;
use crate::schema::Field;

use super::notes::kept;
use super::place::Place;
use super::schema::{FILE, KEPT, REVISION};

/// Returns what is added of a file; without a record it is gone.
pub(super) fn line(file: &str, record: Option<&FileRecord>, revision: u64) -> Result<Value, Error> {
    let id = hash_of([file.as_bytes()]);
    let mut line = json!({FILE: file, REVISION: revision, Field::Id.name(): id});
    if let Some(record) = record {
        line[KEPT] = json!(records::write(record)?.to_string());
    }
    Ok(line)
}

impl Place {
    /// Returns what is known of files, by path.
    pub(super) fn read_records(&self) -> Result<Vec<FileRecord>, Error> {
        let mut known: BTreeMap<String, FileRecord> = BTreeMap::new();
        self.each_kept(&self.files(), &json!({"match_all": {}}), &mut |source| {
            let file = source[FILE].as_str().unwrap_or_default();
            if source.get(KEPT).is_some_and(|kept| !kept.is_null()) {
                known.insert(file.to_owned(), records::read(kept(source)?)?);
            } else {
                known.remove(file);
            }
            Ok(())
        })?;
        Ok(known.into_values().collect())
    }
}
