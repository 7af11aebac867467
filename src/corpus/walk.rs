//! Every file under a folder, in steady order.

use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use crate::article::{Source, Stamp};

use super::file::name_of;
use super::rules::{RULES, Rules};
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
/// `left_out`. To each hold the rules of the folders around it, and before them those that are `said`.
/// The pages of an issue of a scanned newspaper are with the file that lists them.
///
/// # Errors
/// If `root` itself is not a folder that can be read, or the rules of a folder cannot be followed:
/// then all of it would be read wrongly.
pub fn walk(root: &Path, said: Rules, left_out: impl Fn(&Path) -> bool) -> Result<Walk, Error> {
    std::fs::read_dir(root).map_err(|error| Error {
        place: Source { file: root.display().to_string(), part: None },
        cause: error.into(),
    })?;
    let mut found = Walk::default();
    let mut rules = Open { root, around: vec![Arc::new(said)] };
    rules.enter(root, 0)?;
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
            Ok(entry) if entry.file_type().is_dir() => rules.enter(entry.path(), entry.depth())?,
            Ok(entry) if entry.file_name() == RULES => {}
            Ok(entry) => match file(root, &entry, rules.at(entry.depth())) {
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

/// Returns the file that a source of the corpus below `root` names: that itself, or the archive in
/// which it stands.
///
/// # Errors
/// If there is none, what is there is no file, or the rules of a folder cannot be followed.
pub fn file_named(root: &Path, said: &Rules, name: &str) -> Result<File, Error> {
    let mut file = bare_file_named(root, said, name)?;
    issue::gather_one(&mut file, |name| bare_file_named(root, said, name).ok());
    Ok(file)
}

fn bare_file_named(root: &Path, said: &Rules, name: &str) -> Result<File, Error> {
    let failed = |cause| Error { place: Source { file: name.to_owned(), part: None }, cause };
    let mut rules = Open { root, around: vec![Arc::new(said.clone())] };
    rules.enter(root, 0)?;
    let mut path = root.to_owned();
    for (depth, step) in (1..).zip(name.split('/')) {
        path.push(step);
        let metadata = path.symlink_metadata().map_err(|error| failed(error.into()))?;
        if metadata.is_file() {
            let name = name_of(path.strip_prefix(root).unwrap_or(&path));
            let rules = Arc::clone(rules.at(depth));
            return Ok(File { rules, ..File::new(path, name, stamp(&metadata)) });
        }
        if metadata.is_symlink() {
            return Err(failed(Cause::Link));
        }
        rules.enter(&path, depth)?;
    }
    Err(failed(Cause::Special))
}

/// The rules of the folders that the walk is in.
struct Open<'w> {
    root: &'w Path,
    /// Those of `root` stand behind those that are said to hold everywhere, and so on.
    around: Vec<Arc<Rules>>,
}

impl Open<'_> {
    /// Enters a folder that is so many folders below the root, and leaves those beside it.
    fn enter(&mut self, folder: &Path, depth: usize) -> Result<(), Error> {
        self.around.truncate(depth + 1);
        let around = &self.around[depth];
        let own = around.below(folder).map_err(|error| {
            let file = name_of(folder.strip_prefix(self.root).unwrap_or(folder));
            let file = if file.is_empty() { RULES.to_owned() } else { format!("{file}/{RULES}") };
            Error { place: Source { file, part: None }, cause: error.into() }
        })?;
        self.around.push(own.unwrap_or_else(|| Arc::clone(around)));
        Ok(())
    }

    /// Returns the rules for a file that is so many steps below the root.
    fn at(&self, depth: usize) -> &Arc<Rules> {
        &self.around[depth]
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn file(root: &Path, entry: &DirEntry, rules: &Arc<Rules>) -> Result<File, Cause> {
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
        rules: Arc::clone(rules),
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
