//! Reuters Corpus Volume 1 and 2: one article a file.
//! <https://trec.nist.gov/data/reuters/reuters.html>

use super::blocks;
use super::draft::Draft;
use super::element::Element;
use super::sniff::Root;
use super::stream::{Shape, articles};
use crate::formats::format::Format;

/// The row of this format.
pub(in super::super) const FORMAT: Format = Format {
    name: "Reuters Corpus Volume 1",
    extensions: super::EXTENSIONS,
    sniff: |head| {
        Root::of(head).is_some_and(|root| root.name == "newsitem" && root.tag().contains("itemid"))
    },
    is_proof: true,
    read: |input| articles(input, &SHAPE),
};

const SHAPE: Shape = Shape {
    is_container: |_| false,
    articles: &["newsitem"],
    article: |item, beside| draft(item).article(beside.file).map(Some),
};

fn draft(item: &Element) -> Draft {
    let line = |path: &str| item.line(path);
    let attribute = |name: &str| item.attribute(name).map(str::to_owned);
    let metas = item.at("metadata/dc");
    let meta = |name: &str| {
        let meta = metas.iter().find(|meta| meta.is("element", name))?;
        meta.attribute("value").map(str::to_owned)
    };
    let text = item.at("text").into_iter();
    Draft {
        // `title` has the country before it.
        headlines: vec![line("headline"), line("title")],
        bylines: vec![item.each("byline").filter_map(Element::own_line).collect()],
        credits: vec![meta("dc.source"), meta("dc.publisher").map(|name| agency(&name))],
        dateline: line("dateline"),
        dates: vec![attribute("date"), meta("dc.date.published"), meta("dc.date.created")],
        publications: vec![meta("dc.publisher")],
        languages: vec![attribute("xml:lang")],
        label: attribute("itemid"),
        paragraphs: text.flat_map(blocks::paragraphs_of).collect(),
        ..Draft::default()
    }
}

/// "Reuters Holdings Plc" is the company.
fn agency(publisher: &str) -> String {
    publisher.replace(" Holdings Plc", "")
}
