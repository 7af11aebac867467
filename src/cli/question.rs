//! A question on its way: read, narrowed, put to an engine; and what is said of its answer beside
//! the answer itself.

use std::io;
use std::sync::Arc;

use crate::desk::{self, Asked, notes};
use crate::engines::Engine;
use crate::hit::Caveats;
use crate::printers::Printer;
use crate::query::Query;

use super::args::{Args, Choices, Form, Progress, Question};
use super::complaints::{Manner, parse};
use super::console::Console;
use super::{FOUND, NOTHING, index, place};

/// Reads a query, `None` for every article, and opens the index. `None` if the index had to be made
/// first, and that was stopped.
pub(super) fn ask(
    args: &Args,
    query: Option<String>,
    question: &Question,
    choices: &Choices,
    progress: &Progress,
    console: &mut Console<'_>,
) -> anyhow::Result<Option<Asked>> {
    let manner = Manner { any: question.any, strict: question.strict };
    let query = match query {
        Some(text) => parse(&text, manner, console)?,
        None => Query::All,
    };
    let Some(engine) = ready(args, progress, console)? else { return Ok(None) };
    let question = of(query, question, choices);
    Ok(Some(Asked::new(Arc::from(engine), question, args.people.clone())))
}

/// Returns a question that is narrowed and taken as the options tell.
pub(super) fn of(query: Query, question: &Question, choices: &Choices) -> desk::Question {
    desk::Question {
        query,
        choices: choices.chosen(),
        languages: question.language.clone(),
        timeout: question.timeout,
    }
}

/// Returns the query of a command that does without one.
pub(super) fn optional(words: &[String]) -> Option<String> {
    Some(words.join(" ")).filter(|text| !text.trim().is_empty())
}

/// Says what of some answers is not as asked, each thing once.
pub(super) fn warn<'c>(
    asked: &desk::Question,
    caveats: impl IntoIterator<Item = &'c Caveats>,
    console: &mut Console<'_>,
) -> io::Result<()> {
    notes(caveats, asked.timeout).iter().try_for_each(|note| console.say(&format!("note: {note}")))
}

/// Opens the index. One whose articles are named with `--in` is made first, if there is none;
/// `None` if that was stopped.
pub(super) fn ready(
    args: &Args,
    progress: &Progress,
    console: &mut Console<'_>,
) -> anyhow::Result<Option<Box<dyn Engine>>> {
    let found = match (place::find(args)?, &args.corpus) {
        (None, Some(corpus)) => index::make(args, corpus, progress.progress, console)?,
        (found, _) => found,
    };
    // Whoever takes a part for the whole is misled.
    if let Some(engine) = &found
        && !engine.last_run()?.is_some_and(|run| run.whole)
    {
        console.say("note: the index is not complete; `byline index` goes on with it")?;
    }
    Ok(found)
}

/// How much of an answer there is.
#[derive(Clone, Copy)]
pub(super) struct Counted {
    /// How many are left out before those that are shown.
    pub(super) offset: usize,
    /// How many are shown.
    pub(super) shown: usize,
    /// How many there are.
    pub(super) total: u64,
}

/// Prints an answer, or says that there is none.
pub(super) fn tell(
    args: &Args,
    form: Form,
    counted: Counted,
    limit: Option<usize>,
    console: &mut Console<'_>,
    print: impl FnOnce(&dyn Printer, &mut dyn io::Write) -> io::Result<()>,
) -> anyhow::Result<u8> {
    let Counted { offset, shown, total } = counted;
    if total == 0 && !form.is_for_program() {
        console.say("nothing found")?;
        return Ok(NOTHING);
    }
    let printer = console.printer(form, args.color, false);
    print(&*printer, console.out)?;
    console.out.flush()?;
    // A page for people says so itself.
    if form.is_for_program() && limit.is_none() && (offset + shown) as u64 != total {
        console.say(&format!("{shown} of {total} shown; --limit N shows more"))?;
    }
    Ok(if total > 0 { FOUND } else { NOTHING })
}
