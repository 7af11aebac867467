//! Answers for programs: one JSON object a line, as `schema/hit.json` describes it.
//!
//! The records are written out here and nowhere else, so that a new name inside byline never
//! changes what a program reads.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value as Json_, json};

use crate::association::Companion;
use crate::document::{Document, Named};
use crate::hit::{Facets, Hit, Hits, Snippet, Timeline};
use crate::holdings::Holdings;
use crate::schema::{Field, Value};
use crate::search::Page;

use super::bars::{period_name, share};
use super::printer::{Noun, Place, Printer, Scale};
use super::safe::is_harmful;

/// Writes one JSON object a line.
#[derive(Debug, Clone, Copy)]
pub struct Json;

#[derive(Serialize)]
struct HitRecord<'h> {
    id: String,
    score: f32,
    headline: &'h str,
    authors: &'h [String],
    people: Vec<&'h str>,
    mentions: Vec<PersonRecord<'h>>,
    published: Option<String>,
    section: Option<&'h str>,
    source: Option<&'h str>,
    path: &'h str,
    part: Option<u32>,
    label: Option<&'h str>,
    cursor: String,
    snippets: Vec<SnippetRecord<'h>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copies: Option<u64>,
}

/// A person, and the bytes of headline and body that name them.
#[derive(Serialize)]
struct PersonRecord<'h> {
    name: &'h str,
    /// Whether the file itself lists them.
    given: bool,
    headline: Vec<[usize; 2]>,
    body: Vec<[usize; 2]>,
}

impl<'h> PersonRecord<'h> {
    fn of(person: &'h Named) -> Self {
        let Named { name, given, places } = person;
        let in_text = |text: Field| {
            let here = places.iter().filter(|(field, _)| *field == text);
            here.map(|(_, range)| [range.start, range.end]).collect()
        };
        let (headline, body) = (in_text(Field::Headline), in_text(Field::Body));
        PersonRecord { name, given: *given, headline, body }
    }
}

#[derive(Serialize)]
struct SnippetRecord<'h> {
    text: &'h str,
    /// Bytes of the text: where a mark begins, and the first byte behind it.
    marks: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct FacetRecord<'f> {
    /// Its field, where several are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    facet: Option<&'f str>,
    /// `None` counts the articles that have no value.
    value: Option<&'f str>,
    articles: u64,
}

#[derive(Serialize)]
struct BarRecord {
    period: String,
    start: String,
    articles: u64,
    all: u64,
    /// In percent, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

/// The articles that have no bar.
#[derive(Serialize)]
struct BesideRecord {
    vague: u64,
    undated: u64,
}

#[derive(Serialize)]
struct CompanionRecord<'c> {
    value: &'c str,
    articles: u64,
    all: u64,
    likelihood: f64,
}

impl<'c> CompanionRecord<'c> {
    fn of(companion: &'c Companion) -> Self {
        let Companion { value, articles, all, likelihood } = companion;
        CompanionRecord { value, articles: *articles, all: *all, likelihood: *likelihood }
    }
}

impl Printer for Json {
    fn hits(&self, hits: &Hits, _: &Page, out: &mut dyn Write) -> io::Result<()> {
        hits.hits.iter().try_for_each(|hit| line(&record(hit), out))
    }

    fn facets(&self, facets: &Facets, _: &Page, _: Noun, out: &mut dyn Write) -> io::Result<()> {
        values(None, facets, out)
    }

    fn counts(&self, fields: &[(&str, Facets)], out: &mut dyn Write) -> io::Result<()> {
        fields.iter().try_for_each(|(field, facets)| values(Some(field), facets, out))
    }

    fn timeline(&self, timeline: &Timeline, scale: Scale, out: &mut dyn Write) -> io::Result<()> {
        for bar in &timeline.bars {
            let record = BarRecord {
                period: period_name(*bar, scale.by),
                start: bar.start.to_string(),
                articles: bar.articles,
                all: bar.all,
                share: scale.normalize.then(|| share(*bar)),
            };
            line(&record, out)?;
        }
        line(&BesideRecord { vague: timeline.vague, undated: timeline.undated }, out)
    }

    fn companions(
        &self,
        companions: &[Companion],
        _: &Page,
        _: u64,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        companions.iter().try_for_each(|companion| line(&CompanionRecord::of(companion), out))
    }

    fn article(
        &self,
        article: &Document,
        marked: &[(Field, Snippet)],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut record = Map::new();
        for field in ARTICLE {
            record.insert(key(*field).to_owned(), value(article, *field));
            if *field == Field::Person {
                let people = article.named();
                let people: Vec<_> = people.iter().map(PersonRecord::of).collect();
                record.insert("mentions".to_owned(), json!(people));
            }
        }
        let mut marks: Map<String, Json_> = Map::new();
        for (field, snippet) in marked {
            let marks = marks.entry(key(*field)).or_insert_with(|| json!([]));
            match (marks, is_list(*field)) {
                // One list for each value, in their order.
                (Json_::Array(values), true) => values.push(json!(pairs(snippet))),
                (marks, _) => *marks = json!(pairs(snippet)),
            }
        }
        if !marked.is_empty() {
            record.insert("marks".to_owned(), Json_::Object(marks));
        }
        line(&record, out)
    }

    fn holdings(
        &self,
        holdings: &Holdings,
        place: &Place<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let flawed = holdings.flawed.iter().map(|record| {
            json!({"path": record.file, "articles": record.articles, "problems": record.problems})
        });
        let record = json!({
            "index": place.index,
            "corpus": place.corpus.display().to_string(),
            "articles": holdings.articles,
            "files": holdings.files,
            "bytes": holdings.bytes,
            "earliest": holdings.dates.map(|(earliest, _)| earliest.to_string()),
            "latest": holdings.dates.map(|(_, latest)| latest.to_string()),
            "last_run": holdings.last_run.map(|run| run.at.to_string()),
            "whole": holdings.last_run.map(|run| run.whole),
            "remarks": holdings.remarks,
            "skipped": flawed.collect::<Vec<_>>(),
        });
        line(&record, out)
    }
}

/// The fields of an article, in the order they are written.
const ARTICLE: &[Field] = &[
    Field::Id,
    Field::Headline,
    Field::Author,
    Field::Agency,
    Field::Dateline,
    Field::Published,
    Field::Section,
    Field::Publication,
    Field::Url,
    Field::Language,
    Field::Person,
    Field::File,
    Field::Part,
    Field::Label,
    Field::Words,
    Field::Hash,
    Field::Body,
    Field::Furniture,
];

/// What a field is called on the wire.
fn key(field: Field) -> &'static str {
    match field {
        Field::Id => "id",
        Field::Headline => "headline",
        Field::Author => "authors",
        Field::Agency => "agency",
        Field::Dateline => "dateline",
        Field::Published => "published",
        Field::Section => "section",
        Field::Publication => "source",
        Field::Url => "url",
        Field::Language => "language",
        Field::Body => "body",
        Field::Lead => "lead",
        Field::Furniture => "furniture",
        Field::Person => "people",
        Field::Given => "given",
        Field::File => "path",
        Field::Part => "part",
        Field::Label => "label",
        Field::Words => "words",
        Field::Hash => "hash",
        Field::Copies => "copies",
        Field::Similar => "similar",
    }
}

/// Whether an article may have several values of a field.
fn is_list(field: Field) -> bool {
    matches!(field, Field::Author | Field::Person | Field::Given)
}

fn value(article: &Document, field: Field) -> Json_ {
    let mut values = article.all(field).map(|value| match value {
        Value::Number(number) if !matches!(field, Field::Id | Field::Hash) => json!(number),
        Value::Text(_) | Value::Number(_) | Value::Date(_) => json!(value.written(field)),
    });
    if is_list(field) { values.collect() } else { values.next().unwrap_or(Json_::Null) }
}

fn record(hit: &Hit) -> HitRecord<'_> {
    HitRecord {
        id: hit.id.to_string(),
        score: hit.score,
        headline: &hit.headline.text,
        authors: &hit.authors,
        people: hit.people.iter().map(|person| person.name.as_str()).collect(),
        mentions: hit.people.iter().map(PersonRecord::of).collect(),
        published: hit.published.map(|date| date.to_string()),
        section: hit.section.as_deref(),
        source: hit.publication.as_deref(),
        path: &hit.source.file,
        part: hit.source.part,
        label: hit.label.as_deref(),
        cursor: hit.cursor().to_string(),
        snippets: hit.snippets.iter().map(passage).collect(),
        copies: hit.copies,
    }
}

/// Writes the values of a field, and how many articles have none if there are any.
fn values(field: Option<&str>, facets: &Facets, out: &mut dyn Write) -> io::Result<()> {
    let none = (facets.without > 0).then_some((None, facets.without));
    let values = facets.facets.iter().map(|facet| (Some(facet.value.as_str()), facet.articles));
    values
        .chain(none)
        .try_for_each(|(value, articles)| line(&FacetRecord { facet: field, value, articles }, out))
}

fn passage(snippet: &Snippet) -> SnippetRecord<'_> {
    SnippetRecord { text: &snippet.text, marks: pairs(snippet) }
}

fn pairs(snippet: &Snippet) -> Vec<[usize; 2]> {
    snippet.marks.iter().map(|mark| [mark.start, mark.end]).collect()
}

/// Writes a line. What a terminal would obey and JSON allows (C1 controls, marks of direction) is
/// escaped: it stands within strings only.
fn line(record: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let record = serde_json::to_string(record)?;
    for piece in record.split_inclusive(is_harmful) {
        match piece.chars().next_back().filter(|c| is_harmful(*c)) {
            Some(c) => {
                write!(out, "{}\\u{:04x}", &piece[..piece.len() - c.len_utf8()], u32::from(c))?;
            }
            None => out.write_all(piece.as_bytes())?,
        }
    }
    out.write_all(b"\n")
}
