//! Queries that nobody should type: an answer or a complaint, never a panic.

use std::fs;

use byline::query::parse;

use super::{byline, err, indexed, out, refused};
use crate::reading;

/// Asks, and expects no more than an answer: something found, or nothing.
#[track_caller]
fn check_answered(options: &[&str], queries: &[&str]) {
    let corpus = indexed();
    for query in queries {
        // A system takes an argument of at most 128 KiB; byline joins them with blanks.
        let words: Vec<&str> = query.split(' ').collect();
        let pieces: Vec<String> = words.chunks(4096).map(|words| words.join(" ")).collect();
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let arguments = [&["search"], options, &["--"], &pieces].concat();
        let output = byline(corpus.path(), &arguments);
        let shown: String = query.chars().take(40).collect();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{shown}: {}", err(&output));
        assert!(err(&output).len() < 10_000, "{shown}: {} bytes", err(&output).len());
    }
}

#[test]
fn what_is_not_closed_or_stands_alone_is_answered() {
    check_answered(
        &["--explain", "-n", "3"],
        &[
            "'o'brien'",
            "-x",
            "-",
            "--",
            "\"unbalanced",
            "((",
            "))",
            ")(",
            "()",
            "\"\"",
            "''",
            "'",
            "\"",
            "AND",
            "OR",
            "NOT",
            "NEAR/5",
            "W/S",
            "/5",
            "~",
            "~2",
            "^",
            "^2",
            "*",
            "?",
            "!",
            "=",
            "+",
            "|",
            ":",
            "author:",
            ":x",
            "a:b:c",
            "author:author:x",
            "[",
            "[a TO",
            "..",
            "date:..",
            "date:x..y",
            "/",
            "//",
            "/(/",
            "/[/",
            "/a{1000}{1000}/",
            "@",
            "@person",
            "@nobody",
            "atleast",
            "atleast0(x)",
            "atleast99999999999(x)",
            "first0(x)",
            "caps(",
            "NEAR(",
            "NEAR(a",
            "NEAR(a, b, c, d)",
            "a NEAR/0 b",
            "a NEAR/99999999999 b",
            "x^99999999999999999999",
            "x^-1",
            "x^nan",
            "\u{202e}",
            "\u{0301}",
            "🜁",
            "words:>99999999999999999999",
            "date:0000-00-00",
            "date:9999-99-99",
            "id:zz",
            "path:../../etc",
        ],
    );
}

#[test]
fn a_query_of_ten_thousand_operators_is_answered() {
    let joined = |sign: &str| vec!["rate"; 10_001].join(sign);
    let (and, or, near) = (joined(" AND "), joined(" OR "), joined(" NEAR/5 "));
    let (ands, nots) = ("AND ".repeat(10_000), "NOT ".repeat(10_000));
    check_answered(&["-n", "3"], &[&and, &or, &near, &ands, &nots]);
}

/// Fills a megabyte.
fn megabyte(piece: &str) -> String {
    piece.repeat(1_000_000 / piece.len())
}

#[test]
fn a_query_of_a_megabyte_is_answered() {
    for piece in ["rate ", "( ", ") ", "(a ", "\"a b\" ", "\" ", "-x ", "author: ", "atleast3( "] {
        check_answered(&["--count"], &[&megabyte(piece)]);
    }
    let different: Vec<String> = (0..125_000).map(|n| format!("{n:07x}")).collect();
    let (different, either) = (different.join(" "), different.join(" OR "));
    let quoted = format!("\"{}\"", megabyte("the "));
    check_answered(&["--count"], &[&different, &either, &quoted]);
}

#[test]
fn a_word_of_a_hundred_kilobytes_is_answered() {
    for sign in ["a", "(", "\"", "*", "?", "a*b", "~", "é", "書"] {
        check_answered(&["--explain", "-n", "3"], &[&sign.repeat(120_000 / sign.len())]);
    }
}

#[test]
fn a_nul_byte_is_a_gap_between_words() {
    let read = |text: &str| parse(text, &reading()).0.to_string();
    assert_eq!([read("rate\0rise"), read("\"rate\0rise\"")], ["(rate rise)", "\"rate rise\""]);
    for text in ["\0", "\0\0\0", "author:\0", "\"\0", "(\0", "/\0/", "=\0", "\0~2", "date:\0"] {
        assert!(!read(text).contains('\0'), "{text:?}");
    }
}

#[test]
fn a_file_of_queries_may_hold_anything() {
    let corpus = indexed();
    let lines = "q1\tpuffins\0rock\nq2\t\0\nq3\t((\"\n";
    fs::write(corpus.path().join("q.tsv"), lines).unwrap();
    let output = byline(corpus.path(), &["search", "--batch", "q.tsv"]);
    assert_eq!(
        (output.status.code(), out(&output).lines().count(), err(&output)),
        (Some(0), 1, "")
    );
}

#[test]
fn the_whole_terminal_is_taken_only_where_there_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let line = refused(folder.path(), &["tui", "rate"]);
    assert_eq!(line, "byline: `byline tui` needs a terminal; `byline search` prints what it finds");
}
