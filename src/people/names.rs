//! Takes a run apart: what is title, office or place before the name, what is the name.

use std::ops::Range;

use super::lexicon::Kinds;
use super::runs::{Gap, Sentence, Shape};

/// More parts than this have lists and titles of works, not names.
const MOST_PARTS: usize = 5;

/// What in a run may be a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The words of the name in its sentence, without titles; not empty.
    pub(super) words: Range<usize>,
    /// Its parts: a particle and its word are one, and so are words with a hyphen between. At least 1.
    pub(super) parts: usize,
    /// True if a title stands directly before it.
    pub(super) titled: bool,
    /// True if a determiner does: "the Doe plan".
    pub(super) determined: bool,
}

/// Ends of English words for what someone does.
const OCCUPATION_ENDS: &[&str] =
    &["er", "or", "ist", "ian", "man", "woman", "wright", "smith", "monger", "nurse"];

/// Given names that end like [`OCCUPATION_ENDS`] and are not in the table of given names, because
/// they are surnames and words as well.
const LIKE_OCCUPATIONS: &[&str] = &[
    "Archer",
    "Asher",
    "Booker",
    "Carter",
    "Chandler",
    "Christian",
    "Cooper",
    "Fletcher",
    "Foster",
    "Gunther",
    "Harper",
    "Hunter",
    "Jenner",
    "Junior",
    "Parker",
    "Piper",
    "Porter",
    "Sawyer",
    "Skyler",
    "Summer",
    "Tanner",
    "Thatcher",
    "Truman",
    "Tucker",
    "Turner",
    "Tyler",
    "Walker",
];

/// Words that may stand before a name in a run and are no part of it.
const LEADING: Kinds =
    Kinds::ORDINARY.or(Kinds::TIME).or(Kinds::PLACE).or(Kinds::OFFICE).or(Kinds::TITLE);

/// Returns the name that `run` may hold; `None` if it holds none for certain.
pub(super) fn candidate(sentence: &Sentence<'_>, run: &Range<usize>) -> Option<Candidate> {
    let mut words = run.clone();
    let title = last_title(sentence, run);
    if let Some(title) = title {
        words.start = title + 1;
    }
    let after_office = if title.is_none() { behind_office(sentence, &words) } else { None };
    words.start = behind_leading(sentence, &(after_office.unwrap_or(words.start)..words.end));
    words.start = behind_occupation(sentence, &words);
    words.start = behind_preposition(sentence, &words);
    words.end = before_institution(sentence, &words).unwrap_or(words.end);
    words.end = before_trailing(sentence, &words);
    if words.is_empty() || holds_no_name(sentence, &words, title.is_some()) {
        return None;
    }
    let parts = count_parts(sentence, &words);
    let before = words.start.checked_sub(1).map(|at| sentence.pieces[at]);
    let determined =
        before.is_some_and(|piece| piece.kinds.has(Kinds::DETERMINER) && piece.gap == Gap::Space);
    // "Actor Doe" tells less than "Mr. Doe": such a word needs a full name.
    let strong = title.is_some_and(|at| sentence.pieces[at].kinds.has(Kinds::TITLE));
    let titled = strong || (parts > 1 && (title.is_some() || after_office.is_some()));
    (1..=MOST_PARTS).contains(&parts).then_some(Candidate { words, parts, titled, determined })
}

/// Returns the last title of the run that is not itself a name ("Dean Doe", "Ada King").
fn last_title(sentence: &Sentence<'_>, run: &Range<usize>) -> Option<usize> {
    run.clone().rev().find(|&at| {
        let piece = sentence.pieces[at];
        let surname = at + 1 == run.end && is_surname(sentence, at, run.start);
        // "Burmeister" behind a given name is a surname; a name follows an office.
        let compound = piece.kinds.has(Kinds::COMPOUND) && at + 1 < run.end;
        let title = (compound || piece.kinds.has(Kinds::TITLE.or(Kinds::ROLE)))
            && !(piece.shape == Shape::Lower && sentence.is_particle(at));
        title && !piece.kinds.has(Kinds::GIVEN) && !surname && run.len() > 1
    })
}

/// True if a word that is something else too is a surname here: "King" in "Ada King".
fn is_surname(sentence: &Sentence<'_>, at: usize, start: usize) -> bool {
    let piece = sentence.pieces[at];
    if at == start {
        return false;
    }
    let before = sentence.pieces[at - 1];
    let name_before = before.kinds.has(Kinds::GIVEN)
        || before.shape == Shape::Initial
        || (before.kinds == Kinds::default() && before.shape == Shape::Capital);
    piece.kinds.has(Kinds::SURNAME) && name_before && before.gap != Gap::Hyphen
}

/// Returns the first word behind the office in "Secretary of State Jane Doe", where the run begins
/// with "State"; `None` if it begins otherwise.
fn behind_office(sentence: &Sentence<'_>, words: &Range<usize>) -> Option<usize> {
    let of = words.start.checked_sub(1)?;
    let title_before =
        || (of.saturating_sub(3)..of).any(|at| sentence.pieces[at].kinds.has(Kinds::TITLE));
    if !matches!(sentence.word(of), "of" | "for") || !title_before() {
        return None;
    }
    let of_office = Kinds::INSTITUTION.or(Kinds::OFFICE).or(Kinds::PLACE);
    let known = |at: &usize| {
        let kinds = sentence.pieces[*at].kinds;
        kinds.has(of_office) && !kinds.has(Kinds::GIVEN)
    };
    words.clone().rev().find(known).map(|at| at + 1)
}

fn behind_leading(sentence: &Sentence<'_>, words: &Range<usize>) -> usize {
    let mut start = words.start;
    while start < words.end {
        let piece = sentence.pieces[start];
        let place_follows = start + 1 < words.end
            && sentence.pieces[start + 1].kinds.has(Kinds::PLACE)
            && !sentence.pieces[start + 1].kinds.has(Kinds::GIVEN);
        let initial = piece.shape == Shape::Initial && piece.gap == Gap::Dot;
        let leading = (piece.kinds.has(LEADING) && !initial)
            || is_code(sentence, start)
            || (piece.kinds.has(Kinds::DIRECTION) && place_follows);
        // "Will Doe" has a given name, but "Will Trump run?" and "May Day" have a given name too:
        // what the sentence begins with is weighed later.
        if !leading || (piece.kinds.has(Kinds::GIVEN) && start + 1 < words.end) {
            break;
        }
        // A lone word may be a surname: "King", "London".
        if words.len() == 1 && !piece.kinds.has(Kinds::ORDINARY) {
            break;
        }
        start += 1;
    }
    start
}

/// Returns the first word behind an occupation that has its capital from the sentence it begins:
/// "Clockmaker Jane Doe". A full name must follow.
fn behind_occupation(sentence: &Sentence<'_>, words: &Range<usize>) -> usize {
    let at = words.start;
    if at > 0 || words.len() < 3 {
        return at;
    }
    let (piece, next) = (sentence.pieces[at], sentence.pieces[at + 1]);
    let word = sentence.word(at);
    let occupation = piece.shape == Shape::Capital
        && piece.gap == Gap::Space
        && !piece.kinds.has(Kinds::GIVEN.or(Kinds::PARTICLE))
        && !LIKE_OCCUPATIONS.contains(&word)
        && OCCUPATION_ENDS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end));
    let named = next.kinds.has(Kinds::GIVEN) && !next.kinds.has(Kinds::SURNAME);
    if occupation && named { at + 1 } else { at }
}

/// Returns the given name in "le livre de Jeanne Doe": before a full name "de" is no particle.
fn behind_preposition(sentence: &Sentence<'_>, words: &Range<usize>) -> usize {
    let particle = |at: &usize| {
        let piece = sentence.pieces[*at];
        piece.shape == Shape::Lower && piece.gap == Gap::Space && sentence.is_particle(*at)
    };
    let first = words.clone().take_while(particle).last().map_or(words.start, |at| at + 1);
    let given = first + 1 < words.end && sentence.pieces[first].kinds.has(Kinds::GIVEN);
    if given { first } else { words.start }
}

/// Returns the particle in "Jane Doe von der Sparkasse", where the run ends with an institution;
/// `None` if it does not.
fn before_institution(sentence: &Sentence<'_>, words: &Range<usize>) -> Option<usize> {
    let particle = |at: usize| {
        sentence.pieces[at].shape == Shape::Lower
            && sentence.is_particle(at)
            && sentence.pieces[at].gap == Gap::Space
    };
    let at = (words.start + 2..words.end).find(|at| particle(*at))?;
    let next = (at..words.end).find(|at| !particle(*at))?;
    let institution = sentence.pieces[next].kinds.has(Kinds::INSTITUTION);
    (institution && count_parts(sentence, &(words.start..at)) >= 2).then_some(at)
}

fn before_trailing(sentence: &Sentence<'_>, words: &Range<usize>) -> usize {
    let mut end = words.end;
    while end > words.start + 1 {
        let piece = sentence.pieces[end - 1];
        let after_given = sentence.pieces[end - 2].kinds.has(Kinds::GIVEN);
        let surname = after_given || is_surname(sentence, end - 1, words.start);
        let trailing = (piece.kinds.has(Kinds::TIME.or(Kinds::ORDINARY)) && !surname)
            || piece.shape == Shape::Initial
            || is_code(sentence, end - 1);
        if !trailing {
            break;
        }
        end -= 1;
    }
    end
}

/// True for letters that are no name and no initials: "NATO", "CNN". "JD" and "AJ" may be initials.
fn is_code(sentence: &Sentence<'_>, at: usize) -> bool {
    let piece = sentence.pieces[at];
    let known = piece.kinds.has(Kinds::SUFFIX.or(Kinds::GIVEN).or(Kinds::TITLE));
    let initials = sentence.word(at).len() == 2 && !piece.kinds.has(Kinds::PLACE);
    piece.shape == Shape::Acronym && !known && !initials
}

fn holds_no_name(sentence: &Sentence<'_>, words: &Range<usize>, titled: bool) -> bool {
    let first = sentence.pieces[words.start];
    let alone = words.len() == 1;
    if alone && (matches!(first.shape, Shape::Initial | Shape::Acronym | Shape::Lower)) {
        return true;
    }
    // "Minister of" is an office, "King said" may be a surname.
    let office = sentence.pieces.get(words.end).is_some()
        && matches!(sentence.word(words.end), "of" | "for");
    if alone && first.kinds.has(Kinds::TITLE) && office {
        return true;
    }
    let something_else = Kinds::INSTITUTION.or(Kinds::ORDINARY).or(Kinds::SPEECH).or(Kinds::DEED);
    words.clone().any(|at| {
        let piece = sentence.pieces[at];
        if matches!(piece.shape, Shape::Lower | Shape::Initial) || piece.kinds.has(Kinds::GIVEN) {
            return false;
        }
        let last = at + 1 == words.end;
        let after_given = at > words.start && sentence.pieces[at - 1].kinds.has(Kinds::GIVEN);
        let surname = last && is_surname(sentence, at, words.start);
        let other = piece.kinds.has(something_else) && !sentence.is_particle(at);
        let place = piece.kinds.has(Kinds::PLACE) && !alone && !(last && (after_given || titled));
        (other || place || is_code(sentence, at)) && !surname
    })
}

fn count_parts(sentence: &Sentence<'_>, words: &Range<usize>) -> usize {
    let starts_part = |at: usize| {
        let kinds = sentence.pieces[at].kinds;
        let particle = sentence.is_particle(at) && at + 1 < words.end;
        let joined = at > words.start
            && sentence.pieces[at - 1].gap == Gap::Hyphen
            && !sentence.is_particle(at - 1);
        let suffix = kinds.has(Kinds::SUFFIX) && at > words.start;
        !particle && !joined && !suffix
    };
    words.clone().filter(|&at| starts_part(at)).count()
}

#[cfg(test)]
mod tests {
    use super::candidate;
    use crate::people::language::Language;
    use crate::people::runs::Sentence;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let sentence = Sentence::read(text, Language::Other, Vec::new());
        let found: Vec<&str> = sentence
            .runs()
            .filter_map(|run| candidate(&sentence, &run))
            .map(|candidate| sentence.slice(&candidate.words))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn titles_and_offices_are_no_part_of_the_name() {
        check("US President Jane Doe", &["Jane Doe"]);
        check("Deputy Prime Minister Dr. Ada Moss", &["Ada Moss"]);
        check("Secretary of State Ada Moss", &["Ada Moss"]);
        check("Harbour Bank CEO Ada Moss", &["Ada Moss"]);
        check("President-elect Ada Moss", &["Ada Moss"]);
    }

    #[test]
    fn places_days_and_codes_beside_a_name_are_no_part_of_it() {
        check("Russian Ada Moss", &["Ada Moss"]);
        check("On Monday Ada Moss", &["Ada Moss"]);
        check("Moss Thursday told", &["Moss"]);
        check("Ada Moss MBE", &["Ada Moss"]);
    }

    #[test]
    fn a_title_or_a_place_can_be_a_surname() {
        check("Martin King", &["Martin King"]);
        check("Jack London", &["Jack London"]);
        check("Dean Moss", &["Dean Moss"]);
    }

    #[test]
    fn institutions_hold_no_name() {
        check("Ada Moss University and Moss Street and Real Madrid", &[]);
    }
}
