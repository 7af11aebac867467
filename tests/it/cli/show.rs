//! `byline show` and `byline status`.

use std::fs;

use super::{byline, check, indexed, json_lines};
use crate::check_file;

#[test]
fn an_article_is_shown_by_the_first_digits_of_its_id() {
    let corpus = indexed();
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
    let corpus = indexed();
    let status = &json_lines(&check(corpus.path(), &["status", "--json"], 0, &[]))[0];
    assert_eq!((&status["articles"], &status["files"]), (&72.into(), &49.into()));
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
