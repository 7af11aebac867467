//! Tags the tokens of a text: which of them are names of people. Two passes of the model, then a
//! rule that makes the text agree with itself.

use std::ops::Range;

use super::facts::{Cues, Facts, THE};
use super::features::Described;
use super::gazetteer::Gazetteer;
use super::language::Language;
use super::lexicon::ByWord;
use super::model::{Label, Model, Pass, Sums, names};
use super::tokens::{Case, Sentence};

/// Tags texts.
#[derive(Debug, Clone)]
pub(super) struct Tagger {
    pub(super) model: Model,
    pub(super) names: Gazetteer,
}

/// A run, the sentence it is in, and what the features that both passes look at add up to.
struct Run {
    sentence: usize,
    tokens: Range<usize>,
    sums: Vec<Sums>,
}

impl Tagger {
    /// Returns the tagger with the model and the list of names that are built in.
    pub(super) fn embedded() -> Self {
        Tagger { model: Model::embedded(), names: Gazetteer::embedded() }
    }

    /// Returns where `text`, which is in `language`, names people: ranges of bytes, without titles,
    /// in the order of the text, disjoint.
    pub(super) fn tag(&self, text: &str, language: Language) -> Vec<Range<usize>> {
        let mut facts = Facts::of(text, language, &self.names);
        let runs = summed(text, &facts, &self.model);
        first_pass(&mut facts, &runs, &self.model);
        let mut labels = second_pass(text, &facts, &runs, &self.model);
        agree(&facts, &mut labels);
        add_given_names(&facts, &mut labels);
        let mut found = Vec::new();
        for sentence in &facts.tokens.sentences {
            for name in names(&labels, sentence.tokens.clone()) {
                let name = behind_titles(&facts, name);
                let tokens = &facts.tokens.all[name];
                found.extend(tokens.first().zip(tokens.last()).map(|(a, b)| a.start..b.end));
            }
        }
        found
    }
}

fn summed(text: &str, facts: &Facts, model: &Model) -> Vec<Run> {
    let mut runs = Vec::new();
    for (number, sentence) in facts.tokens.sentences.iter().enumerate() {
        let described = Described::new(text, facts, sentence);
        for run in facts.runs(sentence) {
            let sum = |at| {
                let mut sums = Sums::default();
                described.each(at, &run, &mut |feature| model.add(feature, &mut sums));
                sums
            };
            let sums = run.clone().map(sum).collect();
            runs.push(Run { sentence: number, tokens: run, sums });
        }
    }
    runs
}

/// Notes what the first pass thinks of each word.
fn first_pass(facts: &mut Facts, runs: &[Run], model: &Model) {
    for run in runs {
        let scores: Vec<_> = run.sums.iter().map(|sums| model.scores(Pass::First, *sums)).collect();
        let marginals = model.marginals(&scores);
        for (at, marginal) in run.tokens.clone().zip(marginals) {
            facts.note(at, 1.0 - marginal[0]);
        }
    }
}

fn second_pass(text: &str, facts: &Facts, runs: &[Run], model: &Model) -> Vec<Label> {
    let mut labels = vec![Label::Outside; facts.tokens.all.len()];
    for run in runs {
        let described = Described::new(text, facts, &facts.tokens.sentences[run.sentence]);
        let score = |(at, sums): (usize, &Sums)| {
            let mut sums = *sums;
            described.each_of_second_pass(at, &mut |feature| model.add(feature, &mut sums));
            model.scores(Pass::Second, sums)
        };
        let scores: Vec<_> = run.tokens.clone().zip(&run.sums).map(score).collect();
        labels[run.tokens.clone()].copy_from_slice(&model.best(&scores));
    }
    labels
}

/// How the labels of one word agree.
#[derive(Default)]
struct Agreement {
    /// Places where it is part of a name, and where it stands alone and is none.
    named: u32,
    not_named: u32,
    /// Whether it ends a name of several words.
    is_surname: bool,
    /// Whether it is part of one.
    is_part: bool,
}

/// A word that stands alone and ends a name elsewhere, or is a name in most places, is one here too.
/// A place is the name of a person only if the text has more of the name: "Israel", but "Israel Roe".
fn agree(facts: &Facts, labels: &mut [Label]) {
    let tokens = &facts.tokens.all;
    let mut words: ByWord<Agreement> = ByWord::default();
    for sentence in &facts.tokens.sentences {
        let neighbors = Neighbors { facts, sentence };
        for at in sentence.tokens.clone().filter(|at| tokens[*at].is_capital) {
            let agreement = words.entry(tokens[at].last).or_default();
            if labels[at] != Label::Outside {
                agreement.named += 1;
                let goes_on = at + 1 < sentence.tokens.end && labels[at + 1] == Label::Inside;
                agreement.is_surname |= labels[at] == Label::Inside && !goes_on;
                agreement.is_part |= labels[at] == Label::Inside || goes_on;
            } else if !neighbors.before(at) && !neighbors.behind(at) {
                agreement.not_named += 1;
            }
        }
    }
    for sentence in &facts.tokens.sentences {
        let neighbors = Neighbors { facts, sentence };
        for at in sentence.tokens.clone() {
            let token = &tokens[at];
            let is_part = |known: &Agreement| known.is_part;
            if facts.cues[at].has(Cues::PLACE) && !words.get(&token.last).is_some_and(is_part) {
                labels[at] = Label::Outside;
                continue;
            }
            let is_open = token.is_capital && labels[at] == Label::Outside && token.length > 2;
            let follows = neighbors.before(at) && labels[at - 1] == Label::Outside;
            if !is_open || follows || neighbors.behind(at) {
                continue;
            }
            let Some(agreement) = words.get(&token.last) else { continue };
            let Agreement { named, not_named, is_surname, .. } = *agreement;
            let mostly = named >= 2 && named >= 2 * not_named;
            let cues = facts.cues[at];
            let is_else = cues.has(Cues::TITLE) || cues.has(Cues::INSTITUTION);
            if !is_else && (mostly || (is_surname && named * 2 >= not_named)) {
                labels[at] = Label::Begin;
            }
        }
    }
}

/// A given name before a surname belongs to it, though the model, which sees "Moss" in many places, was
/// less sure of "Anna" in "an Anna Moss exhibit", or took each for a name.
fn add_given_names(facts: &Facts, labels: &mut [Label]) {
    for sentence in &facts.tokens.sentences {
        let surnames = names(labels, sentence.tokens.clone()).filter(|name| name.len() == 1);
        for surname in surnames.map(|name| name.start).collect::<Vec<_>>() {
            let before = surname.checked_sub(1).filter(|at| *at >= sentence.tokens.start);
            let Some(given) = before.filter(|at| is_plainly_given(facts, *at)) else { continue };
            match labels[given] {
                Label::Outside if sentence.case == Case::Sentence => labels[given] = Label::Begin,
                // Where all words have capitals, the one before may be anything.
                Label::Outside => continue,
                Label::Begin | Label::Inside => {}
            }
            labels[surname] = Label::Inside;
        }
    }
}

fn is_plainly_given(facts: &Facts, at: usize) -> bool {
    let else_known = [Cues::TITLE, Cues::PLACE, Cues::INSTITUTION, Cues::TIME, Cues::WHERE];
    facts.tokens.all[at].is_capital
        && facts.commonness[at].given() >= 2
        && !else_known.into_iter().any(|cue| facts.cues[at].has(cue))
}

/// What stands beside the words of a sentence. In a headline a capital tells nothing: only a word that
/// makes its neighbor an institution counts there.
struct Neighbors<'f> {
    facts: &'f Facts,
    sentence: &'f Sentence,
}

impl Neighbors<'_> {
    fn before(&self, at: usize) -> bool {
        self.sentence.case == Case::Sentence
            && at > self.sentence.tokens.start
            && self.facts.tokens.all[at - 1].is_capital
            && self.facts.tokens.all[at - 1].word != THE
    }

    fn behind(&self, at: usize) -> bool {
        at + 1 < self.sentence.tokens.end
            && self.facts.tokens.all[at + 1].is_capital
            && (self.sentence.case == Case::Sentence
                || self.facts.cues[at + 1].has(Cues::INSTITUTION))
    }
}

/// Drops the titles that a name begins with, as long as something is left: "Sir", but not "Dean" or
/// "Prince" where they are given names.
fn behind_titles(facts: &Facts, name: Range<usize>) -> Range<usize> {
    let is_title =
        |at: &usize| facts.cues[*at].has(Cues::TITLE) && facts.commonness[*at].given() < 2;
    let titles = (name.start..name.end - 1).take_while(is_title).count();
    name.start + titles..name.end
}
