//! `byline people --dump` and `--text`: who is named in each article, and in texts of no index.

use std::fs;

use super::{check, files, json_lines, refused};

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
    refused(folder.path(), &["people", "--text", "texts.jsonl", "--with", "Doe"]);
}

#[test]
fn each_article_is_dumped_with_the_places_that_name_people() {
    let text =
        "Doe quits\n\nBy Ann Roe\n\nMayor Jane Doe quit on Monday, the café said. Doe smiled.\n";
    let folder = files(&[("a.txt", text.as_bytes())]);
    let dumped = json_lines(&check(folder.path(), &["people", "--dump"], 0, &[]));
    let whole: Vec<char> =
        "Doe quits\n\nMayor Jane Doe quit on Monday, the café said. Doe smiled.".chars().collect();
    let people = dumped[0]["people"].as_array().unwrap();
    assert_eq!((dumped.len(), people.len(), people[0]["name"].as_str()), (1, 1, Some("Jane Doe")));
    let places: Vec<[usize; 2]> = serde_json::from_value(people[0]["mentions"].clone()).unwrap();
    let forms = places.iter().map(|[start, end]| whole[*start..*end].iter().collect::<String>());
    assert_eq!(forms.collect::<Vec<_>>(), ["Doe", "Jane Doe", "Doe"]);
    check(folder.path(), &["people", "--dump", "nothing_like_it"], 1, &[]);
}
