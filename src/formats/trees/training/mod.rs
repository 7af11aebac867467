//! Makes a model that tells which pieces of a text are its article, of texts whose article people
//! have told. Nothing here runs when articles are read; `tests/tools/train_text.rs` reads the files
//! and calls [`train`].

mod grow;
mod labels;
mod measure;

use super::model::{Described, Edges, Model, Table, rows};
use grow::{BINS, Plan, Rows, grow};
use labels::labels;

pub use measure::Measure;

/// How the trees are grown; chosen on the pages themselves, cross-validated.
const PLAN: Plan = Plan { trees: 240, leaves: 20, rate: 0.08, least: 4.0, ridge: 2.0, parts: 4 };
/// What a change from kept to dropped pieces costs, in log-odds.
const SWITCH: f32 = 0.6;
/// Groups of pages; what words tell is counted in the others, so that no page tells its own.
const GROUPS: usize = 4;
/// By so many pages what words tell is drawn to what all pieces do.
const PRIOR: f32 = 3.0;

/// A page and its pieces, each known to be of the article or not.
pub struct Page {
    texts: Vec<String>,
    described: Described,
    kept: Vec<bool>,
}

impl Page {
    /// Takes the pieces of a page, measured, whose article has the text `body`.
    pub(in super::super) fn new(texts: Vec<String>, described: Described, body: &str) -> Self {
        let kept = labels(&texts.iter().map(String::as_str).collect::<Vec<_>>(), body);
        Page { texts, described, kept }
    }

    /// Returns the text of the pieces that are known to be of the article: the best that any choice
    /// of pieces can reach.
    pub fn best(&self) -> String {
        self.text(&self.kept)
    }

    fn text(&self, kept: &[bool]) -> String {
        let texts = self.texts.iter().zip(kept).filter(|(_, kept)| **kept);
        texts.map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("\n\n")
    }
}

/// What was learnt.
pub struct Trained(Model);

impl Trained {
    /// Returns the model as `model.bin` holds it.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.bytes()
    }

    /// Returns the text of the pieces that the model keeps.
    pub fn text(&self, page: &Page) -> String {
        page.text(&self.0.judge(&page.described))
    }
}

/// Learns from pages.
pub fn train(pages: &[&Page]) -> Trained {
    let counts: Vec<Counts> =
        (0..GROUPS).map(|group| Counts::of(pages, |i| i % GROUPS == group)).collect();
    let mut all = Counts::default();
    for counts in &counts {
        all.add(counts, 1.0);
    }
    let mut table_rows: Vec<Vec<f32>> = Vec::new();
    let (mut kept, mut weights) = (Vec::new(), Vec::new());
    let tables: Vec<Table> = counts
        .iter()
        .map(|counts| {
            let mut others = all.clone();
            others.add(counts, -1.0);
            others.table()
        })
        .collect();
    for (i, page) in pages.iter().enumerate() {
        table_rows.extend(rows(&page.described, &tables[i % GROUPS]));
        kept.extend(&page.kept);
        weights.extend(weigh(page));
    }
    let edges = edges(&table_rows);
    let mut bins: Vec<Vec<u8>> = vec![Vec::with_capacity(table_rows.len()); edges.0.len()];
    for row in &table_rows {
        for (bins, bin) in bins.iter_mut().zip(edges.bins(row)) {
            bins.push(bin);
        }
    }
    drop(table_rows);
    let trees = grow(&Rows { bins, kept: &kept, weights: &weights }, PLAN);
    Trained(Model { table: all.table(), edges, trees, switch: SWITCH })
}

/// Returns what each piece of a page counts: long ones more, all pages together the same.
#[expect(clippy::cast_precision_loss, reason = "lengths of texts")]
fn weigh(page: &Page) -> Vec<f32> {
    let weights: Vec<f32> =
        page.texts.iter().map(|text| text.chars().count().min(600) as f32 + 40.0).collect();
    let sum: f32 = weights.iter().sum::<f32>().max(1.0);
    weights.into_iter().map(|weight| weight * 250.0 / sum).collect()
}

/// On how many pages each token stands in a piece of the article, and in another.
#[derive(Clone, Default)]
struct Counts {
    kept: Vec<f32>,
    dropped: Vec<f32>,
}

impl Counts {
    fn of(pages: &[&Page], is_in: impl Fn(usize) -> bool) -> Self {
        let size = Table::size();
        let mut counts = Counts { kept: vec![0.0; size], dropped: vec![0.0; size] };
        for (_, page) in pages.iter().enumerate().filter(|(i, _)| is_in(*i)) {
            let mut seen = [Vec::new(), Vec::new()];
            for (tokens, kept) in page.described.tokens.iter().zip(&page.kept) {
                let seen = &mut seen[usize::from(*kept)];
                for (kind, tokens) in tokens.iter().enumerate() {
                    seen.extend(tokens.iter().map(|&token| Table::slot(kind, token)));
                }
            }
            for (kept, seen) in seen.iter_mut().enumerate() {
                seen.sort_unstable();
                seen.dedup();
                let sums = if kept == 1 { &mut counts.kept } else { &mut counts.dropped };
                for &mut slot in seen {
                    sums[slot] += 1.0;
                }
            }
        }
        counts
    }

    fn add(&mut self, other: &Counts, times: f32) {
        self.kept.resize(other.kept.len(), 0.0);
        self.dropped.resize(other.dropped.len(), 0.0);
        self.kept.iter_mut().zip(&other.kept).for_each(|(sum, count)| *sum += times * count);
        self.dropped.iter_mut().zip(&other.dropped).for_each(|(sum, count)| *sum += times * count);
    }

    fn table(&self) -> Table {
        let odds = self.kept.iter().zip(&self.dropped);
        Table(
            odds.map(|(kept, dropped)| Table::byte(((kept + PRIOR) / (dropped + PRIOR)).ln()))
                .collect(),
        )
    }
}

/// Parts the values of each number in bins: half of the edges leave as many pieces between them,
/// half as many values, for what is rare may tell most.
fn edges(rows: &[Vec<f32>]) -> Edges {
    let numbers = rows.first().map_or(0, Vec::len);
    let edges = (0..numbers).map(|number| {
        let mut values: Vec<f32> = rows.iter().map(|row| row[number]).collect();
        values.sort_by(f32::total_cmp);
        let half = BINS / 2;
        let at = |values: &[f32], part: usize| values[(values.len() - 1) * part / half];
        let mut edges: Vec<f32> = (0..half).map(|part| at(&values, part)).collect();
        values.dedup();
        edges.extend((0..half - 1).map(|part| at(&values, part)));
        edges.sort_by(f32::total_cmp);
        edges.dedup();
        edges
    });
    Edges(edges.collect())
}
