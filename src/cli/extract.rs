//! `byline extract`: what is read from files, without an index.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;
use serde_json::Value;

use crate::article::Article;
use crate::corpus::{Content, File, Rules, file_named, walk};
use crate::engines;
use crate::printers::{visible, visible_line};

use super::args::Extract;
use super::console::Console;
use super::{FOUND, NOTHING, why};

/// An article as schema.org names its parts.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Extracted<'a> {
    headline: &'a str,
    author: Vec<&'a str>,
    agency: Option<&'a str>,
    /// As exactly as the file tells it: `2024-03-05`, `2024-03` or `2024`.
    date_published: Option<String>,
    /// What sums the article up, above its text.
    description: Option<&'a str>,
    /// With the dateline before it, as a reader sees it.
    article_body: Cow<'a, str>,
    dateline: Option<&'a str>,
    article_section: Option<&'a str>,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    /// Where all that was read, if it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    origins: Option<Value>,
}

impl<'a> Extracted<'a> {
    fn of(article: &'a Article, why: bool) -> Self {
        let authors = article.byline.authors.iter();
        let dateline = article.dateline.as_ref().map(|dateline| dateline.printed.as_str());
        let (standfirst, text) = article.body.split_at(article.standfirst);
        let text = text.trim_start();
        Extracted {
            headline: &article.headline,
            author: authors.map(|author| author.name.display()).collect(),
            agency: article.byline.agency.as_deref(),
            date_published: article.published.map(|day| day.to_string()),
            description: Some(standfirst).filter(|text| !text.is_empty()),
            article_body: match dateline {
                Some(dateline) => format!("{dateline} — {text}").into(),
                None => Cow::Borrowed(text),
            },
            dateline,
            article_section: article.section.as_deref(),
            publisher: article.publication.as_deref(),
            url: article.url.as_deref(),
            language: article.language.as_deref(),
            origins: why.then(|| why::record(article)),
        }
    }
}

/// Reads files and folders, and writes what is in them.
pub(super) fn run(extract: &Extract, console: &mut Console<'_>) -> anyhow::Result<u8> {
    let mut written = Written { json: extract.json, why: extract.why, ids: HashSet::new() };
    let rules = Rules::of_pairs(&extract.mapping.map)?;
    for path in &extract.paths {
        for file in files(path, rules.clone(), console)? {
            file_to(&mut written, &file, console)?;
        }
    }
    if extract.json {
        let (begin, end) = if written.ids.is_empty() { ("{", "}") } else { ("", "\n}") };
        writeln!(console.out, "{begin}{end}")?;
    }
    console.out.flush()?;
    Ok(if written.ids.is_empty() { NOTHING } else { FOUND })
}

/// Returns the files that `path` stands for; tells what cannot be looked at.
fn files(path: &Path, rules: Rules, console: &mut Console<'_>) -> anyhow::Result<Vec<File>> {
    if path.is_dir() {
        let found = walk(path, rules, engines::is_index)?;
        for error in found.errors {
            console.say(&format!("{:#}", anyhow::Error::from(error)))?;
        }
        return Ok(found.files);
    }
    let place = || path.display().to_string();
    let name = path.file_name().with_context(place)?.to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new(""));
    Ok(vec![file_named(folder, &rules, &name).with_context(place)?])
}

fn file_to(written: &mut Written, file: &File, console: &mut Console<'_>) -> anyhow::Result<()> {
    let content = match Content::open(file) {
        Ok(content) => content,
        Err(error) => return Ok(console.say(&format!("{:#}", anyhow::Error::from(error)))?),
    };
    let mut done = Ok(());
    content.articles(|article| {
        done = match article {
            Ok(article) => written.write(&article, console.out),
            Err(error) => console.say(&format!("{:#}", anyhow::Error::from(error))),
        };
        done.is_ok()
    });
    Ok(done?)
}

/// Writes articles one by one, so that no more than one is held.
struct Written {
    json: bool,
    /// Whether to tell where everything was read.
    why: bool,
    /// Of the articles that are written.
    ids: HashSet<String>,
}

impl Written {
    fn write(&mut self, article: &Article, out: &mut dyn Write) -> io::Result<()> {
        let is_first = self.ids.is_empty();
        let id = self.id(article);
        if self.json {
            let before = if is_first { "{\n" } else { ",\n" };
            let (key, value) = (
                serde_json::to_string(&id)?,
                serde_json::to_string(&Extracted::of(article, self.why))?,
            );
            return write!(out, "{before}{key}: {value}");
        }
        if !is_first {
            writeln!(out)?;
        }
        if self.why {
            writeln!(out, "{:<10} {}", "id", visible_line(&id))?;
            return why::table(article, out);
        }
        text(&id, &Extracted::of(article, false), out)
    }

    /// Returns the name of the file without its ending, and the part if it is one of several; with
    /// the ending where another article has that id.
    fn id(&mut self, article: &Article) -> String {
        let file = &article.source.file;
        let part = article.source.part.map_or_else(String::new, |part| format!("#{part}"));
        let mut id = format!("{}{part}", without_ending(file));
        if self.ids.contains(&id) {
            id = format!("{file}{part}");
        }
        // The same file may be named twice.
        let mut copy = 2;
        while self.ids.contains(&id) {
            id = format!("{file}{part} ({copy})");
            copy += 1;
        }
        self.ids.insert(id.clone());
        id
    }
}

/// Returns a path without the ending that tells a format, and what packs it: `a/b` of
/// `a/b.html.gz`.
fn without_ending(file: &str) -> &str {
    let packed = file.strip_suffix(".gz").or_else(|| file.strip_suffix(".zst"));
    let file = packed.unwrap_or(file);
    let folder = file.rfind('/').map_or(0, |slash| slash + 1);
    match file[folder..].rfind('.') {
        Some(dot) if dot > 0 => &file[..folder + dot],
        _ => file,
    }
}

fn text(id: &str, article: &Extracted<'_>, out: &mut dyn Write) -> io::Result<()> {
    let authors = (!article.author.is_empty()).then(|| article.author.join("; "));
    let headline = (!article.headline.is_empty()).then_some(article.headline);
    let lines = [
        ("id", Some(id)),
        ("headline", headline),
        ("author", authors.as_deref()),
        ("agency", article.agency),
        ("published", article.date_published.as_deref()),
        ("dateline", article.dateline),
        ("section", article.article_section),
        ("source", article.publisher),
        ("url", article.url),
        ("language", article.language),
        ("standfirst", article.description),
    ];
    for (name, value) in lines {
        if let Some(value) = value {
            writeln!(out, "{name:<11}{}", visible_line(value))?;
        }
    }
    if !article.article_body.is_empty() {
        writeln!(out, "\n{}", visible(&article.article_body))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::without_ending;

    #[test]
    fn an_id_is_the_name_of_the_file_without_its_endings() {
        for (file, expected) in [
            ("bridge.html", "bridge"),
            ("1998/bridge.html.gz", "1998/bridge"),
            ("v1.2/bridge", "v1.2/bridge"),
            ("v1.2/.bridge", "v1.2/.bridge"),
            ("bridge.v2.txt.zst", "bridge.v2"),
        ] {
            assert_eq!(without_ending(file), expected);
        }
    }
}
