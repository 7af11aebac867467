//! What is looked at of an article.

use crate::article::{Article, Source, hash_of};
use crate::document::Document;
use crate::schema::Field;

/// An article, as it was read or as an index has it.
pub(super) struct Seen {
    pub(super) source: Source,
    pub(super) authors: Vec<String>,
    pub(super) has_headline: bool,
    /// Whether it has an author or an agency.
    pub(super) has_byline: bool,
    pub(super) has_date: bool,
    /// A tag; empty if it is not known.
    pub(super) language: String,
    /// The hash of headline and body; `None` if there is no body.
    pub(super) text: Option<u64>,
}

impl Seen {
    pub(super) fn read(article: Article) -> Self {
        let Article { source, byline, headline, dateline, body, published, language, .. } = article;
        let has_byline =
            !byline.is_empty() || dateline.is_some_and(|dateline| dateline.agency.is_some());
        let authors = byline.authors.into_iter();
        Seen {
            source,
            authors: authors.map(|author| author.name.display().to_owned()).collect(),
            has_headline: !headline.is_empty(),
            has_byline,
            has_date: published.is_some(),
            language: language.unwrap_or_default(),
            text: (!body.is_empty()).then(|| hash_of([headline.as_bytes(), body.as_bytes()])),
        }
    }

    pub(super) fn kept(article: &Document) -> Self {
        let text = |field| article.texts(field).next().filter(|text| !text.is_empty());
        let authors: Vec<String> = article.texts(Field::Author).map(str::to_owned).collect();
        Seen {
            source: article.source(),
            has_headline: text(Field::Headline).is_some(),
            has_byline: !authors.is_empty() || text(Field::Agency).is_some(),
            authors,
            has_date: article.date().is_some(),
            language: text(Field::Language).unwrap_or_default().to_owned(),
            text: text(Field::Body).and_then(|_| article.number_of(Field::Hash)),
        }
    }
}
