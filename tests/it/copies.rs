//! Near copies, and articles about the same, on every engine.

use std::collections::BTreeSet;

use byline::article::{Article, ArticleId, Source};
use byline::desk::folded;
use byline::document::Document;
use byline::engines::Engine;
use byline::hit::Hit;
use byline::query::{Copies, Query, parse};
use byline::schema::Field;
use byline::search::{Page, Passages, Search, Sort, Terms};
use byline::text::Fingerprint;
use proptest::prelude::*;

use crate::homes::{Home, kinds};
use crate::random::archives;
use crate::{reading, twin};

const FERRY: &str = "The last ferry to Selwyn left the quay on Sunday with eleven passengers and a \
    dog. For ninety years the boat had crossed the sound four times a day, and nobody who stood in \
    the rain could remember a winter without it. The council says that the new bridge carries more \
    people in an hour than the ferry did in a week. Its captain, who is sixty, has been offered a \
    desk in the harbor office. He said that he would rather mend nets, and went below to shut the \
    engine down. A buyer from the north has asked for the bell, the wheel and the two benches of the \
    saloon, but the parish wants to keep the bell.";
const RATES: &str = "The central bank left its key rate where it was on Thursday, as most of those \
    who trade in bonds had expected. The governor said that prices rise more slowly than they did in \
    spring, and that wages follow. Two of the nine members voted for a cut of a quarter of a point. \
    Mortgage lenders were cautious: the largest of them said that it would wait for the figures of \
    next month before it touched its own rates. The currency gained a little, and gave it up again \
    before noon, when a survey of factories showed fewer orders for the third month in a row.";

const HOPES: &str = "Mortgage lenders had hoped for a cut of the key rate, and the bank has \
    disappointed them. Its governor spoke of wages for most of an hour, and of bonds not at all.";

fn article(file: &str, headline: &str, body: &str) -> Document {
    let source = Source { file: file.to_owned(), part: None };
    let (headline, body) = (headline.to_owned(), body.to_owned());
    Document::of(&Article { source, headline, body, ..Article::default() }, &[])
}

fn search(query: Query) -> Search {
    let page = Page { limit: 1000, ..Page::default() };
    let (sort, passages, terms) = (Sort::default(), Passages::default(), Terms::default());
    Search { query, sort, page, passages, terms }
}

fn parsed(query: &str) -> Query {
    let (query, complaints) = parse(query, &reading());
    assert_eq!(complaints, []);
    query
}

/// A wire story in four papers, another one, and two briefs.
fn stand() -> Vec<Document> {
    let cut = &FERRY[..FERRY.find(" A buyer").unwrap()];
    let local = FERRY.replace("eleven passengers and a dog", "a handful of passengers");
    vec![
        article("argus/1", "Last ferry leaves", FERRY),
        article("bugle/1", "End of a line", &FERRY.to_uppercase()),
        article("courier/1", "Selwyn loses its ferry", cut),
        article("dispatch/1", "Ferry gone", &local),
        article("argus/2", "Bank holds rates", RATES),
        article("bugle/2", "A quarter point", HOPES),
        article("argus/3", "Weather", "Rain, later snow."),
        article("bugle/3", "Weather", "Rain, later snow."),
    ]
}

#[track_caller]
fn check(query: impl Fn(&dyn Fn(&str) -> String) -> String, expected: &[&str]) {
    let documents = stand();
    let id = |file: &str| {
        let found = documents.iter().find(|document| document.source().file == file);
        found.unwrap().id().to_string()
    };
    let query = query(&id);
    for kind in kinds() {
        let engine = Home::new(&kind);
        let engine = engine.fill(&documents, 2);
        let hits = engine.search(&search(parsed(&query))).unwrap();
        let found: BTreeSet<&str> = hits.hits.iter().map(|hit| hit.source.file.as_str()).collect();
        assert_eq!(found, expected.iter().copied().collect(), "{kind:?} {query}");
        assert_eq!(hits.total, expected.len() as u64, "{kind:?} {query}");
        assert_eq!(hits.caveats.notes, [""; 0], "{kind:?} {query}");
    }
}

#[test]
fn an_article_is_found_with_its_near_copies_by_the_id_of_any() {
    let family = ["argus/1", "bugle/1", "courier/1", "dispatch/1"];
    for file in family {
        check(|id| format!("copies:{}", id(file)), &family);
    }
    check(|id| format!("copies:{}", &id("argus/2")[..6]), &["argus/2"]);
}

#[test]
fn copies_are_asked_for_beside_anything_else() {
    check(
        |id| format!("copies:{} headline:ferry", id("argus/1")),
        &["argus/1", "courier/1", "dispatch/1"],
    );
    check(|id| format!("ferry -copies:{}", id("bugle/1")), &[]);
    let others = ["argus/2", "argus/3", "bugle/2", "bugle/3"];
    check(|id| format!("-copies:{}", id("bugle/1")), &others);
    check(
        |id| format!("copies:{0} -id:{0}", id("bugle/1")),
        &["argus/1", "courier/1", "dispatch/1"],
    );
}

#[test]
fn a_brief_is_too_short_to_have_near_copies() {
    check(|id| format!("copies:{}", id("argus/3")), &["argus/3"]);
}

#[test]
fn what_is_similar_has_the_telling_words_and_is_no_copy() {
    check(|id| format!("similar:{} headline:point", id("argus/2")), &["bugle/2"]);
    check(|id| format!("similar:{} path:bugle headline:line", id("argus/1")), &[]);
}

#[test]
fn the_most_similar_comes_first() {
    let documents = stand();
    for kind in kinds() {
        let home = Home::new(&kind);
        let engine = home.fill(&documents, 3);
        let query = format!("similar:{}", documents[5].id());
        let hits = engine.search(&search(parsed(&query))).unwrap().hits;
        assert_eq!(hits[0].source.file, "argus/2", "{kind:?}");
        assert!(!hits[0].snippets.iter().all(|snippet| snippet.marks.is_empty()), "{kind:?}");
    }
}

#[test]
fn an_id_that_nothing_has_is_told() {
    for kind in kinds() {
        let home = Home::new(&kind);
        let engine = home.fill(&stand(), 8);
        for field in ["copies", "similar"] {
            let query = parsed(&format!("{field}:0000000000000000"));
            let hits = engine.search(&search(query)).unwrap();
            assert_eq!(hits.total, 0);
            let says = "no article has an id that begins with 0000000000000000";
            assert_eq!(hits.caveats.notes, [says]);
        }
    }
}

/// Texts of a few sentences out of a few: some are near copies of each other.
fn any_texts() -> impl Strategy<Value = Vec<String>> {
    let sentences: Vec<&str> = FERRY.split(". ").chain(RATES.split(". ")).collect();
    let text = prop::collection::vec(prop::sample::select(sentences), 1..7);
    let once = |mut parts: Vec<&str>| {
        parts.sort_unstable();
        parts.dedup();
        parts.join(". ")
    };
    prop::collection::vec(text.prop_map(once), 1..12)
}

fn documents(texts: &[String]) -> Vec<Document> {
    let numbered = texts.iter().enumerate();
    numbered.map(|(number, text)| article(&number.to_string(), "Any", text)).collect()
}

/// The copies of the first article are those that its twin tells one by one.
fn check_copies(engine: &dyn Engine, documents: &[Document]) -> Result<(), TestCaseError> {
    let of = documents[0].id().0;
    let found = engine.search(&search(Query::Copies(Copies { of: of..=of, like: None }))).unwrap();
    let like = Some(documents[0].texts(Field::Body).filter_map(Fingerprint::of).collect());
    let looked_up = Query::Copies(Copies { of: of..=of, like });
    let expected = documents.iter().filter(|document| twin::matches(&looked_up, document));
    let expected: BTreeSet<_> = expected.map(Document::id).collect();
    prop_assert_eq!(found.total, expected.len() as u64);
    prop_assert_eq!(found.hits.iter().map(|hit| hit.id).collect::<BTreeSet<_>>(), expected);
    Ok(())
}

/// Folded in one go, by offsets and behind cursors, a list has what its twin leaves of it.
fn check_folded(engine: &dyn Engine, documents: &[Document]) -> Result<(), TestCaseError> {
    for (query, sort) in [("*", Sort::Oldest), ("the OR rate", Sort::Relevance)] {
        let all = Search { sort, ..search(parsed(query)) };
        let hits = engine.search(&all).unwrap().hits;
        let prints: Vec<Option<Fingerprint>> = hits
            .iter()
            .map(|hit| documents.iter().find(|document| document.id() == hit.id).unwrap())
            .map(|document| document.texts(Field::Body).find_map(Fingerprint::of))
            .collect();
        let like =
            |a: usize, b: usize| prints[a].zip(prints[b]).is_some_and(|(a, b)| a.is_like(&b));
        let expected: Vec<(ArticleId, u64)> = (0..hits.len())
            .filter(|at| !(0..*at).any(|before| like(before, *at)))
            .map(|at| {
                let copies = (at + 1..hits.len()).filter(|behind| like(at, *behind)).count();
                (hits[at].id, copies as u64)
            })
            .collect();
        let ask = |page: Page| folded(engine, &Search { page, ..all.clone() }).unwrap();
        let told = |hits: Vec<Hit>| -> Vec<(ArticleId, u64)> {
            hits.into_iter().map(|hit| (hit.id, hit.copies.unwrap())).collect()
        };
        let whole = ask(all.page.clone());
        prop_assert_eq!(whole.total, hits.len() as u64);
        prop_assert_eq!(&whole.next, &None);
        prop_assert_eq!(told(whole.hits), expected.clone(), "{}", query);
        let (mut by_offset, mut by_cursor, mut after) = (Vec::new(), Vec::new(), None);
        loop {
            let page = Page { after: after.clone(), limit: 2, offset: 0 };
            let hits = ask(page);
            by_cursor.extend(told(hits.hits));
            let page = Page { after: None, limit: 2, offset: by_offset.len() };
            by_offset.extend(told(ask(page).hits));
            after = hits.next;
            if after.is_none() {
                break;
            }
        }
        prop_assert_eq!(&by_cursor, &expected, "{}", query);
        prop_assert_eq!(&by_offset, &expected, "{}", query);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: archives(),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn copies_are_those_that_share_enough_and_of_them_the_first_is_shown(texts in any_texts()) {
        let documents = documents(&texts);
        for kind in kinds() {
            let home = Home::new(&kind);
            let engine = home.fill(&documents, documents.len());
            check_copies(&*engine, &documents)?;
            check_folded(&*engine, &documents)?;
        }
    }
}
