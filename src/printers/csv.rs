//! Answers for spreadsheets.

use std::io::{self, Write};

use csv::Writer;

use crate::document::Document;
use crate::hit::{Facets, Hits, Page, Snippet};
use crate::holdings::Holdings;
use crate::schema::{Field, Schema};

use super::printer::{Place, Printer};
use super::safe::visible;

/// Writes comma-separated values with a line of titles. Several values in a cell are parted by `; `.
#[derive(Debug, Clone, Copy)]
pub struct Csv;

impl Printer for Csv {
    fn hits(&self, hits: &Hits, _: Page, out: &mut dyn Write) -> io::Result<()> {
        let titles = [
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
            "snippet",
        ];
        let rows = hits.hits.iter().map(|hit| {
            let snippets: Vec<&str> = hit.snippets.iter().map(|s| s.text.as_str()).collect();
            vec![
                hit.id.to_string(),
                hit.score.to_string(),
                hit.headline.text.clone(),
                hit.authors.join("; "),
                hit.people.join("; "),
                hit.published.map(|date| date.to_string()).unwrap_or_default(),
                hit.section.clone().unwrap_or_default(),
                hit.publication.clone().unwrap_or_default(),
                hit.source.file.clone(),
                hit.source.part.map(|part| part.to_string()).unwrap_or_default(),
                snippets.join(" "),
            ]
        });
        table(&titles, rows, out)
    }

    fn facets(&self, facets: &Facets, _: Page, out: &mut dyn Write) -> io::Result<()> {
        let rows = facets.facets.iter().map(|f| vec![f.value.clone(), f.articles.to_string()]);
        table(&["value", "articles"], rows, out)
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
