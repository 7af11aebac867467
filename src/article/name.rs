//! The name of a person: how it is shown, and how it is compared.

use crate::text;

/// Words between given name and surname that stay in lower case: "Ludwig van Beethoven".
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "dos", "das", "da", "di", "do", "du", "zu",
    "zur", "zum", "bin", "ibn", "bint", "af", "av", "ter", "ten", "y",
];

/// Articles that are a particle only behind another one: "de la Cruz", but "Pierre La Rue".
const PARTICLES_BEHIND_ANOTHER: &[&str] = &["la", "las", "los", "le", "het"];

/// What stands behind a surname and is no surname, in lower case without dots.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "obe", "mbe", "cbe"];

/// A person's name, in the order it is spoken: "Mushir al-Masri".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    display: String,
    key: String,
}

impl Name {
    /// Reads a name as it is printed; `None` if there is no letter in it.
    ///
    /// Marks around it are dropped, "Last, First" is turned round, capitals throughout become
    /// capitals and small letters.
    ///
    /// ```
    /// use byline::article::Name;
    /// let name = Name::new("O'BRIEN, J.K.");
    /// assert_eq!(name.as_ref().map(Name::display), Some("J.K. O'Brien"));
    /// assert_eq!(name.as_ref().map(Name::key), Some("jk obrien"));
    /// ```
    pub fn new(printed: &str) -> Option<Self> {
        let line = super::one_line(printed)?;
        let spoken = in_spoken_order(trim_marks(&line));
        let display = with_small_letters(&spoken);
        if !display.contains(char::is_alphabetic) {
            return None;
        }
        let key = text::key(&display);
        (!key.is_empty()).then_some(Name { display, key })
    }

    /// Returns the name as it is shown.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Returns the form that two spellings of one name share: folded words, one space between.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Returns true for a particle such as "van" or "de", and for "la" and its like, in any case.
pub(crate) fn is_particle(word: &str) -> bool {
    let word = word.to_lowercase();
    PARTICLES.contains(&word.as_str()) || PARTICLES_BEHIND_ANOTHER.contains(&word.as_str())
}

/// Returns true for "Jr.", "III" and what else may follow a name.
pub(crate) fn is_suffix(word: &str) -> bool {
    let word = word.replace('.', "").to_lowercase();
    SUFFIXES.contains(&word.as_str())
}

/// Drops marks around a name, but not the dot of an initial or of an abbreviation.
fn trim_marks(line: &str) -> &str {
    let start = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = start.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_combining(c));
    let last = end.rsplit([' ', '-']).next().unwrap_or_default();
    let abbreviated = last.contains('.') || last.chars().count() == 1 || is_suffix(last);
    if abbreviated && start[end.len()..].starts_with('.') { &start[..=end.len()] } else { end }
}

fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Turns "Last, First" and "Last, First, Jr." round.
fn in_spoken_order(name: &str) -> String {
    let parts: Vec<&str> =
        name.split([',', '，']).map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [last, first] if !is_suffix(first) => format!("{first} {last}"),
        [last, first, suffix] if is_suffix(suffix) => format!("{first} {last} {suffix}"),
        _ => parts.join(" "),
    }
}

/// Writes a name in capitals, or the surname in capitals that French papers print, as one would
/// write it in a sentence.
fn with_small_letters(name: &str) -> String {
    let shouted = !name.contains(char::is_lowercase);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    // A single short word is an acronym or a signature: "BBC", "JK".
    if shouted && letters < 4 {
        return name.to_owned();
    }
    let words: Vec<&str> = name.split(' ').collect();
    let mut written: Vec<String> = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        let inner = i > 0 && i + 1 < words.len();
        written.push(if shouted && inner && stays_small(word, written.last()) {
            word.to_lowercase()
        } else if shouted || (words.len() > 1 && is_long_shout(word)) {
            capitalized(word, i == 0)
        } else {
            (*word).to_owned()
        });
    }
    written.join(" ")
}

fn stays_small(word: &str, before: Option<&String>) -> bool {
    let word = word.to_lowercase();
    let behind_another = before.is_some_and(|before| PARTICLES.contains(&before.as_str()));
    PARTICLES.contains(&word.as_str())
        || (behind_another && PARTICLES_BEHIND_ANOTHER.contains(&word.as_str()))
}

/// True for a word of at least four capitals and nothing else, hyphens aside: no set of initials.
fn is_long_shout(word: &str) -> bool {
    word.chars().count() >= 4
        && word.chars().all(|c| c.is_uppercase() || c == '-' || c == '\'' || c == '’')
}

/// Writes one word in capitals with a capital first letter, hyphen by hyphen.
fn capitalized(word: &str, first_of_name: bool) -> String {
    let bare = word.trim_end_matches('.');
    let numeral = matches!(bare, "II" | "III" | "IV");
    let initials = word.split('.').all(|letter| letter.chars().count() <= 1);
    let two_initials = first_of_name
        && bare.chars().count() == 2
        && !bare.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    if numeral || initials || two_initials {
        return word.to_owned();
    }
    let parts: Vec<&str> = word.split('-').collect();
    let arabic_article = parts.len() > 1 && matches!(parts[0], "AL" | "EL") && !first_of_name;
    let mut written = Vec::with_capacity(parts.len());
    for (i, part) in parts.iter().enumerate() {
        written.push(if i == 0 && arabic_article {
            part.to_lowercase()
        } else {
            capitalized_part(part)
        });
    }
    written.join("-")
}

fn capitalized_part(part: &str) -> String {
    let mut written = String::with_capacity(part.len());
    let mut capital = true;
    for (i, c) in part.chars().enumerate() {
        if capital {
            written.push(c);
        } else {
            written.extend(c.to_lowercase());
        }
        // "O'Brien", "D'Angelo", but "Sana'a"; "McDonald", but "Macdonald": Mac is often no prefix.
        let behind_apostrophe = i == 1 && matches!(c, '\'' | '’');
        let behind_mc = i == 1 && written == "Mc" && part.chars().count() > 3;
        let behind_dot = c == '.';
        capital = behind_apostrophe || behind_mc || behind_dot || (capital && !c.is_alphabetic());
    }
    written
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Name;

    #[track_caller]
    fn check(printed: &str, expected: &str) {
        let name = Name::new(printed);
        assert_eq!(name.as_ref().map_or("", Name::display), expected, "{printed}");
    }

    #[track_caller]
    fn check_same(one: &str, other: &str) {
        assert_eq!(Name::new(one).unwrap().key(), Name::new(other).unwrap().key());
    }

    #[test]
    fn a_name_in_capitals_and_small_letters_is_kept() {
        check("Mushir  al-Masri ", "Mushir al-Masri");
        check("J.K. Rowling", "J.K. Rowling");
        check("T. B. Woodson", "T. B. Woodson");
        check("Ludwig van Beethoven", "Ludwig van Beethoven");
        check("John DeLorean", "John DeLorean");
        check("Sammy Davis Jr.", "Sammy Davis Jr.");
        check("will.i.am", "will.i.am");
        check("山田太郎", "山田太郎");
    }

    #[test]
    fn marks_around_a_name_are_dropped() {
        check("“Jane Doe”,", "Jane Doe");
        check("* Jane Doe.", "Jane Doe");
        check("Malcolm X.", "Malcolm X.");
        check("--", "");
        check("1984", "");
        check("", "");
    }

    #[test]
    fn last_and_first_are_turned_round() {
        check("Doe, Jane", "Jane Doe");
        check("KING, MARTIN LUTHER, JR.", "Martin Luther King Jr.");
        check("van der Berg, Jan", "Jan van der Berg");
        check("Sammy Davis, Jr.", "Sammy Davis Jr.");
    }

    #[test]
    fn capitals_become_small_letters_with_care() {
        check("ABBY GOODNOUGH", "Abby Goodnough");
        check("PAT O'BRIEN", "Pat O'Brien");
        check("PAT O’BRIEN", "Pat O’Brien");
        check("RONALD MCDONALD", "Ronald McDonald");
        check("FLORA MACDONALD", "Flora Macdonald");
        check("JAN VAN DER BERG", "Jan van der Berg");
        check("VAN MORRISON", "Van Morrison");
        check("ANA DE LA CRUZ", "Ana de la Cruz");
        check("MARINE LE PEN", "Marine Le Pen");
        check("ANN SMITH-JONES", "Ann Smith-Jones");
        check("J.K. ROWLING", "J.K. Rowling");
        check("TJ HOLMES", "TJ Holmes");
        check("AL GORE", "Al Gore");
        check("MUSHIR AL-MASRI", "Mushir al-Masri");
        check("JOHN DOE JR.", "John Doe Jr.");
        check("JOHN DOE III", "John Doe III");
        check("ÉMILE ZOLA", "Émile Zola");
        check("N'GOLO KANTÉ", "N'Golo Kanté");
        check("Jean DUPONT", "Jean Dupont");
        check("AP", "AP");
    }

    #[test]
    fn dots_case_and_accents_do_not_part_one_person_in_two() {
        check_same("Mariellen S. Brady", "MARIELLEN S BRADY");
        check_same("José O’Hara", "JOSE O'HARA");
        check_same("Doe, Jane", "jane doe");
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked_for_a_name(printed in "\\PC{0,40}|[A-Z.,' -]{0,30}") {
            if let Some(name) = Name::new(&printed) {
                prop_assert!(!name.key().is_empty());
            }
        }
    }
}
