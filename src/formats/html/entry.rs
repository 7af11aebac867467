//! What a text of a page says as a byline or a part of one: whether it begins as they do, whether a
//! name follows it, whose it is.

use dom_query::NodeRef;

use super::marks::{BEGINS, LABELLED};
use super::markup::{Block, Touching, blocks};
use super::words::same;
use crate::text::key;

/// Lines behind which the name of the author stands.
const LABELS: &[&str] = &[
    "article by",
    "author",
    "authors",
    "by",
    "de",
    "di",
    "door",
    "par",
    "por",
    "posted by",
    "published by",
    "story by",
    "text",
    "text by",
    "von",
    "words by",
    "writer",
    "written by",
];

/// How lines end behind which stands a name that is not the author's.
const OTHER_TASKS: &[&str] = &[
    "approved by",
    "checked by",
    "edited by",
    "photographs by",
    "photography by",
    "photo by",
    "photos by",
    "researched by",
    "reviewed by",
    "translated by",
    "verified by",
];

/// Returns true for a line behind which the name of the author stands.
pub(super) fn is_label(line: &str) -> bool {
    line.len() < 16 && LABELS.contains(&key(line).as_str())
}

/// Returns true for a line behind which a name stands that is not the author's.
pub(super) fn is_of_another_task(line: &str) -> bool {
    let line = key(line);
    OTHER_TASKS.iter().any(|task| line.ends_with(task))
}

/// Returns the texts of authors in elements, no one twice.
pub(super) fn entries<'d>(nodes: impl Iterator<Item = NodeRef<'d>>, rank: usize) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for entry in nodes.filter_map(|node| entry(&node, rank)) {
        if !entries.iter().any(|known| same(known, &entry)) {
            entries.push(entry);
        }
    }
    entries
}

/// Returns the text of one author, or of the whole byline, in an element.
fn entry(node: &NodeRef<'_>, rank: usize) -> Option<String> {
    let mut lines = blocks(node, Touching::Parted).into_iter();
    if rank == LABELLED {
        let line =
            lines.next().filter(|line| lines.next().is_none() && is_name_like(&line.text))?;
        return is_printed_as_name(&line.text).then_some(line.text);
    }
    if rank == BEGINS {
        let line = lines.next().filter(|line| line.text.len() < 120 && lines.next().is_none())?;
        let name = behind_beginning(&line.text)?;
        return name.starts_with(char::is_uppercase).then_some(line.text);
    }
    let lines: Vec<String> =
        lines.map(|Block { text, .. }| text).filter(|line| is_name_like(line)).collect();
    let by = |line: &&String| line.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("by "));
    lines.iter().find(by).or(lines.first()).cloned()
}

/// Returns what follows "By" and its like at the beginning of a line; empty if it is the whole line.
pub(super) fn behind_beginning(line: &str) -> Option<&str> {
    const BEGINNINGS: &[&str] = &[
        "by",
        "written by",
        "words by",
        "story by",
        "posted by",
        "reported by",
        "article by",
        "authored by",
        "von",
        "par",
        "por",
        "author:",
        "authors:",
        "words:",
        "text:",
    ];
    BEGINNINGS.iter().find_map(|beginning| {
        let start = line.get(..beginning.len())?;
        let rest = &line[start.len()..];
        let ends = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ':');
        let is_beginning = start.eq_ignore_ascii_case(beginning);
        (is_beginning && (ends || start.ends_with(':')))
            .then(|| rest.trim_start_matches([' ', ':']))
    })
}

/// Returns true if a line begins as a name does, and is not in small letters.
pub(super) fn is_printed_as_name(line: &str) -> bool {
    const NONE: &[&str] = &[
        "about", "all", "best", "blog", "contact", "digital", "get", "guide", "home", "how", "key",
        "latest", "learn", "more", "new", "news", "our", "privacy", "read", "sign", "table", "the",
        "top", "updated", "view", "what", "why", "your",
    ];
    let mut words = line.split(' ');
    line.starts_with(char::is_uppercase) && words.all(|word| !NONE.contains(&key(word).as_str()))
}

/// Returns true unless a line is plainly something else that stands in bylines: a date, a count,
/// a button.
fn is_name_like(line: &str) -> bool {
    const OTHERS: &[&str] = &[
        "about",
        "all",
        "author",
        "authors",
        "by",
        "comments",
        "email",
        "facebook",
        "follow",
        "last",
        "more",
        "photo",
        "posted",
        "published",
        "read",
        "see",
        "share",
        "subscribe",
        "twitter",
        "updated",
        "view",
        "x",
    ];
    let words = key(line);
    let first = words.split(' ').next().unwrap_or_default();
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let by = first == "by" && words != "by";
    line.len() < 160 && digits < 2 && !first.is_empty() && (by || !OTHERS.contains(&first))
}
