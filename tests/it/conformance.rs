//! What every engine has to do: one suite for all of them.

use std::collections::BTreeSet;

use byline::article::{Article, Author, Byline, Name, Published, Source};
use byline::document::Document;
use byline::engines::{self, Engine};
use byline::hit::Page;
use byline::holdings::{FileRecord, Run};
use byline::people::Person;
use byline::query::Query;
use byline::schema::{Field, Schema, Value};
use byline::text;
use proptest::prelude::*;
use tempfile::TempDir;

const ALL: Page = Page { offset: 0, limit: 1000 };

/// An engine on disk that holds some documents.
struct Filled {
    engine: Box<dyn Engine>,
    _folder: TempDir,
}

fn run() -> Run {
    Run { at: "2024-03-05T10:00:00Z".parse().unwrap(), whole: true }
}

fn filled(documents: &[Document]) -> Filled {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let engine = engines::create(&index, folder.path()).unwrap();
    let writer = engine.writer().unwrap();
    for document in documents {
        writer.add(document).unwrap();
    }
    writer.commit(&run()).unwrap();
    writer.finish().unwrap();
    drop(engine);
    Filled { engine: engines::open(&index).unwrap(), _folder: folder }
}

fn person(name: &str) -> Person {
    Person { name: Name::new(name).unwrap(), mentions: Vec::new() }
}

fn article(file: &str, headline: &str, body: &str) -> Article {
    Article {
        source: Source { file: file.to_owned(), part: None },
        headline: headline.to_owned(),
        body: body.to_owned(),
        ..Article::default()
    }
}

fn by(article: Article, authors: &[&str]) -> Article {
    let author = |name: &&str| Author { name: Name::new(name).unwrap(), role: None };
    let authors = authors.iter().map(author).collect();
    Article { byline: Byline { authors, agency: None }, ..article }
}

fn dated(article: Article, date: &str) -> Article {
    Article { published: date.parse().ok(), ..article }
}

/// Four articles that the cases below are about.
fn newsroom() -> Filled {
    let rise =
        by(article("b/rise", "Rate rise", "The rate will rise in the U.S. today."), &["Jane Doe"]);
    let strike = by(
        article("b/strike", "Strike", "A rise. The rate of strikes."),
        &["Jane Doe", "John Roe"],
    );
    let old = article("a/old", "Harvest", "Café Łódź, naïve and well-being.");
    let month = article("a/month", "Fair", "Nothing happened.");
    filled(&[
        Document::of(&dated(rise, "2024-03-05"), &[person("Ann Smith"), person("Roe Lee")]),
        Document::of(&dated(strike, "2024-04-30"), &[person("Ann Smith")]),
        Document::of(&dated(old, "1665-09-02"), &[]),
        Document::of(&dated(month, "2024-03"), &[]),
    ])
}

#[track_caller]
fn check(query: &str, expected: &[&str]) {
    let newsroom = newsroom();
    let (query, complaints) = byline::query::parse(query, Schema::get());
    assert_eq!(complaints, []);
    let hits = newsroom.engine.search(&query, ALL).unwrap();
    let found: BTreeSet<&str> = hits.hits.iter().map(|hit| hit.source.file.as_str()).collect();
    assert_eq!(found, expected.iter().copied().collect());
    assert_eq!(hits.total, expected.len() as u64);
}

#[test]
fn words_match_in_headline_or_body() {
    check("rate rise", &["b/rise", "b/strike"]);
    check("strikes rate", &["b/strike"]);
}

#[test]
fn a_word_in_the_headline_counts_more() {
    let both = [article("1", "Other", "Rate other."), article("2", "Rate", "Other other.")];
    let filled = filled(&both.map(|article| Document::of(&article, &[])));
    let query = Query::Words { field: None, text: "rate".to_owned() };
    let hits = filled.engine.search(&query, ALL).unwrap().hits;
    let files: Vec<&str> = hits.iter().map(|hit| hit.source.file.as_str()).collect();
    assert_eq!(files, ["2", "1"]);
}

#[test]
fn a_phrase_stands_in_a_row_in_one_field() {
    check("\"rate rise\"", &["b/rise"]);
    check("\"rise the rate\"", &["b/strike"]);
    check("well-being", &["a/old"]);
}

#[test]
fn spellings_of_a_word_are_one() {
    check("us", &["b/rise"]);
    check("CAFE lodz", &["a/old"]);
}

#[test]
fn a_name_is_found_by_its_words_and_never_across_two_names() {
    check("author:doe", &["b/rise", "b/strike"]);
    check("author:\"doe john\"", &[]);
    check("person:roe", &["b/rise"]);
    check("doe", &[]);
}

#[test]
fn a_date_is_in_a_range_if_all_of_it_is() {
    check("nothing date:2024-03", &["a/month"]);
    check("nothing date:2024-03-01..2024-03-30", &[]);
    check("date:2024-03-05", &["b/rise"]);
    check("date:..1700", &["a/old"]);
    check("strike date:2024-03..2024-05", &["b/strike"]);
}

#[test]
fn a_path_is_a_file_or_all_of_a_folder() {
    check("path:a/old", &["a/old"]);
    check("rate path:b/", &["b/rise", "b/strike"]);
    check("path:\"a/ol\"", &[]);
}

#[test]
fn facets_count_the_articles_that_match_and_join_spellings() {
    let one = by(article("1", "x", ""), &["Jane Q. Doe"]);
    let two = by(article("2", "x", ""), &["JANE Q DOE"]);
    let three = by(article("3", "y", ""), &["Jane Q. Doe", "Al Roe"]);
    let filled = filled(&[one, two, three].map(|article| Document::of(&article, &[])));
    let count = |query: Query| -> Vec<(String, u64)> {
        let facets = filled.engine.facet(Field::Author, &query, ALL).unwrap();
        facets.facets.into_iter().map(|facet| (facet.value, facet.articles)).collect()
    };
    assert_eq!(count(Query::All), [("Jane Q. Doe".to_owned(), 3), ("Al Roe".to_owned(), 1)]);
    let y = Query::Words { field: None, text: "y".to_owned() };
    assert_eq!(count(y), [("Al Roe".to_owned(), 1), ("Jane Q. Doe".to_owned(), 1)]);
    assert!(filled.engine.facet(Field::Body, &Query::All, ALL).is_err());
}

#[test]
fn equal_scores_go_by_id_and_pages_tile() {
    let same = |number: usize| Document::of(&article(&number.to_string(), "same", "words"), &[]);
    let documents: Vec<Document> = (0..25).map(same).collect();
    let filled = filled(&documents);
    let query = Query::Words { field: None, text: "same".to_owned() };
    let mut ids: Vec<_> = documents.iter().map(Document::id).collect();
    ids.sort();
    let page = |offset| {
        let hits = filled.engine.search(&query, Page { offset, limit: 10 }).unwrap();
        assert_eq!(hits.total, 25);
        hits.hits.into_iter().map(|hit| hit.id)
    };
    assert_eq!((0..3).flat_map(|n| page(n * 10)).collect::<Vec<_>>(), ids);
}

#[test]
fn an_article_comes_back_as_it_was_given() {
    let full = Article {
        source: Source { file: "a/b".to_owned(), part: Some(7) },
        section: Some("Business".to_owned()),
        url: Some("https://a.example/b".to_owned()),
        published: Published::month(1665, 9),
        ..by(article("", "Headline", "One.\n\nTwo."), &["Jane Doe", "John Roe"])
    };
    let document = Document::of(&full, &[person("Ann Smith")]);
    let filled = filled(std::slice::from_ref(&document));
    let id = document.id().0;
    assert_eq!(filled.engine.articles(id..=id, 10).unwrap(), [document]);
    assert_eq!(filled.engine.articles(id + 1..=u64::MAX, 10).unwrap(), []);
}

#[test]
fn what_is_cleared_or_forgotten_is_not_found() {
    let filled = newsroom();
    let record = |file: &str| FileRecord { file: file.to_owned(), ..FileRecord::default() };
    let writer = filled.engine.writer().unwrap();
    writer.record(&record("a/old")).unwrap();
    writer.record(&record("b/rise")).unwrap();
    writer.commit(&run()).unwrap();
    writer.clear("a/old").unwrap();
    writer.forget("b/rise");
    writer.commit(&run()).unwrap();
    writer.finish().unwrap();
    let total = filled.engine.search(&Query::All, ALL).unwrap().total;
    let files: Vec<String> = filled.engine.files().unwrap().into_iter().map(|r| r.file).collect();
    assert_eq!((total, files), (2, vec!["a/old".to_owned()]));
    let holdings = filled.engine.holdings().unwrap();
    assert_eq!((holdings.articles, holdings.files, holdings.last_run), (2, 1, Some(run())));
}

#[test]
fn a_second_writer_is_refused_at_once() {
    let filled = newsroom();
    let first = filled.engine.writer().unwrap();
    let Err(error) = filled.engine.writer() else { panic!("two writers") };
    assert!(matches!(error, engines::Error::Busy { .. }), "{error}");
    drop(first);
    assert!(filled.engine.writer().is_ok());
}

/// The brute-force twin of an engine: reads every document for every query.
fn matches(query: &Query, document: &Document) -> bool {
    match query {
        Query::All => true,
        Query::Words { field: None, text } => {
            [Field::Headline, Field::Body].iter().any(|field| holds(document, *field, text))
        }
        Query::Words { field: Some(field), text } => holds(document, *field, text),
        Query::Range { from, to, .. } => document.date().is_some_and(|date| {
            let bound = |value: &Value| match value {
                Value::Date(date) => *date,
                Value::Text(_) | Value::Number(_) => unreachable!("only dates are generated"),
            };
            from.as_ref().is_none_or(|from| date.first() >= bound(from).first())
                && to.as_ref().is_none_or(|to| date.last() <= bound(to).last())
        }),
        Query::Every(parts) => parts.iter().all(|part| matches(part, document)),
        Query::Any(parts) => parts.iter().any(|part| matches(part, document)),
        Query::Without { keep, drop } => matches(keep, document) && !matches(drop, document),
    }
}

fn holds(document: &Document, field: Field, words: &str) -> bool {
    let terms = |text: &str| text::tokens(text).map(|token| token.term).collect::<Vec<_>>();
    let wanted = terms(words);
    document.texts(field).any(|text| terms(text).windows(wanted.len()).any(|row| row == wanted))
}

fn any_word() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["rate", "rise", "é", "E", "o'neill", "U.S.", "a-b", "東京都", "x"])
        .prop_map(str::to_owned)
}

fn any_text(words: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(any_word(), 0..words).prop_map(|words| words.join(" "))
}

fn any_date() -> impl Strategy<Value = Published> {
    let dates = ["1665-09-02", "2023", "2024-03", "2024-03-05", "2024-03-31", "2024"];
    prop::sample::select(dates.to_vec()).prop_map(|date| date.parse().unwrap())
}

fn any_article() -> impl Strategy<Value = Document> {
    let names = prop::collection::vec(any_text(3), 0..3);
    (any_text(4), any_text(12), names, prop::option::of(any_date()), any::<u32>()).prop_map(
        |(headline, body, names, published, part)| {
            let names: Vec<&str> =
                names.iter().map(String::as_str).filter(|name| Name::new(name).is_some()).collect();
            let source = Source { file: "f".to_owned(), part: Some(part) };
            let article = by(Article { source, ..article("", &headline, &body) }, &names);
            Document::of(&Article { published, ..article }, &[])
        },
    )
}

fn any_query() -> impl Strategy<Value = Query> {
    let field = prop::sample::select(vec![
        None,
        Some(Field::Headline),
        Some(Field::Body),
        Some(Field::Author),
    ]);
    let words = (field, prop::collection::vec(any_word(), 1..4))
        .prop_map(|(field, words)| Query::Words { field, text: words.join(" ") });
    let range = (prop::option::of(any_date()), prop::option::of(any_date()))
        .prop_filter("one bound at least", |(from, to)| from.is_some() || to.is_some())
        .prop_map(|(from, to)| Query::Range {
            field: Field::Published,
            from: from.map(Value::Date),
            to: to.map(Value::Date),
        });
    let leaf = prop_oneof![6 => words, 1 => range, 1 => Just(Query::All)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Query::Every),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Query::Any),
            (inner.clone(), inner)
                .prop_map(|(keep, drop)| Query::Without { keep: keep.into(), drop: drop.into() }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// 12 corpora of 30 articles, 100 queries each.
    #[test]
    fn a_query_finds_what_reading_every_article_finds(
        documents in prop::collection::vec(any_article(), 30),
        queries in prop::collection::vec(any_query(), 100),
    ) {
        let filled = filled(&documents);
        for query in queries {
            let hits = filled.engine.search(&query, ALL).unwrap();
            let found: BTreeSet<_> = hits.hits.iter().map(|hit| hit.id).collect();
            let expected = documents.iter().filter(|document| matches(&query, document));
            let expected: BTreeSet<_> = expected.map(Document::id).collect();
            prop_assert_eq!(&found, &expected, "{}", query);
            prop_assert_eq!(hits.total, hits.hits.len() as u64);
        }
    }
}
