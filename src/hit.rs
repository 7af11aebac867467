//! What a search gives back: hits, snippets, facets. Plain data, without markup.

use std::ops::Range;

use jiff::civil::Date;

use crate::article::{ArticleId, Published, Source};
use crate::document::{Document, Named};
use crate::schema::Field;
use crate::search::{Cursor, SortKey};
use crate::text::Fingerprint;

/// The answer to a search.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// How many articles match, exactly.
    pub total: u64,
    /// The page of them that was asked for, in the order asked for.
    pub hits: Vec<Hit>,
    /// Where the next page begins; `None` if this is the last.
    pub next: Option<Cursor>,
    /// What is not as asked.
    pub caveats: Caveats,
}

/// How an answer is less than was asked for. Nothing is left out silently.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caveats {
    /// Whether time was up before everything was looked through.
    pub partial: bool,
    /// What else was left out, each a sentence: words beyond the cap of a wildcard.
    pub notes: Vec<String>,
}

/// One article found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its number.
    pub id: ArticleId,
    /// What the file itself calls it.
    pub label: Option<String>,
    /// How well it fits; comparable within one answer only.
    pub score: f32,
    /// What it is sorted by.
    pub key: SortKey,
    /// Where it was read from.
    pub source: Source,
    /// Its title, with the marks of the query; the text may be empty.
    pub headline: Snippet,
    /// Its authors, in the order printed.
    pub authors: Vec<String>,
    /// The people it names, in order of first mention; then those whom only the file lists. Without
    /// places unless they were asked for.
    pub people: Vec<Named>,
    /// When it was published.
    pub published: Option<Published>,
    /// Its section.
    pub section: Option<String>,
    /// The paper or site that printed it.
    pub publication: Option<String>,
    /// Passages of the body, in the order of the text; the first lines of it if no word matches
    /// there.
    pub snippets: Vec<Snippet>,
    /// The fingerprint of its body; `None` if the body is too short to have one, or it was not asked for.
    pub fingerprint: Option<Fingerprint>,
    /// How many near copies that match stand behind it and are not shown; `None` if none are folded.
    pub copies: Option<u64>,
}

/// A passage of text and what to mark in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The passage, without markup; on one line unless it is a whole text.
    pub text: String,
    /// Byte ranges of the text to mark: sorted, disjoint, on character borders.
    pub marks: Vec<Range<usize>>,
}

/// A match with what stands around it, all on one line. A line of a concordance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KwicLine {
    /// What stands before it.
    pub left: String,
    /// What matches.
    pub hit: String,
    /// What stands behind it.
    pub right: String,
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
    /// How many articles match and have none.
    pub without: u64,
    /// What is not as asked.
    pub caveats: Caveats,
}

/// The answer to several counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many articles, for each in the order asked.
    pub articles: Vec<u64>,
    /// What is not as asked.
    pub caveats: Caveats,
}

/// How many articles were published when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The periods from the first to the last that has an article, without gaps.
    pub bars: Vec<Bar>,
    /// How many articles match whose date is known, but not to the period.
    pub vague: u64,
    /// How many match that have no date.
    pub undated: u64,
    /// What is not as asked.
    pub caveats: Caveats,
}

/// A period, and how many articles were published in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// The first day of the period.
    pub start: Date,
    /// How many of those that match.
    pub articles: u64,
    /// How many in all.
    pub all: u64,
}

impl Hit {
    /// Makes a hit of a kept article, sorted by its score. Where people stand is left out.
    pub fn of(document: &Document, score: f32, headline: Snippet, snippets: Vec<Snippet>) -> Self {
        let owned = |field| document.texts(field).map(str::to_owned);
        Hit {
            id: document.id(),
            label: owned(Field::Label).next(),
            score,
            key: SortKey::Score(score),
            source: document.source(),
            headline,
            authors: owned(Field::Author).collect(),
            people: document.people(),
            published: document.date(),
            section: owned(Field::Section).next(),
            publication: owned(Field::Publication).next(),
            snippets,
            fingerprint: None,
            copies: None,
        }
    }

    /// Returns the place behind it.
    pub fn cursor(&self) -> Cursor {
        Cursor { key: self.key.clone(), id: self.id }
    }
}
