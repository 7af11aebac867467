//! The forms of a word: those that a language's stemmer brings to one stem.

use frostem::{Algorithm, Stemmer};

/// Words with a shorter stem have no other forms: what they begin with is much of the dictionary.
const SHORTEST_STEM: usize = 2;

/// A form is longer than its stem by at most so many bytes.
const LONGEST_ENDING: usize = 12;

/// Of a language that has a smaller part of the articles, in percent, no forms are looked up unless
/// it is asked for.
const SMALLEST_PART: u64 = 10;

/// A language whose forms of words are known.
pub(super) struct Stemming {
    stemmer: Stemmer,
}

impl Stemming {
    /// Returns what knows the forms of words in the language of a tag; `None` if nothing does.
    pub(super) fn of(tag: &str) -> Option<Self> {
        let algorithm = Algorithm::from_name(language(tag)).ok()?;
        Some(Stemming { stemmer: Stemmer::new(algorithm) })
    }

    /// Returns the stem of a folded word; `None` if it has no other forms.
    pub(super) fn stem_of(&self, word: &str) -> Option<String> {
        if word.chars().any(|c| !c.is_alphabetic()) {
            return None;
        }
        let stem = self.stemmer.stem(word);
        (stem.chars().count() >= SHORTEST_STEM).then(|| stem.into_owned())
    }

    /// Returns the stem under which a folded word is found when another form of it is asked for;
    /// `None` if only the word itself finds it. The same words are found by looking for those
    /// that begin with one of [`prefixes`] and are forms.
    pub(super) fn kept_stem(&self, term: &str) -> Option<String> {
        let stem = self.stem_of(term)?;
        let begins = prefixes(&stem).iter().any(|prefix| term.starts_with(prefix.as_str()));
        (begins && is_near(&stem, term)).then_some(stem)
    }

    /// Returns true if the stem of `term` is `stem`.
    pub(super) fn is_form(&self, stem: &str, term: &str) -> bool {
        is_near(stem, term)
            && term.chars().all(char::is_alphabetic)
            && self.stemmer.stem(term) == stem
    }
}

fn is_near(stem: &str, term: &str) -> bool {
    term.len() <= stem.len() + LONGEST_ENDING
}

/// Returns the tags, sorted, of the languages that a good part of the articles is in, of each tag and
/// how many articles have it.
pub(super) fn main_languages(articles: impl IntoIterator<Item = (String, u64)>) -> Vec<String> {
    let articles: Vec<(String, u64)> = articles.into_iter().collect();
    let all: u64 = articles.iter().map(|(_, articles)| articles).sum();
    let main = articles.into_iter().filter(|(_, articles)| articles * 100 >= all * SMALLEST_PART);
    let mut tags: Vec<String> = main.map(|(tag, _)| tag).collect();
    tags.sort_unstable();
    tags
}

/// Returns the language of a tag, as stems are kept by.
pub(super) fn language(tag: &str) -> &str {
    match tag.split(['-', '_']).next().unwrap_or_default() {
        // The two written languages of Norway.
        "nb" | "nn" => "no",
        language => language,
    }
}

/// Returns what the forms of a stem begin with: the stem itself, or the stem with another end where
/// languages change it ("happi" is the stem of "happy", "rise" of "rising", "possibl" of
/// "possibility", "lie" of "lying").
pub(super) fn prefixes(stem: &str) -> Vec<String> {
    let mut prefixes = vec![stem.to_owned()];
    let Some((at, last)) = stem.char_indices().next_back() else { return prefixes };
    let others = match last {
        'e' => "iy",
        'i' => "ey",
        'y' => "ei",
        'l' => "i",
        _ => "",
    };
    prefixes.extend(others.chars().map(|other| format!("{}{other}", &stem[..at])));
    if let Some(before) = stem.strip_suffix("ie") {
        prefixes.push(format!("{before}y"));
    }
    prefixes
}

#[cfg(test)]
mod tests {
    use super::{Stemming, prefixes};
    use crate::text::fold;

    /// Whether a question for `word` finds `other`, in the way of the dictionary.
    fn is_found(language: &str, word: &str, other: &str) -> bool {
        let stemming = Stemming::of(language).unwrap();
        let (word, other) = (fold(word), fold(other));
        let Some(stem) = stemming.stem_of(&word) else { return false };
        prefixes(&stem).iter().any(|prefix| other.starts_with(prefix.as_str()))
            && stemming.is_form(&stem, &other)
    }

    #[test]
    fn a_word_is_found_in_its_other_forms() {
        for (language, word, other) in [
            ("en", "rate", "rating"),
            ("en", "happy", "happiness"),
            ("en", "tried", "try"),
            ("en", "possible", "possibility"),
            ("en", "lie", "lying"),
            ("en", "go", "going"),
            ("en", "hospital", "hospitalizations"),
            ("de", "Haus", "Häuser"),
            ("de-at", "Streiks", "Streik"),
            ("fr", "grève", "grèves"),
            ("fr", "nationale", "nationales"),
            ("es", "huelga", "huelgas"),
            ("es", "elección", "elecciones"),
            ("it", "sciopero", "scioperi"),
            ("pt", "governo", "governos"),
            ("nl", "boek", "boeken"),
            ("sv", "strejk", "strejken"),
            ("da", "strejke", "strejken"),
            ("nb", "streik", "streiken"),
            ("fi", "talo", "talossa"),
            ("ru", "забастовка", "забастовки"),
            ("ru", "новый", "новой"),
        ] {
            assert!(is_found(language, word, other), "{language} {word} {other}");
            assert!(is_found(language, other, word), "{language} {other} {word}");
        }
    }

    #[test]
    fn another_word_is_no_form() {
        for (word, other) in [("rate", "rather"), ("us", "use"), ("new", "news"), ("3d", "3ds")] {
            assert!(!is_found("en", word, other), "{word} {other}");
        }
    }

    #[test]
    fn a_language_without_a_stemmer_has_no_forms() {
        assert!(Stemming::of("ja").is_none());
        assert!(Stemming::of("").is_none());
    }
}
