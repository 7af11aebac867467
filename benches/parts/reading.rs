//! On the way in: bytes, texts, articles, documents.

use std::fs;

use byline::article::Stamp;
use byline::corpus::{Content, File};
use byline::document::Document;
use byline::{engines, people, text};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

use crate::invented::{ARTICLES_READ, DOCUMENTS, PAGES, TEXTS, bytes, read, samples, write};

/// Bytes of a file to text.
#[divan::bench(args = ["utf-8", "windows-1252"])]
fn decode(bencher: Bencher<'_, '_>, charset: &str) {
    let charset = encoding_rs::Encoding::for_label(charset.as_bytes()).expect("a charset");
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<File> = (0..)
        .zip(TEXTS.iter())
        .map(|(number, (_, text))| {
            let name = format!("{number}.txt");
            let path = folder.path().join(&name);
            let (bytes, ..) = charset.encode(text);
            fs::write(&path, &bytes).expect("room for a file");
            File::new(path, name, Stamp { size: bytes.len() as u64, modified: 0 })
        })
        .collect();
    let contents: Vec<Content<'_>> =
        files.iter().map(|file| Content::open(file).expect("a file")).collect();
    let size: u64 = files.iter().map(|file| file.stamp.size).sum();
    bencher.counter(BytesCount::new(size)).bench_local(|| {
        for content in &contents {
            black_box(content.original().expect("a text"));
        }
    });
}

/// A text to folded words.
#[divan::bench]
fn words(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(bytes(texts()))).bench(|| {
        let mut term = String::new();
        for text in texts() {
            let mut words = text::words(text);
            while words.next_into(&mut term).is_some() {
                black_box(&term);
            }
        }
    });
}

/// A word to its folded form.
#[divan::bench]
fn fold(bencher: Bencher<'_, '_>) {
    let words: Vec<&str> = texts().flat_map(str::split_whitespace).collect();
    bencher.counter(ItemsCount::new(words.len())).bench(|| {
        let mut folded = String::new();
        for word in &words {
            folded.clear();
            text::fold_into(word, &mut folded);
            black_box(&folded);
        }
    });
}

/// A web page to an article.
#[divan::bench(args = ["invented", "samples"], sample_count = 20)]
fn html(bencher: Bencher<'_, '_>, which: &str) {
    let pages = if which == "invented" { PAGES.clone() } else { samples("html") };
    read_all(bencher, &pages);
}

/// A plain text to an article: what a scraper leaves, and whole pages.
#[divan::bench(args = ["articles", "whole pages"])]
fn plain(bencher: Bencher<'_, '_>, which: &str) {
    let texts = if which == "articles" { TEXTS.clone() } else { samples("page-text") };
    read_all(bencher, &texts);
}

fn read_all(bencher: Bencher<'_, '_>, files: &[(String, String)]) {
    let size = bytes(files.iter().map(|(_, text)| text.as_str()));
    bencher.counter(BytesCount::new(size)).counter(ItemsCount::new(files.len())).bench(|| {
        for (file, text) in files {
            black_box(read(file, text));
        }
    });
}

/// An article to the people it names.
#[divan::bench]
fn people(bencher: Bencher<'_, '_>) {
    let bodies = ARTICLES_READ.iter().map(|article| article.body.as_str());
    bencher.counter(BytesCount::new(bytes(bodies))).bench(|| {
        for article in ARTICLES_READ.iter() {
            black_box(people::find(article));
        }
    });
}

/// An article and its people to a document.
#[divan::bench]
fn documents(bencher: Bencher<'_, '_>) {
    let found: Vec<_> = ARTICLES_READ.iter().map(people::find).collect();
    bencher.counter(ItemsCount::new(found.len())).bench(|| {
        for (article, people) in ARTICLES_READ.iter().zip(&found) {
            black_box(Document::of(article, people));
        }
    });
}

/// Documents to an index that lasts.
#[divan::bench(sample_count = 20)]
fn index(bencher: Bencher<'_, '_>) {
    let bodies = ARTICLES_READ.iter().map(|article| article.body.as_str());
    bencher
        .counter(BytesCount::new(bytes(bodies)))
        .counter(ItemsCount::new(DOCUMENTS.len()))
        .with_inputs(|| tempfile::tempdir().expect("a folder"))
        .bench_local_values(|folder| {
            let index = folder.path().join("index");
            let engine = engines::create(&index, folder.path()).expect("an empty folder");
            write(&*engine, &DOCUMENTS);
            folder
        });
}

fn texts() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|(_, text)| text.as_str())
}
