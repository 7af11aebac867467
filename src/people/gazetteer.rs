//! How common a word is as a given name and as a surname, by the lists of the US census and the
//! Social Security Administration. The list is `names.bin`, which training writes.

use std::borrow::Cow;

use super::lexicon::WordHash;

/// How common a word is as a name: 0 not at all, to 3 very, for given names in the lowest two bits
/// and for surnames in the next two.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Commonness(u8);

impl Commonness {
    /// Makes one of two numbers, each at most 3.
    pub(super) fn new(given: u8, surname: u8) -> Self {
        Commonness(given.min(3) | surname.min(3) << 2)
    }

    /// As a given name, 0 to 3.
    pub(super) fn given(self) -> u8 {
        self.0 & 3
    }

    /// As a surname, 0 to 3.
    pub(super) fn surname(self) -> u8 {
        self.0 >> 2
    }

    /// Both as one number, 0 to 15.
    pub(super) fn bits(self) -> u8 {
        self.0
    }
}

/// The list has `1 << SLOT_BITS` slots of two bytes: twelve bits that tell the word, as far as they
/// go, and four of its commonness; 0 is empty. A word stands in the first free slot behind that of
/// its hash. One unknown word in some 1,000 is taken for another.
const SLOT_BITS: u32 = 18;
const SLOTS: usize = 1 << SLOT_BITS;

/// The list of names.
#[derive(Debug, Clone)]
pub(super) struct Gazetteer(Cow<'static, [u8]>);

static EMBEDDED: &[u8; SLOTS * 2] = include_bytes!("names.bin");

impl Gazetteer {
    /// Returns the list that is built in.
    pub(super) fn embedded() -> Self {
        Gazetteer(Cow::Borrowed(EMBEDDED))
    }

    /// Makes a list of words, each once; at most two thirds of the slots may be needed.
    ///
    /// # Panics
    /// If there are more.
    pub(super) fn new(words: &[(WordHash, Commonness)]) -> Self {
        assert!(words.len() * 3 <= SLOTS * 2, "{} names are too many for the list", words.len());
        let mut list = vec![0; SLOTS * 2];
        for (word, commonness) in words.iter().filter(|(_, commonness)| commonness.0 > 0) {
            let mut slot = first_slot(*word);
            while list[slot * 2..slot * 2 + 2] != [0, 0] {
                slot = (slot + 1) % SLOTS;
            }
            let packed = tag(*word) << 4 | u16::from(commonness.0);
            list[slot * 2..slot * 2 + 2].copy_from_slice(&packed.to_le_bytes());
        }
        Gazetteer(Cow::Owned(list))
    }

    /// Returns the list as it is embedded.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns how common a word is as a name.
    pub(super) fn commonness(&self, word: WordHash) -> Commonness {
        let tag = tag(word);
        let mut slot = first_slot(word);
        loop {
            let known = u16::from_le_bytes([self.0[slot * 2], self.0[slot * 2 + 1]]);
            if known == 0 {
                return Commonness::default();
            }
            if known >> 4 == tag {
                return Commonness((known & 15) as u8);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

fn mixed(word: WordHash) -> u64 {
    (word ^ word >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The top bits of the hash.
fn first_slot(word: WordHash) -> usize {
    (mixed(word) >> (64 - SLOT_BITS)) as usize
}

/// Twelve bits that the slot does not tell.
fn tag(word: WordHash) -> u16 {
    (mixed(word) >> 20 & 0xfff) as u16
}

#[cfg(test)]
mod tests {
    use super::{Commonness, Gazetteer};
    use crate::people::lexicon::hash_of;

    #[test]
    fn a_list_gives_back_what_was_put_in() {
        let words: Vec<_> = (0..100_000_u32)
            .map(|n| (hash_of(&n.to_string()), Commonness::new((n % 4) as u8, 1)))
            .collect();
        let list = Gazetteer::new(&words);
        let wrong = words.iter().filter(|(word, known)| list.commonness(*word) != *known).count();
        // Two words of the list may share slot and tag.
        assert!(wrong < 100, "{wrong}");
        let unknown = (0..10_000).map(|n| hash_of(&format!("x{n}")));
        let taken = unknown.filter(|word| list.commonness(*word) != Commonness::default()).count();
        assert!(taken < 40, "{taken}");
    }

    #[test]
    fn the_list_knows_given_names_and_surnames() {
        let list = Gazetteer::embedded();
        let known = ["jane", "nguyen", "tablespoon"].map(|word| list.commonness(hash_of(word)));
        assert_eq!((known[0].given(), known[1].surname()), (3, 3));
        assert_eq!(known[2], Commonness::default());
    }
}
