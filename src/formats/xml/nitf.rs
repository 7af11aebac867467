//! NITF 3: one article a file, or inside `NewsML`; and the house rules of the New York Times Annotated
//! Corpus (LDC2008T19).

use super::blocks;
use super::draft::{Draft, Said};
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
    let attribute = |path: &str, name: &str| -> Option<String> {
        nitf.at(path).into_iter().find_map(|element| element.attribute(name)).map(str::to_owned)
    };
    let meta = |name: &str| -> Option<String> {
        let metas = nitf.at("head/meta");
        let meta = metas.into_iter().find(|meta| meta.is("name", name))?;
        meta.attribute("content").map(str::to_owned)
    };
    let docdata = |path: &str, name: &str| attribute(&format!("head/docdata/{path}"), name);
    let subject = |name: &str| attribute("head/tobject/tobject.subject", name);
    let head = |place: &'static str| Said::at(place, nitf.line(&format!("body/body.head/{place}")));
    let publication = || Said::at("pubdata@name", attribute("head/pubdata", "name"));
    Draft {
        headlines: vec![
            head("hedline/hl1"),
            head("hedline"),
            nitf.said("head/title"),
            head("hedline/hl2"),
        ],
        bylines: bylines(nitf),
        credits: vec![
            Said::at("doc.copyright@holder", docdata("doc.copyright", "holder")),
            publication(),
        ],
        distributors: vec![head("distributor")],
        dateline: head("dateline"),
        dates: vec![
            Said::at("pubdata@date.publication", attribute("head/pubdata", "date.publication")),
            Said::at("date.issue@norm", docdata("date.issue", "norm")),
            Said::at("date.release@norm", docdata("date.release", "norm")),
            Said::at("meta[name=publication_year]", date_of_metas(&meta)),
            Said::at("story.date@norm", attribute("body/body.head/dateline/story.date", "norm")),
            head("dateline/story.date"),
            nitf.said("head/docdata/date.issue"),
        ],
        sections: vec![
            Said::at("meta[name=online_sections]", meta("online_sections")),
            Said::at("pubdata@position.section", attribute("head/pubdata", "position.section")),
            Said::at("meta[name=dsk]", meta("dsk")),
            Said::at("tobject.subject@matter", subject("tobject.subject.matter")),
            Said::at("tobject.subject@type", subject("tobject.subject.type")),
        ],
        publications: vec![publication()],
        urls: vec![
            Said::at("meta[name=alternate_url]", meta("alternate_url")),
            Said::at("pubdata@ex-ref", attribute("head/pubdata", "ex-ref")),
        ],
        languages: vec![
            Said::at("@xml:lang", nitf.attribute("xml:lang").map(str::to_owned)),
            Said::at("body@xml:lang", attribute("body", "xml:lang")),
        ],
        label: Said::at("doc-id@id-string", docdata("doc-id", "id-string")),
        people: people(nitf),
        paragraphs: body(nitf),
    }
}

/// Several elements are several people, or, in the corpus of the New York Times, one byline twice: as
/// printed, and normalized, which loses the agency.
fn bylines(nitf: &Element) -> Vec<(&'static str, Vec<String>)> {
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
        ("byline[class=print_byline]", printed("print_byline")),
        ("byline[class=normalized_byline]", printed("normalized_byline")),
        ("byline", plain.map(|byline| byline_text(byline)).collect()),
        ("byline", found.iter().map(|byline| byline_text(byline)).collect()),
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
