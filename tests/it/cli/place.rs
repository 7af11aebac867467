//! Where an index stands, and which one answers.

use std::fs;
use std::path::Path;

use super::{FIRST, FLAWED, byline, check, command, corpus, err, indexed, out};

#[test]
fn the_index_is_found_from_the_folders_below() {
    let corpus = corpus();
    check(corpus.path(), &["index", "."], 0, &[FIRST, FLAWED]);
    let below = corpus.path().join("html");
    let found = check(&below, &["search", "puffins", "--limit", "1"], 0, &[]);
    assert!(found.contains("Puffins return to Gannet Rock"), "{found}");
}

#[test]
fn without_an_index_one_sentence_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let here = ["byline: no index in this folder or above it; make one with `byline index DIR`"];
    check(folder.path(), &["search", "x"], 2, &here);
    check(folder.path(), &["index"], 2, &here);
    let there = ["byline: no index of . yet; make one with `byline index .`"];
    check(folder.path(), &["status", "--in", "."], 2, &there);
    check(folder.path(), &["index", "gone"], 2, &["byline: gone is not a folder"]);
}

#[test]
fn an_index_can_stand_elsewhere() {
    let (corpus, place) = (corpus(), tempfile::tempdir().unwrap());
    let index = place.path().join("idx");
    let index = index.to_str().unwrap();
    check(corpus.path(), &["index", ".", "--index", index], 0, &[FIRST, FLAWED]);
    assert!(!corpus.path().join(".byline").exists());
    check(place.path(), &["search", "puffins", "--index", index], 0, &[]);
    let output = command(place.path(), &["search", "puffins"]).env("BYLINE_INDEX", index).output();
    assert_eq!(output.unwrap().status.code(), Some(0));
    let output = byline(place.path(), &["index", ".", "--index", index]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("is of"), "{}", err(&output));
}

#[test]
fn an_index_of_another_version_is_refused_and_can_be_made_anew() {
    let corpus = indexed();
    let label = corpus.path().join(".byline/byline.json");
    for version in [1, 2, 99] {
        let made = format!("{{\"version\":{version},\"corpus\":\"..\",\"generation\":1}}");
        fs::write(&label, made).unwrap();
        let refused = format!(
            "byline: the index in CORPUS/.byline has version {version}, this byline reads version 5; \
             make it anew with `byline index --rebuild`"
        );
        check(corpus.path(), &["search", "puffins"], 2, &[&refused]);
        check(corpus.path(), &["index"], 2, &[&refused]);
    }
    check(corpus.path(), &["index", "--rebuild"], 0, &[FIRST, FLAWED]);
    check(corpus.path(), &["search", "puffins"], 0, &[]);
}

#[test]
fn what_is_no_index_is_never_overwritten() {
    let corpus = corpus();
    let docs = corpus.path().join("docs");
    fs::create_dir(&docs).unwrap();
    fs::write(docs.join("thesis.odt"), "precious").unwrap();
    fs::write(docs.join(".gitignore"), "target/").unwrap();
    fs::create_dir(docs.join("2023")).unwrap();
    let refused = ["byline: docs is neither empty nor an index; name another place for the index"];
    check(corpus.path(), &["index", ".", "--index", "docs"], 2, &refused);
    check(corpus.path(), &["index", ".", "--rebuild", "--index", "docs"], 2, &refused);
    assert_eq!(fs::read_to_string(docs.join("thesis.odt")).unwrap(), "precious");
    assert_eq!(fs::read_to_string(docs.join(".gitignore")).unwrap(), "target/");
    fs::remove_file(docs.join("thesis.odt")).unwrap();
    fs::remove_file(docs.join(".gitignore")).unwrap();
    check(corpus.path(), &["index", ".", "--index", "docs"], 2, &refused);
    assert!(docs.join("2023").exists());
}

#[test]
fn an_index_answers_for_its_own_folder_only() {
    let (one, two) = (corpus(), tempfile::tempdir().unwrap());
    byline(one.path(), &["index", "."]);
    let index = one.path().join(".byline");
    let other = two.path().to_str().unwrap();
    let output = command(one.path(), &["search", "puffins", "--in", other])
        .env("BYLINE_INDEX", index)
        .output()
        .unwrap();
    assert_eq!((output.status.code(), out(&output)), (Some(2), ""));
    assert!(err(&output).contains("is of"), "{}", err(&output));
}

#[test]
fn an_index_inside_its_corpus_is_not_read_as_articles() {
    let corpus = corpus();
    for index in ["idx", "deep/idx", ".byline"] {
        let summary = check(corpus.path(), &["index", ".", "--index", index], 0, &[FIRST, FLAWED]);
        assert_eq!(summary, "");
    }
    fs::rename(corpus.path(), corpus.path().with_extension("moved")).unwrap();
    let moved = corpus.path().with_extension("moved");
    check(&moved, &["search", "puffins", "--index", "deep/idx"], 0, &[]);
    check(
        &moved,
        &["index", ".", "--index", "deep/idx"],
        0,
        &["indexed 0 articles; files: 0 new, 0 changed, 0 removed, 49 unchanged"],
    );
    fs::rename(moved, corpus.path()).unwrap();
}

#[test]
fn a_file_may_be_called_like_the_label_of_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let article = "{\"title\": \"A name\", \"text\": \"Like any other.\"}";
    fs::write(folder.path().join("byline.json"), article).unwrap();
    byline(folder.path(), &["index", "."]);
    check(folder.path(), &["search", "name"], 0, &[]);
}

#[cfg(unix)]
#[test]
fn an_index_that_cannot_be_written_can_be_searched() {
    use std::os::unix::fs::PermissionsExt as _;

    let corpus = indexed();
    let rights = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let index = corpus.path().join(".byline/generation-1");
    for part in ["articles", "files"] {
        for entry in fs::read_dir(index.join(part)).unwrap() {
            let path = entry.unwrap().path();
            // Whoever may read the folder may read each file in it.
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o444,
                0o444,
                "{}",
                path.display()
            );
            rights(&path, 0o444);
        }
        rights(&index.join(part), 0o555);
    }
    let found = check(corpus.path(), &["search", "puffins"], 0, &[]);
    for part in ["articles", "files"] {
        rights(&index.join(part), 0o755);
    }
    assert!(found.contains("Puffins"), "{found}");
}

/// Runs byline with an index on a server, and returns what it says.
fn remote(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = command(folder, arguments).envs(variables.iter().copied()).output().unwrap();
    assert_eq!((output.status.code(), out(&output)), (Some(2), ""));
    err(&output).to_owned()
}

#[test]
fn an_index_on_a_server_is_named_by_its_address() {
    let corpus = corpus();
    let here = corpus.path();
    let url = "quickwit+http://127.0.0.1:1/news";
    // Nobody is there, which is told after three tries.
    let begins = |asked: &str| {
        format!("byline: the index {url}: 127.0.0.1:1 gives no good answer to {asked}: ")
    };
    let check = |said: &str, asked: &str| {
        assert!(said.starts_with(&begins(asked)) && said.ends_with("; asked 3 times\n"), "{said}");
    };
    let look = "GET /api/v1/indexes/news";
    check(&remote(here, &["search", "x", "--index", url], &[]), look);
    check(&remote(here, &["search", "x"], &[("BYLINE_INDEX", url)]), look);
    check(&remote(here, &["index", ".", "--index", url], &[]), look);
    let made = remote(here, &["index", ".", "--rebuild", "--index", url], &[]);
    check(&made, "POST /api/v1/indexes");
    let said = remote(here, &["status", "--index", "http://127.0.0.1:9200/news"], &[]);
    assert!(said.starts_with("byline: an address of an index begins with es+http://"), "{said}");
    assert!(!here.join(".byline").exists() && !here.join("quickwit+http:").exists());
}

#[test]
fn a_password_is_taken_from_the_environment_or_a_file_and_shown_by_nobody() {
    let corpus = corpus();
    let here = corpus.path();
    let said = remote(here, &["status", "--index", "es+http://me:sesame@127.0.0.1/news"], &[]);
    assert!(said.contains("$BYLINE_PASSWORD") && !said.contains("sesame"), "{said}");

    // Not of the loopback by its name, but nobody listens.
    let url = "quickwit+http://0.0.0.0:1/news";
    let secret = [("BYLINE_USER", "me"), ("BYLINE_PASSWORD", "sesame")];
    let said = remote(here, &["status", "--index", url], &secret);
    let warned = "warning: the connection to 0.0.0.0:1 is not encrypted: others can read the \
                  credentials on their way\nbyline: the index quickwit+http://0.0.0.0:1/news: ";
    assert!(said.starts_with(warned) && !said.contains("sesame"), "{said}");
    let said = remote(here, &["status", "--index", url], &secret[1..]);
    assert_eq!(said, "byline: of $BYLINE_USER and $BYLINE_PASSWORD only one is set\n");

    let refused = ["byline: --credentials and --ca-file are for an index on a server: --index URL"];
    check(here, &["index", ".", "--credentials", "secrets.toml"], 2, &refused);
    check(here, &["index", ".", "--ca-file", "ca.pem"], 2, &refused);
}

#[cfg(unix)]
#[test]
fn a_file_of_credentials_that_everybody_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secrets.toml");
    fs::write(&file, "user = 'me'\npassword = 'sesame'\n").unwrap();
    let arguments =
        ["status", "--index", "quickwit+https://127.0.0.1:1/news", "--credentials", "secrets.toml"];
    let mut said = [0o644, 0o640, 0o600].map(|mode| {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        remote(folder.path(), &arguments, &[])
    });
    let open = "byline: secrets.toml: everybody may read it, or change it: `chmod o= FILE` keeps it \
                secret\n";
    assert_eq!(said[0], open);
    assert!(said[1].contains("gives no good answer") && said[2] == said[1], "{said:?}");

    fs::write(&file, "password = sesame").unwrap();
    said[0] = remote(folder.path(), &arguments, &[]);
    assert!(said[0].starts_with("byline: secrets.toml: this is no TOML; write user = "));
    assert!(!said[0].contains("sesame"));
}
