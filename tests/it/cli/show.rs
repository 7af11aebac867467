//! `byline show` and `byline status`.

use std::fs;

use super::{byline, check, indexed, json_lines};
use crate::check_file;

#[test]
fn an_article_is_shown_by_the_first_digits_of_its_id() {
    let corpus = indexed();
    let hit = &json_lines(&check(corpus.path(), &["search", "puffins", "--json"], 0, &[]))[0];
    let id = &hit["id"].as_str().unwrap()[..8];
    let article =
        &json_lines(&check(corpus.path(), &["show", id, "--json", "--query", "puffins"], 0, &[]))
            [0];
    for key in
        ["id", "headline", "authors", "people", "published", "section", "source", "path", "part"]
    {
        assert_eq!(article[key], hit[key], "{key}");
    }
    assert!(article["body"].as_str().unwrap().contains("Lars Ottery"));
    assert_eq!(article["marks"]["headline"], serde_json::json!([[0, 7]]));
    check_file("show.txt", &check(corpus.path(), &["show", id], 0, &[]));
    check(
        corpus.path(),
        &["show", "zz"],
        2,
        &["byline: `zz` is not an id: it is the number that a search prints, such as 4f2a91c0"],
    );
    check(
        corpus.path(),
        &["show", "0000000000000001"],
        1,
        &["no article's id begins with 0000000000000001"],
    );
}

#[test]
fn people_are_told_with_the_places_that_name_them() {
    let corpus = indexed();
    let hit = &json_lines(&check(corpus.path(), &["search", "given:tarrant", "--json"], 0, &[]))[0];
    let id = &hit["id"].as_str().unwrap()[..8];
    let article = &json_lines(&check(corpus.path(), &["show", id, "--json"], 0, &[]))[0];
    assert_eq!(article["mentions"], hit["mentions"]);
    let told = article["mentions"].as_array().unwrap().iter().map(|person| {
        let forms = ["headline", "body"].into_iter().flat_map(|text| {
            let places = person[text].as_array().unwrap().iter();
            places.map(move |place| {
                let byte = |at: usize| usize::try_from(place[at].as_u64().unwrap()).unwrap();
                &article[text].as_str().unwrap()[byte(0)..byte(1)]
            })
        });
        let forms: Vec<&str> = forms.collect();
        let (name, given) = (person["name"].as_str().unwrap(), person["given"] == true);
        format!("{name}, {given}: {}", forms.join(", "))
    });
    let expected = [
        "Ruth Adeyemi-Holt, true: Ruth Adeyemi-Holt, Ruth Adeyemi-Holt, Adeyemi-Holt",
        "Anna Lindqvist, false: Anna Lindqvist",
        "Hubert Sayle, true: Hubert Sayle",
        "Oswin Tarrant, true: ",
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let shown = check(corpus.path(), &["show", id], 0, &[]);
    let lines = "\
person     Ruth Adeyemi-Holt ×3 (Ruth Adeyemi-Holt ×2, Adeyemi-Holt), given by the file
           Anna Lindqvist ×1
           Hubert Sayle ×1, given by the file
           Oswin Tarrant, given by the file, not found in the text
";
    assert!(shown.contains(lines), "{shown}");
}

#[test]
fn status_lists_what_was_not_read() {
    let corpus = indexed();
    let status = &json_lines(&check(corpus.path(), &["status", "--json"], 0, &[]))[0];
    assert_eq!((&status["articles"], &status["files"]), (&72.into(), &49.into()));
    assert_eq!(
        (&status["earliest"], &status["latest"]),
        (&"1665-09-02".into(), &"2025-02-14".into())
    );
    let skipped: Vec<&str> = status["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["path"].as_str().unwrap())
        .collect();
    assert_eq!(skipped.len(), 10);
    assert!(skipped.iter().all(|path| path.starts_with("flawed/")), "{skipped:?}");
    check_file("flawed.csv", &check(corpus.path(), &["status", "--csv"], 0, &[]));
}

#[test]
fn a_file_of_broken_lines_is_told_in_few() {
    let folder = tempfile::tempdir().unwrap();
    let good = "{\"title\": \"Good\", \"text\": \"It is.\"}\n";
    let lines = [good, &"{\"broken\n".repeat(1000), good].concat();
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    byline(folder.path(), &["index", "."]);
    let status = &json_lines(&check(folder.path(), &["status", "--json"], 0, &[]))[0];
    assert_eq!(status["articles"], 2);
    let problems = status["skipped"][0]["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 21);
    assert_eq!(problems[20], "980 more articles could not be read");
}

#[test]
fn what_a_page_prints_beside_its_article_is_found_by_who_asks_for_everything() {
    let corpus = tempfile::tempdir().unwrap();
    let text = "<p>The bridge opened on Tuesday, after nine years of work and two lawsuits over its \
                cost, its colour and its name.</p><p>It is open to all, the mayor said.</p>";
    let page = format!(
        "<title>Bridge opens</title><nav><ul><li><a href=/>Home</a><li><a href=/t>Tide tables</a>\
         </ul></nav><article><h1>Bridge opens</h1>{text}</article>"
    );
    fs::write(corpus.path().join("bridge.html"), page).unwrap();
    byline(corpus.path(), &["index", "."]);
    let said = ["nothing found", "`tide` matches nothing", "`tables` matches nothing"];
    check(corpus.path(), &["search", "tide tables"], 1, &said);
    let hits = check(corpus.path(), &["search", "all:tide all:tables"], 0, &[]);
    let shown = check(corpus.path(), &["search", "furniture:tide", "--json"], 0, &[]);
    let id = json_lines(&shown)[0]["id"].as_str().unwrap().to_owned();
    assert!(hits.contains("Tide tables"), "{hits}");
    let shown = check(corpus.path(), &["show", &id, "--query", "furniture:tide"], 0, &[]);
    assert!(shown.contains("\nBeside the article\n\nHome\n\nTide tables\n"), "{shown}");
    assert!(!check(corpus.path(), &["show", &id], 0, &[]).contains("Tide"));
}
