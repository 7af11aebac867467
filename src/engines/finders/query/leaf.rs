//! One word of a question, in one field.

use serde_json::{Value, json};

use crate::engines::embedded::regex;
use crate::engines::finders::dialect::Dialect;
use crate::engines::finders::document::{ANY, DATE, MONEY, NUMBER, short, token};
use crate::engines::finders::finder::Ability;
use crate::engines::finders::label::{KINDS, key, kind_of_word};
use crate::engines::forms::{Stemming, prefixes};
use crate::query::{Case, Class, Leaf, Wanted};
use crate::schema::Field;
use crate::text;

use super::part::{Part, term};

/// A field, and a term that it may have at the place of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) field: String,
    pub(super) term: String,
    /// The place among the languages asked for of the one whose stem it is; `None` for the word itself.
    language: Option<usize>,
}

/// Turns words into what a server is asked.
pub(super) struct Words<'q> {
    pub(super) dialect: Dialect<'q>,
    /// Whose forms of a word are found; of each language what knows them.
    pub(super) languages: Vec<(&'q str, Stemming)>,
    /// What was left out, each a sentence.
    pub(super) notes: Vec<String>,
    /// What the server cannot do, a sentence.
    pub(super) refused: Option<String>,
}

impl Words<'_> {
    /// Returns the terms that stand wherever the word does, and nowhere else; `None` if it is not to be
    /// said so.
    pub(super) fn atoms(&self, field: Field, leaf: &Leaf) -> Option<Vec<Atom>> {
        let exact =
            |word: &str| Atom { field: field.name().to_owned(), term: token(word), language: None };
        match (&leaf.wanted, leaf.case) {
            (Wanted::Word(word), Case::Any) if lone(word).is_none() => Some(vec![exact(word)]),
            (Wanted::Forms(word), Case::Any) if lone(word).is_none() => {
                let mut atoms = vec![exact(word)];
                for (at, (tag, stemming)) in self.languages.iter().enumerate() {
                    if let Some(term) = stemming.stem_of(word) {
                        let field = self.dialect.label.stems(field, tag)?;
                        atoms.push(Atom { field, term, language: Some(at) });
                    }
                }
                Some(atoms)
            }
            _ => None,
        }
    }

    /// Returns whether one word may be both.
    pub(super) fn may_be_one(&self, one: &Atom, other: &Atom) -> bool {
        let is_form = |word: &Atom, stem: &Atom, language: usize| {
            let (_, stemming) = &self.languages[language];
            stemming.kept_stem(&word.term).is_some_and(|kept| kept == stem.term)
        };
        match (one.language, other.language) {
            (None, None) => one.term == other.term,
            (None, Some(language)) => is_form(one, other, language),
            (Some(language), None) => is_form(other, one, language),
            (Some(a), Some(b)) => a != b || one.term == other.term,
        }
    }

    /// Finds the articles that have the word in the field.
    pub(super) fn part(&mut self, field: Field, leaf: &Leaf) -> Part {
        let part = self.part_in_any_case(field, leaf);
        match leaf.case {
            Case::Any => part,
            Case::Capital | Case::AllCapitals | Case::NoCapitals => part.or_more(),
        }
    }

    fn part_in_any_case(&mut self, field: Field, leaf: &Leaf) -> Part {
        let name = field.name();
        match &leaf.wanted {
            Wanted::Word(word) => Part::exact(self.best_of(exactly(name, word))),
            Wanted::Forms(word) => self.forms(field, word),
            Wanted::Printed(printed) => Part::candidates(term(name, &token(&text::fold(printed)))),
            Wanted::Wildcard(wildcard) => {
                let escaped = token(wildcard).replace('\\', "\\\\");
                Part::exact(json!({"wildcard": {name: {"value": escaped}}}))
            }
            Wanted::Fuzzy { word, edits } => self.fuzzy(name, word, *edits),
            Wanted::Regex(pattern) => match regex(pattern) {
                Ok(_) if is_common(pattern) => {
                    Part::exact(json!({"regexp": {name: {"value": pattern}}}))
                }
                Ok(_) => has_kind(field, ANY).or_more(),
                Err(says) => {
                    self.notes.push(says);
                    Part::nothing()
                }
            },
            Wanted::Class(class) => match class {
                Class::Person => has_people(),
                Class::Number => has_kind(field, NUMBER),
                Class::Money => has_kind(field, MONEY),
                Class::Date => has_kind(field, DATE),
            },
            Wanted::Person(words) => {
                let words: Vec<String> = words.split(' ').map(token).collect();
                let person = Field::Person.name();
                Part::candidates(json!({"match_phrase": {person: {"query": words.join(" ")}}}))
            }
            Wanted::FullName(name) => {
                Part::candidates(term(&key(Field::Person), &short(name, self.dialect.longest)))
            }
        }
    }

    /// A language without stems of its own in the index is asked for what its forms begin with.
    fn forms(&self, field: Field, word: &str) -> Part {
        let mut parts = exactly(field.name(), word);
        let mut is_exact = true;
        for (tag, stemming) in &self.languages {
            let Some(stem) = stemming.stem_of(word) else { continue };
            if let Some(stems) = self.dialect.label.stems(field, tag) {
                parts.push(term(&stems, &stem));
                continue;
            }
            is_exact = false;
            let prefixes = prefixes(&stem).into_iter();
            parts.extend(
                prefixes.map(|prefix| json!({"prefix": {field.name(): {"value": prefix}}})),
            );
        }
        Part { json: self.best_of(parts), is_exact }
    }

    /// Of short words servers leave some out that differ in as many letters as they have: there every word
    /// of about that length is a candidate.
    fn fuzzy(&mut self, field: &str, word: &str, edits: u8) -> Part {
        if !self.dialect.can(Ability::Fuzzy) {
            let what = format!(
                "this server does not find words that are spelled nearly so (`{word}~`): write what may \
                 differ as `?` or `*`"
            );
            self.refused.get_or_insert(what);
            return Part::nothing();
        }
        let (letters, edits) = (word.chars().count(), usize::from(edits));
        if letters > 2 * edits {
            return Part::exact(json!({"fuzzy": {field: {
                "value": token(word),
                "fuzziness": edits,
                "prefix_length": 0,
                "transpositions": true,
                // Not only some of the words that fit.
                "rewrite": "constant_score",
            }}}));
        }
        let lengths = letters.saturating_sub(edits).max(1)..=letters + edits;
        let of_length =
            lengths.map(|length| json!({"wildcard": {field: {"value": "?".repeat(length)}}}));
        Part::candidates(self.best_of(of_length.collect()))
    }

    /// The field has one of several things; the best of them counts, if the server knows of it.
    fn best_of(&self, mut parts: Vec<Value>) -> Value {
        if parts.len() == 1 {
            parts.remove(0)
        } else if self.dialect.can(Ability::BestOf) {
            json!({"dis_max": {"queries": parts}})
        } else {
            json!({"bool": {"should": parts}})
        }
    }
}

/// A character of a script without spaces is indexed in pairs: alone it is in any of them.
fn exactly(field: &str, word: &str) -> Vec<Value> {
    let mut parts = vec![term(field, &token(word))];
    if let Some(lone) = lone(word) {
        for pair in [format!("{lone}?"), format!("?{lone}")] {
            parts.push(json!({"wildcard": {field: {"value": pair}}}));
        }
    }
    parts
}

fn lone(word: &str) -> Option<char> {
    let mut chars = word.chars();
    let lone = chars.next().filter(|c| text::is_unspaced(*c))?;
    chars.next().is_none().then_some(lone)
}

/// Returns whether a regular expression means the same to us and to the server.
fn is_common(pattern: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "[](){}|.*+?,-^".contains(c);
    // `^` is common only behind a bracket, and brackets in each other or `(?` in neither.
    let is_free = |forbidden: &str| !pattern.contains(forbidden);
    let carets = pattern.matches('^').count() == pattern.matches("[^").count();
    pattern.len() <= LONGEST_REGEX
        && pattern.chars().all(is_plain)
        && carets
        && ["(?", "{,", "[]", "[^]", "-]", "[-", "[^-", "()", "(|", "||", "|)", "--"]
            .into_iter()
            .all(is_free)
        && !pattern.starts_with('|')
        && !pattern.ends_with('|')
        && !has_signs_in_brackets(pattern)
}

/// Servers take no longer ones, unless they are told to.
const LONGEST_REGEX: usize = 500;

/// Within brackets a sign may mean itself to one and something else to the other.
fn has_signs_in_brackets(pattern: &str) -> bool {
    let mut is_inside = false;
    for c in pattern.chars() {
        match c {
            '[' if is_inside => return true,
            '[' => is_inside = true,
            ']' => is_inside = false,
            '^' | '-' | '.' => {}
            c if is_inside && !c.is_alphanumeric() => return true,
            _ => {}
        }
    }
    false
}

fn has_people() -> Part {
    Part::candidates(json!({"exists": {"field": key(Field::Person)}}))
}

/// The field has a word of this sort.
pub(super) fn has_kind(field: Field, kind: &str) -> Part {
    Part::exact(term(KINDS, &kind_of_word(field, kind))).unscored()
}
