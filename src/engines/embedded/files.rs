//! What is known of each file: a tantivy index of its own beside the articles, so that a file can be
//! noted as unchanged without touching its articles, and a search never opens it.

use std::mem;

use tantivy::schema::{FAST, Field as Column, STORED, STRING, Schema, Value as _};
use tantivy::{Searcher, SegmentReader, TantivyDocument, Term};

use crate::article::Stamp;
use crate::holdings::FileRecord;

/// The columns of the index of files.
#[derive(Debug, Clone)]
pub(super) struct FileLayout {
    pub(super) columns: Schema,
    file: Column,
    size: Column,
    modified: Column,
    hash: Column,
    rules: Column,
    articles: Column,
    /// How many problems there are: those of a file without any are never read.
    flaws: Column,
    problem: Column,
}

impl FileLayout {
    pub(super) fn new() -> Self {
        let mut columns = Schema::builder();
        FileLayout {
            file: columns.add_text_field("file", STRING | FAST),
            size: columns.add_u64_field("size", FAST),
            modified: columns.add_i64_field("modified", FAST),
            hash: columns.add_u64_field("hash", FAST),
            rules: columns.add_u64_field("rules", FAST),
            articles: columns.add_u64_field("articles", FAST),
            flaws: columns.add_u64_field("flaws", FAST),
            problem: columns.add_text_field("problem", STORED),
            columns: columns.build(),
        }
    }

    /// Returns the term by which the record of a file is removed.
    pub(super) fn term(&self, file: &str) -> Term {
        Term::from_field_text(self.file, file)
    }

    pub(super) fn write(&self, record: &FileRecord) -> TantivyDocument {
        let mut written = TantivyDocument::new();
        written.add_text(self.file, &record.file);
        written.add_u64(self.size, record.stamp.size);
        written.add_i64(self.modified, record.stamp.modified);
        written.add_u64(self.hash, record.hash);
        written.add_u64(self.rules, record.rules);
        written.add_u64(self.articles, record.articles);
        written.add_u64(self.flaws, record.problems.len() as u64);
        for problem in &record.problems {
            written.add_text(self.problem, problem);
        }
        written
    }

    /// Returns every record, in no order.
    pub(super) fn read(&self, searcher: &Searcher) -> tantivy::Result<Vec<FileRecord>> {
        let mut records = Vec::new();
        for segment in searcher.segment_readers() {
            self.read_segment(segment, &mut records)?;
        }
        Ok(records)
    }

    fn read_segment(
        &self,
        segment: &SegmentReader,
        records: &mut Vec<FileRecord>,
    ) -> tantivy::Result<()> {
        let columns = segment.fast_fields();
        let Some(files) = columns.str("file")? else { return Ok(()) };
        let number = |name| columns.u64(name);
        let (size, hash) = (number("size")?, number("hash")?);
        let (rules, articles, flaws) = (number("rules")?, number("articles")?, number("flaws")?);
        let modified = columns.i64("modified")?;
        let store = segment.get_store_reader(1)?;
        let mut names = names_by_number(&files)?;
        for document in segment.doc_ids_alive() {
            let Some(name) = files.term_ords(document).next() else { continue };
            let Ok(name) = usize::try_from(name) else { continue };
            let mut record = FileRecord {
                // Nobody else has it: of what was noted of a file before, nothing is alive.
                file: mem::take(&mut names[name]),
                stamp: Stamp {
                    size: size.first(document).unwrap_or(0),
                    modified: modified.first(document).unwrap_or(0),
                },
                hash: hash.first(document).unwrap_or(0),
                rules: rules.first(document).unwrap_or(0),
                articles: articles.first(document).unwrap_or(0),
                problems: Vec::new(),
            };
            if flaws.first(document).unwrap_or(0) > 0 {
                let stored: TantivyDocument = store.get(document)?;
                let problems = stored.get_all(self.problem);
                record.problems = problems.filter_map(|p| p.as_str().map(str::to_owned)).collect();
            }
            records.push(record);
        }
        Ok(())
    }
}

fn names_by_number(column: &tantivy::columnar::StrColumn) -> tantivy::Result<Vec<String>> {
    let mut names = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        names.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(names)
}
