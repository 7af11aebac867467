//! NITF 3: one article a file, or inside `NewsML`; and the house rules of the New York Times Annotated
//! Corpus (LDC2008T19).

use super::blocks;
use super::draft::Draft;
use super::element::{Element, Node};
use super::sniff::is_rooted;
use super::stream::{Shape, articles};
use crate::formats::format::Format;

/// The row of this format.
pub(in super::super) const FORMAT: Format = Format {
    name: "NITF",
    extensions: super::EXTENSIONS,
    sniff: |head| is_rooted(head, &["nitf"]),
    is_proof: true,
    read: |input| articles(input, &SHAPE),
};

const SHAPE: Shape = Shape {
    is_container: |_| false,
    articles: &["nitf"],
    article: |nitf, beside| draft(nitf).article(beside.file).map(Some),
};

/// Reads the element `nitf`.
pub(super) fn draft(nitf: &Element) -> Draft {
    let owned = |value: Option<&str>| value.map(str::to_owned);
    let attribute = |path: &str, name: &str| {
        nitf.at(path).into_iter().find_map(|element| owned(element.attribute(name)))
    };
    let meta = |name: &str| {
        let metas = nitf.at("head/meta");
        metas
            .into_iter()
            .find(|meta| meta.is("name", name))
            .and_then(|meta| owned(meta.attribute("content")))
    };
    let head = |path: &str| nitf.line(&format!("body/body.head/{path}"));
    Draft {
        headlines: vec![
            head("hedline/hl1"),
            head("hedline"),
            nitf.line("head/title"),
            head("hedline/hl2"),
        ],
        bylines: bylines(nitf),
        credits: vec![
            attribute("head/docdata/doc.copyright", "holder"),
            attribute("head/pubdata", "name"),
        ],
        distributors: vec![head("distributor")],
        dateline: head("dateline"),
        dates: vec![
            attribute("head/pubdata", "date.publication"),
            attribute("head/docdata/date.issue", "norm"),
            attribute("head/docdata/date.release", "norm"),
            date_of_metas(&meta),
            attribute("body/body.head/dateline/story.date", "norm"),
            head("dateline/story.date"),
            nitf.line("head/docdata/date.issue"),
        ],
        sections: vec![
            meta("online_sections"),
            attribute("head/pubdata", "position.section"),
            meta("dsk"),
            attribute("head/tobject/tobject.subject", "tobject.subject.matter"),
            attribute("head/tobject/tobject.subject", "tobject.subject.type"),
        ],
        publications: vec![attribute("head/pubdata", "name")],
        urls: vec![meta("alternate_url"), attribute("head/pubdata", "ex-ref")],
        languages: vec![owned(nitf.attribute("xml:lang")), attribute("body", "xml:lang")],
        label: attribute("head/docdata/doc-id", "id-string"),
        people: people(nitf),
        paragraphs: body(nitf),
    }
}

/// Several elements are several people, or, in the corpus of the New York Times, one byline twice: as
/// printed, and normalized, which loses the agency.
fn bylines(nitf: &Element) -> Vec<Vec<String>> {
    let found = nitf.at("body/body.head/byline");
    let printed = |class: &str| -> Vec<String> {
        found
            .iter()
            .filter(|byline| byline.is("class", class))
            .map(|byline| byline_text(byline))
            .collect()
    };
    let plain = found.iter().filter(|byline| byline.attribute("class").is_none());
    vec![
        printed("print_byline"),
        printed("normalized_byline"),
        plain.map(|byline| byline_text(byline)).collect(),
        found.iter().map(|byline| byline_text(byline)).collect(),
    ]
}

/// "By <person>Jane Doe</person> <byttl>Staff Reporter</byttl>": what follows a name is parted from
/// it by a comma.
fn byline_text(byline: &Element) -> String {
    let mut text = String::new();
    for node in &byline.children {
        match node {
            Node::Text(piece) => text.push_str(piece),
            Node::Element(element) => {
                let is_parted = text.trim_end().is_empty()
                    || text.trim_end().ends_with([',', '(', '|', ':', ';'])
                    || !matches!(&*element.name, "byttl" | "org" | "location");
                text.push_str(if is_parted { " " } else { ", " });
                text.push_str(&element.text());
                text.push(' ');
            }
        }
    }
    // "Jane Doe , Editor" is how the spaces around elements come out.
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace(" ,", ",")
}

fn date_of_metas(meta: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let number = |name: &str| meta(name)?.trim().parse::<u16>().ok();
    let (year, month) = (number("publication_year")?, number("publication_month")?);
    let day = number("publication_day_of_month");
    Some(day.map_or_else(
        || format!("{year:04}-{month:02}"),
        |day| format!("{year:04}-{month:02}-{day:02}"),
    ))
}

/// Those that are listed, and those that are marked in the text; not in the byline.
fn people(nitf: &Element) -> Vec<String> {
    let listed = nitf.at("head/docdata/identified-content/person");
    let of_corpus = nitf.at("head/docdata/identified-content/classifier");
    let names = of_corpus.into_iter().filter(|classifier| classifier.is("type", "names"));
    let texts = nitf.at("body/body.content");
    let headlines = nitf.at("body/body.head/hedline");
    let marked = headlines.into_iter().chain(texts).flat_map(|text| text.all("person"));
    listed.into_iter().chain(names).chain(marked).filter_map(Element::own_line).collect()
}

/// The text. The corpus of the New York Times has the lead a second time in a block of its own.
fn body(nitf: &Element) -> Vec<String> {
    let contents = nitf.at("body/body.content");
    let blocks = contents.iter().flat_map(|content| content.each("block"));
    let full: Vec<&Element> = blocks.filter(|block| block.is("class", "full_text")).collect();
    let read = if full.is_empty() { contents } else { full };
    let text: Vec<String> = read.into_iter().flat_map(blocks::paragraphs_of).collect();
    if !text.is_empty() {
        return text;
    }
    nitf.at("body/body.head/abstract").into_iter().flat_map(blocks::paragraphs_of).collect()
}
