//! METS, the table of contents of a scanned newspaper: which files are its pages, what is an article,
//! and where on the pages that stands. <https://www.loc.gov/standards/mets/>

use std::collections::HashMap;
use std::io::BufRead;

use super::element::Element;
use super::mods::Mods;
use super::reader::{Piece, Reader};
use crate::formats::format::Error;

/// A newspaper with more divisions, or places on pages, is refused.
const MOST_PARTS: usize = 500_000;

/// Divisions that are an article, or stand where one might. What is in none stays on its page.
const ARTICLES: &[&str] = &[
    "ADVERT",
    "ADVERTISEMENT",
    "ARTICLE",
    "DEATH_NOTICE",
    "EDITORIAL",
    "FREEAD",
    "ILLUSTRATION",
    "INTERVIEW",
    "LETTER",
    "NOTICE",
    "OBITUARY",
    "POEM",
    "REVIEW",
    "TABLE",
    "WEATHER",
];
/// Divisions of an article that are its headline, and those that are its byline.
const HEADINGS: &[&str] = &["HEADING", "HEADLINE", "TITLE", "OVERLINE", "SUBHEADLINE", "SUBTITLE"];
const BYLINES: &[&str] = &["AUTHOR", "BYLINE"];

/// A newspaper, as its METS tells it.
#[derive(Debug, Default)]
pub(super) struct Mets {
    /// What the catalog says, by the id of the section.
    pub records: HashMap<String, Mods>,
    /// The ids of the sections, in order.
    pub sections: Vec<String>,
    /// Id and address of each file, in order.
    pub files: Vec<(String, String)>,
    /// All divisions, each before those in it.
    pub divs: Vec<Div>,
    /// Which divisions stand for another, by its id.
    links: HashMap<String, Vec<String>>,
    parts: usize,
}

/// A division.
#[derive(Debug, Default)]
pub(super) struct Div {
    pub id: Option<String>,
    /// What it is, in capitals.
    kind: String,
    pub label: Option<String>,
    /// The number of a page.
    pub number: Option<String>,
    /// The ids of the sections that tell of it.
    pub records: Vec<String>,
    pub areas: Vec<Area>,
    /// The files that are this as a whole.
    pub files: Vec<String>,
    /// Behind the last division in it.
    end: usize,
    /// In the map of what things are, not that of where they stand.
    pub is_logical: bool,
}

/// A place on a page.
#[derive(Debug, Clone)]
pub(super) struct Area {
    /// The id of the file.
    pub file: String,
    /// The ids of the elements it begins and ends with.
    pub begin: String,
    pub end: String,
}

/// What a piece of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Headline,
    Byline,
    Text,
}

impl Mets {
    /// Reads the file.
    ///
    /// # Errors
    /// If it is not well-formed, or longer than any newspaper.
    pub(super) fn read(text: Box<dyn BufRead + '_>) -> Result<Self, Error> {
        let mut reader = Reader::of(text);
        let mut mets = Mets::default();
        // The elements that are open, and which division each is.
        let mut open: Vec<Option<usize>> = Vec::new();
        let (mut file, mut is_logical) = (None, false);
        loop {
            let opened = match reader.next()? {
                Piece::Open(opened) => opened,
                Piece::Close(_) => {
                    if let Some(Some(div)) = open.pop() {
                        mets.divs[div].end = mets.divs.len();
                    }
                    continue;
                }
                Piece::End => return Ok(mets),
            };
            let own = |name: &str| opened.attribute(name).map(str::to_owned);
            let mut div = None;
            match opened.name.as_str() {
                // What cannot be held tells nothing that is needed.
                "amdSec" => {
                    reader.rest(opened)?.ok();
                    continue;
                }
                "dmdSec" => {
                    let id = own("ID").unwrap_or_default();
                    if let Ok(section) = reader.rest(opened)? {
                        mets.count(1)?;
                        mets.records.insert(id.clone(), Mods::of(&section));
                        mets.sections.push(id);
                    }
                    continue;
                }
                "smLinkGrp" | "smLink" => {
                    if let Ok(link) = reader.rest(opened)? {
                        mets.link(&link)?;
                    }
                    continue;
                }
                "file" => file = own("ID"),
                "FLocat" => {
                    if let (Some(id), Some(href)) = (&file, opened.xlink("href")) {
                        mets.count(1)?;
                        mets.files.push((id.clone(), href.to_owned()));
                    }
                }
                "structMap" => {
                    let kind = own("TYPE").or(own("LABEL")).unwrap_or_default();
                    is_logical = kind.to_lowercase().contains("logical");
                }
                "div" => {
                    mets.count(1)?;
                    div = Some(mets.divs.len());
                    mets.divs.push(Div {
                        id: own("ID"),
                        kind: own("TYPE").unwrap_or_default().to_uppercase(),
                        label: own("LABEL"),
                        number: own("ORDERLABEL"),
                        records: own("DMDID").map_or_else(Vec::new, |ids| {
                            ids.split_whitespace().map(str::to_owned).collect()
                        }),
                        areas: Vec::new(),
                        files: Vec::new(),
                        end: mets.divs.len() + 1,
                        is_logical,
                    });
                }
                "fptr" | "area" => {
                    let within = open.iter().rev().find_map(|div| *div);
                    if let (Some(within), Some(file)) = (within, own("FILEID")) {
                        mets.count(1)?;
                        let within = &mut mets.divs[within];
                        match own("BEGIN") {
                            Some(begin) => {
                                let end = own("END").unwrap_or_else(|| begin.clone());
                                within.areas.push(Area { file, begin, end });
                            }
                            None => within.files.push(file),
                        }
                    }
                }
                _ => {}
            }
            open.push(div);
        }
    }

    /// Returns the divisions that are articles, by their number; none is in another.
    pub(super) fn articles(&self) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(div) = self.divs.get(at) {
            let is_article = div.is_logical && ARTICLES.contains(&div.kind.as_str());
            if is_article {
                found.push(at);
            }
            at = if is_article { div.end.max(at + 1) } else { at + 1 };
        }
        found
    }

    /// Returns the pieces of each article: those of the divisions in it, and of what these are linked
    /// with.
    ///
    /// # Errors
    /// If they are more than any newspaper has.
    pub(super) fn pieces(&self, articles: &[usize]) -> Result<Vec<Vec<(Role, Area)>>, Error> {
        let ids = self.divs.iter().filter_map(|div| Some((div.id.as_deref()?, div)));
        let by_id: HashMap<&str, &Div> = ids.collect();
        let mut left = MOST_PARTS;
        let mut pieces_of = |article: &usize| {
            let divs = &self.divs[*article..self.divs[*article].end];
            let with_links = divs.iter().flat_map(|div| {
                let linked = div.id.as_ref().and_then(|id| self.links.get(id));
                let linked = linked.into_iter().flatten().filter_map(|id| by_id.get(id.as_str()));
                std::iter::once(div).chain(linked.copied())
            });
            let pieces = with_links
                .flat_map(|div| div.areas.iter().map(|area| (div.role(), area.clone())))
                .take(left + 1);
            let pieces: Vec<(Role, Area)> = pieces.collect();
            left = left.checked_sub(pieces.len()).ok_or_else(too_many)?;
            Ok(pieces)
        };
        articles.iter().map(&mut pieces_of).collect()
    }

    /// Notes that a division of the one map is those of the other.
    fn link(&mut self, link: &Element) -> Result<(), Error> {
        let id = |text: &str| text.trim_start_matches('#').to_owned();
        let located = link.each("smLocatorLink").filter_map(|locator| locator.xlink("href"));
        let ends = [link.xlink("from"), link.xlink("to")];
        let mut ids = located.chain(ends.into_iter().flatten()).map(id);
        if let Some(first) = ids.next() {
            let others: Vec<String> = ids.collect();
            self.count(others.len())?;
            self.links.entry(first).or_default().extend(others);
        }
        Ok(())
    }

    fn count(&mut self, parts: usize) -> Result<(), Error> {
        self.parts += parts;
        if self.parts <= MOST_PARTS {
            return Ok(());
        }
        Err(too_many())
    }
}

fn too_many() -> Error {
    Error::Malformed { says: format!("a newspaper of more than {MOST_PARTS} parts") }
}

impl Div {
    /// Returns what it is, if it is no article: "death notice".
    pub(super) fn section(&self) -> Option<String> {
        let kind = self.kind.to_lowercase().replace('_', " ");
        (kind != "article").then_some(kind)
    }

    /// Where an area has no division of its own kind, its label may tell: "Headline".
    fn role(&self) -> Role {
        let is_one = |kinds: &[&str]| {
            let label = self.label.as_deref().filter(|_| !self.is_logical).unwrap_or_default();
            kinds.contains(&self.kind.as_str()) || kinds.contains(&&*label.to_uppercase())
        };
        if is_one(HEADINGS) {
            Role::Headline
        } else if is_one(BYLINES) {
            Role::Byline
        } else {
            Role::Text
        }
    }
}
