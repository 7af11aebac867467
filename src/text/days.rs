//! Which words are years, months and weekdays.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::kinds::Shape;

/// Returns true for a year from 1000 to 2099, and for the name of a month or a weekday in English,
/// German, French, Spanish, Italian, Dutch or Portuguese. `term` is the folded word; `shape` tells
/// "May" from "may", and "julio" from "Julio".
pub fn is_date(term: &str, shape: Shape) -> bool {
    let bytes = term.as_bytes();
    let [first, second, ..] = bytes else { return false };
    if first.is_ascii_digit() {
        let is_digits = bytes.len() == 4 && bytes.iter().all(u8::is_ascii_digit);
        return is_digits && (*first == b'1' || (*first == b'2' && *second == b'0'));
    }
    if !may_be_day(bytes) || !DAYS.contains(term) {
        return false;
    }
    let is_one_of = |list: &str| list.split(' ').any(|day| day == term);
    match shape {
        Shape::Capital | Shape::AllCapitals => !is_one_of(NAMES_WITH_CAPITAL),
        Shape::Lower | Shape::Inner => !is_one_of(WORDS_WITHOUT_CAPITAL),
    }
}

static DAYS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lists = [MONTHS, WEEKDAYS, WORDS_WITHOUT_CAPITAL, NAMES_WITH_CAPITAL];
    lists.iter().flat_map(|list| list.split(' ')).collect()
});

/// Folded.
const MONTHS: &str = "\
    january february april june july september october november december januar janner februar \
    marz juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre \
    octobre novembre decembre enero febrero marzo abril junio agosto septiembre setiembre \
    octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre \
    dicembre januari februari maart augustus janeiro fevereiro maio junho julho setembro outubro \
    novembro dezembro";

/// Folded.
const WEEKDAYS: &str = "\
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag \
    freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes \
    martes miercoles jueves viernes sabado lunedi martedi mercoledi giovedi venerdi sabato \
    domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag";

/// Months, weekdays and their short forms that are another word without a capital: "may", "march".
const WORDS_WITHOUT_CAPITAL: &str = "\
    apr aug august dec feb fri jan mai mar march may mei mon nov oct sat sept sun thu tue wed";

/// Months and weekdays that are a name with a capital: "Marco", "Julio", "Domingo".
const NAMES_WITH_CAPITAL: &str = "\
    domingo julio marco mayo";

/// For the first two letters of a word, which lengths the words of the lists have that begin so, as
/// bits: most words of a text need no look into the lists.
const LENGTHS: [[u16; 26]; 26] = {
    let lengths = with_lengths(with_lengths([[0; 26]; 26], MONTHS), WEEKDAYS);
    with_lengths(with_lengths(lengths, WORDS_WITHOUT_CAPITAL), NAMES_WITH_CAPITAL)
};

const fn with_lengths(mut lengths: [[u16; 26]; 26], days: &str) -> [[u16; 26]; 26] {
    let days = days.as_bytes();
    let (mut start, mut end) = (0, 0);
    while end <= days.len() {
        if end == days.len() || days[end] == b' ' {
            let (first, second) = (days[start] - b'a', days[start + 1] - b'a');
            lengths[first as usize][second as usize] |= 1 << (end - start);
            start = end + 1;
        }
        end += 1;
    }
    lengths
}

fn may_be_day(term: &[u8]) -> bool {
    let letter = |at: usize| term.get(at).map(|byte| usize::from(byte.wrapping_sub(b'a')));
    let seconds = letter(0).and_then(|first| LENGTHS.get(first));
    let lengths = seconds.zip(letter(1)).and_then(|(seconds, second)| seconds.get(second));
    lengths.is_some_and(|lengths| term.len() < 16 && (lengths >> term.len()) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::{DAYS, NAMES_WITH_CAPITAL, is_date};
    use crate::text::{Shape, fold};

    #[track_caller]
    fn check(printed: &str, expected: bool) {
        assert_eq!(is_date(&fold(printed), Shape::of(printed)), expected, "{printed}");
    }

    #[test]
    fn years_months_and_weekdays_are_dates() {
        for printed in ["1998", "2024", "March", "MAY", "Jan", "märz", "août", "Mittwoch", "sábado"]
        {
            check(printed, true);
        }
        for printed in ["998", "2100", "19980", "198x", "march", "may", "Marco", "sun", "rise", "m"]
        {
            check(printed, false);
        }
    }

    #[test]
    fn every_day_of_the_lists_is_found_as_it_is_listed() {
        for day in DAYS.iter() {
            let is_name = NAMES_WITH_CAPITAL.split(' ').any(|name| name == *day);
            let shape = if is_name { Shape::Lower } else { Shape::Capital };
            assert!(is_date(day, shape), "{day}");
            assert_eq!(fold(day), **day);
        }
    }
}
