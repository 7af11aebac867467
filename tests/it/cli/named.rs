//! `byline people --text`: who is named in texts that are in no index.

use std::fs;

use super::{check, json_lines, refused};

#[test]
fn texts_are_read_without_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "{\"id\": 1, \"text\": \"“Yes,” said Mayor Jane Doe. Doe smiled.\"}\n\n{\"id\": \"b\", \"text\": \"\"}\n";
    fs::write(folder.path().join("texts.jsonl"), lines).unwrap();
    let written = check(folder.path(), &["people", "--text", "texts.jsonl"], 0, &[]);
    let found = json_lines(&written);
    assert_eq!(found[0]["people"][0]["name"], "Jane Doe");
    assert_eq!(found[0]["people"][0]["mentions"].to_string(), "[[18,26],[28,31]]");
    assert_eq!(found[1].to_string(), "{\"id\":\"b\",\"people\":[]}");
}

#[test]
fn a_line_that_is_no_text_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("texts.jsonl"), "{\"id\": 1}\n").unwrap();
    let says = "byline: texts.jsonl, line 1: missing field `text` at line 1 column 9";
    check(folder.path(), &["people", "--text", "texts.jsonl"], 2, &[says]);
    refused(folder.path(), &["people", "--text", "texts.jsonl", "--json"]);
}
