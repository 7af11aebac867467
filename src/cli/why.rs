//! Where each property of an article was read, and how sure that is.

use std::io::{self, Write};

use anyhow::{Context as _, bail};
use serde_json::{Map, Value, json};

use crate::article::{Article, Name, Property, Source, hash_of, one_line};
use crate::corpus::{Content, Rules, file_named};
use crate::document::Document;
use crate::engines::Engine;
use crate::printers::visible_line;
use crate::schema::Field;

use super::FOUND;
use super::console::Console;

/// So many characters of a value are shown.
const SHOWN: usize = 60;

/// Reads the file of an article again, and tells where everything stands.
///
/// # Errors
/// If the file is gone or cannot be read, or the article is not in it any more.
pub(super) fn show(
    engine: &dyn Engine,
    kept: &Document,
    json: bool,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let source = kept.source();
    let mut article = again(engine, &source)?;
    if let Some((furniture, _)) = engine.furniture()? {
        furniture.cut(&mut article);
    }
    let now = hash_of([article.headline.as_bytes(), article.body.as_bytes()]);
    if kept.number_of(Field::Hash).is_some_and(|hash| hash != now) {
        console.say("the file was indexed otherwise than it is read now: `byline index` brings the index up to date")?;
    }
    if json {
        let record = json!({
            "id": kept.id().to_string(),
            "path": source.file,
            "part": source.part,
            "format": article.origins.format,
            "origins": record(&article),
        });
        writeln!(console.out, "{record}")?;
    } else {
        writeln!(console.out, "{}\n", visible_line(&source.to_string()))?;
        table(&article, console.out)?;
    }
    console.out.flush()?;
    Ok(FOUND)
}

/// Reads an article from its file.
fn again(engine: &dyn Engine, source: &Source) -> anyhow::Result<Article> {
    let file = file_named(engine.corpus(), &Rules::default(), &source.file)?;
    let content = Content::open(&file)?;
    let mut found = None;
    content.articles(|article| {
        match article {
            Ok(article) if article.source == *source => found = Some(Ok(article)),
            Err(error) if error.place == *source => found = Some(Err(error)),
            Ok(_) | Err(_) => {}
        }
        found.is_none()
    });
    let Some(article) = found else { bail!("{source} is not there any more") };
    article.context("cannot be read again")
}

/// Writes a line for each property: how sure it is, where it stands, and the value, cut.
pub(super) fn table(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{:<10} {}", "format", article.origins.format)?;
    let places = Property::all().filter_map(|property| article.origins.of(property));
    let width = places.map(|origin| origin.place.chars().count()).max().unwrap_or(0).min(40);
    for property in Property::all() {
        let name = property.name();
        if let Some(origin) = article.origins.of(property) {
            let (trust, place) = (origin.trust.to_string(), visible_line(&origin.place));
            let value = visible_line(&cut(&value(article, property))).into_owned();
            writeln!(out, "{name:<10} {trust:<7}  {place:<width$}  {value}")?;
        } else if matches!(property, Property::Headline | Property::Author | Property::Published) {
            writeln!(out, "{name:<10} not found")?;
        }
    }
    Ok(())
}

/// Returns of each property that the article has where it stands and how sure it is.
pub(super) fn record(article: &Article) -> Value {
    let told = Property::all().filter_map(|property| {
        let origin = article.origins.of(property)?;
        let trust = origin.trust.to_string();
        Some((property.name().to_owned(), json!({"place": origin.place, "trust": trust})))
    });
    Value::Object(told.collect::<Map<_, _>>())
}

fn value(article: &Article, property: Property) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match property {
        Property::Headline => article.headline.clone(),
        Property::Author => {
            let names = article.byline.authors.iter().map(|author| author.name.display());
            names.collect::<Vec<_>>().join("; ")
        }
        Property::Agency => text(&article.byline.agency),
        Property::Dateline => {
            article.dateline.as_ref().map(|it| it.printed.clone()).unwrap_or_default()
        }
        Property::Published => article.published.map(|day| day.to_string()).unwrap_or_default(),
        Property::Section => text(&article.section),
        Property::Publication => text(&article.publication),
        Property::Url => text(&article.url),
        Property::Language => text(&article.language),
        Property::Label => text(&article.label),
        Property::About => article.about.iter().map(Name::display).collect::<Vec<_>>().join("; "),
        Property::Body => one_line(&article.body[article.standfirst..]).unwrap_or_default(),
    }
}

fn cut(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}
