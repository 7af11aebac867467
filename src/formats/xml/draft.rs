//! What a format says of an article, before it is one.

use crate::article::{
    Article, Byline, Dateline, Origin, Origins, PrintedDate, Property, Published, body_of,
    date_in_path, language_tag, one_line,
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

/// A text, and what it is called where it stands.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub text: String,
    /// The path of an element below the article, `@` before the name of an attribute.
    pub place: &'static str,
}

impl Said {
    /// Returns `text` as that which stands at `place`; `None` if there is none.
    pub(super) fn at(place: &'static str, text: Option<String>) -> Option<Self> {
        text.map(|text| Said { text, place })
    }
}

/// What a format says of an article, as it is printed. Where there are several, the first that says
/// something counts.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub headlines: Vec<Option<Said>>,
    /// Lists of bylines, and what is called so: the first that names somebody counts, and of it all.
    pub bylines: Vec<(&'static str, Vec<String>)>,
    /// Who is credited, and may be a wire service.
    pub credits: Vec<Option<Said>>,
    /// Who has sent it out, known as a wire service or not.
    pub distributors: Vec<Option<Said>>,
    /// A dateline that stands apart from the text.
    pub dateline: Option<Said>,
    pub dates: Vec<Option<Said>>,
    pub sections: Vec<Option<Said>>,
    pub publications: Vec<Option<Said>>,
    pub urls: Vec<Option<Said>>,
    pub languages: Vec<Option<Said>>,
    pub label: Option<Said>,
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
        let mut origins = Origins::default();
        let headline = origins.noted(Property::Headline, first(self.headlines, one_line));
        let mut paragraphs: Vec<&str> = self.paragraphs.iter().map(String::as_str).collect();
        let is_empty = paragraphs.iter().all(|text| text.trim().is_empty());
        if headline.is_none() && is_empty {
            return Err(Error::Blank);
        }
        if !is_empty {
            origins.note(Property::Body, Origin::sure("the text"));
        }
        let split = paragraphs.first().and_then(|first| Dateline::split(first));
        if let Some((_, rest)) = &split {
            paragraphs[0] = rest;
        }
        let apart = first([self.dateline], dateline);
        if let Some((dateline, _)) = &apart {
            without_dateline(&mut paragraphs, &dateline.printed);
        }
        let split = split.map(|(dateline, _)| (dateline, Origin::likely("the text")));
        let dateline = origins.noted(Property::Dateline, split.or(apart));
        let known = date_in_path(file);
        let in_dateline = || {
            let day = dateline.as_ref()?.published(known)?;
            Some((day, Origin::likely("the dateline")))
        };
        let published = first(self.dates, |text| date(text, known)).or_else(in_dateline);
        let published = origins.noted(Property::Published, published);
        let mut byline = byline(&self.bylines, &mut origins);
        if byline.agency.is_none() {
            let known = |credit: &str| Byline::parse(credit).agency;
            // "Nordwire/Jane Doe" is a service and a photographer.
            let alone = |credit: &str| one_line(credit).filter(|credit| !credit.contains('/'));
            let named = |credit: &str| known(credit).or_else(|| alone(credit));
            let credited = first(self.credits, known).or_else(|| first(self.distributors, named));
            byline.agency = origins.noted(Property::Agency, credited);
        }
        let about = about::names(self.people.into_iter().take(MOST_PEOPLE));
        if !about.is_empty() {
            origins.note(Property::About, Origin::sure("the list of people"));
        }
        let link = |url: &str| is_link(url).then(|| url.trim().to_owned());
        Ok(Article {
            headline: headline.unwrap_or_default(),
            byline,
            dateline,
            published,
            section: origins.noted(Property::Section, first(self.sections, one_line)),
            publication: origins.noted(Property::Publication, first(self.publications, one_line)),
            url: origins.noted(Property::Url, first(self.urls, link)),
            language: origins.noted(Property::Language, first(self.languages, language_tag)),
            label: origins.noted(Property::Label, first([self.label], one_line)),
            about,
            body: body_of(paragraphs),
            origins,
            ..Article::default()
        })
    }
}

/// Returns the first that `read` can make something of, and where it stands.
fn first<T>(
    found: impl IntoIterator<Item = Option<Said>>,
    read: impl Fn(&str) -> Option<T>,
) -> Option<(T, Origin)> {
    let mut found = found.into_iter().flatten();
    found.find_map(|said| Some((read(&said.text)?, Origin::sure(said.place))))
}

fn byline(lists: &[(&'static str, Vec<String>)], origins: &mut Origins) -> Byline {
    for (place, list) in lists {
        let byline = Byline::of(list.iter().take(MOST_BYLINES).map(String::as_str));
        if !byline.is_empty() {
            origins.note_byline(&byline, Origin::sure(*place));
            return byline;
        }
    }
    Byline::default()
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
