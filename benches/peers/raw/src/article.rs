//! Reads an article of the archive, which is always laid out the same.

use tantivy::DateTime;
use tantivy::time::{Date, Month, PrimitiveDateTime, Time};

/// What is indexed of a file.
pub(crate) struct Article<'t> {
    pub(crate) headline: &'t str,
    pub(crate) authors: Vec<&'t str>,
    pub(crate) date: Option<DateTime>,
    pub(crate) body: &'t str,
}

impl<'t> Article<'t> {
    /// Reads headline, byline, date and reading time; the rest is body.
    pub(crate) fn read(text: &'t str) -> Self {
        let mut parts = text.splitn(5, "\n\n");
        let mut next = || parts.next().unwrap_or_default();
        let (headline, byline, date, _minutes, body) = (next(), next(), next(), next(), next());
        let authors = byline.strip_prefix("By ").unwrap_or_default();
        let authors = authors.split(" and ").filter(|name| !name.is_empty()).collect();
        let date = date.split(" / ").next().and_then(written);
        Self { headline, authors, date, body }
    }
}

/// Reads `May 16, 2018`.
fn written(date: &str) -> Option<DateTime> {
    let mut parts = date.split([' ', ',']).filter(|part| !part.is_empty());
    let month: Month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    let year = parts.next()?.parse().ok()?;
    midnight(year, month, day)
}

/// Reads `2018-05-16`.
pub(crate) fn iso(date: &str) -> Option<DateTime> {
    let mut parts = date.split('-');
    let year = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    midnight(year, month.try_into().ok()?, day)
}

fn midnight(year: i32, month: Month, day: u8) -> Option<DateTime> {
    let date = Date::from_calendar_date(year, month, day).ok()?;
    Some(DateTime::from_primitive(PrimitiveDateTime::new(date, Time::MIDNIGHT)))
}
