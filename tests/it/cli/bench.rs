//! `byline bench`: how long answers take.

use std::fs;
use std::path::Path;

use super::{check, indexed, json_lines, refused};

/// Asks twice what stands in `queries.tsv`.
fn bench(folder: &Path, queries: &str, code: i32, errors: &[&str]) -> String {
    fs::write(folder.join("queries.tsv"), queries).unwrap();
    check(folder, &["bench", "--queries", "queries.tsv", "--rounds", "2"], code, errors)
}

/// How many articles a search finds.
fn found(folder: &Path, query: &str) -> u64 {
    check(folder, &["search", query, "--count"], 0, &[]).trim().parse().unwrap()
}

#[test]
fn a_search_is_counted_and_has_four_times() {
    let corpus = indexed();
    let queries = "rates\tsearch\trate rise\nall\tsearch\t*\r\nnone\tsearch\tqqqq\n\
                   who\tsearch\tperson:adeyemi\n";
    let lines = json_lines(&bench(corpus.path(), queries, 0, &[]));
    let counts: Vec<(&str, u64)> = lines
        .iter()
        .map(|line| (line["id"].as_str().unwrap(), line["count"].as_u64().unwrap()))
        .collect();
    let count = |query| found(corpus.path(), query);
    let who = count("person:adeyemi");
    assert_eq!(
        counts,
        [("rates", count("rate rise")), ("all", count("*")), ("none", 0), ("who", who)]
    );
    for line in &lines {
        for time in ["topcount_us", "top_us", "count_us", "snip_us"] {
            assert!(line[time].as_f64().is_some_and(|time| time >= 0.0), "{time} of {line}");
        }
    }
}

#[test]
fn of_facets_and_timelines_the_values_are_counted() {
    let corpus = indexed();
    let queries = "authors\tfacet:author\t*\npeople\tfacet:person\t*\nyears\tfacet:year\trate\n\
                   months\ttimeline\trate\n";
    let lines = json_lines(&bench(corpus.path(), queries, 0, &[]));
    let names = |command| {
        let arguments = [command, "--json", "--limit", "100000"];
        let lines = json_lines(&check(corpus.path(), &arguments, 0, &[]));
        // The last line is of articles without one.
        lines.iter().filter(|line| line["value"].is_string()).count() as u64
    };
    let counts: Vec<u64> = lines.iter().map(|line| line["count"].as_u64().unwrap()).collect();
    // Of rates is written in two years, and in six months of them.
    assert_eq!(counts, [names("authors"), names("people"), 2, 6]);
    for line in &lines {
        assert!(line["topcount_us"].is_number(), "{line}");
        assert!(["top_us", "count_us", "snip_us"].iter().all(|time| line[*time].is_null()));
    }
}

#[test]
fn a_line_that_cannot_be_asked_is_named() {
    let corpus = indexed();
    for (line, says) in [
        ("rates search rate", "write an id, a kind and a query, with tabs between"),
        ("rates\tphrase\trate", "the kinds are search, facet:FIELD and timeline, not `phrase`"),
        (
            "rates\tfacet:headline\t*",
            "the fields are author, agency, section, source, lang, person and year",
        ),
        ("rates\tsearch\t\"rate", "`\"rate`: this quote is not closed: read to the end"),
    ] {
        let queries = format!("all\tsearch\t*\n{line}\n");
        let said = format!("byline: queries.tsv, line 2: {says}");
        assert_eq!(bench(corpus.path(), &queries, 2, &[&said]), "");
    }
}

#[test]
fn what_is_missing_is_told() {
    let corpus = indexed();
    let without = refused(corpus.path(), &["bench", "--queries", "nowhere.tsv"]);
    assert_eq!(without, "byline: nowhere.tsv: No such file or directory (os error 2)");
    fs::write(corpus.path().join("queries.tsv"), "all\tsearch\t*\n").unwrap();
    let elsewhere = refused(corpus.path(), &["bench", "--queries", "queries.tsv", "--index", "x"]);
    assert!(elsewhere.starts_with("byline: no index in x"), "{elsewhere}");
    let never = refused(corpus.path(), &["bench", "--queries", "queries.tsv", "--rounds", "0"]);
    assert!(never.contains("'0' for '--rounds <N>'"), "{never}");
}
