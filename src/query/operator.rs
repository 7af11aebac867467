//! The words that are no words: `NEAR/5`, `W/S`, `atleast5`.

use super::{Case, Class, Reach, Unit};

/// How far apart two operands of NEAR may be if nothing is said, as in Xapian and notmuch.
pub(super) const NEAR: u32 = 10;

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Near {
    /// How far apart they may be.
    pub(super) reach: Reach,
    /// Whether the left one stands first.
    pub(super) ordered: bool,
}

/// What stands before a bracket and changes what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// `atleast5(x)`
    AtLeast(u32),
    /// `caps(x)`
    Case(Case),
    /// `first50(x)`
    First(u32),
    /// `NEAR("a", "b", 15)`
    Near,
}

/// Reads an operator between two operands. Those that could be words are written in capitals.
pub(super) fn near(word: &str) -> Option<Near> {
    let near = |reach, ordered| Some(Near { reach, ordered });
    match word {
        "NEAR" => return near(Reach::Words(NEAR), false),
        "ADJ" => return near(Reach::Words(1), true),
        "SAME" => return near(Reach::Same(Unit::Paragraph), false),
        _ => {}
    }
    if let Some(words) = slashed(word, 'n') {
        return near(Reach::Words(words), false);
    }
    let (name, distance) = match word.split_once('/') {
        Some(parts) => parts,
        None => word.split_at(word.find(|c: char| c.is_ascii_digit())?),
    };
    let is = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let is_slashed = word.contains('/');
    let ordered = is(&["adj"]) || (is_slashed && is(&["pre", "p", "onear"]));
    let is_near = ordered || is(&["near"]) || (is_slashed && is(&["", "w", "n"]));
    if !is_near {
        return None;
    }
    let unit = match distance {
        "s" | "S" => Unit::Sentence,
        "p" | "P" => Unit::Paragraph,
        _ => return near(Reach::Words(number(distance)?), ordered),
    };
    if is(&["", "w", "near", "pre"]) { near(Reach::Same(unit), ordered) } else { None }
}

/// Reads `/F50/`, as Factiva writes it.
pub(super) fn first(word: &str) -> Option<u32> {
    slashed(word, 'f')
}

/// Reads what stands directly before a bracket.
pub(super) fn call(word: &str) -> Option<Call> {
    let is = |name: &str| name.eq_ignore_ascii_case(word);
    if word == "NEAR" {
        Some(Call::Near)
    } else if is("caps") {
        Some(Call::Case(Case::Capital))
    } else if is("allcaps") {
        Some(Call::Case(Case::AllCapitals))
    } else if is("nocaps") {
        Some(Call::Case(Case::NoCapitals))
    } else {
        at_least(word).or_else(|| numbered(word, "first").map(Call::First))
    }
}

/// Reads `atleast5`, which Factiva writes without a bracket.
pub(super) fn at_least(word: &str) -> Option<Call> {
    numbered(word, "atleast").map(Call::AtLeast)
}

/// Returns true for a folded word that would be read as something else if it stood alone.
pub(super) fn is_taken(word: &str) -> bool {
    matches!(word, "and" | "or" | "not" | "none" | "any")
        || near(word).is_some()
        || at_least(word).is_some()
}

/// What `@person` and the like stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// One that byline tells.
    Class(Class),
    /// One that it does not tell.
    Untold,
}

/// Reads a sort of word, without the `@`.
pub(super) fn sort(name: &str) -> Option<Sort> {
    Some(match name.to_ascii_lowercase().as_str() {
        "person" => Sort::Class(Class::Person),
        "number" => Sort::Class(Class::Number),
        "money" => Sort::Class(Class::Money),
        "date" => Sort::Class(Class::Date),
        "org" | "place" => Sort::Untold,
        _ => return None,
    })
}

fn slashed(word: &str, letter: char) -> Option<u32> {
    let inside = word.strip_prefix('/')?.strip_suffix('/')?;
    number(inside.strip_prefix([letter, letter.to_ascii_uppercase()])?)
}

fn numbered(word: &str, name: &str) -> Option<u32> {
    let (start, digits) = word.split_at_checked(name.len())?;
    if start.eq_ignore_ascii_case(name) { number(digits) } else { None }
}

/// Reads digits; a number beyond all texts is as good as the largest.
pub(super) fn number(digits: &str) -> Option<u32> {
    let well_formed = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    well_formed.then(|| digits.parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{Near, call, first, near};
    use crate::query::{Reach, Unit};

    #[track_caller]
    fn check(words: &str, reach: Reach, ordered: bool) {
        for word in words.split(' ') {
            assert_eq!(near(word), Some(Near { reach, ordered }), "{word}");
        }
    }

    #[test]
    fn every_archive_writes_nearness_in_its_own_way() {
        check("NEAR/5 near/5 NEAR5 near5 N/5 n/5 W/5 w/5 /5 /N5/ /n5/", Reach::Words(5), false);
        check("PRE/3 pre/3 P/3 ADJ/3 adj3 ADJ3 ONEAR/3", Reach::Words(3), true);
        check("NEAR", Reach::Words(10), false);
        check("ADJ", Reach::Words(1), true);
        check("W/S w/s /s NEAR/S", Reach::Same(Unit::Sentence), false);
        check("W/P /P near/p SAME", Reach::Same(Unit::Paragraph), false);
        check("/99999999999", Reach::Words(u32::MAX), false);
    }

    #[test]
    fn ordinary_words_are_no_operators() {
        for word in ["near", "adj", "same", "w5", "pre5", "p/s", "n/a", "24/7", "and/or", "/", "5"]
        {
            assert_eq!(near(word), None, "{word}");
        }
        assert_eq!(call("near"), None);
        assert_eq!(first("/f/"), None);
    }
}
