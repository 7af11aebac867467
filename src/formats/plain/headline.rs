//! Tells which line at the top of a page is the headline.
//!
//! A line alone is one, however short; menus, kickers and the name of the outlet stand above it.

use super::header::{Entry, Sort};
use super::phrases::KICKERS;
use crate::text;

/// So many short lines without an empty one between are a menu.
const SHORTEST_MENU: usize = 4;

/// A line of more words is hardly part of a menu.
const LONGEST_BUTTON: usize = 3;

/// Returns the headline among the entries above the byline.
pub(super) fn headline(top: &[Entry<'_>], anchored: bool) -> Option<usize> {
    let found = title(top).or_else(|| {
        // A section or an outlet is the headline only if there is nothing else.
        let last = top.iter().rposition(|e| matches!(e.sort, Sort::Section | Sort::Outlet));
        last.filter(|_| anchored)
    })?;
    let found = behind_tagline(top, found).unwrap_or(found);
    let line = top[found].text;
    let sentence = line.ends_with(['.', ',', ';', ':', '。', '，', '、', '；', '：'])
        || line.split_whitespace().count() > 30;
    (anchored || !(sentence || matches!(top[found].sort, Sort::Prose))).then_some(found)
}

fn title(top: &[Entry<'_>]) -> Option<usize> {
    let menu = menus(top).pop().map_or(0, |(_, end)| end);
    let titles: Vec<usize> = (menu..top.len()).filter(|at| is_title(&top[*at])).collect();
    let Some(first) = titles.iter().position(|at| !is_kicker(&top[*at])) else {
        // The last line of a menu may be the headline, if no empty line is between.
        return titles.last().copied().or_else(|| top.iter().rposition(is_title));
    };
    let titles = &titles[first..];
    let next = titles.get(1).copied().unwrap_or(top.len());
    if menu == 0 && (next == top.len() || has_gap(&top[titles[0]..=next])) {
        return Some(titles[0]);
    }
    let long = titles.iter().find(|at| !is_short(top[**at].text));
    long.copied().or_else(|| {
        // Behind a menu the name of the site may stand, above a headline its kicker.
        let together = titles.windows(2).take_while(|pair| !has_gap(&top[pair[0]..=pair[1]]));
        if menu == 0 { titles.get(together.count()) } else { titles.last() }.copied()
    })
}

fn is_title(entry: &Entry<'_>) -> bool {
    matches!(entry.sort, Sort::Text | Sort::Name | Sort::Prose | Sort::Credit(_))
}

/// "Exclusive", "Reuters": what stands above a headline and is none.
fn is_kicker(entry: &Entry<'_>) -> bool {
    let bare = entry.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(entry.sort, Sort::Credit(_)) || KICKERS.contains(&bare.as_str())
}

/// True if an empty line is between two of the entries.
fn has_gap(entries: &[Entry<'_>]) -> bool {
    entries.windows(2).any(|pair| pair[1].number > pair[0].number + 1)
}

/// True for a line of few words; a script without spaces has one for every two characters.
fn is_short(line: &str) -> bool {
    text::count(line) <= LONGEST_BUTTON
}

/// Returns the line behind an empty one, if the line `at` stands right below the name of the outlet:
/// then it may be the outlet's motto.
fn behind_tagline(top: &[Entry<'_>], at: usize) -> Option<usize> {
    let (before, line, next) = (top.get(at.checked_sub(1)?)?, &top[at], top.get(at + 1)?);
    let motto = matches!(before.sort, Sort::Outlet) && before.number + 1 == line.number;
    let title = matches!(next.sort, Sort::Text) && !is_short(next.text);
    (motto && title && next.number > line.number + 1).then_some(at + 1)
}

/// Returns the runs of short lines, as first entry and the one behind the last.
pub(super) fn menus(entries: &[Entry<'_>]) -> Vec<(usize, usize)> {
    let is_button =
        |at: usize| matches!(entries[at].sort, Sort::Furniture | Sort::Section | Sort::Outlet);
    let mut menus = Vec::new();
    let mut start = 0;
    for i in 0..=entries.len() {
        let apart = i > start && i < entries.len() && has_gap(&entries[i - 1..=i]);
        // Empty lines may be between the buttons of a menu, but a line alone is no button.
        let lone = apart && i == start + 1 && !is_button(start);
        let short = i < entries.len() && is_short(entries[i].text);
        let goes_on = i < entries.len() && !lone && (is_button(i) || (short && !apart));
        if !goes_on {
            // Short lines that lead to nothing else, and none of them a button, are text.
            let menu = i < entries.len() || (start..i).any(is_button);
            if menu && i - start >= SHORTEST_MENU {
                menus.push((start, i));
            }
            let restart = short || (i < entries.len() && is_button(i));
            start = if restart { i } else { i + 1 };
        }
    }
    menus
}

/// True if the entry `at` is in none of the `menus`.
pub(super) fn is_lone(menus: &[(usize, usize)], at: usize) -> bool {
    !menus.iter().any(|(start, end)| (*start..*end).contains(&at))
}
