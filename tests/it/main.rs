//! What byline does, from outside.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod acceptance;
mod agreement;
mod archives;
mod cli;
mod conformance;
mod copies;
mod docx;
mod formats;
mod furniture;
mod homes;
mod house;
mod http;
mod parquet;
mod pdf;
mod people;
mod queries;
mod random;
mod readme;
mod remote;
mod scans;
mod shards;
mod tui;
mod twin;
mod warc;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use byline::article::Stamp;
use byline::corpus::{Cause, Content, File, Rules};
use byline::query::Reading;
use byline::{engines, indexer};
use tempfile::TempDir;

/// The folder of the sample corpus.
fn corpus_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-corpus")
}

/// The folders of the sample corpus that questions are asked of: what they find does not change when
/// byline learns a format and its folder is added.
const ASKED: [&str; 6] = ["flawed", "html", "json", "jsonl", "markdown", "text"];

/// Copies the part of the sample corpus that questions are asked of.
fn copy_asked(to: &Path) {
    for name in ASKED {
        fs::create_dir(to.join(name)).unwrap();
        copy(&corpus_folder().join(name), &to.join(name));
    }
}

/// How queries are read on a day of 2024, whatever day it is.
fn reading() -> Reading<'static> {
    Reading::on(jiff::civil::date(2024, 6, 15))
}

/// A copy of the sample corpus, with its index.
struct Indexed {
    corpus: TempDir,
}

impl Indexed {
    fn sample() -> Self {
        let corpus = tempfile::tempdir().unwrap();
        copy_asked(corpus.path());
        let engine = engines::create(corpus.path().join(".byline"), corpus.path()).unwrap();
        indexer::index(&*engine, Rules::default(), &AtomicBool::new(false), &|_| {}).unwrap();
        Indexed { corpus }
    }

    fn folder(&self) -> PathBuf {
        self.corpus.path().join(".byline")
    }
}

/// Copies what a folder holds, but no index in it.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_name() == ".byline" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// Compares with a file in `tests/it/expected`; with `BYLINE_BLESS` set it is written instead, to
/// be read before it is committed.
#[track_caller]
fn check_file(name: &str, found: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/expected").join(name);
    if std::env::var_os("BYLINE_BLESS").is_some() {
        fs::write(&file, found).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap();
    for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{name}, line {}", number + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "lines of {name}");
}

/// Returns a line for each article of a file, with its headline, and for each reason why one could
/// not be read.
fn read(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let stamp = Stamp { size: bytes.len() as u64, modified: 0 };
    let file = File::new(path, name.to_owned(), stamp);
    let content = match Content::open(&file) {
        Ok(content) => content,
        Err(error) => return format!("{}: {}\n", error.place, error.cause),
    };
    let mut shown = String::new();
    content.articles(|article| {
        match article {
            Ok(article) => writeln!(shown, "{} = {}", article.source, article.headline).unwrap(),
            Err(error) => {
                assert!(!matches!(error.cause, Cause::Broke { .. }), "{}", error.cause);
                writeln!(shown, "{}: {}", error.place, error.cause).unwrap();
            }
        }
        true
    });
    shown
}

/// Returns headline, authors, day and body of the one article in a file, or why there is none.
fn whole(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, bytes).unwrap();
    let stamp = Stamp { size: bytes.len() as u64, modified: 0 };
    let file = File::new(path, name.to_owned(), stamp);
    let mut shown = String::new();
    Content::open(&file).unwrap().articles(|article| {
        match article {
            Ok(article) => {
                let authors = article.byline.authors.iter().map(|author| author.name.display());
                let authors = authors.collect::<Vec<_>>().join("; ");
                let day = article.published.map(|date| date.to_string()).unwrap_or_default();
                let body = article.body.replace("\n\n", " ¶ ");
                writeln!(shown, "{} / {authors} / {day} / {body}", article.headline).unwrap();
            }
            Err(error) => writeln!(shown, "{}", error.cause).unwrap(),
        }
        true
    });
    shown
}

/// Packs as gzip does.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}
