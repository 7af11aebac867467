//! ALTO, what text recognition makes of a scanned page: words on lines in blocks, without any notion
//! of an article. So a page is read as a page, and its headline says that it is one.
//!
//! Versions 1 to 4 are alike in what is read here. <https://www.loc.gov/standards/alto/>

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::element::Element;
use super::page::{Break, Gap, Page, Word};
use super::reader::{DEEPEST, Piece, Reader};
use super::sniff::is_rooted;
use crate::article::{Article, Origin, Property, body_of, language_tag};
use crate::formats::format::{Articles, Error, Format, Input};

/// The row of this format.
pub(in super::super) const FORMAT: Format = Format {
    name: "ALTO",
    extensions: super::EXTENSIONS,
    sniff: |head| is_rooted(head, &["alto"]),
    is_proof: true,
    read,
};

/// A page with more words, or more bytes in them, is refused: the fullest page of a broadsheet has
/// some 15,000.
const MOST_WORDS: usize = 500_000;
const LONGEST_PAGE: usize = 32 << 20;
/// So many blocks of a reading order are looked at.
const MOST_ORDERED: usize = 20_000;

fn read(input: Input<'_>) -> Articles<'_> {
    let mut pages = Pages::new(Reader::of(input.text), HashSet::new());
    let mut number = 0;
    let mut next = pages.next();
    // Only a file of several pages has parts, which shows when the second begins.
    Box::new(std::iter::from_fn(move || {
        let page = std::mem::replace(&mut next, Ok(None)).transpose()?;
        if page.is_ok() {
            next = pages.next();
        }
        number += 1;
        let part = (number > 1 || matches!(next, Ok(Some(_)))).then_some(number);
        let article = page.and_then(|page| article(&page)).map(|mut article| {
            article.source.part = part;
            article
        });
        Some(article.map_err(|error| (part, error)))
    }))
}

fn article(page: &Page) -> Result<Article, Error> {
    let body = body_of(page.text().iter().map(String::as_str));
    if body.is_empty() {
        return Err(Error::Malformed { says: "a scanned page without text".to_owned() });
    }
    let language = page.language.as_deref().and_then(language_tag);
    let headline = headline(page.number.as_deref());
    let mut article = Article { headline, language, body, ..Article::default() };
    article.note_origins(|property| {
        Origin::sure(match property {
            Property::Headline => "the number of the page",
            Property::Language => "Page@LANG",
            _ => "the page",
        })
    });
    Ok(article)
}

/// Returns the headline of a page that has none of its own; empty if its number is not told.
pub(super) fn headline(number: Option<&str>) -> String {
    number.map_or(String::new(), |number| format!("Page {number}"))
}

/// The pages of a file.
pub(super) struct Pages<'a> {
    reader: Reader<'a>,
    /// The ids of elements whose place is asked for.
    wanted: HashSet<String>,
    /// The ids of blocks in reading order, and where they stand in it. The first counts.
    order: HashMap<String, usize>,
    is_begun: bool,
}

impl<'a> Pages<'a> {
    /// Begins to read a file, and notes where the elements with the ids `wanted` stand.
    pub(super) fn new(reader: Reader<'a>, wanted: HashSet<String>) -> Self {
        Pages { reader, wanted, order: HashMap::new(), is_begun: false }
    }

    /// Reads the next page; `None` if there is no more, or the file is no ALTO.
    ///
    /// # Errors
    /// If what follows is not well-formed, or longer than a page.
    pub(super) fn next(&mut self) -> Result<Option<Page>, Error> {
        loop {
            let opened = match self.reader.next()? {
                Piece::Open(opened) => opened,
                Piece::Close(_) => continue,
                Piece::End => return Ok(None),
            };
            match opened.name.as_str() {
                "Page" => return self.page(&opened).map(Some),
                "ElementRef" if self.order.len() < MOST_ORDERED => {
                    if let Some(id) = opened.attribute("REF") {
                        let at = self.order.len();
                        self.order.entry(id.to_owned()).or_insert(at);
                    }
                }
                name if !self.is_begun && name != "alto" => return Ok(None),
                _ => {}
            }
            self.is_begun = true;
        }
    }

    fn page(&mut self, opened: &Element) -> Result<Page, Error> {
        let number = opened.attribute("PRINTED_IMG_NR").or(opened.attribute("PHYSICAL_IMG_NR"));
        let mut building = Building::default();
        building.page.number = number.map(str::to_owned);
        building.page.language = language(opened);
        loop {
            match self.reader.next()? {
                Piece::Open(element) => {
                    let id = element.attribute("ID");
                    let order = id.and_then(|id| self.order.get(id)).copied();
                    let id = id.filter(|id| self.wanted.contains(*id)).map(str::to_owned);
                    building.open(&element, id, order)?;
                }
                Piece::Close(_) if building.open.is_empty() => break,
                Piece::Close(_) => building.close(),
                Piece::End => {
                    let says = "the file ends inside of a page".to_owned();
                    return Err(Error::Malformed { says });
                }
            }
        }
        Ok(building.page())
    }
}

/// A page that is being read.
#[derive(Debug, Default)]
struct Building {
    page: Page,
    /// Where the blocks stand in the reading order, and among the words.
    blocks: Vec<(usize, Range<usize>)>,
    bytes: usize,
    /// The elements that are open, the outermost first.
    open: Vec<Open>,
    /// What stands before the next word.
    gap: Gap,
    /// Whether there are spaces in this block. Some programs write none.
    is_spaced: bool,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    is_block: bool,
    /// Its id, if that is wanted.
    id: Option<String>,
    /// Where it stands in the reading order, if that names it.
    order: Option<usize>,
    /// How many words stand before it.
    start: usize,
}

impl Building {
    fn open(
        &mut self,
        element: &Element,
        id: Option<String>,
        order: Option<usize>,
    ) -> Result<(), Error> {
        if self.open.len() >= DEEPEST {
            let says = format!("elements nested more than {DEEPEST} deep");
            return Err(Error::Malformed { says });
        }
        let is_block = element.name == "TextBlock" && !self.open.iter().any(|open| open.is_block);
        self.open.push(Open { is_block, id, order, start: self.page.words.len() });
        match element.name.as_str() {
            "TextBlock" => {
                self.gap = Gap::Block;
                self.is_spaced = false;
                if self.page.language.is_none() {
                    self.page.language = language(element);
                }
            }
            "TextLine" => self.gap = self.gap.max(Gap::Line),
            "SP" => {
                self.gap = self.gap.max(Gap::Space);
                self.is_spaced = true;
            }
            "String" => self.word(element)?,
            "HYP" if self.gap == Gap::None => {
                if let Some(word) = self.page.words.last_mut()
                    && word.broken == Break::None
                {
                    word.broken = Break::First(None);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn word(&mut self, element: &Element) -> Result<(), Error> {
        let Some(text) = element.attribute("CONTENT") else { return Ok(()) };
        let whole = element.attribute("SUBS_CONTENT").map(str::to_owned);
        let broken = match (element.attribute("SUBS_TYPE"), whole) {
            (Some("HypPart1"), whole) => Break::First(whole),
            (Some("HypPart2"), Some(whole)) => Break::Second(whole),
            _ => Break::None,
        };
        self.bytes += text.len();
        if self.page.words.len() == MOST_WORDS || self.bytes > LONGEST_PAGE {
            return Err(Error::Malformed {
                says: format!("a page of more than {MOST_WORDS} words"),
            });
        }
        let gap = std::mem::take(&mut self.gap);
        self.page.words.push(Word { gap, text: text.to_owned(), broken });
        Ok(())
    }

    fn close(&mut self) {
        let order = self.open.iter().filter_map(|open| open.order).min().unwrap_or(usize::MAX);
        let Some(Open { is_block, id, start, .. }) = self.open.pop() else { return };
        let place = start..self.page.words.len();
        if is_block && !place.is_empty() {
            if !self.is_spaced {
                let unspaced = &mut self.page.words[place.clone()];
                let joined = unspaced.iter_mut().filter(|word| word.gap == Gap::None);
                joined.for_each(|word| word.gap = Gap::Space);
            }
            self.blocks.push((order, place.clone()));
        }
        if let Some(id) = id {
            self.page.places.insert(id, place);
        }
    }

    /// Puts the blocks in reading order. What that leaves out comes last.
    fn page(mut self) -> Page {
        self.blocks.sort_by_key(|(order, block)| (*order, block.start));
        self.page.blocks = self.blocks.into_iter().map(|(_, block)| block).collect();
        self.page
    }
}

fn language(element: &Element) -> Option<String> {
    element.attribute("LANG").or(element.attribute("language")).map(str::to_owned)
}
