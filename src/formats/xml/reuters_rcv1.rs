//! Reuters Corpus Volume 1 and 2: one article a file.
//! <https://trec.nist.gov/data/reuters/reuters.html>

use super::blocks;
use super::draft::{Draft, Said};
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
    let line = |path| item.said(path);
    let attribute = |place, name: &str| Said::at(place, item.attribute(name).map(str::to_owned));
    let metas = item.at("metadata/dc");
    let meta = |name| {
        let meta = metas.iter().find(|meta| meta.is("element", name))?;
        Said::at(name, meta.attribute("value").map(str::to_owned))
    };
    let publisher = || {
        let publisher = meta("dc.publisher")?;
        Some(Said { text: agency(&publisher.text), ..publisher })
    };
    let text = item.at("text").into_iter();
    Draft {
        // `title` has the country before it.
        headlines: vec![line("headline"), line("title")],
        bylines: vec![("byline", item.each("byline").filter_map(Element::own_line).collect())],
        credits: vec![meta("dc.source"), publisher()],
        dateline: line("dateline"),
        dates: vec![attribute("@date", "date"), meta("dc.date.published"), meta("dc.date.created")],
        publications: vec![meta("dc.publisher")],
        languages: vec![attribute("@xml:lang", "xml:lang")],
        label: attribute("@itemid", "itemid"),
        paragraphs: text.flat_map(blocks::paragraphs_of).collect(),
        ..Draft::default()
    }
}

/// "Reuters Holdings Plc" is the company.
fn agency(publisher: &str) -> String {
    publisher.replace(" Holdings Plc", "")
}
