//! What is measured of each block: its text, its place, what stands around it.

use std::collections::HashMap;

use crate::formats::trees::{
    Described, Frequent, count, distances, flag, hash, share, tokens, words,
};

use super::super::furniture::{Facts, Known};
use super::super::markup::Block;
use super::cues::{KINDS, Tag};
use super::shingles::Shingles;
use super::walk::PageBlock;

/// What is known of a page before its blocks are judged.
pub(in super::super) struct Hints<'a> {
    /// Headline and byline.
    pub(in super::super) known: &'a Known<'a>,
    /// What the page says it is about, for search machines.
    pub(in super::super) summary: Option<&'a str>,
    /// The text in its JSON-LD.
    pub(in super::super) told: Option<&'a str>,
    /// What readability found.
    pub(in super::super) kept: &'a [Block],
}

/// Numbers of one block that its neighbours need.
struct Base {
    length: f32,
    words: f32,
    frequent: f32,
    linked: f32,
    ends: f32,
    kept: f32,
    told: f32,
    cues: f32,
    good: bool,
    headline: f32,
    paragraph: f32,
    heading: f32,
}

/// Measures a page.
pub(in super::super) fn describe(blocks: &[PageBlock], hints: &Hints<'_>) -> Described {
    let hashes: Vec<Vec<u32>> =
        blocks.iter().map(|block| words(&block.text).map(hash).collect()).collect();
    let mut described = Described::default();
    if blocks.is_empty() {
        return described;
    }
    let texts = Texts::of(hints);
    let facts = Facts::of(hints.known);
    let (mut rows, mut bases) = (Vec::new(), Vec::new());
    for (block, hashes) in blocks.iter().zip(&hashes) {
        let mut row = Vec::with_capacity(160);
        bases.push(of_text(block, hashes, &texts, &facts, &mut row));
        of_place(block, &mut row);
        rows.push(row);
        described.tokens.push([tokens(hashes), block.near.clone(), block.far.clone()]);
    }
    of_page(blocks, &bases, &mut rows);
    of_order(&bases, &mut rows);
    described.plain = rows;
    described
}

/// The texts that blocks are compared with.
struct Texts {
    frequent: Frequent,
    kept: Shingles,
    told: Shingles,
    headline: Bag,
    summary: Bag,
}

impl Texts {
    fn of(hints: &Hints<'_>) -> Self {
        let hashes = |text: &str| words(text).map(hash).collect::<Vec<u32>>();
        let (mut kept, mut told) = (Shingles::default(), Shingles::default());
        for block in hints.kept {
            kept.add(&hashes(&block.text));
        }
        if let Some(text) = hints.told {
            told.add(&hashes(text));
        }
        Texts {
            frequent: Frequent::new(),
            kept,
            told,
            headline: Bag::of(hints.known.headline),
            summary: Bag::of(hints.summary.unwrap_or_default()),
        }
    }
}

/// The words of a text, each with how often it stands there.
struct Bag {
    counts: HashMap<u32, usize>,
    all: usize,
}

impl Bag {
    fn of(text: &str) -> Self {
        let mut counts = HashMap::new();
        words(text).for_each(|word| *counts.entry(hash(word)).or_default() += 1);
        Bag { all: counts.values().sum(), counts }
    }

    /// Returns which share of the text is among `words`.
    fn within(&self, words: &[u32]) -> f32 {
        let mut words = words.to_vec();
        words.sort_unstable();
        words.dedup();
        share(words.iter().filter_map(|word| self.counts.get(word)).sum(), self.all)
    }

    /// Returns which share of `words` is in the text.
    fn share_of(&self, words: &[u32]) -> f32 {
        let here = words.iter().filter(|word| self.counts.contains_key(word));
        share(here.count(), words.len())
    }
}

fn of_text(
    block: &PageBlock,
    hashes: &[u32],
    texts: &Texts,
    facts: &Facts,
    row: &mut Vec<f32>,
) -> Base {
    let text = block.text.as_str();
    let (mut letters, mut upper, mut digits, mut commas, mut quotes) = (0, 0, 0, 0, 0);
    for c in text.chars() {
        letters += 1;
        upper += usize::from(c.is_uppercase());
        digits += usize::from(c.is_numeric());
        commas += usize::from(matches!(c, ',' | '，' | '、' | '،'));
        quotes += usize::from(matches!(c, '“' | '”' | '"' | '«' | '»' | '„'));
    }
    let capitals = words(text).filter(|word| word.starts_with(char::is_uppercase)).count();
    let bare = text.trim_end_matches(['"', '”', '’', '\'', '»', ')']);
    let ends = bare.ends_with(['.', '!', '?', '…', '。', '؟', '।']);
    let sentences =
        text.split_whitespace().filter(|word| word.ends_with(['.', '!', '?', '。'])).count();
    let frequent = hashes.iter().filter(|word| texts.frequent.has(**word)).count();
    let linked = share(block.linked, text.len());
    let headline = if hashes.len() < 40 { texts.headline.within(hashes) } else { 0.0 };
    let kept = texts.kept.share(hashes);
    let told = if texts.told.is_empty() { -1.0 } else { texts.told.share(hashes) };
    let near = if hashes.len() < 100 { texts.summary.share_of(hashes) } else { 0.0 };
    let fact = facts.about(text);
    let length = count(letters);
    row.extend([
        length.ln_1p(),
        count(hashes.len()).ln_1p(),
        share(frequent, hashes.len()),
        share(capitals, hashes.len()),
        share(digits, letters),
        share(upper, letters),
        flag(ends),
        flag(text.ends_with(':')),
        count(commas),
        count(quotes),
        count(sentences),
        flag(text.starts_with(char::is_lowercase)),
        flag(text.starts_with(|c: char| !c.is_alphanumeric())),
        length / count(hashes.len().max(1)),
        linked,
        share(block.stressed, text.len()),
        headline,
        if hashes.len() < 40 { texts.headline.share_of(hashes) } else { 0.0 },
        near,
        if hashes.len() < 100 { texts.summary.within(hashes) } else { 0.0 },
        kept,
        told,
    ]);
    row.extend(fact.map(flag));
    let tag = block.place.tag;
    Base {
        length,
        words: count(hashes.len()),
        frequent: share(frequent, hashes.len()),
        linked,
        ends: flag(ends),
        kept,
        told,
        cues: count(block.place.near.0.count_ones() as usize),
        good: ends
            && linked < 0.4
            && (length >= 160.0 || (length >= 80.0 && 5 * frequent > hashes.len())),
        headline,
        paragraph: flag(tag == Tag::Paragraph),
        heading: flag(matches!(tag, Tag::Heading | Tag::Heading1)),
    }
}

fn of_place(block: &PageBlock, row: &mut Vec<f32>) {
    const AROUND: [Tag; 18] = [
        Tag::Paragraph,
        Tag::Item,
        Tag::Caption,
        Tag::Figure,
        Tag::Table,
        Tag::Quote,
        Tag::Code,
        Tag::Nav,
        Tag::Footer,
        Tag::Header,
        Tag::Aside,
        Tag::Form,
        Tag::Article,
        Tag::Main,
        Tag::Section,
        Tag::Link,
        Tag::Stress,
        Tag::Small,
    ];
    let place = &block.place;
    row.push(count(place.tag as usize));
    row.extend(AROUND.map(|tag| flag(place.tags & tag.bit() > 0)));
    row.extend((0..KINDS).map(|kind| {
        let has = |cues: u32| cues >> kind & 1;
        // 2: near, 1: farther out.
        count((has(place.near.0) + has(place.any.0)) as usize)
    }));
    row.extend([
        count(usize::from(place.depth)),
        count(usize::from(place.lists)),
        flag(place.hidden),
        flag(place.marked),
        count(place.near.0.count_ones() as usize),
        count(place.any.0.count_ones() as usize),
    ]);
}

/// Sums over the blocks in one element, or of one shape.
#[derive(Default, Clone, Copy)]
struct Sum {
    blocks: f32,
    length: f32,
    good: f32,
    linked: f32,
    kept: f32,
}

impl Sum {
    fn add(&mut self, base: &Base) {
        self.blocks += 1.0;
        self.length += base.length;
        self.good += if base.good { base.length } else { 0.0 };
        self.linked += base.linked;
        self.kept += base.kept;
    }
}

/// Adds what the whole page tells: how much of its text stands in the elements around a block, how
/// often there is a block of that shape, and what these are like.
fn of_page(blocks: &[PageBlock], bases: &[Base], rows: &mut [Vec<f32>]) {
    let mut elements: HashMap<u32, Sum> = HashMap::new();
    let mut shapes: HashMap<u32, Sum> = HashMap::new();
    let mut texts: HashMap<&str, f32> = HashMap::new();
    let mut page = Sum::default();
    for (block, base) in blocks.iter().zip(bases) {
        for &parent in block.place.parents.iter().filter(|parent| **parent > 0) {
            elements.entry(parent).or_default().add(base);
        }
        shapes.entry(block.place.shape).or_default().add(base);
        *texts.entry(&block.text).or_default() += 1.0;
        page.add(base);
    }
    for (block, row) in blocks.iter().zip(rows) {
        let place = &block.place;
        for parent in place.parents {
            let sum = elements.get(&parent).copied().unwrap_or_default();
            row.extend([
                sum.good / page.good.max(1.0),
                sum.blocks.ln_1p(),
                sum.linked / sum.blocks.max(1.0),
                sum.kept / sum.blocks.max(1.0),
            ]);
        }
        let shape = shapes.get(&place.shape).copied().unwrap_or_default();
        row.extend([
            shape.blocks.ln_1p(),
            (shape.length / shape.blocks.max(1.0)).ln_1p(),
            shape.linked / shape.blocks.max(1.0),
            shape.kept / shape.blocks.max(1.0),
            shape.good / page.good.max(1.0),
            texts.get(block.text.as_str()).copied().unwrap_or_default(),
            page.good.ln_1p(),
            page.blocks.ln_1p(),
        ]);
    }
}

/// Adds what stands before and behind each block.
fn of_order(bases: &[Base], rows: &mut [Vec<f32>]) {
    const FAR: f32 = 30.0;
    let all = bases.len();
    let is_kept = |base: &Base| base.kept > 0.6 && base.words > 2.0;
    let before = |is: &dyn Fn(&Base) -> bool| distances(bases.iter().map(is), FAR);
    let behind = |is: &dyn Fn(&Base) -> bool| {
        let mut found = distances(bases.iter().rev().map(is), FAR);
        found.reverse();
        found
    };
    let good_before = before(&|base| base.good);
    let good_behind = behind(&|base| base.good);
    let kept_before = before(&is_kept);
    let kept_behind = behind(&is_kept);
    let heading_before = before(&|base| base.heading > 0.0);
    let total: f32 = bases.iter().map(|base| base.length).sum::<f32>().max(1.0);
    let total_good = bases.iter().filter(|base| base.good).map(|base| base.length).sum::<f32>();
    let total_kept = bases.iter().map(|base| base.length * base.kept).sum::<f32>().max(1.0);
    // The last whole headline before the middle of the good text begins the article.
    let (mut seen, mut title) = (0.0, None);
    for (i, base) in bases.iter().enumerate() {
        if base.headline > 0.8 && 2.0 * seen <= total_good {
            title = Some(i);
        }
        seen += if base.good { base.length } else { 0.0 };
    }
    let (mut before, mut good, mut kept) = (0.0, 0.0, 0.0);
    for (i, row) in rows.iter_mut().enumerate() {
        let behind_title =
            title.map_or(-25.0, |title| (count(i) - count(title)).clamp(-20.0, 200.0));
        row.extend([
            share(i, all),
            before / total,
            good / total_good.max(1.0),
            kept / total_kept,
            good_before[i],
            good_behind[i],
            kept_before[i],
            kept_behind[i],
            heading_before[i],
            behind_title,
        ]);
        for reach in [2, 5, 12] {
            let around = &bases[i.saturating_sub(reach)..(i + reach + 1).min(all)];
            let mean = |of: &dyn Fn(&Base) -> f32| {
                around.iter().map(of).sum::<f32>() / count(around.len())
            };
            row.extend([
                mean(&|base| base.length).ln_1p(),
                mean(&|base| flag(base.good)),
                mean(&|base| base.kept),
                mean(&|base| base.linked),
            ]);
        }
        let neighbours = [i.checked_sub(1), i.checked_sub(2), Some(i + 1), Some(i + 2)];
        for (at, neighbour) in neighbours.into_iter().enumerate() {
            let Some(base) = neighbour.and_then(|i| bases.get(i)) else {
                row.extend([-1.0; 4]);
                row.extend([-1.0; 5].iter().filter(|_| at % 2 == 0));
                continue;
            };
            row.extend([base.length.ln_1p(), base.linked, base.kept, base.heading]);
            if at % 2 == 0 {
                row.extend([base.frequent, base.ends, base.told, base.cues, base.paragraph]);
            }
        }
        let base = &bases[i];
        before += base.length;
        good += if base.good { base.length } else { 0.0 };
        kept += base.length * base.kept;
    }
}
