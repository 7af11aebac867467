//! `byline index`: what is read, when, and what stands in an index afterwards.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use byline::corpus::Rules;
use byline::indexer::{self, Event};
use serde_json::Value;

use super::{FIRST, FLAWED, byline, check, corpus, err, indexed, json_lines, refused};
use crate::{check_file, copy};

#[test]
fn a_search_in_a_folder_without_an_index_makes_it_first() {
    let corpus = corpus();
    let arguments = ["search", "rate rise", "--in", "."];
    let first = check(corpus.path(), &arguments, 0, &[FIRST, FLAWED]);
    assert_eq!(check(corpus.path(), &arguments, 0, &[]), first);
    check_file("search.txt", &first);
}

#[test]
fn later_runs_read_only_what_changed() {
    let corpus = corpus();
    let folder = corpus.path();
    byline(folder, &["index", "."]);
    let index = |line: &str| check(folder, &["index"], 0, &[line]);
    index("indexed 0 articles; files: 0 new, 0 changed, 0 removed, 49 unchanged");

    fs::write(folder.join("text/new.txt"), "A brand new headline\n\nBy Ann Novel\n\nThe body.\n")
        .unwrap();
    index("indexed 1 article; files: 1 new, 0 changed, 0 removed, 49 unchanged");
    check(folder, &["search", "by:novel"], 0, &[]);

    fs::write(folder.join("text/new.txt"), "A brand old headline\n\nBy Ann Older\n\nThe body.\n")
        .unwrap();
    index("indexed 1 article; files: 0 new, 1 changed, 0 removed, 49 unchanged");
    check(folder, &["search", "by:novel"], 1, &["nothing found"]);
    check(folder, &["search", "by:older"], 0, &[]);

    // The same bytes in a new file: its time differs, its content does not.
    let puffins = folder.join("html/opengraph-meta.html");
    let bytes = fs::read(&puffins).unwrap();
    fs::remove_file(&puffins).unwrap();
    fs::write(&puffins, bytes).unwrap();
    index(
        "indexed 0 articles; files: 0 new, 0 changed, 0 removed, 49 unchanged, 1 with a new time but the same content",
    );

    fs::remove_file(folder.join("text/new.txt")).unwrap();
    fs::remove_dir_all(folder.join("jsonl")).unwrap();
    index("indexed 0 articles; files: 0 new, 0 changed, 5 removed, 45 unchanged");
    check(folder, &["search", "by:older"], 1, &["nothing found"]);
    let articles = json_lines(&check(folder, &["search", "*", "--json", "--limit", "100"], 0, &[]));
    assert_eq!(articles.len(), 38);
}

#[test]
fn articles_without_their_file_are_removed_after_a_kill_between_two_commits() {
    let corpus = corpus();
    let folder = corpus.path();
    byline(folder, &["index", "."]);
    // As if byline was killed when the articles were committed and the files were not.
    let files = folder.join(".byline/generation-1/files");
    let kept = tempfile::tempdir().unwrap();
    copy(&files, kept.path());
    fs::write(folder.join("ghost.txt"), "Ghost story\n\nBy Ann Novel\n\nA ghost.\n").unwrap();
    byline(folder, &["index"]);
    fs::remove_dir_all(&files).unwrap();
    fs::create_dir(&files).unwrap();
    copy(kept.path(), &files);
    fs::remove_file(folder.join("ghost.txt")).unwrap();
    byline(folder, &["index"]);
    check(folder, &["search", "ghost", "--count"], 1, &[]);
    assert_eq!(check(folder, &["search", "*", "-n", "0"], 0, &[]), "72 articles\n");
}

#[test]
fn a_run_that_is_stopped_keeps_what_is_whole_and_the_next_one_goes_on() {
    let corpus = corpus();
    let folder = corpus.path().join(".byline");
    let engine = byline::engines::create(&folder, corpus.path()).unwrap();
    let stop = AtomicBool::new(false);
    let stop_at_once = |event| {
        if matches!(event, Event::Read { .. }) {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let summary = indexer::index(&*engine, Rules::default(), &stop, &stop_at_once).unwrap();
    assert!(summary.stopped && summary.new < 49, "{summary:?}");
    let note = ["note: the index is not complete; `byline index` goes on with it"];
    let output = byline(corpus.path(), &["search", "*", "-n", "0"]);
    assert_eq!(err(&output).lines().next(), Some(note[0]), "{}", err(&output));

    let before = summary.new;
    let summary =
        indexer::index(&*engine, Rules::default(), &AtomicBool::new(false), &|_| {}).unwrap();
    assert_eq!((summary.new + before, summary.unchanged), (49, before));
    assert_eq!(check(corpus.path(), &["search", "*", "-n", "0"], 0, &[]), "72 articles\n");
}

#[test]
fn a_rebuilt_index_replaces_the_old_one_and_the_next_run_removes_it() {
    let corpus = indexed();
    let generation = |n: u32| corpus.path().join(format!(".byline/generation-{n}")).exists();
    check(corpus.path(), &["index", "--rebuild"], 0, &[FIRST, FLAWED]);
    assert!(generation(1) && generation(2));
    check(corpus.path(), &["search", "puffins"], 0, &[]);
    byline(corpus.path(), &["index"]);
    assert!(!generation(1) && generation(2));
}

#[test]
fn a_second_writer_is_told_at_once() {
    let corpus = indexed();
    let engine = byline::engines::open(corpus.path().join(".byline")).unwrap();
    let _writer = engine.writer().unwrap();
    let output = byline(corpus.path(), &["index"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("another `byline index` is writing"), "{}", err(&output));
    check(corpus.path(), &["search", "puffins"], 0, &[]);
}

#[test]
fn progress_for_programs_is_json() {
    let corpus = corpus();
    let output = byline(corpus.path(), &["index", ".", "--progress", "json"]);
    let events = err(&output).lines().filter(|line| line.starts_with('{'));
    let mut events: Vec<Value> = events.map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events.remove(0), serde_json::json!({"event": "learning"}));
    assert_eq!(events.remove(0), serde_json::json!({"event": "started", "files": 49}));
    let count = |kind: &str| events.iter().filter(|event| event["event"] == kind).count();
    assert_eq!((count("read"), count("skipped"), count("committed")), (49, 10, 1));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_names_need_not_be_utf8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let folder = tempfile::tempdir().unwrap();
    let name = OsStr::from_bytes(b"caf\xe9.txt");
    fs::write(folder.path().join(name), "An odd name\n\nBy Jane Doe\n\nThe body.").unwrap();
    std::os::unix::fs::symlink("/", folder.path().join("root")).unwrap();
    byline(folder.path(), &["index", "."]);
    let hit = &json_lines(&check(folder.path(), &["search", "odd", "--json"], 0, &[]))[0];
    assert_eq!(hit["path"], "caf\u{fffd}E9.txt");
    let csv = check(folder.path(), &["status", "--csv"], 0, &[]);
    assert_eq!(csv, "path,problem\nroot,a link; links are not followed\n");
}

#[test]
fn an_archive_can_be_indexed_in_parts() {
    let corpus = corpus();
    let part = |shard: &str| {
        let output = byline(corpus.path(), &["index", ".", "--shard", shard]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let said = err(&output).lines().next().unwrap_or_default().to_owned();
        let articles = said.strip_prefix("indexed ").and_then(|said| said.split(' ').next());
        articles.unwrap().parse::<u64>().unwrap()
    };
    let first = part("1/2");
    let note = "note: the index is not complete; `byline index` goes on with it";
    let found = check(corpus.path(), &["search", "*", "-n", "0"], 0, &[note]);
    assert_eq!(found, format!("{first} articles\n"));
    assert_eq!(first + part("2/2"), 72);
    assert_eq!(check(corpus.path(), &["search", "*", "-n", "0"], 0, &[]), "72 articles\n");

    let said = refused(corpus.path(), &["index", ".", "--shard", "3/2"]);
    assert!(said.contains("write K/N, with K from 1 to N"), "{said}");
    refused(corpus.path(), &["index", ".", "--rebuild", "--shard", "1/2"]);
}
