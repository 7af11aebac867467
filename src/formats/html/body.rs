//! The text of the article: the blocks of the page that the model keeps, which knows what
//! readability finds; that alone where it keeps none.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::blocks::{Hints, MOST_BLOCKS, PageBlock, describe, judge, walk};
use super::furniture::{Known, cleaned};
use super::markup::{Block, Touching, blocks};
use super::words::{overlap, same, within};
use crate::article::Origin;
use crate::formats::trees::Described;

/// Elements above which readability is not tried; it clones the page for each try.
const MOST_ELEMENTS: usize = 200_000;
/// Bytes of one text above which readability is not tried: its time grows with their square.
const LONGEST_TEXT: usize = 1 << 20;
/// Where the text is if readability finds none, best first.
const PLACES: &[&str] = &["[itemprop~='articleBody']", "article", "main"];

/// A standfirst has so many bytes.
const SHORTEST_STANDFIRST: usize = 40;
/// Share of words from which on a text is the summary.
const SAME_SUMMARY: f64 = 0.9;

/// What the head of a page tells of its text.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The text itself, in the JSON-LD.
    pub(super) text: Option<String>,
    /// A summary.
    pub(super) summary: Option<String>,
}

/// Returns the blocks of the page, measured, and what readability finds; no blocks if there are too
/// many. Uses the page up.
pub(super) fn measured(
    document: Document,
    known: &Known<'_>,
    told: &Told,
) -> (Vec<PageBlock>, Described, Vec<Block>) {
    let mut blocks = walk(&document);
    if blocks.len() > MOST_BLOCKS {
        blocks.clear();
    }
    let found = found(document);
    let hints =
        Hints { known, summary: told.summary.as_deref(), told: told.text.as_deref(), kept: &found };
    let described = describe(&blocks, &hints);
    (blocks, described, found)
}

/// The texts of a page.
#[derive(Debug)]
pub(super) struct Texts {
    /// What sums the article up above its text, and is shown there.
    pub(super) standfirst: Option<String>,
    /// The paragraphs of the article; none if it has no text.
    pub(super) paragraphs: Vec<String>,
    /// What is shown beside it, each text once.
    pub(super) furniture: Vec<String>,
    /// Where the paragraphs stand.
    pub(super) origin: Origin,
}

impl Texts {
    /// Takes `paragraphs` for the article; what was taken for it before stands beside it.
    pub(super) fn take(&mut self, paragraphs: Vec<String>, origin: Origin) {
        let before = self.standfirst.take().into_iter().chain(self.paragraphs.drain(..));
        let mut beside: Vec<String> = before.chain(self.furniture.drain(..)).collect();
        beside.retain(|text| !paragraphs.contains(text));
        *self = Texts { standfirst: None, paragraphs, furniture: beside, origin };
    }
}

/// Returns the texts of the page. That in the JSON-LD is taken if the page itself shows none, or only
/// its beginning. Uses the page up.
pub(super) fn texts(document: Document, known: &Known<'_>, told: &Told) -> Texts {
    let (blocks, described, found) = measured(document, known, told);
    let kept = judge(&described);
    let begins = kept.iter().position(|kept| *kept).unwrap_or(0);
    let standfirst = told.summary.as_deref().and_then(|summary| {
        let above = blocks[..begins].iter().map(|block| &block.text);
        above.rev().find(|text| sums_up(text, summary)).cloned()
    });
    let shown: Vec<String> = blocks.iter().map(|block| block.text.clone()).collect();
    let (paragraphs, origin) =
        paragraphs(of_article(blocks, &kept), found, known, told.text.as_deref());
    let furniture = without(shown, known, &paragraphs, standfirst.as_deref());
    Texts { standfirst, paragraphs, furniture, origin }
}

fn paragraphs(
    kept: Vec<Block>,
    found: Vec<Block>,
    known: &Known<'_>,
    told: Option<&str>,
) -> (Vec<String>, Origin) {
    let on_page = Origin::likely("the page");
    let mut shown = cleaned(kept, known);
    if shown.is_empty() {
        shown = cleaned(found, known);
    }
    let Some(told) = told else { return (shown, on_page) };
    let beginning = shown.join(" ");
    if shown.is_empty() || (within(&beginning, told) && beginning.len() < told.len() / 2) {
        let told = blocks_of(told).into_iter().map(|block| block.text).collect();
        return (told, Origin::sure("json-ld articleBody"));
    }
    (shown, on_page)
}

fn of_article(blocks: Vec<PageBlock>, kept: &[bool]) -> Vec<Block> {
    let kept = blocks.into_iter().zip(kept).filter(|(_, kept)| **kept);
    kept.map(|(block, _)| block.plain()).collect()
}

/// Tells whether `text` is the summary that the head of the page has, which may be cut.
fn sums_up(text: &str, summary: &str) -> bool {
    text.len() >= SHORTEST_STANDFIRST
        && text.len() < 2 * summary.len()
        && overlap(text, summary) >= SAME_SUMMARY
}

/// Returns the texts that are shown and stand nowhere else, each once.
fn without(
    shown: Vec<String>,
    known: &Known<'_>,
    paragraphs: &[String],
    standfirst: Option<&str>,
) -> Vec<String> {
    let kept = paragraphs.iter().map(String::as_str).chain(standfirst);
    let mut met: HashSet<String> = kept.map(str::to_owned).collect();
    shown
        .into_iter()
        .filter(|text| !same(text, known.headline) && met.insert(text.clone()))
        .collect()
}

fn blocks_of(text: &str) -> Vec<Block> {
    blocks(&Document::fragment(text.replace('\n', "<br>")).root(), Touching::Parted)
}

fn found(document: Document) -> Vec<Block> {
    let config =
        Config { disable_json_ld: true, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    if longest_text(&document) > LONGEST_TEXT {
        return fallback(&document);
    }
    // Only a bad address makes this fail, and none is given.
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else {
        return Vec::new();
    };
    let read = readability.parse().is_ok();
    let document = &readability.doc;
    if read {
        let page = document.select_single("#readability-page-1");
        if let Some(root) = page.nodes().first() {
            let found = blocks(root, Touching::Joined);
            if !found.is_empty() {
                return found;
            }
        }
    }
    fallback(document)
}

fn longest_text(document: &Document) -> usize {
    let root = document.root();
    let texts = root.descendants_it().filter(NodeRef::is_text);
    texts.map(|node| node.text().len()).max().unwrap_or_default()
}

fn fallback(document: &Document) -> Vec<Block> {
    for place in PLACES {
        let selection = document.select_single(place);
        if let Some(root) = selection.nodes().first() {
            let found = blocks(root, Touching::Joined);
            if !found.is_empty() {
                return found;
            }
        }
    }
    let paragraphs = document.select("p");
    let found: Vec<Block> =
        paragraphs.nodes().iter().flat_map(|node| blocks(node, Touching::Joined)).collect();
    match document.body() {
        Some(body) if found.is_empty() => blocks(&body, Touching::Joined),
        _ => found,
    }
}
