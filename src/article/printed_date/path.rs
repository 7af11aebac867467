//! Dates in the path of a file: an archive is often filed by year, month and day.

use super::month::month_named;
use super::reading::YEARS;
use crate::article::Published;

/// Returns the date that a path tells: `1998/03/05/x.txt`, `1998/03/x.txt`, `1998-03-05-x.txt`,
/// `19980305.txt`, `1998/x.txt`. The most exact one counts, among equals the last.
///
/// ```
/// use byline::article::date_in_path;
/// let tells = |file| date_in_path(file).map(|date| date.to_string());
/// assert_eq!(tells("archive/1998/03/story-7.txt").as_deref(), Some("1998-03"));
/// assert_eq!(tells("letters/story-7.txt"), None);
/// ```
pub fn date_in_path(file: &str) -> Option<Published> {
    let parts: Vec<&str> = file.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
    let (name, folders) = parts.split_last()?;
    let mut dates: Vec<Published> = Vec::new();
    for (i, folder) in folders.iter().enumerate() {
        dates.extend(in_name(folder));
        dates.extend(in_folders(&folders[i..]));
    }
    dates.extend(in_name(name));
    // The last of the greatest is returned.
    dates.into_iter().max_by_key(|date| date.precision())
}

/// Reads `1998`, `1998/03` and `1998/03/05` at the beginning of `folders`.
fn in_folders(folders: &[&str]) -> Option<Published> {
    let year = year(folders.first()?)?;
    let month = folders.get(1).and_then(|folder| small(folder).or_else(|| month_named(folder)));
    let day = folders.get(2).and_then(|folder| small(folder));
    let exact = month.and_then(|month| {
        let day = day.and_then(|day| Published::day(year, month, day));
        day.or_else(|| Published::month(year, month))
    });
    exact.or_else(|| Published::year(year))
}

/// Reads `1998-03-05` anywhere in a name, and `19980305`, `1998-03` or `199803` where it is allowed.
fn in_name(name: &str) -> Option<Published> {
    let numbers = numbers(name);
    let dashed = numbers.windows(3).find_map(|window| {
        let [(start, year_digits), (_, month), (end, day)] = *window else { return None };
        let length = end + day.len() - start;
        let joined = matches!(name.as_bytes()[start + 4..start + length], [a, _, _, b, ..]
            if a == b && matches!(a, b'-' | b'_' | b'.'));
        let well_formed = joined && length == 10;
        well_formed.then(|| Published::day(year(year_digits)?, small(month)?, small(day)?))?
    });
    dashed.or_else(|| at_start(name, numbers.first()?.1)).or_else(|| whole_month(name))
}

/// Reads `19980305` at the start of a name.
fn at_start(name: &str, digits: &str) -> Option<Published> {
    if digits.len() != 8 || !name.starts_with(digits) {
        return None;
    }
    Published::day(year(&digits[..4])?, small(&digits[4..6])?, small(&digits[6..])?)
}

/// Reads `1998-03` if that is the whole name of a folder.
fn whole_month(name: &str) -> Option<Published> {
    let (year_digits, month) = name.split_once(['-', '_'])?;
    (month.len() == 2).then(|| Published::month(year(year_digits)?, small(month)?))?
}

/// Returns the runs of ASCII digits in `name`, each with its first byte.
fn numbers(name: &str) -> Vec<(usize, &str)> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(start) = name[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + start;
        let length = name[start..].find(|c: char| !c.is_ascii_digit());
        at = length.map_or(name.len(), |length| start + length);
        numbers.push((start, &name[start..at]));
    }
    numbers
}

fn year(digits: &str) -> Option<i16> {
    let well_formed = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    let year = well_formed.then(|| digits.parse().ok())?;
    year.filter(|year| YEARS.contains(year))
}

fn small(digits: &str) -> Option<i8> {
    let well_formed = matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit());
    well_formed.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::date_in_path;

    #[track_caller]
    fn check(file: &str, expected: &str) {
        let date = date_in_path(file).map(|date| date.to_string());
        assert_eq!(date.unwrap_or_default(), expected, "{file}");
    }

    #[test]
    fn folders_tell_year_month_and_day() {
        check("1998/03/05/x.txt", "1998-03-05");
        check("news/1998/3/x.txt", "1998-03");
        check("1998/March/5/x.txt", "1998-03-05");
        check("1998/x.txt", "1998");
        check("1998/sport/x.txt", "1998");
        check("1998-03-05/x.txt", "1998-03-05");
        check("1998-03/x.txt", "1998-03");
        check("19980305/x.txt", "1998-03-05");
    }

    #[test]
    fn the_name_of_a_file_tells_a_day() {
        check("1998-03-05-budget.txt", "1998-03-05");
        check("times_1998_03_05.txt", "1998-03-05");
        check("19980305-budget.txt", "1998-03-05");
        check("19980305.txt", "1998-03-05");
        check("1998/04/1998-03-05.txt", "1998-03-05");
    }

    #[test]
    fn other_numbers_are_no_dates() {
        check("0003/0000252.txt", "");
        check("1998/13/x.txt", "1998");
        check("1998/02/30/x.txt", "1998-02");
        check("12-monkeys.txt", "");
        check("1998/03/12-monkeys.txt", "1998-03");
        check("id-20012005.txt", "");
        check("119980305.txt", "");
        check("1998-03-055.txt", "");
        check("", "");
    }

    proptest! {
        #[test]
        fn any_path_can_be_asked(file in "\\PC{0,30}|[0-9/._é-]{0,24}") {
            date_in_path(&file);
        }
    }
}
