//! The order of hits, and pages of them.

use serde_json::Value;

use super::{check, indexed, json_lines};

/// What stands under a key of each line of JSON.
fn column(lines: &[Value], key: &str) -> Vec<String> {
    let text = |line: &Value| line[key].as_str().unwrap_or_default().to_owned();
    lines.iter().map(text).collect()
}

/// Reads an answer in one page and in many: the many are the one, cut.
#[track_caller]
fn check_order(query: &str, order: &[&str]) -> Vec<Value> {
    let corpus = indexed();
    let ask = |limit: &str, after: &str| {
        let mut arguments = vec!["search", query, "--json", "-n", limit];
        arguments.extend(order);
        if !after.is_empty() {
            arguments.extend(["--after", after]);
        }
        json_lines(&check(corpus.path(), &arguments, 0, &[]))
    };
    let whole = ask("1000", "");
    let mut tiles: Vec<Value> = Vec::new();
    loop {
        let after = tiles.last().map(|hit| hit["cursor"].as_str().unwrap().to_owned());
        let page = ask("9", &after.unwrap_or_default());
        let is_last = page.len() < 9;
        tiles.extend(page);
        if is_last {
            break;
        }
    }
    assert!(whole.len() > 18, "{} hits fill no three pages", whole.len());
    assert_eq!(column(&tiles, "id"), column(&whole, "id"));
    whole
}

#[test]
fn the_best_come_first_on_every_page() {
    let hits = check_order("port OR rate OR strike", &[]);
    assert!(hits.is_sorted_by(|a, b| a["score"].as_f64() >= b["score"].as_f64()));
    let recent = check_order("port OR rate OR strike", &["--recency=30"]);
    assert_ne!(column(&hits, "id"), column(&recent, "id"));
}

#[test]
fn the_newest_and_the_oldest_come_first_and_the_undated_last() {
    for (order, is_newest) in [("newest", true), ("oldest", false)] {
        let hits = check_order("*", &["--sort", order]);
        let dates = column(&hits, "published");
        let undated = dates.iter().position(String::is_empty).unwrap();
        assert!(dates[undated..].iter().all(String::is_empty), "{dates:?}");
        let (first, last) = (&dates[0], &dates[undated - 1]);
        let (newest, oldest) = if is_newest { (first, last) } else { (last, first) };
        assert_eq!((newest.as_str(), oldest.as_str()), ("2025-02-14", "1665-09-02"));
        let years: Vec<&str> = dates[..undated].iter().map(|date| &date[..4]).collect();
        assert!(years.is_sorted_by(|a, b| if is_newest { a >= b } else { a <= b }), "{years:?}");
    }
}

#[test]
fn headlines_are_in_the_order_of_the_alphabet() {
    let headlines = column(&check_order("*", &["--sort", "headline"]), "headline");
    let first = ["À Armoise, le dernier passeur", "A European winter", "A town hall counts"];
    for (headline, first) in headlines.iter().zip(first) {
        assert!(headline.starts_with(first), "{headline}");
    }
}

#[test]
fn a_page_ends_with_what_leads_to_the_next() {
    let corpus = indexed();
    let page = check(corpus.path(), &["search", "rate", "--sort", "headline", "-n", "10"], 0, &[]);
    let (_, next) = page.trim_end().rsplit_once("\nnext: --after ").unwrap();
    // As a shell reads what stands between apostrophes.
    let cursor = next.trim_matches('\'').replace(r"'\''", "'");
    let arguments = ["search", "rate", "--sort", "headline", "--after", &cursor];
    let last = check(corpus.path(), &arguments, 0, &[]);
    assert!(last.ends_with("\n1 more of 11 articles\n"), "{last}");
}
