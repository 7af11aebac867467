//! `people.toml`, and `byline people explain`.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;

use crate::engines::{Engine, Location};
use crate::printers::{account, account_json};
use crate::query::Query;
use crate::roster::{Edits, FILE, Form, Roster};
use crate::schema::Field;
use crate::search::{FacetSearch, Page, Passages, Search, Sort, Terms};
use crate::text;

use super::args::{Args, Explain};
use super::console::Console;
use super::question::ready;
use super::{FOUND, NOTHING, index, place};

/// Returns who is who: what the archive tells, corrected by `people.toml`.
pub(super) fn roster(args: &Args, engine: &dyn Engine) -> anyhow::Result<Arc<Roster>> {
    let edits = edits(args, engine)?;
    Ok(Arc::new(Roster::new(&engine.joins()?, &edits)))
}

/// Reads the file that is named, or that which stands beside the folder of the index, or among the
/// articles if that is on a server; there need be none.
fn edits(args: &Args, engine: &dyn Engine) -> anyhow::Result<Edits> {
    let beside = || -> anyhow::Result<Option<PathBuf>> {
        Ok(match place::location(args)? {
            Some(Location::Folder(folder)) => folder.parent().map(|folder| folder.join(FILE)),
            Some(Location::Remote { .. }) => Some(engine.corpus().join(FILE)),
            None => None,
        })
    };
    let file = match &args.people {
        Some(file) => Some(file.clone()),
        None => beside()?,
    };
    let Some(file) = file else { return Ok(Edits::default()) };
    let text = match fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound && args.people.is_none() => {
            return Ok(Edits::default());
        }
        read => read.with_context(|| file.display().to_string())?,
    };
    Edits::read(&text).with_context(|| file.display().to_string())
}

/// Tells who is meant by a name, and why.
pub(super) fn explain(
    args: &Args,
    explain: &Explain,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let Some(engine) = ready(args, &explain.progress, console)? else { return Ok(index::STOPPED) };
    let engine = &*engine;
    let roster = roster(args, engine)?;
    let name = explain.name.join(" ");
    let words = text::key(&name);
    anyhow::ensure!(!words.is_empty(), "`{name}` is no name");
    let mut names = Vec::new();
    for surname in roster.surnames(&words, &like(engine, &words)?) {
        names.extend(like(engine, &surname)?);
    }
    names.sort_by(|a, b| a.name.cmp(&b.name));
    names.dedup();
    let mut count = |query| count(engine, query);
    let told = roster.account(&words, &names, &mut count)?;
    if told.people.is_empty() && told.apart.is_empty() {
        console.say(&format!("no article names `{name}`"))?;
        return Ok(NOTHING);
    }
    if explain.json {
        account_json(&told, console.out)?;
    } else {
        account(&told, console.out)?;
    }
    console.out.flush()?;
    Ok(FOUND)
}

/// Returns the names, as articles have them, in which these words are.
fn like(engine: &dyn Engine, words: &str) -> anyhow::Result<Vec<Form>> {
    let facets = engine.facet(&FacetSearch {
        field: Field::Person,
        query: Query::All,
        like: Some(words.to_owned()),
        page: Page { limit: usize::MAX, ..Page::default() },
        terms: Terms::default(),
    })?;
    let forms = facets.facets.into_iter();
    Ok(forms.map(|facet| Form { name: facet.value, articles: facet.articles }).collect())
}

fn count(engine: &dyn Engine, query: Query) -> anyhow::Result<u64> {
    let (sort, page) = (Sort::default(), Page::default());
    let (passages, terms) = (Passages::default(), Terms::default());
    Ok(engine.search(&Search { query, sort, page, passages, terms })?.total)
}
