//! Slips of the pen: which words of an archive are near enough to one to be meant by it.

use std::cmp::Reverse;

/// So many words are suggested at most.
const MOST: usize = 3;

/// A word that fewer articles have is more likely a slip of the pen itself.
const FEWEST: u64 = 2;

/// A shorter word has too many others near it, at one edit and at two.
const SHORTEST: [usize; 2] = [3, 6];

/// Returns the words that may be meant by `word`, those with most articles first. `near` finds the words
/// that differ in so many letters from it, each with how many articles have it.
///
/// # Errors
/// If `near` fails.
pub(super) fn suggested<E>(
    word: &str,
    mut near: impl FnMut(u8) -> Result<Vec<(String, u64)>, E>,
) -> Result<Vec<String>, E> {
    let letters = word.chars().count();
    for (edits, _) in (1..).zip(SHORTEST).filter(|(_, shortest)| letters >= *shortest) {
        let mut words = near(edits)?;
        words.retain(|(_, articles)| *articles >= FEWEST);
        words.sort_by(|(a, x), (b, y)| (Reverse(x), a).cmp(&(Reverse(y), b)));
        if !words.is_empty() {
            return Ok(words.into_iter().take(MOST).map(|(word, _)| word).collect());
        }
    }
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::suggested;

    #[track_caller]
    fn check(word: &str, near: [&[(&str, u64)]; 2], expected: &[&str]) {
        let near = |edits: u8| {
            let words = near[usize::from(edits) - 1].iter();
            Ok::<_, ()>(words.map(|(word, articles)| ((*word).to_owned(), *articles)).collect())
        };
        assert_eq!(suggested(word, near).unwrap(), expected, "{word}");
    }

    #[test]
    fn the_nearest_words_come_first_and_of_those_the_commonest() {
        let one: &[_] = &[("rates", 9), ("rats", 1), ("rite", 12), ("rote", 9), ("rant", 2)];
        check("rate", [one, &[("root", 99)]], &["rite", "rates", "rote"]);
    }

    #[test]
    fn short_words_have_no_distant_ones() {
        check("rate", [&[("rats", 1)], &[("root", 99)]], &[]);
        check("rating", [&[], &[("raging", 3)]], &["raging"]);
        check("as", [&[("is", 99)], &[]], &[]);
    }
}
