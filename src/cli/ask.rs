//! `byline search`.

use std::io::Write;

use anyhow::bail;
use jiff::civil::Date;

use crate::desk::{self, Asked, explanation, today};
use crate::hit::{Caveats, Facets};
use crate::printers::visible;
use crate::query::Query;
use crate::search::{Cursor, Page, Passages, Search as Searched, Sort, SortKey, Terms};

use super::args::{Args, Form, Order, Search, SearchForm, Shown, Similar, SortBy};
use super::console::Console;
use super::question::{Counted, ask, optional, tell, warn};
use super::show::ids;
use super::{FOUND, NOTHING, batch, concordance, index};

/// So many hits fit a screen.
pub(super) const HITS: usize = 10;

/// Finds articles.
pub(super) fn search(
    args: &Args,
    search: &Search,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let sort = sort(&search.order, today())?;
    if let Some(file) = &search.batch.queries {
        return batch::run(args, search, file, sort, console);
    }
    let Search { query, question, choices, progress, form, shown, .. } = search;
    let query = Some(query.join(" "));
    let asked = ask(args, query, question, choices, progress, console)?;
    let Some(asked) = asked else { return Ok(index::STOPPED) };
    let terms = Terms { expand: search.words.expand, ..asked.terms()? };
    let page = Page {
        after: search.order.after.clone(),
        offset: search.order.offset,
        limit: search.order.limit.unwrap_or(HITS),
    };
    let searched = Searched {
        query: asked.query(),
        sort,
        page,
        passages: passages(shown, form.hits()),
        terms,
    };
    if search.words.explain {
        explain(&asked, &searched, form, console)?;
    }
    if form.count {
        return count(&asked, searched, console);
    }
    if form.kwic || form.vimgrep {
        return concordance::run(args, search, &asked, searched, console);
    }
    hits(args, &asked, &searched, form.hits(), shown, search.order.limit, console)
}

/// Finds articles that are like one.
pub(super) fn similar(
    args: &Args,
    similar: &Similar,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let Similar { id, query, limit, offset, after, shown, form, progress, question, choices } =
        similar;
    let ids = ids(id)?;
    let asked = ask(args, optional(query), question, choices, progress, console)?;
    let Some(mut asked) = asked else { return Ok(index::STOPPED) };
    if asked.engine.articles(ids.clone(), 1)?.is_empty() {
        console.say(&format!("no article's id begins with {id}"))?;
        return Ok(NOTHING);
    }
    let parts = vec![Query::Similar(ids), asked.question.query];
    asked.question.query = Query::Every(parts);
    let searched = Searched {
        query: asked.query(),
        sort: Sort::Relevance,
        page: Page { after: after.clone(), offset: *offset, limit: limit.unwrap_or(HITS) },
        passages: passages(shown, *form),
        terms: asked.terms()?,
    };
    hits(args, &asked, &searched, *form, shown, *limit, console)
}

fn hits(
    args: &Args,
    asked: &Asked,
    searched: &Searched,
    form: Form,
    shown: &Shown,
    limit: Option<usize>,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let hits = desk::hits(&*asked.engine, searched, shown.fold)?;
    let mut counts: Vec<(&str, Facets)> = Vec::new();
    for field in &shown.facet {
        counts.push((field.name(), asked.beside(*field, &searched.terms)?));
    }
    let is_table = form.csv && !counts.is_empty();
    let counted =
        Counted { offset: searched.page.offset, shown: hits.hits.len(), total: hits.total };
    // Whoever pages with a cursor, or reads a table of counts, knows that there is more.
    let limit = limit.or((searched.page.after.is_some() || is_table).then_some(HITS));
    let code = tell(args, form, counted, limit, console, |printer, out| {
        if !is_table {
            printer.hits(&hits, &searched.page, out)?;
        }
        if !counts.is_empty() {
            if !form.is_for_program() {
                writeln!(out)?;
            }
            printer.counts(&counts, out)?;
        }
        match &hits.next {
            Some(cursor) if !form.is_for_program() => {
                writeln!(out, "next: --after {}", quoted(&cursor.to_string()))
            }
            Some(_) | None => Ok(()),
        }
    })?;
    let caveats: Vec<&Caveats> =
        counts.iter().map(|(_, facets)| &facets.caveats).chain([&hits.caveats]).collect();
    warn(&asked.question, caveats, console)?;
    if hits.total == 0 && !hits.caveats.partial && !form.is_for_program() {
        blame(asked, searched, console)?;
    }
    Ok(code)
}

fn count(asked: &Asked, mut searched: Searched, console: &mut Console<'_>) -> anyhow::Result<u8> {
    searched.page = Page::default();
    let hits = asked.engine.search(&searched)?;
    writeln!(console.out, "{}", hits.total)?;
    console.out.flush()?;
    warn(&asked.question, [&hits.caveats], console)?;
    Ok(if hits.total > 0 { FOUND } else { NOTHING })
}

/// Says how the query was read: before the hits, or beside them if they are for a program.
fn explain(
    asked: &Asked,
    searched: &Searched,
    form: &SearchForm,
    console: &mut Console<'_>,
) -> anyhow::Result<()> {
    let explanation = explanation(&*asked.engine, searched)?;
    let is_for_program = form.json || form.csv || form.vimgrep || form.count;
    let out: &mut dyn Write = if is_for_program { console.err } else { console.out };
    writeln!(out, "{}", visible(&explanation))?;
    out.flush()?;
    Ok(())
}

/// Says why nothing was found.
pub(super) fn blame(
    asked: &Asked,
    searched: &Searched,
    console: &mut Console<'_>,
) -> anyhow::Result<()> {
    let sentences = desk::blame(&*asked.engine, searched)?;
    sentences.iter().try_for_each(|sentence| console.say(sentence))?;
    Ok(())
}

fn passages(shown: &Shown, form: Form) -> Passages {
    let Passages { number, width, .. } = Passages::default();
    Passages {
        number: shown.snippets.unwrap_or(number),
        width: shown.width.unwrap_or(width),
        // Who says how many wants as many.
        repeats: shown.snippets.is_some(),
        // Only JSON tells where people are.
        people: form.json,
        fingerprint: false,
    }
}

/// Returns the order that was asked for, if that can be.
fn sort(order: &Order, today: Date) -> anyhow::Result<Sort> {
    let sort = match (order.sort, order.recency) {
        (None | Some(SortBy::Relevance), None) => Sort::Relevance,
        (None | Some(SortBy::Relevance), Some(half_life)) => Sort::Recency { half_life, today },
        (Some(_), Some(_)) => {
            bail!("--recency is about the best hits: it goes with no other --sort")
        }
        (Some(SortBy::Newest), None) => Sort::Newest,
        (Some(SortBy::Oldest), None) => Sort::Oldest,
        (Some(SortBy::Headline), None) => Sort::Headline,
    };
    match &order.after {
        Some(cursor) if !fits(cursor, sort) => {
            bail!("the cursor is of a page in another order; give the same --sort as for that page")
        }
        Some(_) | None => Ok(sort),
    }
}

fn fits(cursor: &Cursor, sort: Sort) -> bool {
    match sort {
        Sort::Relevance | Sort::Recency { .. } => matches!(cursor.key, SortKey::Score(_)),
        Sort::Newest | Sort::Oldest => matches!(cursor.key, SortKey::Day(_)),
        Sort::Headline => matches!(cursor.key, SortKey::Headline(_)),
    }
}

/// Returns `text` so that a shell takes it for one word.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '.' | '_');
    if text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use jiff::civil::date;

    use super::{quoted, sort};
    use crate::cli::args::{Args, Command};
    use crate::search::Sort;

    #[track_caller]
    fn check(options: &str, expected: Result<Sort, &str>) {
        let arguments = format!("byline search x {options}");
        let args = Args::try_parse_from(arguments.split_whitespace()).unwrap();
        let Command::Search(search) = args.command else { panic!("{arguments}") };
        let found = sort(&search.order, date(2024, 3, 5)).map_err(|error| error.to_string());
        assert_eq!(found.as_ref().map_err(String::as_str), expected.as_ref().map_err(|e| *e));
    }

    #[test]
    fn the_best_come_first_unless_another_order_is_named() {
        check("", Ok(Sort::Relevance));
        check("--sort newest", Ok(Sort::Newest));
        let recency = |half_life| Sort::Recency { half_life, today: date(2024, 3, 5) };
        check("--recency", Ok(recency(365.0)));
        check("--recency=7 --sort relevance", Ok(recency(7.0)));
        let refused = "--recency is about the best hits: it goes with no other --sort";
        check("--recency --sort oldest", Err(refused));
    }

    #[test]
    fn a_cursor_goes_on_in_its_own_order_only() {
        let refused =
            "the cursor is of a page in another order; give the same --sort as for that page";
        check("--after 4f2a:s3f800000", Ok(Sort::Relevance));
        check("--after 4f2a:s3f800000 --sort newest", Err(refused));
        check("--after 4f2a:d12 --sort newest", Ok(Sort::Newest));
        check("--after 4f2a:d12", Err(refused));
        check("--after 4f2a:hrate --sort headline", Ok(Sort::Headline));
    }

    #[test]
    fn a_cursor_can_be_pasted_into_a_shell() {
        assert_eq!(quoted("4f2a:s3f800000"), "4f2a:s3f800000");
        assert_eq!(quoted("4f2a:hthe bank's rate"), r"'4f2a:hthe bank'\''s rate'");
    }
}
