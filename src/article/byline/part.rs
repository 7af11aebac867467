//! What one part of a byline is: a person, a role, an outlet, a place, or nothing of use.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::words::{
    BUTTONS, CITIES, DEGREES, NO_ONE, NOISE, OUTLET_WORDS, PAPERS, PAPERS_BY_NAME,
    PLACE_BEGINNINGS, ROLE_MODIFIERS, ROLES, STAFF_WORDS, TITLES,
};
use crate::article::PrintedDate;
use crate::article::agency::{agency_named, is_acronym};
use crate::article::name::{is_particle, is_suffix};

/// The longest name, in words: "María de los Ángeles Pérez y Sánchez".
const MOST_WORDS: usize = 7;

/// What a part says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Someone, and perhaps a role: "Jane Doe", "Political Editor Jane Doe".
    Person { name: &'t str, role: Option<&'t str> },
    /// What the person before does.
    Role(&'t str),
    /// A wire service, by its short name.
    Agency(String),
    /// A paper, a site, or one of its departments.
    Outlet(&'t str),
    /// A city, a time, the word "Updated": no one.
    Nothing,
    /// Something that bylines do not hold.
    Foreign,
}

impl<'t> Part<'t> {
    /// Tells what `part` is. `first` is true if no person stands before it.
    pub(super) fn of(part: &'t str, first: bool) -> Self {
        let part = without_loose_ends(part);
        let lower = part.to_lowercase();
        if part.is_empty() || is_noise(&lower) || NO_ONE.contains(&lower.as_str()) {
            return Part::Nothing;
        }
        if let Some(agency) = agency_of(part) {
            return Part::Agency(agency);
        }
        if is_place(&lower) {
            return if first { Part::Foreign } else { Part::Nothing };
        }
        if let Some(found) = with_role(part, first) {
            return found;
        }
        if is_staff(part) {
            return Part::Nothing;
        }
        if is_outlet(part) {
            return Part::Outlet(part);
        }
        if is_person(part) { Part::Person { name: part, role: None } } else { Part::Foreign }
    }
}

/// Reads "Reuters", "da Lusa", "Reuters Staff" and "Associated Press Reporter".
fn agency_of(part: &str) -> Option<String> {
    let alone = ["da ", "de ", "dalla ", "via "].iter().find_map(|of| part.strip_prefix(of));
    agency_named(alone.unwrap_or(part)).or_else(|| {
        let (name, last) = part.rsplit_once(' ')?;
        let last = last.to_lowercase();
        let is_staff = STAFF_WORDS.contains(&last.as_str()) || ROLES.contains(&last.as_str());
        is_staff.then(|| agency_named(name)).flatten()
    })
}

/// Parts "Jane Doe Associated Press" before the agency, which has two words or more.
pub(super) fn at_agency(part: &str) -> Option<(&str, String)> {
    let spaces = part.match_indices(' ').map(|(at, _)| at);
    spaces.skip(1).find_map(|at| {
        let behind = &part[at + 1..];
        let agency = behind.contains(' ').then(|| agency_named(behind)).flatten()?;
        Some((&part[..at], agency))
    })
}

/// Returns the agency that a role begins with: "AP Business Writer".
pub(super) fn agency_of_role(role: &str) -> Option<String> {
    let ends = role.match_indices(' ').map(|(at, _)| at).take(3);
    ends.filter_map(|at| agency_named(&role[..at])).last()
}

fn is_place(lower: &str) -> bool {
    let beginning = lower.split_once(' ').filter(|(_, rest)| !rest.contains(' '));
    CITIES.contains(&lower.trim_end_matches('.'))
        || beginning.is_some_and(|(beginning, _)| PLACE_BEGINNINGS.contains(&beginning))
}

/// Takes "Dr." from before a name of two words or more, and "RN" or a city from behind it.
pub(super) fn bare_name(name: &str) -> &str {
    let mut name = name;
    while let Some((first, behind)) = name.split_once(' ')
        && behind.contains(' ')
        && TITLES.contains(&first.trim_end_matches('.').to_lowercase().as_str())
    {
        name = behind;
    }
    let shouted = !name.contains(char::is_lowercase);
    while let Some((before, last)) = name.rsplit_once(' ')
        && before.contains(' ')
    {
        // "Edmund D. Hamburg" is called so.
        let is_city = !before.ends_with('.') && CITIES.contains(&last.to_lowercase().as_str());
        if !is_city && (shouted || !DEGREES.contains(&last)) {
            break;
        }
        name = before;
    }
    name
}

/// Takes marks, a leading "and" and a trailing "on", "Updated" or "6 Min Read" from a part.
fn without_loose_ends(part: &str) -> &str {
    let mut part = part.trim_matches(|c: char| c.is_whitespace() || ",:*•-–—".contains(c));
    for word in ["and ", "und ", "et ", "& ", "with ", "mit ", "avec "] {
        part = part.strip_prefix(word).unwrap_or(part);
    }
    let numbers = part.match_indices(' ').map(|(at, _)| at);
    let mut numbers = numbers.filter(|at| part[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    if let Some(at) = numbers.find(|at| is_noise(&part[*at..].to_lowercase())) {
        part = &part[..at];
    }
    while let Some((before, last)) = part.rsplit_once(' ')
        && BUTTONS.contains(&last.to_lowercase().as_str())
    {
        part = before.trim_end();
    }
    part
}

/// Returns true if `name` is meant to name no one, or is no name: "admin", "Guest", "3 min read".
pub(super) fn is_no_one(name: &str) -> bool {
    let lower = name.to_lowercase();
    let account = matches!(lower.as_str(), "admin" | "administrator" | "webmaster");
    account || is_noise(&lower) || NO_ONE.contains(&lower.as_str())
}

/// Returns true if `text` is shaped like the name of a person: one to seven capitalized words,
/// particles between. It is not asked if it is an outlet.
pub(crate) fn is_person(text: &str) -> bool {
    if text.split_whitespace().nth(MOST_WORDS).is_some() {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let named = words.iter().any(|word| !is_particle(word) && !is_suffix(word));
    let marks = |c: char| c.is_alphabetic() || is_mark_of_names(c);
    (1..=MOST_WORDS).contains(&words.len())
        && (2..=60).contains(&letters)
        && named
        && words.iter().all(|word| word.chars().all(marks) && is_word_of_name(word))
}

fn is_mark_of_names(c: char) -> bool {
    matches!(c, '.' | '-' | '\'' | '’' | '‘' | '`' | 'ʼ' | '‑' | '“' | '”' | '"' | '·')
        || unicode_normalization::char::is_combining_mark(c)
}

/// "Jane", "al-Masri", "d'Artagnan", "van", "Jr.", "山田".
fn is_word_of_name(word: &str) -> bool {
    let mut pieces = word.split(['-', '\'', '’', '‑']);
    let capitalized = |piece: &str| {
        let first = piece.chars().find(|c| c.is_alphabetic());
        first.is_some_and(|c| !c.is_lowercase())
    };
    pieces.any(capitalized) || is_particle(word) || is_suffix(word)
}

/// Returns true if `text` names the people of an outlet together: "News Desk", "Die Redaktion".
pub(crate) fn is_staff(text: &str) -> bool {
    let is = |word: &str| STAFF_WORDS.contains(&word.to_lowercase().as_str());
    let fits = |word: &str| {
        let article = matches!(word, "the" | "our" | "a" | "die" | "der" | "la" | "von");
        article || is(word) || word.starts_with(char::is_uppercase)
    };
    let words = || text.split_whitespace();
    words().count() <= 5 && words().any(is) && words().all(fits)
}

/// Returns true if `text` names a paper, a site, a broadcaster or one of their departments.
pub(crate) fn is_outlet(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let titled = words.len() > 1
        && words.len() <= 6
        && words[0].eq_ignore_ascii_case("the")
        && words[1..].iter().all(|word| !word.starts_with(char::is_lowercase) || *word == "of");
    titled || is_acronym(text) || names_outlet(text)
}

/// As [`is_outlet`], but not for acronyms: in a line in capitals they may be names.
pub(super) fn names_outlet(text: &str) -> bool {
    if text.split_whitespace().nth(6).is_some() {
        return false;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let Some(last) = words.last() else { return false };
    let is_site = [".com", ".org", ".net", ".de", ".co.uk", ".fr", ".es", ".it", ".info", ".news"]
        .iter()
        .any(|ending| last.ends_with(ending) && last.len() > ending.len());
    is_site
        || PAPERS_BY_NAME.contains(&words.join(" ").as_str())
        || words.iter().any(|word| OUTLET_WORDS.contains(word))
        || PAPERS.contains(last)
}

/// [`ROLES`], to look up many words that are none.
static KNOWN_ROLES: LazyLock<HashSet<&str>> = LazyLock::new(|| ROLES.iter().copied().collect());

/// Reads "Staff Writer", "Jane Doe Staff Writer" and "Staff Writer Jane Doe"; `None` if no role is
/// in it.
fn with_role(part: &str, first: bool) -> Option<Part<'_>> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let is = |list: &[&str], word: &str| list.contains(&word.to_lowercase().as_str());
    // "HAFENBOTE-Redakteurin" is one.
    let is_role = |word: &str| {
        let word = word.to_lowercase();
        let last = word.rsplit('-').next().unwrap_or_default();
        KNOWN_ROLES.contains(word.as_str())
            || (last.len() < word.len() && KNOWN_ROLES.contains(last))
    };
    let last_role = words.iter().rposition(|word| is_role(word))?;
    // In a line in capitals every short name looks like an acronym.
    let shouted = !part.contains(char::is_lowercase);
    let modifies = |word: &&str| {
        let known = is(ROLE_MODIFIERS, word) || is(ROLES, word) || is(CITIES, word);
        known || (!shouted && is_acronym(word))
    };
    let behind = words.len() - 1 - last_role;
    if behind == 0 || is(&["at", "of", "for", "in", "-"], words[last_role + 1]) {
        let before = words[..last_role].iter().rev().take_while(|word| modifies(word)).count();
        let start = last_role - before;
        // Behind a comma it is all one role: "Jane Doe, White House correspondent".
        if start == 0 || !first {
            return Some(Part::Role(part));
        }
        let (name, role) = split_before(part, words[start]);
        // "Paige Editor" is a name.
        if start == 1 && last_role == 1 {
            return None;
        }
        // "and" parts persons, and then the role is the last one's.
        let several = words[..start].iter().any(|word| is(&["and", "und", "et", "&"], word));
        let person = !several && is_person(name) && !is_outlet(name);
        return person.then_some(Part::Person { name, role: Some(role) });
    }
    if words[..last_role].iter().all(modifies) {
        let (role, name) = split_before(part, words[last_role + 1]);
        return is_person(name).then_some(Part::Person { name, role: Some(role) });
    }
    None
}

/// Parts `text` before `word`, which is a slice of it.
fn split_before<'t>(text: &'t str, word: &str) -> (&'t str, &'t str) {
    let at = word.as_ptr().addr() - text.as_ptr().addr();
    let (before, behind) = text.split_at(at);
    (before.trim(), behind.trim())
}

/// Returns true if `line` holds a date and nothing but words of dates and times: "Stand: 15. Mai
/// 2021, 6:30 Uhr".
pub(crate) fn is_date_line(line: &str) -> bool {
    const LONGEST: usize = 120;
    let mut rest = line.to_owned();
    // "Published 5 March 2024, updated 6 March 2024".
    for _ in 0..2 {
        let Some(date) = PrintedDate::find(&rest).filter(|_| line.len() <= LONGEST) else { break };
        rest.replace_range(date.range, " ");
    }
    let words = rest.split(|c: char| c.is_whitespace() || "|·•–—-/()".contains(c));
    let words = words.filter(|word| word.contains(char::is_alphanumeric)).collect::<Vec<_>>();
    rest.len() < line.len() && is_noise(&words.join(" ").to_lowercase())
}

/// True if a part holds numbers and words of time and of buttons alone: "9:18 am GMT".
fn is_noise(lower: &str) -> bool {
    lower.split_whitespace().all(|word| {
        let word = word.trim_matches([':', '.', ',', ';']);
        word.contains(|c: char| c.is_ascii_digit()) || NOISE.contains(&word)
    })
}
