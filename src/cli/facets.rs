//! Counts of values: `byline authors` and its like, and `--facet` of a search.

use crate::hit::{Facet, Facets, Timeline};
use crate::printers::Noun;
use crate::schema::Field;
use crate::search::{FacetSearch, Page, Period, Terms};

use super::args::{Args, Values};
use super::choice::FacetField;
use super::console::Console;
use super::index;
use super::question::{Asked, Counted, optional, tell};

/// So many names fit a screen or two.
pub(super) const NAMES: usize = 50;
/// Of each field beside the hits of a search, so many.
const BESIDE: usize = 10;

/// Counts the values of a field.
pub(super) fn run(
    args: &Args,
    values: &Values,
    field: Field,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let Values { query, question, choices, progress, .. } = values;
    let asked = Asked::read(args, optional(query), question, choices, progress, console)?;
    let Some(asked) = asked else { return Ok(index::STOPPED) };
    let page = page(values);
    let search = FacetSearch {
        field,
        query: asked.query(),
        like: values.like.clone(),
        page: page.clone(),
        terms: asked.terms_of(field, &asked.terms()?)?,
    };
    let facets = asked.engine.facet(&search)?;
    let counted = Counted { offset: page.offset, shown: facets.facets.len(), total: facets.total };
    let code = tell(args, values.form, counted, values.limit, console, |printer, out| {
        printer.facets(&facets, &page, noun(field), out)
    })?;
    asked.warn([&facets.caveats], console)?;
    Ok(code)
}

/// Returns which names are wanted.
pub(super) fn page(values: &Values) -> Page {
    Page { after: None, offset: values.offset, limit: values.limit.unwrap_or(NAMES) }
}

fn noun(field: Field) -> Noun {
    match field {
        Field::Author | Field::Person | Field::Given => Noun { one: "name", many: "names" },
        Field::Publication => Noun { one: "source", many: "sources" },
        Field::Section => Noun { one: "section", many: "sections" },
        Field::Language => Noun { one: "language", many: "languages" },
        Field::Id
        | Field::Headline
        | Field::Agency
        | Field::Dateline
        | Field::Published
        | Field::Url
        | Field::Body
        | Field::Lead
        | Field::Furniture
        | Field::File
        | Field::Part
        | Field::Label
        | Field::Words
        | Field::Hash => Noun { one: "value", many: "values" },
    }
}

/// Counts the values of a field beside the hits, as if nothing had been chosen of it.
pub(super) fn count(asked: &Asked<'_>, field: FacetField, terms: &Terms) -> anyhow::Result<Facets> {
    let query = asked.query_but(field);
    Ok(match field {
        FacetField::Values(field) => {
            let terms = asked.terms_of(field, terms)?;
            let page = Page { limit: BESIDE, ..Page::default() };
            asked.engine.facet(&FacetSearch { field, query, like: None, page, terms })?
        }
        FacetField::Year => years(asked.engine.timeline(&query, Period::Year, terms)?),
    })
}

/// Takes the years of a timeline for values: most articles first, then the newest.
fn years(timeline: Timeline) -> Facets {
    let mut bars = timeline.bars;
    bars.retain(|bar| bar.articles > 0);
    bars.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| b.start.cmp(&a.start)));
    let total = bars.len() as u64;
    let facets = bars
        .iter()
        .take(BESIDE)
        .map(|bar| Facet { value: format!("{:04}", bar.start.year()), articles: bar.articles });
    Facets { total, facets: facets.collect(), without: timeline.undated, caveats: timeline.caveats }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::years;
    use crate::hit::{Bar, Timeline};

    #[test]
    fn years_are_counted_like_names() {
        let bar = |year, articles| Bar { start: date(year, 1, 1), articles, all: 9 };
        let bars = vec![bar(900, 2), bar(1998, 5), bar(1999, 0), bar(2000, 2)];
        let facets = years(Timeline { bars, undated: 3, ..Timeline::default() });
        let shown: Vec<String> =
            facets.facets.iter().map(|f| format!("{} {}", f.value, f.articles)).collect();
        assert_eq!(shown, ["1998 5", "2000 2", "0900 2"]);
        assert_eq!((facets.total, facets.without), (3, 3));
    }
}
