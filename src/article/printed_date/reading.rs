//! What a printed date says, and what it means beside what the folder says.

use std::ops::{Range, RangeInclusive};

use crate::article::{Precision, Published};

/// The years in which there are newspapers: other numbers of four digits are something else.
pub(super) const YEARS: RangeInclusive<i16> = 1500..=2100;

/// What a printed date says, before anything else is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// It is plain.
    Plain(Published),
    /// "05/03/2024": two numbers, each of which may be the month, and the year.
    DayOrMonth {
        /// The year.
        year: i16,
        /// The first number, 1 to 12.
        first: i8,
        /// The second number, 1 to 12, and not the first again.
        second: i8,
    },
    /// "March 5": month and day (the year is elsewhere, or unknown).
    NoYear {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
}

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedDate {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it says.
    pub reading: Reading,
}

impl PrintedDate {
    /// Returns the date, as exactly as it is certain; see [`Reading::resolve`].
    pub fn resolve(&self, known: Option<Published>) -> Option<Published> {
        self.reading.resolve(known)
    }
}

impl Reading {
    /// Returns the date, as exactly as it is certain, with what the folder or file name says
    /// (`known`).
    ///
    /// "05/03/2024" is a day if `known` is in 2024-03 or 2024-05, else only the year 2024. "March
    /// 5" is a day if `known` is the month 2024-03, else it adds nothing to `known`. A plain date
    /// that is less exact than `known` and agrees with it gives way to it.
    pub fn resolve(self, known: Option<Published>) -> Option<Published> {
        match self {
            Reading::Plain(date) => {
                Some(known.filter(|known| is_within(*known, date)).unwrap_or(date))
            }
            Reading::DayOrMonth { year, first, second } => {
                let month = known_month(known).filter(|(known_year, _)| *known_year == year);
                match month.map(|(_, month)| month) {
                    Some(month) if month == second => Published::day(year, second, first),
                    Some(month) if month == first => Published::day(year, first, second),
                    _ => Published::year(year),
                }
            }
            Reading::NoYear { month, day } => match known_month(known) {
                Some((year, known_month))
                    if known_month == month
                        && known.is_some_and(|known| known.precision() == Precision::Month) =>
                {
                    Published::day(year, month, day).or(known)
                }
                _ => known,
            },
        }
    }
}

/// True if `inner` is more exact than `outer`, and the same date as far as that goes.
fn is_within(inner: Published, outer: Published) -> bool {
    inner.precision() > outer.precision()
        && inner.first() >= outer.first()
        && inner.last() <= outer.last()
}

/// Returns year and month, if both are known.
fn known_month(known: Option<Published>) -> Option<(i16, i8)> {
    known
        .filter(|known| known.precision() >= Precision::Month)
        .map(|known| (known.first().year(), known.first().month()))
}

#[cfg(test)]
mod tests {
    use super::PrintedDate;

    #[track_caller]
    fn check(printed: &str, known: &str, expected: &str) {
        let date = PrintedDate::find(printed).unwrap();
        let resolved = date.resolve(known.parse().ok()).map(|date| date.to_string());
        assert_eq!(resolved.unwrap_or_default(), expected, "{printed} in {known}");
    }

    #[test]
    fn two_numbers_are_a_day_only_if_the_folder_decides() {
        check("05/03/2024", "2024-03", "2024-03-05");
        check("05/03/2024", "2024-05", "2024-05-03");
        check("05/03/2024", "2024-05-03", "2024-05-03");
        check("05/03/2024", "2024-07", "2024");
        check("05/03/2024", "2023-03", "2024");
        check("05/03/2024", "2024", "2024");
        check("05/03/2024", "", "2024");
        check("05/05/2024", "", "2024-05-05");
    }

    #[test]
    fn a_date_without_year_needs_the_month_of_the_folder() {
        check("March 5", "1998-03", "1998-03-05");
        check("March 5", "1998-04", "1998-04");
        check("March 5", "1998", "1998");
        check("March 4", "1998-03-05", "1998-03-05");
        check("March 5", "", "");
        check("February 30", "1998-02", "1998-02");
    }

    #[test]
    fn what_is_printed_outweighs_the_folder() {
        check("March 5, 2024", "1998-04", "2024-03-05");
        check("June 1987", "1987-06-21", "1987-06-21");
        check("June 1987", "1987-07-21", "1987-06");
    }
}
