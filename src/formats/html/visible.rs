//! What a reader sees around the headline: headings, byline and date, found by the names that
//! sites give to the elements. Order: how often each is right (`extraction.md` 3).

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::byline::Shown;
use super::entry::{behind_beginning, entries, is_label, is_of_another_task, is_printed_as_name};
use super::marks::{BEGINS, LABELLED, Marks, PERSON_PAGE, UPDATED, WHOLE_BYLINE};
use super::markup::{name_of, plain};
use crate::article::{PrintedDate, is_outlet, is_person, is_staff, one_line};
use crate::text::key;

/// The elements of a page that may hold its headline, byline or date.
pub(super) struct Visible<'d> {
    headings: Vec<Hook<'d>>,
    authors: Vec<Hook<'d>>,
    dates: Vec<Hook<'d>>,
    /// The elements around the first heading.
    around: HashSet<NodeId>,
    /// Short texts with their positions, in order.
    texts: Vec<(usize, NodeRef<'d>)>,
    /// Whether the last text says that a name follows.
    labelled: bool,
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
/// How many nodes behind the headline its date may stand, whatever is around it.
const DATE_BESIDE: usize = 400;
/// Nodes between two authors of one byline, at most.
const APART: usize = 60;
/// Elements that look like a whole byline of which one may be that of the article.
const WHOLE_BYLINES: usize = 4;
/// Texts behind the heading, and before it, that are searched for a date.
const NEAR: (usize, usize) = (60, 12);
/// Texts that are remembered.
const MOST_TEXTS: usize = 20_000;
/// Texts behind the heading, and before it, that may be the name of the author alone.
const NAME_NEAR: (usize, usize) = (12, 4);
impl<'d> Visible<'d> {
    /// Gathers the elements, in one walk.
    pub(super) fn read(document: &'d Document) -> Self {
        let mut visible = Visible {
            headings: Vec::new(),
            authors: Vec::new(),
            dates: Vec::new(),
            around: HashSet::new(),
            texts: Vec::new(),
            labelled: false,
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
            if self.headings.iter().all(|hook| marked && hook.rank > 0) {
                self.around = node.ancestors_it(None).map(|ancestor| ancestor.id).collect();
            }
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
        if let Some(parent) = node.parent() {
            if behind_beginning(text).is_some() {
                self.authors.push(Hook { position, rank: BEGINS, node: parent });
            }
            if self.labelled && text.len() < 80 {
                self.authors.push(Hook { position, rank: LABELLED, node: parent });
            }
        }
        self.labelled = is_label(text);
        if self.texts.len() < MOST_TEXTS && text.len() < 120 {
            self.texts.push((position, node));
        }
    }

    /// Returns the main headings, those first that are marked as headline.
    pub(super) fn headings(&self) -> Vec<String> {
        let mut headings: Vec<&Hook<'_>> = self.headings.iter().collect();
        headings.sort_by_key(|hook| hook.rank);
        let none = HashSet::new();
        let shown = headings
            .into_iter()
            .filter(|hook| !is_furniture(&hook.node, &none) && !is_aside(&hook.node, &none));
        shown
            .filter_map(|hook| plain(&hook.node.text()))
            .filter(|text| (2..400).contains(&text.len()))
            .collect()
    }

    /// Returns the bylines that may be that of the article: the entries of each in order, no one
    /// twice.
    pub(super) fn bylines(&self, headline: &str) -> Shown<'_> {
        let heading = self.heading(headline);
        let ranked = move |rank| self.ranked(rank, heading);
        let beside_date = move || self.bare_name(heading).into_iter().collect();
        let links = std::iter::once(PERSON_PAGE).flat_map(ranked);
        Shown {
            hooked: Box::new((0..=LABELLED).flat_map(ranked)),
            lines: Box::new(std::iter::once(BEGINS).flat_map(ranked)),
            names: Box::new(links.chain(std::iter::once_with(beside_date))),
        }
    }

    /// Returns the bylines of `rank`.
    fn ranked(&self, rank: usize, heading: usize) -> Vec<Vec<String>> {
        let mut hooks = self.nearest(&self.authors, rank, heading);
        hooks.retain(|hook| !self.is_of_another_task(hook));
        if matches!(rank, WHOLE_BYLINE | LABELLED | BEGINS) {
            // Each is a byline of its own.
            hooks.truncate(WHOLE_BYLINES);
            let mut bylines: Vec<_> =
                hooks.iter().map(|hook| entries(std::iter::once(hook.node), rank)).collect();
            for byline in &mut bylines {
                byline.retain(|entry| !self.is_of_language(entry));
            }
            return bylines;
        }
        hooks.truncate(8);
        let end =
            hooks.windows(2).position(|pair| pair[0].position.abs_diff(pair[1].position) > APART);
        hooks.truncate(end.map_or(hooks.len(), |end| end + 1));
        hooks.sort_by_key(|hook| hook.position);
        let mut entries = entries(hooks.iter().map(|hook| hook.node), rank);
        entries.retain(|entry| rank < WHOLE_BYLINE || !self.is_of_language(entry));
        vec![entries]
    }

    /// Tells whether a text that does not begin as bylines do is of words of the language alone, so
    /// of no name: "Recent Posts".
    fn is_of_language(&self, entry: &str) -> bool {
        entry.starts_with(char::is_uppercase)
            && behind_beginning(entry).is_none()
            && !is_staff(entry)
            && self.is_of_words(entry, true)
    }

    /// Tells whether the text before an element says that it names who reviewed the article, or took
    /// the pictures.
    fn is_of_another_task(&self, hook: &Hook<'_>) -> bool {
        let at = self.texts.partition_point(|(position, _)| *position < hook.position);
        let before = at.checked_sub(1).map(|before| self.texts[before].1.text());
        before.is_some_and(|before| is_of_another_task(&before))
    }

    /// Returns the dates and times that the page has for machines, the likeliest first.
    pub(super) fn machine_dates(&self, headline: &str) -> impl Iterator<Item = String> + '_ {
        let heading = self.heading(headline);
        let hooks = (0..2).flat_map(move |rank| self.nearest(&self.dates, rank, heading));
        hooks.filter_map(|hook| {
            let value = hook.node.attr("datetime").or_else(|| hook.node.attr("content"));
            value.map(|value| value.to_string())
        })
    }

    /// Returns the short texts that may hold the date, the likeliest first.
    pub(super) fn date_texts(&self, headline: &str) -> impl Iterator<Item = String> + '_ {
        let heading = self.heading(headline);
        let hooks = (0..4).flat_map(move |rank| self.nearest(&self.dates, rank, heading));
        let near = self.near(heading, NEAR).filter(|node| !self.is_elsewhere(node));
        let near = near.map(|node| node.text());
        let updated = self.nearest(&self.dates, UPDATED, heading).into_iter();
        let updated = updated
            .filter_map(|hook| hook.node.attr("datetime").or_else(|| Some(hook.node.text())));
        let texts = hooks.map(|hook| hook.node.text()).chain(near).chain(updated);
        texts.filter(|text| text.len() < 250).filter_map(|text| one_line(&text))
    }

    /// Returns the dates that stand not far behind the headline, wherever that is: some sites have
    /// them in a column of their own.
    pub(super) fn other_date_texts(&self, headline: &str) -> impl Iterator<Item = String> + '_ {
        let heading = self.heading(headline);
        let hooks = self.dates.iter().filter(move |hook| {
            hook.position.checked_sub(heading).is_some_and(|behind| behind < DATE_BESIDE)
        });
        let texts = hooks.map(|hook| hook.node.text()).filter(|text| text.len() < 60);
        texts.filter_map(|text| one_line(&text))
    }

    /// Returns the short texts around the headline, those behind it first, the nearest first.
    fn near(
        &self,
        heading: usize,
        (behind, before): (usize, usize),
    ) -> impl Iterator<Item = NodeRef<'d>> {
        let at = self.texts.partition_point(|(position, _)| *position <= heading);
        let (first, rest) = self.texts.split_at(at);
        let texts = rest.iter().take(behind).chain(first.iter().rev().take(before));
        texts.map(|(_, node)| *node)
    }

    /// Returns a text near the headline that is the name of a person and has a date, or how long it
    /// takes to read, within two texts, and no word that is one of the language.
    fn bare_name(&self, heading: usize) -> Option<String> {
        let texts: Vec<String> = self
            .near(heading, NAME_NEAR)
            .filter(|node| !self.is_elsewhere(node))
            .filter_map(|node| one_line(&node.text()))
            .collect();
        let is_date = |text: &String| {
            text.len() < 40 && (PrintedDate::find(text).is_some() || key(text).contains("min read"))
        };
        let dates: Vec<usize> = (0..texts.len()).filter(|&i| is_date(&texts[i])).collect();
        let mut names = texts.iter().enumerate().filter(|(i, text)| {
            let words = text.split(' ').count();
            (2..=3).contains(&words)
                && dates.iter().any(|date| date.abs_diff(*i) <= 2)
                && is_person(text)
                && !is_outlet(text)
                && is_printed_as_name(text)
        });
        names.next().map(|(_, text)| text.clone()).filter(|name| !self.is_of_words(name, false))
    }

    /// Tells whether a word of `name`, or each of its words, stands on the page in small letters as
    /// well: "Mental Health".
    fn is_of_words(&self, name: &str, each: bool) -> bool {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
        let mut unseen: HashSet<String> = words.map(str::to_lowercase).collect();
        let enough = if each { 0 } else { unseen.len().saturating_sub(1) };
        let Some(root) = self.texts.first().and_then(|(_, text)| text.ancestors_it(None).last())
        else {
            return false;
        };
        let texts = root.descendants_it().filter(|node| {
            let is_shown = |parent: NodeRef<'_>| !matches!(&*name_of(&parent), "script" | "style");
            node.is_text() && node.parent().is_some_and(is_shown)
        });
        for node in texts {
            for word in node.text().split(|c: char| !c.is_alphanumeric()) {
                unseen.remove(word);
            }
            if unseen.len() <= enough {
                return true;
            }
        }
        false
    }

    /// Returns the hooks of `rank` outside furniture, the nearest to the headline first; what stands
    /// before it is as good as what stands twice as far behind.
    fn nearest(&self, hooks: &[Hook<'d>], rank: usize, heading: usize) -> Vec<Hook<'d>> {
        let distance = |hook: &Hook<'_>| match hook.position.checked_sub(heading) {
            Some(behind) => behind,
            None => 2 * (heading - hook.position),
        };
        let mut near: Vec<_> = hooks.iter().filter(|hook| hook.rank == rank).copied().collect();
        near.sort_by_key(distance);
        near.truncate(40);
        // Some sites have byline and date in a column of their own.
        let beside = |hook: &Hook<'_>| hook.rank < WHOLE_BYLINE && distance(hook) < BESIDE;
        near.retain(|hook| {
            !self.is_furniture(&hook.node) && (beside(hook) || !is_aside(&hook.node, &self.around))
        });
        near
    }

    fn is_furniture(&self, node: &NodeRef<'d>) -> bool {
        is_furniture(node, &self.around)
    }

    /// Tells whether a text stands in furniture or in an aside.
    fn is_elsewhere(&self, node: &NodeRef<'d>) -> bool {
        self.is_furniture(node) || is_aside(node, &self.around)
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

/// Returns true for what stands in an element that belongs to other articles or to the site, not to
/// the headline as well.
fn is_furniture(node: &NodeRef<'_>, around: &HashSet<NodeId>) -> bool {
    let outside = |ancestor: &NodeRef<'_>| !around.contains(&ancestor.id);
    node.ancestors_it(Some(8)).take_while(outside).any(|ancestor| {
        let marks = Marks::of(&ancestor);
        // The footer of an entry holds its byline.
        let is_of_entry =
            ["entry", "post", "article", "meta"].iter().any(|it| marks.names.contains(it));
        marks.name == "nav"
            || (marks.name == "footer" && !is_of_entry)
            || (!matches!(marks.name.as_str(), "html" | "body" | "main" | "article")
                && FURNITURE.iter().any(|name| marks.names.contains(name)))
    })
}

/// The same for an aside.
fn is_aside(node: &NodeRef<'_>, around: &HashSet<NodeId>) -> bool {
    let outside = |ancestor: &NodeRef<'_>| !around.contains(&ancestor.id);
    node.ancestors_it(Some(8)).take_while(outside).any(|ancestor| {
        let marks = Marks::of(&ancestor);
        marks.name == "aside" || (marks.name != "body" && marks.names.contains("sidebar"))
    })
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{Shown, Visible};

    /// Checks the entries of the likeliest byline that has any.
    #[track_caller]
    fn check(page: &str, expected: &[&str]) {
        let document = Document::from(format!("<h1>Bridge opens</h1>{page}"));
        let visible = Visible::read(&document);
        let Shown { hooked, lines, names } = visible.bylines("Bridge opens");
        let byline = hooked.chain(lines).chain(names).find(|entries| !entries.is_empty());
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
    fn a_name_behind_a_label_is_a_byline() {
        check("<div>Written by</div><div>Jane Doe</div>", &["Jane Doe"]);
        check("<div>Written by</div><div>how to cross it</div>", &[]);
    }

    #[test]
    fn a_line_may_begin_as_bylines_do_in_other_words() {
        check("<p>Written by Jane Doe</p>", &["Written by Jane Doe"]);
        check("<p>Authors: Jane Doe and Joe Roe</p>", &["Authors: Jane Doe and Joe Roe"]);
        check("<p>Par Jane Doe</p>", &["Par Jane Doe"]);
    }

    #[test]
    fn who_reviewed_it_or_took_the_pictures_has_not_written_it() {
        let page = "<p><a rel=author>Jane Doe</a></p><p>Medically reviewed by \
                    <a rel=author>Joe Roe</a></p><p>Photos by <a rel=author>Ann Poe</a></p>";
        check(page, &["Jane Doe"]);
    }

    #[test]
    fn what_is_named_after_authors_but_of_words_of_the_language_is_a_label() {
        let text = "<p>See the recent posts of our team.</p>";
        check(&format!("<div class=author>Recent Posts</div>{text}"), &[]);
        check(&format!("<div class=author>Recent Times Roe</div>{text}"), &["Recent Times Roe"]);
        check(&format!("<div class=author>Our Team</div>{text}"), &["Our Team"]);
    }

    #[test]
    fn a_sidebar_around_the_headline_as_well_is_none() {
        let page = "<h1>Harbor Post</h1><div class=sidebar_content>\
                    <h2 itemprop=headline>Bridge opens</h2><a rel=author>Jane Doe</a></div>";
        let document = Document::from(page);
        let visible = Visible::read(&document);
        assert!(visible.bylines("Bridge opens").hooked.any(|entries| entries == ["Jane Doe"]));
    }

    #[test]
    fn a_bare_name_beside_a_date_is_a_byline_unless_its_words_are_of_the_language() {
        let date = "<div>March 5, 2024</div>";
        check(&format!("<div>Jane Doe</div>{date}<p>It opened."), &["Jane Doe"]);
        check("<div>Jane Doe</div><p>It opened.", &[]);
        check(&format!("<div>Press Release</div>{date}<p>In a press release"), &[]);
    }

    #[test]
    fn where_one_hook_holds_no_name_the_next_is_taken() {
        check(
            "<div class=author-box>Share</div><div class=blog_author-text>Jane Doe</div>",
            &["Jane Doe"],
        );
    }

    #[test]
    fn what_stands_around_the_headline_is_no_furniture() {
        let page = "<div class=comments-open><h1>Bridge opens</h1><a rel=author>Jane Doe</a></div>";
        let document = Document::from(page);
        let visible = Visible::read(&document);
        let mut bylines = visible.bylines("Bridge opens").hooked;
        assert!(bylines.any(|entries| entries == ["Jane Doe"]));
        check("<footer class=entry-meta><a rel=author>Jane Doe</a></footer>", &["Jane Doe"]);
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
