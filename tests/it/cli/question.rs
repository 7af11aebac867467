//! How a query is taken, and what is said of it beside the answer.

use std::fmt::Write as _;

use super::{byline, check, err, files, indexed, json_lines, out};

#[test]
fn a_query_may_begin_with_a_minus() {
    let corpus = indexed();
    let all = check(corpus.path(), &["search", "-strike", "-n", "0"], 0, &[]);
    assert_eq!(all, "63 articles\n");
    check(corpus.path(), &["search", "puffins", "-strike", "-n1"], 0, &[]);
}

#[test]
fn any_of_the_words_will_do() {
    let corpus = indexed();
    let arguments = ["search", "puffins", "qqqq", "--count"];
    check(corpus.path(), &arguments, 1, &[]);
    assert_eq!(check(corpus.path(), &[&arguments[..], &["--any"]].concat(), 0, &[]), "1\n");
    let must = ["search", "puffins", "+qqqq", "--count", "--any"];
    assert_eq!(check(corpus.path(), &must, 1, &[]), "0\n");
}

#[test]
fn an_explanation_stands_before_the_hits_or_beside_them() {
    let corpus = indexed();
    let plain = check(corpus.path(), &["search", "puffins"], 0, &[]);
    let explained = check(corpus.path(), &["search", "puffins", "--explain"], 0, &[]);
    assert_eq!(explained.strip_suffix(plain.as_str()), Some(PUFFINS));
    let output = byline(corpus.path(), &["search", "puffins", "--explain", "--json"]);
    assert_eq!((json_lines(out(&output)).len(), err(&output)), (1, PUFFINS));
}

const PUFFINS: &str = "\
read as puffins

  puffins, in any form, in headline or body

puffins    puffins
languages  en

";

/// Expects an explanation, and what is said beside it.
#[track_caller]
fn check_explained(query: &str, errors: &[&str], expected: &str) {
    let corpus = indexed();
    let found = check(corpus.path(), &["search", query, "--explain", "-n", "0"], 0, errors);
    let (explanation, _) = found.rsplit_once("\n\n").unwrap();
    assert_eq!(explanation, expected);
}

#[test]
fn each_word_is_explained_by_those_that_are_looked_for() {
    check_explained(
        "strike (judge OR \"key rate\" OR mortgag* OR harbuor~2)",
        &[],
        "\
read as (strike (judge OR \"key rate\" OR mortgag* OR harbuor~2))

  all of these
    strike, in any form, in headline or body
    any of these
      judge, in any form, in headline or body
      \"key rate\", in a row, in headline or body
      mortgag*, with * for any letters and ? for one, in headline or body
      harbuor, or up to 2 letters off, in headline or body

strike     strike, striking
judge      judge
\"key\"      key
\"rate\"     rate
mortgag*   mortgage, mortgages
harbuor~2  harbour
languages  en",
    );
}

#[test]
fn how_and_and_or_are_read_together_is_said() {
    check_explained(
        "puffins OR rate rise",
        &[
            "  puffins OR rate rise",
            "  ^^^^^^^^^^^^^^^^^^^^ AND binds tighter than OR: read as puffins OR (rate rise)",
        ],
        "\
read as (puffins OR (rate rise))

  any of these
    puffins, in any form, in headline or body
    all of these
      rate, in any form, in headline or body
      rise, in any form, in headline or body

puffins    puffins
rate       rate
rise       rise, rises
languages  en",
    );
}

#[test]
fn words_that_were_added_are_told() {
    let corpus = indexed();
    let arguments = ["search", "puffins", "--expand", "--explain"];
    let found = check(corpus.path(), &arguments, 0, &[]);
    assert!(found.contains("\npuffins    puffins\nadded      "), "{found}");
    let count = |more: &[&str]| {
        let arguments = [&["search", "puffins", "--count"], more].concat();
        check(corpus.path(), &arguments, 0, &[]).trim_end().parse::<u32>().unwrap()
    };
    assert!(count(&["--expand"]) > count(&[]));
}

#[test]
fn what_is_odd_in_a_query_is_pointed_out_and_strict_refuses_it() {
    let corpus = indexed();
    let note = [
        "  autor:oduya rate",
        "  ^^^^^^ no field is named `autor`; did you mean `author`? Searched without it",
    ];
    let output = byline(corpus.path(), &["search", "autor:oduya rate"]);
    let lines: Vec<&str> = err(&output).lines().collect();
    assert_eq!(
        (output.status.code(), &lines[..3]),
        (Some(1), &[note[0], note[1], "nothing found"][..])
    );
    let strict = [note[0], note[1], "byline: the query is not well-formed, and --strict was given"];
    check(corpus.path(), &["search", "--strict", "autor:oduya rate"], 2, &strict);
}

#[test]
fn strict_lets_pass_what_was_only_noted() {
    let corpus = indexed();
    let note = "AND binds tighter than OR: read as puffins OR (rate rise)";
    let note = ["  puffins OR rate rise", &format!("  ^^^^^^^^^^^^^^^^^^^^ {note}")];
    let arguments = ["search", "--strict", "puffins OR rate rise", "--count"];
    assert_eq!(check(corpus.path(), &arguments, 0, &note), "12\n");
    let strict = "byline: the query is not well-formed, and --strict was given";
    let lower = ["  rate and rise", "       ^^^ searched as a word; write AND for the operator"];
    let arguments = ["search", "--strict", "rate and rise", "--count"];
    check(corpus.path(), &arguments, 2, &[lower[0], lower[1], strict]);
}

#[test]
fn of_a_long_query_only_the_place_is_shown() {
    let corpus = indexed();
    let query = format!("{} \"rate", "harbour ".repeat(40));
    let output = byline(corpus.path(), &["search", &query, "--count"]);
    assert_eq!(err(&output), "note: `\"rate`: this quote is not closed: read to the end\n");
}

/// Expects that a query finds nothing, and what is said of that.
#[track_caller]
fn check_nothing(query: &str, said: &[&str]) {
    let corpus = indexed();
    check(corpus.path(), &["search", query], 1, &[&["nothing found"], said].concat());
}

#[test]
fn the_part_of_a_query_that_finds_nothing_is_named() {
    check_nothing("puffins qqqqx", &["`qqqqx` matches nothing; without it 1 article"]);
    check_nothing("qqqqx", &[]);
    check_nothing(
        "ceasfire gaza",
        &["`ceasfire` matches nothing; without it 2 articles; did you mean `ceasefire`?"],
    );
    check_nothing("ceasfire", &["did you mean `ceasefire`?"]);
    check_nothing(
        "puffins gaza",
        &[
            "`puffins` matches 1 article, none with the rest; without it 2 articles",
            "`gaza` matches 2 articles, none with the rest; without it 1 article",
        ],
    );
    check_nothing(
        "section:sport puffins -rats",
        &["`puffins` matches 1 article, none with the rest; without it 2 articles"],
    );
    check_nothing(
        "puffins -rats",
        &[
            "`puffins` matches 1 article, none with the rest; without it 70 articles",
            "without `-rats` 1 article",
        ],
    );
}

#[test]
fn words_of_the_text_are_not_proposed_for_a_section() {
    check_nothing(
        "headline:ferries section:nowhere",
        &["`section:nowhere` matches nothing; without it 2 articles"],
    );
}

#[test]
fn a_part_that_is_longer_than_a_line_is_cut() {
    let long = format!("\"{}lamp\"", "lamp ".repeat(60));
    let cut = format!("`{}…` matches nothing; without it 1 article", &long[..100]);
    check_nothing(&format!("puffins {long}"), &[&cut]);
}

#[test]
fn an_answer_for_which_there_was_no_time_is_partial() {
    let corpus = indexed();
    for command in [&["search", "rate"][..], &["authors", "rate"], &["timeline", "rate"]] {
        let output = byline(corpus.path(), &[command, &["--timeout", "0ms"]].concat());
        let note = "note: stopped after 0s: the answer is partial";
        assert_eq!(err(&output).lines().last(), Some(note), "{command:?}");
    }
    check(corpus.path(), &["search", "rate", "--timeout", "1m", "--count"], 0, &[]);
}

#[test]
fn a_wildcard_of_too_many_words_says_so() {
    let mut words = String::from("Each of them\n\nBy Jane Doe\n\n");
    for n in 0..10_050 {
        write!(words, "w{n:05} {}", if n % 20 == 19 { ".\n\n" } else { "" }).unwrap();
    }
    let folder = files(&[("a.txt", words.as_bytes())]);
    let note = "note: `w*` stands for 10,050 words; the 10,000 most frequent were looked for";
    let count = check(folder.path(), &["search", "w*", "--count"], 0, &[note]);
    assert_eq!(count, "1\n");
    check(folder.path(), &["search", "w0*", "--count"], 0, &[]);
}

#[test]
fn a_language_can_be_chosen() {
    let article =
        "{\"title\":\"Häuser\",\"text\":\"Die alten Häuser am Hafen.\",\"language\":\"de\"}\n";
    let folder = files(&[("a.jsonl", article.repeat(3).as_bytes())]);
    let count = |more: &[&str]| {
        let arguments = [&["search", "haus", "--count"], more].concat();
        out(&byline(folder.path(), &arguments)).to_owned()
    };
    assert_eq!([count(&[]), count(&["--language", "en"])], ["3\n", "0\n"]);
}
