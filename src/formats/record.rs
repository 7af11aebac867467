//! One JSON object to an article: which keys hold what.
//!
//! The names are those of news-please, newspaper4k, trafilatura, fundus, ninjs 1 to 3, the New York
//! Times and Guardian interfaces and schema.org; what is left is guessed by name. A key with dots
//! leads into objects: `headline.main`.

use serde_json::Value;

use std::borrow::Cow;

use crate::article::{
    Article, Byline, Dateline, Origin, Origins, PrintedDate, Property, Published, body_of,
    date_in_path, language_tag, one_line,
};

use super::format::Error;
use super::map::KeyMap;
use super::{about, html};

const HEADLINE: &[&str] = &[
    "headline.main",
    "headline",
    "headlines",
    "headline_main",
    "title",
    "webTitle",
    "fields.headline",
    "article_title",
    "content_metadata.article_title",
    "title_page",
    "title_rss",
    "name",
    "head",
];
const AUTHORS: &[&str] = &[
    "authors",
    "author",
    "byline.original",
    "byline",
    "by",
    "bylines",
    "fields.byline",
    "creator",
    "dc:creator",
    "writer",
    "contributors",
];
const AGENCY: &[&str] = &["agency", "wire", "credit", "creditline", "provider"];
const DATE: &[&str] = &[
    "date_publish",
    "publish_date",
    "publishing_date",
    "datePublished",
    "published_at",
    "publishedAt",
    "published",
    "publication_date",
    "published_date",
    "content_metadata.publication_date",
    "pub_date",
    "pubDate",
    "webPublicationDate",
    "firstcreated",
    "firstCreated",
    "versioncreated",
    "versionCreated",
    "contentcreated",
    "contentCreated",
    "date",
    "created_at",
    "timestamp",
];
const BODY: &[&str] = &[
    "maintext",
    "body_text",
    "plaintext",
    "articleBody",
    "fields.bodyText",
    "body",
    "bodies",
    "text",
    "text_content",
    "content_metadata.text_content",
    "content",
    "article",
    "body_main",
    "body_html",
    "body_xhtml",
    "raw_text",
    "full_text",
    "html",
    // Of a picture that is the caption.
    "descriptions",
    "description_text",
    "description_caption",
    "description_html",
    "description_xhtml",
];
const SECTION: &[&str] = &[
    "section",
    "section_name",
    "sectionName",
    "articleSection",
    "category",
    "news_desk",
    "desk",
    "categories",
    "subject",
    "subjects",
];
const PUBLICATION: &[&str] = &[
    "publication",
    "publisher",
    "meta_site_name",
    "source-hostname",
    "sitename",
    "site_name",
    "source",
    "outlet",
    "newspaper",
    "source_domain",
    "hostname",
    "domain",
    "infosources",
    "infoSources",
];
const URL: &[&str] =
    &["url", "canonical_link", "link", "web_url", "webUrl", "html.requested_url", "source", "uri"];
const LANGUAGE: &[&str] = &["language", "lang", "body_language", "meta_lang", "inLanguage"];
const LABEL: &[&str] = &["id", "_id", "doc_id", "docid", "article_id", "guid", "uuid"];
/// Where ninjs says from what place an article is.
const PLACE: &[&str] = &["located"];

/// What a key tells of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Its headline or its text: without either there is no article.
    Text,
    /// Something else.
    Other,
}

/// Each list of keys, and what they tell.
const KEYS: &[(&[&str], Told)] = &[
    (HEADLINE, Told::Text),
    (BODY, Told::Text),
    (AUTHORS, Told::Other),
    (AGENCY, Told::Other),
    (DATE, Told::Other),
    (SECTION, Told::Other),
    (PUBLICATION, Told::Other),
    (URL, Told::Other),
    (LANGUAGE, Told::Other),
    (LABEL, Told::Other),
];

/// Returns the key that `name` stands for, whatever its case and what parts its words: "Published
/// At" is `published_at`.
pub(super) fn key_like(name: &str) -> Option<&'static str> {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric() || *c == '.');
        letters.flat_map(char::to_lowercase).collect()
    };
    let name = letters(name);
    let mut keys = KEYS.iter().flat_map(|(keys, _)| keys.iter());
    keys.find(|key| letters(key) == name).copied()
}

/// Returns what `key` tells; `None` if it is not known.
pub(super) fn told_by(key: &str, map: &KeyMap) -> Option<Told> {
    let own = map.iter().find(|(_, place)| *place == key);
    let own = own.map(|(property, _)| match property {
        Property::Headline | Property::Body => Told::Text,
        _ => Told::Other,
    });
    own.or_else(|| KEYS.iter().find(|(keys, _)| keys.contains(&key)).map(|(_, told)| *told))
}

/// Returns the key that a column stands for, and what it tells, or objects in it; `None` if that is
/// nothing of an article.
pub(super) fn column(name: &str, map: &KeyMap) -> Option<(String, Told)> {
    let own = || Some((name, told_by(name, map)?));
    let known = || key_like(name).and_then(|key| Some((key, told_by(key, map)?)));
    let is_inside = |key: &str| key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    let holder = || {
        let (_, told) = KEYS.iter().find(|(keys, _)| keys.iter().any(|key| is_inside(key)))?;
        Some((name, *told))
    };
    let about = || about::is_key(name).then_some((name, Told::Other));
    let (key, told) = own().or_else(known).or_else(holder).or_else(about)?;
    Some((key.to_owned(), told))
}

/// Makes an article of a record.
///
/// # Errors
/// If it is no object, or has neither headline nor text. A record that has an id, and the keys of
/// both though nothing under them, is an article all the same: a collection is kept whole.
pub(super) fn article(file: &str, map: &KeyMap, record: &Value) -> Result<Article, Error> {
    let Value::Object(_) = record else {
        return Err(Error::Malformed { says: "not an object".to_owned() });
    };
    let outside = record;
    let record = match record.get("item").or_else(|| record.get("_source")) {
        Some(inside @ Value::Object(_)) => inside,
        _ => record,
    };
    let keys = Keys { record, map };
    let mut origins = Origins::default();
    let labelled = |record| Keys { record, map }.first(Property::Label, LABEL, label);
    let label = origins.noted(Property::Label, labelled(record).or_else(|| labelled(outside)));
    let text_of_it = keys.first(Property::Body, BODY, paragraphs);
    let paragraphs = origins.noted(Property::Body, text_of_it).unwrap_or_default();
    let headline = keys.first(Property::Headline, HEADLINE, |value| one_line(&text(value)?));
    let headline = headline.or_else(|| other_headline(record));
    let headline = origins.noted(Property::Headline, headline);
    if headline.is_none() && paragraphs.is_empty() && !(label.is_some() && is_hollow(record)) {
        return Err(nothing_known(record));
    }
    let mut paragraphs = paragraphs.iter().map(String::as_str).collect::<Vec<_>>();
    let split = paragraphs.first().and_then(|first| Dateline::split(first));
    if let Some((_, rest)) = &split {
        paragraphs[0] = rest;
    }
    let printed = split.map(|(dateline, _)| (dateline, Origin::likely("the text")));
    let dateline = printed.or_else(|| keys.first(Property::Dateline, PLACE, located));
    let dateline = origins.noted(Property::Dateline, dateline);
    let published = keys.first(Property::Published, DATE, |value| date(file, value));
    let in_dateline = || {
        let day = dateline.as_ref()?.published(date_in_path(file))?;
        Some((day, Origin::likely("the dateline")))
    };
    let published = origins.noted(Property::Published, published.or_else(in_dateline));
    let byline = keys.byline(&mut origins);
    let about = about::of_record(record);
    if !about.is_empty() {
        origins.note(Property::About, Origin::sure("people and subjects"));
    }
    Ok(Article {
        headline: headline.unwrap_or_default(),
        byline,
        dateline,
        published,
        section: origins.noted(
            Property::Section,
            keys.first(Property::Section, SECTION, |value| one_line(&name(value)?)),
        ),
        publication: origins
            .noted(Property::Publication, keys.first(Property::Publication, PUBLICATION, outlet)),
        url: origins.noted(
            Property::Url,
            keys.first(Property::Url, URL, |value| text(value).filter(|url| url.contains("://"))),
        ),
        language: origins.noted(
            Property::Language,
            keys.first(Property::Language, LANGUAGE, |value| language_tag(&text(value)?)),
        ),
        label,
        about,
        body: body_of(paragraphs),
        origins,
        ..Article::default()
    })
}

/// A record, and the keys that its owner names.
#[derive(Clone, Copy)]
struct Keys<'r> {
    record: &'r Value,
    map: &'r KeyMap,
}

impl<'r> Keys<'r> {
    /// Returns what each key holds, of those that are there, and the key: those that the owner names
    /// before those that are `known`.
    fn each(
        self,
        property: Property,
        known: &'static [&'static str],
    ) -> impl Iterator<Item = (&'r Value, Origin)> {
        let own = self.map.of(property).map(|key| (key, Cow::Owned(key.to_owned())));
        let known = known.iter().map(|key| (*key, Cow::Borrowed(*key)));
        own.chain(known)
            .filter_map(move |(key, name)| Some((at(self.record, key)?, Origin::sure(name))))
    }

    /// Returns the first that `read` can make something of.
    fn first<T>(
        self,
        property: Property,
        known: &'static [&'static str],
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<(T, Origin)> {
        self.each(property, known).find_map(|(value, origin)| Some((read(value)?, origin)))
    }

    /// The first key that names somebody counts: the others repeat it less well.
    fn byline(self, origins: &mut Origins) -> Byline {
        let read = |value: &Value| {
            let byline = Byline::of(names(value).iter().map(String::as_str));
            (!byline.is_empty()).then_some(byline)
        };
        let mut byline = Byline::default();
        if let Some((read, origin)) = self.first(Property::Author, AUTHORS, read) {
            origins.note_byline(&read, origin);
            byline = read;
        }
        if byline.agency.is_none() {
            let credited = |value: &Value| name(value).filter(|name| !is_link(name));
            let credited = self.first(Property::Agency, AGENCY, credited);
            byline.agency = origins.noted(Property::Agency, credited);
        }
        byline
    }
}

/// ninjs 1 has headlines for this and that, and may have no other: `headline_short`.
fn other_headline(record: &Value) -> Option<(String, Origin)> {
    let mut keys = record.as_object()?.iter().filter(|(key, _)| key.starts_with("headline_"));
    keys.find_map(|(key, value)| Some((one_line(&text(value)?)?, Origin::sure(key.clone()))))
}

/// A place that stands where a dateline would.
fn located(value: &Value) -> Option<Dateline> {
    let place = one_line(&name(value)?)?;
    Some(Dateline { printed: place.clone(), place, ..Dateline::default() })
}

/// Follows a key with dots.
fn at<'v>(record: &'v Value, key: &str) -> Option<&'v Value> {
    let value = key.split('.').try_fold(record, |value, step| value.get(step))?;
    Some(value).filter(|value| !value.is_null())
}

/// A text. Scrapers write Python's `None` for what they did not find.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            Some(text.trim()).filter(|t| !t.is_empty() && *t != "None").map(str::to_owned)
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => main_of(values),
        _ => None,
    }
}

/// ninjs 2 has lists of roles: the one that is `main`, else the first.
fn main_of(values: &[Value]) -> Option<String> {
    let is_main = |value: &&Value| value.get("role").and_then(Value::as_str) == Some("main");
    let chosen = values.iter().find(is_main).or_else(|| values.first())?;
    text(chosen.get("value").unwrap_or(chosen))
}

/// What the file calls the article: a text or a number, never a list.
fn label(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => one_line(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(_) => value.get("$oid").and_then(label),
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    }
}

/// Returns true if there is a key for the headline and one for the text: the shape of an article.
fn is_hollow(record: &Value) -> bool {
    [HEADLINE, BODY].iter().all(|keys| keys.iter().any(|key| record.get(key).is_some()))
}

/// A name: a text, an object with a name, or the first of several.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => object.get("name").or_else(|| object.get("value")).and_then(text),
        Value::Array(values) => values.iter().find_map(name),
        _ => text(value),
    }
}

/// The outlet, or the address of its site.
fn outlet(value: &Value) -> Option<String> {
    let name = name(value).filter(|name| !is_link(name))?;
    one_line(name.strip_prefix("www.").unwrap_or(&name))
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        _ => name(value).into_iter().collect(),
    }
}

fn is_link(text: &str) -> bool {
    text.contains("://") || text.starts_with("urn:")
}

fn date(file: &str, value: &Value) -> Option<Published> {
    PrintedDate::find(&text(value)?)?.resolve(date_in_path(file))
}

/// The text of an article, paragraph by paragraph; `None` if there is none.
fn paragraphs(value: &Value) -> Option<Vec<String>> {
    let found = match value {
        Value::String(text) if html::is_markup(text) => html::paragraphs(text),
        Value::String(text) => text.lines().map(str::to_owned).collect(),
        Value::Array(values) if values.iter().all(Value::is_string) => {
            values.iter().filter_map(paragraphs).flatten().collect()
        }
        Value::Array(values) => {
            main_of(values).and_then(|text| paragraphs(&Value::String(text)))?
        }
        Value::Object(object) => sections(object),
        Value::Null | Value::Bool(_) | Value::Number(_) => return None,
    };
    let is_some = found.iter().any(|paragraph| !paragraph.trim().is_empty());
    is_some.then_some(found)
}

/// fundus: a summary, and sections with headlines and paragraphs.
fn sections(object: &serde_json::Map<String, Value>) -> Vec<String> {
    let list = |value: Option<&Value>| value.and_then(paragraphs).unwrap_or_default();
    let mut found = list(object.get("summary"));
    for section in object.get("sections").and_then(Value::as_array).into_iter().flatten() {
        found.extend(list(section.get("headline")));
        found.extend(list(section.get("paragraphs")));
    }
    found
}

fn nothing_known(record: &Value) -> Error {
    let keys: Vec<&str> =
        record.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).take(8).collect();
    Error::Malformed {
        says: format!("no headline and no text under a known key (keys: {})", keys.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{KeyMap, Value, article};

    /// Expects headline, authors, date, section, publication and body.
    #[track_caller]
    fn check(record: &Value, expected: [&str; 6]) {
        let article = article("a.json", KeyMap::NONE, record).unwrap();
        let authors: Vec<&str> =
            article.byline.authors.iter().map(|author| author.name.display()).collect();
        let published = article.published.map(|date| date.to_string()).unwrap_or_default();
        let section = article.section.unwrap_or_default();
        let publication = article.publication.unwrap_or_default();
        let found = [
            &article.headline,
            &authors.join("; "),
            &published,
            &section,
            &publication,
            &article.body,
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn authors_come_as_a_text_a_list_or_objects() {
        let with = |authors: Value| json!({"title": "T", "authors": authors, "text": "B"});
        for authors in [
            json!("Jane Doe; John Roe"),
            json!(["Jane Doe", "John Roe"]),
            json!([{"name": "Jane Doe"}, {"name": "John Roe"}]),
        ] {
            check(&with(authors), ["T", "Jane Doe; John Roe", "", "", "", "B"]);
        }
        check(
            &json!({"title": "T", "authors": [], "byline": "By Jane Doe", "text": "B"}),
            ["T", "Jane Doe", "", "", "", "B"],
        );
    }

    #[test]
    fn what_a_scraper_did_not_find_is_absent() {
        let record =
            json!({"title": "T", "date_publish": "None", "source_domain": null, "maintext": "B"});
        check(&record, ["T", "", "", "", "", "B"]);
    }

    #[test]
    fn lists_of_roles_give_their_main_entry() {
        let record = json!({
            "headlines": [{"role": "short", "value": "S"}, {"role": "main", "value": "Main"}],
            "bodies": [{"role": "main", "contenttype": "text/plain", "value": "One.\nTwo."}],
            "subjects": [{"name": "sport"}],
            "versioncreated": "2024-03-05T10:00:00Z",
        });
        check(&record, ["Main", "", "2024-03-05", "sport", "", "One.\n\nTwo."]);
    }

    #[test]
    fn ninjs_is_read_in_each_of_its_versions() {
        check(
            &json!({
                "uri": "urn:x:1", "headline": "Main", "byline": "Jane Doe",
                "body_xhtml": "<p>One.</p><p>Two.</p>", "versioncreated": "2024-03-05T10:00:00Z",
            }),
            ["Main", "Jane Doe", "2024-03-05", "", "", "One.\n\nTwo."],
        );
        check(
            &json!({
                "uri": "urn:x:2", "by": "By John Roe",
                "headlines": [{"role": "main", "value": "Main"}],
                "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>One.</p>"}],
                "firstCreated": "2024-03-05T10:00:00Z", "infoSources": [{"name": "Nordwire"}],
            }),
            ["Main", "John Roe", "2024-03-05", "", "Nordwire", "One."],
        );
        check(
            &json!({"uri": "urn:x:3", "headline_short": "Short", "descriptions": [{"value": "Rain."}]}),
            ["Short", "", "", "", "", "Rain."],
        );
    }

    #[test]
    fn the_place_of_ninjs_is_a_dateline_if_the_text_has_none() {
        let printed = |text: &str| {
            let record = json!({"headline": "T", "located": "Port Selwyn", "body_text": text});
            article("a.json", KeyMap::NONE, &record).unwrap().dateline.unwrap().printed
        };
        assert_eq!(printed("It rained."), "Port Selwyn");
        assert_eq!(printed("SALTMERE (Nordwire) - It rained."), "SALTMERE (Nordwire)");
    }

    #[test]
    fn objects_hold_headlines_bodies_and_publishers() {
        let record = json!({
            "headline": {"main": "Main", "kicker": "K"},
            "byline": {"original": "By JANE DOE"},
            "pub_date": "2024-03-05T00:00:00+0000",
            "body": {"summary": ["Sum."], "sections": [{"headline": [], "paragraphs": ["One.", "Two."]}]},
            "publisher": {"name": "The Daily Ledger"},
        });
        check(
            &record,
            ["Main", "Jane Doe", "2024-03-05", "", "The Daily Ledger", "Sum.\n\nOne.\n\nTwo."],
        );
    }

    #[test]
    fn a_body_in_html_becomes_paragraphs() {
        let record = json!({"title": "T", "content": "<p>One &amp; only.</p><p>Two.</p>"});
        check(&record, ["T", "", "", "", "", "One & only.\n\nTwo."]);
    }

    #[test]
    fn a_record_without_headline_and_text_names_its_keys() {
        let error = article("a.json", KeyMap::NONE, &json!({"foo": 1, "bar": 2})).unwrap_err();
        assert_eq!(error.to_string(), "no headline and no text under a known key (keys: bar, foo)");
        let error = article("a.json", KeyMap::NONE, &json!(7)).unwrap_err();
        assert_eq!(error.to_string(), "not an object");
    }

    /// Expects the label of a record.
    #[track_caller]
    fn check_label(record: &Value, expected: &str) {
        assert_eq!(
            article("a.json", KeyMap::NONE, record).unwrap().label.unwrap_or_default(),
            expected
        );
    }

    #[test]
    fn a_record_is_called_by_its_id() {
        check_label(&json!({"id": "471", "title": "T", "body": "B"}), "471");
        check_label(&json!({"id": 3, "title": "x", "body": ""}), "3");
        check_label(&json!({"_id": {"$oid": "5f"}, "title": "T"}), "5f");
        check_label(&json!({"_id": "w-1", "_source": {"title": "T", "body": "B"}}), "w-1");
        check_label(&json!({"id": ["a"], "guid": "b", "title": "T"}), "b");
        check_label(&json!({"title": "T", "body": "B"}), "");
    }

    #[test]
    fn a_record_with_an_id_is_kept_though_its_text_is_empty() {
        check_label(&json!({"id": "471", "title": "", "body": ""}), "471");
        check_label(&json!({"id": "471", "title": null, "body": null}), "471");
        assert!(article("a.json", KeyMap::NONE, &json!({"title": "", "body": ""})).is_err());
        assert!(article("a.json", KeyMap::NONE, &json!({"id": 7, "title": ""})).is_err());
    }

    #[test]
    fn a_language_is_a_tag_or_none() {
        let told = |tag: &str| {
            let record = json!({"title": "T", "language": tag, "meta_lang": "de"});
            article("a.json", KeyMap::NONE, &record).unwrap().language.unwrap_or_default()
        };
        assert_eq!(told("pt_BR"), "pt-br");
        assert_eq!(told("English"), "de");
    }

    /// Expects the day of a record whose text has a dateline, and whose `date` is `told`.
    #[track_caller]
    fn check_day(told: &str, text: &str, expected: &str) {
        let record = json!({"title": "Rain stops", "date": told, "text": text});
        let published = article("a.json", KeyMap::NONE, &record).unwrap().published;
        assert_eq!(published.map(|date| date.to_string()).unwrap_or_default(), expected);
    }

    #[test]
    fn the_dateline_tells_the_day_if_no_key_does() {
        check_day("", "LONDON, March 3, 2023 (Nordwire) - It rained.", "2023-03-03");
        check_day("2023-03-05", "LONDON, March 3, 2023 (Nordwire) - It rained.", "2023-03-05");
        check_day("", "LONDON, March 3 (Nordwire) - It rained.", "");
    }
}
