//! Brings the spellings of one word to one form: compatibility forms, case, accents, punctuation.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Returns the folded form of one word: what is indexed, and what a query is compared with.
///
/// NFKC, lower case, no accents, no apostrophes, no soft hyphens, no dots but those of a decimal
/// number, no comma before a group of thousands.
///
/// ```
/// assert_eq!(byline::text::fold("Café"), "cafe");
/// assert_eq!(byline::text::fold("U.S."), "us");
/// assert_eq!(byline::text::fold("O’Brien"), "obrien");
/// assert_eq!(byline::text::fold("1,200"), "1200");
/// ```
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// Appends the folded form of `word` to `folded`; see [`fold`].
pub fn fold_into(word: &str, folded: &mut String) {
    if word.is_ascii() {
        fold_ascii(word.as_bytes(), folded);
        return;
    }
    // Lower case comes before decomposing: "İ" lowers to "i" and a combining dot.
    let mut plain = String::with_capacity(word.len());
    for c in word.nfkc().flat_map(char::to_lowercase) {
        if is_letter_of_its_own(c) {
            plain.push(c);
        } else {
            decompose_canonical(c, |c| {
                if !is_combining_mark(c) && !is_invisible(c) && !is_apostrophe(c) {
                    plain.push(c);
                }
            });
        }
    }
    let start = folded.len();
    for c in plain.nfc() {
        match without_decomposition(c) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(c),
        }
    }
    if folded[start..].contains(['.', ',']) {
        let dotted = folded.split_off(start);
        drop_dots(&dotted, folded);
    }
}

fn fold_ascii(word: &[u8], folded: &mut String) {
    for (i, byte) in word.iter().enumerate() {
        match byte {
            b'\'' | b',' => {}
            b'.' if !is_decimal_point(word, i) => {}
            _ => folded.push(char::from(byte.to_ascii_lowercase())),
        }
    }
}

fn drop_dots(word: &str, folded: &mut String) {
    let bytes = word.as_bytes();
    for (i, c) in word.char_indices() {
        if c == ',' || (c == '.' && !is_decimal_point(bytes, i)) {
            continue;
        }
        folded.push(c);
    }
}

fn is_decimal_point(word: &[u8], at: usize) -> bool {
    let digit = |i: usize| word.get(i).is_some_and(u8::is_ascii_digit);
    at > 0 && digit(at - 1) && digit(at + 1)
}

/// Returns true for the characters that are printed as an apostrophe inside a word.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇' | '`' | '´')
}

/// Returns true for characters that stand inside a word and are not seen: the soft hyphen and the
/// joiners of zero width.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Returns true for the one letter that Unicode takes for another with an accent, though no reader
/// does: without it, Russian endings are no longer told.
fn is_letter_of_its_own(c: char) -> bool {
    c == 'й'
}

/// Letters of the Latin script whose stroke or ligature Unicode does not decompose.
fn without_decomposition(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ŋ' => "n",
        'þ' => "th",
        'ŧ' => "t",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[track_caller]
    fn check(word: &str, expected: &str) {
        assert_eq!(fold(word), expected, "{word}");
        assert_eq!(fold(expected), expected, "folding {word} twice");
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        check("HARBOUR", "harbour");
        check("naïve", "naive");
        check("İstanbul", "istanbul");
        check("Ångström", "angstrom");
        check("Ἀθῆναι", "αθηναι");
        check("Йод", "йод");
        check("Ёлка", "елка");
    }

    #[test]
    fn letters_with_strokes_and_ligatures_become_plain_letters() {
        check("Łódź", "lodz");
        check("Straße", "strasse");
        check("Tromsø", "tromso");
        check("ﬁnance", "finance");
        check("Ｆｕｌｌ", "full");
    }

    #[test]
    fn punctuation_inside_a_word_is_dropped_but_not_a_decimal_point() {
        check("U.S.A.", "usa");
        check("don’t", "dont");
        check("gov\u{ad}ern", "govern");
        check("3.5", "3.5");
        check("1,200.75", "1200.75");
        check("AT&T", "at&t");
    }
}
