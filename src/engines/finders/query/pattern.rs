//! How words stand to each other, in one field.
//!
//! A server is asked for phrases and nearness only where what it means by them is what we mean: words
//! that are one term each, or one of several terms at one place, and no two of them the same. Whatever
//! else is asked becomes candidates: the articles that have all the words.

use serde_json::{Value, json};

use crate::engines::finders::finder::Ability;
use crate::query::{Leaf, Pattern, Reach, Slack};
use crate::schema::Field;

use super::leaf::{Atom, Words};
use super::part::Part;

/// Words further apart reach from one name to the next.
const FARTHEST: u32 = 1000;

/// Servers that count moves in a byte count no further.
const FARTHEST_MOVE: u32 = 250;

impl Words<'_> {
    /// Finds the articles that have the pattern in the field.
    pub(super) fn pattern(&mut self, field: Field, pattern: &Pattern) -> Part {
        match pattern {
            Pattern::Word(leaf) => self.part(field, leaf),
            Pattern::Phrase { words, slack } => self.phrase(field, words, *slack),
            Pattern::Near { left, right, reach, ordered } => {
                let near = match reach {
                    Reach::Words(words) => self.near(field, [left, right], *words, *ordered),
                    Reach::Same(_) => None,
                };
                near.unwrap_or_else(|| {
                    let both = [left, right].map(|side| self.pattern(field, side));
                    let both = Part::all_of(both.into()).or_more();
                    match self.about_near(field, [left, right], *reach) {
                        Some(near) => both.narrowed(&near),
                        None => both,
                    }
                })
            }
            Pattern::AnyOf(parts) => {
                Part::any_of(parts.iter().map(|part| self.pattern(field, part)).collect())
            }
            Pattern::NotNear { keep: inside, .. }
            | Pattern::Inside { pattern: inside, .. }
            | Pattern::First { pattern: inside, .. } => self.pattern(field, inside).or_more(),
        }
    }

    fn phrase(&mut self, field: Field, words: &[Leaf], slack: Slack) -> Part {
        if let [word] = words {
            return self.part(field, word);
        }
        let atoms: Option<Vec<Vec<Atom>>> =
            words.iter().map(|word| self.atoms(field, word)).collect();
        let asked = atoms.and_then(|atoms| self.placed(field, &atoms, slack));
        asked.map_or_else(
            || {
                let all = words.iter().map(|word| self.part(field, word));
                Part::all_of(all.collect()).or_more()
            },
            Part::exact,
        )
    }

    /// Returns what a server is asked for words each of which is one of some terms; `None` if it must not
    /// decide.
    fn placed(&self, field: Field, words: &[Vec<Atom>], slack: Slack) -> Option<Value> {
        let single: Option<Vec<&str>> = words
            .iter()
            .map(|word| match word.as_slice() {
                [atom] => Some(atom.term.as_str()),
                _ => None,
            })
            .collect();
        let phrase = |words: Vec<&str>, slop: u32| json!({"match_phrase": {field.name(): {"query": words.join(" "), "slop": slop}}});
        if slack == Slack::None
            && let Some(words) = single
        {
            return Some(phrase(words, 0));
        }
        if !self.are_apart(words.iter()) || !self.dialect.can(Ability::Intervals) {
            return None;
        }
        let rules: Vec<Value> = words.iter().map(|word| one_of(word)).collect();
        match slack {
            Slack::None => Some(intervals(field, &row(words))),
            Slack::Moves(moves) if moves <= FARTHEST => Some(phrase(single?, moves)),
            Slack::Gaps(gaps) if gaps <= FARTHEST => {
                Some(intervals(field, &all_of(&rules, gaps, true)))
            }
            Slack::AnyOrder(others) if others <= FARTHEST => {
                Some(intervals(field, &all_of(&rules, others, false)))
            }
            Slack::Moves(_) | Slack::Gaps(_) | Slack::AnyOrder(_) => None,
        }
    }

    /// Returns whether no term of one word may stand at the place of another: then each place is that
    /// of one word.
    fn are_apart<'a>(&self, words: impl Iterator<Item = &'a Vec<Atom>>) -> bool {
        let mut before: Vec<&Atom> = Vec::new();
        for word in words {
            if word.iter().any(|one| before.iter().any(|other| self.may_be_one(one, other))) {
                return false;
            }
            before.extend(word);
        }
        true
    }

    /// `None` if the server must not decide.
    fn near(&self, field: Field, sides: [&Pattern; 2], words: u32, ordered: bool) -> Option<Part> {
        if !(1..=FARTHEST).contains(&words) || !self.dialect.can(Ability::Intervals) {
            return None;
        }
        let [left, right] = sides.map(|side| self.side(field, side));
        let (left, right) = (left?, right?);
        if !self.are_apart(left.iter().chain(&right)) {
            return None;
        }
        let rules = [row(&left), row(&right)];
        Some(Part::exact(intervals(field, &all_of(&rules, words - 1, ordered))))
    }

    /// Returns what a server without intervals is asked for two words near each other, so that fewer
    /// candidates are to be read: a phrase whose words may be moved so far that in either order they come
    /// to stand there. `None` if not every form of both has its term in one field.
    fn about_near(&self, field: Field, sides: [&Pattern; 2], reach: Reach) -> Option<Value> {
        let words = match reach {
            Reach::Words(words) if words <= FARTHEST_MOVE => words,
            Reach::Words(_) | Reach::Same(_) => return None,
        };
        if self.dialect.can(Ability::Intervals) {
            return None;
        }
        let [left, right] = sides.map(|side| self.common_term(field, side));
        let (left, right) = (left?, right?);
        let query = format!("{} {}", left.term, right.term);
        let phrase = json!({"match_phrase": {&left.field: {"query": query, "slop": words + 1}}});
        (left.field == right.field).then_some(phrase)
    }

    /// Returns a term that stands wherever the word does, in whatever form, and its field.
    fn common_term(&self, field: Field, side: &Pattern) -> Option<Atom> {
        let Pattern::Word(leaf) = side else { return None };
        match <[Atom; 2]>::try_from(self.atoms(field, leaf)?) {
            // The word is one of the forms that are kept by the stem.
            Ok([exact, stem]) => self.may_be_one(&exact, &stem).then_some(stem),
            Err(atoms) => <[Atom; 1]>::try_from(atoms).ok().map(|[exact]| exact),
        }
    }

    /// Returns a side of a nearness as the places it takes, each with the terms that may stand there;
    /// `None` if it has not always as many.
    fn side(&self, field: Field, pattern: &Pattern) -> Option<Vec<Vec<Atom>>> {
        match pattern {
            Pattern::Word(leaf) => Some(vec![self.atoms(field, leaf)?]),
            Pattern::Phrase { words, slack: Slack::None } => {
                words.iter().map(|word| self.atoms(field, word)).collect()
            }
            Pattern::AnyOf(parts) => {
                let mut any = Vec::new();
                for part in parts {
                    let [atoms] = <[Vec<Atom>; 1]>::try_from(self.side(field, part)?).ok()?;
                    for atom in atoms {
                        if !any.contains(&atom) {
                            any.push(atom);
                        }
                    }
                }
                Some(vec![any])
            }
            Pattern::Phrase { .. }
            | Pattern::Near { .. }
            | Pattern::NotNear { .. }
            | Pattern::Inside { .. }
            | Pattern::First { .. } => None,
        }
    }
}

fn intervals(field: Field, rule: &Value) -> Value {
    json!({"intervals": {field.name(): rule}})
}

fn all_of(rules: &[Value], gaps: u32, ordered: bool) -> Value {
    json!({"all_of": {"intervals": rules, "max_gaps": gaps, "ordered": ordered}})
}

/// Words one directly behind the other.
fn row(words: &[Vec<Atom>]) -> Value {
    let rules: Vec<Value> = words.iter().map(|word| one_of(word)).collect();
    match <[Value; 1]>::try_from(rules) {
        Ok([rule]) => rule,
        Err(rules) => all_of(&rules, 0, true),
    }
}

fn one_of(word: &[Atom]) -> Value {
    let rule = |atom: &Atom| json!({"match": {"query": atom.term, "use_field": atom.field}});
    match word {
        [atom] => rule(atom),
        atoms => json!({"any_of": {"intervals": atoms.iter().map(rule).collect::<Vec<_>>()}}),
    }
}
