//! A model: a table of what words tell, and trees that judge a piece of a text. Read from bytes,
//! which [`training`](super::training) makes.

/// Kinds of words.
const KINDS: usize = 3;
/// Bits of the index into the table, of each kind of words.
pub(super) const TABLE_BITS: [u32; KINDS] = [14, 12, 12];
/// What one step of a byte in the table is worth, in log-odds.
const STEP: f32 = 1.0 / 24.0;
/// What one step of a leaf is worth, in log-odds.
pub(super) const LEAF_STEP: f32 = 1.0 / 4096.0;
/// In a node, what is a leaf and not another node.
pub(super) const IS_LEAF: u8 = 0x80;

/// The pieces of a text, measured.
#[derive(Default)]
pub(in super::super) struct Described {
    /// Of each piece what needs no table: the same number for each.
    pub(in super::super) plain: Vec<Vec<f32>>,
    /// Of each piece three kinds of words tell: its own, and two that stand around it.
    pub(in super::super) tokens: Vec<[Vec<u32>; KINDS]>,
}

/// What words tell.
pub(super) struct Table(pub(super) Vec<i8>);

impl Table {
    /// Returns where the tokens of a kind begin, and the bits of its index.
    pub(super) fn room(kind: usize) -> (usize, u32) {
        (TABLE_BITS[..kind].iter().map(|bits| 1 << bits).sum(), TABLE_BITS[kind])
    }

    /// Returns the place of a token.
    pub(super) fn slot(kind: usize, token: u32) -> usize {
        let (start, bits) = Table::room(kind);
        start + (token >> (32 - bits)) as usize
    }

    /// Returns how many places there are.
    pub(super) fn size() -> usize {
        TABLE_BITS.iter().map(|bits| 1 << bits).sum()
    }

    /// Returns log-odds as the table keeps them.
    #[expect(clippy::cast_possible_truncation, reason = "clamped")]
    pub(super) fn byte(log_odds: f32) -> i8 {
        (log_odds / STEP).round().clamp(-127.0, 127.0) as i8
    }
}

/// Returns the numbers of each piece: the plain ones, and what the table tells of it and of its
/// neighbours.
pub(super) fn rows(described: &Described, table: &Table) -> Vec<Vec<f32>> {
    let looked_up: Vec<[f32; 3 * KINDS]> =
        described.tokens.iter().map(|tokens| look_up(tokens, table)).collect();
    let rows = described.plain.iter().enumerate().map(|(i, plain)| {
        let mut row = plain.clone();
        row.extend(looked_up[i]);
        for neighbour in [i.checked_sub(1), Some(i + 1)] {
            let numbers = neighbour.and_then(|i| looked_up.get(i)).copied().unwrap_or_default();
            row.extend([numbers[0], numbers[1], numbers[3], numbers[6]]);
        }
        row
    });
    rows.collect()
}

/// Returns mean, least and most of what the tokens of each kind tell.
fn look_up(tokens: &[Vec<u32>; KINDS], table: &Table) -> [f32; 3 * KINDS] {
    let mut numbers = [0.0; 3 * KINDS];
    for (kind, tokens) in tokens.iter().enumerate() {
        let (mut sum, mut least, mut most, mut count) = (0.0, 0.0_f32, 0.0_f32, 0.0);
        for &token in tokens {
            let value = f32::from(table.0[Table::slot(kind, token)]) * STEP;
            sum += value;
            least = least.min(value);
            most = most.max(value);
            count += 1.0;
        }
        numbers[3 * kind] = if count > 0.0 { sum / count } else { 0.0 };
        numbers[3 * kind + 1] = least;
        numbers[3 * kind + 2] = most;
    }
    numbers
}

/// A tree: nodes, and the values of its leaves.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tree {
    /// Which number, at or below which edge it goes left, and where to: another node, or a leaf.
    pub(super) nodes: Vec<[u8; 4]>,
    pub(super) leaves: Vec<i16>,
}

impl Tree {
    /// Returns the value of the leaf that a piece falls in.
    pub(super) fn value(&self, bins: &[u8]) -> i16 {
        let mut at = 0;
        while let Some(&[number, edge, left, right]) = self.nodes.get(at) {
            let next = if bins[usize::from(number)] <= edge { left } else { right };
            if next & IS_LEAF != 0 {
                return self.leaves[usize::from(next & !IS_LEAF)];
            }
            at = usize::from(next);
        }
        0
    }
}

/// The edges that part the values of each number in bins, rising.
pub(super) struct Edges(pub(super) Vec<Vec<f32>>);

impl Edges {
    /// Returns the bins of a row: how many edges lie below each number.
    pub(super) fn bins(&self, row: &[f32]) -> Vec<u8> {
        let bin = |(value, edges): (&f32, &Vec<f32>)| edges.partition_point(|edge| edge < value);
        let bins = row.iter().zip(&self.0).map(bin);
        bins.map(|bin| u8::try_from(bin).unwrap_or(u8::MAX)).collect()
    }
}

/// All that was learnt.
pub(in super::super) struct Model {
    pub(super) table: Table,
    pub(super) edges: Edges,
    pub(super) trees: Vec<Tree>,
    /// What a piece more or less likely to be kept than its neighbour costs, in log-odds.
    pub(super) switch: f32,
}

impl Model {
    /// Tells for each piece whether it belongs to the article.
    pub(in super::super) fn judge(&self, described: &Described) -> Vec<bool> {
        smooth(&self.scores(described), self.switch)
    }

    /// Returns how sure it is that each piece belongs to the article, in log-odds.
    pub(super) fn scores(&self, described: &Described) -> Vec<f32> {
        let score = |row: Vec<f32>| {
            let bins = self.edges.bins(&row);
            let sum: i32 = self.trees.iter().map(|tree| i32::from(tree.value(&bins))).sum();
            #[expect(clippy::cast_precision_loss, reason = "a sum of some hundred small numbers")]
            let sum = sum as f32;
            sum * LEAF_STEP
        };
        rows(described, &self.table).into_iter().map(score).collect()
    }

    /// Reads a model; `None` if the bytes are none.
    pub(in super::super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let switch = reader.number()?;
        let table =
            Table(reader.take(Table::size())?.iter().map(|&byte| byte.cast_signed()).collect());
        let edges = (0..reader.byte()?).map(|_| {
            let edges = reader.byte()?;
            (0..edges).map(|_| reader.number()).collect::<Option<Vec<f32>>>()
        });
        let edges = Edges(edges.collect::<Option<_>>()?);
        let trees = u16::from_le_bytes([reader.byte()?, reader.byte()?]);
        let trees = (0..trees).map(|_| reader.tree(edges.0.len())).collect::<Option<_>>()?;
        reader.0.is_empty().then_some(Model { table, edges, trees, switch })
    }

    /// Returns the model as [`read`](Self::read) reads it.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let small = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
        let mut bytes = self.switch.to_le_bytes().to_vec();
        bytes.extend(self.table.0.iter().map(|byte| byte.cast_unsigned()));
        bytes.push(small(self.edges.0.len()));
        for edges in &self.edges.0 {
            bytes.push(small(edges.len()));
            bytes.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
        }
        bytes.extend(u16::try_from(self.trees.len()).unwrap_or(u16::MAX).to_le_bytes());
        for tree in &self.trees {
            bytes.push(small(tree.nodes.len()));
            bytes.extend(tree.nodes.iter().flatten());
            bytes.extend(tree.leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
        }
        bytes
    }
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn number(&mut self) -> Option<f32> {
        self.take(4)?.try_into().ok().map(f32::from_le_bytes)
    }

    /// Reads a tree whose nodes ask for `numbers` numbers; each leads to what follows it.
    fn tree(&mut self, numbers: usize) -> Option<Tree> {
        let length = usize::from(self.byte()?);
        let nodes: Vec<[u8; 4]> = self
            .take(4 * length)?
            .chunks_exact(4)
            .filter_map(|node| node.try_into().ok())
            .collect();
        let leaves = self.take(2 * (length + 1))?.chunks_exact(2);
        let leaves = leaves.map(|leaf| i16::from_le_bytes([leaf[0], leaf[1]])).collect();
        let leads = |at: usize, next: u8| match next & IS_LEAF {
            0 => usize::from(next) > at && usize::from(next) < length,
            _ => usize::from(next & !IS_LEAF) <= length,
        };
        let sound = nodes.iter().enumerate().all(|(at, &[number, _, left, right])| {
            usize::from(number) < numbers && leads(at, left) && leads(at, right)
        });
        sound.then_some(Tree { nodes, leaves })
    }
}

/// Returns the likeliest run of kept and dropped pieces, where each change costs `switch` (Viterbi).
pub(super) fn smooth(scores: &[f32], switch: f32) -> Vec<bool> {
    let mut best = [0.0_f32, 0.0];
    let mut came_from = Vec::with_capacity(scores.len());
    for score in scores {
        let score = score.clamp(-12.0, 12.0);
        let stays = [best[0] >= best[1] - switch, best[1] >= best[0] - switch];
        came_from.push(stays);
        best = [
            if stays[0] { best[0] } else { best[1] - switch },
            score + if stays[1] { best[1] } else { best[0] - switch },
        ];
    }
    let mut kept = best[1] > best[0];
    let mut judged: Vec<bool> = came_from
        .iter()
        .rev()
        .map(|stays| {
            let here = kept;
            kept = if stays[usize::from(kept)] { kept } else { !kept };
            here
        })
        .collect();
    judged.reverse();
    judged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Edges, IS_LEAF, Model, Table, Tree, smooth};

    fn model() -> Model {
        let tree = Tree {
            nodes: vec![[0, 0, IS_LEAF, 1], [1, 1, IS_LEAF | 1, IS_LEAF | 2]],
            leaves: vec![-100, 5, 300],
        };
        let mut table = vec![0; Table::size()];
        table[7] = -3;
        let edges = Edges(vec![vec![0.5], vec![1.0, 2.0]]);
        Model { table: Table(table), edges, trees: vec![tree], switch: 0.5 }
    }

    #[test]
    fn a_tree_leads_to_the_leaf_of_a_block() {
        let model = model();
        let value = |row: &[f32]| model.trees[0].value(&model.edges.bins(row));
        assert_eq!((value(&[0.5, 9.0]), value(&[0.6, 2.0]), value(&[0.6, 2.1])), (-100, 5, 300));
    }

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let model = model();
        let read = Model::read(&model.bytes()).unwrap();
        assert_eq!((read.trees, read.edges.0), (model.trees, model.edges.0));
        assert_eq!((read.table.0[7], read.switch), (-3, 0.5));
    }

    #[test]
    fn a_change_between_neighbours_costs_something() {
        assert_eq!(
            smooth(&[3.0, -0.5, 3.0, -3.0, 0.5, -3.0], 1.0),
            [true, true, true, false, false, false]
        );
        assert_eq!(smooth(&[3.0, -0.5, 3.0], 0.0), [true, false, true]);
        assert!(smooth(&[], 1.0).is_empty());
    }

    proptest! {
        #[test]
        fn bytes_that_are_no_model_are_refused(cut in 0_usize..20_000, at in 0_usize..300, byte: u8) {
            let mut bytes = model().bytes();
            let end = bytes.len() - 1 - at.min(bytes.len() - 1);
            bytes[end] = byte;
            if let Some(model) = Model::read(&bytes) {
                model.trees[0].value(&[9, 9]);
            }
            bytes.truncate(cut);
            prop_assert!(Model::read(&bytes).is_none());
        }
    }
}
