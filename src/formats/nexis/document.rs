//! One document to an article.

use crate::article::{
    Article, Byline, Dateline, Origin, PrintedDate, Property, Published, body_of, date_in_path,
    one_line,
};

use super::keys::{Key, field, language};
use super::split::Document;
use crate::formats::about;
use crate::formats::format::Error;

/// Lines that are cut by hand are no longer, in characters.
const WRAPPED: usize = 100;

/// Reads a document, which stands in `file`.
///
/// # Errors
/// If there is neither a headline nor a text.
pub(super) fn article(file: &str, document: &Document) -> Result<Article, Error> {
    let parts = Parts::of(&document.lines);
    let known = date_in_path(file);
    let (head, published) = if document.is_counted {
        counted(&parts.before, known)
    } else {
        uncounted(&parts.before, known)
    };
    let told = |key: Key| {
        let mut fields =
            parts.fields.iter().filter(|(told, value)| *told == key && !value.is_empty());
        fields.next().map(|(_, value)| value.as_str())
    };
    let mut paragraphs = parts.paragraphs();
    let mut dateline = told(Key::Dateline).and_then(Dateline::of);
    if dateline.is_none()
        && let Some(first) = paragraphs.first_mut()
        && let Some((found, rest)) = Dateline::split(first)
    {
        *first = rest.to_owned();
        dateline = Some(found);
    }
    if let Some(highlight) = told(Key::Highlight) {
        paragraphs.insert(0, highlight.to_owned());
    }
    let people = told(Key::Person).unwrap_or_default().split(';').map(str::to_owned);
    let mut article = Article {
        headline: told(Key::Headline).and_then(one_line).unwrap_or(head.headline),
        byline: told(Key::Byline).map(Byline::parse).unwrap_or_default(),
        published: published.or_else(|| dateline.as_ref()?.published(known)),
        dateline,
        section: told(Key::Section).and_then(one_line),
        publication: head.publication,
        url: told(Key::Url).filter(|url| url.starts_with("http")).map(str::to_owned),
        language: told(Key::Language).and_then(language),
        about: about::names(people),
        body: body_of(paragraphs.iter().map(String::as_str)),
        ..Article::default()
    };
    if article.is_blank() {
        return Err(Error::Blank);
    }
    let keys = |property: Property| match property {
        Property::Headline => told(Key::Headline).map(|_| "HEADLINE"),
        Property::Dateline => told(Key::Dateline).map(|_| "DATELINE"),
        Property::Author | Property::Agency => Some("BYLINE"),
        Property::Section => Some("SECTION"),
        Property::Url => Some("URL"),
        Property::Language => Some("LANGUAGE"),
        Property::About => Some("PERSON"),
        Property::Body => Some("BODY"),
        Property::Published | Property::Publication | Property::Label => None,
    };
    article.note_origins(|property| match (keys(property), property) {
        (Some(key), _) => Origin::sure(key),
        (None, Property::Dateline) => Origin::likely("the text"),
        (None, _) => Origin::likely("above the fields"),
    });
    Ok(article)
}

/// A document in its parts.
#[derive(Default)]
struct Parts<'d> {
    /// The blocks before the first field, each of lines.
    before: Vec<Vec<&'d str>>,
    fields: Vec<(Key, String)>,
    /// The blocks of the text.
    text: Vec<Vec<&'d str>>,
}

impl<'d> Parts<'d> {
    fn of(lines: &'d [String]) -> Self {
        let mut parts = Parts::default();
        // Whether the text has begun, and whether it is over.
        let (mut is_text, mut is_over) = (false, false);
        // Whether the last line was of a field, whose value may go on.
        let mut is_open = false;
        let mut is_behind_blank = true;
        let mut is_measured = false;
        for line in lines.iter().map(|line| line.trim()) {
            if line.is_empty() {
                (is_behind_blank, is_open) = (true, false);
                continue;
            }
            let is_within = is_text && !is_over;
            let found = field(line, is_within).filter(|_| is_behind_blank || !is_within);
            if let Some((key, value)) = found {
                match key {
                    Key::Body => is_text = true,
                    Key::Language | Key::Person | Key::Url | Key::Other if is_text => {
                        is_over = true;
                    }
                    Key::Length => is_measured = true,
                    _ => {}
                }
                is_open = key != Key::Body;
                if key == Key::Body && !value.is_empty() {
                    parts.text.push(vec![value]);
                } else {
                    parts.fields.push((key, value.to_owned()));
                }
            } else if let Some((_, value)) = parts.fields.last_mut().filter(|_| is_open) {
                value.push(' ');
                value.push_str(line);
            } else if is_over {
                // What stands below the fields at the end: the list of a classification, copyright.
            } else if is_text || is_measured {
                is_text = true;
                push(&mut parts.text, line, is_behind_blank);
            } else {
                push(&mut parts.before, line, is_behind_blank);
            }
            is_behind_blank = false;
        }
        parts
    }

    /// Returns the paragraphs of the text: lines that were cut at some width are joined.
    fn paragraphs(&self) -> Vec<String> {
        let is_wrapped = self.text.iter().flatten().all(|line| line.chars().count() <= WRAPPED);
        let is_notice = |line: &str| {
            let line = line.to_lowercase();
            line.starts_with("copyright ") || line == "all rights reserved"
        };
        let mut paragraphs = Vec::new();
        for block in &self.text {
            let lines = block.iter().copied().filter(|line| !is_notice(line));
            if is_wrapped {
                paragraphs.push(lines.collect::<Vec<_>>().join(" "));
            } else {
                paragraphs.extend(lines.map(str::to_owned));
            }
        }
        paragraphs
    }
}

fn push<'d>(blocks: &mut Vec<Vec<&'d str>>, line: &'d str, is_new: bool) {
    match blocks.last_mut().filter(|_| !is_new) {
        Some(block) => block.push(line),
        None => blocks.push(vec![line]),
    }
}

/// What stands above the fields.
#[derive(Default)]
struct Head {
    headline: String,
    publication: Option<String>,
}

/// Reads what old Nexis puts above the fields: copyright, publication, date with edition, headline.
fn counted(blocks: &[Vec<&str>], known: Option<Published>) -> (Head, Option<Published>) {
    let blocks = without_copyright(blocks);
    let dated = blocks.iter().position(|block| block.iter().any(|line| is_date(line)));
    let publication = blocks[..dated.unwrap_or(blocks.len()).min(1)].concat();
    let published = dated.and_then(|at| blocks[at].iter().find_map(|line| date(line, known)));
    let behind = dated.map_or(1, |at| at + 1).min(blocks.len());
    let headline = blocks[behind..].concat().join(" ");
    let head = Head {
        headline: one_line(&headline).unwrap_or_default(),
        publication: publication.first().and_then(|line| one_line(line)),
    };
    (head, published)
}

/// Reads what Nexis Uni puts above the fields: headline, publication, date, edition. A list of all
/// documents may stand before the first.
fn uncounted(blocks: &[Vec<&str>], known: Option<Published>) -> (Head, Option<Published>) {
    let blocks = without_copyright(blocks);
    let lines = || {
        blocks.iter().enumerate().flat_map(|(at, block)| block.iter().map(move |line| (at, *line)))
    };
    let all: Vec<(usize, &str)> = lines().collect();
    let Some(dated) = all.iter().rposition(|(_, line)| is_date(line)) else {
        let headline = all.first().and_then(|(_, line)| one_line(line)).unwrap_or_default();
        let publication = all.get(1).and_then(|(_, line)| one_line(line));
        return (Head { headline, publication }, None);
    };
    let published = date(all[dated].1, known);
    let Some(outlet) = dated.checked_sub(1) else {
        return (Head::default(), published);
    };
    // The headline is what stands before the outlet in its block, else the block before that.
    let headline_of = |block: usize| {
        let lines = all[..outlet].iter().filter(|(at, _)| *at == block).map(|(_, line)| *line);
        one_line(&lines.collect::<Vec<_>>().join(" "))
    };
    let block = all[outlet].0;
    let before = || headline_of(block.checked_sub(1)?);
    let head = Head {
        headline: headline_of(block).or_else(before).unwrap_or_default(),
        publication: one_line(all[outlet].1),
    };
    (head, published)
}

fn without_copyright<'d>(blocks: &[Vec<&'d str>]) -> Vec<Vec<&'d str>> {
    let is_notice = |line: &str| {
        let line = line.to_lowercase();
        line.starts_with("copyright ")
            || line.starts_with('©')
            || line.contains("all rights reserved")
    };
    let kept = blocks
        .iter()
        .map(|block| block.iter().copied().filter(|line| !is_notice(line)).collect::<Vec<&str>>());
    kept.filter(|block| !block.is_empty()).collect()
}

/// Returns true if a line is a date and little else: "March 3, 2005 Thursday".
fn is_date(line: &str) -> bool {
    let found = PrintedDate::find(line);
    found.is_some_and(|date| date.range.len() + 24 >= line.len() && date.range.start <= 12)
}

fn date(line: &str, known: Option<Published>) -> Option<Published> {
    PrintedDate::find(line)?.resolve(known)
}
