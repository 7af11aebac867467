//! `byline people explain`.

use crate::desk;
use crate::engines::Engine;
use crate::printers::{account, account_json};
use crate::query::Query;
use crate::roster::Form;
use crate::schema::Field;
use crate::search::{FacetSearch, Page, Passages, Search, Sort, Terms};
use crate::text;

use super::args::{Args, Explain};
use super::console::Console;
use super::question::ready;
use super::{FOUND, NOTHING, index};

/// Tells who is meant by a name, and why.
pub(super) fn explain(
    args: &Args,
    explain: &Explain,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let Some(engine) = ready(args, &explain.progress, console)? else { return Ok(index::STOPPED) };
    let engine = &*engine;
    let roster = desk::people(engine, args.people.as_deref())?;
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
