//! `byline people --with`: who is named together with whom.

use crate::association::{self, companions};
use crate::desk::Asked;
use crate::hit::{Facets, Hits};
use crate::query::{Query, named};
use crate::schema::Field;
use crate::search::{FacetSearch, Page, Passages, Search, Sort, Terms};
use crate::text;

use super::args::{Args, CompanionOrder, People};
use super::console::Console;
use super::facets::page;
use super::index;
use super::question::{Counted, ask, optional, tell, warn};

/// Counts who is named together with `name`.
pub(super) fn run(
    args: &Args,
    people: &People,
    name: &str,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let values = &people.values;
    let (question, choices) = (&values.question, &values.choices);
    let query = optional(&values.query);
    let asked = ask(args, query, question, choices, &values.progress, console)?;
    let Some(asked) = asked else { return Ok(index::STOPPED) };
    let terms = asked.terms_of(Field::Person, &asked.terms()?)?;
    let archive = asked.query();
    let with = Query::Every(vec![archive.clone(), named(Field::Person, name)]);
    let one = count(&asked, &with, &terms)?;
    let all = count(&asked, &archive, &terms)?;
    let beside = everybody(&asked, with, values.like.clone(), &terms)?;
    let everybody = everybody(&asked, archive, values.like.clone(), &terms)?;

    let roster = asked.people()?;
    let names = roster.names_of(&text::key(name));
    let is_self = |value: &str| names.contains(&value);
    let beside_facets = beside.facets.into_iter().filter(|facet| !is_self(&facet.value)).collect();
    let mut companions = companions(name, one.total, beside_facets, &everybody.facets, all.total);
    association::sort(&mut companions, order(people.by));
    let total = companions.len() as u64;
    let page = page(values);
    let shown: Vec<_> = companions.into_iter().skip(page.offset).take(page.limit).collect();
    let counted = Counted { offset: page.offset, shown: shown.len(), total };
    let code = tell(args, values.form, counted, values.limit, console, |printer, out| {
        printer.companions(&shown, &page, total, out)
    })?;
    let caveats = [&one.caveats, &all.caveats, &beside.caveats, &everybody.caveats];
    warn(&asked.question, caveats, console)?;
    if one.total == 0 {
        console.say(&format!("no article names `{name}`"))?;
    }
    Ok(code)
}

fn order(by: CompanionOrder) -> association::Order {
    match by {
        CompanionOrder::Count => association::Order::Count,
        CompanionOrder::Likelihood => association::Order::Likelihood,
    }
}

fn count(asked: &Asked, query: &Query, terms: &Terms) -> anyhow::Result<Hits> {
    Ok(asked.engine.search(&Search {
        query: query.clone(),
        sort: Sort::default(),
        page: Page::default(),
        passages: Passages::default(),
        terms: terms.clone(),
    })?)
}

fn everybody(
    asked: &Asked,
    query: Query,
    like: Option<String>,
    terms: &Terms,
) -> anyhow::Result<Facets> {
    let page = Page { limit: usize::MAX, ..Page::default() };
    let terms = terms.clone();
    Ok(asked.engine.facet(&FacetSearch { field: Field::Person, query, like, page, terms })?)
}
