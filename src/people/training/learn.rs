//! Learns the weights of a pass: `AdaGrad` over the log-likelihood of the chain, one thread, the order
//! of the runs from a fixed seed, so that the same input gives the same bytes.

use super::super::model::{ByLabel, Chain, Factors, LABELS, Label, ROW_BITS, exponentials};

/// A run to learn from.
#[derive(Debug, Clone)]
pub(super) struct Example {
    /// The rows of each token, one token after another.
    pub(super) rows: Vec<u32>,
    /// Where the rows of each token end.
    pub(super) ends: Vec<usize>,
    /// What each token is.
    pub(super) labels: Vec<Label>,
    /// How much it counts.
    pub(super) weight: f32,
}

/// A step is so much over the root of the sum of the squared gradients; the sum begins with 1.
/// Chosen on the development set, as are the number of rounds and of those that are averaged.
const RATE: f32 = 0.1;
const ROUNDS: usize = 5;
const AVERAGED: usize = 3;
/// So many runs are averaged: of two, the scores vary by half a percent with the order of the texts.
const RUNS: usize = 6;
/// A run that the model is so sure of, as the negative logarithm of its probability, teaches nothing.
const KNOWN: f32 = 0.002;

/// Weights of one pass: begin and inside for each row.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    pub(super) rows: Vec<[f32; 2]>,
    pub(super) chain: Chain,
}

impl Weights {
    fn zero() -> Self {
        Weights {
            rows: vec![[0.0; 2]; 1 << ROW_BITS],
            chain: Chain { unit: 1.0, ..Chain::default() },
        }
    }

    /// Returns what the weights make of each token of a run.
    pub(super) fn scores(&self, example: &Example) -> Vec<ByLabel> {
        let mut scores = Vec::with_capacity(example.ends.len());
        let mut first = 0;
        for end in &example.ends {
            let mut sums = [0.0; 2];
            for row in &example.rows[first..*end] {
                let [begin, inside] = self.rows[*row as usize];
                sums[0] += begin;
                sums[1] += inside;
            }
            scores.push([0.0, sums[0], sums[1]]);
            first = *end;
        }
        scores
    }
}

/// Learns from `examples` several times, each in another order that `seed` tells, and averages: what
/// is left to chance in one run evens out.
pub(super) fn learn(examples: &[Example], seed: u64) -> Weights {
    let mut average = Weights::zero();
    for run in 0..RUNS {
        learn_once(examples, seed + run as u64, &mut average);
    }
    average
}

/// Adds to `average` what is learnt in one run.
fn learn_once(examples: &[Example], seed: u64, average: &mut Weights) {
    let mut learner = Learner { weights: Weights::zero(), squares: Weights::zero() };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(seed);
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        for number in &order {
            learner.learn(&examples[*number]);
        }
        if round + AVERAGED >= ROUNDS {
            add(average, &learner.weights);
        }
    }
}

/// Adds a share of `weights` to `average`.
#[expect(clippy::cast_precision_loss, reason = "a handful")]
fn add(average: &mut Weights, weights: &Weights) {
    let share = 1.0 / (RUNS * AVERAGED.min(ROUNDS)) as f32;
    for (sum, row) in average.rows.iter_mut().zip(&weights.rows) {
        sum[0] += share * row[0];
        sum[1] += share * row[1];
    }
    for label in 0..LABELS {
        average.chain.start[label] += share * weights.chain.start[label];
        for next in 0..LABELS {
            average.chain.next[label][next] += share * weights.chain.next[label][next];
        }
    }
}

struct Learner {
    weights: Weights,
    /// The sums of squared gradients, less the 1 that each begins with.
    squares: Weights,
}

impl Learner {
    fn learn(&mut self, example: &Example) {
        let scores = self.weights.scores(example);
        let factors = self.weights.chain.factors();
        let marginals = factors.marginals(&scores);
        let pairs = pairs(&factors, &scores);
        if surprise(example, &marginals, &pairs) < KNOWN {
            return;
        }
        let mut first = 0;
        for (at, end) in example.ends.iter().enumerate() {
            let label = example.labels[at] as usize;
            let error: ByLabel =
                std::array::from_fn(|l| example.weight * (is(l == label) - marginals[at][l]));
            if error.iter().any(|error| error.abs() > 1e-4) {
                for row in &example.rows[first..*end] {
                    for (side, error) in error[1..].iter().enumerate() {
                        let row = *row as usize;
                        step(
                            &mut self.weights.rows[row][side],
                            &mut self.squares.rows[row][side],
                            *error,
                        );
                    }
                }
            }
            first = *end;
            let (weights, squares) = (&mut self.weights.chain, &mut self.squares.chain);
            for label in 0..LABELS {
                if at == 0 {
                    step(&mut weights.start[label], &mut squares.start[label], error[label]);
                    continue;
                }
                let before = example.labels[at - 1] as usize;
                for (next, probability) in pairs[at - 1][label].iter().enumerate() {
                    let here = is(before == label && example.labels[at] as usize == next);
                    let error = example.weight * (here - probability);
                    step(&mut weights.next[label][next], &mut squares.next[label][next], error);
                }
            }
        }
    }
}

/// One for true.
fn is(condition: bool) -> f32 {
    f32::from(u8::from(condition))
}

fn step(weight: &mut f32, square: &mut f32, error: f32) {
    *square += error * error;
    *weight += RATE * error / (1.0 + *square).sqrt();
}

/// Returns how likely each pair of labels is for each two neighbouring tokens.
fn pairs(factors: &Factors, scores: &[ByLabel]) -> Vec<[ByLabel; LABELS]> {
    let forward = factors.forward(scores);
    let mut pairs = vec![[[0.0; LABELS]; LABELS]; scores.len() - 1];
    let mut backward = [1.0; LABELS];
    for at in (1..scores.len()).rev() {
        let weights = exponentials(scores[at]);
        let mut sum = 0.0;
        for from in 0..LABELS {
            for to in (0..LABELS).filter(|to| Label::ALL[from].allows(Label::ALL[*to])) {
                let both =
                    forward[at - 1][from] * factors.next[from][to] * weights[to] * backward[to];
                pairs[at - 1][from][to] = both;
                sum += both;
            }
        }
        for pair in pairs[at - 1].iter_mut().flatten() {
            *pair /= sum.max(f32::MIN_POSITIVE);
        }
        backward = factors.step_back(scores[at], backward);
    }
    pairs
}

/// Returns the negative logarithm of the probability of the labels of an example.
fn surprise(example: &Example, marginals: &[ByLabel], pairs: &[[ByLabel; LABELS]]) -> f32 {
    let label = |at: usize| example.labels[at] as usize;
    let mut surprise = -marginals[0][label(0)].max(f32::MIN_POSITIVE).ln();
    for at in 1..marginals.len() {
        let both = pairs[at - 1][label(at - 1)][label(at)].max(f32::MIN_POSITIVE);
        let before = marginals[at - 1][label(at - 1)].max(f32::MIN_POSITIVE);
        surprise -= (both / before).ln();
    }
    surprise
}

/// Random numbers (xorshift64, Marsaglia 2003), the same in every run.
pub(super) struct Random(pub(super) u64);

impl Random {
    /// Returns the next number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns the next number as one of 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "24 bits fit")]
    pub(super) fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1 << 24) as f32
    }

    #[expect(clippy::cast_possible_truncation, reason = "it is at most the length")]
    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            order.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
