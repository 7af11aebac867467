//! What stands on a page and is no part of the article: menus, buttons, notices.

use super::block::Line;
use super::phrases::{BEFORE_ANOTHER, BEGINNINGS, FORM, LINES, SECTIONS};

/// What one line of a page is, if it is furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Furniture {
    /// The line itself: a button, a notice.
    Line,
    /// The line, and the one behind it: "Related article".
    AndNext,
    /// The line, and everything behind it: the form for comments.
    ToTheEnd,
}

/// Furniture is short; a longer line that begins like it is a sentence, in bytes.
const LONGEST: usize = 200;

/// A notice that ends with a full stop has no more words.
const LONGEST_NOTICE: usize = 7;

/// The headline of another article is no longer in a list of links, in bytes.
const LONGEST_LINK: usize = 120;

/// Tells if `line` is furniture.
pub(super) fn furniture(line: &str) -> Option<Furniture> {
    if line.len() > LONGEST {
        return None;
    }
    if !line.contains(char::is_alphanumeric) {
        return Some(Furniture::Line);
    }
    let lower = line.to_lowercase().replace('’', "'");
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    // "Leave a reply to no letter unread was her motto." is a sentence.
    let is_sentence = bare.split(' ').count() > LONGEST_NOTICE && lower.ends_with(['.', '!', '?']);
    let form = FORM.iter().any(|form| bare.starts_with(form));
    if form && (!is_sentence || bare.contains("email")) {
        return Some(Furniture::ToTheEnd);
    }
    if BEFORE_ANOTHER.contains(&bare) {
        return Some(Furniture::AndNext);
    }
    // "TAGGED:" alone has its tags in the next line.
    if matches!(bare, "tagged" | "filed under" | "filed in") {
        return Some(Furniture::AndNext);
    }
    let whole = LINES.contains(&bare)
        || (!is_sentence && BEGINNINGS.iter().any(|beginning| lower.starts_with(beginning)))
        || is_count(bare)
        || (bare.ends_with("all rights reserved") && !lower.ends_with("said."))
        || (bare.contains("newsletter") && bare.contains("sign up") && !is_sentence);
    whole.then_some(Furniture::Line)
}

/// Returns true if `line` may be what [`Furniture::AndNext`] drops: a headline is shorter than a
/// paragraph.
pub(super) fn is_teaser(line: &str) -> bool {
    line.len() <= LONGEST && !(line.len() > LONGEST / 2 && line.ends_with('.'))
}

/// Returns how many of the lines behind "Read more" name other articles, empty lines between them
/// included.
///
/// A list of several must be all that is left of the page but furniture, or end with an empty line:
/// a paragraph is never taken for one, even where it is `wrapped`.
pub(super) fn teasers(behind: &[(Line<'_>, bool)], wrapped: bool) -> usize {
    let is_form = |(line, _): &(Line<'_>, bool)| furniture(line.text) == Some(Furniture::ToTheEnd);
    let end = behind.iter().position(is_form).unwrap_or(behind.len());
    let page_ends = behind[..end].iter().all(|(line, _)| {
        line.text.is_empty() || is_link(line.text) || furniture(line.text).is_some()
    });
    if page_ends {
        return end;
    }
    let first = behind.iter().position(|(line, _)| !line.text.is_empty()).unwrap_or(behind.len());
    let list = behind[first..].iter().take_while(|(line, _)| is_link(line.text)).count();
    let next = behind.get(first + list);
    let apart =
        next.is_some_and(|(line, _)| line.text.is_empty() || furniture(line.text).is_some());
    if list > 1 && apart && !wrapped {
        return first + list;
    }
    let one =
        |(line, _): &(Line<'_>, bool)| is_teaser(line.text) && !line.text.ends_with(['.', '。']);
    first + usize::from(behind.get(first).is_some_and(one))
}

/// True for a line without an end mark, as the headline in a link is.
fn is_link(line: &str) -> bool {
    const END_MARKS: [char; 9] = ['.', '!', '…', ',', ';', ':', '。', '！', '—'];
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')']);
    !line.is_empty() && line.len() <= LONGEST_LINK && !bare.ends_with(END_MARKS)
}

/// "6 min read", "15 comments", "1,204 shares", "2 hours ago".
fn is_count(bare: &str) -> bool {
    let Some((number, unit)) = bare.split_once([' ', '-']) else { return false };
    let counted = number.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | 'k'));
    let unit = unit.trim_start();
    let is_time = ["min", "mins", "minute", "minutes"].iter().any(|time| {
        unit.strip_prefix(time).is_some_and(|rest| {
            matches!(rest.trim(), "" | "read" | "reading time" | "ago" | "lesezeit" | "de lecture")
        })
    });
    counted
        && (is_time
            || matches!(
                unit,
                "comments"
                    | "comment"
                    | "shares"
                    | "share"
                    | "views"
                    | "likes"
                    | "kommentare"
                    | "commentaires"
                    | "comentarios"
                    | "hours ago"
                    | "hour ago"
                    | "days ago"
                    | "day ago"
            ))
}

/// Returns true if `line` is the name of a desk and nothing else.
pub(super) fn is_section(line: &str) -> bool {
    line.len() <= 30 && SECTIONS.contains(&line.trim().to_lowercase().as_str())
}
