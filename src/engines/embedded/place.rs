//! What stands in the folder of an index, and for which articles.
//!
//! ```text
//! .byline/byline.json                 which version, which corpus folder, which generation
//!         lock                        held by whoever writes
//!         generation-1/articles       a tantivy index, one document an article
//!         generation-1/files          a tantivy index, one document a file
//!         generation-1/people-1.json  who is who, as far as the articles tell
//!         generation-1/furniture-1.json  what is cut from articles, and of how many files that was learned
//! ```
//!
//! An index that is made anew is a new generation: it is searched from the moment that `byline.json`,
//! which is replaced at once, names it. The one before stays until the next writer comes, for the
//! searches that are under way.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::engines::Error;
use crate::schema::Schema;

use super::joins;

const LABEL: &str = "byline.json";
const LOCK: &str = "lock";
const IGNORE: &str = ".gitignore";
const GENERATION: &str = "generation-";
/// Its number goes up when paragraphs are compared in another way: it is then learned anew.
const FURNITURE: &str = "furniture-1.json";

/// The folder of an index.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) folder: PathBuf,
    pub(super) corpus: PathBuf,
    generation: u32,
}

/// `byline.json`
#[derive(Serialize, Deserialize)]
struct Label {
    version: u32,
    /// The corpus folder. Relative to the folder of the index if that lies inside it, so that both
    /// can be moved together.
    corpus: PathBuf,
    generation: u32,
}

/// Returns true if `folder` is that of an index, whatever state it is in. An article may be called
/// `byline.json` as well, but has no lock beside it.
pub(in crate::engines) fn is_index(folder: &Path) -> bool {
    folder.join(LABEL).is_file() && folder.join(LOCK).is_file()
}

impl Place {
    /// Looks for an index.
    pub(super) fn find(folder: &Path) -> Result<Self, Error> {
        let file = |source| Error::File { folder: folder.to_owned(), source };
        let Some(label) = read_label(folder).map_err(file)? else {
            return Err(Error::Missing { index: folder.display().to_string() });
        };
        let (found, wanted) = (label.version, Schema::get().version);
        if found != wanted {
            return Err(Error::OtherVersion { index: folder.display().to_string(), found, wanted });
        }
        let corpus = folder.join(&label.corpus);
        let corpus = corpus.canonicalize().unwrap_or(corpus);
        Ok(Place { folder: folder.to_owned(), corpus, generation: label.generation })
    }

    /// Makes room for a new generation, which no label names yet, and takes the lock. The folder may
    /// exist if there is nothing in it but an index of byline, of whatever version.
    pub(super) fn make(folder: &Path, corpus: &Path) -> Result<(Self, File), Error> {
        let file = |source| Error::File { folder: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(file)?;
        if !holds_nothing_else(folder).map_err(file)? {
            return Err(Error::Occupied { folder: folder.to_owned() });
        }
        let lock = lock(folder)?;
        // What an older writer left is in nobody's way any more; without a label that can be read
        // it may yet be of use to another version.
        if let Ok(place) = Place::find(folder) {
            place.tidy()?;
        }
        let before = generations(folder).map_err(file)?.into_iter().max().unwrap_or(0);
        let corpus = corpus.canonicalize().map_err(file)?;
        let place = Place { folder: folder.to_owned(), corpus, generation: before + 1 };
        let make = || {
            fs::create_dir_all(place.articles())?;
            fs::create_dir_all(place.files())?;
            // An archive under version control need not be told to leave its index out.
            fs::write(folder.join(IGNORE), "*\n")
        };
        make().map_err(file)?;
        Ok((place, lock))
    }

    /// Makes this generation the one that is searched.
    pub(super) fn label(&self) -> Result<(), Error> {
        let write = || {
            let folder = self.folder.canonicalize()?;
            let corpus = match folder.strip_prefix(&self.corpus) {
                Ok(inside) => inside.components().map(|_| Component::ParentDir).collect(),
                Err(_) => self.corpus.clone(),
            };
            let version = Schema::get().version;
            let label = Label { version, corpus, generation: self.generation };
            let new = self.folder.join(format!("{LABEL}.new"));
            fs::write(&new, serde_json::to_vec(&label)?)?;
            fs::rename(new, self.folder.join(LABEL))
        };
        write().map_err(|source| self.fault(source))
    }

    /// Takes the lock that writers hold, and removes what older ones left.
    pub(super) fn lock(&self) -> Result<File, Error> {
        let lock = lock(&self.folder)?;
        // Since this one was opened, another writer may have made the index anew.
        if Place::find(&self.folder)?.generation != self.generation {
            return Err(Error::Busy { index: self.folder.display().to_string() });
        }
        self.tidy()?;
        Ok(lock)
    }

    /// Removes every other generation. Only for who has the lock.
    fn tidy(&self) -> Result<(), Error> {
        let tidy = || {
            for generation in generations(&self.folder)? {
                if generation != self.generation {
                    fs::remove_dir_all(folder_of(&self.folder, generation))?;
                }
            }
            Ok(())
        };
        tidy().map_err(|source| self.fault(source))
    }

    /// Removes this generation, which no label names.
    pub(super) fn discard(&self) -> io::Result<()> {
        fs::remove_dir_all(folder_of(&self.folder, self.generation))
    }

    pub(super) fn articles(&self) -> PathBuf {
        folder_of(&self.folder, self.generation).join("articles")
    }

    pub(super) fn files(&self) -> PathBuf {
        folder_of(&self.folder, self.generation).join("files")
    }

    /// Returns the file of who is who.
    pub(super) fn joins(&self) -> PathBuf {
        folder_of(&self.folder, self.generation).join(joins::FILE)
    }

    /// Returns the file of what is cut from articles.
    pub(super) fn furniture(&self) -> PathBuf {
        folder_of(&self.folder, self.generation).join(FURNITURE)
    }

    /// Returns how much this generation takes, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        let size = |folder: PathBuf| -> u64 {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum()
        };
        let beside = [self.joins(), self.furniture()];
        let beside = beside.iter().filter_map(|file| Some(fs::metadata(file).ok()?.len()));
        size(self.articles()) + size(self.files()) + beside.sum::<u64>()
    }

    fn fault(&self, source: io::Error) -> Error {
        Error::File { folder: self.folder.clone(), source }
    }
}

/// Takes the lock of a folder, which ends with the process that has it.
fn lock(folder: &Path) -> Result<File, Error> {
    let file = |source| Error::File { folder: folder.to_owned(), source };
    let lock = File::create(folder.join(LOCK)).map_err(file)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::Busy { index: folder.display().to_string() }),
        Err(TryLockError::Error(source)) => Err(file(source)),
    }
}

fn read_label(folder: &Path) -> io::Result<Option<Label>> {
    match fs::read(folder.join(LABEL)) {
        Ok(label) => Ok(Some(serde_json::from_slice(&label)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn holds_nothing_else(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        let is_ours = matches!(&*name, LABEL | LOCK | "byline.json.new");
        let is_ours = is_ours || (name == IGNORE && is_own_ignore(folder)?);
        if !is_ours && generation_of(&name).is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn folder_of(folder: &Path, generation: u32) -> PathBuf {
    folder.join(format!("{GENERATION}{generation}"))
}

/// Reads the number of a generation from the name of its folder, which is written in one way only.
fn generation_of(name: &str) -> Option<u32> {
    let number: u32 = name.strip_prefix(GENERATION)?.parse().ok()?;
    (number < u32::MAX && name == format!("{GENERATION}{number}")).then_some(number)
}

fn is_own_ignore(folder: &Path) -> io::Result<bool> {
    Ok(fs::read_to_string(folder.join(IGNORE))? == "*\n")
}

fn generations(folder: &Path) -> io::Result<Vec<u32>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        found.extend(generation_of(&entry?.file_name().to_string_lossy()));
    }
    Ok(found)
}
