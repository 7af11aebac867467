//! Reads a byline: its people, what they are, and whom else it credits.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use super::east_asian;
use super::part::{
    Part, agency_of_role, at_agency, bare_name, is_no_one, is_outlet, is_person, is_staff,
    names_outlet,
};
use super::words::{CITIES, LEADS, LEADS_LIKE_NAMES, OTHER_CREDITS};
use crate::article::agency::{agency_named, credit_named};
use crate::article::name::{is_particle, is_suffix};
use crate::article::{Name, PrintedDate, one_line};

/// A longer line is no byline, in bytes.
const LONGEST_BYLINE: usize = 600;

/// One person of a byline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The author's name.
    pub name: Name,
    /// What the byline says of the author: "Political Editor". Not the outlet.
    pub role: Option<String>,
}

/// Who wrote an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Byline {
    /// The people, in the order printed, no one twice.
    pub authors: Vec<Author>,
    /// The wire service that is credited, alone or beside the people.
    pub agency: Option<String>,
}

impl Byline {
    /// Reads the text of a byline, with or without "By".
    ///
    /// ```
    /// use byline::article::Byline;
    /// let byline = Byline::parse("By JANE DOE and John Roe, Political Editor (Reuters)");
    /// let names: Vec<&str> = byline.authors.iter().map(|a| a.name.display()).collect();
    /// assert_eq!(names, ["Jane Doe", "John Roe"]);
    /// assert_eq!(byline.authors[1].role.as_deref(), Some("Political Editor"));
    /// assert_eq!(byline.agency.as_deref(), Some("Reuters"));
    /// ```
    pub fn parse(line: &str) -> Self {
        Credit::read(line).byline
    }

    /// Joins the bylines that `entries` hold: one person, or one whole byline, an entry.
    pub fn of<'t>(entries: impl IntoIterator<Item = &'t str>) -> Self {
        let mut joined = Byline::default();
        for entry in entries {
            let byline = Byline::parse(entry);
            byline.authors.into_iter().for_each(|author| joined.push(author));
            joined.agency = joined.agency.or(byline.agency);
        }
        joined
    }

    /// Joins who signs `entries`, of which each is known to name an author, and none is a person: a
    /// team, an account, a company, as it is printed. Who is meant to name no one ("admin") is left
    /// out.
    pub(crate) fn signed<'t>(entries: impl IntoIterator<Item = &'t str>) -> Self {
        let mut joined = Byline::default();
        let names = entries.into_iter().filter_map(signature);
        names.for_each(|name| joined.push(Author { name, role: None }));
        joined
    }

    /// Returns true if neither a person nor an agency is named.
    pub fn is_empty(&self) -> bool {
        self.authors.is_empty() && self.agency.is_none()
    }

    fn push(&mut self, author: Author) {
        if self.authors.iter().all(|other| other.name.key() != author.name.key()) {
            self.authors.push(author);
        }
    }
}

/// A line read as a byline, with what else is in it.
#[derive(Debug, Default)]
pub(crate) struct Credit {
    /// Who wrote it.
    pub(crate) byline: Byline,
    /// The paper or site that is credited: "By Jane Doe, The Daily Ledger".
    pub(crate) outlet: Option<String>,
    /// True if the line begins as bylines do: "By", "Von".
    pub(crate) introduced: bool,
    /// True if something is in the line that bylines do not hold: then it hardly is one.
    pub(crate) foreign: bool,
    /// Whether nothing more is read once it is foreign.
    gives_up: bool,
}

impl Credit {
    /// Reads `line`.
    pub(crate) fn read(line: &str) -> Self {
        Credit::default().with(line)
    }

    /// Reads `line` unless it is foreign, which most lines of a page are and tell early.
    pub(crate) fn unless_foreign(line: &str) -> Option<Self> {
        let credit = Credit { gives_up: true, ..Credit::default() }.with(line);
        (!credit.foreign).then_some(credit)
    }

    fn with(self, line: &str) -> Self {
        let mut credit = self;
        let Some(line) = one_line(line).filter(|line| line.len() <= LONGEST_BYLINE) else {
            credit.foreign = true;
            return credit;
        };
        if let Some(names) = east_asian::names(&line) {
            credit.introduced = true;
            for name in names {
                credit.person(name, None);
            }
            return credit;
        }
        let (introduced, rest) = without_lead(&line);
        credit.introduced = introduced;
        let rest = without_other_credits(rest);
        let rest = credit.without_brackets(rest);
        let rest = without_links(without_dates(rest));
        let rest = [" - ", " – ", " — ", " / "].iter().fold(rest, |s, dash| s.replace(dash, " | "));
        for segment in rest.split(['|', ';', '•', '·', '/', '►', '／']) {
            credit.segment(segment.trim());
        }
        credit
    }

    /// Takes brackets out of `line`, and keeps what they credit.
    fn without_brackets(&mut self, line: &str) -> String {
        let mut kept = String::with_capacity(line.len());
        let mut rest = line;
        while let Some((before, opened)) = rest.split_once(['(', '[', '（']) {
            kept.push_str(before);
            let (inside, behind) = opened.split_once([')', ']', '）']).unwrap_or((opened, ""));
            let named = ["with ", "avec ", "mit ", "con ", "com "]
                .iter()
                .find_map(|w| inside.strip_prefix(w));
            let named = named.map(|named| at_conjunction(named).map_or(named, |(first, _)| first));
            match credit_named(named.unwrap_or(inside)) {
                Some(agency) => _ = self.byline.agency.get_or_insert(agency),
                None if is_outlet(inside) => _ = self.outlet.get_or_insert(inside.to_owned()),
                None => {}
            }
            kept.push(' ');
            rest = behind;
        }
        kept + rest
    }

    /// Reads what stands between two bars.
    fn segment(&mut self, segment: &str) {
        if !self.introduced && is_inverted(segment) {
            self.person(segment, None);
            return;
        }
        // "Posted on May 3 by Jane Doe": the date is a bar.
        let (introduced, segment) = without_lead(segment);
        self.introduced |= introduced;
        for (i, part) in segment.split([',', '、', '，', '،']).enumerate() {
            let part = part.trim();
            if i > 0 && is_suffix(part) {
                self.suffix(part);
            } else {
                // "Jane Doe | Kiel": one word behind a person is a place.
                let is_alone = self.has_author() && !part.contains(' ');
                self.part(part, i == 0 && !is_alone);
            }
        }
    }

    /// Reads what stands between two commas. `opening` is false behind a comma.
    fn part(&mut self, part: &str, opening: bool) {
        if self.foreign && self.gives_up {
            return;
        }
        match Part::of(part, opening || self.byline.authors.is_empty()) {
            Part::Person { name, role } => {
                if let Some((before, behind)) = at_conjunction(name) {
                    self.part(before, opening);
                    self.part(behind, true);
                } else if let Some((before, agency)) = at_agency(name) {
                    self.part(before, opening);
                    self.byline.agency.get_or_insert(agency);
                } else if let Some((before, behind)) = at_shouted_preposition(name) {
                    self.part(before, opening);
                    self.place_or_outlet(behind);
                } else if opening || name.split_whitespace().nth(1).is_some() || !self.has_author()
                {
                    self.person(name, role);
                }
            }
            Part::Role(role) => {
                self.byline.agency = self.byline.agency.take().or_else(|| agency_of_role(role));
                if let Some(author) = self.byline.authors.last_mut() {
                    author.role.get_or_insert(role.to_owned());
                }
            }
            Part::Agency(agency) => _ = self.byline.agency.get_or_insert(agency),
            Part::Outlet(_) | Part::Foreign if at_conjunction(part).is_some() => {
                if let Some((before, behind)) = at_conjunction(part) {
                    self.part(before, opening);
                    self.part(behind, true);
                }
            }
            Part::Outlet(_) | Part::Foreign if at_preposition(part).is_some() => {
                if let Some((before, behind)) = at_preposition(part) {
                    self.part(before, opening);
                    self.place_or_outlet(behind);
                }
            }
            Part::Outlet(_) if at_agency(part).is_some() => {
                if let Some((before, agency)) = at_agency(part) {
                    self.part(before, opening);
                    self.byline.agency.get_or_insert(agency);
                }
            }
            Part::Outlet(outlet) => _ = self.outlet.get_or_insert(outlet.to_owned()),
            Part::Nothing => {}
            Part::Foreign => self.foreign = true,
        }
    }

    /// Reads what stands behind "in", "for" or "of".
    fn place_or_outlet(&mut self, name: &str) {
        if let Some(agency) = agency_named(name) {
            self.byline.agency.get_or_insert(agency);
        } else if is_outlet(name) {
            self.outlet.get_or_insert(name.to_owned());
        } else if !is_person(name) {
            self.foreign = true;
        }
    }

    fn has_author(&self) -> bool {
        !self.byline.authors.is_empty()
    }

    fn person(&mut self, printed: &str, role: Option<&str>) {
        match Name::new(bare_name(printed)) {
            Some(name) => self.byline.push(Author { name, role: role.map(str::to_owned) }),
            None => self.foreign = true,
        }
    }

    /// Adds ", Jr." to the person before; ", M.D." and its like are left out.
    fn suffix(&mut self, suffix: &str) {
        let of_name = matches!(
            suffix.trim_end_matches('.').to_lowercase().as_str(),
            "jr" | "sr" | "ii" | "iii" | "iv"
        );
        if let Some(author) = self.byline.authors.last_mut().filter(|_| of_name)
            && let Some(name) = Name::new(&format!("{} {suffix}", author.name.display()))
        {
            author.name = name;
        }
    }
}

/// Takes "By", "Text: Von" from the beginning, and tells if there was any.
fn without_lead(line: &str) -> (bool, &str) {
    let mut rest = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some(names) = behind_place(rest) {
        return (true, names);
    }
    let mut introduced = false;
    for _ in 0..2 {
        // Few begin as the line does: the others need no closer look.
        let first = rest.chars().next().and_then(|first| first.to_lowercase().next());
        let mut leads = LEADS.iter().filter(|lead| lead.chars().next() == first);
        let Some((lead, behind)) = leads.find_map(|lead| Some((lead, behind_lead(rest, lead)?)))
        else {
            break;
        };
        let colon = behind.starts_with(':');
        let behind = behind.trim_start_matches([':', ' ', '-', '–', '—']);
        // "Von Miller" and "Di Brown" are names; "Von Anna Müller" is a byline.
        let name = LEADS_LIKE_NAMES.contains(lead) && behind.split_whitespace().nth(1).is_none();
        if name && !colon && !is_staff(behind) {
            break;
        }
        introduced = true;
        rest = behind;
    }
    (introduced, rest)
}

/// Reads "By Kitchen Staff | March 5, 2024" as one name; `None` if it is too long for one, or an
/// address.
fn signature(line: &str) -> Option<Name> {
    /// Bytes and words of the longest: "Harbour Post Investigations and Data Team".
    const LONGEST: (usize, usize) = (60, 7);
    let line = one_line(line).filter(|line| line.len() <= LONGEST_BYLINE)?;
    let (_, rest) = without_lead(&line);
    let line = without_dates(without_other_credits(rest).to_owned());
    let name = line.split(['|', '•', '·', '(']).map(str::trim).find(|part| !part.is_empty())?;
    let is_name = name.len() <= LONGEST.0 && name.split(' ').count() <= LONGEST.1;
    if !is_name || name.contains(['@', '/', ':']) || is_no_one(name) {
        return None;
    }
    Name::new(name)
}

/// "Aus Kiel berichtet Jane Doe": returns the name.
fn behind_place(line: &str) -> Option<&str> {
    let place = line.strip_prefix("Aus ")?;
    [" berichtet ", " berichten "].iter().find_map(|verb| Some(place.split_once(verb)?.1))
}

/// Returns what follows `lead` in `line`, if it begins with that word in any case.
fn behind_lead<'t>(line: &'t str, lead: &str) -> Option<&'t str> {
    let start = line.get(..lead.len()).filter(|start| start.to_lowercase() == lead)?;
    let behind = &line[start.len()..];
    (behind.is_empty() || behind.starts_with([' ', ':'])).then_some(behind)
}

/// Finds the first of [`OTHER_CREDITS`] in any case, in one pass.
static OTHER_CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<String> = OTHER_CREDITS.iter().map(|words| regex::escape(words)).collect();
    let anywhere =
        RegexBuilder::new(&words.join("|")).case_insensitive(true).unicode(false).build();
    anywhere.expect("words are a pattern")
});

fn without_other_credits(line: &str) -> &str {
    match OTHER_CREDIT.find(line) {
        // "; William J. Broad contributed reporting": the person has not written it, either.
        Some(words) if words.as_str().to_ascii_lowercase().starts_with("contributed") => {
            let at = words.start();
            &line[..line[..at].rfind([';', '.']).unwrap_or(at)]
        }
        Some(words) => {
            let at = words.start();
            let before = line[..at].trim_end_matches([' ', '.', ',', ';', '|']);
            before.strip_suffix(" with").unwrap_or(before)
        }
        None => line,
    }
}

/// Puts a bar in the place of each date.
fn without_dates(line: String) -> String {
    let mut line = line;
    while line.contains(|c: char| c.is_ascii_digit()) {
        let Some(date) = PrintedDate::find(&line) else { break };
        line.replace_range(date.range, " | ");
    }
    line
}

/// Puts a bar in the place of each mail address and link.
fn without_links(line: String) -> String {
    let is_link =
        |word: &str| word.contains(['@', '#']) || word.contains("://") || word.starts_with("www.");
    if !line.split_whitespace().any(is_link) {
        return line;
    }
    let kept = line.split_whitespace().map(|word| if is_link(word) { "|" } else { word });
    kept.collect::<Vec<_>>().join(" ")
}

/// True for "Doe, Jane" and "Doe, Jane A.".
fn is_inverted(segment: &str) -> bool {
    let Some((last, first)) = segment.split_once(',') else { return false };
    let (last, first) = (last.trim(), first.trim());
    let (first, suffix) = first.split_once(',').map_or((first, ""), |(f, s)| (f.trim(), s.trim()));
    let surname = last.split_whitespace().filter(|word| !is_particle(word)).count() == 1;
    let mut given = first.split_whitespace();
    let one_given =
        given.next().is_some() && given.all(|word| word.trim_end_matches('.').chars().count() == 1);
    let named = |name| is_person(name) && !names_outlet(name) && agency_named(name).is_none();
    surname
        && one_given
        && (suffix.is_empty() || is_suffix(suffix))
        && !is_suffix(first)
        && named(last)
        && named(first)
        && !CITIES.contains(&first.to_lowercase().as_str())
}

/// Parts a text at "and" and its like.
fn at_conjunction(text: &str) -> Option<(&str, &str)> {
    at_word(text, |word, before, behind| match word {
        "&" | "+" => true,
        // "Ortega y Gasset" is one surname; "C y D" and "Maria E Santos" are initials.
        "y" | "e" | "og" | "och" | "en" | "i" => {
            (before.contains(' ') && behind.contains(' ') && is_person(behind)) || is_staff(behind)
        }
        _ => {
            let word = word.to_lowercase();
            matches!(word.as_str(), "and" | "und" | "with" | "et" | "avec" | "mit" | "con")
                || (word == "to" && before.ends_with("as told"))
        }
    })
}

/// Words behind which place or outlet stand.
const PREPOSITIONS: &[&str] = &["in", "for", "of", "at", "from", "via"];

/// The same in German, French, Spanish and Portuguese.
const OTHER_PREPOSITIONS: &[&str] = &["aus", "à", "en", "für", "pour", "para", "em", "on"];

/// Parts a text at the word behind which place or outlet stand.
fn at_preposition(text: &str) -> Option<(&str, &str)> {
    let (before, behind) = at_word(text, |word, before, behind| {
        let known = PREPOSITIONS.contains(&word)
            || OTHER_PREPOSITIONS.contains(&word)
            || (word == "to" && before.to_lowercase().ends_with("special"));
        known && (behind.starts_with(|c: char| !c.is_lowercase()) || behind.starts_with("the "))
    })?;
    // "Jane Doe reporting from Paris", "Jane Doe, special to The Times".
    let before = ["reporting", "special", "Special", "exclusively", "reports", ", as told"]
        .iter()
        .fold(before, |before, word| before.strip_suffix(word).unwrap_or(before).trim_end());
    Some((before, behind))
}

/// The same for a text in capitals, where "IN" looks like a name.
fn at_shouted_preposition(text: &str) -> Option<(&str, &str)> {
    if text.contains(char::is_lowercase) {
        return None;
    }
    at_word(text, |word, _, _| PREPOSITIONS.contains(&word.to_lowercase().as_str()))
}

/// Parts a text around its first word, neither the first nor the last of all, that is `wanted`.
fn at_word(text: &str, wanted: impl Fn(&str, &str, &str) -> bool) -> Option<(&str, &str)> {
    let mut at = 0;
    while let Some(space) = text[at..].find(' ') {
        let start = at + space + 1;
        let end = start + text[start..].find(' ')?;
        let (before, behind) = (text[..start].trim(), text[end..].trim());
        if !before.is_empty() && wanted(&text[start..end], before, behind) {
            return Some((before, behind));
        }
        at = start;
    }
    None
}
