//! Compressed files: told by their first bytes, unpacked as a stream, measured against bombs.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use bzip2::bufread::MultiBzDecoder;
use lzma_rust2::XzReader;

use crate::formats;

use super::Cause;
use super::gzip::Gzip;

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// RFC 1952.
    Gzip,
    /// <https://sourceware.org/bzip2>.
    Bzip2,
    /// <https://tukaani.org/xz/xz-file-format.txt>.
    Xz,
    /// RFC 8878.
    Zstd,
}

/// Endings of names that promise a packing, the packing, and how it begins.
const PROMISED: &[(&[&str], Packing, &[u8])] = &[
    (&["gz", "tgz"], Packing::Gzip, b"\x1f\x8b"),
    (&["bz2", "tbz", "tbz2"], Packing::Bzip2, b"BZh"),
    (&["xz", "txz"], Packing::Xz, b"\xfd7zXZ\0"),
    (&["zst", "tzst"], Packing::Zstd, b"\x28\xb5\x2f\xfd"),
];

/// What every block of bzip2 begins with behind the first four bytes, and the end of an empty file.
const BZIP2_BLOCKS: [&[u8]; 2] = [b"1AY&SY", b"\x17rE8P\x90"];

/// xz names the memory it wants; its highest level wants 65 MiB, in KiB.
const XZ_MEMORY: u32 = 96 << 10;

/// A window of zstd of more than 2^27 bytes is refused by its own default; so many are enough for
/// what `zstd --ultra -22` writes.
const ZSTD_WINDOW: u32 = 27;

impl Packing {
    /// Tells from the beginning of a file how it is packed; `None` if it is not.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let (_, packing, _) = PROMISED.iter().find(|(_, _, magic)| head.starts_with(magic))?;
        let is_bzip2 = || {
            let block = head.get(4..).unwrap_or_default();
            BZIP2_BLOCKS.iter().any(|magic| block.starts_with(magic))
        };
        (*packing != Packing::Bzip2 || is_bzip2()).then_some(*packing)
    }

    /// As [`of`](Packing::of), for a file with this name.
    ///
    /// # Errors
    /// If its ending promises another packing.
    pub(super) fn of_file(name: &str, head: &[u8]) -> Result<Option<Self>, Cause> {
        let found = Packing::of(head);
        let ending = formats::extension(name);
        let promise = PROMISED.iter().find_map(|(endings, packing, _)| {
            Some((endings.iter().find(|e| **e == ending)?, packing))
        });
        match promise {
            Some((ending, packing)) if found != Some(*packing) && !head.is_empty() => {
                Err(Cause::NotCompressed { ending })
            }
            _ => Ok(found),
        }
    }

    /// Unpacks `packed`; what comes out is measured by `meter`.
    ///
    /// # Errors
    /// If it cannot even be begun.
    pub(super) fn unpack<'r>(
        self,
        packed: impl BufRead + 'r,
        meter: &'r Meter,
    ) -> Result<Box<dyn Read + 'r>, Cause> {
        Ok(match self {
            Packing::Gzip => Box::new(meter.unpacked(Gzip::new(packed))),
            Packing::Bzip2 => Box::new(meter.unpacked(MultiBzDecoder::new(packed))),
            Packing::Xz => {
                Box::new(meter.unpacked(XzReader::new_mem_limit(packed, true, XZ_MEMORY)))
            }
            Packing::Zstd => {
                let mut decoder = zstd::Decoder::with_buffer(packed)?;
                decoder.window_log_max(ZSTD_WINDOW)?;
                Box::new(meter.unpacked(decoder))
            }
        })
    }
}

/// What comes out of a file on disk may be so many times what went in, beyond [`FLOOR`]. News packs
/// to a tenth, repeated pages to a hundredth; deflate reaches 1,032.
const RATIO: u64 = 200;
/// So much may come out of any file, in bytes.
const FLOOR: u64 = 64 << 20;

/// How much of a file on disk was read, and how much came out of it, in whatever depth.
#[derive(Debug)]
pub(super) struct Meter {
    /// The size of the file: reading a part of it again makes it no larger.
    size: u64,
    read: Cell<u64>,
    unpacked: Cell<u64>,
}

/// What a reader says that gives too much.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than {RATIO} times its size")]
struct TooMuch;

impl Meter {
    /// Begins to measure a file of `size` bytes.
    pub(super) fn new(size: u64) -> Self {
        Meter { size, read: Cell::new(0), unpacked: Cell::new(0) }
    }

    /// Counts what is read from the file on disk.
    pub(super) fn packed<R>(&self, reader: R) -> Metered<'_, R> {
        Metered { reader, meter: self, count: |meter| &meter.read }
    }

    /// Counts the file on disk as read: it is read in no order.
    pub(super) fn count_file(&self) {
        self.read.set(self.size);
    }

    /// Counts what was unpacked, and fails once it is too much.
    pub(super) fn unpacked<R>(&self, reader: R) -> Metered<'_, R> {
        Metered { reader, meter: self, count: |meter| &meter.unpacked }
    }

    /// Returns true once too much was unpacked.
    pub(super) fn is_spent(&self) -> bool {
        self.unpacked.get() > FLOOR + RATIO * self.read.get().min(self.size)
    }
}

/// A reader whose bytes are counted.
pub(super) struct Metered<'m, R> {
    reader: R,
    meter: &'m Meter,
    count: fn(&Meter) -> &Cell<u64>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.meter.is_spent() {
            return Err(io::Error::other(TooMuch));
        }
        let read = self.reader.read(buffer)?;
        let count = (self.count)(self.meter);
        count.set(count.get() + read as u64);
        Ok(read)
    }
}

/// Returns the first `length` bytes of `reader`, fewer if there are no more or it fails, and a
/// reader of all.
pub(super) fn peek<'r>(
    mut reader: Box<dyn BufRead + 'r>,
    length: usize,
) -> (Vec<u8>, Box<dyn BufRead + 'r>) {
    let mut head = Vec::with_capacity(length);
    let failed = reader.by_ref().take(length as u64).read_to_end(&mut head).err();
    let start = io::Cursor::new(head.clone());
    let all: Box<dyn BufRead + 'r> = match failed {
        Some(error) => Box::new(start.chain(BufReader::new(Broken(Some(error))))),
        None => Box::new(start.chain(reader)),
    };
    (head, all)
}

/// A reader that fails.
pub(super) struct Broken(pub(super) Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        match self.0.take() {
            Some(error) => Err(error),
            None => Ok(0),
        }
    }
}
