//! `byline timeline`: how many articles were published when.

use super::{check, files, indexed};

#[test]
fn a_month_without_an_article_is_shown() {
    let corpus = indexed();
    let found =
        check(corpus.path(), &["timeline", "rate", "date:..2023-10", "--by", "month"], 0, &[]);
    let bars: Vec<&str> = found.lines().collect();
    assert_eq!(
        bars.iter().map(|bar| bar.split(" █").next().unwrap()).collect::<Vec<_>>(),
        [
            "2023-03  3 ",
            "2023-04  0",
            "2023-05  0",
            "2023-06  3 ",
            "2023-07  0",
            "2023-08  0",
            "2023-09  1 ",
            "2023-10  1 ",
            "8 articles by month",
        ]
    );
    let drawn = |bar: &str| bar.chars().filter(|c| *c == '█').count();
    assert!(drawn(bars[0]) == drawn(bars[3]) && drawn(bars[0]) > 2 * drawn(bars[6]), "{found}");
}

#[test]
fn a_long_gap_is_one_line() {
    let corpus = indexed();
    let found = check(corpus.path(), &["timeline", "date:..1960", "--by", "year"], 0, &[]);
    let lines: Vec<&str> = found.lines().map(|line| line.split(" █").next().unwrap()).collect();
    assert_eq!(
        lines,
        [
            "1665  1 ",
            "   ⋮  290 years without one",
            "1956  1 ",
            "1957  0",
            "1958  1 ",
            "3 articles by year",
        ]
    );
}

#[test]
fn a_share_is_of_what_was_published_in_the_period() {
    let corpus = indexed();
    let arguments = ["timeline", "rate", "--by", "year", "--normalize"];
    let found = check(corpus.path(), &arguments, 0, &[]);
    let lines: Vec<&str> = found.lines().map(|line| line.split(" █").next().unwrap()).collect();
    let undated = "1 article more without a date";
    assert_eq!(lines, ["2023  45.00 % ", "2024  20.00 % ", "10 articles by year", undated]);
    let table = check(corpus.path(), &[&arguments[..], &["--csv"]].concat(), 0, &[]);
    assert_eq!(
        table,
        "period,start,articles,all,share\n2023,2023-01-01,9,20,45\n2024,2024-01-01,1,5,20\n\
         undated,,1,,\n"
    );
}

#[test]
fn programs_get_every_figure() {
    let corpus = indexed();
    let arguments = ["timeline", "rate", "--json", "--by"];
    let found = check(corpus.path(), &[&arguments[..], &["year"]].concat(), 0, &[]);
    assert_eq!(
        found,
        "{\"period\":\"2023\",\"start\":\"2023-01-01\",\"articles\":9,\"all\":20}\n\
         {\"period\":\"2024\",\"start\":\"2024-01-01\",\"articles\":1,\"all\":5}\n\
         {\"vague\":0,\"undated\":1}\n"
    );
    let weeks = check(corpus.path(), &[&arguments[..], &["week"]].concat(), 0, &[]);
    // From the first week with such an article, that of 2 March 2023, to the last, none left out.
    assert!(weeks.starts_with("{\"period\":\"2023-W09\",\"start\":\"2023-02-27\","), "{weeks}");
    assert!(weeks.lines().nth(1).unwrap().starts_with("{\"period\":\"2023-W10\""), "{weeks}");
}

#[test]
fn a_date_that_is_too_vague_is_counted_apart() {
    let article =
        |date: &str| format!("{{\"title\":\"Tide\",\"text\":\"High.\",\"date\":\"{date}\"}}\n");
    let records = ["2024-03-05", "2024-05-31", "2024-05", "2024"].map(article).concat();
    let folder = files(&[("a.jsonl", records.as_bytes())]);
    let by =
        |period: &str| check(folder.path(), &["timeline", "tide", "--by", period, "--csv"], 0, &[]);
    assert_eq!(
        by("month"),
        "period,start,articles,all\n2024-03,2024-03-01,1,1\n2024-04,2024-04-01,0,0\n\
         2024-05,2024-05-01,2,2\nvague,,1,\n"
    );
    assert_eq!(by("year"), "period,start,articles,all\n2024,2024-01-01,4,4\n");
    assert!(by("day").ends_with("2024-05-31,2024-05-31,1,1\nvague,,2,\n"));
}

#[test]
fn a_timeline_follows_the_query_and_what_was_chosen() {
    let corpus = indexed();
    let arguments = ["timeline", "*", "--only", "source=The Gazette", "--by", "year", "--csv"];
    let found = check(corpus.path(), &arguments, 0, &[]);
    assert_eq!(found, "period,start,articles,all\n1998,1998-01-01,2,4\n1999,1999-01-01,1,1\n");
    check(corpus.path(), &["timeline", "qqqq"], 1, &["nothing found"]);
}
