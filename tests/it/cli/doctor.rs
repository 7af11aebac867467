//! `byline doctor`, and `byline index --dry-run`.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use super::{byline, check};
use crate::archives::{member, zip};

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let story = "Quay opens\n\nBy Jane Doe\n\nMarch 5, 2024\n\nThe quay was opened on Monday, and it \
                 was as long as the harbour board had said it would be.\n";
    let bare = "It rained in the valley all day, and nobody who lives there had expected anything \
                else of a Monday in the month of March.\n";
    for (name, text) in [
        ("a.txt", story),
        ("b.txt", story),
        ("c.txt", bare),
        ("d.json", r#"{"title": "Board meets", "author": "Quaywatch", "text": "It met."}"#),
        ("e.json", "{"),
        ("people.toml", ""),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn the_doctor_tells_what_is_missing_odd_double_or_unread() {
    let folder = folder();
    let found = check(folder.path(), &["doctor", "."], 0, &[]);
    let expected = "           files    unread  articles  headline    author      date
json           2         1         1         1         1         0
txt            3         0         3         2         2         2
all            5         1         4         3         3         2

languages: en 3, unknown 1

without headline: 1
  c.txt

without author: 1
  c.txt

without date: 2
  c.txt
  d.json

odd names of authors:
  Quaywatch ×1: d.json

copies of another article, word for word: 1
  a.txt ×2

not read: 1
  e.json: named .json, but does not look like JSON
";
    // Of files that are read at once, either may be the first.
    assert_eq!(found.replace("b.txt ×2", "a.txt ×2"), expected);
}

#[test]
fn the_doctor_tells_programs_the_same() {
    let folder = folder();
    let found: Value =
        serde_json::from_str(&check(folder.path(), &["doctor", ".", "--json"], 0, &[])).unwrap();
    assert_eq!(found["all"]["articles"], 4);
    assert_eq!(found["without"]["date"]["first"][1], "d.json");
    assert_eq!(found["odd_authors"][0]["name"], "Quaywatch");
    assert_eq!(found["copies"]["articles"], 1);
    assert_eq!(found["not_read"]["first"][0]["path"], "e.json");
}

#[test]
fn a_dry_run_tells_what_would_be_read_and_writes_nothing() {
    let folder = folder();
    let found = check(folder.path(), &["index", ".", "--dry-run"], 0, &[]);
    assert!(found.contains("all            5         1         4         3         3         2\n"));
    assert!(!folder.path().join(".byline").exists());
}

#[test]
fn a_folder_without_articles_is_told_by_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    check(folder.path(), &["doctor", "."], 1, &[]);
    check(folder.path(), &["doctor", "missing"], 2, &["byline: missing is not a folder"]);
}

#[test]
fn what_many_articles_have_in_common_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("quay-post")).unwrap();
    for (number, thing) in ["cat", "tide", "toll", "inn", "ferry", "quay"].iter().enumerate() {
        let text = format!(
            "The {thing}\n\nOn Monday nobody saw the {thing} of {number} Pier Road, where it had \
             stood for as long as anybody there could remember, and the {thing} was not found on \
             Tuesday.\n\nThe Quay Post is read on every pier: ask for its newsletter and get the \
             tides each morning.\n"
        );
        fs::write(folder.path().join(format!("quay-post/{thing}.txt")), text).unwrap();
    }
    let expected = "
furniture learned: 1
  quay-post, 6 of 6: The Quay Post is read on every pier: ask for its newsletter and get the tides ea…
";
    let found = check(folder.path(), &["doctor", "."], 0, &[]);
    assert!(found.contains(expected), "{found}");
    let found: Value =
        serde_json::from_str(&check(folder.path(), &["doctor", ".", "--json"], 0, &[])).unwrap();
    let line = &found["furniture"][0];
    assert_eq!((&line["source"], &line["articles"]), (&"quay-post".into(), &6.into()));
    assert_eq!((&line["of"], &line["place"]), (&6.into(), &"edge".into()));

    // An index tells what it cut.
    byline(folder.path(), &["index", "."]);
    let found = check(folder.path(), &["doctor"], 0, &[]);
    assert!(found.contains(expected), "{found}");
}

#[test]
fn the_doctor_finds_in_an_index_what_it_finds_in_its_folder() {
    let folder = folder();
    fs::write(
        folder.path().join("f.zip"),
        zip(&[member("in/g.txt", "Rain\n\nIt rained all day.\n")]),
    )
    .unwrap();
    let found = check(folder.path(), &["doctor", "."], 0, &[]);
    byline(folder.path(), &["index", "."]);
    let settled = |found: &str| found.replace("b.txt ×2", "a.txt ×2");
    assert_eq!(settled(&check(folder.path(), &["doctor", ".byline"], 0, &[])), settled(&found));
    assert_eq!(settled(&check(folder.path(), &["doctor"], 0, &[])), settled(&found));
    assert!(found.contains("\nzip            1         0         1 "), "{found}");
}
