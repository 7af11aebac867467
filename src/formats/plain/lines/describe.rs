//! What is measured of each line: its words and marks, its place, what stands around it.

use std::collections::{HashMap, HashSet};

use super::super::furniture::{Furniture, furniture, is_section};
use crate::article::PrintedDate;
use crate::formats::trees::{
    Described, Frequent, count, distances, flag, hash, share, tokens, words,
};
use crate::text;

/// A longer line is no date, byline or button, in bytes.
const LONGEST_HEAD: usize = 160;
/// Lines farther away than this are as far as can be.
const FAR: f32 = 30.0;

/// Numbers of one line that its neighbors need.
#[derive(Default)]
struct Base {
    /// In characters; one of a script without spaces counts twice.
    length: f32,
    frequent: f32,
    ends: f32,
    furniture: f32,
    dated: f32,
    named: f32,
    /// A paragraph, most likely.
    good: bool,
    /// How much it adds to a run of paragraphs; below zero it parts them.
    weight: f32,
}

/// Measures the lines of a page, none of which is empty.
pub(in super::super) fn describe(lines: &[&str]) -> Described {
    let hashes: Vec<Vec<u32>> = lines.iter().map(|line| words(line).map(hash).collect()).collect();
    let known = Frequent::new();
    let (mut rows, mut bases) = (Vec::new(), Vec::new());
    for (line, hashes) in lines.iter().zip(&hashes) {
        let mut row = Vec::with_capacity(100);
        bases.push(of_text(line, hashes, &known, &mut row));
        rows.push(row);
    }
    let run = densest(&bases);
    of_page(&hashes, &run, &known, &mut rows);
    of_order(&bases, &run, &mut rows);
    let own: Vec<Vec<u32>> = hashes.iter().map(|hashes| tokens(hashes)).collect();
    let at = |i: Option<usize>| i.and_then(|i| own.get(i)).cloned().unwrap_or_default();
    let tokens = (0..own.len()).map(|i| [own[i].clone(), at(i.checked_sub(1)), at(Some(i + 1))]);
    Described { plain: rows, tokens: tokens.collect() }
}

fn of_text(line: &str, hashes: &[u32], known: &Frequent, row: &mut Vec<f32>) -> Base {
    let (mut letters, mut wide, mut upper, mut digits) = (0, 0, 0, 0);
    let (mut commas, mut quotes, mut bars) = (0, 0, 0);
    for c in line.chars() {
        letters += 1;
        wide += usize::from(text::is_unspaced(c));
        upper += usize::from(c.is_uppercase());
        digits += usize::from(c.is_numeric());
        commas += usize::from(matches!(c, ',' | '，' | '、' | '،'));
        quotes += usize::from(matches!(c, '“' | '”' | '"' | '«' | '»' | '„' | '「'));
        bars += usize::from(matches!(c, '|' | '»' | '›' | '·' | '•' | '/' | '→' | '©'));
    }
    let ends = ends(line);
    let capitals = words(line).filter(|word| word.starts_with(char::is_uppercase)).count();
    let sentences =
        line.split_whitespace().filter(|word| word.ends_with(['.', '!', '?', '।', '؟'])).count()
            + line.matches(['。', '！', '？']).count();
    let frequent = hashes.iter().filter(|word| known.has(**word)).count();
    let is_short = line.len() <= LONGEST_HEAD;
    let button = furniture(line);
    let dated = is_short && digits > 0 && PrintedDate::find(line).is_some();
    // Two to five capitalized words and no digit, as a name has; Credit::read would tell it better, but
    // costs more than all else here together.
    let named = digits == 0 && capitals == hashes.len() && (2..=5).contains(&capitals);
    let length = count(letters + wide);
    let word_count = count(hashes.len() + wide / 2);
    let frequent = share(frequent, hashes.len());
    row.extend([
        length.ln_1p(),
        word_count.ln_1p(),
        frequent,
        share(capitals, hashes.len()),
        share(digits, letters),
        share(upper, letters),
        flag(ends),
        flag(line.ends_with(':')),
        count(commas),
        count(quotes),
        count(bars),
        count(sentences),
        flag(line.starts_with(char::is_lowercase)),
        flag(line.starts_with(|c: char| !c.is_alphanumeric())),
        length / word_count.max(1.0),
        share(wide, letters),
        match button {
            None => 0.0,
            Some(Furniture::Line) => 1.0,
            Some(Furniture::AndNext) => 2.0,
            Some(Furniture::ToTheEnd) => 3.0,
        },
        flag(is_section(line)),
        flag(dated),
        flag(named),
        flag(line.contains("://") || line.contains('@')),
    ]);
    let is_furniture = button.is_some();
    let weight = length.min(400.0) - if is_furniture { 120.0 } else { 60.0 };
    Base {
        length,
        frequent,
        ends: flag(ends),
        furniture: flag(is_furniture),
        dated: flag(dated),
        named: flag(named),
        good: ends && (length >= 160.0 || (length >= 80.0 && (frequent > 0.2 || wide > 0))),
        weight,
    }
}

/// True if the line ends as a sentence does.
pub(super) fn ends(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', '」', '』', '）']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}

/// Returns the run of lines that has the most text for its number of lines.
fn densest(bases: &[Base]) -> std::ops::Range<usize> {
    let (mut best, mut sum, mut start, mut run) = (0.0, 0.0_f32, 0, 0..0);
    for (i, base) in bases.iter().enumerate() {
        if sum <= 0.0 {
            sum = 0.0;
            start = i;
        }
        sum += base.weight;
        if sum > best {
            best = sum;
            run = start..i + 1;
        }
    }
    run
}

/// Adds how often the line stands on the page, and how many of its words stand in other lines of the
/// densest run.
fn of_page(
    hashes: &[Vec<u32>],
    run: &std::ops::Range<usize>,
    known: &Frequent,
    rows: &mut [Vec<f32>],
) {
    let mut same: HashMap<&[u32], f32> = HashMap::new();
    let mut within: HashMap<u32, u32> = HashMap::new();
    for (i, line) in hashes.iter().enumerate() {
        *same.entry(line).or_default() += 1.0;
        if run.contains(&i) {
            let each: HashSet<u32> = line.iter().copied().filter(|it| !known.has(*it)).collect();
            for word in each {
                *within.entry(word).or_default() += 1;
            }
        }
    }
    for (i, (line, row)) in hashes.iter().zip(rows).enumerate() {
        let own = u32::from(run.contains(&i));
        let rare = line.iter().filter(|word| !known.has(**word));
        let here = rare.clone().filter(|word| within.get(word).is_some_and(|it| *it > own));
        row.extend([same[line.as_slice()], share(here.count(), rare.count())]);
    }
}

/// Adds what stands before and behind each line.
fn of_order(bases: &[Base], run: &std::ops::Range<usize>, rows: &mut [Vec<f32>]) {
    let all = bases.len();
    let before = |is: &dyn Fn(&Base) -> bool| distances(bases.iter().map(is), FAR);
    let behind = |is: &dyn Fn(&Base) -> bool| {
        let mut found = distances(bases.iter().rev().map(is), FAR);
        found.reverse();
        found
    };
    let good_before = before(&|base| base.good);
    let good_behind = behind(&|base| base.good);
    let sentence_before = before(&|base| base.ends > 0.0 && base.length > 40.0);
    let sentence_behind = behind(&|base| base.ends > 0.0 && base.length > 40.0);
    let furniture_before = before(&|base| base.furniture > 0.0);
    let furniture_behind = behind(&|base| base.furniture > 0.0);
    let named_before = before(&|base| base.named > 0.0);
    let dated_before = before(&|base| base.dated > 0.0);
    let total: f32 = bases.iter().map(|base| base.length).sum::<f32>().max(1.0);
    let good = |base: &Base| if base.good { base.length } else { 0.0 };
    let total_good: f32 = bases.iter().map(good).sum();
    let longest = bases.iter().map(|base| base.length).fold(1.0, f32::max);
    let (mut before, mut good_so_far) = (0.0, 0.0);
    for (i, row) in rows.iter_mut().enumerate() {
        let from = |at: usize| (count(i) - count(at)).clamp(-FAR, FAR);
        row.extend([
            share(i, all),
            before / total,
            good_so_far / total_good.max(1.0),
            total_good.ln_1p(),
            count(all).ln_1p(),
            bases[i].length / longest,
            good_before[i],
            good_behind[i],
            sentence_before[i],
            sentence_behind[i],
            furniture_before[i],
            furniture_behind[i],
            named_before[i],
            dated_before[i],
            flag(run.contains(&i)),
            from(run.start),
            from(run.end),
        ]);
        for reach in [2, 5, 12] {
            let around = &bases[i.saturating_sub(reach)..(i + reach + 1).min(all)];
            let mean = |of: &dyn Fn(&Base) -> f32| {
                around.iter().map(of).sum::<f32>() / count(around.len())
            };
            row.extend([
                mean(&|base| base.length).ln_1p(),
                mean(&|base| flag(base.good)),
                mean(&|base| base.ends),
                mean(&|base| base.furniture),
                mean(&|base| base.frequent),
            ]);
        }
        for neighbor in [i.checked_sub(1), i.checked_sub(2), Some(i + 1), Some(i + 2)] {
            let base = neighbor.and_then(|i| bases.get(i));
            row.extend(base.map_or([-1.0; 6], |base| {
                [
                    base.length.ln_1p(),
                    base.frequent,
                    base.ends,
                    base.furniture,
                    base.dated,
                    base.named,
                ]
            }));
        }
        before += bases[i].length;
        good_so_far += good(&bases[i]);
    }
}
