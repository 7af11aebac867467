//! The dateline: place, day and agency that stand before the text.

use super::agency::{credit_named, is_acronym, is_credited_outlet};
use super::name::is_particle;
use super::{Precision, PrintedDate, Published, Reading};

/// A dateline is looked for in so many bytes at the beginning of a paragraph.
const LONGEST: usize = 100;

/// What parts a dateline from the text. "_" is how the AP sent its dash to typewriters.
const SEPARATORS: &[&str] = &[" -- ", " - ", " – ", " — ", " _ ", "— ", "– ", "—", "-- "];

/// Words that begin a sentence, and in capitals a shouted one, not a place.
const NO_PLACES: &[&str] = &[
    "the",
    "a",
    "an",
    "breaking",
    "watch",
    "update",
    "updated",
    "exclusive",
    "analysis",
    "opinion",
    "video",
    "photos",
    "live",
    "on",
    "in",
    "at",
    "by",
    "and",
    "but",
    "it",
    "he",
    "she",
    "they",
    "we",
    "you",
    "i",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "advertisement",
    "correction",
    "note",
    "editor's",
    "no",
    "yes",
    "this",
    "that",
    "since",
];

/// "LONDON, March 3 (MNA) —" taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dateline {
    /// As printed, without the dash: "LONDON, March 3 (MNA)".
    pub printed: String,
    /// The place, as printed; empty if only an agency or outlet stands there ("CNN —").
    pub place: String,
    /// Month (1-12) and day (1-31), if they are told.
    pub day: Option<(i8, i8)>,
    /// The year of that day, if it is told: "LONDON, March 3, 2023". `None` without a day.
    pub year: Option<i16>,
    /// The wire service, or the outlet that credits itself in its place ("CNN —").
    pub agency: Option<String>,
}

impl Dateline {
    /// Parts a first paragraph in its dateline and the text behind it; `None` if it has none.
    ///
    /// A place alone must be in capitals; with a day or an agency behind it, it need not be.
    ///
    /// ```
    /// use byline::article::Dateline;
    /// let (dateline, text) = Dateline::split("LONDON, March 3 (MNA) — It rained.").unwrap();
    /// assert_eq!((dateline.place.as_str(), dateline.day), ("LONDON", Some((3, 3))));
    /// assert_eq!(text, "It rained.");
    /// assert!(Dateline::split("The U.S. — a country of rain — was wet.").is_none());
    /// ```
    pub fn split(paragraph: &str) -> Option<(Self, &str)> {
        let paragraph = paragraph.trim_start();
        let (head, text) = parted(paragraph)?;
        let dateline = Self::of(head)?;
        // "(ANSA) - ROMA, 5 MAR - Text": the agency has a dash of its own.
        if dateline.place.is_empty()
            && let Some((second_head, second_text)) = parted(text)
            && let Some(second) = Self::of(second_head).filter(|second| !second.place.is_empty())
        {
            let printed = paragraph[..paragraph.len() - second_text.len()].trim_end();
            let printed = printed.trim_end_matches(is_dash).trim_end().to_owned();
            let agency = second.agency.clone().or(dateline.agency);
            return Some((Dateline { printed, agency, ..second }, second_text));
        }
        // A dash inside a sentence goes on in small letters.
        let begins = text.chars().find(|c| c.is_alphanumeric());
        let certain = dateline.day.is_some() || begins.is_some_and(|c| !c.is_lowercase());
        certain.then_some((dateline, text))
    }

    /// Reads a dateline that stands alone, without a dash and a text behind it.
    pub(crate) fn of(printed: &str) -> Option<Self> {
        let printed = printed.trim().trim_end_matches(is_dash).trim();
        let (rest, agency) = without_agency(printed);
        let (place, day, year) = without_day(rest);
        let place = place.trim().trim_end_matches([',', ':']).trim();
        let dated_or_credited = day.is_some() || agency.is_some();
        let place_fits = if place.is_empty() {
            agency.is_some()
        } else if is_credited_outlet(place) {
            return (!dated_or_credited).then(|| Dateline {
                printed: printed.to_owned(),
                agency: Some(place.to_owned()),
                ..Dateline::default()
            });
        } else if agency.is_none() && day.is_none() && super::agency::agency_named(place).is_some()
        {
            return Some(Dateline {
                printed: printed.to_owned(),
                agency: super::agency::agency_named(place),
                ..Dateline::default()
            });
        } else {
            is_place(place, dated_or_credited)
        };
        let (printed, place) = (printed.to_owned(), place.to_owned());
        place_fits.then_some(Dateline { printed, place, day, year, agency })
    }

    /// Returns the date it tells, with what the folder says (`known`) for a year that is not told;
    /// see [`Reading::resolve`]. `None` if no day is told.
    pub(crate) fn published(&self, known: Option<Published>) -> Option<Published> {
        let (month, day) = self.day?;
        match self.year {
            Some(year) => Published::day(year, month, day),
            None => Reading::NoYear { month, day }.resolve(known),
        }
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '_')
}

/// Parts a paragraph at its first dash, or behind TASS's slashes.
fn parted(paragraph: &str) -> Option<(&str, &str)> {
    let start = &paragraph[..paragraph.floor_char_boundary(LONGEST)];
    if let Some(at) = start.find("/. ") {
        return Some((&start[..=at], paragraph[at + 2..].trim_start()));
    }
    let (at, separator) = SEPARATORS
        .iter()
        .filter_map(|separator| start.find(separator).map(|at| (at, separator)))
        .min_by_key(|(at, separator)| (*at, usize::MAX - separator.len()))?;
    Some((&start[..at], paragraph[at + separator.len()..].trim_start()))
}

/// Takes "(AP)", "/TASS/" or "(Own report)" from the end.
fn without_agency(head: &str) -> (&str, Option<String>) {
    let closed = head.strip_suffix(')').and_then(|head| head.rsplit_once('('));
    let slashed = head.strip_suffix('/').and_then(|head| head.rsplit_once('/'));
    if let Some((before, credit)) = closed.or(slashed)
        && let Some(agency) = credit_named(credit)
    {
        return (before.trim_end(), Some(agency));
    }
    // A service that nobody knows is one only behind a place in capitals: "LONDON (Nordwire)".
    match closed {
        Some((before, credit)) if is_in_capitals(city(before)) && is_short_name(credit) => {
            (before.trim_end(), Some(credit.trim().to_owned()))
        }
        _ => (head, None),
    }
}

/// True for one to three capitalized words: "Nordwire", "Own Correspondent".
fn is_short_name(credit: &str) -> bool {
    let mut words = credit.split_whitespace();
    (3..=30).contains(&credit.len())
        && (1..=3).contains(&words.clone().count())
        && words.all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '&'))
        })
}

/// Returns what stands before the first comma: the rest is a region or a day.
fn city(place: &str) -> &str {
    place.split_once(',').map_or(place, |(city, _)| city)
}

fn is_in_capitals(city: &str) -> bool {
    !city.contains(char::is_lowercase)
        && city.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 2)
}

/// Takes ", March 3" or ", 3 March 2024" from the end; returns month and day, and the year.
fn without_day(head: &str) -> (&str, Option<(i8, i8)>, Option<i16>) {
    let none = (head, None, None);
    let Some(date) = PrintedDate::find(head) else { return none };
    let behind = head[date.range.end..].trim_matches(['.', ',', ' ']);
    let before = head[..date.range.start].trim_end();
    let set_off = before.ends_with(',') || !before.contains(char::is_lowercase);
    if !behind.is_empty() || !set_off || before.is_empty() {
        return none;
    }
    match date.reading {
        Reading::NoYear { month, day } => (before, Some((month, day)), None),
        Reading::Plain(date) if date.precision() == Precision::Day => {
            let date = date.first();
            (before, Some((date.month(), date.day())), Some(date.year()))
        }
        Reading::Plain(_) | Reading::DayOrMonth { .. } => none,
    }
}

/// True if `place` may be one: capitalized words, or words in capitals if nothing else shows that
/// this is a dateline.
fn is_place(place: &str, dated_or_credited: bool) -> bool {
    let words: Vec<&str> = place.split_whitespace().collect();
    let first = words.first().map_or("", |word| word.trim_end_matches(','));
    if words.len() > 6 || NO_PLACES.contains(&first.to_lowercase().as_str()) {
        return false;
    }
    let city = city(place);
    let region = place[city.len()..].trim_start_matches(',');
    let capitalized = words.iter().all(|word| {
        word.starts_with(char::is_uppercase)
            || is_particle(word)
            || matches!(*word, "am" | "an" | "of" | "sur" | "upon" | "and" | "und" | "in")
    });
    let in_capitals = is_in_capitals(city);
    let letters = place.chars().all(|c| c.is_alphabetic() || " ,.'’-/".contains(c));
    letters
        && capitalized
        && (dated_or_credited || (in_capitals && region.split_whitespace().count() <= 3))
        && (dated_or_credited || !is_acronym(city) || city.len() > 4)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Dateline;

    #[track_caller]
    fn check(paragraph: &str, expected: &str) {
        let found = Dateline::split(paragraph).map(|(dateline, text)| {
            let day = dateline.day.map_or(String::new(), |(month, day)| format!("{month}/{day}"));
            format!("{}|{}|{}|{text}", dateline.place, day, dateline.agency.unwrap_or_default())
        });
        assert_eq!(found.unwrap_or_default(), expected, "{paragraph}");
    }

    #[test]
    fn place_day_and_agency_are_taken_apart() {
        check("LONDON, March 3 (MNA) - It rained.", "LONDON|3/3|MNA|It rained.");
        check("LONDON (Reuters) — It rained.", "LONDON||Reuters|It rained.");
        check("PARIS, Mar 5 - It rained.", "PARIS|3/5||It rained.");
        check("Berlin (dpa) - Es regnete.", "Berlin||dpa|Es regnete.");
        check("WASHINGTON — It rained.", "WASHINGTON|||It rained.");
        check("WASHINGTON—It rained.", "WASHINGTON|||It rained.");
        check("ST. PAUL, Minn. (AP) _ It rained.", "ST. PAUL, Minn.||AP|It rained.");
        check("NEW YORK -- “Rain,” he said.", "NEW YORK|||“Rain,” he said.");
        check("BEIJING, March 5 (Xinhua) -- It rained.", "BEIJING|3/5|Xinhua|It rained.");
        check("PARIS, 5 mars (AFP) – Il a plu.", "PARIS|3/5|AFP|Il a plu.");
        check("Frankfurt am Main (dpa) - Es regnete.", "Frankfurt am Main||dpa|Es regnete.");
        check("Rio de Janeiro, 5 mar (EFE).- Llovió.", "");
        check("Berlin/Paris (AFP) - Es regnete.", "Berlin/Paris||AFP|Es regnete.");
        check("MOSCOW, March 5. /TASS/. It rained.", "MOSCOW|3/5|TASS|It rained.");
        check("(ANSA) - ROMA, 5 MAR - Piove.", "ROMA|3/5|ANSA|Piove.");
        check("CHICAGO, March 5 /PRNewswire/ -- Rain.", "CHICAGO|3/5|PRNewswire|Rain.");
    }

    #[test]
    fn behind_a_place_in_capitals_any_short_name_is_the_agency() {
        check("LONDON, March 3, 2023 (Nordwire) - It rained.", "LONDON|3/3|Nordwire|It rained.");
        check("LITTLE SELWYN, Jan 18 (Nordwire) — Rain.", "LITTLE SELWYN|1/18|Nordwire|Rain.");
        check("PORT SELWYN (Nord Wire) - It rained.", "PORT SELWYN||Nord Wire|It rained.");
        check("Port Selwyn (Nordwire) - It rained.", "");
        check("PORT SELWYN (where it rains) - It rained.", "");
        check("UN (Nordwire) - It rained.", "");
        check("THE RAIN (Again) - It rained.", "");
        check("PORT SELWYN (Nordwire) - and so it rained.", "");
    }

    #[test]
    fn a_full_date_is_the_day_of_the_article() {
        let published = |paragraph: &str| {
            let (dateline, _) = Dateline::split(paragraph).unwrap();
            dateline.published("1998-03".parse().ok()).map(|date| date.to_string())
        };
        assert_eq!(published("LONDON, March 3, 2023 (MNA) - Rain.").unwrap(), "2023-03-03");
        assert_eq!(published("LONDON, March 3 (MNA) - Rain.").unwrap(), "1998-03-03");
        assert_eq!(published("LONDON (MNA) - Rain."), None);
    }

    #[test]
    fn an_outlet_may_stand_alone() {
        check("CNN — It rained.", "||CNN|It rained.");
        check("(Reuters) - It rained.", "||Reuters|It rained.");
        check("Reuters — It rained.", "||Reuters|It rained.");
    }

    #[test]
    fn a_sentence_with_a_dash_has_no_dateline() {
        check("The U.S. — a country of rain — was wet.", "");
        check("Masri said — again — that it rained.", "");
        check("NATO — The alliance — was wet.", "");
        check("Masri — A man of Gaza — said so.", "");
        check("U.S. — It rained.", "");
        check("THE END — It rained.", "");
        check("Jay-Z won - Again.", "");
        check("Tuesday, March 5 - It rained.", "");
        check("In a break with policy (the first in years) - It rained.", "");
        check("It rained.", "");
        check("", "");
    }

    proptest! {
        #[test]
        fn the_text_behind_is_the_end_of_the_paragraph(
            paragraph in "\\PC{0,60}|[A-Z]{3,8}(, Mar 5)?( \\(AP\\))?( - |—)\\PC{0,20}"
        ) {
            if let Some((_, text)) = Dateline::split(&paragraph) {
                prop_assert!(paragraph.ends_with(text));
            }
        }
    }
}
