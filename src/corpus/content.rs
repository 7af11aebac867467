//! A file of the corpus: its bytes, its text, its articles.

use std::fs;
use std::io::{self, BufRead, BufReader, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::article::{Article, Source, hash_of, hash_of_bytes, hash_of_slice};
use crate::formats;

use super::archive::{Archive, Place, TOLD_WITHIN, Table};
use super::decode::text;
use super::packing::{Meter, Packing};
use super::reading::{Reading, last_words};
use super::{Cause, Error, File};

/// A longer file is not held in memory, in bytes.
pub(super) const HELD: u64 = 32 << 20;

/// The bytes of a file.
pub struct Content<'f> {
    file: &'f File,
    /// `None` if there are too many to hold: they are read again each time.
    held: Option<Vec<u8>>,
}

impl<'f> Content<'f> {
    /// Opens a file.
    ///
    /// # Errors
    /// If it cannot be read, or is of a kind that holds no articles, which its name tells.
    pub fn open(file: &'f File) -> Result<Self, Error> {
        let open = || -> Result<Content<'f>, Cause> {
            formats::refuse(&file.name)?;
            let pages: u64 = file.pages.iter().map(|page| page.stamp.size).sum();
            let is_short = file.stamp.size.saturating_sub(pages) <= HELD;
            let held = if is_short { Some(fs::read(&file.path)?) } else { None };
            Ok(Content { file, held })
        };
        open().map_err(|cause| error(file, cause))
    }

    /// Returns 64 bits of the hash of the bytes, compressed as they are, and of those of its pages.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn hash(&self) -> Result<u64, Error> {
        let hash = || -> io::Result<u64> {
            let own = match &self.held {
                Some(bytes) => hash_of_slice(bytes),
                None => hash_of_bytes(self.raw()?)?,
            };
            let mut hashes = vec![own.to_le_bytes()];
            for page in &self.file.pages {
                let page = BufReader::new(fs::File::open(&page.path)?);
                hashes.push(hash_of_bytes(page)?.to_le_bytes());
            }
            let all = || hash_of(hashes.iter().map(<[u8; 8]>::as_slice));
            Ok(if self.file.pages.is_empty() { own } else { all() })
        };
        hash().map_err(|cause| error(self.file, cause.into()))
    }

    /// Reads the articles one by one and hands each to `each`, until that returns false: of an
    /// archive those of each of its members, whose names stand behind its own in their sources. An
    /// error is one article, or the rest of the file or member. Nothing that a file holds makes this
    /// panic.
    pub fn articles(&self, mut each: impl FnMut(Result<Article, Error>) -> bool) {
        let meter = Meter::new(self.size());
        let mut reading = Reading::new(self.file, &meter, &mut each);
        let read = AssertUnwindSafe(|| self.read(&mut reading));
        let failed = match catch_unwind(read) {
            Ok(Ok(())) => return,
            Ok(Err(cause)) => cause,
            Err(panic) => Cause::Broke { says: last_words(&*panic) },
        };
        reading.tell(&self.file.name, failed);
    }

    /// Returns the text of the file as an editor shows it: decoded, without byte order mark. `None`
    /// if it is compressed, an archive or an issue with its pages, so that there are no lines to jump
    /// to, or too long to be held.
    ///
    /// # Errors
    /// If it cannot be read, or holds no text.
    pub fn original(&self) -> Result<Option<String>, Error> {
        let read = || -> Result<Option<String>, Cause> {
            let Some(held) = &self.held else { return Ok(None) };
            let is_archive = Archive::of("", held)?.is_some();
            if is_archive || Packing::of(held).is_some() || !self.file.pages.is_empty() {
                return Ok(None);
            }
            let mut original = String::new();
            text(&self.file.name, self.raw()?, None)?.0.read_to_string(&mut original)?;
            Ok(Some(original))
        };
        read().map_err(|cause| error(self.file, cause))
    }

    fn read(&self, reading: &mut Reading<'_>) -> Result<(), Cause> {
        let name = &self.file.name;
        let mut head = Vec::with_capacity(TOLD_WITHIN);
        self.raw()?.take(TOLD_WITHIN as u64).read_to_end(&mut head)?;
        // What these hold is told at their end: they are no streams.
        match Archive::of("", &head)? {
            Some(Archive::Zip) => return reading.zip(name, self.place()?, self.size(), 0),
            Some(Archive::Parquet) => {
                reading.meter.count_file();
                return reading.table(name, Table::File(fs::File::open(&self.file.path)?));
            }
            _ => {}
        }
        let raw = reading.meter.packed(self.raw()?);
        reading.file(name, Box::new(BufReader::new(raw)), 0)
    }

    fn raw(&self) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(match &self.held {
            Some(bytes) => Box::new(bytes.as_slice()),
            None => Box::new(BufReader::new(fs::File::open(&self.file.path)?)),
        })
    }

    fn place(&self) -> io::Result<Place<'_>> {
        Ok(match &self.held {
            Some(bytes) => Place::Held(bytes),
            None => Place::File(fs::File::open(&self.file.path)?),
        })
    }

    fn size(&self) -> u64 {
        self.held.as_ref().map_or(self.file.stamp.size, |held| held.len() as u64)
    }
}

fn error(file: &File, cause: Cause) -> Error {
    Error { place: Source { file: file.name.clone(), part: None }, cause }
}
