//! Near copies at the command line: `copies:ID`, `--fold`.

use super::{check, files, json_lines, refused};

const STORY: &str = "Ferry gone\nBy Ann Doe\n\nThe last ferry left the quay on Sunday with eleven \
    passengers and a dog. For ninety years the boat had crossed the sound four times a day, and \
    nobody who stood in the rain could remember a winter without it.\n";
const OTHER: &str = "Ferry timetable\nBy Bo Roe\n\nA new ferry timetable was pinned to the door of \
    the harbor office, where few people go now that the bridge is open to cars and to the buses of \
    the county.\n";

fn archive() -> tempfile::TempDir {
    let copy = STORY.replace("Ferry gone", "End of a line").replace("eleven passengers", "few");
    files(&[("a.txt", STORY.as_bytes()), ("b.txt", copy.as_bytes()), ("c.txt", OTHER.as_bytes())])
}

#[test]
fn a_story_is_shown_once_with_the_number_of_its_copies() {
    let archive = archive();
    let found = check(archive.path(), &["search", "ferry", "--fold"], 0, &[]);
    let lines: Vec<&str> = found.lines().map(str::trim).collect();
    let id = lines.iter().find_map(|line| line.strip_prefix("and 1 near copy: copies:")).unwrap();
    assert_eq!(lines.iter().filter(|line| line.contains("the quay")).count(), 1);
    assert_eq!(lines.last(), Some(&"2 of 3 articles, near copies folded"));
    let query = format!("copies:{id}");
    let copies = check(archive.path(), &["search", &query, "--json", "--sort", "headline"], 0, &[]);
    let copies = json_lines(&copies);
    let headlines: Vec<&str> = copies.iter().filter_map(|copy| copy["headline"].as_str()).collect();
    assert_eq!(headlines, ["End of a line", "Ferry gone"]);
}

#[test]
fn programs_are_told_how_many_are_folded() {
    let archive = archive();
    let arguments = ["search", "ferry", "--fold", "--limit", "5", "--json"];
    let hits = json_lines(&check(archive.path(), &arguments, 0, &[]));
    let copies: Vec<u64> = hits.iter().filter_map(|hit| hit["copies"].as_u64()).collect();
    assert_eq!((hits.len(), copies.iter().sum()), (2, 1));
    let table = check(archive.path(), &["search", "ferry", "--fold", "-n5", "--csv"], 0, &[]);
    assert!(table.lines().next().is_some_and(|titles| titles.ends_with(",snippet,copies")));
    let table = check(archive.path(), &["search", "ferry", "-n5", "--csv"], 0, &[]);
    assert!(table.lines().next().is_some_and(|titles| titles.ends_with(",snippet")));
}

#[test]
fn what_is_counted_or_set_in_lines_is_not_folded() {
    let archive = archive();
    for form in ["--count", "--kwic", "--vimgrep"] {
        let says = refused(archive.path(), &["search", "ferry", "--fold", form]);
        assert!(says.contains("cannot be used with"), "{says}");
    }
}

#[test]
fn what_is_similar_to_an_article_is_found_without_its_copies() {
    let archive = archive();
    let hits = json_lines(&check(archive.path(), &["search", "eleven", "--json"], 0, &[]));
    let id = hits[0]["id"].as_str().unwrap();
    let found = check(archive.path(), &["similar", &id[..8], "--json"], 0, &[]);
    let found = json_lines(&found);
    let headlines: Vec<&str> = found.iter().filter_map(|hit| hit["headline"].as_str()).collect();
    assert_eq!(headlines, ["Ferry timetable"]);
    let nothing = ["nothing found", "`weather` matches nothing; without it 1 article"];
    check(archive.path(), &["similar", &id[..8], "weather"], 1, &nothing);
    check(archive.path(), &["similar", "0"], 1, &["no article's id begins with 0"]);
    let says = refused(archive.path(), &["similar", "ferry"]);
    assert_eq!(
        says,
        "byline: `ferry` is not an id: it is the number that a search prints, such as 4f2a91c0"
    );
}
