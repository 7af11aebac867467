//! Parquet: a table that is kept column by column, with what is where at its end.
//! <https://github.com/apache/parquet-format>
//!
//! A row becomes a record, a line of JSON, so that a format reads it as it reads those of scrapers.

mod footer;
mod lines;
mod pages;
mod table;
mod thrift;

pub(in super::super) use table::Table;

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ::parquet::errors::ParquetError;

use super::super::Cause;
use crate::formats::KeyMap;

/// How a file begins, and ends.
const MAGIC: &[u8] = b"PAR1";
/// How it begins if even its footer is encrypted.
const ENCRYPTED: &[u8] = b"PARE";

/// Returns true if a file that begins with `head` is one.
pub(super) fn is_parquet(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// Returns true if a file that begins with `head` is one of which nothing can be read.
pub(super) fn is_encrypted(head: &[u8]) -> bool {
    head.starts_with(ENCRYPTED)
}

/// See [`super::records_of_parquet`].
pub(super) fn records(table: Table, map: &KeyMap) -> Result<impl Read + use<>, Cause> {
    let metadata = footer::read(&table)?;
    lines::Lines::new(table, metadata, map)
}

/// Has the crate do something: of what contradicts itself it does not always make an error.
fn caught<T>(read: impl FnOnce() -> ::parquet::errors::Result<T>) -> ::parquet::errors::Result<T> {
    let broken = || ParquetError::General("it contradicts itself".to_owned());
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(broken()))
}

fn damaged(error: &dyn std::error::Error) -> Cause {
    Cause::Damaged { says: format!("not a sound Parquet file: {error}") }
}
