//! Every row of `schema/query.md`: what a query is read as, and how many articles it finds.

use byline::engines;
use byline::hit::Page;
use byline::query::parse;
use byline::schema::Schema;

use crate::Indexed;

#[test]
fn every_row_of_the_manual_is_true() {
    let indexed = Indexed::sample();
    let engine = engines::open(&indexed.folder()).unwrap();
    let mut rows = 0;
    for line in include_str!("../../schema/query.md").lines() {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [query, _, expected, articles] = cells[..] else { continue };
        let Some(query) = query.strip_prefix("| `").and_then(|query| query.strip_suffix('`'))
        else {
            continue;
        };
        let (parsed, complaints) = parse(query, Schema::get());
        assert_eq!(parsed.to_string(), expected.trim_matches('`'), "{query}");
        assert_eq!(complaints, [], "{query}");
        let found = engine.search(&parsed, Page { offset: 0, limit: 0 }).unwrap();
        assert_eq!(found.total.to_string(), articles.trim_end_matches(" |"), "{query}");
        rows += 1;
    }
    assert!(rows > 25, "only {rows} rows were found");
}
