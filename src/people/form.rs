//! One form of a name, and which forms can be one person: "Jane Doe", "J. Doe", "Doe".

use super::lexicon::{Kinds, hash_of, kinds};
use crate::text::fold;

/// Arabic articles that a paper prints or leaves out: "al-Masri" is "Masri".
const ARTICLES: &[&str] =
    &["al-", "el-", "ar-", "as-", "ash-", "at-", "an-", "ad-", "az-", "ul-", "ur-"];

/// Short forms and spellings of one given name a row, from general knowledge.
const NICKNAMES: &[&str] = &[
    "william bill will billy",
    "robert bob rob bobby",
    "richard dick rick",
    "james jim jimmy",
    "joseph joe",
    "thomas tom tommy",
    "edward ed ted eddie",
    "anthony tony",
    "michael mike mick",
    "elizabeth liz beth betty",
    "margaret maggie peggy",
    "john jack johnny",
    "kenneth ken",
    "donald don",
    "daniel dan danny",
    "david dave",
    "benjamin ben bibi",
    "alexander alex sandy",
    "samuel sam",
    "christopher chris",
    "stephen steven steve",
    "gregory greg",
    "timothy tim",
    "katherine catherine kate kathy cathy",
    "patrick patricia pat",
    "nicholas nick",
    "andrew andy drew",
    "matthew matt",
    "theodore ted",
    "ronald ron",
    "gerald jerry",
    "lawrence larry",
    "charles charlie chuck",
    "frederick fred",
    "bernard bernie",
    "jeffrey jeff",
    "philip phil",
    "peter pete",
    "raymond ray",
    "susan sue",
    "deborah debbie",
    "jennifer jen",
    "rebecca becky",
    "mohammed mohammad muhammad mohamed muhammed",
];

/// A name as it is printed once, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Form {
    /// The words, folded, without suffixes; "al-Masri" is one. Not empty.
    words: Vec<String>,
}

/// How surely a form is a form of another; the later, the surer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// A word in the middle of the name.
    Middle,
    /// The given name, or a surname that stands first.
    First,
    /// A part of a surname with a hyphen.
    Part,
    /// The surname, and the given name as far as it is told.
    Surname,
}

impl Form {
    /// Reads a name; `None` if it has no word.
    pub(super) fn read(name: &str) -> Option<Self> {
        let folded = name.split_whitespace().map(fold).filter(|word| !word.is_empty());
        let mut words: Vec<String> = folded.collect();
        while words.len() > 1 && words.last().is_some_and(|w| kinds(hash_of(w)).has(Kinds::SUFFIX))
        {
            words.pop();
        }
        (!words.is_empty()).then_some(Form { words })
    }

    /// Returns 0 for a full name, 1 for initials and a surname, 2 for a single word: the order in
    /// which forms are joined.
    pub(super) fn rank(&self) -> u8 {
        let particles = self.words.iter().take_while(|word| is_particle(word)).count();
        match self.words.len().saturating_sub(particles) {
            0 | 1 => 2,
            _ if particles == 0 && is_initial(&self.words[0]) => 1,
            _ => 0,
        }
    }

    /// Returns how many words are more than an initial, and how many there are.
    pub(super) fn fullness(&self) -> (usize, usize) {
        (self.words.iter().filter(|word| !is_initial(word)).count(), self.words.len())
    }

    /// Returns the words by which another form can refer to this one, without articles.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let words = self.words.iter().map(|word| bare(word));
        let parts = self.words.iter().flat_map(|word| word.split('-'));
        words.chain(parts).filter(|word| word.chars().nth(1).is_some() && !is_particle(word))
    }

    /// Returns the surname without an article.
    pub(super) fn surname(&self) -> &str {
        self.words.last().map_or("", |word| bare(word))
    }

    fn first(&self) -> &str {
        &self.words[0]
    }

    /// Returns how surely `self` and `other`, which is at least as full, are one person.
    pub(super) fn fit(&self, other: &Form) -> Option<Fit> {
        if self.words == other.words {
            return Some(Fit::Surname);
        }
        if self.rank() == 2 {
            return self.fit_alone(other);
        }
        if other.rank() == 2 {
            return None;
        }
        if self.surname() == other.surname() {
            let given = same_given(self.first(), other.first())
                || second(other).is_some_and(|word| same_given(self.first(), word))
                || second(self).is_some_and(|word| same_given(word, other.first()));
            return given.then_some(Fit::Surname);
        }
        let (short, long) = if self.words.len() < other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        // "Luiz Inácio" of "Luiz Inácio da Rocha"; "Haruto Abe" and "Abe Haruto".
        let swapped = short.len() == 2 && long.len() == 2 && short.iter().rev().eq(long);
        (swapped || (short.len() < long.len() && long.starts_with(short))).then_some(Fit::First)
    }

    fn fit_alone(&self, other: &Form) -> Option<Fit> {
        let word = self.surname();
        // One letter refers to nobody.
        word.chars().nth(1)?;
        if word == other.surname() {
            return Some(Fit::Surname);
        }
        let last = other.words.last()?;
        if last.split('-').any(|part| part == word) {
            return Some(Fit::Part);
        }
        if self.words.len() > 1 {
            return None;
        }
        if other.first() == word {
            return Some(Fit::First);
        }
        other.words.iter().any(|w| bare(w) == word && !is_particle(w)).then_some(Fit::Middle)
    }
}

/// The second word, if a surname still follows it.
fn second(form: &Form) -> Option<&str> {
    (form.words.len() > 2).then(|| form.words[1].as_str())
}

fn is_particle(word: &str) -> bool {
    kinds(hash_of(word)).has(Kinds::PARTICLE) && !kinds(hash_of(word)).has(Kinds::GIVEN)
}

/// "j", and "jk" of "J.K.".
fn is_initial(word: &str) -> bool {
    word.len() == 1 || (word.len() == 2 && !word.contains(['a', 'e', 'i', 'o', 'u', 'y']))
}

fn same_given(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    if is_initial(one) || is_initial(other) {
        return one.chars().next() == other.chars().next();
    }
    let among = |row: &&str, name: &str| row.split(' ').any(|short| short == name);
    NICKNAMES.iter().any(|row| among(row, one) && among(row, other))
}

fn bare(word: &str) -> &str {
    let rest = ARTICLES.iter().find_map(|article| word.strip_prefix(article));
    rest.filter(|rest| rest.len() > 2).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::{Fit, Form};

    #[track_caller]
    fn check(short: &str, full: &str, expected: Option<Fit>) {
        let form = |name| Form::read(name).unwrap();
        assert_eq!(form(short).fit(&form(full)), expected, "{short} / {full}");
    }

    #[test]
    fn a_surname_fits_with_and_without_its_article() {
        check("Doe", "Jane Doe", Some(Fit::Surname));
        check("Kindi", "Omar al-Kindi", Some(Fit::Surname));
        check("al-Kindi", "Omar Kindi", Some(Fit::Surname));
        check("van der Moss", "Ada van der Moss", Some(Fit::Surname));
        check("Roe", "Ann Roe-Moss", Some(Fit::Part));
        check("Moss", "Jane Doe", None);
    }

    #[test]
    fn a_given_name_fits_less_than_a_surname() {
        check("Jane", "Jane Doe", Some(Fit::First));
        check("Lula", "Luiz Lula da Rocha", Some(Fit::Middle));
    }

    #[test]
    fn initials_and_short_forms_fit_the_given_name() {
        check("J. Doe", "Jane Doe", Some(Fit::Surname));
        check("M. al-Kindi", "Omar al-Kindi", None);
        check("Bill Doe", "William Doe", Some(Fit::Surname));
        check("John Doe", "Jane Doe", None);
        check("Jane Doe", "Jane Mary Doe Jr.", Some(Fit::Surname));
        check("Abe Haruto", "Haruto Abe", Some(Fit::First));
    }
}
