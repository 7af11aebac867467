//! JSON: a file that is one article, or a list of them, as scrapers write it.

use serde_json::Value;

use super::format::{Articles, Error, Format, Input, one};
use super::json_lines::is_lines;
use super::record::article;

pub(super) const FORMAT: Format = Format {
    name: "JSON",
    extensions: &["json", "ninjs"],
    sniff: looks_like_json,
    is_proof: true,
    read,
};

fn looks_like_json(head: &str) -> bool {
    if is_lines(head) {
        return false;
    }
    let mut chars = head.chars().filter(|c| !c.is_whitespace());
    match chars.next() {
        Some('{') => matches!(chars.next(), Some('"' | '}')),
        Some('[') => matches!(chars.next(), Some('{' | ']')),
        _ => false,
    }
}

fn read(input: Input<'_>) -> Articles<'_> {
    let Input { file, map, .. } = input;
    let value = input.into_text().and_then(|text| {
        serde_json::from_str(&text)
            .map_err(|error| Error::Malformed { says: format!("not valid JSON: {error}") })
    });
    match value {
        Ok(Value::Array(records)) => Box::new((1..).zip(records).map(move |(part, record)| {
            let mut article = article(file, map, &record).map_err(|error| (Some(part), error))?;
            article.source.part = Some(part);
            Ok(article)
        })),
        Ok(record) => one(article(file, map, &record)),
        Err(error) => one(Err(error)),
    }
}
