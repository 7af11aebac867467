//! Measures how long answers take, in one process that has the index open.
//!
//! ```text
//! cargo run --release --example latency -- INDEX QUERIES [ROUNDS]
//! ```
//!
//! QUERIES has a kind and a query on each line, with a tab between. Each query is asked in every
//! round, for ten hits with their passages; of the kinds `facet:FIELD` and `timeline` the counts are
//! asked. The first round is not counted. Prints the median and the 99th percentile of each kind, in
//! microseconds.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, bail};
use byline::engines::{self, Engine};
use byline::query::{self, Query, Reading};
use byline::schema::Schema;
use byline::search::{FacetSearch, Page, Passages, Period, Search, Sort, Terms};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [index, queries, rounds @ ..] = arguments.as_slice() else {
        bail!("which index, which queries?")
    };
    let rounds: usize = rounds.first().map_or(Ok(10), |rounds| rounds.parse())?;
    let engine = engines::open(Path::new(index))?;
    let queries = std::fs::read_to_string(queries)?;
    let mut times: BTreeMap<&str, Vec<u128>> = BTreeMap::new();
    for round in 0..=rounds {
        for line in queries.lines() {
            let (kind, text) = line.split_once('\t').context("a line without a tab")?;
            let start = Instant::now();
            ask(&*engine, kind, text)?;
            let took = start.elapsed().as_micros();
            if round > 0 {
                times.entry(kind).or_default().push(took);
            }
        }
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{:<16} {:>8} {:>10} {:>10}", "kind", "answers", "median us", "p99 us")?;
    for (kind, mut times) in times {
        times.sort_unstable();
        let at = |part: usize| times[(times.len() - 1) * part / 100];
        writeln!(out, "{kind:<16} {:>8} {:>10} {:>10}", times.len(), at(50), at(99))?;
    }
    Ok(())
}

fn ask(engine: &dyn Engine, kind: &str, text: &str) -> anyhow::Result<()> {
    let reading = Reading::on(jiff::civil::date(2024, 6, 15));
    let query = if text == "*" { Query::All } else { query::parse(text, &reading).0 };
    let terms = Terms::default();
    if let Some(field) = kind.strip_prefix("facet:") {
        let field = Schema::get().named(field).context("no such field")?;
        let page = Page { limit: 50, ..Page::default() };
        engine.facet(&FacetSearch { field, query, like: None, page, terms })?;
    } else if kind == "timeline" {
        engine.timeline(&query, Period::Month, &terms)?;
    } else {
        let page = Page { limit: 10, ..Page::default() };
        let (sort, passages) = (Sort::default(), Passages::default());
        engine.search(&Search { query, sort, page, passages, terms })?;
    }
    Ok(())
}
