//! NewsML-G2 of the IPTC: a news item, or a message of many.

use super::blocks;
use super::draft::{Draft, Said, paragraphs};
use super::element::Element;
use super::nitf;
use super::sniff::is_rooted;
use super::stream::{Shape, articles};
use crate::article::{Article, is_outlet, is_person};
use crate::formats::format::{Error, Format};

/// The row of this format.
pub(in super::super) const FORMAT: Format = Format {
    name: "NewsML-G2",
    extensions: super::EXTENSIONS,
    sniff: |head| {
        is_rooted(head, &["newsItem", "newsMessage"])
            || (is_rooted(head, OTHER_ITEMS) && head.contains("iptc.org/std/nar/"))
    },
    is_proof: true,
    read: |input| articles(input, &SHAPE),
};

/// Items that tell of things, plans and parcels, not news.
const OTHER_ITEMS: &[&str] =
    &["catalogItem", "conceptItem", "knowledgeItem", "packageItem", "planningItem"];

/// So many people and topics are looked up, among so many asserted things.
const MOST_SUBJECTS: usize = 500;
const MOST_ASSERTED: usize = 2_000;

const SHAPE: Shape = Shape {
    is_container: |name| matches!(name, "newsMessage" | "itemSet"),
    articles: &["newsItem"],
    article: |item, beside| article(item, beside.file).map(Some),
};

fn article(item: &Element, file: &str) -> Result<Article, Error> {
    let statuses = item.at("itemMeta/pubStatus");
    let status = statuses.iter().find_map(|status| status.attribute("qcode")).unwrap_or_default();
    if let "stat:canceled" | "stat:withheld" = status {
        let says = format!("{} by its sender", status.trim_start_matches("stat:"));
        return Err(Error::Malformed { says });
    }
    draft(item).article(file)
}

fn draft(item: &Element) -> Draft {
    let line = |path| item.said(path);
    let nitf = item.at("contentSet/inlineXML/nitf").first().map(|nitf| nitf::draft(nitf));
    let mut nitf = nitf.unwrap_or_default();
    let lines = |path: &str| item.at(path).into_iter().filter_map(Element::own_line).collect();
    let party = |path: &str| {
        item.at(path).into_iter().take(MOST_SUBJECTS).find_map(|party| name(item, party))
    };
    let tag = |path: &str| {
        let languages = item.at(path);
        languages.iter().find_map(|language| language.attribute("tag")).map(str::to_owned)
    };
    // "nprov:AP" names the agency.
    let code = |path: &str| {
        let parties = item.at(path);
        let code = parties.iter().find_map(|party| party.attribute("qcode"))?;
        code.rsplit(':').next().map(str::to_owned)
    };
    let guid = Said::at("@guid", item.attribute("guid").map(str::to_owned));
    let provider = Said::at("provider", party("itemMeta/provider"));
    let source = Said::at("infoSource", party("contentMeta/infoSource"));
    let mut bylines = vec![("by", lines("contentMeta/by")), ("[class=byline]", xhtml_byline(item))];
    bylines.append(&mut nitf.bylines);
    bylines.push(("creator", creators(item)));
    let mut dates = dates(item);
    dates.append(&mut nitf.dates);
    let mut people = listed_people(item);
    people.append(&mut nitf.people);
    let mut headlines = vec![Said::at("headline", headline(item))];
    headlines.append(&mut nitf.headlines);
    Draft {
        headlines,
        bylines,
        credits: vec![
            line("contentMeta/creditline"),
            source.clone(),
            provider.clone(),
            Said::at("provider@qcode", code("itemMeta/provider")),
            Said::at("infoSource@qcode", code("contentMeta/infoSource")),
        ],
        distributors: vec![line("contentMeta/creditline")],
        dateline: line("contentMeta/dateline").or(nitf.dateline),
        dates,
        sections: vec![Said::at("subject", section(item))],
        publications: vec![provider, source],
        urls: vec![guid.clone()],
        languages: vec![
            Said::at("language@tag", tag("contentMeta/language")),
            Said::at("@xml:lang", item.attribute("xml:lang").map(str::to_owned)),
        ],
        label: guid,
        people,
        paragraphs: Some(nitf.paragraphs)
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| body(item)),
    }
}

/// The first day counts, not that of the last version. But a picture is taken before it is news.
fn dates(item: &Element) -> Vec<Option<Said>> {
    let classes = item.at("itemMeta/itemClass");
    let is_text = classes.iter().all(|class| class.is("qcode", "ninat:text"));
    let (created, version) =
        (item.said("contentMeta/contentCreated"), item.said("itemMeta/versionCreated"));
    let first = item.said("itemMeta/firstCreated");
    if is_text { vec![first, created, version] } else { vec![first, version, created] }
}

/// A headline has a rank, 1 for the best, or a role.
fn headline(item: &Element) -> Option<String> {
    let found = item.at("contentMeta/headline");
    let best =
        found.iter().find(|headline| headline.is("rank", "1") || headline.is("role", "hld:main"));
    best.or(found.first()).and_then(|headline| headline.own_line())
}

/// The name of somebody, which may stand apart: `assert` says what a code means.
fn name(item: &Element, party: &Element) -> Option<String> {
    if let Some(name) = party.line("name") {
        return Some(name);
    }
    let code = party.attribute("qcode").or_else(|| party.attribute("uri"))?;
    let is_meant = |assert: &&Element| assert.is("qcode", code) || assert.is("uri", code);
    item.each("assert").take(MOST_ASSERTED).find(is_meant)?.line("name")
}

fn kind(subject: &Element) -> &str {
    let kind =
        subject.attribute("type").or_else(|| subject.attribute("typeuri")).unwrap_or_default();
    kind.rsplit([':', '/']).next().unwrap_or_default()
}

fn listed_people(item: &Element) -> Vec<String> {
    let subjects = item.at("contentMeta/subject");
    let people =
        subjects.into_iter().filter(|subject| kind(subject) == "person").take(MOST_SUBJECTS);
    people.filter_map(|person| name(item, person)).collect()
}

/// The first subject that is none of a thing: what news is about in general.
fn section(item: &Element) -> Option<String> {
    let subjects = item.at("contentMeta/subject");
    let is_topic = |subject: &&&Element| matches!(kind(subject), "" | "abstract" | "dpasubject");
    let mut topics = subjects.iter().filter(is_topic).take(MOST_SUBJECTS);
    topics.find_map(|subject| name(item, subject))
}

/// Those who made it, if they are people; as many are companies.
fn creators(item: &Element) -> Vec<String> {
    let creators = item.at("contentMeta/creator").into_iter().take(MOST_SUBJECTS);
    let people = creators.filter(|creator| kind(creator) != "organisation");
    let names = people.filter_map(|creator| name(item, creator));
    names.filter(|name| is_person(name) && !is_outlet(name)).collect()
}

fn xhtml_byline(item: &Element) -> Vec<String> {
    let pages = item.at("contentSet/inlineXML/html/body");
    let mut below = pages.into_iter().flat_map(Element::below);
    below
        .find(|element| element.is("class", "byline"))
        .and_then(Element::own_line)
        .into_iter()
        .collect()
}

/// The text in the content, else the description: of a picture it is the caption.
fn body(item: &Element) -> Vec<String> {
    let is_text = |root: &Element| {
        matches!(&*root.name, "html" | "body" | "div" | "p" | "section" | "article")
    };
    let inline =
        item.at("contentSet/inlineXML").into_iter().filter(|inline| inline.elements().any(is_text));
    // Headline and byline stand in the header a second time.
    let headline = headline(item);
    let is_header = |element: &Element| {
        element.name == "header"
            || element.is("class", "byline")
            || (element.name == "h1" && element.own_line() == headline)
    };
    let data = item.at("contentSet/inlineData");
    let data = data.into_iter().filter(|data| {
        data.attribute("encoding").is_none()
            && data.attribute("contenttype").is_none_or(|kind| kind.starts_with("text/"))
    });
    let described = item.at("contentMeta/description").into_iter();
    let texts = inline.map(|inline| blocks::paragraphs(inline, &is_header));
    let mut texts = texts
        .chain(data.map(|data| paragraphs(&data.text())))
        .chain(described.map(|described| paragraphs(&described.text())));
    texts.find(|text| text.iter().any(|paragraph| !paragraph.trim().is_empty())).unwrap_or_default()
}
