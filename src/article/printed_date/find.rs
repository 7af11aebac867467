//! Finds a date in a line of text.

use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::month::{is_plain_month, month_named};
use super::reading::{PrintedDate, Reading, YEARS};
use crate::article::Published;

/// What follows the number of a day: "5th", "1er", "5º".
const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er", "º", "ª", "o"];

/// Words between day, month and year: "5 de marzo de 2024", "5th of March".
const JOINING: &[&str] = &["de", "del", "of", "do", "d"];

impl PrintedDate {
    /// Finds the first date with a year in `text`; if there is none, the first without.
    ///
    /// Numbers alone (a year, `20240305`, seconds since 1970) are a date only if they are the
    /// whole text. Years count from 1500 to 2100. A date with dots is day first.
    ///
    /// ```
    /// use byline::article::PrintedDate;
    /// let date = PrintedDate::find("Published 5 March 2024, 10:00 GMT");
    /// assert_eq!(date.map(|date| date.range), Some(10..22));
    /// ```
    pub fn find(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        if let Some(date) = whole(trimmed) {
            let start = text.len() - text.trim_start().len();
            let range = start..start + trimmed.len();
            return Some(PrintedDate { range, reading: Reading::Plain(date) });
        }
        let parts = parts(text);
        let mut without_year = None;
        for at in 0..parts.len() {
            let scan = Scan { text, parts: &parts, at };
            match scan.date() {
                Some((Reading::NoYear { month, day }, end)) => {
                    let reading = Reading::NoYear { month, day };
                    let range = parts[at].start..end;
                    without_year.get_or_insert(PrintedDate { range, reading });
                }
                Some((reading, end)) => {
                    return Some(PrintedDate { range: parts[at].start..end, reading });
                }
                None => {}
            }
        }
        without_year
    }
}

/// Reads a text that is one number and no more, or year and month.
fn whole(text: &str) -> Option<Published> {
    if let Some((year_digits, month)) = text.split_once('-')
        && year_digits.len() == 4
        && month.len() == 2
    {
        return Published::month(year(number(year_digits)?)?, small(number(month)?)?);
    }
    let digits = text.split_once(['T', ' ']).map_or(text, |(date, _)| date);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let alone = digits.len() == text.len();
    match digits.len() {
        4 if alone => Published::year(year(number(digits)?)?),
        // "20240305", "20240305T100000Z", "20240305 10:00", and "20240305100000".
        8 => compact(digits),
        14 if alone => compact(&digits[..8]),
        10 if alone => since_1970(Timestamp::from_second(digits.parse().ok()?).ok()?),
        13 if alone => since_1970(Timestamp::from_millisecond(digits.parse().ok()?).ok()?),
        _ => None,
    }
}

fn compact(digits: &str) -> Option<Published> {
    let (year_digits, rest) = digits.split_at(4);
    let (month, day) = rest.split_at(2);
    Published::day(year(number(year_digits)?)?, small(number(month)?)?, small(number(day)?)?)
}

fn since_1970(at: Timestamp) -> Option<Published> {
    let date = at.to_zoned(TimeZone::UTC).date();
    Published::day(date.year(), date.month(), date.day())
}

fn number(digits: &str) -> Option<u16> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn year(value: u16) -> Option<i16> {
    i16::try_from(value).ok().filter(|year| YEARS.contains(year))
}

fn small(value: u16) -> Option<i8> {
    i8::try_from(value).ok().filter(|value| (1..=31).contains(value))
}

/// Cuts a text into runs of digits, runs of letters, and single marks, as byte ranges. White space
/// is left out.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut last = Kind::Space;
    for (at, c) in text.char_indices() {
        let kind = Kind::of(c);
        let end = at + c.len_utf8();
        match parts.last_mut() {
            Some(part) if kind == last && matches!(kind, Kind::Digits | Kind::Letters) => {
                part.end = end;
            }
            _ if kind != Kind::Space => parts.push(at..end),
            _ => {}
        }
        last = kind;
    }
    parts
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digits,
    Letters,
    /// 年, 月, 日 and 년, 월, 일: signs of their own, as no space parts them from what follows.
    Mark,
    Space,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            _ if c.is_whitespace() => Kind::Space,
            _ if c.is_ascii_digit() => Kind::Digits,
            '年' | '月' | '日' | '号' | '년' | '월' | '일' => Kind::Mark,
            _ if c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) => {
                Kind::Letters
            }
            _ => Kind::Mark,
        }
    }
}

/// A place in a text that may begin a date. Its methods read on and return what they have read,
/// with the number of the part behind it.
#[derive(Clone, Copy)]
struct Scan<'t> {
    text: &'t str,
    parts: &'t [Range<usize>],
    at: usize,
}

impl<'t> Scan<'t> {
    /// Reads the date that begins here, and returns the byte behind it.
    fn date(self) -> Option<(Reading, usize)> {
        // "112/03/2024" and "1.5 March" have begun before.
        if self.at > 0 && self.number().is_some() && self.follows_digits() {
            return None;
        }
        let (reading, next) = self
            .year_first()
            .or_else(|| self.numbers())
            .or_else(|| self.month_first())
            .or_else(|| self.day_first())
            .or_else(|| self.month_and_day_signs())?;
        Some((reading, self.parts[next - 1].end))
    }

    /// True if a number stands right before, with at most a mark between.
    fn follows_digits(self) -> bool {
        let before = &self.text[..self.parts[self.at].start];
        let mark = before.strip_suffix(['.', '/', ',']).unwrap_or(before);
        mark.len() < before.len() && mark.ends_with(|c: char| c.is_ascii_digit())
    }

    fn skip(self, parts: usize) -> Self {
        Scan { at: self.at + parts, ..self }
    }

    fn part(self) -> &'t str {
        self.parts.get(self.at).map_or("", |range| &self.text[range.clone()])
    }

    fn is_touching(self) -> bool {
        self.at > 0
            && self.parts.get(self.at).is_some_and(|p| self.parts[self.at - 1].end == p.start)
    }

    fn is(self, mark: &str) -> bool {
        self.part() == mark
    }

    /// A number of at most four digits.
    fn number(self) -> Option<u16> {
        let part = self.part();
        (!part.is_empty() && part.len() <= 4).then(|| number(part))?
    }

    fn year(self) -> Option<i16> {
        (self.part().len() == 4).then(|| self.number().and_then(year))?
    }

    fn small(self) -> Option<i8> {
        (self.part().len() <= 2).then(|| self.number().and_then(small))?
    }

    fn month(self) -> Option<i8> {
        month_named(self.part())
    }

    /// "2024-03-05", "2024/3/5", "2024年3月5日", "2024年3月".
    fn year_first(self) -> Option<(Reading, usize)> {
        let year = self.year()?;
        let (sign, month) = (self.skip(1).part(), self.skip(2).small()?);
        let day = self.skip(4).small();
        let plain = |date: Option<Published>, length: usize| {
            date.map(|date| (Reading::Plain(date), self.at + length))
        };
        match (sign, self.skip(3).part()) {
            ("年", "月") | ("년", "월") => {
                let exact = day.filter(|_| matches!(self.skip(5).part(), "日" | "号" | "일"));
                match exact {
                    Some(day) => plain(Published::day(year, month, day), 6),
                    None => plain(Published::month(year, month), 4),
                }
            }
            (first, second) if first == second && matches!(first, "-" | "/" | ".") => {
                plain(Published::day(year, month, day?), 5)
            }
            _ => None,
        }
    }

    /// "05/03/2024", "13.03.2024", "5-3-2024".
    fn numbers(self) -> Option<(Reading, usize)> {
        let sign = self.skip(1).part();
        if !matches!(sign, "/" | "." | "-") || !self.skip(3).is(sign) {
            return None;
        }
        let (first, second, year) = (self.small()?, self.skip(2).small()?, self.skip(4).year()?);
        let day_first = sign == "." || first > 12 || first == second;
        let reading = if day_first {
            Reading::Plain(Published::day(year, second, first)?)
        } else if second > 12 {
            Reading::Plain(Published::day(year, first, second)?)
        } else {
            Reading::DayOrMonth { year, first, second }
        };
        Some((reading, self.at + 5))
    }

    /// "March 5, 2024", "Mar. 5th", "March 5 10:00:00 2024", "June 1987".
    fn month_first(self) -> Option<(Reading, usize)> {
        // Most words have no number near, and need not be looked up.
        (1..=3).find(|ahead| self.skip(*ahead).number().is_some())?;
        let month = self.month()?;
        let behind_month = self.skip(1).past(&[".", ",", "-"]).past(JOINING);
        if let Some(year) = behind_month.year() {
            let date = Published::month(year, month)?;
            return Some((Reading::Plain(date), behind_month.at + 1));
        }
        let day = behind_month.small()?;
        let behind_day = behind_month.skip(1).past_ordinal();
        if let Some((year, next)) = behind_day.past_time().year_behind() {
            return Some((Reading::Plain(Published::day(year, month, day)?), next));
        }
        if behind_day.is(":") || (behind_day.is("-") && behind_day.skip(1).month().is_some()) {
            return None;
        }
        self.without_year(month, day, behind_day.at, self.part())
    }

    /// "5 March 2024", "5. März 2024", "1er mars 2024", "5 de marzo de 2024", "26-FEB-1987".
    fn day_first(self) -> Option<(Reading, usize)> {
        let day = self.small()?;
        let named =
            self.skip(1).past_ordinal().past(&[".", "-", "/"]).past(JOINING).past(&["'", "’"]);
        let month = named.month()?;
        let behind_month = named.skip(1);
        match behind_month.past(&["."]).year_behind() {
            Some((year, next)) => Some((Reading::Plain(Published::day(year, month, day)?), next)),
            None => self.without_year(month, day, behind_month.at, named.part()),
        }
    }

    /// "3月5日".
    fn month_and_day_signs(self) -> Option<(Reading, usize)> {
        let (month, day) = (self.small()?, self.skip(2).small()?);
        let signs = (self.skip(1).part(), self.skip(3).part());
        let dated = month <= 12 && matches!(signs, ("月", "日" | "号") | ("월", "일"));
        dated.then_some((Reading::NoYear { month, day }, self.at + 4))
    }

    /// A month in small letters is often another word: "they may 5 times".
    fn without_year(self, month: i8, day: i8, next: usize, name: &str) -> Option<(Reading, usize)> {
        let month_first = self.number().is_none();
        let certain = is_plain_month(name)
            && (name.starts_with(char::is_uppercase) || (!month_first && name.len() > 3));
        certain.then_some((Reading::NoYear { month, day }, next))
    }

    /// The year that stands here, behind a comma or "de".
    fn year_behind(self) -> Option<(i16, usize)> {
        let here = self.past(&[",", "-", "/"]).past(JOINING);
        here.year().map(|year| (year, here.at + 1))
    }

    fn past(self, words: &[&str]) -> Self {
        let here = self.part();
        if words.iter().any(|word| here.eq_ignore_ascii_case(word)) { self.skip(1) } else { self }
    }

    fn past_ordinal(self) -> Self {
        if self.is_touching() { self.past(ORDINALS) } else { self }
    }

    /// Skips the time in "Mar 5 10:00:00 UTC 2024".
    fn past_time(self) -> Self {
        let clock = self.small().or((self.part() == "00").then_some(0));
        if clock.is_none() || !self.skip(1).is(":") || !self.skip(3).is(":") {
            return self;
        }
        let behind = self.skip(5);
        let zone = matches!(behind.part(), "UTC" | "GMT" | "EST" | "EDT" | "CET" | "CEST");
        behind.skip(usize::from(zone))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PrintedDate, Reading};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let says = PrintedDate::find(text).map(|date| match date.reading {
            Reading::Plain(date) => date.to_string(),
            Reading::DayOrMonth { year, first, second } => format!("{year}: {first}/{second}"),
            Reading::NoYear { month, day } => format!("--{month:02}-{day:02}"),
        });
        assert_eq!(says.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn english_dates_are_read() {
        check("March 5, 2024", "2024-03-05");
        check("5 March 2024", "2024-03-05");
        check("Mar 5, 2024", "2024-03-05");
        check("Sept. 5th, 2024", "2024-09-05");
        check("the 5th of March, 2024", "2024-03-05");
        check("Tuesday, March 5, 2024", "2024-03-05");
        check("Last updated: March 5, 2024 9:18 am", "2024-03-05");
        check("Published 2 Feb 1998, 13:11 GMT", "1998-02-02");
        check("MARCH 5 2024", "2024-03-05");
        check("26-FEB-1987 15:01:01.79", "1987-02-26");
        check("Tue, 05 Mar 2024 10:00:00 +0000", "2024-03-05");
        check("Tue Mar  5 00:10:00 UTC 2024", "2024-03-05");
        check("June 1987", "1987-06");
    }

    #[test]
    fn dates_in_other_languages_are_read() {
        check("5. März 2024", "2024-03-05");
        check("Dienstag, 5. Dezember 2023, 10:00 Uhr", "2023-12-05");
        check("1er mars 2024", "2024-03-01");
        check("le 5 août 2024", "2024-08-05");
        check("5 de marzo de 2024", "2024-03-05");
        check("5 de março de 2024", "2024-03-05");
        check("5 set 2024", "2024-09-05");
        check("5 maggio 2024", "2024-05-05");
        check("5 maart 2024", "2024-03-05");
        check("5. oktober 2024", "2024-10-05");
        check("12 d'octubre de 2024", "2024-10-12");
        check("2024年3月5日", "2024-03-05");
        check("2024년 3월 5일", "2024-03-05");
        check("2024年3月", "2024-03");
    }

    #[test]
    fn numbers_are_read_as_far_as_they_are_plain() {
        check("2024-03-05", "2024-03-05");
        check("2024-03-05T10:00:00Z", "2024-03-05");
        check("2024/3/5", "2024-03-05");
        check("05/03/2024 14:30", "2024: 5/3");
        check("13/03/2024", "2024-03-13");
        check("03/13/2024", "2024-03-13");
        check("05/05/2024", "2024-05-05");
        check("05.03.2024", "2024-03-05");
        check("5.3.2024", "2024-03-05");
    }

    #[test]
    fn bare_numbers_are_a_date_only_if_they_are_all_there_is() {
        check(" 1998 ", "1998");
        check("in 1998", "");
        check("2024-03", "2024-03");
        check("the 2009-10 season", "");
        check("20240305", "2024-03-05");
        check("20240305T100000Z", "2024-03-05");
        check("id 20240305", "");
        check("1709632800", "2024-03-05");
        check("1709632800000", "2024-03-05");
        check("0042", "");
        check("3000", "");
    }

    #[test]
    fn a_date_may_lack_its_year() {
        check("March 5", "--03-05");
        check("5 March", "--03-05");
        check("LONDON, Mar 5", "--03-05");
        check("ROMA, 5 MAR", "--03-05");
        check("le 5 mars", "--03-05");
        check("3月5日", "--03-05");
        check("Updated March 6; published March 5, 2024", "2024-03-05");
        check("they may 5 times", "");
        check("5 ago", "");
        check("at May 5:30", "");
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        check("February 30, 2024", "");
        check("2024-13-05", "");
        check("31.04.2024", "");
        check("32 March", "");
        check("1.2.3.2024", "");
        check("", "");
    }

    proptest! {
        #[test]
        fn any_text_can_be_searched(text in "\\PC{0,40}|[0-9 /.:-]{0,24}|(Mar|5|2024|de|年|[ .,-]){0,8}") {
            if let Some(date) = PrintedDate::find(&text) {
                prop_assert!(text.get(date.range).is_some_and(|date| !date.is_empty()));
            }
        }
    }
}
