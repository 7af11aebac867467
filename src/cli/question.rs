//! A question on its way: read, narrowed, put to an engine; and what is said of its answer beside
//! the answer itself.

use std::cell::OnceCell;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::SignedDuration;

use crate::engines::Engine;
use crate::hit::Caveats;
use crate::printers::Printer;
use crate::query::Query;
use crate::roster::{Roster, asks_for_people};
use crate::schema::Field;
use crate::search::Terms;

use super::args::{Args, Choices, Form, Progress, Question};
use super::choice::{FacetField, narrowed};
use super::complaints::{Manner, parse};
use super::console::Console;
use super::{FOUND, NOTHING, index, people, place};

/// A question, and whom it is put to.
pub(super) struct Asked<'a> {
    /// Who answers.
    pub(super) engine: Box<dyn Engine>,
    /// What is asked, before it is narrowed.
    query: Query,
    question: &'a Question,
    choices: &'a Choices,
    args: &'a Args,
    /// Who is who; read when it is asked for.
    people: OnceCell<Arc<Roster>>,
}

impl<'a> Asked<'a> {
    /// Reads a query, `None` for every article, and opens the index. `None` if the index had to be
    /// made first, and that was stopped.
    pub(super) fn read(
        args: &'a Args,
        query: Option<String>,
        question: &'a Question,
        choices: &'a Choices,
        progress: &Progress,
        console: &mut Console<'_>,
    ) -> anyhow::Result<Option<Self>> {
        let manner = Manner { any: question.any, strict: question.strict };
        let query = match query {
            Some(text) => parse(&text, manner, console)?,
            None => Query::All,
        };
        let Some(engine) = ready(args, progress, console)? else { return Ok(None) };
        Ok(Some(Asked { engine, query, question, choices, args, people: OnceCell::new() }))
    }

    /// Returns the whole question.
    pub(super) fn query(&self) -> Query {
        narrowed(&self.query, self.choices, None)
    }

    /// Returns the question without what was chosen of one field.
    pub(super) fn query_but(&self, field: FacetField) -> Query {
        narrowed(&self.query, self.choices, Some(field))
    }

    /// Returns how the question is taken. The time it has begins now.
    pub(super) fn terms(&self) -> anyhow::Result<Terms> {
        let people = if asks_for_people(&self.query()) { Some(self.people()?) } else { None };
        Ok(Terms { people, ..terms(self.question) })
    }

    /// Returns how the question is taken when the values of `field` are counted.
    pub(super) fn terms_of(&self, field: Field, terms: &Terms) -> anyhow::Result<Terms> {
        if field != Field::Person {
            return Ok(terms.clone());
        }
        Ok(Terms { people: Some(self.people()?), ..terms.clone() })
    }

    /// Returns who is who.
    pub(super) fn people(&self) -> anyhow::Result<Arc<Roster>> {
        if let Some(people) = self.people.get() {
            return Ok(Arc::clone(people));
        }
        let people = people::roster(self.args, &*self.engine)?;
        Ok(Arc::clone(self.people.get_or_init(|| people)))
    }

    /// Says what is not as asked, each thing once.
    pub(super) fn warn<'c>(
        &self,
        caveats: impl IntoIterator<Item = &'c Caveats>,
        console: &mut Console<'_>,
    ) -> io::Result<()> {
        warn(caveats, self.question.timeout, console)
    }
}

/// Returns the query of a command that does without one.
pub(super) fn optional(words: &[String]) -> Option<String> {
    Some(words.join(" ")).filter(|text| !text.trim().is_empty())
}

/// Returns how the words of a question are taken. The time it has begins now.
pub(super) fn terms(question: &Question) -> Terms {
    let deadline = question.timeout.map(|timeout| Instant::now() + timeout);
    Terms { languages: question.language.clone(), deadline, expand: false, people: None }
}

/// Says what of an answer is not as asked, each thing once.
pub(super) fn warn<'c>(
    caveats: impl IntoIterator<Item = &'c Caveats>,
    timeout: Option<Duration>,
    console: &mut Console<'_>,
) -> io::Result<()> {
    notes(caveats, timeout).iter().try_for_each(|note| console.say(&format!("note: {note}")))
}

fn notes<'c>(
    caveats: impl IntoIterator<Item = &'c Caveats>,
    timeout: Option<Duration>,
) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for Caveats { partial, notes: others } in caveats {
        let partial = partial.then(|| {
            let after = timeout.and_then(|timeout| SignedDuration::try_from(timeout).ok());
            let after = after.map(|after| format!(" after {after:#}")).unwrap_or_default();
            format!("stopped{after}: the answer is partial")
        });
        for note in partial.iter().chain(others) {
            if !notes.contains(note) {
                notes.push(note.clone());
            }
        }
    }
    notes
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::notes;
    use crate::hit::Caveats;

    #[test]
    fn what_is_not_as_asked_is_said_once() {
        let capped = || vec!["`a*` matches 18,204 words; used the 10,000 most frequent".to_owned()];
        let one = Caveats { partial: false, notes: capped() };
        let two = Caveats { partial: true, notes: capped() };
        let timeout = Some(Duration::from_millis(1500));
        assert_eq!(
            notes([&one, &two, &two], timeout),
            [capped()[0].as_str(), "stopped after 1s 500ms: the answer is partial"]
        );
        assert!(notes([&Caveats::default()], timeout).is_empty());
    }
}
