//! Where a Parquet file lies.

use std::fs::File;
use std::io::Read;

use bytes::Bytes;
use parquet::errors::Result;
use parquet::file::reader::{ChunkReader, Length};

/// Where it lies: it is read from its end.
pub(in super::super::super) enum Table {
    Held(Bytes),
    File(File),
}

impl Length for Table {
    fn len(&self) -> u64 {
        match self {
            Table::Held(bytes) => bytes.len() as u64,
            Table::File(file) => Length::len(file),
        }
    }
}

impl ChunkReader for Table {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(match self {
            Table::Held(bytes) => Box::new(bytes.get_read(start)?),
            Table::File(file) => Box::new(file.get_read(start)?),
        })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        match self {
            Table::Held(bytes) => bytes.get_bytes(start, length),
            Table::File(file) => file.get_bytes(start, length),
        }
    }
}
