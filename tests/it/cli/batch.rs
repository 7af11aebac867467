//! `byline search --batch`: a file of queries, answered as a TREC run.

use std::fs;

use super::{check, files, indexed};

const RECORDS: &[u8] = br#"{"id": "D7", "title": "Lamps", "text": "The lamp of the tower, a lamp for ships."}
{"id": "D8", "title": "Ships", "text": "The tower has a lamp, and many ships pass by day and by night."}
{"title": "Bells", "text": "A bell in the tower."}
"#;

#[test]
fn a_run_names_each_article_as_its_file_does() {
    let folder = files(&[("desk.jsonl", RECORDS)]);
    let queries = "\u{feff}q1\tWhat is (of) the \"lamp\"?\r\n\r\nq2\ttower -lamp\nq3\tqqqq\n";
    fs::write(folder.path().join("queries.tsv"), queries).unwrap();
    let batch = |more: &[&str]| {
        let arguments = [&["search", "--batch", "queries.tsv", "--run", "mine"], more].concat();
        let run = check(folder.path(), &arguments, 0, &[]);
        let mut scores = Vec::new();
        let mut rows = Vec::new();
        for line in run.lines() {
            let cells: Vec<&str> = line.split(' ').collect();
            let [topic, "Q0", label, rank, score, "mine"] = cells[..] else { panic!("{line}") };
            scores.push((topic.to_owned(), score.parse::<f64>().unwrap()));
            rows.push(format!("{topic} {label} {rank}"));
        }
        assert!(scores.is_sorted_by(|a, b| a.0 != b.0 || a.1 >= b.1), "{run}");
        rows
    };
    // Signs and operators are no more than words: `-lamp` is a lamp.
    let all = batch(&[]);
    assert_eq!(all, ["q2 D7 1", "q2 D8 2"]);
    let any = batch(&["--any"]);
    assert_eq!(any[..4], ["q1 D7 1", "q1 D8 2", "q2 D7 1", "q2 D8 2"]);
    // What has no name of its own is named by its number.
    assert_eq!((any.len(), any[4].len()), (5, "q2 0123456789abcdef 3".len()));
    assert_eq!(batch(&["--any", "--depth", "1"]), ["q1 D7 1", "q2 D7 1"]);
}

#[test]
fn a_line_without_a_name_is_refused() {
    let corpus = indexed();
    fs::write(corpus.path().join("queries.tsv"), "q2 puffins\n").unwrap();
    let error = "byline: queries.tsv, line 1: no tab between an id and a query";
    check(corpus.path(), &["search", "--batch", "queries.tsv"], 2, &[error]);
}
