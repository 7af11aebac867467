//! Weighs whether a candidate is a person, by the words in it and around it.

use super::lexicon::Kinds;
use super::names::Candidate;
use super::runs::{Gap, Sentence, Shape};

/// A name with this weight is taken for a person.
pub(super) const ENOUGH: i32 = 3;

/// How far behind a comma an office is looked for, in words: "Jane Doe, the new head of".
const APPOSITION: usize = 5;

/// How far before a comma an office is looked for, in words: "envoy for the region, Jane Doe,".
const OFFICE_BEFORE: usize = 8;

/// Ends of surnames that few other words have, in lower case.
const SURNAME_ENDS: &[&str] = &[
    "son", "sen", "ez", "ov", "ova", "ev", "eva", "sky", "ski", "ska", "skyy", "vich", "vic",
    "vić", "ić", "berg", "stein", "yan", "enko", "dze", "shvili", "oglu", "oğlu", "opoulos",
    "inen", "mann", "quist", "strom", "ström", "zadeh", "wicz", "escu", "ini", "elli", "etti",
];

/// What is known of the candidates that are printed alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Evidence {
    /// What the words of the name tell.
    pub(super) name: i32,
    /// The best that stands around one of them.
    pub(super) best: i32,
    /// The worst, at most 0.
    pub(super) worst: i32,
    /// True if one of them has a title.
    pub(super) titled: bool,
}

impl Evidence {
    /// Joins what is known of two candidates.
    pub(super) fn join(&mut self, other: Evidence) {
        self.name = self.name.max(other.name);
        self.best = self.best.max(other.best);
        self.worst = self.worst.min(other.worst);
        self.titled |= other.titled;
    }

    /// Returns the sum.
    pub(super) fn weight(self) -> i32 {
        self.name + self.best + self.worst
    }
}

/// Returns what `candidate` and its neighbors tell.
pub(super) fn weigh(sentence: &Sentence<'_>, candidate: &Candidate) -> Evidence {
    let title = if candidate.titled { 4 } else { 0 };
    let best = title.max(before(sentence, candidate)).max(after(sentence, candidate));
    let worst = if candidate.titled { 0 } else { against(sentence, candidate) };
    Evidence { name: in_name(sentence, candidate), best, worst, titled: candidate.titled }
}

fn in_name(sentence: &Sentence<'_>, candidate: &Candidate) -> i32 {
    let words = candidate.words.clone();
    if candidate.parts < 2 {
        return 0;
    }
    let first = sentence.pieces[words.start];
    let mut weight = 0;
    if first.kinds.has(Kinds::GIVEN) {
        // "May" and "Will" are verbs, "Jordan" is a place, "Al" an article.
        let other = Kinds::ORDINARY.or(Kinds::TIME).or(Kinds::PLACE).or(Kinds::PARTICLE);
        let doubtful = first.kinds.has(other);
        weight += if doubtful { 2 } else { 3 };
    }
    for at in words.clone() {
        let piece = sentence.pieces[at];
        let (inside, last) = (at > words.start, at + 1 == words.end);
        if piece.shape == Shape::Initial && !last {
            weight += if inside { 3 } else { 2 };
        } else if inside && sentence.is_particle(at) {
            weight += if piece.shape == Shape::Lower { 2 } else { 1 };
        } else if inside && piece.kinds.has(Kinds::SUFFIX) {
            weight += 3;
        } else if piece.shape == Shape::Lower && piece.kinds.has(Kinds::SYLLABLE) && inside {
            weight += 2;
        } else if inside && last && piece.kinds.has(Kinds::PLACE.or(Kinds::INSTITUTION)) {
            weight -= 2;
        }
    }
    let surname = sentence.word(words.end - 1);
    if surname.len() > 5 && SURNAME_ENDS.iter().any(|end| surname.ends_with(end)) {
        weight += 1;
    }
    weight
}

fn before(sentence: &Sentence<'_>, candidate: &Candidate) -> i32 {
    let Some(at) = candidate.words.start.checked_sub(1) else { return 0 };
    let piece = sentence.pieces[at];
    let lower = piece.shape == Shape::Lower;
    match piece.gap {
        Gap::Space if lower && piece.kinds.has(Kinds::ROLE.or(Kinds::TITLE)) => 3,
        Gap::Space if lower && piece.kinds.has(Kinds::SPEECH) => 3,
        Gap::Space if sentence.word(at) == "to" && at > 0 => {
            if sentence.word(at - 1).eq_ignore_ascii_case("according") { 3 } else { 0 }
        }
        Gap::Comma => {
            let clause = at.saturating_sub(OFFICE_BEFORE)..=at;
            let office = |at: usize| {
                let piece = sentence.pieces[at];
                piece.kinds.has(Kinds::ROLE) && piece.shape == Shape::Lower
            };
            // "envoy for the region, Jane Doe, said": the name stands between two commas.
            let between = sentence.pieces[candidate.words.end - 1].gap == Gap::Comma;
            if between && clause.rev().any(office) { 3 } else { 0 }
        }
        Gap::Space | Gap::Hyphen | Gap::Dot | Gap::Break => 0,
    }
}

fn after(sentence: &Sentence<'_>, candidate: &Candidate) -> i32 {
    let at = candidate.words.end;
    let Some(next) = sentence.pieces.get(at) else { return 0 };
    let lower = next.shape == Shape::Lower;
    match sentence.pieces[at - 1].gap {
        Gap::Space if lower && next.kinds.has(Kinds::SPEECH) => 2,
        Gap::Space if lower && next.kinds.has(Kinds::DEED) => 2,
        Gap::Space if sentence.word(at) == "was" => {
            let born =
                sentence.pieces.get(at + 1).is_some_and(|piece| piece.kinds.has(Kinds::DEED));
            if born { 3 } else { 0 }
        }
        Gap::Comma if is_age(sentence.word(at)) && next.gap != Gap::Space => 4,
        Gap::Comma if lower && next.kinds.has(Kinds::DEED) => 3,
        Gap::Comma if lower && apposition(sentence, at) => 3,
        Gap::Break if sentence.word(at) == "born" => 4,
        Gap::Space | Gap::Comma | Gap::Hyphen | Gap::Dot | Gap::Break => 0,
    }
}

/// True if an office stands in the clause that begins at `start`, before a name or a comma does.
fn apposition(sentence: &Sentence<'_>, start: usize) -> bool {
    for piece in sentence.pieces[start..].iter().take(APPOSITION) {
        if piece.kinds.has(Kinds::ROLE) && piece.shape == Shape::Lower {
            return true;
        }
        if piece.gap != Gap::Space && piece.gap != Gap::Hyphen {
            return false;
        }
    }
    false
}

fn is_age(word: &str) -> bool {
    matches!(word.parse::<u8>(), Ok(1..=120)) && word.len() <= 3
}

fn against(sentence: &Sentence<'_>, candidate: &Candidate) -> i32 {
    let mut weight = 0;
    if candidate.determined {
        weight = -3;
    } else if let Some(at) = candidate.words.start.checked_sub(1)
        && sentence.pieces[at].gap == Gap::Space
        && sentence.pieces[at].kinds.has(Kinds::WHERE)
    {
        weight = -2;
    }
    let last = sentence.pieces[candidate.words.end - 1];
    if let Some(next) = sentence.pieces.get(candidate.words.end)
        && next.kinds.has(Kinds::INSTITUTION)
        && !next.kinds.has(Kinds::ROLE.or(Kinds::SPEECH).or(Kinds::DEED))
        && last.gap == Gap::Space
    {
        weight -= 2;
    }
    weight
}
