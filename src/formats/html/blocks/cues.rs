//! What elements and their names tell of the text in them.

use std::ops::{BitOr, BitOrAssign};

/// An element, as far as it tells something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Tag {
    #[default]
    Other,
    Paragraph,
    Division,
    Heading1,
    Heading,
    Item,
    List,
    Caption,
    Figure,
    Table,
    Row,
    Quote,
    Code,
    Nav,
    Footer,
    Header,
    Aside,
    Form,
    Article,
    Main,
    Section,
    Link,
    Stress,
    Small,
    Cell,
    /// Its text is not shown.
    Unread,
}

impl Tag {
    /// Returns the tag of an element.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "p" => Tag::Paragraph,
            "div" | "center" | "details" | "summary" | "address" | "fieldset" | "hr" => {
                Tag::Division
            }
            "h1" => Tag::Heading1,
            "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
            "li" | "dd" | "dt" => Tag::Item,
            "ul" | "ol" | "dl" => Tag::List,
            "figcaption" | "caption" => Tag::Caption,
            "figure" => Tag::Figure,
            "table" => Tag::Table,
            "tr" => Tag::Row,
            "td" | "th" => Tag::Cell,
            "blockquote" => Tag::Quote,
            "pre" => Tag::Code,
            "nav" => Tag::Nav,
            "footer" => Tag::Footer,
            "header" => Tag::Header,
            "aside" => Tag::Aside,
            "form" => Tag::Form,
            "article" => Tag::Article,
            "main" => Tag::Main,
            "section" => Tag::Section,
            "a" => Tag::Link,
            "b" | "strong" | "em" | "i" => Tag::Stress,
            "small" | "label" | "time" | "cite" => Tag::Small,
            "script" | "style" | "noscript" | "template" | "svg" | "button" | "iframe"
            | "select" | "option" | "textarea" | "object" | "audio" | "video" | "canvas"
            | "head" | "title" => Tag::Unread,
            _ => Tag::Other,
        }
    }

    /// Tells whether a text ends at its edges.
    pub(super) fn is_block(self) -> bool {
        !matches!(self, Tag::Other | Tag::Link | Tag::Stress | Tag::Small | Tag::Cell | Tag::Unread)
    }

    /// Returns its bit in [`Place::tags`](super::walk::Place).
    pub(super) fn bit(self) -> u32 {
        1 << (self as u32)
    }
}

/// What names tell, a bit for each of [`NAMES`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cues(pub(super) u32);

impl BitOr for Cues {
    type Output = Cues;

    fn bitor(self, other: Cues) -> Cues {
        Cues(self.0 | other.0)
    }
}

impl BitOrAssign for Cues {
    fn bitor_assign(&mut self, other: Cues) {
        self.0 |= other.0;
    }
}

/// What words of classes and ids begin with that mean the same; after `=` stands a whole word.
const NAMES: &[&[&str]] = &[
    &["caption", "credit", "photo", "image", "img", "media", "figure", "gallery", "copyright"],
    &["share", "social", "facebook", "twitter", "sharing", "sharedaddy"],
    &["relat", "recommend", "also", "=more", "readmore", "similar", "next", "seealso"],
    &["promo", "newsletter", "subscri", "signup", "paywall", "offer", "=cta", "banner"],
    &["comment", "disqus", "reply", "respond"],
    &["nav", "menu", "breadcrumb", "toolbar", "pagination", "pager"],
    &["footer", "foot", "bottom"],
    &["sidebar", "widget", "aside", "rail", "secondary"],
    &["byline", "author", "=bio", "meta", "date", "time", "info", "publish"],
    &["tag", "topic", "categor", "keyword", "label"],
    &["=ad", "ads", "advert", "sponsor", "taboola", "outbrain", "dfp"],
    &["hidden", "print", "screenreader", "=sr", "popup", "modal", "cookie", "consent"],
    &["title", "headline", "heading"],
    &["summary", "deck", "=dek", "standfirst", "subtitle", "lead", "intro", "excerpt", "teaser"],
    &["article", "story", "post", "entry"],
    &["content", "body", "text", "paragraph", "rich", "main"],
    &["quote", "pull", "highlight", "embed", "tweet", "video", "player"],
    &["popular", "trending", "latest", "=most", "list", "card", "grid", "item"],
];
/// How many kinds of cues there are.
pub(super) const KINDS: usize = NAMES.len();

/// Returns what a word of a class or id tells.
pub(super) fn of_word(word: &str) -> Cues {
    let word = word.to_ascii_lowercase();
    let begins = |part: &&str| match part.strip_prefix('=') {
        Some(whole) => word == whole,
        None => word.starts_with(part),
    };
    let kinds = NAMES.iter().enumerate().filter(|(_, parts)| parts.iter().any(begins));
    Cues(kinds.fold(0, |bits, (kind, _)| bits | 1 << kind))
}

/// Tells whether a style hides an element.
pub(super) fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}
