//! Counts of values beside the hits of a search.

use crate::hit::{Facet, Facets, Timeline};
use crate::search::{FacetSearch, Page, Period, Terms};

use super::Error;
use super::asked::Asked;
use super::choice::FacetField;

/// Of each field beside the hits of a search, so many.
const BESIDE: usize = 10;

impl Asked {
    /// Counts the values of a field beside the hits, as if nothing had been chosen of it.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn beside(&self, field: FacetField, terms: &Terms) -> Result<Facets, Error> {
        let query = self.query_but(field);
        Ok(match field {
            FacetField::Values(field) => {
                let terms = self.terms_of(field, terms)?;
                let page = Page { limit: BESIDE, ..Page::default() };
                self.engine.facet(&FacetSearch { field, query, like: None, page, terms })?
            }
            FacetField::Year => years(self.engine.timeline(&query, Period::Year, terms)?),
        })
    }
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
