//! What a search gives back: hits, snippets, facets. Plain data, without markup.

use std::ops::Range;

use crate::article::{ArticleId, Published, Source};
use crate::document::Document;
use crate::schema::Field;

/// Which hits are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many of the best to leave out.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
}

/// The answer to a search.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// How many articles match, exactly.
    pub total: u64,
    /// The page of them that was asked for, best first; equal scores by id.
    pub hits: Vec<Hit>,
}

/// One article found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its number.
    pub id: ArticleId,
    /// How well it fits; comparable within one answer only.
    pub score: f32,
    /// Where it was read from.
    pub source: Source,
    /// Its title, with the marks of the query; the text may be empty.
    pub headline: Snippet,
    /// Its authors, in the order printed.
    pub authors: Vec<String>,
    /// The people it names, in order of first mention.
    pub people: Vec<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Its section.
    pub section: Option<String>,
    /// The paper or site that printed it.
    pub publication: Option<String>,
    /// Passages of the body, best first; the first lines of it if no word matches there.
    pub snippets: Vec<Snippet>,
}

/// A passage of text and what to mark in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The passage, without markup; on one line unless it is a whole text.
    pub text: String,
    /// Byte ranges of the text to mark: sorted, disjoint, on character borders.
    pub marks: Vec<Range<usize>>,
}

/// One value of a field, and in how many articles it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The value, as printed.
    pub value: String,
    /// The number of articles, exactly.
    pub articles: u64,
}

/// The answer to a count of values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// How many different values there are.
    pub total: u64,
    /// The page of them that was asked for: most articles first, then by name.
    pub facets: Vec<Facet>,
}

impl Hit {
    /// Makes a hit of a kept article.
    pub fn of(document: &Document, score: f32, headline: Snippet, snippets: Vec<Snippet>) -> Self {
        let owned = |field| document.texts(field).map(str::to_owned);
        Hit {
            id: document.id(),
            score,
            source: document.source(),
            headline,
            authors: owned(Field::Author).collect(),
            people: owned(Field::Person).collect(),
            published: document.date(),
            section: owned(Field::Section).next(),
            publication: owned(Field::Publication).next(),
            snippets,
        }
    }
}
