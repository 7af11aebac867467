//! Every file under a folder, in steady order.

use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use crate::article::{Source, Stamp};

use super::file::name_of;
use super::{Cause, Error, File, issue};

/// What stands under a folder.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, by path; see [`walk`].
    pub files: Vec<File>,
    /// What could not be looked at: links, and folders that must not be read.
    pub errors: Vec<Error>,
}

/// Returns every file under `root`, in all its folders but hidden ones and those that are
/// `left_out`. The pages of an issue of a scanned newspaper are with the file that lists them.
///
/// # Errors
/// If `root` itself is not a folder that can be read.
pub fn walk(root: &Path, left_out: impl Fn(&Path) -> bool) -> Result<Walk, Error> {
    std::fs::read_dir(root).map_err(|error| Error {
        place: Source { file: root.display().to_string(), part: None },
        cause: error.into(),
    })?;
    let mut found = Walk::default();
    let entries =
        WalkDir::new(root).min_depth(1).sort_by_file_name().into_iter().filter_entry(|entry| {
            let is_left_out = entry.file_type().is_dir() && left_out(entry.path());
            !is_hidden(entry) && !is_left_out
        });
    for entry in entries {
        let error = |path: &Path, cause| {
            let file = name_of(path.strip_prefix(root).unwrap_or(path));
            Error { place: Source { file, part: None }, cause }
        };
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => match file(root, &entry) {
                Ok(file) => found.files.push(file),
                Err(cause) => found.errors.push(error(entry.path(), cause)),
            },
            Err(fault) => {
                let path = fault.path().unwrap_or(root).to_owned();
                let fault = fault.into_io_error().unwrap_or_else(|| io::Error::other("a circle"));
                found.errors.push(error(&path, Cause::File(fault)));
            }
        }
    }
    issue::gather(&mut found.files);
    Ok(found)
}

/// Returns the file that a source of the corpus below `root` names.
///
/// # Errors
/// If there is none, or what is there is no file.
pub fn file_named(root: &Path, name: &str) -> io::Result<File> {
    let mut file = bare_file_named(root, name)?;
    issue::gather_one(&mut file, |name| bare_file_named(root, name).ok());
    Ok(file)
}

fn bare_file_named(root: &Path, name: &str) -> io::Result<File> {
    let path = root.join(name);
    let metadata = path.symlink_metadata()?;
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    Ok(File { name: name.to_owned(), path, stamp: stamp(&metadata), pages: Vec::new() })
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn file(root: &Path, entry: &DirEntry) -> Result<File, Cause> {
    let kind = entry.file_type();
    if kind.is_symlink() {
        return Err(Cause::Link);
    }
    if !kind.is_file() {
        return Err(Cause::Special);
    }
    let metadata = entry.metadata().map_err(|error| Cause::File(error.into()))?;
    let path = entry.path();
    Ok(File {
        name: name_of(path.strip_prefix(root).unwrap_or(path)),
        path: path.to_owned(),
        stamp: stamp(&metadata),
        pages: Vec::new(),
    })
}

fn stamp(metadata: &Metadata) -> Stamp {
    let nanoseconds = |time: std::time::SystemTime| match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |n| -n),
    };
    Stamp { size: metadata.len(), modified: metadata.modified().map_or(0, nanoseconds) }
}
