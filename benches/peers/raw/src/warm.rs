//! Measures each query again and again in one process.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;
use serde_json::json;
use tantivy::collector::Count;

use crate::ask;
use crate::columns::Columns;

/// So many rounds bring the index into memory, and are not measured.
const WARM_UP: usize = 2;

/// Prints for each query the medians, in microseconds: the best ten and the exact count; the best
/// ten; the count; and both with snippets.
pub(crate) fn run(
    index: &Path,
    queries: &str,
    rounds: usize,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let searcher = ask::open(index)?;
    let columns = Columns::new();
    let queries: Vec<Vec<&str>> = queries.lines().map(|line| line.split('\t').collect()).collect();
    let mut figures = vec![(0, [const { Vec::new() }; 4]); queries.len()];
    for round in 0..WARM_UP + rounds {
        for (query, (count, times)) in queries.iter().zip(&mut figures) {
            let [_, kind, argument] = query[..] else { anyhow::bail!("a query without kind") };
            let mut note = |which: usize, start: Instant| {
                if round >= WARM_UP {
                    times[which].push(start.elapsed().as_secs_f64() * 1e6);
                }
            };
            let build = || ask::query(&columns, kind, argument);
            let start = Instant::now();
            if kind == "facet" {
                *count = ask::authors(&searcher, &*build()?)?.len();
                note(0, start);
                continue;
            }
            let (_, found) = searcher.search(&*build()?, &(ask::best(), Count))?;
            note(0, start);
            *count = found;
            let start = Instant::now();
            searcher.search(&*build()?, &ask::best())?;
            note(1, start);
            let start = Instant::now();
            searcher.search(&*build()?, &Count)?;
            note(2, start);
            let start = Instant::now();
            let query = build()?;
            let (top, _) = searcher.search(&*query, &(ask::best(), Count))?;
            ask::print(&searcher, &columns, &*query, &top, &mut Vec::new())?;
            note(3, start);
        }
    }
    for (query, (count, times)) in queries.iter().zip(figures) {
        let [topcount, top, counted, printed] = times.map(median);
        let id = query.first().context("a query without a name")?;
        let line = json!({
            "id": id, "count": count, "topcount_us": topcount, "top_us": top, "count_us": counted,
            "snip_us": printed,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn median(mut times: Vec<f64>) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).map(|time| (time * 10.0).round() / 10.0)
}
