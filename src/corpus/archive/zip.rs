//! zip: the list of members at its end is the truth.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use flate2::bufread::DeflateDecoder;
use rawzip::{
    CompressionMethod, FileReader, RECOMMENDED_BUFFER_SIZE, ReaderAt, ZipArchiveEntryWayfinder,
    ZipLocator,
};

use super::super::Cause;
use super::super::packing::{Meter, Packing};
use super::member::Member;

/// Returns true if a file that begins with `head` is a zip, maybe without a member.
pub(super) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Where a zip lies.
pub(in super::super) enum Place<'p> {
    Held(&'p [u8]),
    File(File),
}

type Zip<'p> = rawzip::ZipArchive<Box<dyn ReaderAt + 'p>>;

/// Hands each member to `each`; see [`super::each_of_zip`].
pub(super) fn each(
    place: Place<'_>,
    size: u64,
    meter: &Meter,
    each: &mut dyn FnMut(Member<'_>) -> bool,
) -> Result<(), Cause> {
    let place: Box<dyn ReaderAt + '_> = match place {
        Place::Held(bytes) => Box::new(bytes),
        Place::File(file) => Box::new(FileReader::from(file)),
    };
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let zip = ZipLocator::new().locate_in_reader(place, &mut buffer, size);
    let zip = zip.map_err(|(_, error)| damaged(&error))?;
    let mut entries = zip.entries(&mut buffer);
    while let Some(entry) = entries.next_entry().map_err(|error| damaged(&error))? {
        if entry.is_dir() {
            continue;
        }
        let bytes = if entry.mode().is_symlink() {
            Err(Cause::Link)
        } else if entry.flags().is_encrypted() {
            Err(Cause::Encrypted)
        } else {
            unpacked(&zip, entry.wayfinder(), entry.compression_method(), meter)
        };
        let name = entry.file_path().as_bytes().to_owned();
        if !each(Member { name, bytes }) {
            break;
        }
    }
    Ok(())
}

fn unpacked<'z>(
    zip: &'z Zip<'_>,
    at: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    meter: &'z Meter,
) -> Result<Box<dyn BufRead + 'z>, Cause> {
    let entry = zip.get_entry(at).map_err(|error| damaged(&error))?;
    let packed = BufReader::new(meter.packed(entry.reader()));
    let unpacked: Box<dyn Read + 'z> = match method {
        CompressionMethod::STORE => Box::new(packed),
        CompressionMethod::DEFLATE => Box::new(meter.unpacked(DeflateDecoder::new(packed))),
        CompressionMethod::BZIP2 => Packing::Bzip2.unpack(packed, meter)?,
        CompressionMethod::ZSTD => Packing::Zstd.unpack(packed, meter)?,
        CompressionMethod::XZ => Packing::Xz.unpack(packed, meter)?,
        method => {
            return Err(Cause::Method { name: method.name().unwrap_or("unknown") });
        }
    };
    Ok(Box::new(BufReader::new(entry.verifying_reader(unpacked))))
}

fn damaged(error: &rawzip::Error) -> Cause {
    Cause::Damaged { says: format!("not a sound zip: {error}") }
}
