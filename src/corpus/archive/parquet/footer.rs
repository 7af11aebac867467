//! The end of a Parquet file: its columns, and where they stand.

use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::{ChunkReader as _, Length as _};

use super::super::super::Cause;
use super::table::Table;
use super::thrift::{Told, walk};
use super::{MAGIC, caught, damaged};

/// It takes some 100 bytes for each column of each group of rows; a longer one is refused, in bytes.
const LONGEST: u32 = 16 << 20;
/// The length of the footer and the magic number stand behind it, in bytes.
const TAIL: usize = 8;
/// Columns within columns to this depth.
const DEEPEST: usize = 16;
/// A table of more columns is none of articles.
const MOST_COLUMNS: usize = 4096;

/// Reads it.
///
/// # Errors
/// If it is broken, or says more than that of a table of articles.
pub(super) fn read(table: &Table) -> Result<ParquetMetaData, Cause> {
    let broken = |says: &str| Cause::Damaged { says: format!("not a sound Parquet file: {says}") };
    let all = table.len();
    let at = all.checked_sub(TAIL as u64).ok_or_else(|| broken("too short"))?;
    let tail = table.get_bytes(at, TAIL).map_err(|error| damaged(&error))?;
    let Some((length, MAGIC)) = tail.split_first_chunk().map(|(length, magic)| (*length, magic))
    else {
        return Err(broken("cut off"));
    };
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Err(broken(&format!("a list of columns of more than {} MiB", LONGEST >> 20)));
    }
    let start = at.checked_sub(length.into()).ok_or_else(|| broken("cut off"))?;
    let footer = table.get_bytes(start, length as usize).map_err(|error| damaged(&error))?;
    check(&footer).map_err(broken)?;
    caught(|| ParquetMetaDataReader::decode_metadata(&footer)).map_err(|error| damaged(&error))
}

/// Checks the number and the depth of the columns: the crate follows them by recursion.
fn check(footer: &[u8]) -> Result<(), &'static str> {
    let (mut columns, mut deepest) = (0, 0);
    let mut children = 0;
    // How many more columns stand in each of those that are open.
    let mut open: Vec<i64> = Vec::new();
    let length = walk(footer, &mut |path, told| match (path, told) {
        ([2, 5], Told::Number(number)) => children = *number,
        ([2], Told::End) => {
            columns += 1;
            while open.pop_if(|left| *left <= 0).is_some() {}
            if let Some(left) = open.last_mut() {
                *left -= 1;
            }
            if children > 0 {
                open.push(children);
            }
            deepest = deepest.max(open.len());
            children = 0;
        }
        _ => {}
    });
    match length {
        None => Err("its list of columns makes no sense"),
        Some(_) if columns > MOST_COLUMNS => Err("too many columns"),
        Some(_) if deepest > DEEPEST => Err("columns within columns within columns"),
        Some(_) => Ok(()),
    }
}
