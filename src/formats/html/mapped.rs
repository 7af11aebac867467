//! What the owner of an archive says of where things are in its pages, by CSS selectors.

use dom_query::{Document, Matcher, NodeRef};

use super::date;
use super::markup::{Touching, blocks, plain};
use crate::article::{Article, Byline, Origin, Property, Published, language_tag, one_line};
use crate::formats::KeyMap;

/// Fills in what `map` tells where to find, but for the text. `known` tells day from month.
pub(super) fn fill(
    article: &mut Article,
    document: &Document,
    map: &KeyMap,
    known: Option<Published>,
) {
    for property in Property::all() {
        // What one place does not hold the next may.
        map.of(property).any(|place| {
            let texts: Vec<String> = elements(document, place).iter().filter_map(value).collect();
            let is_found = set(article, property, &texts, known);
            if is_found {
                article.origins.note(property, Origin::sure(place.to_owned()));
            }
            is_found
        });
    }
}

/// Returns the text, paragraph by paragraph, of the first place for it that holds one, and the place.
pub(super) fn text(document: &Document, map: &KeyMap) -> Option<(Vec<String>, Origin)> {
    map.of(Property::Body).find_map(|place| {
        let found = elements(document, place);
        let outermost = found.iter().filter(|node| {
            !node.ancestors_it(None).any(|around| found.iter().any(|it| it.id == around.id))
        });
        let blocks = outermost.flat_map(|node| blocks(node, Touching::Joined));
        let text: Vec<String> = blocks.map(|block| block.text).collect();
        (!text.is_empty()).then(|| (text, Origin::sure(place.to_owned())))
    })
}

/// Returns the elements at a place. What is no selector may be the key of a record: it is nowhere.
fn elements<'d>(document: &'d Document, place: &str) -> Vec<NodeRef<'d>> {
    let matcher = Matcher::new(place).ok();
    matcher.map_or_else(Vec::new, |matcher| document.select_matcher(&matcher).nodes().to_vec())
}

/// Returns what an element says: to machines, if it does, else to readers.
fn value(element: &NodeRef<'_>) -> Option<String> {
    let told = ["content", "datetime"].iter().find_map(|name| element.attr(name));
    plain(&told.unwrap_or_else(|| element.text()))
}

/// Gives an article what was found; returns false if that is nothing that it can have.
fn set(
    article: &mut Article,
    property: Property,
    texts: &[String],
    known: Option<Published>,
) -> bool {
    let first = texts.iter().find_map(|text| one_line(text));
    let mut fill = |slot: fn(&mut Article) -> &mut Option<String>, value: Option<String>| {
        let is_found = value.is_some();
        if is_found {
            *slot(article) = value;
        }
        is_found
    };
    match property {
        Property::Section => fill(|article| &mut article.section, first),
        Property::Publication => fill(|article| &mut article.publication, first),
        Property::Url => fill(|article| &mut article.url, first),
        Property::Label => fill(|article| &mut article.label, first),
        Property::Language => {
            fill(|article| &mut article.language, first.and_then(|tag| language_tag(&tag)))
        }
        Property::Agency => fill(|article| &mut article.byline.agency, first),
        Property::Headline => first.is_some_and(|headline| {
            article.headline = headline;
            true
        }),
        Property::Author => {
            let read = Byline::of(texts.iter().map(String::as_str));
            let is_found = !read.authors.is_empty();
            if is_found {
                article.byline.authors = read.authors;
                article.byline.agency = read.agency.or(article.byline.agency.take());
            }
            is_found
        }
        Property::Published => {
            let day = texts.iter().find_map(|text| date::day_in(text, known));
            article.published = day.or(article.published);
            day.is_some()
        }
        Property::Dateline | Property::About | Property::Body => false,
    }
}
