//! `byline people --dump` and `--text`: who is named in each article, and in texts that are in no index.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::document::{self, Document};
use crate::people;
use crate::schema::Field;
use crate::search::{Page, Passages, Search, Sort};

use super::args::{Args, Values};
use super::console::Console;
use super::question::{ask, optional, warn};
use super::{FOUND, NOTHING, index};

/// A line that is read.
#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    /// A tag such as `de`; else it is told from the text.
    language: Option<String>,
}

/// A line that is written.
#[derive(Serialize)]
struct Named {
    id: serde_json::Value,
    people: Vec<NamedPerson>,
}

/// Someone who is named.
#[derive(Serialize)]
struct NamedPerson {
    name: String,
    /// Code points, [start, end), in the order of the text.
    mentions: Vec<[usize; 2]>,
}

/// Reads lines of `{"id", "text"}` from a file, or from standard input for `-`, and writes for each
/// who is named in it.
pub(super) fn run(file: &Path, console: &mut Console<'_>) -> anyhow::Result<u8> {
    let name = file.display();
    let lines: Box<dyn BufRead> = if file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(file).with_context(|| name.to_string())?))
    };
    for (number, line) in (1..).zip(lines.lines()) {
        let line = line.with_context(|| format!("{name}, line {number}"))?;
        if line.trim().is_empty() {
            continue;
        }
        let text = serde_json::from_str(&line).with_context(|| format!("{name}, line {number}"))?;
        serde_json::to_writer(&mut *console.out, &find(text))?;
        writeln!(console.out)?;
    }
    Ok(FOUND)
}

/// So many articles are read at once.
const PAGE: usize = 200;

/// Writes for each article that matches who is named in it.
pub(super) fn dump(args: &Args, values: &Values, console: &mut Console<'_>) -> anyhow::Result<u8> {
    let Values { query, question, choices, progress, .. } = values;
    let asked = ask(args, optional(query), question, choices, progress, console)?;
    let Some(asked) = asked else { return Ok(index::STOPPED) };
    let mut search = Search {
        query: asked.query(),
        sort: Sort::Oldest,
        page: Page { limit: PAGE, ..Page::default() },
        passages: Passages { number: 0, ..Passages::default() },
        terms: asked.terms()?,
    };
    let mut code = NOTHING;
    loop {
        let reading = asked.engine.read(&search)?;
        for article in &reading.articles {
            serde_json::to_writer(&mut *console.out, &named(article))?;
            writeln!(console.out)?;
            code = FOUND;
        }
        search.page.after = reading.next;
        if search.page.after.is_none() {
            warn(&asked.question, [&reading.caveats], console)?;
            return Ok(code);
        }
    }
}

/// Tells who is named in an article of the index.
fn named(article: &Document) -> Named {
    let text = |field| article.texts(field).next().unwrap_or_default();
    let (headline, body) = (text(Field::Headline), text(Field::Body));
    let whole = [headline, "\n\n", body].concat();
    let points = CodePoints::of(&whole);
    let behind = whole.len() - body.len();
    let person = |person: document::Named| {
        let places = person.places.iter().map(|(field, bytes)| {
            let shift = if *field == Field::Headline { 0 } else { behind };
            points.range(&(bytes.start + shift..bytes.end + shift))
        });
        NamedPerson { mentions: places.collect(), name: person.name }
    };
    Named {
        id: article.id().to_string().into(),
        people: article.named().into_iter().map(person).collect(),
    }
}

fn find(line: Line) -> Named {
    let Line { id, text, language } = line;
    let article = Article { body: text, language, ..Article::default() };
    let people = people::find(&article);
    let points = CodePoints::of(&article.body);
    let named = |person: people::Person| NamedPerson {
        name: person.name.display().to_owned(),
        mentions: person.mentions.iter().map(|mention| points.range(&mention.range)).collect(),
    };
    Named { id, people: people.into_iter().map(named).collect() }
}

/// Tells which character of a text begins at a byte.
struct CodePoints {
    /// The first byte of each character, and the end.
    starts: Vec<usize>,
}

impl CodePoints {
    fn of(text: &str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        CodePoints { starts: starts.collect() }
    }

    /// Returns a range of bytes as one of characters.
    fn range(&self, bytes: &std::ops::Range<usize>) -> [usize; 2] {
        [bytes.start, bytes.end].map(|at| self.starts.partition_point(|start| *start < at))
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, find};

    #[test]
    fn places_are_counted_in_code_points() {
        let text = "“Ja”, sagte Präsidentin Wiebke Quill. Quill lächelte.".to_owned();
        let named = find(Line { id: 7.into(), text, language: Some("de".to_owned()) });
        let expected =
            r#"{"id":7,"people":[{"name":"Wiebke Quill","mentions":[[24,36],[38,43]]}]}"#;
        assert_eq!(serde_json::to_string(&named).unwrap(), expected);
    }
}
