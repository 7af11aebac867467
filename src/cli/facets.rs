//! Counts of values: `byline authors` and its like, and `--facet` of a search.

use crate::printers::Noun;
use crate::schema::Field;
use crate::search::{FacetSearch, Page};

use super::args::{Args, Values};
use super::console::Console;
use super::index;
use super::question::{Counted, ask, optional, tell, warn};

/// So many names fit a screen or two.
pub(super) const NAMES: usize = 50;

/// Counts the values of a field.
pub(super) fn run(
    args: &Args,
    values: &Values,
    field: Field,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let Values { query, question, choices, progress, .. } = values;
    let asked = ask(args, optional(query), question, choices, progress, console)?;
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
    warn(&asked.question, [&facets.caveats], console)?;
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
        | Field::Hash
        | Field::Copies
        | Field::Similar => Noun { one: "value", many: "values" },
    }
}
