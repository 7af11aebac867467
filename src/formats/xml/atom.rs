//! Atom, 1.0 and 0.3: feeds, and entries that stand alone.

use super::draft::{Draft, Said};
use super::element::Element;
use super::rss::text_of;
use super::sniff::{Root, is_rooted};
use super::stream::{Beside, Shape, articles};
use crate::formats::format::Format;
use crate::formats::html;

/// The row of this format.
pub(in super::super) const FORMAT: Format = Format {
    name: "Atom",
    extensions: super::EXTENSIONS,
    sniff: |head| {
        let is_entry = |root: Root<'_>| root.local() == "entry" && root.tag().contains("/Atom");
        is_rooted(head, &["feed"]) || Root::of(head).is_some_and(is_entry)
    },
    is_proof: true,
    read: |input| articles(input, &SHAPE),
};

const SHAPE: Shape = Shape {
    is_container: |name| matches!(name, "feed"),
    articles: &["entry"],
    article: |entry, beside| draft(entry, beside).article(beside.file).map(Some),
};

fn draft(entry: &Element, beside: &Beside<'_>) -> Draft {
    let line = |name| entry.said(name);
    let source = entry.each("source").next();
    let of_source = || source.iter().flat_map(|source| source.each("author"));
    let of_feed = || beside.elements.iter().filter(|element| element.name == "author");
    let titles_of_feed = || beside.elements.iter().filter(|element| element.name == "title");
    let texts = ["content", "summary"];
    let mut texts = texts.iter().flat_map(|name| entry.each(name)).filter(|text| is_text(text));
    let language = |element: &Element| element.attribute("xml:lang").map(str::to_owned);
    Draft {
        headlines: vec![Said::at("title", entry.each("title").find_map(title))],
        bylines: vec![
            ("author", entry.each("author").filter_map(author).collect()),
            ("dc:creator", entry.each("dc:creator").filter_map(Element::own_line).collect()),
            ("source/author", of_source().filter_map(author).collect()),
            ("author of the feed", of_feed().filter_map(author).collect()),
            ("contributor", entry.each("contributor").filter_map(author).collect()),
        ],
        dates: ["published", "issued", "created", "dc:date", "updated", "modified"]
            .map(line)
            .into(),
        sections: entry.each("category").map(|it| Said::at("category", category(it))).collect(),
        publications: vec![
            Said::at("source/title", source.and_then(|it| it.each("title").find_map(title))),
            Said::at("title of the feed", titles_of_feed().find_map(title)),
        ],
        urls: vec![Said::at("link", link(entry)), line("id")],
        languages: vec![
            Said::at("content@xml:lang", entry.each("content").find_map(language)),
            Said::at("@xml:lang", language(entry)),
            Said::at("xml:lang of the feed", language(beside.root)),
        ],
        label: line("id"),
        paragraphs: texts.by_ref().map(text_of).find(|text| !text.is_empty()).unwrap_or_default(),
        ..Draft::default()
    }
}

/// Content may be a picture, or stand elsewhere.
fn is_text(content: &Element) -> bool {
    let kind = content.attribute("type").unwrap_or("text");
    let is_encoded = content.is("mode", "base64");
    !is_encoded
        && (["text", "html", "xhtml"].contains(&kind)
            || kind.contains('/') && {
                kind.starts_with("text/") || kind.contains("xml") || kind.contains("html")
            })
}

/// A title in HTML is written as text.
fn title(title: &Element) -> Option<String> {
    title.own_line().and_then(|title| html::plain(&title))
}

fn author(author: &Element) -> Option<String> {
    author.line("name").or_else(|| author.own_line().filter(|_| author.elements().next().is_none()))
}

fn category(category: &Element) -> Option<String> {
    let said = category.attribute("label").or_else(|| category.attribute("term"));
    said.map(str::to_owned).or_else(|| category.own_line())
}

/// The page of the entry, not its comments or its sound.
fn link(entry: &Element) -> Option<String> {
    let links = || entry.each("link");
    let is_page = |link: &&Element| {
        link.attribute("rel").is_none_or(|rel| rel == "alternate" || rel.ends_with("/alternate"))
    };
    let page = links().find(is_page).and_then(|link| link.attribute("href").map(str::to_owned));
    page.or_else(|| links().find_map(Element::own_line))
}
