//! Questions as reporters, librarians and programmers type them, each in the idiom that their fingers
//! know, and which articles of the foreign desk answer them. Each has at least one that nearly does.

use std::collections::BTreeSet;

use byline::engines;
use byline::query::parse;
use byline::search::{Page, Passages, Search, Sort, Terms};

use crate::{Indexed, reading};

/// What is typed, and the lines of `jsonl/foreign-desk.jsonl` that are found.
const QUESTIONS: &[(&str, &[u32])] = &[
    ("ceasefire gaza", &[1, 2]),
    ("\"prisoner exchange\" -opinion section:world", &[4]),
    ("author:\"Karim Haddour\" date:2023-10..2023-12", &[1, 4]),
    ("person:Basri AND hostages", &[7]),
    ("person:\"Munir al-Basri\" W/20 (hostage OR prisoner)", &[4]),
    ("@person W/5 arrest*", &[9]),
    ("hlead(caps(Apple)) AND atleast5(caps(Apple)) AND words>600", &[11]),
    ("hd=europe and by=smith", &[13]),
    ("(merger OR takeover) NEAR/8 \"european commission\" W/P", &[15]),
    ("budget PRE/3 deficit", &[17, 18, 19]),
    ("budget ADJ2 deficit", &[17, 18]),
    ("\"budget deficit\"o2", &[17, 18, 19]),
    ("\"well-being\"", &[12]),
    ("“well-being”", &[12]),
    (
        "\"Ivo Lanthier\" OR \"Greta Soames\" OR \"Benedikt Aarle\" OR \"Valeria Ruzic\"",
        &[17, 18, 19, 20],
    ),
    ("author:none source:\"The Gazette\" year:1998", &[21]),
];

/// Asks the sample corpus, and returns the articles found in the order given.
fn ask(indexed: &Indexed, query: &str) -> Vec<String> {
    let engine = engines::open(indexed.folder()).unwrap();
    let (query, _) = parse(query, &reading());
    let page = Page { limit: 100, ..Page::default() };
    let (sort, passages, terms) = (Sort::default(), Passages::default(), Terms::default());
    let hits = engine.search(&Search { query, sort, page, passages, terms }).unwrap();
    hits.hits.iter().map(|hit| hit.source.to_string()).collect()
}

fn desk(line: u32) -> String {
    format!("jsonl/foreign-desk.jsonl#{line}")
}

#[test]
fn every_idiom_finds_what_was_meant() {
    let indexed = Indexed::sample();
    for (query, lines) in QUESTIONS {
        let found: BTreeSet<String> = ask(&indexed, query).into_iter().collect();
        let expected: BTreeSet<String> = lines.iter().copied().map(desk).collect();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn a_word_in_the_headline_counts_more_than_one_in_the_text() {
    assert_eq!(ask(&Indexed::sample(), "ceasefire gaza"), [desk(1), desk(2)]);
}

#[test]
fn only_a_lower_case_and_is_remarked_on() {
    for (query, _) in QUESTIONS {
        let (_, complaints) = parse(query, &reading());
        assert_eq!(complaints.is_empty(), !query.contains(" and "), "{query}: {complaints:?}");
    }
}
