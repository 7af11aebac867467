//! Who is who across articles: `people.toml`, `byline people explain`, and what both mean for
//! questions and counts.

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::{byline, check, err, files, indexed, json_lines};

/// Spells the union leader in the ways of three languages.
const KINDI: &str =
    "[merge]\n\"Mushira al-Kindi\" = [\"Muschira al-Kindi\", \"Mouchira al-Kindi\"]\n";

fn count(folder: &Path, arguments: &[&str]) -> String {
    let arguments = [&["search", "--count"], arguments].concat();
    let output = byline(folder, &arguments);
    assert_eq!(err(&output), "");
    super::out(&output).trim().to_owned()
}

#[test]
fn one_person_in_three_languages_is_one_once_somebody_says_so() {
    let corpus = indexed();
    let folder = corpus.path();
    let like = ["people", "--like", "kindi", "--csv"];
    let apart = "value,articles\nMushira al-Kindi,9\nMouchira al-Kindi,1\nMuschira al-Kindi,1\n";
    assert_eq!(check(folder, &like, 0, &[]), apart);
    assert_eq!(count(folder, &["person:\"Mushira al-Kindi\""]), "9");

    // Nothing is indexed anew.
    fs::write(folder.join("people.toml"), KINDI).unwrap();
    assert_eq!(check(folder, &like, 0, &[]), "value,articles\nMushira al-Kindi,11\n");
    for asked in ["\"Mushira al-Kindi\"", "Mouchira", "\"muschira al kindi\""] {
        assert_eq!(count(folder, &[&format!("person:{asked}")]), "11", "{asked}");
    }
    assert_eq!(count(folder, &["*", "--only", "person=Muschira al-Kindi"]), "11");
    assert_eq!(count(folder, &["lang:de", "--not", "person=Mushira al-Kindi"]), "3");
    assert_eq!(count(folder, &["person:\"Mushira al-Kindi\" W/3 trägt"]), "1");
    fs::write(folder.join(".nothing.toml"), "").unwrap();
    let nothing = ["person:\"Mushira al-Kindi\"", "--people", ".nothing.toml"];
    assert_eq!(count(folder, &nothing), "9");
    let facets = ["search", "lang:fr", "-n", "0", "--facet", "person", "--csv"];
    let found = check(folder, &facets, 0, &[]);
    assert!(found.contains("\nperson,Mushira al-Kindi,2\n"), "{found}");
    let with = ["people", "--with", "Mouchira", "--csv"];
    assert!(!check(folder, &with, 0, &[]).contains("Kindi"));
    let kwic = ["search", "person:\"Mushira al-Kindi\" PRE/2 trägt", "--kwic"];
    assert!(check(folder, &kwic, 0, &[]).contains("Muschira al-Kindi trägt"));
    assert_eq!(check(folder, &["index"], 0, &[UNCHANGED]), "");
}

const UNCHANGED: &str = "indexed 0 articles; files: 0 new, 0 changed, 0 removed, 49 unchanged";

#[test]
fn every_name_is_explained() {
    let corpus = indexed();
    let toml = corpus.path().join("kindi.toml");
    fs::write(&toml, KINDI).unwrap();
    let toml = toml.to_str().unwrap();
    let explain = ["people", "explain", "al-Kindi", "--people", toml];
    assert_eq!(
        check(corpus.path(), &explain, 0, &[]),
        "Mushira al-Kindi  11 articles\n\
         \x20 8  Mushira al-Kindi\n\
         \x20 1  Mouchira al-Kindi  people.toml\n\
         \x20 1  Muschira al-Kindi  people.toml\n\
         \x20 1  al-Kindi  surname alone, 2023-09-26: 4 of 4 full names within 30 days\n"
    );
    check(corpus.path(), &["people", "explain", "Qqqq"], 1, &["no article names `Qqqq`"]);
}

/// Articles of one sentence each, with their dates.
fn articles(pieces: &[(&str, &str)]) -> TempDir {
    let record =
        |(date, text): &(&str, &str)| json!({"title": "Notes", "date": date, "text": text});
    let records: Vec<String> = pieces.iter().map(|piece| record(piece).to_string()).collect();
    let records = records.join("\n");
    files(&[("a.jsonl", records.as_bytes())])
}

fn fenwicks() -> TempDir {
    articles(&[
        ("2023-03-01", "Secretary Jane Fenwick said the talks went well. Jane Fenwick left."),
        ("2023-03-09", "Secretary Jane Q. Fenwick said nothing. Jane Q. Fenwick left."),
        ("2023-03-20", "Mr. Fenwick said that he was tired. Mr. Fenwick left."),
        ("2023-04-10", "Mayor Tom Fenwick said he was sorry. Tom Fenwick left."),
        ("2023-04-11", "Mayor Tom Fenwick said he was glad. Tom Fenwick left."),
        ("2023-04-12", "Mayor Tom Fenwick said he was late. Tom Fenwick left."),
        ("2023-04-12", "Mr. Fenwick said that he was ill. Mr. Fenwick left."),
        ("2023-09-01", "Mr. Fenwick said that he was well. Mr. Fenwick left."),
        ("", "Mr. Fenwick said that he was away. Mr. Fenwick left."),
    ])
}

#[test]
fn a_surname_alone_is_somebodys_only_where_hardly_anybody_else_is_meant() {
    let folder = fenwicks();
    let folder = folder.path();
    let explain = ["people", "explain", "Jane Fenwick"];
    assert_eq!(
        check(folder, &explain, 0, &[]),
        "Jane Fenwick  2 articles\n\
         \x20 1  Jane Fenwick\n\
         \x20 1  Jane Q. Fenwick  middle initial; else Jane Fenwick\n\
         \n\
         not joined\n\
         \x20 3  Fenwick  ambiguous: Tom Fenwick 3, Jane Fenwick 2\n"
    );
    let his = check(folder, &["people", "explain", "Tom"], 0, &[]);
    let reason = "surname alone, 2023-04-12: 3 of 3 full names within 30 days";
    assert!(his.contains(reason), "{his}");
    let folder = articles(&[
        ("2023-03-01", "Secretary Jane Fenwick said the talks went well. Jane Fenwick left."),
        ("2023-03-20", "Ms. Fenwick said that she was tired. Ms. Fenwick left."),
        ("2023-09-01", "Ms. Fenwick said that she was well. Ms. Fenwick left."),
        ("", "Ms. Fenwick said that she was away. Ms. Fenwick left."),
    ]);
    let folder = folder.path();
    let found = check(folder, &["people", "explain", "Jane", "--json"], 0, &[]);
    assert_eq!(
        json_lines(&found),
        [json!({
            "people": [{"name": "Jane Fenwick", "articles": 2, "names": [
                {"name": "Jane Fenwick", "articles": 1, "why": null, "days": null, "evidence": null},
                {"name": "Fenwick", "articles": 1, "why": "surname alone",
                 "days": ["2023-03-20", "2023-03-20"], "evidence": {"named": 1, "of": 1}},
            ]}],
            "more": 0,
            "apart": [{"name": "Fenwick", "articles": 2, "why":
                "no date, or no article within 30 days that tells it is Jane Fenwick"}],
        })]
    );
    let people = ["people", "--csv"];
    assert_eq!(check(folder, &people, 0, &[]), "value,articles\nFenwick,2\nJane Fenwick,2\n");
    assert_eq!(count(folder, &["person:\"Jane Fenwick\""]), "2");
    assert_eq!(count(folder, &["*", "--only", "person=Fenwick"]), "2");
    assert_eq!(count(folder, &["person:Fenwick"]), "4");
    assert_eq!(count(folder, &["person:\"Jane Fenwick\" PRE/3 tired"]), "0");
    assert_eq!(count(folder, &["person:\"Jane Fenwick\" PRE/9 tired"]), "1");
}

#[test]
fn people_toml_parts_ignores_renames_and_knows_aliases() {
    let folder = fenwicks();
    let folder = folder.path();
    let toml = "ignore = ['Tom Fenwick']\nsplit = ['Jane Q. Fenwick']\n[rename]\n'Jane Fenwick' = \
                'Dame Jane Fenwick'\n[alias]\n'the secretary' = 'Jane Fenwick'\n";
    fs::write(folder.join("people.toml"), toml).unwrap();
    assert_eq!(
        check(folder, &["people", "--csv"], 0, &[]),
        "value,articles\nFenwick,3\nDame Jane Fenwick,1\nJane Q. Fenwick,1\n"
    );
    assert_eq!(count(folder, &["person:\"the secretary\""]), "1");
    assert_eq!(count(folder, &["*", "--only", "person=Dame Jane Fenwick"]), "1");
    assert_eq!(count(folder, &["*", "--only", "person=Tom Fenwick"]), "0");
}

#[test]
fn a_bad_people_toml_is_told_with_its_line_when_people_are_asked_for() {
    let folder = fenwicks();
    let folder = folder.path();
    fs::write(folder.join("people.toml"), "split = []\n[merge]\n'A B' = ['C']\n'D' = ['C']\n")
        .unwrap();
    let canonical = folder.canonicalize().unwrap();
    let says = format!(
        "byline: {}: line 4: `C` is merged into `A B` and into `D`",
        canonical.join("people.toml").display()
    );
    let output = byline(folder, &["people"]);
    assert_eq!((output.status.code(), err(&output).trim()), (Some(2), says.as_str()));
    assert_eq!(count(folder, &["tired"]), "1");
    let missing = byline(folder, &["search", "person:Fenwick", "--people", "nowhere.toml"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).starts_with("byline: nowhere.toml: "), "{}", err(&missing));
}

#[test]
fn explain_is_a_command_only_where_no_query_has_begun() {
    let folder = fenwicks();
    let folder = folder.path();
    let told = check(folder, &["people", "--color", "never", "explain", "Tom"], 0, &[]);
    assert!(told.starts_with("Tom Fenwick  4 articles\n"), "{told}");
    check(folder, &["people", "said", "explain"], 1, &["nothing found"]);
    let says =
        "byline: `explain` stands before everything else, or in quotes: `people 'a explain'`";
    check(folder, &["people", "said", "-n", "5", "explain", "Tom"], 2, &[says]);
}

#[test]
fn who_is_asked_for_is_marked_where_the_text_names_them() {
    let corpus =
        articles(&[("2024-03-01", "Mayor Jane Doe quit. The port was glad that Doe had gone.")]);
    let arguments = ["search", "person:\"Jane Doe\"", "--json"];
    let hit = check(corpus.path(), &arguments, 0, &[]);
    let hit: serde_json::Value = serde_json::from_str(&hit).unwrap();
    let snippet = &hit["snippets"][0];
    let text = snippet["text"].as_str().unwrap();
    let marks: Vec<[usize; 2]> = serde_json::from_value(snippet["marks"].clone()).unwrap();
    let marked: Vec<&str> = marks.iter().map(|[start, end]| &text[*start..*end]).collect();
    assert_eq!(marked, ["Jane Doe", "Doe"]);
}
