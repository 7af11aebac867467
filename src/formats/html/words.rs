//! Compares short texts of a page by their words: titles, names of sites.

use std::collections::HashSet;

use crate::text::key;

/// Returns true if two lines have the same words in the same order, and at least one.
pub(super) fn same(one: &str, other: &str) -> bool {
    let words = key(one);
    !words.is_empty() && words == key(other)
}

/// Returns true if the words of `part`, at least one, stand in `whole` as a run.
pub(super) fn within(part: &str, whole: &str) -> bool {
    let part = key(part);
    !part.is_empty() && format!(" {} ", key(whole)).contains(&format!(" {part} "))
}

/// Returns how much two lines share, from 0 to 1: the words in both, by the words of the shorter.
/// A line of one or two words counts less, because it is shared by chance.
pub(super) fn overlap(one: &str, other: &str) -> f64 {
    let (one, other) = (key(one), key(other));
    let words = |key: &'_ str| key.split(' ').map(str::to_owned).collect::<HashSet<_>>();
    let (one, other) = (words(&one), words(&other));
    let shorter = u32::try_from(one.len().min(other.len())).unwrap_or(u32::MAX).max(1);
    let shared = u32::try_from(one.intersection(&other).filter(|word| !word.is_empty()).count());
    let share = f64::from(shared.unwrap_or(u32::MAX)) / f64::from(shorter);
    match shorter {
        1 => share * 0.3,
        2 => share * 0.6,
        _ => share,
    }
}

#[cfg(test)]
mod tests {
    use super::{overlap, same, within};

    #[test]
    fn lines_are_compared_by_their_folded_words() {
        assert!(same("Café: “Opens”", "cafe opens"));
        assert!(!same("", "…"));
        assert!(within("bridge opens", "The Bridge opens | Post"));
        assert!(!within("ridge opens", "The Bridge opens"));
    }

    #[test]
    fn lines_overlap_by_the_words_of_the_shorter() {
        let percent = |one: &str, other: &str| format!("{:.2}", overlap(one, other));
        assert_eq!(percent("The bridge opens", "Bridge opens"), "0.60");
        assert_eq!(percent("The new bridge opens", "Bridge opens at last today"), "0.50");
        assert_eq!(percent("The new bridge", "The new bridge opens"), "1.00");
        assert_eq!(percent("", ""), "0.00");
    }
}
