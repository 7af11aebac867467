//! What an index knows, as if its files were read.

use std::collections::HashSet;

use crate::article::Source;
use crate::document::Document;
use crate::furniture::Furniture;
use crate::holdings::FileRecord;

use super::Findings;
use super::seen::Seen;

/// Finds in what an index keeps what [`examine`](super::examine) finds in a folder.
#[derive(Debug, Default)]
pub struct Recall {
    findings: Findings,
    files: HashSet<String>,
}

impl Recall {
    /// Begins with what is known of the files, and the furniture that was cut.
    pub fn new(files: Vec<FileRecord>, furniture: Furniture) -> Self {
        let mut recall = Recall::default();
        recall.findings.furniture = furniture;
        for FileRecord { file, articles, problems, .. } in files {
            recall.findings.file(&file, articles);
            for problem in problems {
                let place = Source { file: file.clone(), part: None };
                recall.findings.skipped.push((place, problem));
            }
            recall.files.insert(file);
        }
        recall
    }

    /// Takes an article in.
    pub fn add(&mut self, article: &Document) {
        let seen = Seen::kept(article);
        // It stands in a file, or in a member of it.
        let path = seen.source.file.clone();
        let mut ends = path.match_indices('/').map(|(end, _)| end);
        let file = ends.find_map(|end| self.files.get(&path[..end])).unwrap_or(&path);
        self.findings.article(file, seen);
    }

    /// Returns what was found.
    pub fn findings(self) -> Findings {
        self.findings
    }
}
