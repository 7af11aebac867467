//! `byline search`: how hits are printed, for people and for programs.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::Value;

use super::{byline, check, command, err, indexed, json_lines, refused};

#[test]
fn hits_are_json_as_the_schema_says() {
    let corpus = indexed();
    let schema: Value = serde_json::from_str(include_str!("../../../schema/hit.json")).unwrap();
    let keys: BTreeSet<&str> =
        schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let required: BTreeSet<&str> =
        schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let optional: BTreeSet<&str> = ["copies"].into();
    let keys: BTreeSet<&str> = keys.difference(&optional).copied().collect();
    assert_eq!(keys, required);
    let cut = ["10 of 11 shown; --limit N shows more"];
    let hits = json_lines(&check(corpus.path(), &["search", "rate", "--json"], 0, &cut));
    assert_eq!(hits.len(), 10);
    for hit in &hits {
        let found: BTreeSet<&str> = hit.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(found, keys);
        for (key, kinds) in schema["properties"].as_object().unwrap() {
            if optional.contains(key.as_str()) {
                continue;
            }
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
fn an_answer_has_one_form() {
    let folder = tempfile::tempdir().unwrap();
    let line = refused(folder.path(), &["search", "x", "--kwic", "--vimgrep"]);
    assert_eq!(line, "error: the argument '--kwic' cannot be used with '--vimgrep'");
    let line = refused(folder.path(), &["search", "x", "--count", "--sort", "newest"]);
    assert_eq!(line, "error: the argument '--count' cannot be used with '--sort <ORDER>'");
}

#[test]
fn what_cannot_be_asked_is_refused_before_the_index_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let line = refused(folder.path(), &["search", "x", "--recency", "--sort", "oldest"]);
    assert_eq!(line, "byline: --recency is about the best hits: it goes with no other --sort");
    let line = refused(folder.path(), &["search", "x", "--after", "4f2a:d12"]);
    assert_eq!(
        line,
        "byline: the cursor is of a page in another order; give the same --sort as for that page"
    );
    let line = refused(folder.path(), &["search", "x", "--only", "year=98"]);
    assert_eq!(
        line,
        "error: invalid value 'year=98' for '--only <FIELD=VALUE>': write a year with four digits, or `none`"
    );
}

#[test]
fn a_count_alone_is_a_number() {
    let corpus = indexed();
    assert_eq!(check(corpus.path(), &["search", "*", "--count"], 0, &[]), "72\n");
    assert_eq!(check(corpus.path(), &["search", "qqqq", "--count"], 1, &[]), "0\n");
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
    let corpus = indexed();
    let plain = check(corpus.path(), &["search", "puffins"], 0, &[]);
    assert!(!plain.contains('\x1b'));
    let colored = check(corpus.path(), &["search", "puffins", "--color", "always"], 0, &[]);
    assert!(colored.contains("\x1b[1m\x1b[33mPuffins\x1b[0m"), "{colored}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let corpus = indexed();
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
