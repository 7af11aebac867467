//! The model: a linear-chain CRF (Lafferty, `McCallum`, Pereira 2001) over hashed features, in two
//! passes with one table. It is `model.bin`, which training writes, and is read where it lies.

use std::borrow::Cow;
use std::ops::Range;

/// What a token of a run is: no name, the first token of one, or a further one.
pub(super) const LABELS: usize = 3;

/// See [`LABELS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Label {
    #[default]
    Outside,
    Begin,
    Inside,
}

impl Label {
    /// All of them, each in the place of its number.
    pub(super) const ALL: [Label; LABELS] = [Label::Outside, Label::Begin, Label::Inside];

    /// Returns true if `next` may follow: only a name that has begun goes on.
    pub(super) fn allows(self, next: Label) -> bool {
        next != Label::Inside || self != Label::Outside
    }
}

/// A number for each label.
pub(super) type ByLabel = [f32; LABELS];

/// The table has `1 << ROW_BITS` rows.
pub(super) const ROW_BITS: u32 = 19;
/// A row holds a weight for begin and inside in the first pass, then the same for the second; that
/// of outside is 0. Each is a byte, with 128 for 0.
pub(super) const ROW: usize = 4;
const NO_WEIGHT: u64 = 128;

/// Returns the row of a feature.
pub(super) fn row(feature: u64) -> u32 {
    (feature >> (u64::BITS - ROW_BITS)) as u32
}

/// What follows what in one pass.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Chain {
    /// What a weight of 1 in the table counts.
    pub(super) unit: f32,
    /// For the first token of a run.
    pub(super) start: ByLabel,
    /// From a label to the next one.
    pub(super) next: [ByLabel; LABELS],
}

/// How many numbers a chain is written as.
const CHAIN: usize = 1 + LABELS + LABELS * LABELS;

/// The passes, the table before them.
#[derive(Debug, Clone)]
pub(super) struct Model {
    rows: Cow<'static, [u8]>,
    passes: [Chain; 2],
    /// Of the first pass; the second one looks for the likeliest labels alone.
    first: Factors,
}

static EMBEDDED: &[u8; Model::BYTES] = include_bytes!("model.bin");

impl Model {
    const CHAINS: usize = 2 * CHAIN * size_of::<f32>();
    const BYTES: usize = Model::CHAINS + (ROW << ROW_BITS);

    /// Returns the model that is built in.
    pub(super) fn embedded() -> Self {
        let (chains, rows) = EMBEDDED.split_at(Model::CHAINS);
        let mut numbers = chains
            .chunks_exact(size_of::<f32>())
            .map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        let mut number = || numbers.next().unwrap_or_default();
        let passes = std::array::from_fn(|_| Chain {
            unit: number(),
            start: std::array::from_fn(|_| number()),
            next: std::array::from_fn(|_| std::array::from_fn(|_| number())),
        });
        Model { rows: Cow::Borrowed(rows), first: passes[0].factors(), passes }
    }

    /// Makes a model of its table, of `ROW << ROW_BITS` bytes.
    pub(super) fn new(rows: Vec<u8>, passes: [Chain; 2]) -> Self {
        Model { rows: Cow::Owned(rows), first: passes[0].factors(), passes }
    }

    /// Returns the model as it is embedded.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Model::BYTES);
        for Chain { unit, start, next } in &self.passes {
            let numbers = std::iter::once(unit).chain(start).chain(next.iter().flatten());
            bytes.extend(numbers.flat_map(|number| number.to_le_bytes()));
        }
        bytes.extend_from_slice(&self.rows);
        bytes
    }

    /// Adds the weights of a feature.
    pub(super) fn add(&self, feature: u64, sums: &mut Sums) {
        let at = row(feature) as usize * ROW;
        let row = &self.rows[at..at + ROW];
        sums.add(u32::from_le_bytes([row[0], row[1], row[2], row[3]]));
    }

    /// Returns what a pass makes of the sums of a token.
    pub(super) fn scores(&self, pass: Pass, sums: Sums) -> ByLabel {
        let unit = self.passes[pass as usize].unit;
        let [begin, inside] = sums.of(pass);
        [0.0, begin * unit, inside * unit]
    }

    /// Returns how likely the first pass thinks each label for each token of a run.
    pub(super) fn marginals(&self, scores: &[ByLabel]) -> Vec<ByLabel> {
        self.first.marginals(scores)
    }

    /// Returns what the second pass thinks the likeliest labels of a run.
    pub(super) fn best(&self, scores: &[ByLabel]) -> Vec<Label> {
        self.passes[Pass::Second as usize].best(scores)
    }
}

/// One of the two passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    First,
    Second,
}

/// Sums of the four weights of rows: in a lane of 16 bits each, so that one addition adds a row.
/// That suffices for 257 rows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    lanes: u64,
    rows: u64,
}

impl Sums {
    fn add(&mut self, row: u32) {
        let mut lanes = u64::from(row);
        lanes = (lanes | lanes << 16) & 0x0000_ffff_0000_ffff;
        lanes = (lanes | lanes << 8) & 0x00ff_00ff_00ff_00ff;
        self.lanes += lanes;
        self.rows += 1;
    }

    /// Returns the sums for begin and inside.
    #[expect(clippy::cast_precision_loss, reason = "sums of bytes are small")]
    fn of(self, pass: Pass) -> [f32; 2] {
        let lane = |number: u32| (self.lanes >> (16 * number) & 0xffff) as f32;
        let none = (NO_WEIGHT * self.rows) as f32;
        let first = pass as u32 * 2;
        [lane(first) - none, lane(first + 1) - none]
    }
}

/// Writes a weight as a byte of the table.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is clamped")]
#[expect(clippy::cast_precision_loss, reason = "128 is exact")]
pub(super) fn weight_byte(weight: f32, unit: f32) -> u8 {
    ((weight / unit).round().clamp(-127.0, 127.0) + NO_WEIGHT as f32) as u8
}

/// A chain with e to the power of each weight, which the sums over all labels need at every token.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Factors {
    start: ByLabel,
    /// From a label to the next one; 0 where that may not follow.
    pub(super) next: [ByLabel; LABELS],
}

impl Factors {
    /// Returns how likely each label is for each token of a run, by forward and backward sums.
    pub(super) fn marginals(&self, scores: &[ByLabel]) -> Vec<ByLabel> {
        let forward = self.forward(scores);
        let mut marginals = vec![[0.0; LABELS]; scores.len()];
        let mut backward = [1.0; LABELS];
        for at in (0..scores.len()).rev() {
            let both = std::array::from_fn(|label| forward[at][label] * backward[label]);
            marginals[at] = shares(both);
            backward = self.step_back(scores[at], backward);
        }
        marginals
    }

    /// Returns for each token the shares of the labels by what stands before it.
    pub(super) fn forward(&self, scores: &[ByLabel]) -> Vec<ByLabel> {
        let mut forward: Vec<ByLabel> = Vec::with_capacity(scores.len());
        for score in scores {
            let weights = exponentials(*score);
            let reached: ByLabel = std::array::from_fn(|label| match forward.last() {
                None => self.start[label],
                Some(before) => self.reach(before, label),
            });
            forward.push(shares(std::array::from_fn(|label| reached[label] * weights[label])));
        }
        forward
    }

    fn reach(&self, before: &ByLabel, label: usize) -> f32 {
        (0..LABELS).map(|from| before[from] * self.next[from][label]).sum()
    }

    /// Returns the backward sums of the token before one with these scores.
    pub(super) fn step_back(&self, score: ByLabel, backward: ByLabel) -> ByLabel {
        let weights = exponentials(score);
        shares(std::array::from_fn(|from| {
            (0..LABELS).map(|to| self.next[from][to] * weights[to] * backward[to]).sum()
        }))
    }
}

impl Chain {
    /// Returns the factors of the weights.
    pub(super) fn factors(&self) -> Factors {
        let factor = |from: Label, to: usize, weight: f32| {
            if from.allows(Label::ALL[to]) { weight.exp() } else { 0.0 }
        };
        Factors {
            start: std::array::from_fn(|to| factor(Label::Outside, to, self.start[to])),
            next: std::array::from_fn(|from| {
                std::array::from_fn(|to| factor(Label::ALL[from], to, self.next[from][to]))
            }),
        }
    }

    /// Returns the likeliest labels of a run (Viterbi).
    pub(super) fn best(&self, scores: &[ByLabel]) -> Vec<Label> {
        let mut best: ByLabel = [0.0; LABELS];
        let mut from: Vec<[usize; LABELS]> = Vec::with_capacity(scores.len());
        for (at, score) in scores.iter().enumerate() {
            let reached: [(f32, usize); LABELS] = std::array::from_fn(|label| {
                if at == 0 {
                    let start = self.start[label];
                    let is_allowed = Label::Outside.allows(Label::ALL[label]);
                    return (if is_allowed { start } else { f32::NEG_INFINITY }, 0);
                }
                let allowed = (0..LABELS).filter(|f| Label::ALL[*f].allows(Label::ALL[label]));
                let ways = allowed.map(|from| (best[from] + self.next[from][label], from));
                ways.fold((f32::NEG_INFINITY, 0), |a, b| if b.0 > a.0 { b } else { a })
            });
            best = std::array::from_fn(|label| reached[label].0 + score[label]);
            from.push(reached.map(|(_, from)| from));
        }
        let mut label = (0..LABELS).fold(0, |a, b| if best[b] > best[a] { b } else { a });
        let mut labels = vec![Label::Outside; scores.len()];
        for (at, from) in from.iter().enumerate().rev() {
            labels[at] = Label::ALL[label];
            label = from[label];
        }
        labels
    }
}

/// Returns e to the power of each, over the same factor.
pub(super) fn exponentials(scores: ByLabel) -> ByLabel {
    let most = scores.into_iter().fold(f32::NEG_INFINITY, f32::max);
    scores.map(|score| (score - most).exp())
}

/// Returns the numbers over their sum.
pub(super) fn shares(numbers: ByLabel) -> ByLabel {
    let sum: f32 = numbers.iter().sum();
    numbers.map(|number| number / sum.max(f32::MIN_POSITIVE))
}

/// Returns the names in a row of labels, those of `tokens`.
pub(super) fn names(labels: &[Label], tokens: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let Range { start: mut at, end } = tokens;
    std::iter::from_fn(move || {
        while at < end {
            let first = at;
            at += 1;
            if labels[first] == Label::Outside {
                continue;
            }
            while at < end && labels[at] == Label::Inside {
                at += 1;
            }
            return Some(first..at);
        }
        None
    })
}
