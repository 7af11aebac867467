//! Grows trees by gradient boosting: each corrects the sum of those before it, and is split where
//! that helps most. Without threads or chance but for a fixed row of numbers: the same input gives
//! the same trees.

use super::super::model::{IS_LEAF, LEAF_STEP, Tree};

/// How trees are grown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) trees: usize,
    pub(super) leaves: usize,
    pub(super) rate: f32,
    /// Least sum of weights in a leaf, in pieces.
    pub(super) least: f32,
    /// What a leaf is drawn to zero by.
    pub(super) ridge: f32,
    /// Of so many numbers each tree leaves out one part, so that no few decide alone.
    pub(super) parts: u64,
}

/// Bins of a number.
pub(super) const BINS: usize = 64;

/// Pieces to learn from.
pub(super) struct Rows<'r> {
    /// Of each number the bins of all pieces.
    pub(super) bins: Vec<Vec<u8>>,
    pub(super) kept: &'r [bool],
    pub(super) weights: &'r [f32],
}

/// Gradient and curvature, summed up.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    slope: f32,
    bend: f32,
}

impl Sum {
    fn minus(self, other: Sum) -> Sum {
        Sum { slope: self.slope - other.slope, bend: self.bend - other.bend }
    }

    fn gain(self, ridge: f32) -> f32 {
        self.slope * self.slope / (self.bend + ridge)
    }
}

/// A leaf that may yet be split.
struct Open {
    rows: Vec<u32>,
    /// Of each number and bin.
    sums: Vec<[Sum; BINS]>,
    all: Sum,
    /// The best split: what it gains, the number and the bin.
    split: Option<(f32, usize, u8)>,
    /// The node that leads here, and by which of its sides.
    from: Option<(usize, usize)>,
}

/// Grows trees on `rows`.
pub(super) fn grow(rows: &Rows<'_>, plan: Plan) -> Vec<Tree> {
    let count = rows.kept.len();
    let mut scores = vec![0.0_f32; count];
    let mut slopes = vec![Sum::default(); count];
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut trees = Vec::new();
    for _ in 0..plan.trees {
        for (i, sum) in slopes.iter_mut().enumerate() {
            let likely = 1.0 / (1.0 + (-scores[i]).exp());
            let target = if rows.kept[i] { 1.0 } else { 0.0 };
            let weight = rows.weights[i];
            *sum = Sum {
                slope: weight * (target - likely),
                bend: weight * (likely * (1.0 - likely)).max(1e-6),
            };
        }
        let numbers: Vec<usize> = (0..rows.bins.len())
            .filter(|_| {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                !seed.is_multiple_of(plan.parts)
            })
            .collect();
        let (tree, leaves) = tree(rows, &slopes, &numbers, plan);
        for (leaf, members) in leaves.iter().enumerate() {
            let value = f32::from(tree.leaves[leaf]) * LEAF_STEP;
            for &row in members {
                scores[row as usize] += value;
            }
        }
        trees.push(tree);
    }
    trees
}

fn tree(rows: &Rows<'_>, slopes: &[Sum], numbers: &[usize], plan: Plan) -> (Tree, Vec<Vec<u32>>) {
    let every: Vec<u32> = (0..u32::try_from(slopes.len()).unwrap_or(u32::MAX)).collect();
    let mut nodes: Vec<[u8; 4]> = Vec::new();
    let sums = sum_up(rows, slopes, numbers, &every);
    let mut open = vec![opened(every, sums, slopes, plan, None)];
    while open.len() < plan.leaves {
        let gain = |leaf: &Open| leaf.split.map_or(0.0, |split| split.0);
        let best = (0..open.len()).max_by(|&a, &b| gain(&open[a]).total_cmp(&gain(&open[b])));
        let Some(best) = best.filter(|&best| open[best].split.is_some()) else { break };
        let leaf = open.swap_remove(best);
        let Some((_, at, bin)) = leaf.split else { break };
        let number = numbers[at];
        let node = nodes.len();
        let small = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
        nodes.push([small(number), bin, 0, 0]);
        if let Some((parent, side)) = leaf.from {
            nodes[parent][2 + side] = small(node);
        }
        let (left, right): (Vec<u32>, Vec<u32>) =
            leaf.rows.iter().partition(|&&row| rows.bins[number][row as usize] <= bin);
        // The sums of the larger half are what is left.
        let is_left = left.len() <= right.len();
        let fewer = sum_up(rows, slopes, numbers, if is_left { &left } else { &right });
        let mut more = leaf.sums;
        for (more, fewer) in more.iter_mut().zip(&fewer) {
            for (more, fewer) in more.iter_mut().zip(fewer) {
                *more = more.minus(*fewer);
            }
        }
        let (left_sums, right_sums) = if is_left { (fewer, more) } else { (more, fewer) };
        open.push(opened(left, left_sums, slopes, plan, Some((node, 0))));
        open.push(opened(right, right_sums, slopes, plan, Some((node, 1))));
    }
    let mut leaves = Vec::new();
    for (i, leaf) in open.iter().enumerate() {
        if let Some((parent, side)) = leaf.from {
            nodes[parent][2 + side] = IS_LEAF | u8::try_from(i).unwrap_or(0);
        }
        let value = plan.rate * leaf.all.slope / (leaf.all.bend + plan.ridge);
        #[expect(clippy::cast_possible_truncation, reason = "clamped")]
        leaves.push((value / LEAF_STEP).round().clamp(-32_000.0, 32_000.0) as i16);
    }
    (Tree { nodes, leaves }, open.into_iter().map(|leaf| leaf.rows).collect())
}

fn sum_up(rows: &Rows<'_>, slopes: &[Sum], numbers: &[usize], members: &[u32]) -> Vec<[Sum; BINS]> {
    let sums = numbers.iter().map(|&number| {
        let bins = &rows.bins[number];
        let mut sums = [Sum::default(); BINS];
        for &row in members {
            let sum = &mut sums[usize::from(bins[row as usize]) % BINS];
            let slope = slopes[row as usize];
            sum.slope += slope.slope;
            sum.bend += slope.bend;
        }
        sums
    });
    sums.collect()
}

fn opened(
    rows: Vec<u32>,
    sums: Vec<[Sum; BINS]>,
    slopes: &[Sum],
    plan: Plan,
    from: Option<(usize, usize)>,
) -> Open {
    let mut all = Sum::default();
    for &row in &rows {
        all.slope += slopes[row as usize].slope;
        all.bend += slopes[row as usize].bend;
    }
    let mut split: Option<(f32, usize, u8)> = None;
    for (number, sums) in sums.iter().enumerate() {
        let mut left = Sum::default();
        for (bin, sum) in (0_u8..).zip(&sums[..BINS - 1]) {
            left.slope += sum.slope;
            left.bend += sum.bend;
            let right = all.minus(left);
            if left.bend < plan.least || right.bend < plan.least {
                continue;
            }
            let gain = left.gain(plan.ridge) + right.gain(plan.ridge) - all.gain(plan.ridge);
            if gain > split.map_or(1e-3, |split| split.0) {
                split = Some((gain, number, bin));
            }
        }
    }
    Open { rows, sums, all, split, from }
}

#[cfg(test)]
mod tests {
    use super::{Plan, Rows, grow};

    #[test]
    fn what_two_numbers_tell_together_is_learnt() {
        let both: Vec<(u8, u8)> = (0..=u8::MAX).map(|i| (i % 7, i % 5)).collect();
        let kept: Vec<bool> = both.iter().map(|&(a, b)| (a > 3) != (b > 2)).collect();
        let bins = vec![both.iter().map(|it| it.0).collect(), both.iter().map(|it| it.1).collect()];
        let rows = Rows { bins, kept: &kept, weights: &[1.0; 256] };
        let plan =
            Plan { trees: 20, leaves: 6, rate: 0.3, least: 1.0, ridge: 1.0, parts: u64::MAX };
        let trees = grow(&rows, plan);
        for (&(a, b), kept) in both.iter().zip(&kept) {
            let sum: i32 = trees.iter().map(|tree| i32::from(tree.value(&[a, b]))).sum();
            assert_eq!(sum > 0, *kept, "{a} {b}");
        }
        assert_eq!(trees, grow(&rows, plan));
    }
}
