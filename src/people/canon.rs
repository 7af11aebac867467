//! A name in the form that its spellings share across articles: "Mushir A. al-Masri" and "Mushir
//! el-Masri" are one. Folds only what is certain; other spellings are for `people.toml` to join.

use crate::article::{is_particle, is_suffix};
use crate::text;

/// The Arabic article as papers print it before a hyphen, with the consonants it takes on.
const ARTICLES: &[&str] = &["al", "el", "ul", "ar", "as", "ash", "at", "an", "ad", "az", "ur"];

/// Those of them that also stand alone: "Mushir el Masri", "Zia ul Haq".
const LONE_ARTICLES: &[&str] = &["al", "el", "ul"];

/// "Servant of the": with its article, in one word or before another.
const SERVANTS: &[&str] = &["abdel", "abdul", "abdal", "abdoul", "abdur", "abder"];

/// The commonest spellings of one given name, from general knowledge; "Mehmet" is a name of its own.
const MUHAMMAD: &[&str] = &[
    "mohammed",
    "mohammad",
    "mohamed",
    "mohamad",
    "muhammed",
    "muhamed",
    "muhamad",
    "mouhamed",
    "mouhammad",
    "mouhamad",
];

/// A name taken apart, in one spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canon {
    /// The folded words without middle initials, one space between two: of one person, if nothing
    /// speaks against it. Empty if the name has no word.
    pub key: String,
    /// The middle initials; empty without any.
    pub initials: String,
    /// The last word, without its Arabic article and what may stand behind it ("Jr.").
    pub surname: String,
    /// The particles before the surname, "van der"; empty without any.
    pub particles: String,
    /// What stands before these.
    pub given: Given,
}

/// What stands before a surname.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Given {
    /// Nothing: the surname stands alone.
    Nothing,
    /// One initial, folded.
    Initial(char),
    /// A name, or several initials; the first word of it.
    Name(String),
}

/// A part of a name.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// Folded; "Adeyemi-Holt" is one, with a space.
    Word(String),
    /// The letters of "J." or "J.K.", folded.
    Initials(String),
    /// The Arabic article.
    Article,
}

impl Canon {
    /// Reads a name in the order it is spoken, as [`Name`](crate::article::Name) shows it.
    ///
    /// ```
    /// use byline::people::Canon;
    /// assert_eq!(Canon::of("Mohammed A. el-Masri").key, "muhammad al masri");
    /// assert_eq!(Canon::of("Mohammed A. el-Masri").surname, "masri");
    /// ```
    pub fn of(name: &str) -> Self {
        let mut parts = parts(name);
        let leading = lead_initials(&mut parts);
        let initials = middle_initials(&mut parts, leading);
        let words: Vec<&str> = parts.iter().map(Part::text).collect();
        let key = words.join(" ");
        let has_suffix =
            |parts: &[Part]| matches!(parts, [_, .., Part::Word(word)] if is_suffix(word));
        while parts.len() > 2 && has_suffix(&parts) {
            parts.pop();
        }
        if has_suffix(&parts) {
            // "Charles III" has no surname: nothing shorter means him.
            let given = Given::Name(parts[0].text().to_owned());
            return Canon { surname: key.clone(), key, initials, particles: String::new(), given };
        }
        let surname = parts.pop().map(|part| part.text().to_owned()).unwrap_or_default();
        let mut particles = Vec::new();
        while let Some(part) = parts.last() {
            match part {
                Part::Article => {}
                Part::Word(word) if is_particle(word) => particles.insert(0, word.clone()),
                Part::Word(_) | Part::Initials(_) => break,
            }
            parts.pop();
        }
        let given = match parts.as_slice() {
            [] => Given::Nothing,
            [Part::Initials(letters)] if letters.chars().nth(1).is_none() => {
                letters.chars().next().map_or(Given::Nothing, Given::Initial)
            }
            [first, ..] => Given::Name(first.text().to_owned()),
        };
        Canon { key, initials, surname, particles: particles.join(" "), given }
    }
}

impl Part {
    fn text(&self) -> &str {
        match self {
            Part::Word(text) | Part::Initials(text) => text,
            Part::Article => "al",
        }
    }
}

/// Takes a name apart.
fn parts(name: &str) -> Vec<Part> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut parts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1);
        if let Some((first, rest)) = word.split_once(['-', '‐', '‑']) {
            hyphened(first, rest, word, &mut parts);
        } else if let Some(letters) = letters(word) {
            parts.push(Part::Initials(letters));
        } else {
            plain(&text::key(word), is_small(word), at, next.copied(), &mut parts);
        }
    }
    parts
}

/// "al-Masri", "Abdel-Fattah", "Abd-el-Kader"; anything else with a hyphen is one word.
fn hyphened(first: &str, rest: &str, word: &str, parts: &mut Vec<Part>) {
    let folded = text::fold(first);
    let has_article = ARTICLES.contains(&folded.as_str());
    let is_servant = SERVANTS.contains(&folded.as_str());
    let article_inside = rest
        .split_once(['-', '‐', '‑'])
        .filter(|(article, _)| folded == "abd" && ARTICLES.contains(&text::fold(article).as_str()));
    let (servant, rest) = match article_inside {
        Some((_, rest)) => (true, rest),
        None if is_servant => (true, rest),
        None if has_article => (false, rest),
        None => {
            push_word(text::key(word), parts);
            return;
        }
    };
    if servant {
        parts.push(Part::Word("abd".to_owned()));
    }
    parts.push(Part::Article);
    push_word(text::key(rest), parts);
}

/// A word without a hyphen, folded: the `at`-th of the name, before `next`.
fn plain(word: &str, is_small: bool, at: usize, next: Option<&str>, parts: &mut Vec<Part>) {
    // "Al" that comes first is the given name of Al Gore, "al" is not.
    let is_article = LONE_ARTICLES.contains(&word) && next.is_some() && (is_small || at > 0);
    let takes_next = next.is_some_and(|next| !begins_with_article(next));
    if is_article {
        parts.push(Part::Article);
    } else if SERVANTS.contains(&word) && takes_next {
        parts.push(Part::Word("abd".to_owned()));
        parts.push(Part::Article);
    } else if let Some(lord) = served(word) {
        parts.push(Part::Word("abd".to_owned()));
        parts.push(Part::Article);
        push_word(lord.to_owned(), parts);
    } else if word == "ibn" && at > 0 {
        parts.push(Part::Word("bin".to_owned()));
    } else {
        push_word(word.to_owned(), parts);
    }
}

fn push_word(word: String, parts: &mut Vec<Part>) {
    let word = if MUHAMMAD.contains(&word.as_str()) { "muhammad".to_owned() } else { word };
    if !word.is_empty() {
        parts.push(Part::Word(word));
    }
}

/// Returns "fattah" of "abdelfattah"; but "Abdullah" is a name of its own.
fn served(word: &str) -> Option<&str> {
    let rest = SERVANTS.iter().find_map(|servant| word.strip_prefix(servant))?;
    (rest.chars().nth(3).is_some() && !rest.starts_with("lah")).then_some(rest)
}

fn begins_with_article(word: &str) -> bool {
    let first = word.split(['-', '‐', '‑']).next().unwrap_or_default();
    ARTICLES.contains(&text::fold(first).as_str()) && (first.len() < word.len() || is_small(word))
}

fn is_small(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// Returns the folded letters of "J." or "J.K."; `None` of a word.
fn letters(word: &str) -> Option<String> {
    let mut letters = String::new();
    for piece in word.split('.').filter(|piece| !piece.is_empty()) {
        let mut chars = piece.chars();
        let letter = chars.next().filter(|c| c.is_alphabetic() && !text::is_unspaced(*c))?;
        if chars.next().is_some() {
            return None;
        }
        text::fold_into(letter.encode_utf8(&mut [0; 4]), &mut letters);
    }
    (!letters.is_empty()).then_some(letters)
}

/// Makes one part of the initials that a name begins with. Returns how many parts these are: 0 or 1.
fn lead_initials(parts: &mut Vec<Part>) -> usize {
    let number = parts.iter().take_while(|part| matches!(part, Part::Initials(_))).count();
    if number > 0 {
        let letters: String = parts.drain(..number).map(|part| part.text().to_owned()).collect();
        parts.insert(0, Part::Initials(letters));
    }
    number.min(1)
}

/// Takes the initials out that stand in the middle of a name. Beside those that it begins with none
/// is in the middle: "J. K. Moss" is not "J. R. Moss".
fn middle_initials(parts: &mut Vec<Part>, leading: usize) -> String {
    let last = parts.len().saturating_sub(1);
    let mut initials = String::new();
    let mut kept = Vec::new();
    for (at, part) in std::mem::take(parts).into_iter().enumerate() {
        match part {
            Part::Initials(letters) if leading == 0 && at < last => initials += &letters,
            part => kept.push(part),
        }
    }
    *parts = kept;
    initials
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Canon, Given};

    #[track_caller]
    fn check_same(names: &[&str], key: &str) {
        for name in names {
            assert_eq!(Canon::of(name).key, key, "{name}");
        }
    }

    #[track_caller]
    fn check_parts(name: &str, given: &Given, particles: &str, surname: &str) {
        let canon = Canon::of(name);
        assert_eq!(
            (&canon.given, canon.particles.as_str(), canon.surname.as_str()),
            (given, particles, surname),
            "{name}"
        );
    }

    fn name(word: &str) -> Given {
        Given::Name(word.to_owned())
    }

    #[test]
    fn middle_initials_are_no_part_of_the_key() {
        check_same(&["Jane Doe", "Jane Q. Doe", "Jane Q. R. Doe", "JANE Q.R. DOE"], "jane doe");
        assert_eq!(Canon::of("Jane Q. R. Doe").initials, "qr");
        check_same(&["J. K. Moss", "J.K. Moss", "JK Moss"], "jk moss");
        check_same(&["Malcolm X"], "malcolm x");
        check_same(&["John D. Doe Jr.", "John Doe Jr"], "john doe jr");
        check_same(&["F. W. de Klerk"], "fw de klerk");
    }

    #[test]
    fn one_name_in_several_transliterations_has_one_key() {
        check_same(
            &["Mushir al-Masri", "Mushir el-Masri", "Mushir Al Masri", "Mushir al Masri"],
            "mushir al masri",
        );
        check_same(&["Muhammad Zia ul-Haq", "Mohammed Zia ul Haq"], "muhammad zia al haq");
        check_same(&["Omar ash-Sharif", "Omar al-Sharif", "Omar Al-Sharif"], "omar al sharif");
        check_same(
            &[
                "Abdel Fattah el-Sisi",
                "Abdul-Fattah al-Sisi",
                "Abd al-Fattah as-Sisi",
                "Abdelfattah Al-Sisi",
                "Abd el Fattah al-Sisi",
                "Abd-el-Fattah al-Sisi",
            ],
            "abd al fattah al sisi",
        );
        check_same(&["Abdurrahman Wahid", "Abdul Rahman Wahid"], "abd al rahman wahid");
        check_same(&["Omar ibn Said", "Omar bin Said"], "omar bin said");
    }

    #[test]
    fn other_names_are_left_alone() {
        check_same(&["Al Gore"], "al gore");
        check_parts("Al Gore", &name("al"), "", "gore");
        check_same(&["Abdullah Gul"], "abdullah gul");
        check_same(&["Abdul al-Masri"], "abdul al masri");
        check_same(&["Ann-Marie Doe", "Ann Marie Doe"], "ann marie doe");
        check_same(&["山田太郎"], "山田 田太 太郎");
        check_same(&["", "--"], "");
    }

    #[test]
    fn a_surname_is_told_from_what_stands_before_it() {
        check_parts("al-Masri", &Given::Nothing, "", "masri");
        check_parts("Masri", &Given::Nothing, "", "masri");
        check_parts("el Masri", &Given::Nothing, "", "masri");
        check_parts("M. al-Masri", &Given::Initial('m'), "", "masri");
        check_parts("M. A. al-Masri", &name("ma"), "", "masri");
        check_parts("Mushir A. al-Masri", &name("mushir"), "", "masri");
        check_parts("van der Berg", &Given::Nothing, "van der", "berg");
        check_parts("Tomas van der Berg", &name("tomas"), "van der", "berg");
        check_parts("Ruth Adeyemi-Holt", &name("ruth"), "", "adeyemi holt");
        check_parts("John Doe III", &name("john"), "", "doe");
        check_parts("Charles III", &name("charles"), "", "charles iii");
        check_parts("Jr.", &Given::Nothing, "", "jr");
    }

    proptest! {
        #[test]
        fn any_name_has_a_key_if_it_has_a_word(name in "([A-Za-zé.-]{1,8} ?){0,5}|\\PC{0,20}") {
            let canon = Canon::of(&name);
            prop_assert!(!canon.surname.is_empty() || canon.key.is_empty());
        }
    }
}
