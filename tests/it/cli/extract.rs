//! `byline extract`.

use std::fs;

use serde_json::{Value, json};

use super::{check, refused};

const PAGE: &str = "<html lang=en><title>Bridge opens | Harbor Post</title>
    <link rel=canonical href=https://post.test/bridge><meta property=og:site_name content='Harbor Post'>
    <h1>Bridge opens</h1><p class=byline>By Jane Doe and Joe Roe</p><time datetime=2024-03-05>x</time>
    <article><p>PORT SELWYN (Reuters) - The bridge opened on Tuesday, after nine years of work and two
    lawsuits over its cost.</p><p>It is open to all, the mayor said.</p></article>";
const LINES: &str = "{\"title\": \"Tolls\", \"text\": \"They rise.\"}\n{broken\n\
    {\"title\": \"Ship\", \"text\": \"It sank.\", \"author\": [\"Jane Doe\"]}\n";

#[test]
fn a_folder_is_one_object_of_its_articles() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("old")).unwrap();
    for (name, text) in [
        ("bridge.html", PAGE),
        ("bridge.txt", "Bridge closes\n\nIt closed."),
        ("old/a.jsonl", LINES),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let told = "old/a.jsonl#2: not valid JSON: key must be a string at column 2";
    let found = check(folder.path(), &["extract", ".", "--json"], 0, &[told]);
    let found: Value = serde_json::from_str(&found).unwrap();
    let ids: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(ids, ["bridge", "bridge.txt", "old/a#1", "old/a#3"]);
    let expected = json!({
        "headline": "Bridge opens",
        "author": ["Jane Doe", "Joe Roe"],
        "agency": null,
        "datePublished": "2024-03-05",
        "description": null,
        "articleBody": "PORT SELWYN (Reuters) — The bridge opened on Tuesday, after nine years of work and two lawsuits over \
                        its cost.\n\nIt is open to all, the mayor said.",
        "dateline": "PORT SELWYN (Reuters)",
        "articleSection": null,
        "publisher": "Harbor Post",
        "url": "https://post.test/bridge",
        "language": "en",
    });
    assert_eq!(found["bridge"], expected);
    assert_eq!(found["old/a#3"]["author"], json!(["Jane Doe"]));
}

#[test]
fn files_are_read_as_well_and_people_get_text() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bridge.html"), PAGE).unwrap();
    fs::write(folder.path().join("empty.html"), "").unwrap();
    let arguments = ["extract", "empty.html", "bridge.html", "bridge.html"];
    let shown = check(folder.path(), &arguments, 0, &["empty.html: empty"]);
    let article = "\
id         bridge
headline   Bridge opens
author     Jane Doe; Joe Roe
published  2024-03-05
dateline   PORT SELWYN (Reuters)
source     Harbor Post
url        https://post.test/bridge
language   en

PORT SELWYN (Reuters) — The bridge opened on Tuesday, after nine years of work and two lawsuits over its cost.

It is open to all, the mayor said.
";
    assert_eq!(shown, format!("{article}\n{}", article.replace("bridge\nh", "bridge.html\nh")));
}

#[test]
fn where_nothing_is_found_the_object_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(check(folder.path(), &["extract", ".", "--json"], 1, &[]), "{}\n");
    assert!(refused(folder.path(), &["extract", "missing"]).starts_with("byline: missing: "));
    assert!(refused(folder.path(), &["extract"]).starts_with("error: "));
}
