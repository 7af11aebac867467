//! Lines of a page that are no part of the article: what its head repeats, buttons, lists of
//! other articles.

use std::collections::HashSet;

use super::markup::{Block, Kind};
use super::words::same;
use crate::article::{Byline, is_date_line};
use crate::text::key;

/// What is known of the article before its text is read.
pub(super) struct Known<'a> {
    /// The headline.
    pub headline: &'a str,
    /// Who wrote it.
    pub byline: &'a Byline,
}

/// Blocks at the beginning that may repeat headline, byline and date.
const HEAD: usize = 8;

/// Words of lines that hold a byline or a date, besides the names.
const HEAD_WORDS: &[&str] = &[
    "a",
    "af",
    "am",
    "and",
    "apr",
    "april",
    "at",
    "aug",
    "august",
    "av",
    "by",
    "comments",
    "dec",
    "december",
    "di",
    "door",
    "est",
    "et",
    "feb",
    "february",
    "friday",
    "gmt",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "last",
    "m",
    "mar",
    "march",
    "may",
    "min",
    "minute",
    "minutes",
    "monday",
    "nov",
    "november",
    "oct",
    "october",
    "of",
    "on",
    "p",
    "par",
    "pm",
    "por",
    "posted",
    "pst",
    "published",
    "read",
    "saturday",
    "sep",
    "sept",
    "september",
    "story",
    "sunday",
    "text",
    "thursday",
    "tuesday",
    "updated",
    "utc",
    "von",
    "wednesday",
    "words",
    "written",
];
/// Words of lines that are buttons.
const BUTTONS: &[&str] = &[
    "a",
    "ad",
    "add",
    "advertisement",
    "advertising",
    "article",
    "artikel",
    "auf",
    "bookmark",
    "comentarios",
    "comment",
    "commentaires",
    "commenti",
    "comments",
    "compartilhar",
    "compartir",
    "condividi",
    "copy",
    "delen",
    "den",
    "drucken",
    "email",
    "en",
    "envoyer",
    "facebook",
    "flipboard",
    "follow",
    "friend",
    "google",
    "imprimer",
    "imprimir",
    "instagram",
    "it",
    "kommentare",
    "kopieren",
    "la",
    "le",
    "leave",
    "like",
    "link",
    "linkedin",
    "mail",
    "merken",
    "messenger",
    "more",
    "on",
    "partager",
    "per",
    "pin",
    "pinterest",
    "pocket",
    "post",
    "print",
    "reageer",
    "reddit",
    "save",
    "senden",
    "share",
    "shares",
    "stampa",
    "story",
    "sur",
    "teilen",
    "telegram",
    "this",
    "to",
    "tumblr",
    "tweet",
    "twitter",
    "us",
    "via",
    "whatsapp",
    "with",
    "x",
    "your",
];
/// How titles of lists of other articles begin.
const LISTS: &[&str] = &[
    "also read",
    "editors picks",
    "latest news",
    "more from",
    "more on this",
    "more stories",
    "most popular",
    "most read",
    "most viewed",
    "read also",
    "read more",
    "read next",
    "recommended",
    "related",
    "see also",
    "top stories",
    "trending",
    "you may also like",
    "you might also like",
];

/// Returns the texts of `blocks` without those that are no part of the article. A page of nothing
/// but links has none.
pub(super) fn cleaned(blocks: Vec<Block>, known: &Known<'_>) -> Vec<String> {
    if blocks.iter().all(|block| is_link(block) || same(&block.text, known.headline)) {
        return Vec::new();
    }
    let head = HeadWords::of(known);
    let mut in_list = false;
    let mut texts: Vec<String> = Vec::new();
    for (i, block) in blocks.into_iter().enumerate() {
        let words = key(&block.text);
        let begins_list = LISTS.iter().any(|list| words.starts_with(list));
        let is_title = words.split(' ').count() <= 6 && !block.text.ends_with('.');
        in_list = (in_list && is_link(&block))
            || (begins_list && (is_title || block.kind == Kind::Heading));
        let is_pointer = begins_list && 2 * block.linked > block.text.len();
        let repeats = i < HEAD
            && (same(&block.text, known.headline)
                || head.make(&words)
                || is_byline(&block.text)
                || is_date_line(&block.text));
        if !(in_list || is_pointer || repeats || is_button(&words)) {
            texts.push(block.text);
        }
    }
    texts
}

/// Tells of a line whether it looks like furniture.
pub(super) struct Facts {
    /// Folded.
    headline: String,
    head: HeadWords,
}

impl Facts {
    /// Prepares for the lines of a page.
    pub(super) fn of(known: &Known<'_>) -> Self {
        Facts { headline: key(known.headline), head: HeadWords::of(known) }
    }

    /// Returns whether `line` is the headline, a line of byline or date, a byline, a date, a button,
    /// the title of a list of other articles.
    pub(super) fn about(&self, line: &str) -> [bool; 6] {
        // The longest headlines have some 300 bytes.
        if line.len() > 400 {
            return [false; 6];
        }
        let words = key(line);
        [
            words == self.headline && !words.is_empty(),
            self.head.make(&words),
            is_byline(line),
            line.len() <= 120 && is_date_line(line),
            is_button(&words),
            LISTS.iter().any(|list| words.starts_with(list)),
        ]
    }
}

fn is_link(block: &Block) -> bool {
    10 * block.linked >= 8 * block.text.len()
}

/// Returns true for a line of its own such as "By Jane Doe".
fn is_byline(line: &str) -> bool {
    let by = line.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("by "));
    by && line.len() < 120 && !line.ends_with('.') && !Byline::parse(line).authors.is_empty()
}

fn is_button(words: &str) -> bool {
    words.split(' ').count() <= 8 && words.split(' ').all(|word| BUTTONS.contains(&word))
}

/// The words of the byline, and those that stand beside it.
struct HeadWords(HashSet<String>);

impl HeadWords {
    fn of(known: &Known<'_>) -> Self {
        let names = known.byline.authors.iter().map(|author| author.name.key().to_owned());
        let roles =
            known.byline.authors.iter().filter_map(|author| author.role.as_deref()).map(key);
        let agency = known.byline.agency.as_deref().map(key);
        let lines = names.chain(roles).chain(agency);
        HeadWords(
            lines.flat_map(|line| line.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect(),
        )
    }

    /// Returns true if a line has no other words.
    fn make(&self, words: &str) -> bool {
        let numeral = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
        words.split(' ').count() <= 16
            && words
                .split(' ')
                .all(|word| self.0.contains(word) || HEAD_WORDS.contains(&word) || numeral(word))
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{Known, cleaned};
    use crate::article::{Author, Byline, Name};
    use crate::formats::html::markup::{Touching, blocks};

    #[track_caller]
    fn check(page: &str, expected: &[&str]) {
        let author = Author { name: Name::new("Jane Doe").unwrap(), role: None };
        let byline = Byline { authors: vec![author], agency: None };
        let known = Known { headline: "Bridge opens", byline: &byline };
        let document = Document::from(page);
        assert_eq!(cleaned(blocks(&document.root(), Touching::Joined), &known), expected);
    }

    #[test]
    fn headline_byline_and_date_are_not_repeated_in_the_body() {
        check(
            "<h1>Bridge Opens</h1><p>By Jane Doe</p><p>Updated: March 5, 2024, 3 pm</p><p>It opened.",
            &["It opened."],
        );
        check("<p>Doe opened it.</p><p>By day.", &["Doe opened it.", "By day."]);
        for date in [
            "15. Mai 2021, 6:30 Uhr",
            "Stand: 15.05.2021 – 06:30 Uhr",
            "Publié le 15 mai 2021 à 06h30, mis à jour le 16 mai 2021",
            "Saturday 15 May 2021 06:30 GMT | Updated 07:00",
            "2021年5月15日 更新",
        ] {
            check(&format!("<p>{date}</p><p>It opened."), &["It opened."]);
        }
        check("<p>15. Mai 2021: sie fährt.", &["15. Mai 2021: sie fährt."]);
    }

    #[test]
    fn buttons_are_dropped() {
        check(
            "<p>It opened.</p><p>Share on Facebook</p><p>Share prices fell.",
            &["It opened.", "Share prices fell."],
        );
    }

    #[test]
    fn lists_of_other_articles_are_dropped() {
        check(
            "<p>It opened.</p><h3>Related articles</h3><ul><li><a>Tolls rise</a><li><a>Ship sinks</a></ul>\
             <p>Read more: <a>Tolls rise again</a></p><p>It closed.</p><p>Related costs rose.",
            &["It opened.", "It closed.", "Related costs rose."],
        );
    }

    #[test]
    fn a_page_of_links_has_no_text() {
        check("<ul><li><a>News</a><li><a>Sport</a></ul>", &[]);
    }
}
