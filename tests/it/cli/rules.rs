//! What the owner of an archive says of it: `byline.toml` and `--map`; and where things were read.

use std::fs;
use std::path::Path;

use super::{byline, check, err, json_lines};

const TABLE: &str = "Kopf,Verfasser,Inhalt\nDie Brücke,Jane Doe,Sie ist offen.\n";
const PAGE: &str = "<div class=kicker>Local</div><div class=tt>Bridge opens</div><div class=au>Joe \
                    Roe</div><div class=story><p>It opened on Tuesday.</p></div><p>Rain is expected.";
const RULES: &str = "[map]\nheadline = ['Kopf', '.tt']\nauthor = ['Verfasser', '.au']\n\
                     body = ['Inhalt', '.story']\nsection = '.kicker'\n\
                     [default]\nsource = 'The Harbour Post'\ndate = '2024-03-05'\n";

fn archive(rules: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("pages")).unwrap();
    fs::write(folder.path().join("a.csv"), TABLE).unwrap();
    fs::write(folder.path().join("pages/b.html"), PAGE).unwrap();
    fs::write(folder.path().join("byline.toml"), rules).unwrap();
    folder
}

fn indexed(folder: &Path, arguments: &[&str]) -> String {
    err(&byline(folder, &[&["index", "."], arguments].concat())).trim_end().to_owned()
}

#[test]
fn a_folder_tells_where_things_are_in_it() {
    let archive = archive(RULES);
    let read = check(archive.path(), &["extract", "."], 0, &[]);
    let expected = "\
id         a#1
headline   Die Brücke
author     Jane Doe
published  2024-03-05
source     The Harbour Post

Sie ist offen.

id         pages/b
headline   Bridge opens
author     Joe Roe
published  2024-03-05
section    Local
source     The Harbour Post

It opened on Tuesday.
";
    assert_eq!(read, expected);
}

#[test]
fn files_are_read_anew_when_the_rules_of_their_folder_change() {
    let archive = archive(RULES);
    let counted = |changed: u8, unchanged: u8| {
        format!("files: 0 new, {changed} changed, 0 removed, {unchanged} unchanged")
    };
    indexed(archive.path(), &[]);
    assert!(indexed(archive.path(), &[]).ends_with(&counted(0, 2)));
    fs::write(archive.path().join("pages/byline.toml"), "[set]\nsource = 'Ledger'").unwrap();
    assert!(indexed(archive.path(), &[]).ends_with(&counted(1, 1)));
    let found = check(archive.path(), &["search", "source:ledger", "--json"], 0, &[]);
    assert_eq!(json_lines(&found)[0]["headline"], "Bridge opens");
    assert!(indexed(archive.path(), &["--map", "headline=.kicker"]).ends_with(&counted(2, 0)));
    check(archive.path(), &["search", "headline:local", "--count"], 0, &[]);
}

#[test]
fn every_property_tells_where_it_was_read() {
    let archive = archive(RULES);
    indexed(archive.path(), &[]);
    let hits = json_lines(&check(archive.path(), &["search", "bridge", "--json"], 0, &[]));
    let id = hits[0]["id"].as_str().unwrap();
    let told = check(archive.path(), &["show", id, "--why"], 0, &[]);
    let expected = "\
pages/b.html

format     HTML
headline   sure     .tt          Bridge opens
author     sure     .au          Joe Roe
date       sure     byline.toml  2024-03-05
section    sure     .kicker      Local
source     sure     byline.toml  The Harbour Post
body       sure     .story       It opened on Tuesday.
";
    assert_eq!(told, expected);
    let told = json_lines(&check(archive.path(), &["show", id, "--why", "--json"], 0, &[]));
    let author = serde_json::json!({"place": ".au", "trust": "sure"});
    assert_eq!(told[0]["origins"]["author"], author);

    fs::write(archive.path().join("pages/b.html"), PAGE.replace("Tuesday", "Monday")).unwrap();
    let said = "the file was indexed otherwise than it is read now: `byline index` brings the index \
                up to date";
    check(archive.path(), &["show", id, "--why"], 0, &[said]);
    fs::remove_file(archive.path().join("pages/b.html")).unwrap();
    let gone = byline(archive.path(), &["show", id, "--why"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(err(&gone).starts_with("byline: pages/b.html: cannot be read"), "{}", err(&gone));
}

#[test]
fn rules_that_cannot_be_followed_stop_the_run() {
    let archive = archive("[map]\nheadlines = 'Kopf'\n");
    let says = "byline: byline.toml: cannot be followed: `headlines` is no property of an article: \
                these are headline, author, agency, dateline, date, section, source, url, language, \
                label, given and body";
    check(archive.path(), &["index", "."], 2, &[says]);
    fs::write(archive.path().join("byline.toml"), "[map]\nheadline = Kopf\n").unwrap();
    let stopped = byline(archive.path(), &["extract", "."]);
    assert_eq!(stopped.status.code(), Some(2));
    let said = "byline: byline.toml: cannot be followed: line 2: ";
    assert!(err(&stopped).starts_with(said), "{}", err(&stopped));
    let says = "byline: `headline` is no pair such as headline=Titel";
    check(archive.path(), &["extract", ".", "--map", "headline"], 2, &[says]);
}
