//! A file of an index that is read from front to end, a piece at a time: what a merge has read of its
//! segments is memory again, where a map of the whole file would count as long as the merge lasts.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

/// So much is read at once, in bytes: a merge goes through some lists of each of its segments side by
/// side.
const WINDOW: usize = 256 << 10;
/// What is longer than that is asked for once, as the texts of a segment are: it is read for this
/// one asking. What is longer still, in bytes, would be too much memory at a time.
const LONGEST: usize = 64 << 20;

/// A file, and the window on it.
#[derive(Debug)]
pub(super) struct Windowed {
    file: File,
    /// The same file.
    mapped: Arc<dyn FileHandle>,
    window: Mutex<Window>,
}

/// A piece of a file.
#[derive(Debug)]
struct Window {
    start: usize,
    bytes: OwnedBytes,
}

impl Windowed {
    /// Opens the file at `path`, which is mapped already.
    pub(super) fn open(path: &Path, mapped: Arc<dyn FileHandle>) -> io::Result<Self> {
        let window = Window { start: 0, bytes: OwnedBytes::empty() };
        Ok(Windowed { file: File::open(path)?, mapped, window: Mutex::new(window) })
    }

    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        self.file.read_exact_at(&mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

impl Window {
    fn part(&self, range: &Range<usize>) -> Option<OwnedBytes> {
        let start = range.start.checked_sub(self.start)?;
        let end = start + range.len();
        (end <= self.bytes.len()).then(|| self.bytes.slice(start..end))
    }
}

impl FileHandle for Windowed {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.len() > LONGEST {
            return self.mapped.read_bytes(range);
        }
        if range.len() > WINDOW {
            return self.read(range);
        }
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(part) = window.part(&range) {
            return Ok(part);
        }
        let end = self.len().min(range.start + WINDOW);
        let part = range.len();
        *window = Window { start: range.start, bytes: self.read(range.start..end)? };
        Ok(window.bytes.slice(0..part))
    }
}

impl HasLen for Windowed {
    fn len(&self) -> usize {
        self.mapped.len()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use proptest::prelude::*;
    use tantivy::directory::{Directory as _, FileHandle as _, MmapDirectory};

    use super::{WINDOW, Windowed};

    proptest! {
        #[test]
        fn whatever_is_asked_in_whatever_order_is_what_the_file_holds(
            ranges in prop::collection::vec((0..3 * WINDOW, 0..2 * WINDOW), 1..20),
        ) {
            let bytes: Vec<u8> = (0..=250).cycle().take(3 * WINDOW).collect();
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.idx");
            fs::write(&path, &bytes).unwrap();
            let mapped = MmapDirectory::open(folder.path()).unwrap();
            let mapped = mapped.get_file_handle(Path::new("a.idx")).unwrap();
            let file = Windowed::open(&path, mapped).unwrap();
            for (start, length) in ranges {
                let range = start..bytes.len().min(start + length);
                let read = file.read_bytes(range.clone()).unwrap();
                prop_assert_eq!(read.as_slice(), &bytes[range]);
            }
        }
    }
}
