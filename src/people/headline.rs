//! Finds the names in a headline, where capitals tell little: "Harbour Bank Names Jane Doe".

use super::evidence::ENOUGH;
use super::language::Language;
use super::lexicon::Kinds;
use super::merge::Named;
use super::runs::{Gap, Sentence, Shape};
use super::survey::{Known, survey};

/// If more of the longer words than this have a capital, in percent, a headline is in title case.
const TITLE_CASE: usize = 60;

/// Words with fewer letters may have no capital in title case ("of", "with").
const LONG: usize = 5;

/// A name the body knows has at most this many words: "Ada van der Moss-Roe".
const MOST_WORDS: usize = 6;

/// Returns the names in `headline`, in order: those that the body names too (`known`), and those
/// that are certain without it.
pub(super) fn names<'t>(
    headline: &'t str,
    language: Language,
    known: &Known<'_>,
) -> Vec<Named<'t>> {
    let sentence = Sentence::read(headline, language, Vec::new());
    let certain = certain(headline, language, is_title_case(&sentence));
    let mut names = Vec::new();
    let mut at = 0;
    while at < sentence.pieces.len() {
        let start = sentence.pieces[at].start;
        let name = certain.iter().find(|(from, _)| *from == start).map(|(_, name)| *name);
        let Some(name) = name.or_else(|| known_at(&sentence, at, known)) else {
            at += 1;
            continue;
        };
        names.push(Named { name, start, in_headline: true });
        at += sentence.pieces[at..].iter().take_while(|p| p.start < start + name.len()).count();
    }
    names
}

/// Returns the names that need no body, and the byte at which each begins.
fn certain(headline: &str, language: Language, title_case: bool) -> Vec<(usize, &str)> {
    // In title case the run takes in the verb, so only a name of two parts with more for it counts.
    let (enough, most_parts) = if title_case { (ENOUGH + 2, 2) } else { (ENOUGH, usize::MAX) };
    survey(headline, language)
        .into_iter()
        .filter(|seen| seen.evidence.weight() >= enough && (2..=most_parts).contains(&seen.parts))
        .map(|seen| (seen.start, seen.name))
        .collect()
}

/// Returns the longest name of the body that begins at word `at`.
fn known_at<'t>(sentence: &Sentence<'t>, at: usize, known: &Known<'_>) -> Option<&'t str> {
    let piece = sentence.pieces[at];
    if piece.shape == Shape::Lower {
        return None;
    }
    let most = (at + MOST_WORDS).min(sentence.pieces.len());
    let full = (at + 2..=most).rev().map(|end| sentence.slice(&(at..end)));
    if let Some(name) = full.into_iter().find(|name| known.is_full(name)) {
        return Some(name);
    }
    let something_else = Kinds::ORDINARY.or(Kinds::PLACE).or(Kinds::TIME).or(Kinds::INSTITUTION);
    let compound = piece.gap == Gap::Hyphen;
    let alone = !piece.kinds.has(something_else) && !compound && known.refers(sentence.word(at));
    alone.then(|| sentence.word(at))
}

fn is_title_case(sentence: &Sentence<'_>) -> bool {
    let words = || sentence.pieces.iter().skip(1).filter(|piece| piece.end - piece.start >= LONG);
    let capitals = words().filter(|piece| piece.shape != Shape::Lower).count();
    capitals * 100 > words().count() * TITLE_CASE
}
