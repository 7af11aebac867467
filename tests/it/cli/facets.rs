//! Counts of values: `byline authors` and its like, and `--facet`, `--only`, `--not` of a search.

use serde_json::Value;

use super::{check, indexed, json_lines};

/// Expects a table of counts.
#[track_caller]
fn check_table(arguments: &[&str], expected: &[&str]) {
    let corpus = indexed();
    let found = check(corpus.path(), arguments, 0, &[]);
    assert_eq!(found.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn facets_follow_the_query() {
    check_table(
        &["authors", "-n", "4"],
        &[
            "8  Abena Corrigan",
            "7  Jane Oduya",
            "6  Luis Fairweather",
            "6  Priscilla Hargrove",
            "1-4 of 32 names",
            "8 articles have none",
        ],
    );
    check_table(
        &["authors", "sardine", "--csv"],
        &["value,articles", "Abena Corrigan,1", "Luis Fairweather,1"],
    );
    let corpus = indexed();
    let people = check(corpus.path(), &["people", "by:oduya", "rate", "--json"], 0, &[]);
    assert_eq!(json_lines(&people)[0]["value"], "Ruth Adeyemi-Holt");
}

#[test]
fn papers_sections_and_languages_are_counted_too() {
    check_table(&["sources", "weather vane"], &["3  The Gazette", "1 source"]);
    check_table(
        &["sections", "-n", "3"],
        &["7  Business", "6  Local", "6  World", "1-3 of 21 sections", "25 articles have none"],
    );
    check_table(&["languages"], &["63  en", " 4  de", " 4  fr", " 1  ja", "4 languages"]);
}

#[test]
fn only_values_like_a_text_are_counted() {
    check_table(&["authors", "--like", "CORR"], &["8  Abena Corrigan", "1 name"]);
    check_table(
        &["sources", "--like", "iles", "lang:fr"],
        &["1  Le Courrier des Îles", "1 source"],
    );
    let corpus = indexed();
    check(corpus.path(), &["sections", "--like", "qqqq"], 1, &["nothing found"]);
}

#[test]
fn facets_stand_behind_the_hits() {
    let corpus = indexed();
    let arguments = ["search", "sardine", "--facet", "author,section"];
    let page = check(corpus.path(), &arguments, 0, &[]);
    let (hits, facets) = page.split_once("\n1 article\n").unwrap();
    assert!(hits.contains("sardine"), "{hits}");
    let authors = "\nauthor\n  1  Abena Corrigan\n  1  Luis Fairweather\n\nsection\n  1  Food\n\n";
    assert_eq!(facets, authors);
    let lines = json_lines(&check(corpus.path(), &[&arguments[..], &["--json"]].concat(), 0, &[]));
    let counts: Vec<&Value> = lines.iter().filter(|line| line["facet"] == "author").collect();
    assert_eq!(counts.len(), 2);
    assert_eq!(
        counts[0],
        &serde_json::json!({"facet": "author", "value": "Abena Corrigan", "articles": 1})
    );
    let table = check(corpus.path(), &[&arguments[..], &["--csv"]].concat(), 0, &[]);
    assert!(table.starts_with("field,value,articles\nauthor,Abena Corrigan,1\n"), "{table}");
    let hits = check(corpus.path(), &["search", "sardine", "--csv"], 0, &[]);
    assert_eq!(hits.lines().count(), 2, "{hits}");
}

#[test]
fn those_without_a_value_are_a_bucket() {
    check_table(
        &["search", "date:1998..1999", "-n", "0", "--facet", "author,year"],
        &[
            "5 articles",
            "",
            "author",
            "  2  Wilma Strand",
            "  1  Bernard Okafor-Lyle",
            "  3  none",
            "",
            "year",
            "  4  1998",
            "  1  1999",
            "",
        ],
    );
    let corpus = indexed();
    let count = |more: &[&str]| {
        let arguments = [&["search", "date:1998..1999", "--count"], more].concat();
        check(corpus.path(), &arguments, 0, &[])
    };
    assert_eq!(count(&["--only", "author=none"]), "3\n");
    assert_eq!(count(&["--not", "author=none"]), "2\n");
    assert_eq!(count(&["--only", "author=none", "--only", "year=1999"]), "1\n");
}

#[test]
fn of_one_field_any_value_will_do_and_its_others_stay_in_sight() {
    let chosen = "--only section=food --only section=travel --not source=none";
    let arguments = format!("search * -n 0 --facet section,source {chosen}");
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let corpus = indexed();
    let found = check(corpus.path(), &arguments, 0, &[]);
    // Of the sections of all articles with a source, only two were chosen; of the sources of these
    // articles, none was.
    let (sections, sources) = found.split_once("\nsource\n").unwrap();
    assert!(
        sections.starts_with("3 articles\n\nsection\n   5  World\n   4  Business\n"),
        "{found}"
    );
    assert_eq!(sources, "  2  The Selwyn Ledger\n  1  Tidewater Review\n\n");
    let more: Vec<&str> = [&arguments[..], &["--not", "section=Travel"]].concat();
    assert!(check(corpus.path(), &more, 0, &[]).starts_with("1 article\n"));
}
