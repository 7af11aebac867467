//! Tells near copies: texts that print the same words in a row, but for a cut end, a changed sentence.
//!
//! Two texts are compared by the runs of three words that they have in common, as a share of all that
//! they have together. A fingerprint is a sample of them that can be looked up: 48 bins each keep the
//! least of the runs that fall into them (minhash with one permutation), and three bins make a number.
//! Of texts that share a part `s` of their runs a number is equal in `s³` of all cases, so of sixteen
//! numbers four are expected to be for s = 0.63.

use std::iter;

use super::tokens::words;

/// A fingerprint has so many numbers.
const NUMBERS: usize = 16;

/// Each of them is made of so many bins.
const BINS_EACH: usize = 3;

const BINS: usize = NUMBERS * BINS_EACH;

/// A run has so many words.
const RUN: usize = 3;

/// A text with fewer runs has no fingerprint: what it shares with another may be chance.
const FEWEST_RUNS: usize = 16;

/// What near copies have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u32; NUMBERS]);

impl Fingerprint {
    /// Near copies share at least so many numbers. Of texts that share nine tenths of their runs, all
    /// do, of eight tenths 99 in 100, of seven tenths 84, of six tenths 47, of a half 13, of three
    /// tenths 6 in 10,000 (binomial, with the third power of the share).
    pub const SHARED: usize = 4;

    /// Takes the fingerprint of a text; `None` if it is too short to have one. It depends on the
    /// folded words and their order alone, and is the same in every run.
    pub fn of(text: &str) -> Option<Self> {
        let mut bins = [None; BINS];
        let mut last = [0; RUN];
        let mut count = 0_usize;
        let mut term = String::new();
        let mut words = words(text);
        while words.next_into(&mut term).is_some() {
            last.rotate_left(1);
            last[RUN - 1] = hash(&term);
            count += 1;
            if count >= RUN {
                let run = last.iter().fold(0, |all, word| mixed(all ^ word));
                let (place, value) = halves(run);
                let bin = &mut bins[place as usize % BINS];
                *bin = Some(bin.map_or(value, |least: u32| least.min(value)));
            }
        }
        (count >= FEWEST_RUNS + RUN - 1).then(|| Fingerprint(numbers(&bins)))
    }

    /// Returns the numbers, in no order. Those of near copies are equal in at least
    /// [`SHARED`](Self::SHARED).
    pub fn numbers(&self) -> &[u32] {
        &self.0
    }

    /// Returns whether two texts are near copies of each other.
    pub fn is_like(&self, other: &Fingerprint) -> bool {
        let shared = self.0.iter().filter(|number| other.0.contains(number)).count();
        shared >= Fingerprint::SHARED
    }
}

/// An empty bin borrows from another, the same one in texts that have the same bins empty (optimal
/// densification, Shrivastava 2017); at least one is not empty.
fn numbers(bins: &[Option<u32>; BINS]) -> [u32; NUMBERS] {
    let filled = |bin: usize| {
        let other = |tries: u64| halves(mixed(tries ^ mixed(bin as u64))).1 as usize % BINS;
        let mut candidates = iter::once(bin).chain((0..).map(other));
        candidates.find_map(|bin| bins[bin]).unwrap_or_default()
    };
    std::array::from_fn(|number| {
        let bins = number * BINS_EACH..(number + 1) * BINS_EACH;
        halves(bins.fold(number as u64, |all, bin| mixed(all ^ u64::from(filled(bin))))).1
    })
}

/// Returns the upper and the lower bits.
fn halves(number: u64) -> (u32, u32) {
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default();
    (half(number >> 32), half(number))
}

/// FNV-1a: words are short.
fn hash(term: &str) -> u64 {
    term.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The finalizer of `splitmix64`: every bit of the number moves every bit of what comes out.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, mixed};

    /// A text of so many words, of which a few are common and most are rare.
    fn words(seed: u64, count: u64) -> Vec<String> {
        let rank = |at: u64| {
            let chance = mixed(seed << 20 | at);
            mixed(chance) % (1 << (chance % 15))
        };
        (0..count).map(|at| format!("word{}", rank(at))).collect()
    }

    fn print_of(words: &[String]) -> Fingerprint {
        Fingerprint::of(&words.join(" ")).unwrap()
    }

    /// Of 400 texts, returns how many a changed text is like.
    fn found(change: impl Fn(u64, &mut Vec<String>)) -> usize {
        let is_found = |seed: &u64| {
            let original = words(*seed, 300);
            let mut changed = original.clone();
            change(*seed, &mut changed);
            print_of(&original).is_like(&print_of(&changed))
        };
        (0..400).filter(is_found).count()
    }

    #[test]
    fn case_and_marks_do_not_change_it() {
        let text = "The ferry to Selwyn ".repeat(9);
        let shouted = text.to_uppercase().replace(' ', " – ");
        assert_eq!(Fingerprint::of(&text), Fingerprint::of(&shouted));
    }

    #[test]
    fn a_text_of_fewer_than_eighteen_words_has_none() {
        assert_eq!(Fingerprint::of(&words(1, 17).join(" ")), None);
        assert!(Fingerprint::of(&words(1, 18).join(" ")).is_some());
        assert_eq!(Fingerprint::of(""), None);
    }

    #[test]
    fn a_text_without_its_last_fifth_is_a_near_copy() {
        let found = found(|_, words| words.truncate(240));
        assert!(found >= 390, "{found} of 400");
    }

    #[test]
    fn one_word_in_twenty_may_be_another() {
        let found = found(|seed, words| {
            for at in (0..words.len()).step_by(20) {
                words[at] = format!("other{seed}x{at}");
            }
        });
        assert!(found >= 360, "{found} of 400");
    }

    #[test]
    fn a_third_of_a_text_is_none() {
        let found = found(|_, words| words.truncate(100));
        assert!(found <= 4, "{found} of 400");
    }

    #[test]
    fn strangers_are_none() {
        let prints: Vec<Fingerprint> = (0..300).map(|seed| print_of(&words(seed, 300))).collect();
        for (at, print) in prints.iter().enumerate() {
            assert!(prints[..at].iter().all(|other| !print.is_like(other)));
        }
    }
}
