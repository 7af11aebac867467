//! Files that hold files. Nothing is unpacked to disk: each member is read where it lies.

mod member;
mod tar;
mod zip;

pub(super) use member::{Member, Names, path_within};
pub(super) use zip::Place;

use std::io::BufRead;

use super::Cause;
use super::packing::Meter;

/// So much of a file tells what archive it is, in bytes: the header of a tar.
pub(super) const TOLD_WITHIN: usize = 512;

/// What kind of archive a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Archive {
    Tar,
    Zip,
}

/// The endings of names that promise an archive.
const PROMISED: &[(&str, &str, Archive)] = &[
    ("tar", "tar", Archive::Tar),
    ("tgz", "tar", Archive::Tar),
    ("tbz", "tar", Archive::Tar),
    ("tbz2", "tar", Archive::Tar),
    ("txz", "tar", Archive::Tar),
    ("tzst", "tar", Archive::Tar),
    ("zip", "zip", Archive::Zip),
];

impl Archive {
    /// Tells from the beginning of a file, unpacked, what archive it is; `None` if it is none.
    ///
    /// # Errors
    /// If its ending, that of the packing left out, promises another.
    pub(super) fn of(ending: &str, head: &[u8]) -> Result<Option<Self>, Cause> {
        let found = if zip::is_zip(head) {
            Some(Archive::Zip)
        } else if tar::is_tar(head) {
            Some(Archive::Tar)
        } else {
            None
        };
        match PROMISED.iter().find(|(promised, _, _)| *promised == ending) {
            Some((_, kind, archive)) if Some(*archive) != found && !head.is_empty() => {
                Err(Cause::NotArchive { kind })
            }
            _ => Ok(found),
        }
    }
}

/// Hands each member of a tar to `each`, until that returns false.
///
/// # Errors
/// If what follows the last member cannot be read.
pub(super) fn each_of_tar(
    bytes: Box<dyn BufRead + '_>,
    each: &mut dyn FnMut(Member<'_>) -> bool,
) -> Result<(), Cause> {
    tar::each(bytes, each)
}

/// Hands each member of a zip of `size` bytes to `each`, until that returns false.
///
/// # Errors
/// If its list of members is missing or broken.
pub(super) fn each_of_zip(
    place: Place<'_>,
    size: u64,
    meter: &Meter,
    each: &mut dyn FnMut(Member<'_>) -> bool,
) -> Result<(), Cause> {
    zip::each(place, size, meter, each)
}
