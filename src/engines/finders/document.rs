//! Document → what is sent to a server; and what comes back → document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use crate::article::{ArticleId, day_number};
use crate::document::{Document, Mention};
use crate::engines::alike::fingerprint;
use crate::engines::counting::keyed;
use crate::engines::forms::Stemming;
use crate::schema::{Field, Kind, Schema, Value};
use crate::text::{self, marked};

use super::dialect::Dialect;
use super::label::{
    DOCUMENT, HEADLINE_KEY, KINDS, LAST_DAY, Label, NO_HEADLINE, key, kind_of_word, value,
};

/// Stands where a word has no stem; no stem is written so.
const NO_STEM: &str = "-";

/// Where the places of people are kept, beside the fields.
const MENTIONS: &str = "mentions";

/// Lays out articles for the index of a label.
pub(in crate::engines) struct Layout {
    label: Label,
    /// The longest key or value that the server takes, in bytes.
    longest: usize,
    /// How a hash is sent.
    hash: fn(u64) -> Json,
    stemmings: Vec<(String, Stemming)>,
}

impl Layout {
    /// Returns the layout for a server.
    pub(in crate::engines) fn of(dialect: &Dialect<'_>) -> Self {
        let Dialect { label, longest, hash, .. } = *dialect;
        let stemming = |tag: &String| Some((tag.clone(), Stemming::of(tag)?));
        Layout {
            label: label.clone(),
            longest,
            hash,
            stemmings: label.languages.iter().filter_map(stemming).collect(),
        }
    }

    /// Returns what is sent of an article.
    pub(in crate::engines) fn source(&self, document: &Document) -> Map<String, Json> {
        let mut laid = Laid { layout: self, fields: Map::new(), kinds: BTreeSet::new() };
        for values in document.values.chunk_by(|(a, _), (b, _)| a == b) {
            let Some((field, _)) = values.first() else { continue };
            laid.lay(*field, values);
        }
        let Laid { mut fields, kinds, .. } = laid;
        if let Some(fingerprint) = fingerprint(document) {
            fields.insert(Field::Copies.name().to_owned(), json!(fingerprint.numbers()));
        }
        let headline = document.headline_key();
        fields.insert(HEADLINE_KEY.to_owned(), json!(headline.as_deref().unwrap_or(NO_HEADLINE)));
        if !kinds.is_empty() {
            fields.insert(KINDS.to_owned(), json!(kinds));
        }
        fields.insert(DOCUMENT.to_owned(), kept(document));
        fields
    }
}

/// An article that is being laid out.
struct Laid<'l> {
    layout: &'l Layout,
    fields: Map<String, Json>,
    kinds: BTreeSet<String>,
}

impl Laid<'_> {
    fn lay(&mut self, field: Field, values: &[(Field, Value)]) {
        let texts: Vec<&str> = values.iter().filter_map(|(_, value)| text_of(value)).collect();
        match Schema::get().spec(field).kind {
            Kind::Text => {
                let text = texts.first().copied().unwrap_or_default();
                if field == Field::Body {
                    let (lead, rest) = text.split_at(text::lead(text));
                    self.words(Field::Lead, &[lead]);
                    self.words(field, &[lead, rest]);
                } else {
                    self.words(field, &[text]);
                }
            }
            Kind::Name => self.names(field, &texts),
            Kind::Path => self.set(field.name(), json!(texts.first())),
            Kind::Hash => {
                if let Some(number) = number_of(values) {
                    let hash = self.layout.hash;
                    self.set(field.name(), hash(number));
                }
            }
            Kind::Number => {
                if let Some(number) = number_of(values) {
                    self.set(field.name(), json!(i64::try_from(number).unwrap_or(i64::MAX)));
                }
            }
            Kind::Date => {
                if let Some((_, Value::Date(date))) = values.first() {
                    self.set(field.name(), json!(day_number(date.first())));
                    self.set(LAST_DAY, json!(day_number(date.last())));
                }
            }
            // No value of an article.
            Kind::Article => {}
        }
    }

    fn set(&mut self, name: &str, value: Json) {
        self.fields.insert(name.to_owned(), value);
    }

    /// Lays out the words of a text, which may come in pieces. A text without any is left out.
    fn words(&mut self, field: Field, pieces: &[&str]) {
        let layout = self.layout;
        let mut words = String::new();
        let mut stems = vec![String::new(); layout.stemmings.len()];
        for piece in pieces {
            self.each_word(field, piece, &mut |term| {
                push(&mut words, &token(term));
                for ((_, stemming), stems) in layout.stemmings.iter().zip(&mut stems) {
                    push(stems, stemming.kept_stem(term).as_deref().unwrap_or(NO_STEM));
                }
            });
        }
        if words.is_empty() {
            return;
        }
        self.set(field.name(), json!(words));
        self.kinds.insert(kind_of_word(field, ANY));
        for ((language, _), stems) in layout.stemmings.iter().zip(stems) {
            if let Some(name) = layout.label.stems(field, language) {
                self.set(&name, json!(stems));
            }
        }
    }

    /// Lays out names: the words of each, its key, and the value to be counted, each once.
    fn names(&mut self, field: Field, names: &[&str]) {
        let mut words = Vec::new();
        let (mut keys, mut values) = (BTreeSet::new(), BTreeSet::new());
        for name in names {
            let mut of_name = String::new();
            self.each_word(field, name, &mut |term| push(&mut of_name, &token(term)));
            // Names without a word have no key and cannot be asked for, but count.
            values.insert(short(&keyed(name), self.layout.longest));
            if !of_name.is_empty() {
                words.push(of_name);
                keys.insert(short(&text::key(name), self.layout.longest));
            }
        }
        if !words.is_empty() {
            self.set(field.name(), json!(words));
            self.set(&key(field), json!(keys));
        }
        if Schema::get().spec(field).facet && !values.is_empty() {
            self.set(&value(field), json!(values));
        }
    }

    /// Shows each folded word to `f`, and notes what sorts of words there are.
    fn each_word(&mut self, field: Field, text: &str, f: &mut dyn FnMut(&str)) {
        let mut words = marked(text);
        let mut term = String::new();
        while let Some((_, marks)) = words.next_into(&mut term) {
            let kinds = [(marks.number, NUMBER), (marks.money, MONEY), (marks.date, DATE)];
            for (_, kind) in kinds.into_iter().filter(|(is, _)| *is) {
                self.kinds.insert(kind_of_word(field, kind));
            }
            f(&term);
        }
    }
}

/// What a word is called in [`KINDS`], whatever it is: servers do not tell which articles have a text.
pub(super) const ANY: &str = "word";
/// What a number is called there.
pub(super) const NUMBER: &str = "number";
/// What a sum of money is called there.
pub(super) const MONEY: &str = "money";
/// What a date is called there.
pub(super) const DATE: &str = "date";

fn push(words: &mut String, word: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(word);
}

/// Returns a folded word as it is sent. A few letters fold to several words: a server would part what
/// is one word here.
pub(super) fn token(term: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c);
    term.replace(is_gap, "\u{2423}")
}

/// Returns a key or value of at most so many bytes: cut and told apart by its hash if it is too
/// long for a server.
pub(super) fn short(value: &str, longest: usize) -> String {
    if value.len() <= longest {
        return value.to_owned();
    }
    let hash = format!("{:016x}", crate::article::hash_of([value.as_bytes()]));
    format!("{}{hash}", &value[..value.floor_char_boundary(longest - hash.len())])
}

/// Returns a number as it sorts when it is read as a text.
pub(in crate::engines) fn hexadecimal(number: u64) -> String {
    format!("{number:016x}")
}

fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Number(_) | Value::Date(_) => None,
    }
}

fn number_of(values: &[(Field, Value)]) -> Option<u64> {
    values.iter().find_map(|(_, value)| match value {
        Value::Number(number) => Some(*number),
        Value::Text(_) | Value::Date(_) => None,
    })
}

/// Returns the id of an article on a server.
pub(in crate::engines) fn id_of(document: &Document) -> String {
    let ArticleId(id) = document.id();
    hexadecimal(id)
}

/// Writes an article as it is kept: for each field the list of its values, and where people are
/// named, as person, text, first word and number of words.
fn kept(document: &Document) -> Json {
    let mut fields: BTreeMap<&str, Vec<Json>> = BTreeMap::new();
    for (field, value) in &document.values {
        let written = match value {
            Value::Number(number) if Schema::get().spec(*field).kind == Kind::Number => {
                json!(number)
            }
            Value::Text(_) | Value::Number(_) | Value::Date(_) => json!(value.written(*field)),
        };
        fields.entry(field.name()).or_default().push(written);
    }
    let mut kept = json!(fields);
    if !document.mentions.is_empty() {
        let mention = |mention: &Mention| {
            let Mention { person, field, first, words } = mention;
            json!([person, field.name(), first, words])
        };
        kept[MENTIONS] = document.mentions.iter().map(mention).collect();
    }
    kept
}

/// What was kept of an article cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("what is kept of an article has a {0} that cannot be read")]
pub(super) struct Unreadable(&'static str);

/// Reads an article that was kept.
///
/// # Errors
/// If a field has a value of another kind.
pub(super) fn read(kept: &Json) -> Result<Document, Unreadable> {
    let mut document = Document::default();
    for (field, spec) in Schema::get().fields() {
        let values = kept.get(field.name()).and_then(Json::as_array);
        for value in values.into_iter().flatten() {
            let read = read_value(spec.kind, value).ok_or(Unreadable(field.name()))?;
            document.values.push((field, read));
        }
    }
    for mention in kept.get(MENTIONS).and_then(Json::as_array).into_iter().flatten() {
        document.mentions.push(read_mention(mention).ok_or(Unreadable(MENTIONS))?);
    }
    Ok(document)
}

fn read_value(kind: Kind, value: &Json) -> Option<Value> {
    Some(match kind {
        Kind::Text | Kind::Name | Kind::Path => Value::Text(value.as_str()?.to_owned()),
        Kind::Number => Value::Number(value.as_u64()?),
        Kind::Hash => Value::Number(u64::from_str_radix(value.as_str()?, 16).ok()?),
        Kind::Date => Value::Date(value.as_str()?.parse().ok()?),
        Kind::Article => return None,
    })
}

fn read_mention(mention: &Json) -> Option<Mention> {
    let number = |at: usize| u32::try_from(mention.get(at)?.as_u64()?).ok();
    let field = mention.get(1)?.as_str()?;
    let field = [Field::Headline, Field::Body].into_iter().find(|known| known.name() == field)?;
    Some(Mention { person: number(0)?, field, first: number(2)?, words: number(3)? })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{DOCUMENT, Dialect, Layout, hexadecimal, kept, read};
    use crate::document::{Document, Mention};
    use crate::engines::finders::label::Label;
    use crate::schema::{Field, Kind, Schema, Value};

    fn english() -> Layout {
        let label = Label::example(&["en"]);
        let hash = |number| json!(hexadecimal(number));
        Layout::of(&Dialect { label: &label, abilities: &[], longest: 1_000, hash })
    }

    fn text(field: Field, text: &str) -> (Field, Value) {
        (field, Value::Text(text.to_owned()))
    }

    #[test]
    fn what_is_sent_has_the_words_of_our_own_tokenizer_and_their_stems() {
        let document = Document {
            values: vec![
                (Field::Id, Value::Number(0x4f2a)),
                text(Field::Headline, "Rates rise"),
                text(Field::Author, "Jane DOE"),
                text(Field::Author, "Al-Masri"),
                text(Field::Author, "Jane Doe"),
                (Field::Published, Value::Date("2024-02".parse().unwrap())),
                text(Field::Body, "One.\n\nTwo $5.\n\nThe U.S. fell 3.5"),
                text(Field::File, "a/b"),
            ],
            mentions: Vec::new(),
        };
        let mut source = english().source(&document);
        assert_eq!(read(&source[DOCUMENT]).unwrap(), document);
        source.remove(DOCUMENT);
        let expected = json!({
            "id": "0000000000004f2a",
            "headline": "rates rise", "headline_en": "rate rise",
            "author": ["jane doe", "al masri", "jane doe"],
            "author_key": ["al masri", "jane doe"],
            "author_value": ["al masri\0Al-Masri", "jane doe\0Jane DOE", "jane doe\0Jane Doe"],
            "date": 19754, "last_day": 19782,
            "body": "one two 5 the us fell 3.5", "body_en": "one two - the us fell -",
            "lead": "one two 5", "lead_en": "one two -",
            "path": "a/b",
            "headline_key": "rates rise",
            "kinds": [
                "body:money", "body:number", "body:word", "headline:word", "lead:money",
                "lead:number", "lead:word",
            ],
        });
        assert_eq!(json!(source), expected);
    }

    #[test]
    fn a_letter_that_folds_to_several_words_is_one_for_the_server() {
        let document =
            Document { values: vec![text(Field::Body, "a ﷺ b")], ..Document::default() };
        let source = english().source(&document);
        assert_eq!(source["body"].as_str().unwrap().split(' ').count(), 3);
        assert_eq!(source["body_en"].as_str().unwrap().split(' ').count(), 3);
    }

    #[test]
    fn what_is_too_long_for_a_server_is_cut_and_told_apart() {
        let long = |end: &str| format!("{}{end}", "Éa ".repeat(200));
        let document = Document {
            values: vec![text(Field::Author, &long("a")), text(Field::Author, &long("b"))],
            ..Document::default()
        };
        let source = Layout { longest: 100, ..english() }.source(&document);
        for field in ["author_key", "author_value"] {
            let values: Vec<&str> =
                source[field].as_array().unwrap().iter().filter_map(|v| v.as_str()).collect();
            assert!(values[0] != values[1] && values.iter().all(|v| v.len() <= 100), "{field}");
        }
    }

    #[test]
    fn an_article_without_a_word_has_no_text_and_sorts_last() {
        let document =
            Document { values: vec![text(Field::Headline, "—")], ..Document::default() };
        let source = english().source(&document);
        assert!(source.get("headline").is_none());
        assert_eq!(source["headline_key"], "\u{10ffff}");
    }

    fn any_value(kind: Kind) -> BoxedStrategy<Value> {
        match kind {
            Kind::Text | Kind::Name | Kind::Path => any::<String>().prop_map(Value::Text).boxed(),
            Kind::Number | Kind::Hash => any::<u64>().prop_map(Value::Number).boxed(),
            Kind::Date => prop::sample::select(vec!["1605-01-02", "2024", "0900-03"])
                .prop_map(|date| Value::Date(date.parse().unwrap()))
                .boxed(),
            Kind::Article => unreachable!("nothing of it is kept"),
        }
    }

    fn any_document() -> impl Strategy<Value = Document> {
        let values: Vec<_> = Schema::get()
            .fields()
            .filter(|(_, spec)| spec.kind != Kind::Article)
            .map(|(field, spec)| {
                prop::collection::vec(any_value(spec.kind), 0..3)
                    .prop_map(move |values| values.into_iter().map(|v| (field, v)).collect())
            })
            .collect();
        let mention = (any::<u32>(), any::<bool>(), any::<u32>(), any::<u32>()).prop_map(
            |(person, headline, first, words)| {
                let field = if headline { Field::Headline } else { Field::Body };
                Mention { person, field, first, words }
            },
        );
        (values, prop::collection::vec(mention, 0..3)).prop_map(
            |(values, mentions): (Vec<Vec<_>>, _)| Document { values: values.concat(), mentions },
        )
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_as_it_was(document in any_document()) {
            // As it goes over the wire.
            let written = kept(&document).to_string();
            prop_assert_eq!(read(&serde_json::from_str(&written).unwrap()).unwrap(), document);
        }
    }
}
