//! The folder of an index, opened so that another user, or a reader without the right to write, can
//! search it.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    Advice, Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback,
    WatchHandle, WritePtr,
};

/// A folder on disk.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: PathBuf,
    inner: MmapDirectory,
}

impl Folder {
    /// Opens a folder to search: pages are read one by one, as reading ahead was measured thirteen
    /// times slower from a cold disk.
    pub(super) fn to_search(path: &Path) -> Result<Self, OpenDirectoryError> {
        let inner = MmapDirectory::open_with_madvice(path, Advice::Random)?;
        Ok(Folder { path: path.to_owned(), inner })
    }

    /// Opens a folder to write: segments are merged from front to end.
    pub(super) fn to_write(path: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Folder { path: path.to_owned(), inner: MmapDirectory::open(path)? })
    }
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
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
