//! What is known of a single word: the tables of this folder, as one map.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{given_names, honorifics, institutions, ordinary, places};

/// What a word may be; a word may be several things at once ("Jordan", "May", "Dean").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kinds(u32);

impl Kinds {
    /// A given name: "Anna".
    pub(super) const GIVEN: Kinds = Kinds(1);
    /// A title or an office that stands before a name: "Mr", "President".
    pub(super) const TITLE: Kinds = Kinds(1 << 1);
    /// What a person is, printed in lower case: "spokesman", "striker", "widow".
    pub(super) const ROLE: Kinds = Kinds(1 << 2);
    /// A word that is part of an office, but no office alone: "Deputy", "Foreign".
    pub(super) const OFFICE: Kinds = Kinds(1 << 3);
    /// A small word inside a name: "van", "al".
    pub(super) const PARTICLE: Kinds = Kinds(1 << 4);
    /// A word behind a name: "Jr", "III".
    pub(super) const SUFFIX: Kinds = Kinds(1 << 5);
    /// A second syllable behind a hyphen: the "un" of "Kim Jong-un".
    pub(super) const SYLLABLE: Kinds = Kinds(1 << 6);
    /// A country, a city, a people, a religion.
    pub(super) const PLACE: Kinds = Kinds(1 << 7);
    /// A word that makes its neighbors an organization, a place or a thing: "Bank", "Street".
    pub(super) const INSTITUTION: Kinds = Kinds(1 << 8);
    /// "New", "North": before a place it belongs to the place.
    pub(super) const DIRECTION: Kinds = Kinds(1 << 9);
    /// A month or a weekday.
    pub(super) const TIME: Kinds = Kinds(1 << 10);
    /// A word that has a capital only because a sentence or a headline starts with it.
    pub(super) const ORDINARY: Kinds = Kinds(1 << 11);
    /// "the", "a", "our".
    pub(super) const DETERMINER: Kinds = Kinds(1 << 12);
    /// A preposition that a place follows: "in", "near".
    pub(super) const WHERE: Kinds = Kinds(1 << 13);
    /// A verb of speech: "said".
    pub(super) const SPEECH: Kinds = Kinds(1 << 14);
    /// What else only people do: "resigned", "wrote".
    pub(super) const DEED: Kinds = Kinds(1 << 15);
    /// A surname that is another word as well: "King", "Hill".
    pub(super) const SURNAME: Kinds = Kinds(1 << 16);
    /// A German compound that is an office if a name follows it: "Notenbankchefin".
    pub(super) const COMPOUND: Kinds = Kinds(1 << 17);

    /// Returns true if the word is at least one of `kinds`.
    pub(super) fn has(self, kinds: Kinds) -> bool {
        self.0 & kinds.0 != 0
    }

    /// Returns the kinds of both.
    pub(super) const fn or(self, kinds: Kinds) -> Kinds {
        Kinds(self.0 | kinds.0)
    }
}

/// Every table: what its words are, and the words, folded, with spaces between.
const TABLES: &[(Kinds, &[&str])] = &[
    (Kinds::GIVEN, given_names::GIVEN_NAMES),
    (Kinds::TITLE, honorifics::TITLES),
    (Kinds::ROLE, honorifics::ROLES),
    (Kinds::OFFICE, honorifics::OFFICES),
    (Kinds::PARTICLE, honorifics::PARTICLES),
    (Kinds::SUFFIX, honorifics::SUFFIXES),
    (Kinds::SURNAME, honorifics::SURNAMES),
    (Kinds::SYLLABLE, honorifics::SYLLABLES),
    (Kinds::PLACE, places::PLACES),
    (Kinds::DIRECTION, places::DIRECTIONS),
    (Kinds::INSTITUTION, institutions::INSTITUTIONS),
    (Kinds::TIME, ordinary::TIMES),
    (Kinds::ORDINARY, ordinary::ORDINARY),
    (Kinds::DETERMINER, ordinary::DETERMINERS),
    (Kinds::WHERE, ordinary::WHERE),
    (Kinds::SPEECH, ordinary::SPEECH),
    (Kinds::DEED, ordinary::DEEDS),
];

static WORDS: LazyLock<HashMap<&'static str, Kinds>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (kinds, table) in TABLES {
        for word in table.iter().flat_map(|row| row.split_whitespace()) {
            let known: &mut Kinds = words.entry(word).or_default();
            *known = known.or(*kinds);
        }
    }
    words
});

/// Returns what the word may be whose folded form is `term`; nothing if it is not known.
pub(super) fn kinds(term: &str) -> Kinds {
    WORDS.get(term).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Kinds, TABLES, kinds};
    use crate::text::fold;

    #[test]
    fn a_word_can_be_several_things() {
        assert!(kinds("jordan").has(Kinds::GIVEN) && kinds("jordan").has(Kinds::PLACE));
        assert!(kinds("xyzzy") == Kinds::default());
    }

    #[test]
    fn the_tables_hold_folded_words() {
        for word in TABLES.iter().flat_map(|(_, table)| *table).flat_map(|r| r.split(' ')) {
            assert_eq!(word, fold(word));
        }
    }
}
