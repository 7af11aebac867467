//! The names of the months, as papers in nine languages print them.

use crate::text::fold;

/// Names and abbreviations, folded, by month: English, German, French, Spanish, Italian,
/// Portuguese, Dutch, Swedish, Danish and Norwegian.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "janner", "janvier", "janv", "enero", "ene", "gennaio", "gen",
        "janeiro", "januari",
    ],
    &[
        "february",
        "feb",
        "februar",
        "feber",
        "fevrier",
        "fevr",
        "fev",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
    ],
    &["march", "mar", "marz", "maerz", "mrz", "mars", "marzo", "marco", "maart", "mrt", "marts"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho"],
    &["august", "aug", "aout", "agosto", "ago", "augustus", "augusti"],
    &[
        "september",
        "sept",
        "sep",
        "septembre",
        "septiembre",
        "setiembre",
        "settembre",
        "set",
        "setembro",
    ],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &["december", "dec", "dezember", "dez", "decembre", "diciembre", "dic", "dicembre", "dezembro"],
];

/// Names that are everyday words elsewhere ("3 set", "5 ago"): a year must stand beside them.
const EVERYDAY: &[&str] = &["set", "out", "ago", "mag", "gen", "lug", "marco", "mar", "dic"];

/// Returns the month (1-12) that `word` names, in any case.
pub(super) fn month_named(word: &str) -> Option<i8> {
    if word.len() < 3 || word.len() > 12 {
        return None;
    }
    let word = fold(word);
    let at = MONTHS.iter().position(|names| names.contains(&word.as_str()))?;
    i8::try_from(at + 1).ok()
}

/// Returns true if `word` is a month even where no year stands beside it.
pub(super) fn is_plain_month(word: &str) -> bool {
    let folded = fold(word);
    // "Mar 5" is March, "el mar 5" is the sea.
    !EVERYDAY.contains(&folded.as_str()) || (folded == "mar" && word.starts_with('M'))
}
