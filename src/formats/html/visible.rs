//! What a reader sees around the headline: headings, byline and date, found by the names that
//! sites give to the elements. Order: how often each is right (`extraction.md` 3).

use dom_query::{Document, NodeRef};

use super::marks::{AUTHOR_RANKS, Marks, WHOLE_BYLINE};
use super::markup::{Block, Touching, blocks, plain};
use super::words::same;
use crate::article::one_line;
use crate::text::key;

/// The elements of a page that may hold its headline, byline or date.
pub(super) struct Visible<'d> {
    headings: Vec<Hook<'d>>,
    authors: Vec<Hook<'d>>,
    dates: Vec<Hook<'d>>,
    /// Short texts behind the first heading, in order.
    texts: Vec<NodeRef<'d>>,
}

/// An element that is found by its names.
#[derive(Clone, Copy)]
struct Hook<'d> {
    /// How many nodes stand before it in the page.
    position: usize,
    /// From 0: how often such an element is what it seems, best first.
    rank: usize,
    node: NodeRef<'d>,
}

/// Names of elements around what belongs to other articles, or to the site.
const FURNITURE: &[&str] = &[
    "related",
    "comment",
    "recommend",
    "footer",
    "most-read",
    "mostread",
    "teaser",
    "trending",
    "popular",
    "promo",
    "newsletter",
];
/// How many nodes behind the headline its byline may stand in an aside.
const BESIDE: usize = 150;
/// Nodes between two authors of one byline, at most.
const APART: usize = 60;
/// Texts behind the heading that are searched for a date.
const NEAR: usize = 60;

impl<'d> Visible<'d> {
    /// Gathers the elements, in one walk.
    pub(super) fn read(document: &'d Document) -> Self {
        let mut visible = Visible {
            headings: Vec::new(),
            authors: Vec::new(),
            dates: Vec::new(),
            texts: Vec::new(),
        };
        for (position, node) in document.root().descendants_it().enumerate() {
            if node.is_element() {
                visible.add(&Marks::of(&node), position, node);
            } else if node.is_text() {
                visible.add_text(position, node);
            }
        }
        visible
    }

    fn add(&mut self, marks: &Marks, position: usize, node: NodeRef<'d>) {
        let hook = |rank| Hook { position, rank, node };
        if matches!(marks.name.as_str(), "meta" | "html" | "body" | "script" | "img" | "input") {
            return;
        }
        let marked = marks.itemprop.contains("headline");
        if marks.name == "h1" || marked {
            self.headings.push(hook(usize::from(!marked)));
        }
        self.authors.extend(marks.author_rank().map(hook));
        self.dates.extend(marks.date_rank().map(hook));
    }

    fn add_text(&mut self, position: usize, node: NodeRef<'d>) {
        let text = node.text();
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let by = text.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("by"))
            && text.chars().nth(2).is_none_or(|c| c.is_whitespace() || c == ':');
        if by && let Some(parent) = node.parent() {
            self.authors.push(Hook { position, rank: AUTHOR_RANKS - 1, node: parent });
        }
        if !self.headings.is_empty() && self.texts.len() < NEAR && text.len() < 120 {
            self.texts.push(node);
        }
    }

    /// Returns the main headings, those first that are marked as headline.
    pub(super) fn headings(&self) -> Vec<String> {
        let mut headings: Vec<&Hook<'_>> = self.headings.iter().collect();
        headings.sort_by_key(|hook| hook.rank);
        let shown =
            headings.into_iter().filter(|hook| !is_furniture(&hook.node) && !is_aside(&hook.node));
        shown
            .filter_map(|hook| plain(&hook.node.text()))
            .filter(|text| (2..400).contains(&text.len()))
            .collect()
    }

    /// Returns the bylines that may be that of the article, the likeliest first: each the texts of
    /// one or more entries, in order and no one twice.
    pub(super) fn bylines(&self, headline: &str) -> impl Iterator<Item = Vec<String>> + '_ {
        let heading = self.heading(headline);
        (0..AUTHOR_RANKS).map(move |rank| {
            let mut hooks = nearest(&self.authors, rank, heading);
            hooks.truncate(if rank == WHOLE_BYLINE || rank == AUTHOR_RANKS - 1 { 1 } else { 8 });
            let end = hooks
                .windows(2)
                .position(|pair| pair[0].position.abs_diff(pair[1].position) > APART);
            hooks.truncate(end.map_or(hooks.len(), |end| end + 1));
            hooks.sort_by_key(|hook| hook.position);
            let mut entries: Vec<String> = Vec::new();
            for entry in hooks.iter().filter_map(|hook| entry(&hook.node, rank)) {
                if !entries.iter().any(|known| same(known, &entry)) {
                    entries.push(entry);
                }
            }
            entries
        })
    }

    /// Returns the dates and times that the page has for machines, the likeliest first.
    pub(super) fn machine_dates(&self, headline: &str) -> impl Iterator<Item = String> + '_ {
        let heading = self.heading(headline);
        let hooks = (0..2).flat_map(move |rank| nearest(&self.dates, rank, heading));
        hooks.filter_map(|hook| {
            let value = hook.node.attr("datetime").or_else(|| hook.node.attr("content"));
            value.map(|value| value.to_string())
        })
    }

    /// Returns the short texts that may hold the date, the likeliest first.
    pub(super) fn date_texts(&self, headline: &str) -> impl Iterator<Item = String> + '_ {
        let heading = self.heading(headline);
        let hooks = (0..4).flat_map(move |rank| nearest(&self.dates, rank, heading));
        let near = self
            .texts
            .iter()
            .filter(|node| !is_furniture(node) && !is_aside(node))
            .map(NodeRef::text);
        let texts = hooks.map(|hook| hook.node.text()).chain(near);
        texts.filter(|text| text.len() < 250).filter_map(|text| one_line(&text))
    }

    /// Returns the position of the headline.
    fn heading(&self, headline: &str) -> usize {
        let headline = key(headline);
        let is_headline = |hook: &&Hook<'_>| {
            let heading = key(&hook.node.text());
            !heading.is_empty() && headline.contains(&heading)
        };
        let heading = self.headings.iter().find(is_headline).or(self.headings.first());
        heading.map_or(0, |hook| hook.position)
    }
}

/// Returns the hooks of `rank` outside furniture, the nearest to the headline first; what stands
/// before it is as good as what stands twice as far behind.
fn nearest<'d>(hooks: &[Hook<'d>], rank: usize, heading: usize) -> Vec<Hook<'d>> {
    let distance = |hook: &Hook<'_>| match hook.position.checked_sub(heading) {
        Some(behind) => behind,
        None => 2 * (heading - hook.position),
    };
    let mut near: Vec<_> = hooks.iter().filter(|hook| hook.rank == rank).copied().collect();
    near.sort_by_key(distance);
    near.truncate(40);
    // Some sites have byline and date in a column of their own.
    let beside = |hook: &Hook<'_>| hook.rank < WHOLE_BYLINE && distance(hook) < BESIDE;
    near.retain(|hook| !is_furniture(&hook.node) && (beside(hook) || !is_aside(&hook.node)));
    near
}

fn is_furniture(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(Some(8)).any(|ancestor| {
        let marks = Marks::of(&ancestor);
        matches!(marks.name.as_str(), "footer" | "nav")
            || (!matches!(marks.name.as_str(), "html" | "body" | "main" | "article")
                && FURNITURE.iter().any(|name| marks.names.contains(name)))
    })
}

fn is_aside(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(Some(8)).any(|ancestor| {
        let marks = Marks::of(&ancestor);
        marks.name == "aside" || (marks.name != "body" && marks.names.contains("sidebar"))
    })
}

/// Returns the text of one author, or of the whole byline, in an element.
fn entry(node: &NodeRef<'_>, rank: usize) -> Option<String> {
    let mut lines = blocks(node, Touching::Parted).into_iter();
    if rank == AUTHOR_RANKS - 1 {
        let line = lines.next().filter(|line| line.text.len() < 120 && lines.next().is_none())?;
        let name = line.text.get(2..)?.trim_start_matches([' ', ':']);
        return name.starts_with(char::is_uppercase).then_some(line.text);
    }
    let lines: Vec<String> =
        lines.map(|Block { text, .. }| text).filter(|line| is_name_like(line)).collect();
    let by = |line: &&String| line.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("by "));
    lines.iter().find(by).or(lines.first()).cloned()
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

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::Visible;

    /// Checks the entries of the likeliest byline that has any.
    #[track_caller]
    fn check(page: &str, expected: &[&str]) {
        let document = Document::from(format!("<h1>Bridge opens</h1>{page}"));
        let visible = Visible::read(&document);
        let byline = visible.bylines("Bridge opens").find(|entries| !entries.is_empty());
        assert_eq!(byline.unwrap_or_default(), expected);
    }

    #[test]
    fn a_byline_is_found_by_its_names() {
        check("<p class=byline>By <a>Jane Doe</a> and Joe Roe</p>", &["By Jane Doe and Joe Roe"]);
        check("<a rel=author>Jane Doe</a>, <a rel=author>Joe Roe</a>", &["Jane Doe", "Joe Roe"]);
        check("<span itemprop=author><b>Jane Doe</b><i>Editor</i></span>", &["Jane Doe"]);
        check("<div class='post-author'><div>By</div><div>Jane Doe</div></div>", &["Jane Doe"]);
        check("<div class=c-byline><time>March 5, 2024</time>Jane Doe</div>", &["Jane Doe"]);
        check("<p><a href='/staff/jane'>Jane Doe</a>", &["Jane Doe"]);
    }

    #[test]
    fn a_line_with_by_is_a_byline_without_any_names() {
        check("<p>By Jane Doe</p><p>By day the bridge is closed.</p>", &["By Jane Doe"]);
        check("<p>By the river.</p>", &[]);
    }

    #[test]
    fn bylines_of_other_articles_are_not_taken() {
        check("<aside><p class=byline>By Joe Roe</p></aside>", &[]);
        check("<div class=related-news><a rel=author>Joe Roe</a></div>", &[]);
        let far = "<p>text <b>text</b></p>".repeat(50);
        check(&format!("<a rel=author>Jane Doe</a>{far}<a rel=author>Joe Roe</a>"), &["Jane Doe"]);
    }

    #[test]
    fn dates_are_found_for_machines_and_for_readers() {
        let page = "<h1>Bridge opens</h1><time class=updated datetime=2024-03-07>March 7</time>\
                    <time datetime=2024-03-05>March 5</time><p class=pubdate>March 5, 2024</p>\
                    <p>Open since March 4, 2024</p>";
        let document = Document::from(page);
        let visible = Visible::read(&document);
        let dates: Vec<String> = visible.machine_dates("Bridge opens").collect();
        assert_eq!(dates, ["2024-03-05"]);
        let texts: Vec<String> = visible.date_texts("Bridge opens").collect();
        assert_eq!(texts[..2], ["March 5", "March 5, 2024"]);
        assert!(texts.contains(&"Open since March 4, 2024".to_owned()));
    }

    #[test]
    fn headings_marked_as_headline_come_first() {
        let page = "<h1>The Harbor Post</h1><h2 itemprop=headline>Bridge opens</h2>";
        let document = Document::from(page);
        assert_eq!(Visible::read(&document).headings(), ["Bridge opens", "The Harbor Post"]);
    }
}
