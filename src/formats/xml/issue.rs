//! An issue of a scanned newspaper: its METS, and the pages of ALTO that this lists.
//!
//! An article is told as soon as the last page it stands on is read; then comes what stands on that
//! page in no article.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io::BufRead;
use std::ops::Range;

use super::alto::{self, Pages};
use super::draft::{Draft, Said};
use super::mets::{Area, Mets, Role};
use super::mods::Mods;
use super::page::{Page, Text, Word};
use super::reader::{Piece, Reader};
use super::sniff::is_rooted;
use crate::article::{Article, Origin, Property, body_of};
use crate::formats::format::{Error, Format, Input};
use crate::formats::unpacked_extension;

/// The row of this format.
pub(in super::super) const FORMAT: Format = Format {
    name: "METS/ALTO",
    extensions: super::EXTENSIONS,
    sniff: |head| is_rooted(head, &["mets"]),
    is_proof: true,
    read: |input| match Issue::of(input) {
        Ok(issue) => Box::new(issue),
        Err(error) => Box::new(std::iter::once(Err((None, error)))),
    },
};

/// Fewer words together that are in no article are a running head or the number of a page.
const FEWEST_LEFT: usize = 12;
/// An article without a headline that has fewer is what recognition makes of a picture.
const FEWEST_WORDS: usize = 4;
/// So many pages of an issue are read.
const MOST_PAGES: usize = 5_000;
/// So many words are held of articles whose last page is yet to come: those of some fifty pages.
const MOST_HELD: usize = 1_000_000;

/// See [`crate::formats::listed_pages`].
pub(in super::super) fn listed_pages(text: Box<dyn BufRead + '_>) -> Vec<String> {
    let mut reader = Reader::of(text);
    let (mut pages, mut is_begun) = (Vec::new(), false);
    while let Ok(piece @ (Piece::Open(_) | Piece::Close(_))) = reader.next() {
        let Piece::Open(opened) = piece else { continue };
        is_begun = is_begun || opened.name == "mets";
        if !is_begun || pages.len() == MOST_PAGES {
            break;
        }
        if opened.name == "FLocat"
            && let Some(href) = opened.xlink("href").filter(|href| is_page(href))
        {
            pages.push(href.to_owned());
        }
    }
    pages
}

/// METS lists pictures, too, and seldom says of a file that it is ALTO.
fn is_page(href: &str) -> bool {
    unpacked_extension(href) == "xml"
}

/// What is read of an issue so far.
struct Issue<'a> {
    input: Beside<'a>,
    mets: Mets,
    about: Mods,
    /// The articles; `None` if it is told.
    articles: Vec<Option<Item>>,
    /// Which piece of which article stands in a file, by the id of that.
    pieces: HashMap<String, Vec<(usize, usize)>>,
    /// Id and address of the files of pages that are yet to be read.
    files: std::vec::IntoIter<(String, String)>,
    /// What is printed as the number of the page in a file.
    numbers: HashMap<String, String>,
    /// How many pages were read; their parts are behind those of the articles.
    pages: usize,
    /// How many words the articles hold.
    held: usize,
    /// The files that are not there.
    missing: Vec<String>,
    ready: VecDeque<Told>,
    is_over: bool,
}

/// What the file of an issue stands beside.
struct Beside<'a> {
    page: &'a dyn Fn(&str) -> Option<Box<dyn BufRead + 'a>>,
    file: &'a str,
}

type Told = Result<Article, (Option<u32>, Error)>;

/// An article whose pieces are collected.
struct Item {
    div: usize,
    /// What each piece is, where it stands, and its words once its page is read.
    pieces: Vec<(Role, Area, Vec<Word>)>,
    /// How many of them stand in files that are yet to be read.
    awaited: usize,
}

impl Iterator for Issue<'_> {
    type Item = Told;

    fn next(&mut self) -> Option<Told> {
        while self.ready.is_empty() && !self.is_over {
            match self.files.next() {
                Some((id, href)) => self.read(&id, &href),
                None => self.end(),
            }
        }
        self.ready.pop_front()
    }
}

impl<'a> Issue<'a> {
    fn of(input: Input<'a>) -> Result<Self, Error> {
        let mets = Mets::read(input.text)?;
        let mut known = HashSet::new();
        let files = mets.files.iter().filter(|(_, href)| is_page(href) && known.insert(href));
        let files: Vec<(String, String)> = files.take(MOST_PAGES).cloned().collect();
        if files.is_empty() {
            return Err(Error::Malformed { says: "METS that lists no pages of text".to_owned() });
        }
        let divs = mets.articles();
        let readable: HashSet<&str> = files.iter().map(|(id, _)| id.as_str()).collect();
        let mut pieces: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        let mut articles = Vec::new();
        for (found, div) in mets.pieces(&divs)?.into_iter().zip(divs) {
            let found = found.into_iter().filter(|(_, area)| readable.contains(&*area.file));
            let found: Vec<_> = found.map(|(role, area)| (role, area, Vec::new())).collect();
            for (piece, (_, area, _)) in found.iter().enumerate() {
                pieces.entry(area.file.clone()).or_default().push((articles.len(), piece));
            }
            articles.push(Some(Item { div, awaited: found.len(), pieces: found }));
        }
        let mut numbers = HashMap::new();
        for div in mets.divs.iter().filter(|div| !div.is_logical) {
            for (file, number) in div.files.iter().zip(div.number.iter().cycle()) {
                numbers.insert(file.clone(), number.clone());
            }
        }
        Ok(Issue {
            input: Beside { page: input.page, file: input.file },
            about: about(&mets),
            mets,
            articles,
            pieces,
            files: files.into_iter(),
            numbers,
            pages: 0,
            held: 0,
            missing: Vec::new(),
            ready: VecDeque::new(),
            is_over: false,
        })
    }

    /// Reads the pages of a file, and tells the articles that end there.
    fn read(&mut self, id: &str, href: &str) {
        let pieces = self.pieces.remove(id).unwrap_or_default();
        let mut rest = Vec::new();
        if let Some(text) = (self.input.page)(href) {
            if let Err(error) = self.pages(id, text, &pieces, &mut rest) {
                let says = format!("page `{href}`: {error}");
                self.ready.push_back(Err((None, Error::Malformed { says })));
            }
        } else {
            self.missing.push(href.to_owned());
        }
        for (number, _) in pieces {
            let item = self.articles[number].as_mut();
            let awaited = item.map_or(0, |item| {
                item.awaited -= 1;
                item.awaited
            });
            if awaited == 0 {
                self.tell(number);
            }
        }
        self.ready.extend(rest.into_iter().map(Ok));
    }

    /// Gives the articles their words, and what is left to `rest`.
    fn pages(
        &mut self,
        id: &str,
        text: Box<dyn BufRead + '_>,
        pieces: &[(usize, usize)],
        rest: &mut Vec<Article>,
    ) -> Result<(), Error> {
        let areas = pieces.iter().filter_map(|(number, piece)| {
            let (_, area, _) = &self.articles[*number].as_ref()?.pieces[*piece];
            Some([area.begin.clone(), area.end.clone()])
        });
        let mut pages = Pages::new(Reader::of(text), areas.flatten().collect());
        while let Some(page) = pages.next()? {
            self.pages += 1;
            let mut is_left = vec![true; page.words.len()];
            for (number, piece) in pieces {
                let item = self.articles[*number].as_mut();
                let Some((_, area, words)) = item.map(|item| &mut item.pieces[*piece]) else {
                    continue;
                };
                let Some(place) = page.between(&area.begin, &area.end) else { continue };
                self.held += place.len();
                if self.held > MOST_HELD {
                    return Err(Error::Malformed { says: "its articles are too long".to_owned() });
                }
                is_left[place.clone()].fill(false);
                words.extend_from_slice(&page.words[place]);
            }
            rest.extend(self.rest(id, &page, &is_left));
        }
        Ok(())
    }

    /// Returns what stands on a page in no article.
    fn rest(&self, id: &str, page: &Page, is_left: &[bool]) -> Option<Article> {
        let mut text = Text::default();
        for block in &page.blocks {
            let runs = is_left[block.clone()].chunk_by(|a, b| a == b);
            let mut start = block.start;
            for run in runs {
                let place: Range<usize> = start..start + run.len();
                start = place.end;
                if run[0] && (self.articles.is_empty() || run.len() >= FEWEST_LEFT) {
                    text.add(&page.words[place]);
                }
            }
        }
        let number = self.numbers.get(id).or(page.number.as_ref());
        let body = body_of(text.paragraphs().iter().map(String::as_str));
        let languages = vec![Said::at("Page@LANG", page.language.clone()), self.language()];
        let headline = alto::headline(number.map(String::as_str));
        let draft = Draft {
            headlines: vec![Said::at("the number of the page", Some(headline))],
            dates: vec![self.date()],
            publications: vec![self.publication()],
            languages,
            ..Draft::default()
        };
        let mut article = draft.article(self.input.file).ok().filter(|_| !body.is_empty())?;
        article.body = body;
        article.origins.note(Property::Body, Origin::sure("the page"));
        article.source.part = u32::try_from(self.articles.len() + self.pages).ok();
        Some(article)
    }

    /// Tells an article, all of whose pages were read. Of a picture alone there is nothing to tell.
    fn tell(&mut self, number: usize) {
        let Some(item) = self.articles[number].take() else { return };
        let words = item.pieces.iter().map(|(_, _, words)| words.len()).sum::<usize>();
        self.held -= words;
        // That its pages are missing is told.
        if words == 0 && self.pages == 0 {
            return;
        }
        let part = u32::try_from(number + 1).ok();
        match self.draft(&item).article(self.input.file) {
            Ok(article) if article.headline.is_empty() && words < FEWEST_WORDS => {}
            Ok(mut article) => {
                article.source.part = part;
                self.ready.push_back(Ok(article));
            }
            Err(Error::Blank) => {}
            Err(error) => self.ready.push_back(Err((part, error))),
        }
    }

    fn draft(&self, item: &Item) -> Draft {
        let div = &self.mets.divs[item.div];
        let records = div.records.iter().filter_map(|id| self.mets.records.get(id));
        let record = merged(records);
        let of = |role: Role| {
            let pieces = item.pieces.iter().filter(move |(its, _, _)| *its == role);
            let texts = pieces.map(|(_, _, words)| one_text([words.as_slice()]).join(" "));
            texts.filter(|text| !text.is_empty())
        };
        let is_head = |(role, _, _): &&(Role, Area, Vec<Word>)| *role != Role::Text;
        let top = item.pieces.iter().take_while(is_head).count();
        let printed = item.pieces[..top].iter().filter(|(role, _, _)| *role == Role::Headline);
        let printed = one_text(printed.map(|(_, _, words)| words.as_slice())).join(" ");
        let printed = Some(printed).filter(|printed| !printed.is_empty());
        let titles = [
            Said::at("mods:title", record.title),
            Said::at("div@LABEL", div.label.clone()),
            Said::at("the heading", printed),
        ];
        let headline = titles.into_iter().flatten().next();
        let above = headline.as_ref().map(|said| said.text.clone()).unwrap_or_default();
        let text = item.pieces.iter().enumerate().filter(|(at, (role, _, words))| {
            let is_headline = || is_within(&one_text([words.as_slice()]).join(" "), &above);
            *role != Role::Byline && !(*at < top && is_headline())
        });
        let paragraphs = one_text(text.map(|(_, (_, _, words))| words.as_slice()));
        Draft {
            headlines: vec![headline],
            bylines: vec![
                ("mods:name", record.names),
                ("the line of authors", of(Role::Byline).collect()),
            ],
            dates: vec![Said::at("mods:dateIssued", record.date), self.date()],
            sections: vec![Said::at("div@TYPE", div.section())],
            publications: vec![self.publication()],
            languages: vec![Said::at("mods:language", record.language), self.language()],
            label: Said::at("div@ID", div.id.clone()),
            paragraphs,
            ..Draft::default()
        }
    }

    /// The paper. Catalogs end titles with a full stop.
    fn publication(&self) -> Option<Said> {
        let title = self.about.host.as_ref().or(self.about.title.as_ref())?;
        let title = title.trim_end_matches(['.', ' ', '/', ':']).to_owned();
        Said::at("mods:title of the issue", Some(title))
    }

    fn date(&self) -> Option<Said> {
        Said::at("mods:dateIssued of the issue", self.about.date.clone())
    }

    fn language(&self) -> Option<Said> {
        Said::at("mods:language of the issue", self.about.language.clone())
    }

    /// Tells what is left when all pages are read.
    fn end(&mut self) {
        self.is_over = true;
        let mut missing = std::mem::take(&mut self.missing);
        if self.pages == 0 && !missing.is_empty() {
            missing.truncate(1);
            let says = format!("the pages that it lists are not beside it: `{}`", missing[0]);
            self.ready.push_back(Err((None, Error::Malformed { says })));
            return;
        }
        (0..self.articles.len()).for_each(|number| self.tell(number));
        self.ready.extend(missing.into_iter().map(|href| {
            Err((None, Error::Malformed { says: format!("its page `{href}` is not there") }))
        }));
    }
}

/// Returns what the catalog says of the issue: whatever is said of no article.
fn about(mets: &Mets) -> Mods {
    let articles = mets.articles();
    let of_articles: HashSet<&str> =
        articles.into_iter().flat_map(|div| &mets.divs[div].records).map(String::as_str).collect();
    let sections = mets.sections.iter().filter(|id| !of_articles.contains(id.as_str()));
    merged(sections.filter_map(|id| mets.records.get(id)))
}

/// Returns what the first of several records says that says something.
fn merged<'m>(records: impl Iterator<Item = &'m Mods>) -> Mods {
    let mut whole = Mods::default();
    for record in records {
        whole.title = whole.title.or(record.title.clone());
        whole.host = whole.host.or(record.host.clone());
        whole.date = whole.date.or(record.date.clone());
        whole.language = whole.language.or(record.language.clone());
        if whole.names.is_empty() {
            whole.names.clone_from(&record.names);
        }
    }
    whole
}

fn one_text<'w>(pieces: impl IntoIterator<Item = &'w [Word]>) -> Vec<String> {
    let mut text = Text::default();
    pieces.into_iter().for_each(|words| text.add(words));
    text.paragraphs()
}

/// Whether a line is a headline that is told, or one of its lines.
fn is_within(line: &str, headline: &str) -> bool {
    let bare = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    bare(headline).contains(&bare(line))
}
