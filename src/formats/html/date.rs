//! Dates as machines write them in a page, and as addresses hold them.

use jiff::Timestamp;

use crate::article::{PrintedDate, Published};

/// Reads the day that a date and time begins with, as it is written: `2024-03-05T23:30:00-05:00`
/// is March 5, whatever day that is elsewhere. Seconds since 1970 are a day in UTC; any other
/// text is searched for a printed date, with `known` to tell day from month.
pub(super) fn day_in(text: &str, known: Option<Published>) -> Option<Published> {
    let text = text.trim();
    iso(text)
        .or_else(|| since_1970(text))
        .or_else(|| year_first(text))
        .or_else(|| PrintedDate::find(text).and_then(|date| date.resolve(known)))
        .filter(|date| is_plausible(*date))
}

/// Keys of the day of publication in the data that scripts carry.
const KEYS: &[&str] = &["datePublished", "date_published", "publishedAt", "published_at"];

/// Returns the day of publication that the data in a script tell, whatever the data are.
pub(super) fn day_in_script(script: &str) -> Option<Published> {
    KEYS.iter().find_map(|key| {
        script.match_indices(key).find_map(|(at, _)| {
            let rest = script[at + key.len()..].trim_start_matches("&quot;");
            let value = rest.trim_start_matches(['\\', '"', '\'', ' ', ':']);
            let value = value.trim_start_matches("&quot;");
            iso(value.trim_start_matches(['\\', '"', '\''])).filter(|date| is_plausible(*date))
        })
    })
}

/// `2023 Jan 7`, as libraries write it.
fn year_first(text: &str) -> Option<Published> {
    let mut parts = text.split(' ');
    let (year, "") = number(parts.next()?, 4)? else { return None };
    let month = parts.next()?;
    let month = month.get(..3).and_then(self::month)?;
    let day = parts.next()?.parse().ok()?;
    Published::day(year, month, day).filter(|_| parts.next().is_none())
}

/// Newspapers begin in 1600; what lies in the far future is a placeholder.
fn is_plausible(date: Published) -> bool {
    (1600..=2100).contains(&date.first().year())
}

/// `2024-03-05…`, `2024/3/5…`, `20240305…`.
fn iso(text: &str) -> Option<Published> {
    let (year, rest) = number(text, 4)?;
    let marks = ['-', '/', '.'];
    let (month, day) = if let Some(rest) = rest.strip_prefix(marks) {
        let (month, rest) = number(rest, 2).or_else(|| number(rest, 1))?;
        let rest = rest.strip_prefix(marks)?;
        let (day, rest) = number(rest, 2).or_else(|| number(rest, 1))?;
        (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some((month, day))?
    } else {
        let (month, rest) = number(rest, 2)?;
        let (day, rest) = number(rest, 2)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        // A time may follow at once: `202403052330`. Ten digits are seconds since 1970.
        matches!(digits, 0 | 4 | 6).then_some((month, day))?
    };
    Published::day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

fn number(text: &str, digits: usize) -> Option<(i16, &str)> {
    let (number, rest) = text.split_at_checked(digits)?;
    let number = number.bytes().all(|b| b.is_ascii_digit()).then(|| number.parse().ok())??;
    Some((number, rest))
}

fn since_1970(text: &str) -> Option<Published> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let timestamp = match text.len() {
        10 if digits => Timestamp::from_second(text.parse().ok()?).ok()?,
        13 if digits => Timestamp::from_millisecond(text.parse().ok()?).ok()?,
        _ => return None,
    };
    let zone = jiff::tz::TimeZone::UTC;
    let date = timestamp.to_zoned(zone).date();
    Published::day(date.year(), date.month(), date.day())
}

/// Returns the day that an address tells: `/2024/03/05/`, `/2024/mar/05/`, `/2024-03-05-x`,
/// `/20240305/`.
pub(super) fn day_in_address(url: &str) -> Option<Published> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').collect();
    let split = parts.windows(3).find_map(|parts| {
        let (year, "") = number(parts[0], 4)? else { return None };
        let month = month(parts[1])?;
        let (day, rest) = number(parts[2], 2).or_else(|| number(parts[2], 1))?;
        let ends = !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        ends.then(|| Published::day(year, month, i8::try_from(day).ok()?))?
    });
    let joined = || {
        let starts = |part: &&str| part.starts_with("19") || part.starts_with("20");
        parts.iter().filter(|part| starts(part)).find_map(|part| iso(part))
    };
    split.or_else(joined).filter(|date| is_plausible(*date))
}

fn month(part: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let named = MONTHS.iter().position(|month| part.eq_ignore_ascii_case(month));
    named.and_then(|i| i8::try_from(i + 1).ok()).or_else(|| part.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{day_in, day_in_address, day_in_script};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let day = day_in(text, None).map_or_else(String::new, |day| day.to_string());
        assert_eq!(day, expected, "{text}");
    }

    #[test]
    fn the_day_is_the_one_written_and_no_zone_is_shifted() {
        check("2024-03-05T23:30:00-05:00", "2024-03-05");
        check(" 2024-03-05 23:30", "2024-03-05");
        check("2024/3/5", "2024-03-05");
        check("20240305T233000Z", "2024-03-05");
        check("202403052330", "2024-03-05");
    }

    #[test]
    fn seconds_since_1970_are_a_day_in_utc() {
        check("1709683200", "2024-03-06");
        check("1709683199000", "2024-03-05");
    }

    #[test]
    fn the_year_may_stand_before_the_name_of_the_month() {
        check("2024 Mar 5", "2024-03-05");
        check("2024 March 5", "2024-03-05");
    }

    #[test]
    fn scripts_tell_the_day_in_their_data() {
        let day = |script| day_in_script(script).map(|day| day.to_string());
        let escaped = "{&quot;datePublished&quot;:&quot;2024-03-05T10:00&quot;}";
        assert_eq!(day(escaped).as_deref(), Some("2024-03-05"));
        assert_eq!(day(r#"{\"published_at\": \"2024-03-05\"}"#).as_deref(), Some("2024-03-05"));
        assert_eq!(day("{datePublished: null, x: '2024-03-05'}"), None);
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in ["", "2024-13-05", "2024-02-30", "0001-01-01T00:00:00Z", "99999999", "é"] {
            check(text, "");
        }
    }

    #[track_caller]
    fn check_address(url: &str, expected: &str) {
        let day = day_in_address(url).map_or_else(String::new, |day| day.to_string());
        assert_eq!(day, expected, "{url}");
    }

    #[test]
    fn an_address_tells_the_day() {
        check_address("https://post.test/world/2024/03/05/bridge-opens?x=1", "2024-03-05");
        check_address("https://post.test/2024/mar/05/bridge", "2024-03-05");
        check_address("https://post.test/news/2024-03-05-bridge", "2024-03-05");
        check_address("https://post.test/news/20240305/bridge.html", "2024-03-05");
        check_address("https://post.test/2024/03/bridge", "");
        check_address("https://post.test/news/20240399-bridge?d=2024-03-05", "");
    }
}
