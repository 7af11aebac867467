//! `byline search --batch`: a file of queries, answered as a run for the programs that measure how
//! good a ranking is.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::Context as _;

use crate::printers;
use crate::query::{Query, plain};
use crate::roster::asks_for_people;
use crate::search::{Page, Passages, Search as Searched, Sort, Terms};

use super::args::{Args, Batch, Search};
use super::console::Console;
use super::question::{of, ready, warn};
use super::{FOUND, NOTHING, index, place};

/// Asks every line of `file`.
pub(super) fn run(
    args: &Args,
    search: &Search,
    file: &Path,
    sort: Sort,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let Batch { run, depth, .. } = &search.batch;
    let question = &search.question;
    let place = || file.display().to_string();
    let lines = BufReader::new(File::open(file).with_context(place)?).lines();
    let Some(engine) = ready(args, &search.progress, console)? else { return Ok(index::STOPPED) };
    let asked = of(Query::All, question, &search.choices);
    let is_of_people = asks_for_people(&asked.choices.narrow(&Query::All, None));
    let people = place::people(args, &*engine, is_of_people)?;
    let mut code = NOTHING;
    for (number, line) in (1..).zip(lines) {
        let line = line.with_context(place)?;
        if line.trim().is_empty() {
            continue;
        }
        let (topic, text) =
            topic(&line).with_context(|| format!("{}, line {number}", file.display()))?;
        let hits = engine.search(&Searched {
            query: asked.choices.narrow(&plain(text, question.any), None),
            sort,
            page: Page { limit: *depth, ..Page::default() },
            passages: Passages { number: 0, people: false, ..Passages::default() },
            terms: Terms { expand: search.words.expand, people: people.clone(), ..asked.terms() },
        })?;
        printers::run(topic, run, &hits, console.out)?;
        warn(&asked, [&hits.caveats], console)?;
        if hits.total > 0 {
            code = FOUND;
        }
    }
    console.out.flush()?;
    Ok(code)
}

/// Returns the name and the text of a query.
fn topic(line: &str) -> anyhow::Result<(&str, &str)> {
    let (topic, text) = line.split_once('\t').context("no tab between an id and a query")?;
    let topic = topic.trim_start_matches('\u{feff}').trim();
    anyhow::ensure!(!topic.is_empty(), "no id before the tab");
    Ok((topic, text))
}

#[cfg(test)]
mod tests {
    use super::topic;

    #[test]
    fn a_line_is_an_id_a_tab_and_a_query() {
        let read = |line| topic(line).map_err(|error| error.to_string());
        assert_eq!(read("\u{feff}q1\twhat is\ta slip?"), Ok(("q1", "what is\ta slip?")));
        assert_eq!(read("q1 what"), Err("no tab between an id and a query".to_owned()));
        assert_eq!(read(" \twhat"), Err("no id before the tab".to_owned()));
    }
}
