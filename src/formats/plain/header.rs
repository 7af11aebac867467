//! Finds headline, byline and date at the top of a page.
//!
//! The byline or the date is the anchor: the headline stands above it, menus above that.

use std::ops::Range;

use crate::article::{Byline, Credit, Dateline, PrintedDate, is_outlet, is_person};
use crate::text;

use super::block::Line;
use super::furniture::{Furniture, furniture, is_section, is_teaser};
use super::headline::{headline, is_lone, menus};

/// So many lines that are not empty are searched.
const DEPTH: usize = 60;

/// A line of more characters is a paragraph, not a headline.
const LONGEST_HEADLINE: usize = 160;

/// A line of so many words with a full stop is a paragraph, not a headline.
const SHORTEST_SENTENCE: usize = 9;

/// Behind so many paragraphs there is no header.
const PARAGRAPHS: usize = 3;

/// A line of names alone is short, in bytes.
const LONGEST_NAMES: usize = 100;

/// An outlet has so many words, without "The".
const LONGEST_OUTLET: usize = 5;

/// What stands above the text.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) headline: String,
    pub(super) byline: Byline,
    pub(super) date: Option<PrintedDate>,
    pub(super) section: Option<String>,
    pub(super) publication: Option<String>,
    pub(super) dateline: Option<Dateline>,
    /// The lines of standfirst and text, by their number.
    pub(super) body: Vec<usize>,
    /// The lines above the text that nothing was read from, by their number.
    pub(super) furniture: Vec<usize>,
}

/// What a line of the header can be.
#[derive(Debug)]
pub(super) enum Sort {
    Furniture,
    Section,
    Outlet,
    /// "By Jane Doe | March 5, 2024".
    Credit(Credit),
    /// "Jane Doe": an author, if it stands below a headline.
    Name,
    /// "Staff reporter".
    NoOne,
    Date,
    /// "CNN" above a lone dash.
    Dateline(Dateline),
    /// "LONDON, March 3 (MNA) - It rained".
    BehindDateline,
    /// A paragraph.
    Prose,
    /// A headline, a standfirst, a short paragraph.
    Text,
}

/// A line of the header that is not empty.
pub(super) struct Entry<'t> {
    /// Its number among all lines.
    pub(super) number: usize,
    pub(super) text: &'t str,
    pub(super) sort: Sort,
}

/// Reads the header of `lines`. If the headline `is_known`, none is searched.
pub(super) fn find(lines: &[Line<'_>], is_known: bool, wrapped: bool) -> Header {
    let entries = entries(lines);
    let anchor = anchor(&entries, is_known);
    let is_text = |entry: &Entry<'_>| matches!(entry.sort, Sort::Prose | Sort::BehindDateline);
    let top_end = anchor.or_else(|| entries.iter().position(is_text)).unwrap_or(entries.len());
    let at = if is_known { None } else { headline(&entries[..top_end], anchor.is_some()) };

    let mut header = Header::default();
    let mut read = 0;
    let mut credits = Vec::new();
    if let Some(at) = at {
        read = at + 1;
        let mut words = vec![entries[at].text];
        while wrapped && goes_on(&entries, read) {
            words.push(entries[read].text);
            read += 1;
        }
        header.set_headline(&words.join(" "));
        // Pages begin with their title and a menu, and then comes the headline.
        let above_anchor = entries.get(read..top_end).unwrap_or_default();
        let again = above_anchor.iter().rposition(|e| e.text == header.headline);
        let end = read + again.map_or(0, |again| again + 1);
        credits = header.read_above(&entries[..top_end.max(read)], at, read..end);
        read = end;
    }
    header.read_below(
        &entries[read..],
        anchor.map(|anchor| anchor.saturating_sub(read)),
        lines.len(),
        credits,
    );
    header
}

impl Header {
    /// Reads the entries above the headline, which is `at`, and those `between` it and where it
    /// stands again: what is text there is kept for the body. Returns the credits.
    fn read_above<'t>(
        &mut self,
        entries: &[Entry<'t>],
        at: usize,
        between: Range<usize>,
    ) -> Vec<&'t str> {
        let menus = menus(entries);
        let above = &entries[..at];
        let section = above
            .iter()
            .enumerate()
            .rev()
            .find(|(at, entry)| matches!(entry.sort, Sort::Section) && is_lone(&menus, *at));
        self.section = self.section.take().or(section.map(|(_, entry)| entry.text.to_owned()));
        // The title of the page may tell the outlet: "It rains - The Daily Ledger".
        let mut titles = above.iter().filter_map(|entry| outlet_behind(entry.text));
        let outlet = titles.find(|(title, _)| *title == self.headline).map(|(_, outlet)| outlet);
        self.publication = self.publication.take().or(outlet.map(str::to_owned));
        let mut credits = Vec::new();
        for i in (0..at).chain(between) {
            let entry = &entries[i];
            // A date in the headline is not the article's.
            self.keep_outlet_and_date(entry);
            match &entry.sort {
                Sort::Credit(_) => credits.push(entry.text),
                Sort::Dateline(dateline) => self.dateline = Some(dateline.clone()),
                Sort::Section if self.section.as_deref() == Some(entry.text) => {}
                Sort::Furniture | Sort::Section => self.furniture.push(entry.number),
                Sort::Date => {}
                Sort::Outlet
                | Sort::Name
                | Sort::NoOne
                | Sort::BehindDateline
                | Sort::Prose
                | Sort::Text => self.keep_text(entry, is_lone(&menus, i)),
            }
        }
        credits
    }

    /// Leaves the line to the body, unless it is the headline, the outlet or part of a menu.
    fn keep_text(&mut self, entry: &Entry<'_>, lone: bool) {
        let title = outlet_behind(entry.text).map_or(entry.text, |(title, _)| title);
        let told = title == self.headline || self.publication.as_deref() == Some(entry.text);
        match (lone, told) {
            (true, false) => self.body.push(entry.number),
            (false, false) => self.furniture.push(entry.number),
            (_, true) => {}
        }
    }

    /// Reads the entries below the headline. Those above the anchor that are text are the
    /// standfirst; the first one behind it that is text begins the body, which ends at line `end`.
    fn read_below<'t>(
        &mut self,
        entries: &[Entry<'t>],
        anchor: Option<usize>,
        end: usize,
        mut credits: Vec<&'t str>,
    ) {
        let bare = anchor.is_some_and(|at| matches!(entries[at].sort, Sort::Name));
        let mut begin = entries.last().map_or(0, |entry| entry.number + 1);
        let menus = menus(&entries[..anchor.unwrap_or(0)]);
        for (i, entry) in entries.iter().enumerate() {
            let above = anchor.is_some_and(|anchor| i < anchor);
            match &entry.sort {
                Sort::Credit(_) => credits.push(entry.text),
                Sort::Name if bare => credits.push(entry.text),
                Sort::Dateline(dateline) => self.dateline = Some(dateline.clone()),
                Sort::Section if above && self.section.is_none() && is_lone(&menus, i) => {
                    self.section = Some(entry.text.to_owned());
                }
                Sort::Furniture | Sort::NoOne => self.furniture.push(entry.number),
                Sort::Outlet if self.publication.as_deref().is_some_and(|it| it != entry.text) => {
                    self.furniture.push(entry.number);
                }
                Sort::Date | Sort::Outlet => {}
                Sort::Section if above => self.furniture.push(entry.number),
                // The headline may be there twice.
                Sort::Name | Sort::Text | Sort::Prose if above => {
                    self.keep_text(entry, is_lone(&menus, i));
                }
                Sort::Section | Sort::Name | Sort::Text | Sort::Prose | Sort::BehindDateline => {
                    begin = entry.number;
                    break;
                }
            }
            self.keep_outlet_and_date(entry);
        }
        self.body.extend(begin..end);
        self.byline = Byline::of(credits);
    }

    /// Takes the outlet from "It rains | The Daily Ledger", and the section from "Opinion | It
    /// rains".
    fn set_headline(&mut self, headline: &str) {
        let kicker = headline.split_once(" | ").filter(|(kicker, _)| is_section(kicker));
        if let Some((section, _)) = kicker {
            self.section = Some(section.trim().to_owned());
        }
        let headline = kicker.map_or(headline, |(_, headline)| headline);
        match outlet_behind(headline) {
            Some((headline, outlet)) => {
                headline.clone_into(&mut self.headline);
                self.publication = Some(outlet.to_owned());
            }
            None => headline.clone_into(&mut self.headline),
        }
    }

    fn keep_outlet_and_date(&mut self, entry: &Entry<'_>) {
        let outlet = match &entry.sort {
            Sort::Outlet => Some(entry.text.to_owned()),
            Sort::Credit(credit) => credit.outlet.clone(),
            _ => None,
        };
        self.publication = self.publication.take().or(outlet);
        if matches!(entry.sort, Sort::Date | Sort::Credit(_)) {
            self.keep_date(entry.text);
        }
    }

    /// The first date counts, but "Published" before "Updated".
    fn keep_date(&mut self, line: &str) {
        let lower = line.to_lowercase();
        let said = ["publish", "posted", "veröffentlicht", "publi", "pubbl"]
            .iter()
            .find_map(|word| lower.find(word))
            .filter(|_| lower.len() == line.len());
        let date = said.and_then(|at| PrintedDate::find(&line[at..]));
        if let Some(date) = date.or_else(|| PrintedDate::find(line))
            && (self.date.is_none() || said.is_some())
        {
            self.date = Some(date);
        }
    }
}

/// Parts "It rains - The Daily Ledger".
fn outlet_behind(title: &str) -> Option<(&str, &str)> {
    let bars = [" | ", " - ", " – ", " — "];
    let (headline, outlet) = bars.iter().find_map(|bar| title.rsplit_once(bar))?;
    is_outlet_line(outlet.trim()).then(|| (headline.trim(), outlet.trim()))
}

fn entries<'t>(lines: &[Line<'t>]) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> = Vec::new();
    let mut paragraphs = 0;
    for (number, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            continue;
        }
        if entries.len() == DEPTH || paragraphs == PARAGRAPHS {
            break;
        }
        if is_dash(line.text)
            && let Some(before) = entries.last_mut()
            && let Some(dateline) = Dateline::of(before.text)
        {
            before.sort = Sort::Dateline(dateline);
        }
        let teaser = entries.last().is_some_and(|before| {
            furniture(before.text) == Some(Furniture::AndNext) && is_teaser(line.text)
        });
        let sort = match (teaser, sort(line.text), entries.last()) {
            (true, _, _) => Sort::Furniture,
            // "By Jane Doe" and, a line below, "and John Roe".
            (false, Sort::Name, Some(Entry { sort: Sort::Credit(_), .. }))
                if line.text.starts_with(['a', 'u', '&']) =>
            {
                Sort::Credit(Credit::read(line.text))
            }
            (false, sort, _) => sort,
        };
        paragraphs += usize::from(matches!(sort, Sort::Prose | Sort::BehindDateline));
        entries.push(Entry { number, text: line.text, sort });
    }
    entries
}

fn is_dash(line: &str) -> bool {
    !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '–' | '—'))
}

/// Tells what a line of the header can be.
pub(super) fn sort(line: &str) -> Sort {
    if furniture(line).is_some() {
        return Sort::Furniture;
    }
    if is_section(line) {
        return Sort::Section;
    }
    if Dateline::split(line).is_some() {
        return Sort::BehindDateline;
    }
    let words = line.split_whitespace().count();
    let sentence = line.ends_with(['.', '!', '?', '"', '”', '’', '…']);
    // A Chinese or Japanese headline ends with no full stop, and may be as short as a sentence.
    let unspaced = line.ends_with(['。', '」', '！', '？', '）']) && text::count(line) > 18;
    let prose = line.chars().count() > LONGEST_HEADLINE
        || (words >= SHORTEST_SENTENCE && sentence)
        || unspaced;
    let text = if prose { Sort::Prose } else { Sort::Text };
    if line.len() > 2 * LONGEST_HEADLINE {
        return text;
    }
    let credit = if words > LONGEST_OUTLET + 1 {
        match Credit::unless_foreign(line) {
            Some(credit) => credit,
            None => return text,
        }
    } else {
        Credit::read(line)
    };
    let is_wire = credit.byline.authors.is_empty() && credit.byline.agency.is_some();
    if is_wire && !credit.foreign && words <= 3 {
        return Sort::Credit(credit);
    }
    if !credit.introduced && is_outlet_line(line) {
        return Sort::Outlet;
    }
    if credit.foreign {
        return text;
    }
    if credit.introduced {
        return Sort::Credit(credit);
    }
    let dated = PrintedDate::find(line).is_some();
    let authors = &credit.byline.authors;
    // "The Evening Tribune, June 1987".
    if dated && credit.byline.is_empty() && credit.outlet.as_deref().is_some_and(is_outlet_line) {
        return Sort::Credit(credit);
    }
    if credit.byline.is_empty() && credit.outlet.is_none() {
        return if dated { Sort::Date } else { Sort::NoOne };
    }
    let named = |name: &str| (2..=5).contains(&name.split_whitespace().count()) && is_person(name);
    let all_named = authors.iter().all(|author| named(author.name.display()));
    if !authors.is_empty() && all_named && line.len() <= LONGEST_NAMES {
        return if dated { Sort::Credit(credit) } else { Sort::Name };
    }
    text
}

/// "The Evening Tribune", "example.com": capitalized words, one of them a word of papers.
fn is_outlet_line(line: &str) -> bool {
    let name = line.strip_prefix("The ").unwrap_or(line);
    let words = name.split_whitespace().count();
    let capitalized = name.split_whitespace().all(|word| {
        word.starts_with(|c: char| c.is_uppercase()) || matches!(word, "of" | "and" | "&")
    });
    (words <= LONGEST_OUTLET && capitalized && is_outlet(name))
        || (words == 1 && line.contains('.') && is_outlet(line))
}

/// Returns the entry that shows where the header is: the byline or the date, whatever comes first;
/// a bare name only if no byline follows.
fn anchor(entries: &[Entry<'_>], is_known: bool) -> Option<usize> {
    let mut headline = is_known;
    let (mut bare, mut other, mut prose) = (None, None, None);
    for (i, entry) in entries.iter().enumerate() {
        // A standfirst may be long, but the byline follows at once.
        if prose.is_some_and(|prose| i > prose + 2) {
            break;
        }
        match &entry.sort {
            Sort::Credit(credit)
                if credit.introduced && (headline || !credit.byline.is_empty()) =>
            {
                return Some(other.unwrap_or(i));
            }
            Sort::Credit(_) | Sort::Date | Sort::NoOne | Sort::Dateline(_) if headline => {
                other.get_or_insert(i);
            }
            Sort::BehindDateline if headline => {
                other.get_or_insert(i);
                break;
            }
            Sort::Prose | Sort::BehindDateline => {
                if prose.is_some() || other.is_some() {
                    break;
                }
                prose = Some(i);
                headline = true;
            }
            Sort::Name if headline && prose.is_none() && is_below_title(entries, i, is_known) => {
                bare.get_or_insert(i);
            }
            Sort::Text | Sort::Name | Sort::Credit(_) => headline = true,
            Sort::Furniture
            | Sort::Section
            | Sort::Outlet
            | Sort::NoOne
            | Sort::Date
            | Sort::Dateline(_) => {}
        }
    }
    bare.or(other)
}

/// True if one of the three entries above `at` may be a headline: there an author stands bare.
fn is_below_title(entries: &[Entry<'_>], at: usize, is_known: bool) -> bool {
    let above = &entries[at.saturating_sub(3)..at];
    let title = |entry: &Entry<'_>| {
        matches!(entry.sort, Sort::Text | Sort::Name) && (is_known || text::count(entry.text) > 2)
    };
    above.iter().any(title) || (is_known && at < 3)
}

/// True if the entry `at` is the next line of a headline that is wrapped.
fn goes_on(entries: &[Entry<'_>], at: usize) -> bool {
    entries.get(at).is_some_and(|entry| {
        matches!(entry.sort, Sort::Text) && entry.number == entries[at - 1].number + 1
    })
}
