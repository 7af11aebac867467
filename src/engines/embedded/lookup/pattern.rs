//! Wildcards and regular expressions over one word.

use regex::Regex;

/// Returns true if `wildcard` fits `term`: `*` stands for any characters, `?` for one.
pub(super) fn glob(wildcard: &str, term: &str) -> bool {
    let (mut wild, mut text) = (wildcard.chars(), term.chars());
    // Where to go on if what follows the last asterisk does not fit: it takes one character more.
    let mut again: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let here = (wild.clone(), text.clone());
        match (wild.next(), text.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                again = Some((wild.clone(), here.1.clone()));
                text = here.1;
            }
            (Some(w), Some(t)) if w == '?' || w == t => {}
            (Some(_), None) => return false,
            (_, Some(_)) => match &mut again {
                Some((behind, from)) => {
                    from.next();
                    wild = behind.clone();
                    text = from.clone();
                }
                None => return false,
            },
        }
    }
}

/// Returns what every word begins with that `wildcard` fits.
pub(super) fn glob_prefix(wildcard: &str) -> &str {
    &wildcard[..wildcard.find(['*', '?']).unwrap_or(wildcard.len())]
}

/// Reads a regular expression that fits whole words. The error is a sentence.
pub(in crate::engines) fn regex(pattern: &str) -> Result<Regex, String> {
    Regex::new(&format!("^(?:{pattern})$")).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => format!("/{pattern}/ is too large: it finds nothing"),
        _ => format!("/{pattern}/ is no regular expression: it finds nothing"),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{glob, glob_prefix, regex};

    #[test]
    fn an_asterisk_stands_for_any_characters_and_a_question_mark_for_one() {
        for (wildcard, fits, does_not) in [
            ("har*", "harbour", "shard"),
            ("*bour", "harbour", "harbours"),
            ("h?rb*r", "harbour", "hrbour"),
            ("*", "", "never"),
            ("a*b*c", "aXbXbXc", "aXbXcX"),
            ("??", "éü", "é"),
        ] {
            assert!(glob(wildcard, fits), "{wildcard} {fits}");
            assert!(wildcard == "*" || !glob(wildcard, does_not), "{wildcard} {does_not}");
        }
        assert_eq!(glob_prefix("har*our"), "har");
    }

    proptest! {
        #[test]
        fn a_wildcard_is_a_regular_expression(wildcard in "[ab*?]{0,8}", term in "[ab]{0,10}") {
            let pattern = wildcard.replace('*', ".*").replace('?', ".");
            prop_assert_eq!(glob(&wildcard, &term), regex(&pattern).unwrap().is_match(&term));
        }
    }
}
