//! The outlet that a page is signed with: in its logo, or behind the © of its footer.

use dom_query::Document;

use super::headline::SEPARATORS;
use super::markup::{Touching, blocks, plain};
use super::words::same;
use crate::text::key;

/// Elements that hold the name of the outlet and nothing else.
const LOGOS: &str = "[class*='logo'], [id*='logo'], [class*='masthead'], [class*='site-title'], \
                     [class*='site-name'], [class*='brand'], header a[href='/']";
/// Elements that hold the notice of copyright.
const FOOTERS: &str = "footer, [class*='footer'], [id*='footer'], [class*='copyright']";
/// Words of a name, at most.
const MOST_WORDS: usize = 6;

/// Returns what stands behind the last mark of `title`, if the logo or the notice of copyright
/// names it as well.
pub(super) fn outlet(document: &Document, title: &str) -> Option<String> {
    let ends = SEPARATORS.iter().filter_map(|mark| Some(title.rfind(mark)? + mark.len()));
    let outlet = title[ends.max()?..].trim();
    if !(1..=MOST_WORDS).contains(&outlet.split_whitespace().count()) {
        return None;
    }
    let is_logo = || {
        let logos = document.select(LOGOS);
        logos.nodes().iter().any(|node| {
            let image = node.descendants_it().find_map(|inner| inner.attr("alt"));
            let image = image.or_else(|| node.attr("alt"));
            same(&node.text(), outlet) || image.is_some_and(|text| same(&text, outlet))
        })
    };
    let is_owner = || {
        let footers = document.select(FOOTERS);
        let mut lines = footers.nodes().iter().flat_map(|node| blocks(node, Touching::Parted));
        lines.any(|line| owner(&line.text).is_some_and(|owner| begins(&owner, outlet)))
    };
    (is_logo() || is_owner()).then(|| plain(outlet))?
}

/// Returns the words behind "© 2024": the owner, and what else the line says.
fn owner(line: &str) -> Option<String> {
    let (_, behind) = line.split_once('©').or_else(|| line.split_once("Copyright"))?;
    let words = key(behind);
    let is_mark = |word: &&str| {
        word.bytes().all(|b| b.is_ascii_digit()) || matches!(*word, "copyright" | "c" | "by")
    };
    Some(words.split(' ').skip_while(is_mark).collect::<Vec<_>>().join(" "))
}

fn begins(owner: &str, outlet: &str) -> bool {
    let outlet = key(outlet);
    let bare = |name: &str| name.strip_prefix("the ").unwrap_or(name).to_owned();
    let (owner, outlet) = (bare(owner), bare(&outlet));
    let rest = owner.strip_prefix(&outlet);
    !outlet.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
