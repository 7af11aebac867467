//! What is known of a single word: the tables of this folder, as one map.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::{beside, given_names, honorifics, institutions, places};
/// Hash of the folded form of a word; see [`hash_of`].
pub(super) type WordHash = u64;

const FNV_PRIME: u64 = 0x100_0000_01b3;

/// Returns the hash of a folded word (FNV-1a, <http://www.isthe.com/chongo/tech/comp/fnv/>). The
/// model and the list of names are made with it: if it changes, they have to be made anew.
pub(super) const fn hash_of(folded: &str) -> WordHash {
    hash_on(0xcbf2_9ce4_8422_2325, folded)
}

/// Returns the hash of the word with that hash and `more` behind it.
pub(super) const fn hash_on(mut hash: WordHash, more: &str) -> WordHash {
    let bytes = more.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(FNV_PRIME);
        at += 1;
    }
    hash
}

/// As [`hash_on`], for one character.
pub(super) fn hash_on_char(hash: WordHash, more: char) -> WordHash {
    if more.is_ascii() {
        return (hash ^ u64::from(more)).wrapping_mul(FNV_PRIME);
    }
    hash_on(hash, more.encode_utf8(&mut [0; 4]))
}

/// A map by the hash of a word, which needs no hashing.
pub(super) type ByWord<T> = HashMap<WordHash, T, BuildHasherDefault<AsItIs>>;

/// Takes a [`WordHash`] as it is.
#[derive(Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        // The map takes the lowest and the highest bits; FNV mixes the middle best.
        self.0 = hash ^ hash.rotate_left(29);
    }
}

/// What a word may be; a word may be several things at once ("Jordan", "May", "Dean").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kinds(u32);

impl Kinds {
    /// Nothing that is known.
    pub(super) const NONE: Kinds = Kinds(0);
    /// A given name: "Anna".
    pub(super) const GIVEN: Kinds = Kinds(1);
    /// A title or an office that stands before a name: "Mr", "President".
    pub(super) const TITLE: Kinds = Kinds(1 << 1);
    /// What a person is, printed in lower case: "spokesman", "striker", "widow".
    pub(super) const ROLE: Kinds = Kinds(1 << 2);
    /// A small word inside a name: "van", "al".
    pub(super) const PARTICLE: Kinds = Kinds(1 << 3);
    /// A word behind a name: "Jr", "III".
    pub(super) const SUFFIX: Kinds = Kinds(1 << 4);
    /// A country, a city, a people, a religion.
    pub(super) const PLACE: Kinds = Kinds(1 << 5);
    /// A word that makes its neighbors an organization, a place or a thing: "Bank", "Street".
    pub(super) const INSTITUTION: Kinds = Kinds(1 << 6);
    /// "New", "North": before a place it belongs to the place.
    pub(super) const DIRECTION: Kinds = Kinds(1 << 7);
    /// A month or a weekday.
    pub(super) const TIME: Kinds = Kinds(1 << 8);
    /// A preposition that a place follows: "in", "near".
    pub(super) const WHERE: Kinds = Kinds(1 << 9);
    /// A verb of speech: "said".
    pub(super) const SPEECH: Kinds = Kinds(1 << 10);
    /// What else only people do: "resigned", "wrote".
    pub(super) const DEED: Kinds = Kinds(1 << 11);
    /// A German compound that is an office if a name follows it: "Notenbankchefin".
    pub(super) const COMPOUND: Kinds = Kinds(1 << 12);

    /// A German or French word that has a capital only where it begins a sentence.
    pub(super) const ORDINARY: Kinds = Kinds(1 << 14);
    /// A word that is printed with a full stop before a name: "Mr.".
    pub(super) const ABBREVIATION: Kinds = Kinds(1 << 13);

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
    (Kinds::ABBREVIATION, honorifics::ABBREVIATIONS),
    (Kinds::ROLE, honorifics::ROLES),
    (Kinds::PARTICLE, honorifics::PARTICLES),
    (Kinds::SUFFIX, honorifics::SUFFIXES),
    (Kinds::PLACE, places::PLACES),
    (Kinds::DIRECTION, places::DIRECTIONS),
    (Kinds::INSTITUTION, institutions::INSTITUTIONS),
    (Kinds::TIME, beside::TIMES),
    (Kinds::WHERE, beside::WHERE),
    (Kinds::SPEECH, beside::SPEECH),
    (Kinds::DEED, beside::DEEDS),
];

static WORDS: LazyLock<ByWord<Kinds>> = LazyLock::new(|| map(TABLES));

/// Makes a map of tables.
pub(super) fn map(tables: &[(Kinds, &[&str])]) -> ByWord<Kinds> {
    let mut words = ByWord::default();
    for (kinds, table) in tables {
        for word in table.iter().flat_map(|row| row.split_whitespace()) {
            let known: &mut Kinds = words.entry(hash_of(word)).or_default();
            *known = known.or(*kinds);
        }
    }
    words
}

/// Returns what the word may be whose folded form has that hash; nothing if it is not known.
pub(super) fn kinds(word: WordHash) -> Kinds {
    WORDS.get(&word).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Kinds, TABLES, hash_of, kinds};
    use crate::text::fold;

    #[test]
    fn a_word_can_be_several_things() {
        assert!(
            kinds(hash_of("jordan")).has(Kinds::GIVEN)
                && kinds(hash_of("jordan")).has(Kinds::PLACE)
        );
        assert!(kinds(hash_of("xyzzy")) == Kinds::default());
    }

    #[test]
    fn the_tables_hold_folded_words() {
        for word in TABLES.iter().flat_map(|(_, table)| *table).flat_map(|r| r.split(' ')) {
            assert_eq!(word, fold(word));
        }
    }
}
