//! Looks through a text for candidates, and settles which of them are people by all that the text
//! tells of each.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::evidence::{ENOUGH, Evidence, weigh};
use super::form::Form;
use super::language::Language;
use super::lexicon::Kinds;
use super::names::candidate;
use super::runs::Sentence;
use crate::text::{fold, sentences};

/// A candidate where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sighting<'t> {
    /// First byte of the name in its text.
    pub(super) start: usize,
    /// The name as printed, without titles.
    pub(super) name: &'t str,
    /// The last word of the name: the surname, without particle.
    surname: &'t str,
    /// See [`Candidate::parts`](super::names::Candidate::parts).
    pub(super) parts: usize,
    /// What speaks for it and against it here.
    pub(super) evidence: Evidence,
    /// What the surname may be else.
    kinds: Kinds,
}

/// Returns every candidate of `text`, which is in `language`, in order.
pub(super) fn survey(text: &str, language: Language) -> Vec<Sighting<'_>> {
    let mut sightings = Vec::new();
    let mut pieces = Vec::new();
    for range in sentences(text).flat_map(|range| around_service(text, range)) {
        let sentence = Sentence::read(&text[range.clone()], language, pieces);
        for run in sentence.runs() {
            let Some(candidate) = candidate(&sentence, &run) else { continue };
            let last = candidate.words.end - 1;
            sightings.push(Sighting {
                start: range.start + sentence.pieces[candidate.words.start].start,
                name: sentence.slice(&candidate.words),
                surname: sentence.word(last),
                parts: candidate.parts,
                evidence: weigh(&sentence, &candidate),
                kinds: sentence.pieces[last].kinds,
            });
        }
        pieces = sentence.pieces;
    }
    sightings
}

/// Parts a sentence at the "a. D." of "Kapitän a. D. Onno Jessen": he is out of service, and "D." is
/// no initial of his.
fn around_service(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    const OUT_OF_SERVICE: &str = " a. D. ";
    let mut start = range.start;
    text[range].split(OUT_OF_SERVICE).map(move |part| {
        let here = start..start + part.len();
        start = here.end + OUT_OF_SERVICE.len();
        here
    })
}

/// The names that a body is sure of.
#[derive(Debug, Default)]
pub(super) struct Known<'t> {
    /// Full names, as printed.
    full: HashSet<&'t str>,
    /// The same, folded.
    folded: HashSet<String>,
    /// Folded words by which one of them, or someone with a title, can be referred to.
    keys: HashSet<String>,
}

impl<'t> Known<'t> {
    /// Settles which of the candidates of a text are people.
    pub(super) fn of(sightings: &[Sighting<'t>]) -> Self {
        let mut evidence: HashMap<&str, Evidence> = HashMap::new();
        let mut alone: HashMap<&str, i32> = HashMap::new();
        for seen in sightings {
            evidence
                .entry(seen.name)
                .and_modify(|known| known.join(seen.evidence))
                .or_insert(seen.evidence);
            // Papers name a person in full once, then by the surname: "Quill said".
            if seen.parts == 1 && seen.evidence.worst == 0 {
                let support = alone.entry(seen.surname).or_default();
                *support = (*support).max((seen.evidence.best + 1).clamp(1, ENOUGH));
            }
        }
        let mut known = Known::default();
        for seen in sightings {
            let support = alone.get(seen.surname).copied().unwrap_or(0);
            if seen.parts > 1 && evidence[seen.name].weight() + support >= ENOUGH {
                known.add(seen.name);
            }
        }
        for seen in sightings.iter().filter(|seen| is_titled_alone(seen)) {
            known.keys.insert(fold(seen.surname));
        }
        known
    }

    fn add(&mut self, name: &'t str) {
        if !self.full.insert(name) {
            return;
        }
        self.folded.insert(fold(name));
        if let Some(form) = Form::read(name) {
            self.keys.extend(form.keys().map(str::to_owned));
        }
    }

    /// Returns true if `seen` names a person.
    pub(super) fn names(&self, seen: &Sighting<'_>) -> bool {
        if seen.parts > 1 {
            return self.full.contains(seen.name);
        }
        let place = seen.kinds.has(Kinds::PLACE) && seen.evidence.worst < 0;
        !place && seen.evidence.worst > -3 && self.refers(seen.surname)
    }

    /// Returns true if `name`, in whatever case, is a full name.
    pub(super) fn is_full(&self, name: &str) -> bool {
        self.folded.contains(&fold(name))
    }

    /// Returns true if `word` alone can refer to someone.
    pub(super) fn refers(&self, word: &str) -> bool {
        self.keys.contains(&fold(word))
    }
}

/// "Mr. Doe", "Doe, 42," — enough for a person, unless the word is something else.
fn is_titled_alone(seen: &Sighting<'_>) -> bool {
    let other = Kinds::PLACE.or(Kinds::TIME).or(Kinds::ORDINARY).or(Kinds::TITLE).or(Kinds::OFFICE);
    let titled = seen.evidence.titled || seen.evidence.best >= 4;
    seen.parts == 1 && titled && seen.evidence.worst == 0 && !seen.kinds.has(other)
}
