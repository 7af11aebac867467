//! What every engine has to do: one suite for all of them.

use std::collections::BTreeSet;
use std::thread;

use byline::article::{Article, Author, Byline, Name, Published, Source};
use byline::document::Document;
use byline::engines::{self, Engine};
use byline::furniture::Furniture;
use byline::hit::{Hit, Hits};
use byline::holdings::FileRecord;
use byline::people::Person;
use byline::query::{Query, parse};
use byline::schema::Field;
use byline::search::{Cursor, FacetSearch, Page, Passages, Search, Sort, Terms};

use crate::homes::{Home, Kind, kinds, run};
use crate::reading;

const ALL: Page = Page { after: None, offset: 0, limit: 1000 };

/// An engine that holds some documents.
struct Filled {
    engine: Box<dyn Engine>,
    home: Home,
}

fn filled(kind: &Kind, documents: &[Document]) -> Filled {
    filled_in_commits(kind, documents, documents.len())
}

/// An engine that got so many documents with each commit.
fn filled_in_commits(kind: &Kind, documents: &[Document], size: usize) -> Filled {
    let home = Home::new(kind);
    Filled { engine: home.fill(documents, size), home }
}

/// Asks for the best hits.
fn search(engine: &dyn Engine, query: Query, page: Page) -> Hits {
    let (sort, passages, terms) = (Sort::default(), Passages::default(), Terms::default());
    engine.search(&Search { query, sort, page, passages, terms }).unwrap()
}

fn parsed(query: &str) -> Query {
    let (query, complaints) = parse(query, &reading());
    assert_eq!(complaints, []);
    query
}

fn person(name: &str) -> Person {
    Person { name: Name::new(name).unwrap(), mentions: Vec::new(), given: false }
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
fn newsroom(kind: &Kind) -> Filled {
    let rise =
        by(article("b/rise", "Rate rise", "The rate will rise in the U.S. today."), &["Jane Doe"]);
    let strike = by(
        article("b/strike", "Strike", "A rise. The rate of strikes."),
        &["Jane Doe", "John Roe"],
    );
    let old = article("a/old", "Harvest", "Café Łódź, naïve and well-being.");
    let month = article("a/month", "Fair", "Nothing happened.");
    filled(
        kind,
        &[
            Document::of(&dated(rise, "2024-03-05"), &[person("Ann Smith"), person("Roe Lee")]),
            Document::of(&dated(strike, "2024-04-30"), &[person("Ann Smith")]),
            Document::of(&dated(old, "1665-09-02"), &[]),
            Document::of(&dated(month, "2024-03"), &[]),
        ],
    )
}

#[track_caller]
fn check(query: &str, expected: &[&str]) {
    for kind in kinds() {
        let newsroom = newsroom(&kind);
        let hits = search(&*newsroom.engine, parsed(query), ALL);
        let found: BTreeSet<&str> = hits.hits.iter().map(|hit| hit.source.file.as_str()).collect();
        assert_eq!(found, expected.iter().copied().collect(), "{kind:?} {query}");
        assert_eq!(hits.total, expected.len() as u64, "{kind:?} {query}");
    }
}

#[test]
fn words_match_in_headline_or_body() {
    check("rate rise", &["b/rise", "b/strike"]);
    check("strikes rate", &["b/strike"]);
}

#[test]
fn a_word_in_the_headline_counts_more() {
    for kind in kinds() {
        let both = [article("1", "Other", "Rate other."), article("2", "Rate", "Other other.")];
        let filled = filled(&kind, &both.map(|article| Document::of(&article, &[])));
        let hits = search(&*filled.engine, parsed("rate"), ALL).hits;
        let files: Vec<&str> = hits.iter().map(|hit| hit.source.file.as_str()).collect();
        assert_eq!(files, ["2", "1"]);
    }
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

/// Asks for all values of a field.
fn values(field: Field, query: Query) -> FacetSearch {
    FacetSearch { field, query, like: None, page: ALL, terms: Terms::default() }
}

#[test]
fn facets_count_the_articles_that_match_and_join_spellings() {
    for kind in kinds() {
        let one = by(article("1", "x", ""), &["Jane Q. Doe"]);
        let two = by(article("2", "x", ""), &["JANE Q DOE"]);
        let three = by(article("3", "y", ""), &["Jane Q. Doe", "Al Roe"]);
        let filled = filled(&kind, &[one, two, three].map(|article| Document::of(&article, &[])));
        let count = |query: Query| -> Vec<(String, u64)> {
            let facets = filled.engine.facet(&values(Field::Author, query)).unwrap();
            facets.facets.into_iter().map(|facet| (facet.value, facet.articles)).collect()
        };
        assert_eq!(count(Query::All), [("Jane Q. Doe".to_owned(), 3), ("Al Roe".to_owned(), 1)]);
        assert_eq!(count(parsed("y")), [("Al Roe".to_owned(), 1), ("Jane Q. Doe".to_owned(), 1)]);
        assert!(filled.engine.facet(&values(Field::Body, Query::All)).is_err());
    }
}

#[test]
fn pages_by_headline_tile_across_commits() {
    for kind in kinds() {
        let titled = |number: usize| {
            let title = format!("h{}", number * 7 % 20);
            Document::of(&article(&number.to_string(), &title, "words"), &[])
        };
        let documents: Vec<Document> = (0..20).map(titled).collect();
        let filled = filled_in_commits(&kind, &documents, 3);
        let ask = |page| {
            let (sort, passages, terms) = (Sort::Headline, Passages::default(), Terms::default());
            filled
                .engine
                .search(&Search { query: Query::All, sort, page, passages, terms })
                .unwrap()
        };
        let headlines = |hits: &Hits| -> Vec<String> {
            hits.hits.iter().map(|hit| hit.headline.text.clone()).collect()
        };
        let whole = headlines(&ask(ALL));
        assert!(whole.is_sorted(), "{whole:?}");
        let mut tiles = Vec::new();
        let mut after = None;
        loop {
            let page = ask(Page { after, offset: 0, limit: 1 });
            tiles.extend(headlines(&page));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(tiles, whole);
    }
}

#[test]
fn equal_scores_go_by_id_and_pages_tile() {
    for kind in kinds() {
        let same =
            |number: usize| Document::of(&article(&number.to_string(), "same", "words"), &[]);
        let documents: Vec<Document> = (0..25).map(same).collect();
        let filled = filled(&kind, &documents);
        let mut ids: Vec<_> = documents.iter().map(Document::id).collect();
        ids.sort();
        let page = |offset| {
            let hits =
                search(&*filled.engine, parsed("same"), Page { after: None, offset, limit: 10 });
            assert_eq!(hits.total, 25);
            hits.hits.into_iter().map(|hit| hit.id)
        };
        assert_eq!((0..3).flat_map(|n| page(n * 10)).collect::<Vec<_>>(), ids);
    }
}

#[test]
fn articles_stand_where_a_search_finds_them() {
    for kind in kinds() {
        let filled = newsroom(&kind);
        for (query, limit) in [("rate", 10), ("rate OR strike OR mayor", 2), ("rate", 0)] {
            let page = Page { limit, ..Page::default() };
            let hits = search(&*filled.engine, parsed(query), page.clone());
            let (sort, passages, terms) = (Sort::default(), Passages::default(), Terms::default());
            let asked = Search { query: parsed(query), sort, page, passages, terms };
            let standings = filled.engine.rank(&asked).unwrap();
            let places: Vec<Cursor> = hits.hits.iter().map(Hit::cursor).collect();
            assert!(standings.total > 1, "{query}");
            assert_eq!((standings.total, standings.places), (hits.total, places), "{query}");
        }
    }
}

#[test]
fn an_article_comes_back_as_it_was_given() {
    for kind in kinds() {
        let full = Article {
            source: Source { file: "a/b".to_owned(), part: Some(7) },
            section: Some("Business".to_owned()),
            url: Some("https://a.example/b".to_owned()),
            published: Published::month(1665, 9),
            ..by(article("", "Headline", "One.\n\nTwo."), &["Jane Doe", "John Roe"])
        };
        let document = Document::of(&full, &[person("Ann Smith")]);
        let filled = filled(&kind, std::slice::from_ref(&document));
        let id = document.id().0;
        assert_eq!(filled.engine.articles(id..=id, 10).unwrap(), [document]);
        assert_eq!(filled.engine.articles(id + 1..=u64::MAX, 10).unwrap(), []);
    }
}

#[test]
fn what_is_cleared_or_forgotten_is_not_found() {
    for kind in kinds() {
        let filled = newsroom(&kind);
        let record = |file: &str| FileRecord { file: file.to_owned(), ..FileRecord::default() };
        let writer = filled.engine.writer().unwrap();
        writer.record(&record("a/old")).unwrap();
        writer.record(&record("b/rise")).unwrap();
        writer.commit(&run()).unwrap();
        writer.clear("a/old").unwrap();
        writer.forget("b/rise").unwrap();
        writer.commit(&run()).unwrap();
        writer.finish().unwrap();
        let total = search(&*filled.engine, Query::All, ALL).total;
        let files: Vec<String> =
            filled.engine.files().unwrap().into_iter().map(|r| r.file).collect();
        assert_eq!((total, files), (2, vec!["a/old".to_owned()]));
        let holdings = filled.engine.holdings().unwrap();
        assert_eq!((holdings.articles, holdings.files, holdings.last_run), (2, 1, Some(run())));
    }
}

#[test]
fn an_archive_is_cleared_and_forgotten_with_its_members() {
    for kind in kinds() {
        let files = ["z.zip/a/one", "z.zip/two", "z.zip2/a", "z.zip", "z", "y.tar/one", "y/one"];
        let documents = files.map(|file| Document::of(&article(file, "Rain", "It rained."), &[]));
        let filled = filled(&kind, &documents[..6]);
        let writer = filled.engine.writer().unwrap();
        writer.clear("z.zip").unwrap();
        writer.add(&documents[6]).unwrap();
        // Written a moment ago, and not committed.
        writer.forget("y").unwrap();
        writer.add(&Document::of(&article("z.zip/new", "Sun", "It shone."), &[])).unwrap();
        writer.commit(&run()).unwrap();
        writer.finish().unwrap();
        let hits = search(&*filled.engine, Query::All, ALL).hits;
        let found: BTreeSet<&str> = hits.iter().map(|hit| hit.source.file.as_str()).collect();
        assert_eq!(found, ["y.tar/one", "z", "z.zip/new", "z.zip2/a"].into());
    }
}

#[test]
fn a_second_writer_of_a_folder_is_refused_at_once() {
    let filled = newsroom(&Kind::Embedded);
    let first = filled.engine.writer().unwrap();
    let Err(error) = filled.engine.writer() else { panic!("two writers") };
    assert!(matches!(error, engines::Error::Busy { .. }), "{error}");
    drop(first);
    assert!(filled.engine.writer().is_ok());
}

#[test]
fn two_writers_of_a_server_come_to_what_one_would() {
    for kind in kinds().into_iter().filter(|kind| *kind != Kind::Embedded) {
        let filled = newsroom(&kind);
        let documents = ["a/old", "n/1", "n/2", "n/3"]
            .map(|file| Document::of(&article(file, "Tide", "The tide came in."), &[]));
        let writers = [filled.engine.writer().unwrap(), filled.engine.writer().unwrap()];
        for (writer, documents) in writers.iter().zip([&documents[..3], &documents[1..]]) {
            for document in documents {
                writer.clear(&document.source().file).unwrap();
                writer.add(document).unwrap();
            }
            writer.commit(&run()).unwrap();
        }
        assert_eq!(search(&*filled.engine, parsed("tide"), ALL).total, 4);
        assert_eq!(search(&*filled.engine, Query::All, ALL).total, 7);
    }
}

#[test]
fn who_writes_again_replaces_what_was_there() {
    for kind in kinds() {
        let filled = newsroom(&kind);
        let writer = filled.engine.writer().unwrap();
        let new = Document::of(&article("a/old", "Harvest", "The barley was late."), &[]);
        for _ in 0..2 {
            writer.clear("a/old").unwrap();
            writer.add(&new).unwrap();
            writer.forget("a/old").unwrap();
            writer.add(&new).unwrap();
        }
        writer.commit(&run()).unwrap();
        writer.finish().unwrap();
        let engine = filled.home.open();
        assert_eq!(search(&*engine, parsed("barley"), ALL).total, 1, "{kind:?}");
        assert_eq!(search(&*engine, parsed("cafe"), ALL).total, 0, "{kind:?}");
    }
}

#[test]
fn nothing_is_found_before_it_is_committed() {
    for kind in kinds() {
        let filled = newsroom(&kind);
        let writer = filled.engine.writer().unwrap();
        writer.add(&Document::of(&article("n/1", "Tide", "The tide came in."), &[])).unwrap();
        assert_eq!(search(&*filled.home.open(), parsed("tide"), ALL).total, 0, "{kind:?}");
        writer.commit(&run()).unwrap();
        assert_eq!(search(&*filled.home.open(), parsed("tide"), ALL).total, 1, "{kind:?}");
    }
}

#[test]
fn an_index_is_made_anew_while_the_old_one_is_searched() {
    for kind in kinds() {
        let filled = newsroom(&kind);
        let given_up = engines::replace(filled.home.location(), filled.home.corpus()).unwrap();
        drop(given_up);
        let replacement = engines::replace(filled.home.location(), filled.home.corpus()).unwrap();
        let writer = replacement.engine().writer().unwrap();
        writer.add(&Document::of(&article("n/1", "Tide", "The tide came in."), &[])).unwrap();
        writer.commit(&run()).unwrap();
        writer.finish().unwrap();
        assert_eq!(search(&*filled.home.open(), Query::All, ALL).total, 4, "{kind:?}");
        replacement.finish().unwrap();
        let engine = filled.home.open();
        assert_eq!(search(&*engine, Query::All, ALL).total, 1, "{kind:?}");
        assert_eq!(engine.last_run().unwrap(), Some(run()));
        assert_eq!(engine.files().unwrap(), []);
    }
}

#[test]
fn an_index_is_made_once_and_missed_where_there_is_none() {
    for kind in kinds() {
        let home = Home::new(&kind);
        let missing = engines::open(home.location()).err();
        assert!(matches!(missing, Some(engines::Error::Missing { .. })), "{missing:?}");
        home.fill(&[], 1);
        if kind != Kind::Embedded {
            let other = tempfile::tempdir().unwrap();
            let occupied = engines::create(home.location(), other.path()).err();
            assert!(matches!(occupied, Some(engines::Error::Occupied { .. })), "{occupied:?}");
        }
    }
}

#[test]
fn workers_that_begin_at_once_make_one_index_of_a_server() {
    for kind in kinds().into_iter().filter(|kind| *kind != Kind::Embedded) {
        let home = Home::new(&kind);
        let work = &|number: usize| {
            let engine = engines::create(home.location(), home.corpus()).unwrap();
            let writer = engine.writer().unwrap();
            let file = format!("n/{number}");
            writer.add(&Document::of(&article(&file, "Tide", "The tide came in."), &[])).unwrap();
            writer.commit(&run()).unwrap();
            writer.finish().unwrap();
        };
        thread::scope(|scope| {
            for number in 0..4 {
                scope.spawn(move || work(number));
            }
        });
        assert_eq!(search(&*home.open(), parsed("tide"), ALL).total, 4);
    }
}

#[test]
fn what_was_learned_and_noted_is_kept() {
    for kind in kinds() {
        let filled = newsroom(&kind);
        assert_eq!(filled.engine.furniture().unwrap(), None);
        let flawed = FileRecord {
            file: "x/flawed".to_owned(),
            hash: u64::MAX,
            rules: 7,
            articles: 3,
            problems: vec!["line 2: no headline".to_owned()],
            ..FileRecord::default()
        };
        let writer = filled.engine.writer().unwrap();
        writer.learn(&Furniture::default(), 12).unwrap();
        assert_eq!(filled.home.open().furniture().unwrap(), Some((Furniture::default(), 12)));
        writer.record(&flawed).unwrap();
        writer.commit(&run()).unwrap();
        writer.finish().unwrap();
        let holdings = filled.home.open().holdings().unwrap();
        assert_eq!(holdings.flawed, [flawed]);
        let dates = holdings.dates.map(|(first, last)| (first.to_string(), last.to_string()));
        assert_eq!(dates, Some(("1665-09-02".to_owned(), "2024-04-30".to_owned())));
        assert!(holdings.bytes > 0);
    }
}
