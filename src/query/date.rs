//! Reads dates as people write them: `2024-03`, `5 march 2024`, `last week`, `-7d`.

use std::str::FromStr as _;

use jiff::Span;
use jiff::civil::Date;

use crate::article::{Precision, Published};

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns the first and the last of the span that `text` names. `-7d` is from seven days ago to
/// today.
pub(super) fn span(text: &str, today: Date) -> Option<(Published, Published)> {
    let text = text.trim().to_lowercase();
    let both = |date: Published| (date, date);
    if let Some(date) = absolute(&text) {
        return Some(both(date));
    }
    if let Some(date) = back(&text, today) {
        return Some((date, day(today)?));
    }
    let (which, unit) = text.split_once(char::is_whitespace).unwrap_or((&text, ""));
    let is_last = match which {
        "today" if unit.is_empty() => return day(today).map(both),
        "yesterday" if unit.is_empty() => return day(today.yesterday().ok()?).map(both),
        "last" | "past" | "previous" => true,
        "this" => false,
        _ => return None,
    };
    match unit.trim() {
        "week" => {
            let monday = today.weekday().to_monday_zero_offset() + if is_last { 7 } else { 0 };
            let first = today.checked_sub(Span::new().days(monday)).ok()?;
            Some((day(first)?, day(first.checked_add(Span::new().days(6)).ok()?)?))
        }
        "month" => step(at(today, Precision::Month)?, is_last).map(both),
        "year" => step(at(today, Precision::Year)?, is_last).map(both),
        _ => None,
    }
}

/// Returns what an end of a range names: as [`span`], but `2w` is the day two weeks ago.
pub(super) fn end(text: &str, today: Date) -> Option<(Published, Published)> {
    match back(&text.trim().to_lowercase(), today) {
        Some(date) => Some((date, date)),
        None => span(text, today),
    }
}

/// Returns the day, month or year behind `date`.
pub(super) fn next(date: Published) -> Option<Published> {
    at(date.last().tomorrow().ok()?, date.precision())
}

/// Returns the day, month or year before `date`.
pub(super) fn previous(date: Published) -> Option<Published> {
    at(date.first().yesterday().ok()?, date.precision())
}

fn step(date: Published, is_last: bool) -> Option<Published> {
    if is_last { previous(date) } else { Some(date) }
}

fn at(date: Date, precision: Precision) -> Option<Published> {
    match precision {
        Precision::Year => Published::year(date.year()),
        Precision::Month => Published::month(date.year(), date.month()),
        Precision::Day => day(date),
    }
}

fn day(date: Date) -> Option<Published> {
    Published::day(date.year(), date.month(), date.day())
}

/// Reads `7d`, `-2w`, `3m`, `1y`: the day so long ago.
fn back(text: &str, today: Date) -> Option<Published> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = number.parse().ok()?;
    let span = Span::new();
    let span = match unit {
        "d" => span.try_days(number),
        "w" => span.try_weeks(number),
        "m" => span.try_months(number),
        "y" => span.try_years(number),
        _ => return None,
    };
    day(today.checked_sub(span.ok()?).ok()?)
}

/// Reads a date that is the same on every day.
fn absolute(text: &str) -> Option<Published> {
    if let Ok(date) = Published::from_str(&text.replace('/', "-")) {
        return Some(date);
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Published::day(
            text[..4].parse().ok()?,
            text[4..6].parse().ok()?,
            text[6..].parse().ok()?,
        );
    }
    let parts: Vec<&str> =
        text.split([' ', ',', '.']).filter(|part| !part.is_empty()).take(4).collect();
    match parts[..] {
        [name, year] => Published::month(in_full(year)?, month(name)?),
        [a, b, year] => {
            let (name, day) = if month(a).is_some() { (a, b) } else { (b, a) };
            Published::day(in_full(year)?, month(name)?, day.parse().ok()?)
        }
        _ => None,
    }
}

fn in_full(year: &str) -> Option<i16> {
    if year.len() == 4 { year.parse().ok().filter(|year| *year >= 0) } else { None }
}

/// Reads the name of a month, or its first letters.
fn month(name: &str) -> Option<i8> {
    let is = |month: &&str| name.len() >= 3 && month.starts_with(name);
    let at = MONTHS.iter().position(|month| is(month) || (name == "sept" && *month == "september"));
    i8::try_from(at? + 1).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::span;

    /// A Wednesday.
    #[track_caller]
    fn check(texts: &[&str], expected: &str) {
        for text in texts {
            let read = span(text, date(2024, 3, 6)).map(|(first, last)| {
                if first == last { first.to_string() } else { format!("{first}..{last}") }
            });
            assert_eq!(read.as_deref().unwrap_or("no date"), expected, "{text}");
        }
    }

    #[test]
    fn a_date_is_written_in_many_ways() {
        check(
            &["2024-03-05", "2024/03/05", "20240305", "5 march 2024", "Mar 5, 2024"],
            "2024-03-05",
        );
        check(&["2024-03", "march 2024", "MAR 2024"], "2024-03");
        check(&["sept 1998", "September 1998"], "1998-09");
        check(&["2024"], "2024");
        check(
            &["soon", "", "5", "march", "5 march", "ma 2024", "31 june 2024", "a b c d"],
            "no date",
        );
    }

    #[test]
    fn a_date_may_be_counted_from_today() {
        check(&["today"], "2024-03-06");
        check(&["yesterday", "Yesterday"], "2024-03-05");
        check(&["-7d", "7d", "1w"], "2024-02-28..2024-03-06");
        check(&["-1m"], "2024-02-06..2024-03-06");
        check(&["-1y"], "2023-03-06..2024-03-06");
        check(&["-99999999999999999999d", "-9999999999d", "-é", "d"], "no date");
    }

    #[test]
    fn weeks_begin_on_monday() {
        check(&["this week"], "2024-03-04..2024-03-10");
        check(&["last week", "last  week"], "2024-02-26..2024-03-03");
        check(&["this month"], "2024-03");
        check(&["last month"], "2024-02");
        check(&["this year"], "2024");
        check(&["last year", "past year"], "2023");
        check(&["last", "last day", "today week"], "no date");
    }
}
