//! `NewsML` 1: news items in an envelope, each a tree of components one of which is the text.

use super::blocks;
use super::draft::{Draft, Said, paragraphs};
use super::element::Element;
use super::nitf;
use super::sniff::is_rooted;
use super::stream::{Beside, Shape, articles};
use crate::formats::format::Format;

/// The row of this format.
pub(in super::super) const FORMAT: Format = Format {
    name: "NewsML 1",
    extensions: super::EXTENSIONS,
    sniff: |head| is_rooted(head, &["NewsML"]),
    is_proof: true,
    read: |input| articles(input, &SHAPE),
};

const SHAPE: Shape = Shape {
    is_container: |name| matches!(name, "NewsML"),
    articles: &["NewsItem"],
    article: |item, beside| draft(item, beside).article(beside.file).map(Some),
};

/// Roles of components that hold no text of the article, in lower case.
const NO_TEXT: &[&str] = &[
    "audio",
    "caption",
    "contact",
    "graphic",
    "headline",
    "logo",
    "photo",
    "picture",
    "preview",
    "quicklook",
    "stylesheet",
    "subheadline",
    "thumbnail",
    "video",
];
/// Roles of the component that is the text.
const TEXT: &[&str] = &["body", "main", "main text", "story", "text"];

fn draft(item: &Element, beside: &Beside<'_>) -> Draft {
    let components = components(item);
    let lines = |path: &str| -> Vec<String> {
        let lines = components.iter().flat_map(|(_, component)| component.at(path));
        lines.filter_map(Element::own_line).collect()
    };
    let formal = |path: &str| {
        let found = components.iter().flat_map(|(_, component)| component.at(path));
        let names = found.filter_map(|element| element.attribute("FormalName"));
        // Subjects are often told by their number alone, which is no name of a section.
        names.filter(|name| name.contains(char::is_alphabetic)).map(str::to_owned).next()
    };
    let mut nitf = item.all("nitf").next().map(nitf::draft).unwrap_or_default();
    let mut bylines = vec![("NewsLines/ByLine", lines("NewsLines/ByLine"))];
    bylines.append(&mut nitf.bylines);
    bylines.push(("Creator/Party", lines("AdministrativeMetadata/Creator/Party")));
    let first = |path| Said::at(path, lines(path).into_iter().next());
    let mut headlines = vec![first("NewsLines/HeadLine")];
    headlines.append(&mut nitf.headlines);
    let mut dates: Vec<Option<Said>> = [
        "NewsManagement/FirstCreated",
        "NewsManagement/ThisRevisionCreated",
        "Identification/NewsIdentifier/DateId",
    ]
    .map(|path| item.said(path))
    .into();
    dates.append(&mut nitf.dates);
    let envelope = beside.elements.iter().find(|element| element.name == "NewsEnvelope");
    let sender = envelope.and_then(|envelope| {
        let parties = [envelope.at("SentFrom/Party"), envelope.at("NewsService")].concat();
        parties.into_iter().find_map(|party| party.attribute("FormalName")).map(str::to_owned)
    });
    let provider = Said::at("Provider/Party", formal("AdministrativeMetadata/Provider/Party"));
    let sender = Said::at("NewsEnvelope/SentFrom", sender);
    let credit = first("NewsLines/CreditLine");
    let dateline = first("NewsLines/DateLine").or(nitf.dateline);
    let text = body(&components);
    Draft {
        headlines,
        bylines,
        credits: vec![
            credit.clone(),
            Said::at("Source/Party", formal("AdministrativeMetadata/Source/Party")),
            provider.clone(),
            sender.clone(),
        ],
        distributors: vec![credit],
        dateline,
        dates,
        sections: vec![
            Said::at("SubjectMatter", formal("DescriptiveMetadata/SubjectCode/SubjectMatter")),
            Said::at("Subject", formal("DescriptiveMetadata/SubjectCode/Subject")),
        ],
        publications: vec![provider, sender],
        languages: vec![Said::at("Language", formal("DescriptiveMetadata/Language"))],
        label: item.said("Identification/NewsIdentifier/PublicIdentifier"),
        people: nitf.people,
        paragraphs: if text.is_empty() { nitf.paragraphs } else { text },
        ..Draft::default()
    }
}

/// All components, each with the roles of itself and of those around it, outer ones first; without
/// those that hold no text.
fn components(item: &Element) -> Vec<(String, &Element)> {
    let mut found = Vec::new();
    let mut open: Vec<(String, &Element)> =
        item.each("NewsComponent").map(|component| (role(component), component)).collect();
    open.reverse();
    while let Some((role_so_far, component)) = open.pop() {
        if NO_TEXT.contains(&&*role_so_far) {
            continue;
        }
        let inner = component.each("NewsComponent").map(|inner| {
            let own = role(inner);
            (if own.is_empty() { role_so_far.clone() } else { own }, inner)
        });
        let inner: Vec<_> = inner.collect();
        found.push((role_so_far, component));
        open.extend(inner.into_iter().rev());
    }
    found
}

fn role(component: &Element) -> String {
    let roles = component.each("Role").filter_map(|role| role.attribute("FormalName"));
    roles.map(str::to_lowercase).next().unwrap_or_default()
}

/// The text of the component whose role says that it is that, else the longest there is.
fn body(components: &[(String, &Element)]) -> Vec<String> {
    let texts = components.iter().flat_map(|(role, component)| {
        let contents = component.at("ContentItem/DataContent");
        contents.into_iter().map(move |content| (TEXT.contains(&&**role), text_of(content)))
    });
    let length = |text: &[String]| text.iter().map(String::len).sum::<usize>();
    let best = texts.max_by_key(|(is_said, text)| (*is_said && !text.is_empty(), length(text)));
    best.map(|(_, text)| text).unwrap_or_default()
}

fn text_of(content: &Element) -> Vec<String> {
    if let Some(nitf) = content.all("nitf").next() {
        return nitf::draft(nitf).paragraphs;
    }
    let text = if content.elements().next().is_some() {
        blocks::paragraphs_of(content)
    } else {
        paragraphs(&content.text())
    };
    text.into_iter().filter(|paragraph| !paragraph.trim().is_empty()).collect()
}
