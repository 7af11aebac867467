//! What is found in a folder of articles.

use std::collections::{BTreeMap, HashMap};

use crate::article::Source;
use crate::corpus;
use crate::formats::unpacked_extension;
use crate::furniture::Furniture;

use super::odd::oddness;
use super::sample::Sample;
use super::seen::Seen;

/// So many of each list are kept.
const LISTED: usize = 10;
/// A name less odd than that is not listed; see [`oddness`].
const ODD: u32 = 2;

/// What is known of the files of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kind {
    /// Files, read or not.
    pub files: u64,
    /// Those of which not a single article could be read.
    pub unread: u64,
    /// Articles.
    pub articles: u64,
    /// Articles with a headline.
    pub headlines: u64,
    /// Articles with an author or an agency.
    pub bylines: u64,
    /// Articles with a date, however exact.
    pub dates: u64,
}

/// A text that stands in several places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// Where it was met first; of files that are read at once, either may be the first.
    pub of: Source,
    /// How often it stands there, at least 2.
    pub number: u64,
}

/// What is found. Lists are the first few in the order of their places.
#[derive(Debug)]
pub struct Findings {
    /// By the ending of the file names, without what packs them; it may be empty.
    pub kinds: BTreeMap<String, Kind>,
    /// By tag; the empty one stands for articles whose language is not known.
    pub languages: BTreeMap<String, u64>,
    /// Articles without a headline, author or agency, date.
    pub without_headline: Sample<Source>,
    /// See `without_headline`.
    pub without_byline: Sample<Source>,
    /// See `without_headline`.
    pub without_date: Sample<Source>,
    /// Files and articles that cannot be read: the place, and why.
    pub skipped: Sample<(Source, String)>,
    /// What many articles have in common.
    pub furniture: Furniture,
    /// How often each odd name of an author stands in a byline.
    odd: BTreeMap<String, (u64, Source)>,
    /// Each text by its hash: where it was met first, and how often.
    texts: HashMap<u64, Copies>,
}

impl Default for Findings {
    fn default() -> Self {
        Findings {
            kinds: BTreeMap::new(),
            languages: BTreeMap::new(),
            without_headline: Sample::of(LISTED),
            without_byline: Sample::of(LISTED),
            without_date: Sample::of(LISTED),
            skipped: Sample::of(LISTED),
            furniture: Furniture::default(),
            odd: BTreeMap::new(),
            texts: HashMap::new(),
        }
    }
}

impl Findings {
    /// Notes a file, and how many articles are in it.
    pub(super) fn file(&mut self, file: &str, articles: u64) {
        let kind = self.kind(file);
        kind.files += 1;
        kind.unread += u64::from(articles == 0);
    }

    /// Notes an article of a file.
    pub(super) fn article(&mut self, file: &str, article: Seen) {
        let Seen { source, authors, has_headline, has_byline, has_date, language, text } = article;
        let kind = self.kind(file);
        kind.articles += 1;
        kind.headlines += u64::from(has_headline);
        kind.bylines += u64::from(has_byline);
        kind.dates += u64::from(has_date);
        *self.languages.entry(language).or_default() += 1;
        for name in authors.into_iter().filter(|name| oddness(name) >= ODD) {
            self.odd.entry(name).or_insert((0, source.clone())).0 += 1;
        }
        if let Some(text) = text {
            let copies = || Copies { of: source.clone(), number: 0 };
            self.texts.entry(text).or_insert_with(copies).number += 1;
        }
        if !has_headline {
            self.without_headline.push(source.clone());
        }
        if !has_byline {
            self.without_byline.push(source.clone());
        }
        if !has_date {
            self.without_date.push(source);
        }
    }

    /// Notes what cannot be read.
    pub(super) fn error(&mut self, error: corpus::Error) {
        self.skipped.push((error.place, error.cause.to_string()));
    }

    /// Returns all kinds together.
    pub fn together(&self) -> Kind {
        self.kinds.values().fold(Kind::default(), |all, kind| Kind {
            files: all.files + kind.files,
            unread: all.unread + kind.unread,
            articles: all.articles + kind.articles,
            headlines: all.headlines + kind.headlines,
            bylines: all.bylines + kind.bylines,
            dates: all.dates + kind.dates,
        })
    }

    /// Returns the oddest names of authors, how many articles have each, and one of those; the
    /// oddest first, then the most frequent.
    pub fn odd_names(&self) -> Vec<(&str, u64, &Source)> {
        let mut odd: Vec<_> = self
            .odd
            .iter()
            .map(|(name, (number, place))| (name.as_str(), *number, place))
            .collect();
        odd.sort_by_key(|(name, number, _)| std::cmp::Reverse((oddness(name), *number)));
        odd.truncate(LISTED);
        odd
    }

    /// Returns how many articles are copies of another, and the texts with the most copies.
    pub fn copies(&self) -> (u64, Vec<&Copies>) {
        let mut copies: Vec<&Copies> = self.texts.values().filter(|text| text.number > 1).collect();
        let number = copies.iter().map(|text| text.number - 1).sum();
        copies.sort_by(|a, b| b.number.cmp(&a.number).then_with(|| a.of.cmp(&b.of)));
        copies.truncate(LISTED);
        (number, copies)
    }

    fn kind(&mut self, file: &str) -> &mut Kind {
        self.kinds.entry(unpacked_extension(file)).or_default()
    }
}
