//! What sort of word a word is, as it is printed.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use super::fold::is_apostrophe;
use super::tokens::Word;

/// Where the capitals of a word are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nowhere: "apple", "3.5".
    Lower,
    /// The first letter is one, but not every letter: "Apple".
    Capital,
    /// Every letter is one: "APPLE", "U.S.", "A".
    AllCapitals,
    /// Only behind the first letter: "iPhone".
    Inner,
}

impl Shape {
    /// Tells the shape of `printed`, a word as it stands in the text.
    ///
    /// ```
    /// use byline::text::Shape;
    /// assert_eq!(Shape::of("McDonald"), Shape::Capital);
    /// ```
    pub fn of(printed: &str) -> Self {
        // Most words are so, and need no closer look.
        if printed.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return Shape::Lower;
        }
        let (mut begins, mut any, mut all, mut is_first) = (false, false, true, true);
        for c in printed.chars().filter(|c| c.is_alphabetic()) {
            let is_capital = c.is_uppercase();
            begins |= is_first && is_capital;
            any |= is_capital;
            all &= is_capital;
            is_first = false;
        }
        match (any, all, begins) {
            (false, _, _) => Shape::Lower,
            (true, true, _) => Shape::AllCapitals,
            (true, false, true) => Shape::Capital,
            (true, false, false) => Shape::Inner,
        }
    }
}

/// Returns true if `printed` is printed as `wanted` is, with the same capitals and accents. How an
/// accent is encoded does not matter, nor which apostrophe was taken.
///
/// ```
/// use byline::text::is_printed_as;
/// assert!(is_printed_as("O’Brien", "O'Brien"));
/// assert!(!is_printed_as("résumé", "resume"));
/// ```
pub fn is_printed_as(printed: &str, wanted: &str) -> bool {
    plainly_printed(printed) == plainly_printed(wanted)
}

/// Returns `printed` with every accent encoded in one way, and every apostrophe the straight one.
pub fn plainly_printed(printed: &str) -> Cow<'_, str> {
    if printed.is_ascii() {
        return Cow::Borrowed(printed);
    }
    Cow::Owned(printed.nfc().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect())
}

/// Returns true if a word begins with a digit.
pub fn is_number(printed: &str) -> bool {
    printed.starts_with(char::is_numeric)
}

/// Returns true if `word` of `text` is the number of a sum of money: a sign or the code of a
/// currency stands before it, or one, or the name of a currency, behind it: "$5", "€ 5m", "5 million
/// US dollars", "EUR 5".
pub fn is_money(text: &str, word: Word) -> bool {
    is_number(&text[word.start..word.end])
        && (is_currency_before(&text[..word.start]) || is_currency_behind(&text[word.end..]))
}

fn is_currency_before(before: &str) -> bool {
    let near = before.strip_suffix(is_joint).unwrap_or(before);
    if let Some(rest) = near.strip_suffix(is_currency_sign) {
        // In "5€ 6" the sign is that of the number before.
        return !rest.ends_with(char::is_numeric);
    }
    let code = &near[near.trim_end_matches(|c: char| c.is_ascii_uppercase()).len()..];
    CODES.contains(&code)
}

fn is_currency_behind(behind: &str) -> bool {
    let mut rest = behind;
    for words_between in 0..=MOST_BETWEEN {
        let near = rest.strip_prefix(is_joint).unwrap_or(rest);
        if let Some(next) = near.strip_prefix(is_currency_sign) {
            // In "5 $10 notes" the sign is that of the next number.
            return !is_number(next);
        }
        let length = near.find(|c: char| !c.is_alphabetic() && c != '.').unwrap_or(near.len());
        let word = near[..length].trim_end_matches('.');
        let is_one_of = |list: &[&str]| list.iter().any(|one| word.eq_ignore_ascii_case(one));
        if CODES.contains(&word) || is_one_of(CURRENCIES) {
            return true;
        }
        let begins =
            |with: &str| word.get(..with.len()).is_some_and(|w| w.eq_ignore_ascii_case(with));
        let is_between = is_one_of(BETWEEN) || MILLIONS.iter().any(|millions| begins(millions));
        if words_between == MOST_BETWEEN || !is_between {
            return false;
        }
        rest = &near[length..];
    }
    false
}

/// Joins a number to its currency: "5-dollar", "millions d’euros".
fn is_joint(c: char) -> bool {
    matches!(c, ' ' | '-' | '\u{a0}' | '\u{202f}' | '\u{2009}') || is_apostrophe(c)
}

/// The block of currency signs, and those that stand elsewhere.
fn is_currency_sign(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '¢' | '＄' | '￡' | '￥' | '\u{20a0}'..='\u{20cf}')
}

/// ISO 4217, the most traded.
const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "CHF", "AUD", "CAD", "NZD", "HKD", "SGD", "INR", "SEK",
    "NOK", "DKK", "PLN", "RUB", "BRL", "MXN", "ZAR", "TRY", "KRW",
];

/// Names of currencies that mean little else behind a number: not "won", not "real".
const CURRENCIES: &[&str] = &[
    "dollar", "dollars", "euro", "euros", "pound", "pounds", "cent", "cents", "pence", "yen",
    "yuan", "renminbi", "rupee", "rupees", "ruble", "rubles", "rouble", "roubles", "franc",
    "francs", "franken", "peso", "pesos", "krona", "kronor", "krone", "kroner", "zloty", "zlotys",
    "rand", "lira", "shekel", "shekels", "dinar", "dinars", "dirham", "dirhams", "riyal", "riyals",
    "rial", "rials", "hryvnia", "hryvnias", "reais", "naira", "baht", "rupiah", "forint", "pfund",
    "dólares", "libras", "livres",
];

/// "5 million US dollars" has two.
const MOST_BETWEEN: usize = 2;

/// What may stand between a number and its currency, beside words that begin as `MILLIONS` do.
const BETWEEN: &[&str] = &[
    "m", "mn", "bn", "tn", "k", "hundred", "thousand", "crore", "lakh", "us", "u.s", "mio", "mrd",
    "tsd", "tausend", "de", "d",
];

/// "millions", "Milliarden", "miljoen", "milhões", "billion", "trillion".
const MILLIONS: &[&str] = &["mil", "bil", "tril"];

#[cfg(test)]
mod tests {
    use super::{Shape, is_money, is_printed_as};
    use crate::text::tokens;

    #[track_caller]
    fn check_shape(printed: &str, expected: Shape) {
        assert_eq!(Shape::of(printed), expected, "{printed}");
    }

    #[test]
    fn the_capitals_of_a_word_give_its_shape() {
        check_shape("apple", Shape::Lower);
        check_shape("3.5", Shape::Lower);
        check_shape("東京", Shape::Lower);
        check_shape("Apple", Shape::Capital);
        check_shape("Élan", Shape::Capital);
        check_shape("O’Brien", Shape::Capital);
        check_shape("APPLE", Shape::AllCapitals);
        check_shape("U.S.", Shape::AllCapitals);
        check_shape("A", Shape::AllCapitals);
        check_shape("iPhone", Shape::Inner);
    }

    #[test]
    fn a_printed_word_is_compared_with_case_and_accents() {
        assert!(is_printed_as("caf\u{e9}", "cafe\u{301}"));
        assert!(is_printed_as("l’an", "l'an"));
        assert!(!is_printed_as("café", "cafe"));
        assert!(!is_printed_as("Cafe", "cafe"));
    }

    /// Returns the words of `text` that are the numbers of sums of money.
    #[track_caller]
    fn check_money(text: &str, expected: &str) {
        let sums = tokens(text).filter(|token| is_money(text, token.word));
        let sums: Vec<&str> = sums.map(|token| &text[token.word.start..token.word.end]).collect();
        assert_eq!(sums.join(" "), expected);
    }

    #[test]
    fn a_sign_or_a_code_of_a_currency_makes_a_number_money() {
        check_money("$5, US$6.50, A$7m, £8bn and € 9", "5 6.50 7m 8bn 9");
        check_money("5€, 6 £ and 7 Mio. €", "5 6 7");
        check_money("EUR 5 or 6 USD", "5 6");
        check_money("5 $10 notes", "10");
        check_money("5€ 10 times", "5");
        check_money("5% of 6, 7", "");
    }

    #[test]
    fn the_name_of_a_currency_behind_it_makes_a_number_money() {
        check_money("5 dollars, a 6-dollar bill, 7 million euros", "5 6 7");
        check_money("5 million US dollars; 6bn U.S. dollars", "5 6bn");
        check_money("5 millions d’euros, 6 Mrd. US-Dollar", "5 6");
        check_money("5 million people with dollars", "");
        check_money("ten dollars", "");
    }
}
