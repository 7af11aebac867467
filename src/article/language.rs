//! How a language is written: as a tag of BCP 47, in lower case.

/// Codes of three letters for which there is one of two, after ISO 639-2 and 639-3.
const LONG: &[(&str, &str)] = &[
    ("ara", "ar"),
    ("chi", "zh"),
    ("cmn", "zh"),
    ("dan", "da"),
    ("deu", "de"),
    ("dut", "nl"),
    ("eng", "en"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("nld", "nl"),
    ("nor", "no"),
    ("por", "pt"),
    ("rus", "ru"),
    ("spa", "es"),
    ("swe", "sv"),
    ("zho", "zh"),
];

/// Codes that stand for no language: undetermined, several, none.
const NONE: &[&str] = &["und", "mul", "zxx"];

/// Returns the tag of the language that a file declares, in its one form; `None` if it is no tag.
///
/// Only the shape is looked at, a language of two or three letters and what narrows it
/// (<https://www.rfc-editor.org/rfc/rfc5646>): `pt_BR` is `pt-br`, `eng` is `en`.
pub fn language_tag(declared: &str) -> Option<String> {
    let declared = declared.trim().to_lowercase().replace('_', "-");
    let (language, rest) = match declared.split_once('-') {
        Some((language, rest)) => (language, Some(rest)),
        None => (&*declared, None),
    };
    let is_language = matches!(language.len(), 2 | 3)
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && !NONE.contains(&language);
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if !is_language || !rest.is_none_or(|rest| rest.split('-').all(is_part)) {
        return None;
    }
    let short =
        LONG.iter().find(|(long, _)| *long == language).map_or(language, |(_, short)| short);
    Some(rest.map_or_else(|| short.to_owned(), |rest| format!("{short}-{rest}")))
}

#[cfg(test)]
mod tests {
    use super::language_tag;

    #[track_caller]
    fn check(declared: &str, expected: &str) {
        assert_eq!(language_tag(declared).unwrap_or_default(), expected);
    }

    #[test]
    fn a_tag_has_one_form() {
        check("EN", "en");
        check("pt_BR", "pt-br");
        check(" de-AT ", "de-at");
        check("zh-Hant-TW", "zh-hant-tw");
        check("eng", "en");
        check("ger-CH", "de-ch");
        check("gsw", "gsw");
    }

    #[test]
    fn what_is_no_tag_is_dropped() {
        for declared in ["", "English", "e", "12", "en-", "en--us", "en us", "und", "x-default"] {
            check(declared, "");
        }
    }
}
