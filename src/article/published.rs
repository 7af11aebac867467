//! When an article was published, as exactly as its file says and no more.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year: `1987`.
    Year,
    /// Year and month: `1987-06`.
    Month,
    /// The day: `1987-06-21`.
    Day,
}

/// A day, a month or a year, in the years -9999 to 9999; written as ISO 8601 writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Published {
    /// The first day of the span.
    first: Date,
    precision: Precision,
}

impl Published {
    /// Returns the day; `None` if the calendar has no such day.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Self::new(year, month, day, Precision::Day)
    }

    /// Returns the month; `None` if there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Self::new(year, month, 1, Precision::Month)
    }

    /// Returns the year; `None` if it is out of range.
    pub fn year(year: i16) -> Option<Self> {
        Self::new(year, 1, 1, Precision::Year)
    }

    fn new(year: i16, month: i8, day: i8, precision: Precision) -> Option<Self> {
        Some(Published { first: Date::new(year, month, day).ok()?, precision })
    }

    /// Returns how much of the date is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Returns the first day of the span.
    pub fn first(self) -> Date {
        self.first
    }

    /// Returns the last day of the span.
    pub fn last(self) -> Date {
        match self.precision {
            Precision::Year => self.first.last_of_year(),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        }
    }
}

/// Returns the number of days from 1970-01-01 to `date`, negative before.
pub fn day_number(date: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    epoch.duration_until(date).as_secs() / 86_400
}

/// Returns the day of a number of days; `None` if the calendar has no such day.
pub fn day_of_number(number: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(number).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{:02}", self.first.day()),
        }
    }
}

/// The text is no date as [`Published`] writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date such as 2024, 2024-03 or 2024-03-05")]
pub struct NotADate;

impl FromStr for Published {
    type Err = NotADate;

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let number = |part: &str, digits: usize| -> Option<i16> {
            let well_formed = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            well_formed.then(|| part.parse().ok()).flatten()
        };
        let small = |part: &str| number(part, 2).and_then(|n| i8::try_from(n).ok());
        let parts: Vec<&str> = text.split('-').collect();
        let published = match parts[..] {
            [year] => number(year, 4).and_then(Self::year),
            [year, month] => {
                number(year, 4).zip(small(month)).and_then(|(year, month)| Self::month(year, month))
            }
            [year, month, day] => number(year, 4)
                .zip(small(month).zip(small(day)))
                .and_then(|(year, (month, day))| Self::day(year, month, day)),
            _ => None,
        };
        published.ok_or(NotADate)
    }
}

#[cfg(test)]
mod tests {
    use super::{Published, day_number};

    #[test]
    fn a_date_is_written_as_exactly_as_it_is_known() {
        for text in ["1665-09-02", "1987-06", "1987", "0900", "2024-02-29"] {
            let published: Published = text.parse().unwrap();
            assert_eq!(published.to_string(), text);
        }
        for text in ["2023-02-29", "87", "2024-13", "2024-3-5", "2024-03-05T10", "", "-"] {
            assert!(text.parse::<Published>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_lasts_from_its_first_day_to_its_last() {
        let month: Published = "2024-02".parse().unwrap();
        assert_eq!((month.first().day(), month.last().day()), (1, 29));
    }

    #[test]
    fn days_are_counted_from_1970_in_both_directions() {
        let day = |text: &str| day_number(text.parse::<Published>().unwrap().first());
        assert_eq!(day("1970-01-01"), 0);
        assert_eq!(day("1969-12-31"), -1);
        assert_eq!(day("2024-03-05"), 19_787);
        assert_eq!(day("1665-09-02"), -111_154);
    }
}
