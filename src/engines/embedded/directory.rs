//! The folder of an index, opened so that another user, or a reader without the right to write, can
//! search it.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::num::NonZeroU64;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    Advice, Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, OwnedBytes,
    WatchCallback, WatchHandle, WritePtr,
};

#[cfg(unix)]
use super::window::Windowed;

/// A folder on disk.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: PathBuf,
    inner: MmapDirectory,
    is_searched: bool,
}

impl Folder {
    /// Opens a folder to search: pages are read one by one, as reading ahead was measured thirteen
    /// times slower from a cold disk.
    pub(super) fn to_search(path: &Path) -> Result<Self, OpenDirectoryError> {
        ask_ahead(path);
        let inner = MmapDirectory::open_with_madvice(path, Advice::Random)?;
        Ok(Folder { path: path.to_owned(), inner, is_searched: true })
    }

    /// Opens a folder to write: segments are merged from front to end, so what is long is read in
    /// windows.
    pub(super) fn to_write(path: &Path) -> Result<Self, OpenDirectoryError> {
        let inner = MmapDirectory::open(path)?;
        Ok(Folder { path: path.to_owned(), inner, is_searched: false })
    }
}

/// What says where to find everything in a file stands in these last bytes of it.
const END: u64 = 16 << 10;
/// The same of the texts of articles: it grows with them.
const END_OF_STORE: u64 = 128 << 10;
/// The lengths of texts are asked for wherever a word stands: of so many bytes of them a question
/// leaves few out.
const LENGTHS: u64 = 512 << 10;

/// Asks for what is read first of every file, before it is: from a cold disk all of it comes
/// together then, not piece after piece.
#[cfg(target_os = "linux")]
fn ask_ahead(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let end = match path.extension().map(OsStr::as_encoded_bytes) {
            Some(b"store") => END_OF_STORE,
            Some(b"fieldnorm") => LENGTHS,
            Some(b"term" | b"idx" | b"pos" | b"fast") => END,
            Some(_) | None => continue,
        };
        // What cannot be asked for is read when it is needed.
        if let Ok(file) = File::open(path)
            && let Ok(data) = file.metadata()
        {
            ask_for(&file, data.len().saturating_sub(end), end);
        }
    }
}

#[cfg(target_os = "linux")]
fn ask_for(file: &File, start: u64, length: u64) {
    rustix::fs::fadvise(file, start, NonZeroU64::new(length), rustix::fs::Advice::WillNeed).ok();
}

#[cfg(not(target_os = "linux"))]
fn ask_ahead(_: &Path) {}

#[cfg(not(target_os = "linux"))]
fn ask_for(_: &File, _: u64, _: u64) {}

/// What is longer, in bytes, is no block of texts.
const LONGEST_BLOCK: usize = 256 << 10;

/// The texts of articles. Each is packed, in more than one page: all are asked for at once.
#[derive(Debug)]
struct Store {
    file: File,
    inner: Arc<dyn FileHandle>,
}

impl FileHandle for Store {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.len() <= LONGEST_BLOCK {
            ask_for(&self.file, range.start as u64, range.len() as u64);
        }
        self.inner.read_bytes(range)
    }
}

impl HasLen for Store {
    fn len(&self) -> usize {
        self.inner.len()
    }
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let inner = self.inner.get_file_handle(path)?;
        let extension = path.extension().map(OsStr::as_encoded_bytes);
        // It is there all the same, or was, if it cannot be opened a second time.
        let opened: io::Result<Arc<dyn FileHandle>> = match extension {
            Some(b"store") if self.is_searched => File::open(self.path.join(path))
                .map(|file| Arc::new(Store { file, inner: Arc::clone(&inner) }) as _),
            #[cfg(unix)]
            Some(b"store" | b"idx" | b"pos") if !self.is_searched => {
                Windowed::open(&self.path.join(path), Arc::clone(&inner))
                    .map(|file| Arc::new(file) as _)
            }
            Some(_) | None => return Ok(inner),
        };
        Ok(opened.unwrap_or(inner))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.inner.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    /// tantivy would write for its own user alone. Here whoever may read what this user writes may
    /// search the index. There is one writer, so the name of the new file is free.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let new = self.path.join(path).with_added_extension("new");
        let mut file = File::create(&new)?;
        file.write_all(data)?;
        file.sync_all()?;
        fs::rename(new, self.path.join(path))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }

    /// The lock keeps a writer from deleting files that a reader is about to open. Who may not
    /// write the lock file searches without it; if opening fails, it is tried again.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.inner.acquire_lock(lock) {
            Err(LockError::IoError(error))
                if lock.filepath == META_LOCK.filepath
                    && matches!(
                        error.kind(),
                        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
                    ) =>
            {
                Ok(DirectoryLock::from(Box::new(())))
            }
            answer => answer,
        }
    }
}
