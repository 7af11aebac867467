//! Each file of `sample-corpus`, as byline reads it.

use std::fmt::Write as _;

use byline::article::{Article, Name, Property, Stamp};
use byline::corpus::{Cause, Content, File, Rules, walk};
use byline::people;
use proptest::prelude::*;

use crate::{check_file, corpus_folder};

/// One article as a few lines, absent fields left out.
fn shown(article: &Article) -> String {
    let mut shown = format!("{}\n", article.source);
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            writeln!(shown, "  {name:<11} {value}").unwrap();
        }
    };
    line("headline", Some(article.headline.clone()));
    let authors = article.byline.authors.iter().map(|author| match &author.role {
        Some(role) => format!("{} ({role})", author.name.display()),
        None => author.name.display().to_owned(),
    });
    line("authors", Some(authors.collect::<Vec<_>>().join("; ")));
    line("agency", article.byline.agency.clone());
    line("dateline", article.dateline.as_ref().map(|dateline| dateline.printed.clone()));
    line("published", article.published.map(|date| date.to_string()));
    line("section", article.section.clone());
    line("publication", article.publication.clone());
    line("url", article.url.clone());
    line("language", article.language.clone());
    line("label", article.label.clone());
    let about: Vec<&str> = article.about.iter().map(Name::display).collect();
    line("about", Some(about.join("; ")));
    let people = people::find(article);
    let people =
        people.iter().map(|person| format!("{} ×{}", person.name.display(), person.mentions.len()));
    line("people", Some(people.collect::<Vec<_>>().join("; ")));
    let start = |text: &str| text.chars().take(60).collect::<String>();
    let end = |text: &str| {
        let skipped = text.chars().count().saturating_sub(60);
        text.chars().skip(skipped).collect::<String>()
    };
    line(
        "body",
        Some(format!("{} … {}", start(&article.body), end(&article.body).replace('\n', "¶"))),
    );
    shown
}

#[test]
fn every_article_of_the_sample_corpus_is_read_as_it_stands_there() {
    let folder = corpus_folder();
    let found = walk(&folder, Rules::default(), |_| false).unwrap();
    let mut read = String::new();
    for file in &found.files {
        match Content::open(file) {
            Ok(content) => content.articles(|article| {
                match article {
                    Ok(article) => read += &shown(&article),
                    Err(error) => {
                        writeln!(read, "{}\n  not read    {}", error.place, error.cause).unwrap();
                    }
                }
                true
            }),
            Err(error) => writeln!(read, "{}\n  not read    {}", error.place, error.cause).unwrap(),
        }
    }
    check_file("articles.txt", &read);
}

#[test]
fn every_property_of_every_article_says_where_it_was_read() {
    let mut wrong = String::new();
    for file in &walk(&corpus_folder(), Rules::default(), |_| false).unwrap().files {
        let Ok(content) = Content::open(file) else { continue };
        content.articles(|article| {
            let Ok(article) = article else { return true };
            assert!(!article.origins.format.is_empty(), "{}", article.source);
            for property in Property::all() {
                let origin = article.origins.of(property);
                if origin.is_some() != article.has(property) {
                    let name = property.name();
                    writeln!(wrong, "{}: {name}: {origin:?}", article.source).unwrap();
                }
            }
            true
        });
    }
    assert_eq!(wrong, "");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// A reader that breaks down is caught when articles are indexed; here it is a failure.
    #[test]
    fn whatever_a_file_holds_it_gives_articles_or_reasons(
        ending in prop::sample::select(vec!["txt", "html", "json", "jsonl", "md", "txt.gz", "jsonl.zst", "txt.bz2", "txt.xz", "tar", "zip", "csv", "tsv", "eml", "mbox", "xml", "sgm", "parquet", "pdf", "odd", ""]),
        start in prop::sample::select(vec!["", "{\"title\":\"x\",", "[{", "---\n", "+++\n", "<!doctype html><p>", "\u{feff}", "# x\n", "title,text\n", "BZh91AY&SY", "PK\u{3}\u{4}", "PAR1", "%PDF-1.4\n1 0 obj<</Pages 1 0 R/Kids[1 0 R", "<rss><channel><item><title>x", "<REUTERS><TEXT>", "<nitf><body>", "<alto><Layout><Page>", "<mets><FLocat href='b.xml'/>"]),
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "([{}\\[\\]\":,<>/=# \n-]|title|text|p|By Jane Doe|date|2024-03-05|é|null|1e999){0,60}"
                .prop_map(String::into_bytes),
        ],
    ) {
        let folder = tempfile::tempdir().unwrap();
        let name = format!("a.{ending}");
        let path = folder.path().join(&name);
        std::fs::write(&path, [start.as_bytes(), &bytes].concat()).unwrap();
        let stamp = Stamp { size: 1, modified: 0 };
        let file = File::new(path, name, stamp);
        let mut told = 0;
        if let Ok(content) = Content::open(&file) {
            content.articles(|article| {
                told += 1;
                match article {
                    Ok(article) => assert!(!article.is_blank() || article.label.is_some()),
                    Err(error) => {
                        assert!(!matches!(error.cause, Cause::Broke { .. }), "{}", error.cause);
                    }
                }
                told < 1000
            });
            prop_assert!(told > 0);
        }
    }
}
