//! How odd a name looks as that of an author.

use crate::article::is_particle;

/// A name has no more words, commonly.
const MOST_WORDS: usize = 4;
/// A longer name is odd, in characters.
const LONGEST: usize = 35;

/// Returns how odd `name` looks as the name of an author: 0 for "Jane Doe", more for a single word,
/// a sentence, a number, an address, words in small letters, a word that outlets have.
pub fn oddness(name: &str) -> u32 {
    let words: Vec<&str> = name.split_whitespace().filter(|word| !is_particle(word)).collect();
    let is_small =
        |word: &str| word.contains(char::is_lowercase) && !word.contains(char::is_uppercase);
    let small = words.iter().filter(|word| is_small(word)).count();
    let capitals = words.len() - small;
    let is_unspaced = name.chars().any(crate::text::is_unspaced);
    let told = [
        (3, name.contains(|c: char| c.is_numeric() || "@/:;|<>{}=_".contains(c))),
        (2, words.len() > MOST_WORDS),
        (2, small > 0),
        (2, words.len() == 1 && !is_unspaced),
        (2, name.chars().count() > LONGEST),
        (3, capitals == 0),
        (1, words.iter().any(|word| word.chars().count() == 1)),
        (2, words.iter().any(|word| is_word_of_papers(word))),
    ];
    told.iter().filter(|(_, is_so)| *is_so).map(|(points, _)| points).sum()
}

fn is_word_of_papers(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "and",
        "by",
        "desk",
        "editor",
        "editorial",
        "media",
        "news",
        "online",
        "press",
        "read",
        "staff",
        "team",
        "the",
        "updated",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::oddness;

    #[test]
    fn a_name_is_not_odd_and_a_sentence_is() {
        for name in ["Jane Doe", "Omar al-Kindi", "J. K. Roe", "J. K. van der Moss", "水野佳代"]
        {
            assert_eq!(oddness(name), 0, "{name}");
        }
        for name in
            ["Quay", "jane doe", "Jane Doe 12", "Share The News", "It rained all day in Oslo"]
        {
            assert!(oddness(name) >= 2, "{name}");
        }
    }
}
