//! `byline show`, `byline status`.

use std::ops::RangeInclusive;

use anyhow::{Context as _, bail};

use crate::article::ArticleId;
use crate::desk;
use crate::document::Document;
use crate::printers::Place;
use crate::roster::asks_for_people;
use crate::search::Terms;

use super::args::{Args, Show, Status};
use super::complaints::{Manner, parse};
use super::console::Console;
use super::{FOUND, NOTHING, place, why};

/// Of an id that is not unique, so many articles are listed.
const LISTED: usize = 5;

/// Shows an article.
pub(super) fn article(args: &Args, show: &Show, console: &mut Console<'_>) -> anyhow::Result<u8> {
    let ids = ids(&show.id)?;
    let engine = place::open(args)?;
    let articles = engine.articles(ids, LISTED)?;
    let article = match articles.as_slice() {
        [] => {
            console.say(&format!("no article's id begins with {}", show.id))?;
            return Ok(NOTHING);
        }
        [article] => article,
        several => bail!("several articles' ids begin with {}: {}", show.id, listed(several)),
    };
    if show.why {
        return why::show(&*engine, article, show.form.json, console);
    }
    let marked = match &show.query {
        Some(text) => {
            let query = parse(text, Manner::default(), console)?;
            let people = place::people(args, &*engine, asks_for_people(&query))?;
            desk::marked(&*engine, &query, &Terms { people, ..Terms::default() }, article)?
        }
        None => Vec::new(),
    };
    console.printer(show.form, args.color, false).article(article, &marked, console.out)?;
    console.out.flush()?;
    Ok(FOUND)
}

/// Returns the ids that begin with what was typed.
pub(super) fn ids(typed: &str) -> anyhow::Result<RangeInclusive<u64>> {
    let ids = ArticleId::beginning_with(typed);
    ids.with_context(|| {
        format!("`{typed}` is not an id: it is the number that a search prints, such as 4f2a91c0")
    })
}

fn listed(articles: &[Document]) -> String {
    let ids: Vec<String> = articles.iter().map(|article| article.id().to_string()).collect();
    let more = if ids.len() == LISTED { ", …" } else { "" };
    format!("{}{more}", ids.join(", "))
}

/// Shows what the index holds.
pub(super) fn status(
    args: &Args,
    status: &Status,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let engine = place::open(args)?;
    let holdings = engine.holdings()?;
    let index = place::location(args)?.map(|index| index.to_string()).unwrap_or_default();
    let place = Place { index: &index, corpus: engine.corpus() };
    let printer = console.printer(status.form, args.color, status.all);
    printer.holdings(&holdings, &place, console.out)?;
    console.out.flush()?;
    Ok(FOUND)
}
