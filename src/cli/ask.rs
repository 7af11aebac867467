//! `byline search`, `byline authors`, `byline people`.

use std::io::{self, Write};

use crate::engines::Engine;
use crate::hit::Page;
use crate::printers::Printer;
use crate::query::Query;
use crate::schema::Field;

use super::args::{Answer, Args, Facet, Progress, Search};
use super::complaints::parse;
use super::console::Console;
use super::{FOUND, NOTHING, index, place};

/// So many hits fit a screen.
const HITS: usize = 10;
/// So many names do.
const NAMES: usize = 50;

/// Finds articles.
pub(super) fn search(
    args: &Args,
    search: &Search,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let answer = &search.answer;
    let query = parse(&search.query.join(" "), answer.strict, console)?;
    let Some(engine) = ready(args, &search.progress, console)? else { return Ok(index::STOPPED) };
    let page = Page { offset: answer.offset, limit: answer.limit.unwrap_or(HITS) };
    let hits = engine.search(&query, page)?;
    warn_if_unfinished(&*engine, console)?;
    let counted = Counted { shown: hits.hits.len(), total: hits.total };
    tell(args, answer, counted, console, |printer, out| printer.hits(&hits, page, out))
}

/// Counts the values of a field.
pub(super) fn facet(
    args: &Args,
    facet: &Facet,
    field: Field,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let answer = &facet.answer;
    let query = match facet.query.join(" ") {
        text if text.trim().is_empty() => Query::All,
        text => parse(&text, answer.strict, console)?,
    };
    let Some(engine) = ready(args, &facet.progress, console)? else { return Ok(index::STOPPED) };
    let page = Page { offset: answer.offset, limit: answer.limit.unwrap_or(NAMES) };
    let facets = engine.facet(field, &query, page)?;
    warn_if_unfinished(&*engine, console)?;
    let counted = Counted { shown: facets.facets.len(), total: facets.total };
    tell(args, answer, counted, console, |printer, out| printer.facets(&facets, page, out))
}

/// Whoever takes a part for the whole is misled.
fn warn_if_unfinished(engine: &dyn Engine, console: &mut Console<'_>) -> anyhow::Result<()> {
    if !engine.last_run()?.is_some_and(|run| run.whole) {
        console.say("note: the index is not complete; `byline index` goes on with it")?;
    }
    Ok(())
}

/// How much of an answer there is.
#[derive(Clone, Copy)]
struct Counted {
    shown: usize,
    total: u64,
}

/// Prints an answer, or says that there is none.
fn tell(
    args: &Args,
    answer: &Answer,
    counted: Counted,
    console: &mut Console<'_>,
    print: impl FnOnce(&dyn Printer, &mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<u8> {
    let Counted { shown, total } = counted;
    let is_for_program = answer.form.json || answer.form.csv;
    if total == 0 && !is_for_program {
        console.say("nothing found")?;
        return Ok(NOTHING);
    }
    let printer = console.printer(&answer.form, args.color, false);
    print(&*printer, console.out)?;
    console.out.flush()?;
    // A page for people says so itself.
    if is_for_program && answer.limit.is_none() && (answer.offset + shown) as u64 != total {
        console.say(&format!("{shown} of {total} shown; --limit N shows more"))?;
    }
    Ok(if total > 0 { FOUND } else { NOTHING })
}

/// Opens the index. One whose articles are named with `--in` is made first, if there is none;
/// `None` if that was stopped.
fn ready(
    args: &Args,
    progress: &Progress,
    console: &mut Console<'_>,
) -> anyhow::Result<Option<Box<dyn Engine>>> {
    match (place::find(args)?, &args.corpus) {
        (None, Some(corpus)) => index::make(args, corpus, progress.progress, console),
        (found, _) => Ok(found),
    }
}
