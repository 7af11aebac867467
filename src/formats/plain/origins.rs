//! Where in a text the properties of its article stand: a page has no places made for them, so it is
//! the first line near its top that tells them.

use crate::article::{Article, Origin, Origins, PrintedDate, Property, Published};

use super::block::Line;

/// So many lines that are not empty are looked at.
const DEPTH: usize = 60;
/// Longer lines are prose, in bytes: a date in them is none of the article.
const LONGEST: usize = 200;

/// Returns where the properties of `article` stand in `lines`. What its path tells is `known`;
/// `is_keyed` if a header of keys tells them.
pub(super) fn of(
    article: &Article,
    lines: &[Line<'_>],
    known: Option<Published>,
    is_keyed: bool,
) -> Origins {
    let filled = || (1..).zip(lines).filter(|(_, line)| !line.text.is_empty()).take(DEPTH);
    let line = |tells: &dyn Fn(&str) -> bool| {
        let mut lines = filled().map(|(number, line): (usize, _)| (number, line.text));
        let (number, text) = lines.find(|(_, text)| tells(text))?;
        let place = format!("line {number}");
        Some((text, if is_keyed { Origin::sure(place) } else { Origin::likely(place) }))
    };
    let mut origins = Origins::default();
    let mut note = |property, origin: Option<Origin>| {
        origins.note(property, origin.unwrap_or_else(|| Origin::likely("the text")));
    };
    let at = |told: &str| line(&|text| text.contains(told)).map(|(_, origin)| origin);
    let authors = &article.byline.authors;
    let is_signed = !authors.is_empty() || article.published.is_some();
    if !article.headline.is_empty() {
        // A headline may be wrapped.
        let first: String = article.headline.chars().take(40).collect();
        let found = at(&first).or_else(|| at(article.headline.split(' ').next()?));
        // Without a byline or a date it is no more than the first line.
        let is_guess = !is_keyed && !is_signed;
        note(
            Property::Headline,
            found.map(|it| if is_guess { Origin::guess(it.place) } else { it }),
        );
    }
    if let Some(author) = authors.first() {
        let surname = author.name.display().split(' ').next_back().unwrap_or_default();
        let capitals = surname.to_uppercase();
        let signed = line(&|text| text.contains(surname) || text.contains(&capitals));
        note(Property::Author, signed.map(|(_, origin)| origin));
    }
    if let Some(agency) = &article.byline.agency {
        note(Property::Agency, at(agency));
    }
    if let Some(published) = article.published {
        let is_date = |text: &str| {
            text.len() <= LONGEST
                && text.contains(|c: char| c.is_ascii_digit())
                && PrintedDate::find(text).and_then(|date| date.resolve(known)) == Some(published)
        };
        let in_path = || (known == Some(published)).then(|| Origin::likely("path"));
        let found = line(&is_date).map(|(_, origin)| origin);
        note(Property::Published, found.or_else(in_path));
    }
    if let Some(dateline) = &article.dateline {
        note(Property::Dateline, at(&dateline.printed));
    }
    for (property, told) in [
        (Property::Section, &article.section),
        (Property::Publication, &article.publication),
        (Property::Url, &article.url),
        (Property::Language, &article.language),
    ] {
        if let Some(told) = told {
            note(property, at(told));
        }
    }
    if !article.body.is_empty() {
        let first: String = article.body.chars().take(40).collect();
        note(Property::Body, at(&first));
    }
    origins
}
