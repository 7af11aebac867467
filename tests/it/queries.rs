//! Every row of `schema/query.md`: what a query is read as, and how many articles it finds.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use byline::engines;
use byline::query::parse;
use byline::search::{Page, Passages, Search, Sort, Terms};

use crate::{Indexed, reading};

/// With `BYLINE_BLESS` set the counts are written, to be read before they are committed.
#[test]
fn every_row_of_the_manual_is_true() {
    let indexed = Indexed::sample();
    let engine = engines::open(indexed.folder()).unwrap();
    let manual = include_str!("../../schema/query.md");
    let mut counted = String::new();
    let mut rows = 0;
    for line in manual.lines() {
        let cells: Vec<&str> = line.split(" | ").collect();
        let query = cells[0].strip_prefix("| `").and_then(|query| query.strip_suffix('`'));
        let (Some(query), [_, meaning, expected, articles]) = (query, &cells[..]) else {
            counted += &[line, "\n"].concat();
            continue;
        };
        let (parsed, complaints) = parse(query, &reading());
        assert_eq!(parsed.to_string(), expected.trim_matches('`'), "{query}");
        assert_eq!(complaints, [], "{query}");
        let (sort, page) = (Sort::default(), Page::default());
        let (passages, terms) = (Passages::default(), Terms::default());
        let search = Search { query: parsed, sort, page, passages, terms };
        let found = engine.search(&search).unwrap().total;
        writeln!(counted, "| `{query}` | {meaning} | {expected} | {found} |").unwrap();
        if std::env::var_os("BYLINE_BLESS").is_none() {
            assert_eq!(found.to_string(), articles.trim_end_matches(" |"), "{query}");
        }
        rows += 1;
    }
    assert!(rows > 80, "only {rows} rows were found");
    if std::env::var_os("BYLINE_BLESS").is_some() {
        let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/query.md");
        fs::write(manual, counted).unwrap();
    }
}
