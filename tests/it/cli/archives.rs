//! Archives: a member is found, shown and forgotten as a file is.

use std::fs;

use serde_json::json;

use super::{check, files, json_lines};
use crate::archives::{member, zip};

#[test]
fn when_an_archive_changes_its_articles_do() {
    let old = zip(&[
        member("1998/03/ferry.txt", "Ferry late\n\nBy Ada Quill\n\nThe tide was out.\n"),
        member("1998/03/rain.txt", "Rain\n\nIt rained on the tide.\n"),
        member("1998/03/odd.txt", "\0\0"),
    ]);
    let corpus =
        files(&[("news.zip", &old), ("news.zip-notes.txt", b"Notes\n\nThe tide is noted.\n")]);
    let folder = corpus.path();
    let found = |query: &str| {
        let mut found: Vec<String> =
            json_lines(&check(folder, &["search", query, "--json"], 0, &[]))
                .iter()
                .map(|hit| hit["path"].as_str().unwrap().to_owned())
                .collect();
        found.sort();
        found
    };
    assert_eq!(
        found("tide"),
        ["news.zip-notes.txt", "news.zip/1998/03/ferry.txt", "news.zip/1998/03/rain.txt"]
    );
    assert_eq!(found("path:news.zip"), ["news.zip/1998/03/ferry.txt", "news.zip/1998/03/rain.txt"]);
    assert_eq!(found("path:news.zip/1998/03/rain.txt date:1998-03"), ["news.zip/1998/03/rain.txt"]);
    let status = check(folder, &["status", "--csv"], 0, &[]);
    assert_eq!(status, "path,problem\nnews.zip,1998/03/odd.txt: not text\n");

    let unchanged = "indexed 0 articles; files: 0 new, 0 changed, 0 removed, 2 unchanged";
    check(folder, &["index"], 0, &[unchanged]);
    let new = zip(&[member("1998/03/ferry.txt", "Ferry on time\n\nThe tide was in again.\n")]);
    fs::write(folder.join("news.zip"), new).unwrap();
    let changed = "indexed 1 article; files: 0 new, 1 changed, 0 removed, 1 unchanged";
    check(folder, &["index"], 0, &[changed]);
    assert_eq!(found("tide"), ["news.zip-notes.txt", "news.zip/1998/03/ferry.txt"]);
    assert_eq!(found("late OR \"on time\""), ["news.zip/1998/03/ferry.txt"]);

    fs::remove_file(folder.join("news.zip")).unwrap();
    let removed = "indexed 0 articles; files: 0 new, 0 changed, 1 removed, 1 unchanged";
    check(folder, &["index"], 0, &[removed]);
    assert_eq!(found("tide"), ["news.zip-notes.txt"]);
}

#[test]
fn a_member_is_shown_and_its_matches_are_told_in_its_own_text() {
    let zip = zip(&[member("ferry.txt", "Ferry late\n\nBy Ada Quill\n\nThe tide was out.\n")]);
    let corpus = files(&[("a.zip", &zip)]);
    let folder = corpus.path();
    let hits = json_lines(&check(folder, &["search", "tide", "--json"], 0, &[]));
    let id = hits[0]["id"].as_str().unwrap();
    let shown = check(folder, &["show", id, "--json"], 0, &[]);
    assert_eq!(json_lines(&shown)[0]["path"], json!("a.zip/ferry.txt"));
    let note = "note: 1 of the places are in the text that was indexed: the file is packed, gone or changed";
    let places = check(folder, &["search", "--vimgrep", "tide"], 0, &[note]);
    assert_eq!(places, "a.zip/ferry.txt:1:5:The tide was out.\n");
}
