//! One archive, indexed in parts.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use byline::corpus::Rules;
use byline::document::Document;
use byline::engines::{self, Engine};
use byline::holdings::FileRecord;
use byline::indexer::{self, Shard, Summary};
use byline::roster::Joins;

use crate::{Indexed, copy_asked};

fn index(engine: &dyn Engine, shard: &str) -> Summary {
    let shard: Shard = shard.parse().unwrap();
    let stop = AtomicBool::new(false);
    indexer::index_shard(engine, shard, Rules::default(), &stop, &|_| {}).unwrap()
}

/// Everything that an index holds, beside times.
fn held(folder: &Path) -> (Vec<Document>, Vec<FileRecord>, Joins, String) {
    let engine = engines::open(folder).unwrap();
    let articles = engine.articles(0..=u64::MAX, 1_000).unwrap();
    let mut files = engine.files().unwrap();
    files.sort_by(|a, b| a.file.cmp(&b.file));
    for file in &mut files {
        file.stamp.modified = 0;
    }
    let furniture = format!("{:?}", engine.furniture().unwrap());
    (articles, files, engine.joins().unwrap(), furniture)
}

fn is_whole(folder: &Path) -> bool {
    engines::open(folder).unwrap().last_run().unwrap().unwrap().whole
}

#[test]
fn an_archive_indexed_in_shards_is_as_if_it_was_indexed_at_once() {
    let whole = Indexed::sample();
    for order in [["1/3", "2/3", "3/3"], ["3/3", "1/3", "2/3"]] {
        let corpus = tempfile::tempdir().unwrap();
        copy_asked(corpus.path());
        let folder = corpus.path().join(".byline");
        let engine = engines::create(&folder, corpus.path()).unwrap();
        let mut new = 0;
        for shard in order {
            let summary = index(&*engine, shard);
            assert!(summary.new > 5 && summary.unchanged == 0, "{summary:?}");
            new += summary.new;
            // Only who comes last has seen all of it, and can tell who is who.
            assert_eq!(is_whole(&folder), shard == order[2]);
        }
        assert_eq!(new, 49);
        assert_eq!(held(&folder), held(&whole.folder()));
        assert!(!held(&folder).2.persons.is_empty());
    }
}

#[test]
fn a_shard_forgets_its_own_files_and_leaves_those_of_others() {
    let corpus = tempfile::tempdir().unwrap();
    for number in 0..20 {
        let text = format!("Ferry {number}\n\nBy Jane Doe\n\nThe ferry was late.\n");
        fs::write(corpus.path().join(format!("{number}.txt")), text).unwrap();
    }
    let folder = corpus.path().join(".byline");
    let engine = engines::create(&folder, corpus.path()).unwrap();
    assert_eq!(index(&*engine, "1/1").new, 20);
    for number in 0..10 {
        fs::remove_file(corpus.path().join(format!("{number}.txt"))).unwrap();
    }
    let first = index(&*engine, "1/2");
    assert!((1..10).contains(&first.removed) && !is_whole(&folder), "{first:?}");
    assert_eq!(engine.files().unwrap().len() as u64, 20 - first.removed);
    let second = index(&*engine, "2/2");
    assert_eq!(first.removed + second.removed, 10);
    assert_eq!(first.unchanged + second.unchanged, 10);
    assert!(is_whole(&folder));
    assert_eq!(held(&folder).0.len(), 10);
}
