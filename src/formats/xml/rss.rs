//! RSS: 0.9, 1.0 (RDF) and 2.0, with the modules that news feeds use, and how `WordPress` exports a site.

use super::draft::{Draft, Said, paragraphs};
use super::element::Element;
use super::sniff::{Root, is_rooted};
use super::stream::{Beside, Shape, articles};
use crate::article::Article;
use crate::formats::format::{Error, Format};
use crate::formats::html;

/// The row of RSS.
pub(in super::super) const FORMAT: Format = Format {
    name: "RSS",
    extensions: super::EXTENSIONS,
    sniff: is_rss,
    is_proof: true,
    read: |input| articles(input, &SHAPE),
};

const SHAPE: Shape = Shape {
    is_container: |name| matches!(name, "rss" | "rdf:RDF" | "channel" | "items" | "RDF"),
    articles: &["item"],
    article: |item, beside| draft(item, beside).article(beside.file).map(Some),
};

fn is_rss(head: &str) -> bool {
    let is_rdf = |root: &Root<'_>| {
        let addresses = ["purl.org/rss/", "//my.netscape.com/", "//channel.netscape.com/"];
        root.local() == "RDF" && addresses.iter().any(|address| root.tag().contains(address))
    };
    is_rooted(head, &["rss", "channel"]) || Root::of(head).as_ref().is_some_and(is_rdf)
}

/// Reads an item.
pub(super) fn draft(item: &Element, beside: &Beside<'_>) -> Draft {
    let line = |name| item.said(name);
    let title = |name| Said::at(name, item.line(name).and_then(|title| html::plain(&title)));
    let of_feed = |name: &str| beside.line(name);
    let lines = |name: &str| item.each(name).filter_map(Element::own_line).collect::<Vec<_>>();
    let guid = item.each("guid").next();
    let permalink =
        guid.filter(|guid| !guid.is("isPermaLink", "false")).and_then(Element::own_line);
    let texts =
        ["content:encoded", "xhtml:body", "body", "media:text", "description", "itunes:summary"];
    let text = texts.iter().flat_map(|name| item.each(name)).map(text_of);
    let paragraphs = text.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    let own_source = item.each("source").next().and_then(Element::own_line);
    Draft {
        headlines: vec![title("title"), title("dc:title"), title("media:title")],
        bylines: vec![
            ("dc:creator", lines("dc:creator")),
            ("author", lines("author").iter().map(|author| person(author)).collect()),
            ("itunes:author", lines("itunes:author")),
            ("dc:contributor", lines("dc:contributor")),
        ],
        credits: vec![line("media:credit"), line("dc:publisher")],
        dates: vec![
            line("pubDate"),
            line("dc:date"),
            line("dc:issued"),
            line("dc:created"),
            line("published"),
            line("dc:modified"),
            line("updated"),
        ],
        sections: vec![line("category"), line("dc:subject")],
        publications: vec![
            Said::at("source", own_source),
            line("dc:publisher"),
            Said::at("title of the feed", of_feed("title").and_then(|title| html::plain(&title))),
        ],
        urls: vec![
            line("link"),
            Said::at("guid", permalink),
            Said::at("@rdf:about", item.attribute("rdf:about").map(str::to_owned)),
        ],
        languages: vec![
            line("dc:language"),
            line("language"),
            Said::at("language of the feed", of_feed("language")),
            Said::at("dc:language of the feed", of_feed("dc:language")),
        ],
        label: Said::at("guid", guid.and_then(Element::own_line)),
        paragraphs: without_signature(paragraphs),
        ..Draft::default()
    }
}

/// The text of an element, which is HTML written as text, or elements.
pub(super) fn text_of(element: &Element) -> Vec<String> {
    let found = if element.elements().next().is_some() {
        super::blocks::paragraphs_of(element)
    } else {
        paragraphs(&element.text())
    };
    found.into_iter().filter(|paragraph| !paragraph.trim().is_empty()).collect()
}

/// RSS writes "jane@example.com (Jane Doe)".
fn person(author: &str) -> String {
    match author.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches(')').to_owned(),
        _ => author.to_owned(),
    }
}

/// `WordPress` signs each article of a feed: "The post X appeared first on Y."
fn without_signature(mut paragraphs: Vec<String>) -> Vec<String> {
    let is_signature =
        |last: &String| last.starts_with("The post ") && last.contains(" appeared first on ");
    if paragraphs.len() > 1 && paragraphs.last().is_some_and(is_signature) {
        paragraphs.pop();
    }
    paragraphs
}

/// The row of `WordPress`, whose exports are RSS with more in it.
pub(in super::super) const WORDPRESS: Format = Format {
    name: "WordPress export",
    extensions: super::EXTENSIONS,
    sniff: |head| is_rooted(head, &["rss"]) && head.contains("wordpress.org/export/"),
    is_proof: true,
    read: |input| articles(input, &EXPORT),
};

const EXPORT: Shape = Shape { article: post, ..SHAPE };

/// What `WordPress` exports beside articles.
const NO_ARTICLES: &[&str] = &[
    "attachment",
    "custom_css",
    "customize_changeset",
    "feedback",
    "nav_menu_item",
    "oembed_cache",
    "page",
    "revision",
    "user_request",
];

fn post(item: &Element, beside: &Beside<'_>) -> Result<Option<Article>, Error> {
    let kind = item.line("wp:post_type").unwrap_or_default();
    let is_published = item.line("wp:status").is_none_or(|status| status == "publish");
    if !is_published || NO_ARTICLES.contains(&&*kind) || kind.starts_with("wp_") {
        return Ok(None);
    }
    let mut draft = draft(item, beside);
    // The local day is the one that was printed; the other is that of Greenwich.
    draft.dates.insert(0, item.said("wp:post_date"));
    let (_, logins) = &mut draft.bylines[0];
    *logins = logins.iter().map(|login| author(login, beside)).collect();
    let is_section = |category: &&Element| category.is("domain", "category");
    let sections = item.each("category").filter(is_section).map(Element::own_line);
    draft.sections = sections.map(|section| Said::at("category", section)).collect();
    draft.label = item.said("wp:post_id").or(draft.label);
    let written =
        item.each("content:encoded").map(Element::text).find(|text| !text.trim().is_empty());
    let written = written.or_else(|| item.each("excerpt:encoded").map(Element::text).next());
    draft.paragraphs = editor_paragraphs(&written.unwrap_or_default());
    draft.article(beside.file).map(Some)
}

/// Returns the name of the author who logs in so, as the file lists it.
fn author(login: &str, beside: &Beside<'_>) -> String {
    let mut authors = beside.elements.iter().filter(|element| element.name == "wp:author");
    let author = authors.find(|author| author.line("wp:author_login").as_deref() == Some(login));
    let Some(author) = author else { return login.to_owned() };
    let line = |name: &str| author.line(name);
    let parts = line("wp:author_first_name").zip(line("wp:author_last_name"));
    let display = line("wp:author_display_name").filter(|name| name != login);
    let full = || parts.map(|(first, last)| format!("{first} {last}"));
    display.or_else(full).unwrap_or_else(|| login.to_owned())
}

/// In the editor of `WordPress` an empty line parts two paragraphs, and `[name …]` is a shortcode.
fn editor_paragraphs(text: &str) -> Vec<String> {
    let text = without_shortcodes(text).replace("\r\n", "\n");
    let parted = if text.contains("<p") { text } else { text.replace("\n\n", "\n<p>\n") };
    paragraphs(&parted).into_iter().filter(|paragraph| !paragraph.trim().is_empty()).collect()
}

/// Shortcodes of `WordPress` itself: what they stand for is no text.
const SHORTCODES: &[&str] = &["caption", "gallery", "embed", "audio", "video", "playlist"];

fn without_shortcodes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('[') {
        kept.push_str(before);
        let name = behind.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        // Ends are looked for only near by: most have none.
        let near = &behind[..behind.floor_char_boundary(2_000)];
        let tag = &near[..near.floor_char_boundary(400)];
        let known = SHORTCODES.contains(&name).then(|| tag.find(']')).flatten();
        let Some(tag_end) = known else {
            kept.push('[');
            rest = behind;
            continue;
        };
        let closing = format!("[/{name}]");
        let end = near.find(&closing).map(|at| at + closing.len());
        rest = &behind[end.unwrap_or(tag_end + 1)..];
    }
    kept + rest
}
