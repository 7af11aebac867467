//! The command, as its users and their programs see it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use byline::indexer::{self, Event};
use serde_json::Value;
use tempfile::TempDir;

use crate::{check_file, copy, corpus_folder};

/// A copy of the sample corpus, not yet indexed.
fn corpus() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&corpus_folder(), folder.path());
    folder
}

/// byline in a folder, with an environment that does not depend on who runs the test.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
    command.current_dir(folder).args(arguments).env_remove("BYLINE_INDEX").env_remove("NO_COLOR");
    command
}

fn byline(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Runs byline and expects an exit code and the lines on stderr; returns what stands on stdout.
#[track_caller]
fn check(folder: &Path, arguments: &[&str], code: i32, errors: &[&str]) -> String {
    let output = byline(folder, arguments);
    let folder = folder.canonicalize().unwrap().display().to_string();
    let said = err(&output).replace(&folder, "CORPUS");
    assert_eq!(
        (output.status.code(), said.lines().collect::<Vec<_>>()),
        (Some(code), errors.to_vec())
    );
    out(&output).to_owned()
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const FIRST: &str = "indexed 46 articles; files: 46 new, 0 changed, 0 removed, 0 unchanged";
const FLAWED: &str =
    "warning: 10 files could not be read, or not whole; `byline status` lists them";

#[test]
fn a_search_in_a_folder_without_an_index_makes_it_first() {
    let corpus = corpus();
    let arguments = ["search", "rate rise", "--in", "."];
    let first = check(corpus.path(), &arguments, 0, &[FIRST, FLAWED]);
    assert_eq!(check(corpus.path(), &arguments, 0, &[]), first);
    check_file("search.txt", &first);
}

#[test]
fn the_index_is_found_from_the_folders_below() {
    let corpus = corpus();
    check(corpus.path(), &["index", "."], 0, &[FIRST, FLAWED]);
    let below = corpus.path().join("html");
    let found = check(&below, &["search", "puffins", "--limit", "1"], 0, &[]);
    assert!(found.contains("Puffins return to Gannet Rock"), "{found}");
}

#[test]
fn without_an_index_one_sentence_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let here = ["byline: no index in this folder or above it; make one with `byline index DIR`"];
    check(folder.path(), &["search", "x"], 2, &here);
    check(folder.path(), &["index"], 2, &here);
    let there = ["byline: no index of . yet; make one with `byline index .`"];
    check(folder.path(), &["status", "--in", "."], 2, &there);
    check(folder.path(), &["index", "gone"], 2, &["byline: gone is not a folder"]);
}

#[test]
fn hits_are_json_as_the_schema_says() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let schema: Value = serde_json::from_str(include_str!("../../schema/hit.json")).unwrap();
    let keys: BTreeSet<&str> =
        schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let required: BTreeSet<&str> =
        schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(keys, required);
    let cut = ["10 of 11 shown; --limit N shows more"];
    let hits = json_lines(&check(corpus.path(), &["search", "rate", "--json"], 0, &cut));
    assert_eq!(hits.len(), 10);
    for hit in &hits {
        let found: BTreeSet<&str> = hit.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(found, keys);
        for (key, kinds) in schema["properties"].as_object().unwrap() {
            let kind = match &hit[key] {
                Value::Null => "null",
                Value::String(_) => "string",
                Value::Array(_) => "array",
                Value::Number(number) if number.is_u64() && key == "part" => "integer",
                Value::Number(_) => "number",
                Value::Bool(_) | Value::Object(_) => panic!("{key}"),
            };
            assert!(kinds["type"].to_string().contains(&format!("\"{kind}\"")), "{key}: {kind}");
        }
        for snippet in hit["snippets"].as_array().unwrap() {
            let text = snippet["text"].as_str().unwrap();
            for mark in snippet["marks"].as_array().unwrap() {
                let byte = |at: usize| usize::try_from(mark[at].as_u64().unwrap()).unwrap();
                let marked = &text[byte(0)..byte(1)];
                assert_eq!(marked.to_lowercase(), "rate", "{text}");
            }
        }
    }
}

#[test]
fn facets_follow_the_query() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let authors = check(corpus.path(), &["authors", "-n", "4"], 0, &[]);
    assert_eq!(
        authors,
        "7  Jane Oduya\n5  Abena Corrigan\n5  Luis Fairweather\n5  Mark Feldt\n1-4 of 26 names\n"
    );
    let people = check(corpus.path(), &["people", "by:oduya", "rate", "--json"], 0, &[]);
    assert_eq!(json_lines(&people)[0]["value"], "Ruth Adeyemi-Holt");
    let csv = check(corpus.path(), &["authors", "sardine", "--csv"], 0, &[]);
    assert_eq!(csv, "value,articles\nAbena Corrigan,1\nLuis Fairweather,1\n");
}

#[test]
fn an_article_is_shown_by_the_first_digits_of_its_id() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let hit = &json_lines(&check(corpus.path(), &["search", "puffins", "--json"], 0, &[]))[0];
    let id = &hit["id"].as_str().unwrap()[..8];
    let article =
        &json_lines(&check(corpus.path(), &["show", id, "--json", "--query", "puffins"], 0, &[]))
            [0];
    for key in
        ["id", "headline", "authors", "people", "published", "section", "source", "path", "part"]
    {
        assert_eq!(article[key], hit[key], "{key}");
    }
    assert!(article["body"].as_str().unwrap().contains("Lars Ottery"));
    assert_eq!(article["marks"]["headline"], serde_json::json!([[0, 7]]));
    check_file("show.txt", &check(corpus.path(), &["show", id], 0, &[]));
    check(
        corpus.path(),
        &["show", "zz"],
        2,
        &["byline: `zz` is not an id: it is the number that a search prints, such as 4f2a91c0"],
    );
    check(
        corpus.path(),
        &["show", "0000000000000001"],
        1,
        &["no article's id begins with 0000000000000001"],
    );
}

#[test]
fn status_lists_what_was_not_read() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let status = &json_lines(&check(corpus.path(), &["status", "--json"], 0, &[]))[0];
    assert_eq!((&status["articles"], &status["files"]), (&46.into(), &46.into()));
    assert_eq!(
        (&status["earliest"], &status["latest"]),
        (&"1665-09-02".into(), &"2025-02-14".into())
    );
    let skipped: Vec<&str> = status["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["path"].as_str().unwrap())
        .collect();
    assert_eq!(skipped.len(), 10);
    assert!(skipped.iter().all(|path| path.starts_with("flawed/")), "{skipped:?}");
    check_file("flawed.csv", &check(corpus.path(), &["status", "--csv"], 0, &[]));
}

#[test]
fn later_runs_read_only_what_changed() {
    let corpus = corpus();
    let folder = corpus.path();
    byline(folder, &["index", "."]);
    let index = |line: &str| check(folder, &["index"], 0, &[line]);
    index("indexed 0 articles; files: 0 new, 0 changed, 0 removed, 46 unchanged");

    fs::write(folder.join("text/new.txt"), "A brand new headline\n\nBy Ann Novel\n\nThe body.\n")
        .unwrap();
    index("indexed 1 article; files: 1 new, 0 changed, 0 removed, 46 unchanged");
    check(folder, &["search", "by:novel"], 0, &[]);

    fs::write(folder.join("text/new.txt"), "A brand old headline\n\nBy Ann Older\n\nThe body.\n")
        .unwrap();
    index("indexed 1 article; files: 0 new, 1 changed, 0 removed, 46 unchanged");
    check(folder, &["search", "by:novel"], 1, &["nothing found"]);
    check(folder, &["search", "by:older"], 0, &[]);

    // The same bytes in a new file: its time differs, its content does not.
    let puffins = folder.join("html/opengraph-meta.html");
    let bytes = fs::read(&puffins).unwrap();
    fs::remove_file(&puffins).unwrap();
    fs::write(&puffins, bytes).unwrap();
    index(
        "indexed 0 articles; files: 0 new, 0 changed, 0 removed, 46 unchanged, 1 with a new time but the same content",
    );

    fs::remove_file(folder.join("text/new.txt")).unwrap();
    fs::remove_dir_all(folder.join("jsonl")).unwrap();
    index("indexed 0 articles; files: 0 new, 0 changed, 4 removed, 43 unchanged");
    check(folder, &["search", "by:older"], 1, &["nothing found"]);
    let articles = json_lines(&check(folder, &["search", "*", "--json", "--limit", "100"], 0, &[]));
    assert_eq!(articles.len(), 36);
}

#[test]
fn an_index_can_stand_elsewhere() {
    let (corpus, place) = (corpus(), tempfile::tempdir().unwrap());
    let index = place.path().join("idx");
    let index = index.to_str().unwrap();
    check(corpus.path(), &["index", ".", "--index", index], 0, &[FIRST, FLAWED]);
    assert!(!corpus.path().join(".byline").exists());
    check(place.path(), &["search", "puffins", "--index", index], 0, &[]);
    let output = command(place.path(), &["search", "puffins"]).env("BYLINE_INDEX", index).output();
    assert_eq!(output.unwrap().status.code(), Some(0));
    let output = byline(place.path(), &["index", ".", "--index", index]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("is of"), "{}", err(&output));
}

#[test]
fn an_index_of_another_version_is_refused_and_can_be_made_anew() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let label = corpus.path().join(".byline/byline.json");
    fs::write(&label, "{\"version\":99,\"corpus\":\"..\",\"generation\":1}").unwrap();
    let output = byline(corpus.path(), &["search", "puffins"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("byline index --rebuild"), "{}", err(&output));
    check(corpus.path(), &["index", "--rebuild"], 0, &[FIRST, FLAWED]);
    check(corpus.path(), &["search", "puffins"], 0, &[]);
}

#[test]
fn a_second_writer_is_told_at_once() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let engine = byline::engines::open(&corpus.path().join(".byline")).unwrap();
    let _writer = engine.writer().unwrap();
    let output = byline(corpus.path(), &["index"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("another `byline index` is writing"), "{}", err(&output));
    check(corpus.path(), &["search", "puffins"], 0, &[]);
}

#[test]
fn what_is_no_index_is_never_overwritten() {
    let corpus = corpus();
    let docs = corpus.path().join("docs");
    fs::create_dir(&docs).unwrap();
    fs::write(docs.join("thesis.odt"), "precious").unwrap();
    fs::write(docs.join(".gitignore"), "target/").unwrap();
    fs::create_dir(docs.join("2023")).unwrap();
    let refused = ["byline: docs is neither empty nor an index; name another folder for the index"];
    check(corpus.path(), &["index", ".", "--index", "docs"], 2, &refused);
    check(corpus.path(), &["index", ".", "--rebuild", "--index", "docs"], 2, &refused);
    assert_eq!(fs::read_to_string(docs.join("thesis.odt")).unwrap(), "precious");
    assert_eq!(fs::read_to_string(docs.join(".gitignore")).unwrap(), "target/");
    fs::remove_file(docs.join("thesis.odt")).unwrap();
    fs::remove_file(docs.join(".gitignore")).unwrap();
    check(corpus.path(), &["index", ".", "--index", "docs"], 2, &refused);
    assert!(docs.join("2023").exists());
}

#[test]
fn an_index_answers_for_its_own_folder_only() {
    let (one, two) = (corpus(), tempfile::tempdir().unwrap());
    byline(one.path(), &["index", "."]);
    let index = one.path().join(".byline");
    let other = two.path().to_str().unwrap();
    let output = command(one.path(), &["search", "puffins", "--in", other])
        .env("BYLINE_INDEX", index)
        .output()
        .unwrap();
    assert_eq!((output.status.code(), out(&output)), (Some(2), ""));
    assert!(err(&output).contains("is of"), "{}", err(&output));
}

#[test]
fn an_index_inside_its_corpus_is_not_read_as_articles() {
    let corpus = corpus();
    for index in ["idx", "deep/idx", ".byline"] {
        let summary = check(corpus.path(), &["index", ".", "--index", index], 0, &[FIRST, FLAWED]);
        assert_eq!(summary, "");
    }
    fs::rename(corpus.path(), corpus.path().with_extension("moved")).unwrap();
    let moved = corpus.path().with_extension("moved");
    check(&moved, &["search", "puffins", "--index", "deep/idx"], 0, &[]);
    check(
        &moved,
        &["index", ".", "--index", "deep/idx"],
        0,
        &["indexed 0 articles; files: 0 new, 0 changed, 0 removed, 46 unchanged"],
    );
    fs::rename(moved, corpus.path()).unwrap();
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
    check(folder, &["search", "ghost"], 1, &["nothing found"]);
    assert_eq!(check(folder, &["search", "*", "-n", "0"], 0, &[]), "46 articles\n");
}

#[test]
fn a_file_may_be_called_like_the_label_of_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let article = "{\"title\": \"A name\", \"text\": \"Like any other.\"}";
    fs::write(folder.path().join("byline.json"), article).unwrap();
    byline(folder.path(), &["index", "."]);
    check(folder.path(), &["search", "name"], 0, &[]);
}

#[test]
fn a_rebuilt_index_replaces_the_old_one_and_the_next_run_removes_it() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let generation = |n: u32| corpus.path().join(format!(".byline/generation-{n}")).exists();
    check(corpus.path(), &["index", "--rebuild"], 0, &[FIRST, FLAWED]);
    assert!(generation(1) && generation(2));
    check(corpus.path(), &["search", "puffins"], 0, &[]);
    byline(corpus.path(), &["index"]);
    assert!(!generation(1) && generation(2));
}

#[test]
fn a_query_may_begin_with_a_minus() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let all = check(corpus.path(), &["search", "-strike", "-n", "0"], 0, &[]);
    assert_eq!(all, "37 articles\n");
    check(corpus.path(), &["search", "puffins", "-strike", "-n1"], 0, &[]);
}

#[test]
fn a_file_of_broken_lines_is_told_in_few() {
    let folder = tempfile::tempdir().unwrap();
    let good = "{\"title\": \"Good\", \"text\": \"It is.\"}\n";
    let lines = [good, &"{\"broken\n".repeat(1000), good].concat();
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    byline(folder.path(), &["index", "."]);
    let status = &json_lines(&check(folder.path(), &["status", "--json"], 0, &[]))[0];
    assert_eq!(status["articles"], 2);
    let problems = status["skipped"][0]["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 21);
    assert_eq!(problems[20], "980 more articles could not be read");
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
    let summary = indexer::index(&*engine, &stop, &stop_at_once).unwrap();
    assert!(summary.stopped && summary.new < 46, "{summary:?}");
    let note = ["note: the index is not complete; `byline index` goes on with it"];
    let output = byline(corpus.path(), &["search", "*", "-n", "0"]);
    assert_eq!(err(&output).lines().next(), Some(note[0]), "{}", err(&output));

    let before = summary.new;
    let summary = indexer::index(&*engine, &AtomicBool::new(false), &|_| {}).unwrap();
    assert_eq!((summary.new + before, summary.unchanged), (46, before));
    assert_eq!(check(corpus.path(), &["search", "*", "-n", "0"], 0, &[]), "46 articles\n");
}

#[test]
fn progress_for_programs_is_json() {
    let corpus = corpus();
    let output = byline(corpus.path(), &["index", ".", "--progress", "json"]);
    let events = err(&output).lines().filter(|line| line.starts_with('{'));
    let mut events: Vec<Value> = events.map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events.remove(0), serde_json::json!({"event": "started", "files": 46}));
    let count = |kind: &str| events.iter().filter(|event| event["event"] == kind).count();
    assert_eq!((count("read"), count("skipped"), count("committed")), (46, 10, 1));
}

#[test]
fn what_is_odd_in_a_query_is_pointed_out_and_strict_refuses_it() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let note = [
        "  autor:oduya rate",
        "  ^^^^^^ no field is named `autor`; did you mean `author`? Searched without it",
    ];
    check(corpus.path(), &["search", "autor:oduya rate"], 1, &[note[0], note[1], "nothing found"]);
    let strict = [note[0], note[1], "byline: the query is not well-formed, and --strict was given"];
    check(corpus.path(), &["search", "--strict", "autor:oduya rate"], 2, &strict);
}

#[test]
fn an_article_cannot_write_to_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let headline = "Evil \x1b]52;c;aGk=\x07 head\u{9b}31mline \u{202e}tfel";
    fs::write(
        folder.path().join("a.txt"),
        format!("{headline}\n\nBy Jane \x1b[2JDoe\n\nBody \x1b[5m, {}", "and prose. ".repeat(30)),
    )
    .unwrap();
    byline(folder.path(), &["index", "."]);
    for arguments in [
        &["search", "evil"][..],
        &["search", "evil", "--json"],
        &["search", "evil", "--csv"],
        &["search", "evil", "--color", "always"],
    ] {
        let found = check(folder.path(), arguments, 0, &[]);
        let found = found
            .replace("\x1b[1m", "")
            .replace("\x1b[2m", "")
            .replace("\x1b[33m", "")
            .replace("\x1b[0m", "");
        assert!(found.contains("Evil"), "{found}");
        let harmful = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!found.contains(harmful), "{arguments:?}: {found:?}");
    }
}

#[test]
fn colors_are_for_terminals_or_on_demand() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let plain = check(corpus.path(), &["search", "puffins"], 0, &[]);
    assert!(!plain.contains('\x1b'));
    let colored = check(corpus.path(), &["search", "puffins", "--color", "always"], 0, &[]);
    assert!(colored.contains("\x1b[1m\x1b[33mPuffins\x1b[0m"), "{colored}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    for form in ["--json", "--csv", "--color=never"] {
        let mut child = command(corpus.path(), &["search", "*", form, "--limit", "100"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""), "{form}");
    }
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

#[cfg(unix)]
#[test]
fn an_index_that_cannot_be_written_can_be_searched() {
    use std::os::unix::fs::PermissionsExt as _;

    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    let rights = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let index = corpus.path().join(".byline/generation-1");
    for part in ["articles", "files"] {
        for entry in fs::read_dir(index.join(part)).unwrap() {
            let path = entry.unwrap().path();
            // Whoever may read the folder may read each file in it.
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o444,
                0o444,
                "{}",
                path.display()
            );
            rights(&path, 0o444);
        }
        rights(&index.join(part), 0o555);
    }
    let found = check(corpus.path(), &["search", "puffins"], 0, &[]);
    for part in ["articles", "files"] {
        rights(&index.join(part), 0o755);
    }
    assert!(found.contains("Puffins"), "{found}");
}
