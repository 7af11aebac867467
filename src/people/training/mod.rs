//! Makes the model and the list of names of texts in which people are marked. Nothing here runs
//! when articles are indexed; `tests/tools/train.rs` reads the files and calls [`train`].

mod learn;
mod recase;
mod sample;

use std::ops::Range;

use super::Person;
use super::facts::Facts;
use super::features::Described;
use super::find::find_with;
use super::gazetteer::{Commonness, Gazetteer};
use super::language::Language;
use super::lexicon::hash_of;
use super::model::{Label, Model, Pass, ROW, ROW_BITS, row, weight_byte};
use super::tagger::Tagger;
use crate::article::Article;
use crate::text::fold;
use learn::{Example, Weights, learn};

pub use sample::{Layout, Sample, read_columns};

/// A sample, and how much it counts; 1 is plain.
pub type Weighted = (Sample, f32);

/// A word of the lists of names: the word, and how common it is as a given name and as a surname, 0
/// to 3 each.
pub type Listed = (String, u8, u8);

/// What was learnt.
#[derive(Debug, Clone)]
pub struct Trained(Tagger);

impl Trained {
    /// Returns the model as `model.bin` holds it.
    pub fn model(&self) -> Vec<u8> {
        self.0.model.bytes()
    }

    /// Returns the list of names as `names.bin` holds it.
    pub fn names(&self) -> &[u8] {
        self.0.names.bytes()
    }

    /// Finds the people whom an article names, as [`find`](crate::people::find()) does.
    pub fn find(&self, article: &Article) -> Vec<Person> {
        find_with(&self.0, article)
    }

    /// Returns where `text`, whose language has the tag `language`, names people: ranges of bytes, in
    /// its order, disjoint.
    pub fn tag(&self, text: &str, language: &str) -> Vec<Range<usize>> {
        self.0.tag(text, Language::of_tag(language))
    }
}

/// The order of the runs in each pass, and of the two halves of the first one.
const SEEDS: [u64; 4] = [100, 200, 300, 400];

/// Learns both passes from `samples`. The second one is shown what a first pass thinks of texts that
/// it has not learnt from: each half is judged by what the other half teaches.
pub fn train(samples: &[Weighted], names: &[Listed]) -> Trained {
    let listed = names
        .iter()
        .map(|(name, given, surname)| (hash_of(&fold(name)), Commonness::new(*given, *surname)));
    let names = Gazetteer::new(&listed.collect::<Vec<_>>());
    let recased = recase::copies(samples);
    let mut texts: Vec<Text<'_>> = samples
        .iter()
        .chain(&recased)
        .map(|(sample, weight)| Text::of(sample, *weight, &names))
        .collect();
    let examples = |texts: &[Text<'_>], pass, is_wanted: &dyn Fn(usize) -> bool| -> Vec<Example> {
        let wanted = texts.iter().enumerate().filter(|(number, _)| is_wanted(*number));
        wanted.flat_map(|(_, text)| text.examples(pass)).collect()
    };
    let first = learn(&examples(&texts, Pass::First, &|_| true), SEEDS[0]);
    for half in 0..2 {
        let other = examples(&texts, Pass::First, &|number| number % 2 != half);
        let weights = learn(&other, SEEDS[1 + half]);
        for text in texts.iter_mut().skip(half).step_by(2) {
            text.judge(&weights);
        }
    }
    let second = learn(&examples(&texts, Pass::Second, &|_| true), SEEDS[3]);
    Trained(Tagger { model: packed(&[first, second]), names })
}

/// A sample, looked through.
struct Text<'s> {
    sample: &'s Sample,
    facts: Facts,
    labels: Vec<Label>,
    weight: f32,
}

impl<'s> Text<'s> {
    fn of(sample: &'s Sample, weight: f32, names: &Gazetteer) -> Self {
        let facts = Facts::of(&sample.text, Language::of_tag(&sample.language), names);
        let mut labels = vec![Label::Outside; facts.tokens.all.len()];
        let mut tokens = facts.tokens.all.iter().enumerate().peekable();
        for name in &sample.names {
            while tokens.next_if(|(_, token)| token.start < name.start).is_some() {}
            let mut label = Label::Begin;
            // The dot of an initial may or may not be marked.
            while let Some((at, _)) = tokens.next_if(|(_, token)| token.end <= name.end + 1) {
                labels[at] = label;
                label = Label::Inside;
            }
        }
        Text { sample, facts, labels, weight }
    }

    /// Returns what a pass has to learn from each run.
    fn examples(&self, pass: Pass) -> Vec<Example> {
        let mut examples = Vec::new();
        for sentence in &self.facts.tokens.sentences {
            let described = Described::new(&self.sample.text, &self.facts, sentence);
            for run in self.facts.runs(sentence) {
                examples.push(self.example(&described, &run, pass));
            }
        }
        examples
    }

    fn example(&self, described: &Described<'_>, run: &Range<usize>, pass: Pass) -> Example {
        let (mut rows, mut ends, mut labels) = (Vec::new(), Vec::new(), Vec::new());
        let mut before = Label::Outside;
        for at in run.clone() {
            let mut take = |feature| rows.push(row(feature));
            described.each(at, run, &mut take);
            if pass == Pass::Second {
                described.each_of_second_pass(at, &mut take);
            }
            ends.push(rows.len());
            // What begins outside of the run begins here.
            let label = self.labels[at];
            let label = if before.allows(label) { label } else { Label::Begin };
            labels.push(label);
            before = label;
        }
        Example { rows, ends, labels, weight: self.weight }
    }

    /// Notes what a first pass thinks of each word.
    fn judge(&mut self, weights: &Weights) {
        let factors = weights.chain.factors();
        let mut judged = Vec::new();
        for sentence in &self.facts.tokens.sentences {
            let described = Described::new(&self.sample.text, &self.facts, sentence);
            for run in self.facts.runs(sentence) {
                let scores = weights.scores(&self.example(&described, &run, Pass::First));
                judged.extend(run.zip(factors.marginals(&scores)));
            }
        }
        for (at, marginal) in judged {
            self.facts.note(at, 1.0 - marginal[Label::Outside as usize]);
        }
    }
}

/// So much of the largest weights is cut off, so that the others are told more finely.
const CUT: f64 = 0.0001;

/// Rounds the weights of both passes to bytes.
fn packed(passes: &[Weights; 2]) -> Model {
    let mut rows = vec![0; ROW << ROW_BITS];
    let chains = std::array::from_fn(|pass| {
        let Weights { rows: weights, chain } = &passes[pass];
        let unit = largest(weights) / 127.0;
        for (packed, weights) in rows.chunks_exact_mut(ROW).zip(weights) {
            for (side, weight) in weights.iter().enumerate() {
                packed[pass * 2 + side] = weight_byte(*weight, unit);
            }
        }
        super::model::Chain { unit, ..*chain }
    });
    Model::new(rows, chains)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a length"
)]
fn largest(weights: &[[f32; 2]]) -> f32 {
    let mut sizes: Vec<f32> = weights.iter().flatten().map(|weight| weight.abs()).collect();
    sizes.retain(|size| *size > 0.0);
    sizes.sort_by(f32::total_cmp);
    let cut = (sizes.len() as f64 * (1.0 - CUT)) as usize;
    sizes.get(cut.min(sizes.len().saturating_sub(1))).copied().unwrap_or(1.0)
}
