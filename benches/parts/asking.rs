//! On the way out: queries, hits, passages, counts.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use byline::engines::{self, Engine};
use byline::query::{self, Query, Reading};
use byline::schema::{Field, Schema};
use byline::search::{FacetSearch, Page, Passages, Period, Search, Sort, Terms};
use byline::snippet::{Marker, mentions};
use divan::{Bencher, black_box};

use crate::invented::{DOCUMENTS, write};

/// One of each kind.
const QUERIES: &[&str] = &[
    "government",
    "=government",
    "public money",
    "house OR market OR party",
    "\"central bank\"",
    "government NEAR/9 people",
    "gov*",
    "wom?n",
    "goverment~",
    "author:ada",
    "date:2012..2016",
    "*",
];

/// An index of all articles. It lies in the target folder, and is made anew in each process.
static ENGINE: LazyLock<Box<dyn Engine>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("parts");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the index of the last time");
    }
    write(&*engines::create(&folder, &folder).expect("an empty folder"), &DOCUMENTS);
    engines::open(&folder).expect("an index")
});

/// Returns the index. Who asks for it within what is measured measures how it is made.
fn engine() -> &'static dyn Engine {
    &**ENGINE
}

fn parsed(query: &str) -> Query {
    query::parse(query, &Reading::on(jiff::civil::date(2024, 6, 15))).0
}

/// A search for the ten best.
fn best(query: &str) -> Search {
    Search {
        query: parsed(query),
        sort: Sort::default(),
        page: Page { limit: 10, ..Page::default() },
        passages: Passages::default(),
        terms: Terms::default(),
    }
}

/// A text to a query.
#[divan::bench(args = QUERIES)]
fn parse(query: &str) -> Query {
    parsed(black_box(query))
}

/// Where the ten best stand, and how many match.
#[divan::bench(args = QUERIES)]
fn rank(bencher: Bencher<'_, '_>, query: &str) {
    let (engine, search) = (engine(), best(query));
    bencher.bench(|| engine.rank(&search).expect("an index"));
}

/// The ten best, read, with their passages.
#[divan::bench(args = QUERIES)]
fn search(bencher: Bencher<'_, '_>, query: &str) {
    let (engine, search) = (engine(), best(query));
    bencher.bench(|| engine.search(&search).expect("an index"));
}

/// The passages of ten articles that were read.
#[divan::bench(args = ["government", "\"central bank\"", "house OR market OR party"])]
fn snippets(bencher: Bencher<'_, '_>, query: &str) {
    let (engine, search) = (engine(), best(query));
    let resolved = engine.resolve(&search.query, &search.terms).expect("an index");
    let marker = Marker::of(&resolved.query, &|_| 1.0);
    let articles = engine.read(&search).expect("an index").articles;
    bencher.bench(|| {
        for article in &articles {
            let text = article.texts(Field::Body).next().unwrap_or_default();
            let mentions = mentions(article, Field::Body);
            black_box(marker.passages(Field::Body, text, &mentions, Passages::default()));
        }
    });
}

/// The values of a field in the articles that match.
#[divan::bench(args = ["author", "person", "source"])]
fn facet(bencher: Bencher<'_, '_>, field: &str) {
    let field = Schema::get().named(field).expect("a field");
    let (query, terms) = (parsed("government"), Terms::default());
    let page = Page { limit: 50, ..Page::default() };
    let search = FacetSearch { field, query, like: None, page, terms };
    let engine = engine();
    bencher.bench(|| engine.facet(&search).expect("an index"));
}

/// The months of the articles that match.
#[divan::bench]
fn timeline(bencher: Bencher<'_, '_>) {
    let (query, terms) = (parsed("government"), Terms::default());
    let engine = engine();
    bencher.bench(|| engine.timeline(&query, Period::Month, &terms).expect("an index"));
}
