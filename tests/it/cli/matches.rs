//! `--kwic` and `--vimgrep`: every match on a line of its own.

use std::fs;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{check, files, indexed};

#[test]
fn matches_stand_below_each_other() {
    let corpus = indexed();
    let found = check(corpus.path(), &["search", "--kwic", "puffins"], 0, &[]);
    let columns: Vec<usize> = found
        .lines()
        .map(|line| {
            let at = line.to_lowercase().find("puffins").unwrap();
            line[..at].chars().count()
        })
        .collect();
    assert_eq!(columns.len(), 4);
    assert!(columns.iter().all(|column| *column == columns[0]), "{found}");
    let first = "1dca1346 html/opengraph-meta.html  ";
    assert!(found.lines().all(|line| line.starts_with(first)), "{found}");
    let error = ["nothing found", "`qqqqx` matches nothing; without it 1 article"];
    check(corpus.path(), &["search", "--kwic", "puffins qqqqx"], 1, &error);
}

#[test]
fn a_phrase_and_what_is_near_are_one_match() {
    let corpus = indexed();
    let arguments = ["search", "--kwic", "\"gannet rock\" NEAR/3 puffins"];
    let found = check(corpus.path(), &arguments, 0, &[]);
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.contains("Puffins return to Gannet Rock"), "{found}");
}

/// An article that names one person in three forms, is by another, and gives a third.
const NAMES: &[u8] = b"{\"title\":\"Mayor Jane Doe quits\",\"author\":\"Omar Roe\",\
    \"people\":[\"Jane Doe\",\"Ana Moss\"],\
    \"text\":\"Mayor Jane Doe quit on Monday. Ms. Doe said so.\\n\\nNothing else happened.\"}\n";

/// Asks about [`NAMES`], and expects the matches as they are printed.
#[track_caller]
fn check_named(query: &str, expected: &[&str]) {
    let folder = files(&[("a.jsonl", NAMES)]);
    let kwic = check(folder.path(), &["search", "--kwic", query], 0, &[]);
    assert_eq!(kwic.lines().count(), expected.len(), "{kwic}");
    let hits = check(folder.path(), &["search", "--color", "always", query], 0, &[]);
    let marked: Vec<&str> = hits
        .split("\u{1b}[1m\u{1b}[33m")
        .skip(1)
        .map(|rest| rest.split('\u{1b}').next().unwrap())
        .collect();
    assert_eq!(marked, expected, "{hits}");
    let places = check(folder.path(), &["search", "--vimgrep", query], 0, &[]);
    let line = std::str::from_utf8(NAMES).unwrap();
    let at = places.lines().map(|place| {
        let column: usize = place.split(':').nth(2).unwrap().parse().unwrap();
        &line[column - 1..]
    });
    let at: Vec<&str> = at.collect();
    assert!(at.iter().zip(expected).all(|(at, name)| at.starts_with(name)), "{at:?}");
    assert_eq!(at.len(), expected.len());
}

#[test]
fn a_person_is_marked_wherever_named() {
    let all = ["Jane Doe", "Jane Doe", "Doe"];
    check_named("person:jane", &all);
    check_named("person:=\"Jane Doe\"", &all);
    check_named("name:doe", &all);
    check_named("@person", &all);
    check_named("atleast3(person:jane)", &all);
}

#[test]
fn authors_and_people_never_mix_and_who_is_given_only_stands_nowhere() {
    check_named("person:moss", &[]);
    check_named("given:jane", &[]);
    check_named("name:roe", &[]);
    check_named("author:roe", &[]);
    let folder = files(&[("a.jsonl", NAMES)]);
    for query in ["author:doe", "person:roe", "given:roe", "author:moss"] {
        let found = check(folder.path(), &["search", "--count", query], 1, &[]);
        assert_eq!(found, "0\n", "{query}");
    }
}

/// Looks for words like "tide" in a file, and expects matches at these lines and columns. At each
/// of them the file really has one of the words.
#[track_caller]
fn check_places(name: &str, text: &str, bytes: &[u8], expected: &[&str]) {
    let folder = files(&[(name, bytes)]);
    let found = check(folder.path(), &["search", "--vimgrep", "tide"], 0, &[]);
    let mut places = Vec::new();
    for line in found.lines() {
        let (place, shown) = line.strip_prefix(name).unwrap().split_at(1);
        assert_eq!(place, ":", "{line}");
        let [row, column, shown] = shown.splitn(3, ':').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let (number, at): (usize, usize) = (row.parse().unwrap(), column.parse().unwrap());
        let there = text.split('\n').nth(number - 1).unwrap().trim_end_matches('\r');
        assert_eq!(shown, there);
        assert!(there[at - 1..].to_lowercase().starts_with("tide"), "{line}");
        places.push(format!("{row}:{column}"));
    }
    assert_eq!(places, expected);
}

const PROSE: &str = "Café tide tables\n\nBy Jane Doe\n\nThe tide came in at noon.\n\
                     Élan: a high tide, and “Tides” to come.\n";
const PROSE_PLACES: &[&str] = &["1:7", "5:5", "6:15", "6:28"];

#[test]
fn a_place_in_a_text_is_a_line_and_a_byte() {
    check_places("a.txt", PROSE, PROSE.as_bytes(), PROSE_PLACES);
    let dos = PROSE.replace('\n', "\r\n");
    check_places("a.txt", &dos, dos.as_bytes(), PROSE_PLACES);
    let marked = format!("\u{feff}{PROSE}");
    check_places("a.txt", PROSE, marked.as_bytes(), PROSE_PLACES);
    let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_places("a.txt", PROSE, &wide, PROSE_PLACES);
}

#[test]
fn a_place_in_a_page_is_that_in_its_source() {
    let page = "<!DOCTYPE html>\n<html><head><title>Storm &amp; tide</title></head>\n\
        <body><article>\n<h1>Storm &amp; tide</h1>\n\
        <p>The storm came with the caf&eacute; <b>tide</b>, and the harbour wall held through \
        the night.</p>\n<p>Then a second tide rose over the wall, and the boats which lay there \
        were lifted upon the quay.</p>\n</article></body></html>\n";
    check_places("a.html", page, page.as_bytes(), &["2:32", "5:43", "6:18"]);
}

#[test]
fn a_place_in_a_record_is_that_in_its_line() {
    let records = "{\"title\":\"Spring\",\"text\":\"A tidy sum.\"}\n\
        {\"title\":\"Neap \\u201ctide\\u201d\",\"text\":\"A caf\\u00e9 by the tide.\\n\\nThe tide again.\"}\n";
    check_places("a.jsonl", records, records.as_bytes(), &["2:22", "2:61", "2:74"]);
}

#[test]
fn what_cannot_be_opened_at_a_line_is_told_by_its_article() {
    let record = "{\"title\":\"Spring\",\"text\":\"Low.\"}\n\
                  {\"title\":\"Neap\",\"text\":\"Mud.\\n\\nThen the tide.\"}\n";
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(record.as_bytes()).unwrap();
    let folder = files(&[("a.jsonl.gz", &packed.finish().unwrap())]);
    let note = "note: 1 of the places are in the text that was indexed: the file is packed, gone or \
                changed";
    let found = check(folder.path(), &["search", "--vimgrep", "tide"], 0, &[note]);
    assert_eq!(found, "a.jsonl.gz#2:3:10:Then the tide.\n");
}

#[test]
fn every_match_is_told_unless_a_limit_says_of_how_many_articles() {
    let text = |n: usize| format!("Tide {n}\n\nBy Jane Doe\n\nA tide.\n\nAnother tide.\n");
    let folder = files(&[]);
    for n in 0..120 {
        fs::write(folder.path().join(format!("{n}.txt")), text(n)).unwrap();
    }
    super::byline(folder.path(), &["index", "."]);
    let lines = |more: &[&str]| {
        let arguments = [&["search", "--vimgrep", "tide"], more].concat();
        check(folder.path(), &arguments, 0, &[]).lines().count()
    };
    assert_eq!((lines(&[]), lines(&["-n", "101"])), (360, 303));
}
