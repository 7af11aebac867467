//! Markdown, with front matter in YAML, TOML or JSON, or without.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::article::{Article, Origin, Property, body_of};

use super::format::{Articles, Error, Format, Input, one};
use super::map::KeyMap;
use super::{plain, record};

pub(super) const FORMAT: Format = Format {
    name: "Markdown",
    extensions: &["md", "markdown", "mdown", "mkd"],
    sniff: |head| !head.trim().is_empty(),
    is_proof: false,
    read,
};

fn read(input: Input<'_>) -> Articles<'_> {
    let Input { file, map, .. } = input;
    one(input.into_text().and_then(|text| article(file, map, &text)))
}

fn article(file: &str, map: &KeyMap, text: &str) -> Result<Article, Error> {
    let Some((matter, rest)) = front_matter(text) else {
        return plain::article_of(file, &paragraphs(text).join("\n\n"));
    };
    let mut paragraphs = paragraphs(rest);
    let Value::Object(mut fields) = matter? else {
        return Err(Error::Malformed { says: "the front matter is no table of fields".to_owned() });
    };
    let key = |name: &str| ["headline", "title"].contains(&name);
    let is_untitled = !fields.keys().any(|name| key(name)) && !paragraphs.is_empty();
    if is_untitled {
        fields.insert("title".to_owned(), Value::String(paragraphs.remove(0)));
    }
    // The text stands behind the front matter; one of its fields may be named so all the same.
    let headline = fields.iter().find(|(name, _)| key(name)).and_then(|(_, value)| value.as_str());
    if headline.is_some_and(|headline| paragraphs.first().is_some_and(|first| first == headline)) {
        paragraphs.remove(0);
    }
    let paragraphs = paragraphs.into_iter().map(Value::String).collect();
    fields.insert("maintext".to_owned(), Value::Array(paragraphs));
    let mut article = record::article(file, map, &Value::Object(fields))?;
    article.origins.rename(&[("maintext", "the text")]);
    if is_untitled {
        article.origins.note(Property::Headline, Origin::guess("the first paragraph"));
    }
    Ok(article)
}

/// Parts the front matter from the text; `None` if there is none.
fn front_matter(text: &str) -> Option<(Result<Value, Error>, &str)> {
    let malformed = |error: String| Error::Malformed { says: format!("front matter: {error}") };
    if let Some((yaml, rest)) = fenced(text, "---") {
        let value = serde_saphyr::from_str(yaml).map_err(|error| malformed(error.to_string()));
        return Some((value, rest));
    }
    if let Some((toml, rest)) = fenced(text, "+++") {
        let table = toml::from_str::<toml::Table>(toml);
        let value = table.map(|table| from_toml(toml::Value::Table(table)));
        return Some((value.map_err(|error| malformed(error.to_string())), rest));
    }
    if text.starts_with('{') {
        let mut values = serde_json::Deserializer::from_str(text).into_iter();
        let value = values.next()?.map_err(|error| malformed(error.to_string()));
        let end = if value.is_ok() { values.byte_offset() } else { text.len() };
        return Some((value, &text[end..]));
    }
    None
}

fn fenced<'t>(text: &'t str, fence: &str) -> Option<(&'t str, &'t str)> {
    let inside = text.strip_prefix(fence)?.trim_start_matches([' ', '\r']).strip_prefix('\n')?;
    let mut at = 0;
    for line in inside.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((&inside[..at], &inside[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// TOML has dates, which JSON writes as text.
fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(values) => values.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, from_toml(value))).collect()
        }
    }
}

/// Returns the text without its markup: headings, paragraphs, entries of lists, one each.
fn paragraphs(markdown: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut hidden = 0;
    let push = |text: &str, found: &mut Vec<String>| {
        if let Some(last) = found.last_mut() {
            last.push_str(text);
        }
    };
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::HtmlBlock) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::HtmlBlock) => hidden -= 1,
            Event::Text(text) | Event::Code(text) if hidden == 0 => push(&text, &mut found),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => {
                push(" ", &mut found);
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead,
            ) => found.push(String::new()),
            _ => {}
        }
    }
    let body = body_of(found.iter().map(String::as_str));
    body.split("\n\n").filter(|paragraph| !paragraph.is_empty()).map(str::to_owned).collect()
}
