//! Every file under a folder, in steady order.

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;
use std::{io, vec};

use crate::article::{Source, Stamp};

use super::file::{name_of, readable};
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
    fs::read_dir(root).map_err(|error| Error {
        place: Source { file: root.display().to_string(), part: None },
        cause: error.into(),
    })?;
    let mut found = Walk::default();
    let mut rules = Open { root, around: vec![Arc::new(said)] };
    rules.enter(root, 0)?;
    let mut folders = vec![Folder::list(root.to_owned(), String::new(), &mut found.errors)];
    loop {
        let depth = folders.len();
        let Some(folder) = folders.last_mut() else { break };
        let Some(entry) = folder.entries.next() else {
            folders.pop();
            continue;
        };
        let (path, name) = (folder.path.join(&entry.name), folder.name_of(&entry.name));
        match entry.found {
            Found::Folder if left_out(&path) => {}
            Found::Folder => {
                rules.enter(&path, depth)?;
                folders.push(Folder::list(path, name, &mut found.errors));
            }
            Found::File(_) | Found::Refused(_) if entry.name == RULES => {}
            Found::File(stamp) => {
                let rules = Arc::clone(rules.at(depth));
                found.files.push(File { rules, ..File::new(path, name, stamp) });
            }
            Found::Refused(cause) => {
                let place = Source { file: name, part: None };
                found.errors.push(Error { place, cause });
            }
        }
    }
    issue::gather(&mut found.files);
    Ok(found)
}

/// A folder that the walk is in.
struct Folder {
    path: PathBuf,
    /// As sources write it; empty for the root.
    name: String,
    /// What is left of it, by name.
    entries: vec::IntoIter<Entry>,
}

/// What stands in a folder.
struct Entry {
    name: OsString,
    found: Found,
}

enum Found {
    File(Stamp),
    Folder,
    /// Not to be looked at, or not to be read.
    Refused(Cause),
}

impl Folder {
    /// Lists a folder but for what is hidden. All at once: however deep the folders are, one is open.
    fn list(path: PathBuf, name: String, errors: &mut Vec<Error>) -> Self {
        let mut entries = Vec::new();
        let mut failed = |fault: io::Error| {
            let place = Source { file: name.clone(), part: None };
            errors.push(Error { place, cause: Cause::File(fault) });
        };
        match fs::read_dir(&path) {
            Ok(listed) => {
                for entry in listed {
                    match entry {
                        Ok(entry) => entries.extend(Entry::of(&entry)),
                        Err(fault) => failed(fault),
                    }
                }
            }
            Err(fault) => failed(fault),
        }
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Folder { path, name, entries: entries.into_iter() }
    }

    /// Returns the name of what stands in it, as sources write it.
    fn name_of(&self, entry: &OsStr) -> String {
        let entry = readable(entry.as_encoded_bytes());
        if self.name.is_empty() { entry } else { [&*self.name, "/", &*entry].concat() }
    }
}

impl Entry {
    /// Looks at what stands in a folder; `None` if it is hidden.
    fn of(entry: &DirEntry) -> Option<Self> {
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            return None;
        }
        let found = match entry.file_type() {
            Ok(kind) if kind.is_dir() => Found::Folder,
            Ok(kind) if kind.is_symlink() => Found::Refused(Cause::Link),
            Ok(kind) if !kind.is_file() => Found::Refused(Cause::Special),
            Ok(_) => entry.metadata().map_or_else(Found::refused, |data| Found::File(stamp(&data))),
            Err(fault) => Found::refused(fault),
        };
        Some(Entry { name, found })
    }
}

impl Found {
    fn refused(fault: io::Error) -> Self {
        Found::Refused(Cause::File(fault))
    }
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

fn stamp(metadata: &Metadata) -> Stamp {
    let nanoseconds = |time: std::time::SystemTime| match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |n| -n),
    };
    Stamp { size: metadata.len(), modified: metadata.modified().map_or(0, nanoseconds) }
}
