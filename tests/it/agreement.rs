//! Every engine gives the same answers: those of the engine on disk, over the sample corpus. Only scores
//! may differ, and with them the order of the best.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use byline::corpus::Rules;
use byline::engines::{self, Engine};
use byline::hit::Hit;
use byline::indexer;
use byline::query::{Query, parse};
use byline::roster::{Edits, Roster};
use byline::schema::{Field, Schema};
use byline::search::{FacetSearch, Page, Passages, Period, Search, Sort, SortKey, Terms};

use crate::homes::{Home, Kind, kinds};
use crate::{copy_asked, reading};

const ALL: Page = Page { after: None, offset: 0, limit: 1000 };

fn indexed(kind: &Kind) -> (Home, Box<dyn Engine>) {
    filled(Home::new(kind))
}

fn filled(home: Home) -> (Home, Box<dyn Engine>) {
    copy_asked(home.corpus());
    let engine = engines::create(home.location(), home.corpus()).unwrap();
    indexer::index(&*engine, Rules::default(), &AtomicBool::new(false), &|_| {}).unwrap();
    drop(engine);
    let engine = home.open();
    (home, engine)
}

/// The questions of the manual.
fn questions() -> Vec<Query> {
    let manual = include_str!("../../schema/query.md");
    let rows = manual.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split(" | ").collect();
        let query = cells[0].strip_prefix("| `")?.strip_suffix('`')?;
        (cells.len() == 4).then(|| parse(query, &reading()).0)
    });
    rows.collect()
}

fn search(engine: &dyn Engine, query: &Query, sort: Sort, page: Page, terms: &Terms) -> Vec<Hit> {
    let (query, passages, terms) = (query.clone(), Passages::default(), terms.clone());
    let hits = engine.search(&Search { query, sort, page, passages, terms }).unwrap();
    assert_eq!(hits.caveats.notes, [""; 0]);
    hits.hits
}

/// The hits by id, without what depends on the score.
fn unscored(hits: Vec<Hit>) -> BTreeMap<u64, Hit> {
    let plain = |hit: Hit| (hit.id.0, Hit { score: 0.0, key: SortKey::Score(0.0), ..hit });
    hits.into_iter().map(plain).collect()
}

fn roster(engine: &dyn Engine) -> Terms {
    let roster = Roster::new(&engine.joins().unwrap(), &Edits::default());
    assert!(!roster.is_empty());
    Terms { people: Some(Arc::new(roster)), ..Terms::default() }
}

#[test]
fn every_engine_gives_the_same_answers() {
    let (_home, disk) = indexed(&Kind::Embedded);
    for kind in kinds().iter().filter(|kind| **kind != Kind::Embedded) {
        let (_home, other) = indexed(kind);
        let both = [&*disk, &*other];
        assert_eq!(disk.joins().unwrap(), other.joins().unwrap());
        let mut with_people = roster(&*disk);
        with_people.languages = vec!["en".to_owned(), "de".to_owned()];
        for terms in [Terms::default(), with_people] {
            for query in questions().into_iter().filter(|query| kind.can_ask(query)) {
                let [a, b] =
                    both.map(|engine| search(engine, &query, Sort::Relevance, ALL, &terms));
                assert_eq!(unscored(a), unscored(b), "{query}");
                for sort in [Sort::Newest, Sort::Oldest, Sort::Headline] {
                    let (query, passages) = (query.clone(), Passages::default());
                    let search = Search { query, sort, page: ALL, passages, terms: terms.clone() };
                    let [a, b] = both.map(|engine| engine.rank(&search).unwrap());
                    assert_eq!(a, b, "{search:?}");
                }
                let fields = Schema::get().fields().filter(|(_, spec)| spec.facet);
                for (field, _) in fields {
                    let (query, terms) = (query.clone(), terms.clone());
                    let like = (field == Field::Author).then(|| "an".to_owned());
                    let page = Page { limit: 20, ..Page::default() };
                    let search = FacetSearch { field, query, like, page, terms };
                    let [a, b] = both.map(|engine| engine.facet(&search).unwrap());
                    assert_eq!(a, b, "{search:?}");
                }
                for by in [Period::Day, Period::Month] {
                    let [a, b] = both.map(|engine| engine.timeline(&query, by, &terms).unwrap());
                    assert_eq!(a, b, "{query} {by:?}");
                }
            }
        }
    }
}

/// Whether the forms of a word are found by the server, or here.
#[test]
fn the_forms_of_a_word_are_the_same_whatever_stems_a_server_keeps() {
    let terms = |languages: &[&str]| Terms {
        languages: languages.iter().map(|tag| (*tag).to_owned()).collect(),
        ..Terms::default()
    };
    let asked = [terms(&["de"]), terms(&["en"]), terms(&["de", "en"]), terms(&["fr", "de"])];
    let words =
        ["Wände", "Hälfte OR Fähren", "fahren NEAR/20 Kapitäne", "opinions", "bauten", "rates"];
    for kind in kinds() {
        let homes =
            [Home::new(&kind), Home::of(&kind, &["de"]), Home::of(&kind, &["de", "en", "fr"])];
        let (_homes, engines): (Vec<_>, Vec<_>) = homes.map(filled).into_iter().unzip();
        let mut found = 0;
        for (terms, word) in asked.iter().flat_map(|terms| words.map(|word| (terms, word))) {
            let query = parse(word, &reading()).0;
            let answers = engines
                .iter()
                .map(|engine| unscored(search(&**engine, &query, Sort::Relevance, ALL, terms)));
            let answers: Vec<_> = answers.collect();
            assert_eq!(answers[0], answers[1], "{kind:?} {word}");
            assert_eq!(answers[0], answers[2], "{kind:?} {word}");
            found += answers[0].len();
        }
        assert!(found > 40, "{found}");
    }
}

#[test]
fn pages_tile_in_every_order() {
    for kind in kinds() {
        let (_home, engine) = indexed(&kind);
        let recency = Sort::Recency { half_life: 400.0, today: jiff::civil::date(2024, 6, 15) };
        let sorts = [Sort::Relevance, recency, Sort::Newest, Sort::Oldest, Sort::Headline];
        // Decided by the server, and read here.
        for query in ["rate OR bank OR strike", "=The", "*"] {
            let query = parse(query, &reading()).0;
            for sort in sorts {
                let whole = search(&*engine, &query, sort, ALL, &Terms::default());
                assert!(whole.len() > 10, "{query}");
                let mut tiles = Vec::new();
                let mut page = Page { after: None, offset: 0, limit: 7 };
                loop {
                    let (query, terms) = (query.clone(), Terms::default());
                    let passages = Passages::default();
                    let asked = Search { query, sort, page: page.clone(), passages, terms };
                    let hits = engine.search(&asked).unwrap();
                    assert_eq!(hits.total, whole.len() as u64);
                    tiles.extend(hits.hits);
                    let Some(next) = hits.next else { break };
                    page.after = Some(next.to_string().parse().unwrap());
                }
                assert_eq!(tiles, whole, "{kind:?} {query} {sort:?}");
                let offset = Page { after: None, offset: 5, limit: 4 };
                let some = search(&*engine, &query, sort, offset, &Terms::default());
                assert_eq!(some, whole[5..9], "{kind:?} {query} {sort:?}");
            }
        }
    }
}

#[test]
fn words_that_a_slip_of_the_pen_may_mean_are_suggested() {
    for kind in kinds() {
        let (_home, engine) = indexed(&kind);
        let nearly = parse("harbuor~", &reading()).0;
        let expected: &[&str] = if kind.can_ask(&nearly) { &["harbour"] } else { &[] };
        assert_eq!(engine.suggest("harbuor").unwrap(), expected, "{kind:?}");
        assert_eq!(engine.suggest("xqzw").unwrap(), [""; 0], "{kind:?}");
    }
}

#[test]
fn words_are_looked_up_in_the_articles_that_have_them() {
    for kind in kinds() {
        let (_home, engine) = indexed(&kind);
        let query = parse("opinion mortgag* by:oduya", &reading()).0;
        let resolved = engine.resolve(&query, &Terms::default()).unwrap();
        let mut words = Vec::new();
        resolved.query.map(&mut |_, found| words.push(format!("{found:?}")));
        assert!(words[0].contains("\"opinion\", \"opinions\""), "{kind:?} {words:?}");
        assert!(words[1].contains("mortgages"), "{kind:?} {words:?}");
        assert_eq!(resolved.languages, ["en"], "{kind:?}");
    }
}

#[test]
fn what_an_engine_cannot_do_it_refuses() {
    for kind in kinds().into_iter().filter(|kind| *kind != Kind::Embedded) {
        let (_home, engine) = indexed(&kind);
        let ask = |expand, after: Option<&str>| {
            let terms = Terms { expand, ..Terms::default() };
            let after = after.map(|after| after.parse().unwrap());
            let page = Page { after, offset: 0, limit: 3 };
            let (sort, passages) = (Sort::Newest, Passages::default());
            engine.search(&Search { query: Query::All, sort, page, passages, terms }).map(drop)
        };
        assert!(ask(false, None).is_ok());
        for refused in [ask(true, None), ask(false, Some("4f2a:s3f800000"))] {
            assert!(matches!(refused, Err(engines::Error::Refused { .. })), "{refused:?}");
        }
        for query in questions().into_iter().filter(|query| !kind.can_ask(query)) {
            let (sort, page) = (Sort::Newest, Page::default());
            let (passages, terms) = (Passages::default(), Terms::default());
            let refused = engine.search(&Search { query, sort, page, passages, terms });
            assert!(matches!(refused, Err(engines::Error::Refused { .. })), "{refused:?}");
        }
        let search = FacetSearch {
            field: Field::Body,
            query: Query::All,
            like: None,
            page: ALL,
            terms: Terms::default(),
        };
        assert!(matches!(engine.facet(&search), Err(engines::Error::NoFacet { .. })));
    }
}
