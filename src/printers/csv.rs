//! Answers for spreadsheets.

use std::io::{self, Write};

use csv::Writer;

use crate::association::Companion;
use crate::document::Document;
use crate::hit::{Facets, Hits, Snippet, Timeline};
use crate::holdings::Holdings;
use crate::schema::{Field, Schema};
use crate::search::Page;

use super::bars::{period_name, share};
use super::printer::{Noun, Place, Printer, Scale};
use super::safe::visible;

/// Writes comma-separated values with a line of titles. Several values in a cell are parted by `; `.
#[derive(Debug, Clone, Copy)]
pub struct Csv;

impl Printer for Csv {
    fn hits(&self, hits: &Hits, _: &Page, out: &mut dyn Write) -> io::Result<()> {
        let is_folded = hits.hits.iter().any(|hit| hit.copies.is_some());
        let mut titles = vec![
            "id",
            "score",
            "headline",
            "authors",
            "people",
            "published",
            "section",
            "source",
            "path",
            "part",
            "label",
            "cursor",
            "snippet",
        ];
        titles.extend(is_folded.then_some("copies"));
        let rows = hits.hits.iter().map(|hit| {
            let people: Vec<&str> = hit.people.iter().map(|p| p.name.as_str()).collect();
            let snippets: Vec<&str> = hit.snippets.iter().map(|s| s.text.as_str()).collect();
            let mut row = vec![
                hit.id.to_string(),
                hit.score.to_string(),
                hit.headline.text.clone(),
                hit.authors.join("; "),
                people.join("; "),
                hit.published.map(|date| date.to_string()).unwrap_or_default(),
                hit.section.clone().unwrap_or_default(),
                hit.publication.clone().unwrap_or_default(),
                hit.source.file.clone(),
                hit.source.part.map(|part| part.to_string()).unwrap_or_default(),
                hit.label.clone().unwrap_or_default(),
                hit.cursor().to_string(),
                snippets.join(" "),
            ];
            row.extend(hit.copies.map(|copies| copies.to_string()));
            row
        });
        table(&titles, rows, out)
    }

    fn facets(&self, facets: &Facets, _: &Page, _: Noun, out: &mut dyn Write) -> io::Result<()> {
        let rows = facets.facets.iter().map(|f| vec![f.value.clone(), f.articles.to_string()]);
        table(&["value", "articles"], rows, out)
    }

    fn counts(&self, fields: &[(&str, Facets)], out: &mut dyn Write) -> io::Result<()> {
        let rows = fields.iter().flat_map(|(field, facets)| {
            let row = |value: &str, articles: u64| {
                vec![(*field).to_owned(), value.to_owned(), articles.to_string()]
            };
            let values = facets.facets.iter().map(move |f| row(&f.value, f.articles));
            values.chain((facets.without > 0).then(|| row("", facets.without)))
        });
        table(&["field", "value", "articles"], rows, out)
    }

    fn timeline(&self, timeline: &Timeline, scale: Scale, out: &mut dyn Write) -> io::Result<()> {
        let titles = ["period", "start", "articles", "all", "share"];
        let titles = &titles[..if scale.normalize { 5 } else { 4 }];
        let bars = timeline.bars.iter().map(|bar| {
            let (name, start) = (period_name(*bar, scale.by), bar.start.to_string());
            [name, start, bar.articles.to_string(), bar.all.to_string(), share(*bar).to_string()]
        });
        let beside = |name: &str, articles: u64| {
            let row = [name, "", &articles.to_string(), "", ""].map(str::to_owned);
            (articles > 0).then_some(row)
        };
        let vague = beside("vague", timeline.vague);
        let undated = beside("undated", timeline.undated);
        let rows = bars.chain(vague).chain(undated).map(|row| row[..titles.len()].to_vec());
        table(titles, rows, out)
    }

    fn companions(
        &self,
        companions: &[Companion],
        _: &Page,
        _: u64,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let rows = companions.iter().map(|companion| {
            let Companion { value, articles, all, likelihood } = companion;
            let likelihood = format!("{likelihood:.2}");
            vec![value.clone(), articles.to_string(), all.to_string(), likelihood]
        });
        table(&["value", "articles", "all", "likelihood"], rows, out)
    }

    fn article(
        &self,
        article: &Document,
        _: &[(Field, Snippet)],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let fields: Vec<Field> = Schema::get().fields().map(|(field, _)| field).collect();
        let titles: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        let cell = |field: &Field| {
            let values = article.all(*field).map(|value| value.written(*field));
            values.collect::<Vec<_>>().join("; ")
        };
        table(&titles, std::iter::once(fields.iter().map(cell).collect()), out)
    }

    fn holdings(&self, holdings: &Holdings, _: &Place<'_>, out: &mut dyn Write) -> io::Result<()> {
        let rows = holdings.flawed.iter().flat_map(|record| {
            record.problems.iter().map(|problem| vec![record.file.clone(), problem.clone()])
        });
        table(&["path", "problem"], rows, out)
    }
}

fn table(
    titles: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = Writer::from_writer(out);
    writer.write_record(titles).map_err(cause)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(cause)?;
    }
    writer.flush()
}

/// The error below that of the library, which hides that a pipe was closed.
fn cause(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A spreadsheet takes a cell that begins so for a formula, and would run it: an apostrophe before
/// it makes it text (OWASP, "CSV Injection"). A number stays a number.
fn harmless(cell: &str) -> String {
    let cell = visible(cell);
    let is_formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
    if is_formula { format!("'{cell}") } else { cell.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("@doe"), "'@doe");
        assert_eq!(harmless("-1.5"), "-1.5");
        assert_eq!(harmless("Rates up"), "Rates up");
    }
}
