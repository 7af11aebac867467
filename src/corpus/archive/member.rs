//! A file in an archive.

use std::collections::HashSet;
use std::io::BufRead;

use crate::article::hash_of;

use super::super::Cause;
use super::super::file::readable;

/// No file system has longer paths (Linux, `PATH_MAX`), in bytes.
const LONGEST_PATH: usize = 4096;

/// A file in an archive.
pub(in super::super) struct Member<'m> {
    /// What the archive calls it, as it stands there.
    pub(in super::super) name: Vec<u8>,
    /// What is in it, or why that cannot be read.
    pub(in super::super) bytes: Result<Box<dyn BufRead + 'm>, Cause>,
}

/// Returns the name of a member as a path below its archive; `None` if it leads out of there, or is
/// none. Nothing is written to any path, but what an article is called must not look as if it stood
/// elsewhere.
pub(in super::super) fn path_within(name: &[u8]) -> Option<String> {
    let name = readable(name).replace('\\', "/");
    let is_absolute = name.starts_with('/') || name.as_bytes().get(1) == Some(&b':');
    let steps: Vec<&str> = name.split('/').filter(|step| !matches!(*step, "" | ".")).collect();
    let is_odd = name.len() > LONGEST_PATH
        || steps.is_empty()
        || steps.contains(&"..")
        || name.contains('\0');
    (!is_absolute && !is_odd).then(|| steps.join("/"))
}

/// The names of the members read so far. It grows with their number, by some 10 bytes each.
#[derive(Default)]
pub(in super::super) struct Names(HashSet<u64>);

impl Names {
    /// Returns the name of the member of `archive` at `path`, which was not given before: an archive
    /// that was added to can hold a file twice, and no two articles have one id.
    pub(in super::super) fn unique(&mut self, archive: &str, path: &str) -> String {
        let mut name = format!("{archive}/{path}");
        let mut number = 1;
        while !self.0.insert(hash_of([name.as_bytes()])) {
            number += 1;
            name = format!("{archive}/~{number}/{path}");
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, path_within};

    #[test]
    fn a_name_that_leads_out_of_the_archive_is_none() {
        assert_eq!(path_within(&[b'a'; 5000]), None);
        for name in
            ["../a.txt", "a/../../b", "/etc/a.txt", "C:\\a.txt", "\\a.txt", "", "./", "a\0b"]
        {
            assert_eq!(path_within(name.as_bytes()), None, "{name}");
        }
        for (name, path) in [("./a/b.txt", "a/b.txt"), ("a\\b.txt", "a/b.txt"), ("a..b", "a..b")] {
            assert_eq!(path_within(name.as_bytes()).as_deref(), Some(path));
        }
        assert_eq!(path_within(b"caf\xe9.txt").as_deref(), Some("caf\u{fffd}E9.txt"));
    }

    #[test]
    fn two_members_of_one_name_get_two() {
        let mut names = Names::default();
        let given = ["a", "~2/a", "a", "b", "a"].map(|path| names.unique("z", path));
        assert_eq!(given, ["z/a", "z/~2/a", "z/~3/a", "z/b", "z/~4/a"]);
    }
}
