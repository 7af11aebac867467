//! What a format says of an article, before it is one.

use crate::article::{
    Article, Byline, Dateline, PrintedDate, Published, body_of, date_in_path, language_tag,
    one_line,
};
use crate::formats::format::Error;
use crate::formats::{about, html};

/// So many bylines and people of an article are looked at.
const MOST_BYLINES: usize = 200;
const MOST_PEOPLE: usize = 1_000;
/// A piece of HTML with more tags is not parsed.
const MOST_TAGS: usize = 200_000;
/// Lines of a text that was wrapped are shorter, on average, in bytes.
const LONG_LINE: usize = 120;

/// What a format says of an article, as it is printed. Where there are several, the first that says
/// something counts.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub headlines: Vec<Option<String>>,
    /// Lists of bylines: the first that names somebody counts, and of it all.
    pub bylines: Vec<Vec<String>>,
    /// Who is credited, and may be a wire service.
    pub credits: Vec<Option<String>>,
    /// Who has sent it out, known as a wire service or not.
    pub distributors: Vec<Option<String>>,
    /// A dateline that stands apart from the text.
    pub dateline: Option<String>,
    pub dates: Vec<Option<String>>,
    pub sections: Vec<Option<String>>,
    pub publications: Vec<Option<String>>,
    pub urls: Vec<Option<String>>,
    pub languages: Vec<Option<String>>,
    pub label: Option<String>,
    /// The people whom the file lists as what it is about.
    pub people: Vec<String>,
    pub paragraphs: Vec<String>,
}

impl Draft {
    /// Makes the article.
    ///
    /// # Errors
    /// If there is neither headline nor text.
    pub(super) fn article(self, file: &str) -> Result<Article, Error> {
        let headline = first(self.headlines, one_line);
        let mut paragraphs: Vec<&str> = self.paragraphs.iter().map(String::as_str).collect();
        if headline.is_none() && paragraphs.iter().all(|text| text.trim().is_empty()) {
            return Err(Error::Blank);
        }
        let split = paragraphs.first().and_then(|first| Dateline::split(first));
        if let Some((_, rest)) = &split {
            paragraphs[0] = rest;
        }
        let apart = self.dateline.as_deref().and_then(dateline);
        if let Some(dateline) = &apart {
            without_dateline(&mut paragraphs, &dateline.printed);
        }
        let dateline = split.map(|(dateline, _)| dateline).or(apart);
        let known = date_in_path(file);
        let published = first(self.dates, |text| date(text, known))
            .or_else(|| dateline.as_ref()?.published(known));
        let mut byline = byline(&self.bylines);
        if byline.agency.is_none() {
            let known = |credit: &str| Byline::parse(credit).agency;
            // "Nordwire/Jane Doe" is a service and a photographer.
            let alone = |credit: &str| one_line(credit).filter(|credit| !credit.contains('/'));
            let named = |credit: &str| known(credit).or_else(|| alone(credit));
            byline.agency = first(self.credits, known).or_else(|| first(self.distributors, named));
        }
        Ok(Article {
            headline: headline.unwrap_or_default(),
            byline,
            dateline,
            published,
            section: first(self.sections, one_line),
            publication: first(self.publications, one_line),
            url: first(self.urls, |url| is_link(url).then(|| url.trim().to_owned())),
            language: first(self.languages, language_tag),
            label: self.label.as_deref().and_then(one_line),
            about: about::names(self.people.into_iter().take(MOST_PEOPLE)),
            body: body_of(paragraphs),
            ..Article::default()
        })
    }
}

fn first<T>(found: Vec<Option<String>>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    found.into_iter().flatten().find_map(|text| read(&text))
}

fn byline(lists: &[Vec<String>]) -> Byline {
    let entries =
        |list: &Vec<String>| Byline::of(list.iter().take(MOST_BYLINES).map(String::as_str));
    let mut bylines = lists.iter().map(entries);
    bylines.find(|byline| !byline.is_empty()).unwrap_or_default()
}

fn date(text: &str, known: Option<Published>) -> Option<Published> {
    PrintedDate::find(text)?.resolve(known)
}

/// Takes a dateline that is told apart from the text as well: it may stand behind a summary.
fn without_dateline(paragraphs: &mut [&str], printed: &str) {
    for paragraph in paragraphs.iter_mut().take(3) {
        if let Some(rest) = paragraph.trim_start().strip_prefix(printed)
            && let rest = rest.trim_start()
            && rest.starts_with(['-', '–', '—'])
        {
            *paragraph = rest.trim_start_matches(['-', '–', '—']).trim_start();
            return;
        }
    }
}

/// A dateline that the file says is one: then a place alone need not be in capitals.
fn dateline(printed: &str) -> Option<Dateline> {
    let printed = one_line(printed)?;
    let alone = || {
        let date = PrintedDate::find(&printed);
        let start = date.as_ref().map_or(printed.len(), |date| date.range.start);
        let place = printed[..start].trim_end_matches([',', ' ', '-', '–', '—', ';']);
        let is_place = place.len() <= 60 && place.starts_with(char::is_alphabetic);
        is_place.then(|| Dateline {
            printed: printed.trim_end_matches([' ', '-', '–', '—']).to_owned(),
            place: place.to_owned(),
            ..Dateline::default()
        })
    };
    Dateline::of(&printed).filter(|dateline| !dateline.printed.is_empty()).or_else(alone)
}

fn is_link(text: &str) -> bool {
    let text = text.trim();
    text.contains("://") && !text.contains(char::is_whitespace)
}

/// Returns the paragraphs of a text that may be HTML: in feeds it is, whatever they say.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let is_marked = text.contains('<') || (text.contains('&') && text.contains(';'));
    // A page of so many tags would take a gigabyte: it stays as it is.
    let is_bearable = text.bytes().filter(|byte| *byte == b'<').take(MOST_TAGS).count() < MOST_TAGS;
    if is_marked && is_bearable { html::paragraphs(text) } else { plain_paragraphs(text) }
}

/// Empty lines part paragraphs. Without any, a line is one if it is longer than those of a text that
/// was wrapped.
fn plain_paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    let filled = lines.iter().filter(|line| !line.is_empty()).count();
    if filled == lines.len() && text.len() >= LONG_LINE * filled {
        return lines.into_iter().map(str::to_owned).collect();
    }
    let parted = lines.split(|line| line.is_empty());
    parted.filter(|lines| !lines.is_empty()).map(|lines| lines.join(" ")).collect()
}
