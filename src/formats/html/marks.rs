//! What sites name the elements that hold bylines and dates.

use dom_query::NodeRef;

/// The rank of elements that hold a whole byline, not one author.
pub(super) const WHOLE_BYLINE: usize = 3;
/// The rank of a text behind a label such as "Written by".
pub(super) const LABELLED: usize = 4;
/// The rank of a text that begins with "By".
pub(super) const BEGINS: usize = 5;
/// The rank of links to the page of a person.
pub(super) const PERSON_PAGE: usize = 6;
/// The rank of elements that hold the day of the last change, often that of publication as well.
pub(super) const UPDATED: usize = 4;

/// The names that an element goes by; empty for any other node.
#[derive(Default)]
pub(super) struct Marks {
    /// Of the element itself.
    pub name: String,
    /// Its classes, id and test id, in lower case.
    pub names: String,
    pub itemprop: String,
    rel: String,
    href: String,
}

impl Marks {
    /// Reads the names of an element.
    pub(super) fn of(node: &NodeRef<'_>) -> Self {
        let mut marks = Marks::default();
        let Some(element) = node.element_ref() else { return marks };
        marks.name.push_str(&element.name.local);
        for attribute in &element.attrs {
            let value = &attribute.value;
            match &*attribute.name.local {
                "class" | "id" | "data-testid" => {
                    marks.names.push_str(value);
                    marks.names.push(' ');
                }
                "itemprop" => marks.itemprop.push_str(value),
                "rel" => marks.rel.push_str(value),
                "href" if marks.name == "a" => marks.href.push_str(value),
                _ => {}
            }
        }
        marks.names.make_ascii_lowercase();
        marks
    }

    fn named(&self, parts: &[&str]) -> bool {
        parts.iter().any(|part| self.names.contains(part))
    }

    /// Returns true for classes such as `author`, `the-author` and `author_text`.
    fn is_author(&self) -> bool {
        let mut pieces = self.names.split(|c: char| !c.is_ascii_alphanumeric());
        pieces.any(|piece| piece == "author" || piece.ends_with("author"))
    }

    /// Returns how likely it holds an author or byline of the article, from 0, the likeliest.
    pub(super) fn author_rank(&self) -> Option<usize> {
        let whole = [
            "byline",
            "by-line",
            "article-author",
            "post-author",
            "entry-author",
            "article__author",
            "authors",
            "writer",
            "reporter",
            "autor",
            "signature",
            "authored",
        ];
        let single = [
            "author-name",
            "authorname",
            "author__name",
            "author_name",
            "byline-name",
            "byline__name",
            "byline__author",
            "byline-author",
        ];
        let pages = [
            "/author/",
            "/authors/",
            "/autor/",
            "/profile/",
            "/by/",
            "/staff/",
            "/people/",
            "/contributors/",
        ];
        if matches!(self.name.as_str(), "article" | "main" | "svg" | "style" | "noscript") {
            None
        } else if self.itemprop.split_ascii_whitespace().any(|name| name == "author") {
            Some(0)
        } else if self.rel.split_ascii_whitespace().any(|name| name == "author") {
            Some(1)
        } else if self.named(&single) {
            Some(2)
        } else if self.named(&whole) || self.is_author() {
            Some(WHOLE_BYLINE)
        } else {
            pages.iter().any(|part| self.href.contains(part)).then_some(PERSON_PAGE)
        }
    }

    /// Returns how likely it holds the day of publication, from 0, the likeliest.
    pub(super) fn date_rank(&self) -> Option<usize> {
        let published = [
            "publish",
            "pubdate",
            "pub-date",
            "post-date",
            "entry-date",
            "article-date",
            "articledate",
            "timestamp",
            "posted-on",
            "datum",
        ];
        if self.named(&["updat", "modif"]) || self.itemprop.contains("dateModified") {
            (self.name == "time").then_some(UPDATED)
        } else if self.itemprop.contains("datePublished") {
            Some(0)
        } else if self.name == "time" {
            Some(usize::from(!self.named(&["publish", "entry-date"])))
        } else if self.named(&published) {
            Some(2)
        } else {
            self.named(&["date", "time", "meta", "byline", "info"]).then_some(3)
        }
    }
}
