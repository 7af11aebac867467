//! `--kwic` and `--vimgrep`: every match of every hit, each on a line of its own.

use std::io::Write;
use std::path::Path;

use crate::corpus::{Content, Rules, file_named};
use crate::desk::Asked;
use crate::document::Document;
use crate::hit::KwicLine;
use crate::locate::{Original, Place, Stretch};
use crate::printers::{Text, vimgrep};
use crate::schema::Field;
use crate::search::{Page, Search as Searched};
use crate::snippet::{Marker, mentions};

use super::args::{Args, Search};
use super::ask::blame;
use super::console::Console;
use super::question::warn;
use super::{FOUND, NOTHING};

/// So many articles are fetched at once.
const PAGE: usize = 100;

/// So many characters stand on either side of a match of `--kwic`, if the screen has no width.
const CONTEXT: usize = 60;

/// Prints every match of every hit, or of the first `--limit` hits.
pub(super) fn run(
    args: &Args,
    search: &Search,
    asked: &Asked,
    mut searched: Searched,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let look = console.look(args.color, false);
    let mut left = search.order.limit.unwrap_or(usize::MAX);
    let mut code = NOTHING;
    let mut lost = 0;
    let caveats = loop {
        searched.page.limit = left.min(PAGE);
        let reading = asked.engine.read(&searched)?;
        if reading.total > 0 {
            code = FOUND;
        }
        let (query, terms) = (&searched.query, &searched.terms);
        let resolved = asked.engine.resolve_in(query, terms, &reading.articles)?;
        let marker = Marker::of(&resolved.query, &|_| 1.0);
        for article in &reading.articles {
            if search.form.kwic {
                let width = look.width.map_or(CONTEXT, |width| width / 2);
                let lines = concordance(&marker, article, width);
                Text { look }.concordance(article.id(), &article.source(), &lines, console.out)?;
            } else {
                lost += places(asked.engine.corpus(), &marker, article, console.out)?;
            }
        }
        left -= reading.articles.len().min(left);
        match reading.next {
            Some(cursor) if left > 0 && !reading.caveats.partial => {
                searched.page = Page { after: Some(cursor), ..Page::default() };
            }
            Some(_) | None => break reading.caveats,
        }
    };
    console.out.flush()?;
    warn(&asked.question, [&caveats], console)?;
    if lost > 0 {
        console.say(&format!(
            "note: {lost} of the places are in the text that was indexed: the file is packed, gone or \
             changed"
        ))?;
    }
    if code == NOTHING {
        console.say("nothing found")?;
        if search.form.kwic {
            blame(asked, &searched, console)?;
        }
    }
    Ok(code)
}

/// The texts that are looked through for matches.
const TEXTS: [Field; 2] = [Field::Headline, Field::Body];

fn concordance(marker: &Marker, article: &Document, width: usize) -> Vec<KwicLine> {
    let lines = |field| {
        let text = article.texts(field).next().unwrap_or_default();
        marker.concordance(field, text, &mentions(article, field), width)
    };
    TEXTS.into_iter().flat_map(lines).collect()
}

/// Writes where each match of an article stands in its file. Where that is no text to jump into, or
/// the place is not found again, it is told in the article's own text. Returns how many are.
fn places(
    corpus: &Path,
    marker: &Marker,
    article: &Document,
    out: &mut dyn Write,
) -> anyhow::Result<usize> {
    let mut lost = 0;
    let source = article.source();
    let original = original(corpus, &source.file).map(Original::new);
    let stretch = original.as_ref().map(|original| Stretch::of(original, source.part));
    for field in TEXTS {
        let text = article.texts(field).next().unwrap_or_default();
        let ranges = marker.marked(field, text, &mentions(article, field)).marks;
        let places = match &stretch {
            Some(stretch) => stretch.places(text, &ranges),
            None => vec![None; ranges.len()],
        };
        for (range, place) in ranges.iter().zip(places) {
            if let (Some(place), Some(original)) = (place, &original) {
                vimgrep(&source.file, place, original.line(place.line), out)?;
            } else {
                let place = Place::of(text, range.start);
                let line = text.lines().nth(place.line - 1).unwrap_or_default();
                vimgrep(&source.to_string(), place, line, out)?;
                lost += 1;
            }
        }
    }
    Ok(lost)
}

/// Returns the text of a file; `None` if it has none to jump into, or is gone.
fn original(corpus: &Path, path: &str) -> Option<String> {
    let file = file_named(corpus, &Rules::default(), path).ok()?;
    Content::open(&file).ok()?.original().ok()?
}
