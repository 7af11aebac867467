//! Scanned newspapers: a METS file and its pages are one file of the corpus.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use byline::article::Stamp;
use byline::corpus::{Content, Rules, file_named, walk};

use crate::archives::{member, zip};
use crate::{gzip, read};

/// A page with a block of each text, called `a`, `b`, `c`…
fn page(texts: &[&str]) -> String {
    let block = |(id, text): (char, &&str)| {
        let words: Vec<String> =
            text.split(' ').map(|word| format!("<String CONTENT='{word}'/>")).collect();
        format!("<TextBlock ID='{id}'><TextLine>{}</TextLine></TextBlock>", words.join("<SP/>"))
    };
    let blocks: String = ('a'..).zip(texts).map(block).collect();
    format!("<alto><Layout><Page PHYSICAL_IMG_NR='1'>{blocks}</Page></Layout></alto>")
}

/// METS that lists `pages` and has articles: what each is called, and where it stands, as `0:a`.
fn mets(pages: &[&str], articles: &[(&str, &[&str])]) -> String {
    let mut mets = "<mets xmlns:xlink='http://www.w3.org/1999/xlink'><fileSec>".to_owned();
    for (number, page) in pages.iter().enumerate() {
        write!(mets, "<file ID='{number}'><FLocat xlink:href='{page}'/></file>").unwrap();
    }
    mets += "</fileSec><structMap TYPE='LOGICAL'><div TYPE='ISSUE'>";
    for (title, places) in articles {
        write!(mets, "<div TYPE='ARTICLE' LABEL='{title}'>").unwrap();
        for place in *places {
            let (file, id) = place.split_once(':').unwrap();
            write!(mets, "<fptr><area FILEID='{file}' BEGIN='{id}'/></fptr>").unwrap();
        }
        mets += "</div>";
    }
    mets + "</div></structMap></mets>"
}

/// Everything in a folder, a line an article or error.
fn told(folder: &Path) -> String {
    let mut told = String::new();
    for file in walk(folder, Rules::default(), |_| false).unwrap().files {
        Content::open(&file).unwrap().articles(|article| {
            match article {
                Ok(article) => {
                    let (headline, body) = (&article.headline, article.body.replace("\n\n", " ¶ "));
                    writeln!(told, "{} = {headline} | {body}", article.source).unwrap();
                }
                Err(error) => writeln!(told, "{error}: {}", error.cause).unwrap(),
            }
            true
        });
    }
    told
}

#[track_caller]
fn check(files: &[(&str, &[u8])], expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    assert_eq!(told(folder.path()), expected);
}

const LEFT: &str = "and this is what stands on the page in none of its articles at all";

#[test]
fn an_issue_gives_its_articles_and_what_is_left_of_its_pages() {
    let mets = mets(
        &["./p/1.xml", "file://./p/2.xml"],
        &[("Rain", &["0:a", "1:b"]), ("Snow", &["0:b"]), ("Moon", &[])],
    );
    check(
        &[
            ("x-mets.xml", mets.as_bytes()),
            ("p/1.xml", page(&["Rain fell.", "Snow fell.", LEFT, "7"]).as_bytes()),
            ("p/2.xml.gz", &gzip(page(&["8", "More rain."]).as_bytes())),
            ("p/3.xml", page(&["Alone."]).as_bytes()),
        ],
        &format!(
            "p/3.xml = Page 1 | Alone.\n\
             x-mets.xml#2 = Snow | Snow fell.\n\
             x-mets.xml#4 = Page 1 | {LEFT}\n\
             x-mets.xml#1 = Rain | Rain fell. ¶ More rain.\n\
             x-mets.xml#3 = Moon | \n"
        ),
    );
}

#[test]
fn an_issue_without_articles_gives_its_pages() {
    let mets = mets(&["1.xml"], &[]);
    check(
        &[("mets.xml", mets.as_bytes()), ("1.xml", page(&["Rain fell."]).as_bytes())],
        "mets.xml#1 = Page 1 | Rain fell.\n",
    );
}

#[test]
fn a_page_that_is_missing_or_broken_is_told() {
    let listed = mets(&["1.xml", "2.xml"], &[("Rain", &["0:a", "1:a"])]);
    let sound = page(&["Rain fell."]);
    check(
        &[("mets.xml", listed.as_bytes()), ("1.xml", sound.as_bytes())],
        "mets.xml#1 = Rain | Rain fell.\nmets.xml: its page `2.xml` is not there\n",
    );
    let cut = &sound.as_bytes()[..sound.len() - "</Page></Layout></alto>".len()];
    check(
        &[("mets.xml", listed.as_bytes()), ("1.xml", cut), ("2.xml", sound.as_bytes())],
        "mets.xml: page `1.xml`: line 1: the file ends too early\nmets.xml#1 = Rain | Rain fell.\n",
    );
    let alone = "mets.xml: the pages that it lists are not beside it: `1.xml`\n";
    check(&[("mets.xml", listed.as_bytes())], alone);
    check(&[("mets.xml", b"<mets/>")], "mets.xml: METS that lists no pages of text\n");
}

#[test]
fn a_page_outside_of_the_corpus_is_not_opened() {
    let mets = mets(&["../../1.xml", "/etc/1.xml", "https://x.example/1.xml"], &[]);
    let refused = "a/mets.xml: the pages that it lists are not beside it: `../../1.xml`\n";
    check(&[("a/mets.xml", mets.as_bytes())], refused);
}

#[test]
fn in_an_archive_pages_are_read_as_pages() {
    let mets = mets(&["1.xml"], &[("Rain", &["0:a"])]);
    let archive = zip(&[member("1.xml", page(&["Rain"])), member("mets.xml", mets)]);
    let refused = "a.zip/mets.xml: the pages that it lists are not beside it: `1.xml`\n";
    assert_eq!(read("a.zip", &archive), format!("a.zip/1.xml = Page 1\n{refused}"));
}

#[test]
fn a_page_that_changes_changes_its_issue() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("mets.xml", &mets(&["1.xml"], &[("Rain", &["0:a"])]));
    let state = || -> (Stamp, u64) {
        let walked = walk(folder.path(), Rules::default(), |_| false).unwrap().files;
        let named = file_named(folder.path(), &Rules::default(), "mets.xml").unwrap();
        assert_eq!(walked, std::slice::from_ref(&named));
        (named.stamp, Content::open(&named).unwrap().hash().unwrap())
    };
    write("1.xml", &page(&["Rain"]));
    let before = state();
    write("1.xml", &page(&["Snow fell"]));
    let after = state();
    assert!(before.0 != after.0 && before.1 != after.1);
}
