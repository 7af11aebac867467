//! Factiva: what its search saves as XML, many articles a file.

use super::blocks;
use super::draft::{Draft, Said};
use super::element::Element;
use super::sniff::Root;
use super::stream::{Shape, articles};
use crate::formats::format::Format;

/// The row of this format.
pub(in super::super) const FORMAT: Format = Format {
    name: "Factiva",
    extensions: super::EXTENSIONS,
    sniff: |head| {
        let is_export = head.contains("<ppsArticle") || head.contains(":ppsArticle");
        Root::of(head).is_some()
            && (is_export || (head.contains("<leadParagraph") && head.contains("<sourceName")))
    },
    is_proof: true,
    read: |input| articles(input, &SHAPE),
};

const SHAPE: Shape = Shape {
    is_container: |_| true,
    articles: &["article"],
    article: |article, beside| draft(article).article(beside.file).map(Some),
};

fn draft(article: &Element) -> Draft {
    let line = |path| article.said(path);
    let text = ["leadParagraph", "tailParagraphs"].iter().flat_map(|name| article.each(name));
    let date = article.each("publicationDate").next();
    Draft {
        headlines: vec![line("headline")],
        bylines: vec![("byline", article.each("byline").filter_map(Element::own_line).collect())],
        credits: vec![line("credit"), line("sourceName")],
        dates: vec![
            line("publicationDate/date"),
            Said::at("publicationDate", date.and_then(Element::own_line)),
        ],
        sections: vec![line("sectionName"), line("columnName"), line("newsSubject/name")],
        publications: vec![line("sourceName")],
        languages: vec![line("baseLanguage")],
        label: line("accessionNo").or_else(|| line("reference")),
        people: article.at("person/name").into_iter().filter_map(Element::own_line).collect(),
        paragraphs: text.flat_map(blocks::paragraphs_of).collect(),
        ..Draft::default()
    }
}
