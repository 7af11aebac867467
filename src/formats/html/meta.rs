//! The metadata in the head of a page: `meta` elements, the language, the canonical address.

use dom_query::Document;

use super::markup::plain;
use crate::article::Origin;

/// Keys that name the authors, best first (measured: `extraction.md` 3). `twitter:creator` is not
/// among them: it is the account of the site.
pub(super) const AUTHOR: &[&str] = &[
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article:author_name",
    "article:author",
    "og:author",
    "rbauthors",
    "cxenseparse:author",
    "creator",
    "byline",
    LABELLED,
    "dc.contributor",
];
/// Labels of `twitter:data1` that make it the author.
const WRITTEN_BY: &[&str] =
    &["written by", "verfasst von", "écrit par", "escrito por", "scritto da", "geschreven door"];
/// The key that `twitter:data1` gets then.
const LABELLED: &str = "written by";
/// Keys of the day of publication, best first.
pub(super) const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "date_published",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "dc.created",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published",
    "published_date",
    "article_date_original",
    "article.published",
    "article:created",
    "article:post_date",
    "originalpublicationdate",
    "rnews:datepublished",
    "cse-pubdate",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "shareaholic:article_published_time",
    "vr:published_time",
    "displaydate",
    "firstpublished",
    "ptime",
    "pdate",
    "datecreated",
    "created",
    "release_date",
    "date",
    "published-date",
    "w-published-date",
];
/// Keys of the headline.
pub(super) const HEADLINE: &[&str] =
    &["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "citation_title"];
/// Keys of the section.
pub(super) const SECTION: &[&str] = &["article:section", "parsely-section", "sailthru.section"];

/// The metadata of a page.
#[derive(Debug, Default)]
pub(super) struct Meta {
    /// Keys in lower case, and their values, in the order of the page.
    pairs: Vec<(String, String)>,
    /// The text of `title`.
    pub title: Option<String>,
    /// The language that the page declares, as it is written.
    pub language: Option<String>,
    /// The canonical address.
    pub canonical: Option<String>,
}

impl Meta {
    /// Reads the metadata of a page. Some sites write `name` for `property`, or `value` for
    /// `content`.
    pub(super) fn read(document: &Document) -> Self {
        let mut pairs = Vec::new();
        for element in document.select("meta").nodes() {
            let value = element.attr("content").or_else(|| element.attr("value"));
            let Some(value) = value.filter(|value| !value.trim().is_empty()) else { continue };
            for attribute in ["name", "property", "itemprop"] {
                if let Some(key) = element.attr(attribute) {
                    pairs.push((key.trim().to_lowercase(), value.to_string()));
                }
            }
        }
        // Plugins of WordPress label what they write for social media.
        let value = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|it| it.1.clone());
        if let (Some(label), Some(name)) = (value("twitter:label1"), value("twitter:data1"))
            && WRITTEN_BY.contains(&label.trim().to_lowercase().as_str())
        {
            pairs.push((LABELLED.to_owned(), name));
        }
        let attribute = |selector: &str, name: &str| {
            document.select_single(selector).attr(name).and_then(|value| plain(&value))
        };
        Meta {
            pairs,
            title: plain(&document.select_single("head title, title").text()),
            language: attribute("html", "lang").or_else(|| attribute("html", "xml:lang")),
            canonical: attribute("link[rel='canonical']", "href"),
        }
    }

    /// Returns the values of `key`, plain and on one line.
    pub(super) fn all<'m>(&'m self, key: &'m str) -> impl Iterator<Item = String> + 'm {
        self.pairs.iter().filter(move |(name, _)| name == key).filter_map(|(_, text)| plain(text))
    }

    /// Returns the first value of each of `keys`, in the order of these.
    pub(super) fn each<'m>(&'m self, keys: &'m [&str]) -> impl Iterator<Item = String> + 'm {
        keys.iter().filter_map(|key| self.all(key).next())
    }

    /// As [`each`](Self::each), with the place.
    pub(super) fn said<'m>(
        &'m self,
        keys: &'m [&str],
    ) -> impl Iterator<Item = (String, Origin)> + 'm {
        let said = |key: &&str| Some((self.all(key).next()?, Origin::sure(format!("meta[{key}]"))));
        keys.iter().filter_map(said)
    }

    /// Returns the first value of the first of `keys` that is there.
    pub(super) fn first(&self, keys: &[&str]) -> Option<String> {
        self.each(keys).next()
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{AUTHOR, Meta, PUBLISHED, SECTION};

    #[track_caller]
    fn check(head: &str, keys: &[&str], expected: &str) {
        let meta = Meta::read(&Document::from(format!("<html><head>{head}</head><body>")));
        assert_eq!(meta.first(keys).unwrap_or_default(), expected);
    }

    #[test]
    fn a_key_stands_in_property_or_name_and_its_value_in_content_or_value() {
        check("<meta property='article:section' content='World'>", SECTION, "World");
        check("<meta name='Article:Section' value=' World\n news '>", SECTION, "World news");
        check("<meta name='article:section' content=' '>", SECTION, "");
    }

    #[test]
    fn a_label_tells_what_the_data_for_social_media_are() {
        let head = "<meta name=twitter:label1 content='Written by'>\
                    <meta name=twitter:data1 content='Jane Doe'>";
        check(head, AUTHOR, "Jane Doe");
        check(&head.replace("Written by", "Reading time"), AUTHOR, "");
    }

    #[test]
    fn the_better_key_wins_wherever_it_stands() {
        let head = "<meta name=date content=2020-01-01>\
                    <meta property=article:published_time content=2024-03-05>";
        check(head, PUBLISHED, "2024-03-05");
    }

    #[test]
    fn language_address_and_title_are_read() {
        let page = "<html lang=en-US><link rel=canonical href=https://post.test/1><title>A\n B";
        let meta = Meta::read(&Document::from(page));
        assert_eq!(meta.language.as_deref(), Some("en-US"));
        assert_eq!(meta.canonical.as_deref(), Some("https://post.test/1"));
        assert_eq!(meta.title.as_deref(), Some("A B"));
    }
}
