//! An article, broken into lines as wide as its pane.

use std::ops::Range;

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::document::Document;
use crate::hit::Snippet;
use crate::printers::{visible, visible_line};
use crate::schema::Field;

use super::session::Opened;

/// Lines are no longer than this: longer ones read badly.
const WIDEST: usize = 90;

pub(super) const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
pub(super) const DIM: Style = Style::new().add_modifier(Modifier::DIM);
pub(super) const MARK: Style =
    Style::new().fg(ratatui::style::Color::Black).bg(ratatui::style::Color::Yellow);

/// An article in lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Line<'static>>,
    /// The lines in which something is marked, sorted.
    pub(super) marks: Vec<usize>,
}

impl Page {
    /// Lays an article out, so many columns wide.
    pub(super) fn of(opened: &Opened, width: usize) -> Self {
        let Opened { document, marked } = opened;
        let width = width.clamp(10, WIDEST);
        let mut page = Page::default();
        let all = |of: Field| marked.iter().filter(move |(field, _)| *field == of).map(|(_, s)| s);
        for headline in all(Field::Headline) {
            page.text(headline, BOLD, width);
        }
        page.text(&plain(&about(document)), DIM, width);
        for body in all(Field::Body) {
            page.blank();
            page.text(body, Style::new(), width);
        }
        let people: Vec<String> = document.people().into_iter().map(|person| person.name).collect();
        if !people.is_empty() {
            page.blank();
            page.text(&plain(&format!("People: {}", people.join(", "))), DIM, width);
        }
        page.blank();
        page.text(&plain(&format!("{} · {}", document.source(), document.id())), DIM, width);
        page
    }

    /// Returns the next line with a mark behind line `at`, or before it.
    pub(super) fn mark_from(&self, at: usize, is_forward: bool) -> Option<usize> {
        let mut marks = self.marks.iter().copied();
        if is_forward { marks.find(|mark| *mark > at) } else { marks.rfind(|mark| *mark < at) }
    }

    fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    /// Adds a text: its lines are broken, its marks are kept.
    fn text(&mut self, snippet: &Snippet, style: Style, width: usize) {
        let Snippet { text, marks } = &shown(snippet);
        let mut at = 0;
        for line in textwrap::wrap(text, width) {
            // What is left out between two lines is white space.
            let start = at + text[at..].find(&*line).unwrap_or(0);
            at = (start + line.len()).min(text.len());
            let spans = spans(text, marks, start..at, style);
            if spans.iter().any(|span| span.style == MARK) {
                self.marks.push(self.lines.len());
            }
            self.lines.push(Line::from(spans));
        }
    }
}

fn about(document: &Document) -> String {
    let one = |field| document.texts(field).next().map(str::to_owned);
    let authors: Vec<&str> = document.texts(Field::Author).collect();
    let authors = Some(authors.join(", ")).filter(|authors| !authors.is_empty());
    let date = document.date().map(|date| date.to_string());
    let parts = [authors, date, one(Field::Publication), one(Field::Section)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn plain(text: &str) -> Snippet {
    Snippet { text: visible_line(text).into_owned(), marks: Vec::new() }
}

/// Replaces what a terminal would obey; marks move along.
fn shown(snippet: &Snippet) -> Snippet {
    let mut shown = Snippet::default();
    let mut at = 0;
    for mark in &snippet.marks {
        shown.text += &visible(&snippet.text[at..mark.start]);
        let start = shown.text.len();
        shown.text += &visible(&snippet.text[mark.clone()]);
        shown.marks.push(start..shown.text.len());
        at = mark.end;
    }
    shown.text += &visible(&snippet.text[at..]);
    shown
}

/// Cuts a line of a text where marks begin and end.
fn spans(
    text: &str,
    marks: &[Range<usize>],
    line: Range<usize>,
    style: Style,
) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut at = line.start;
    let mut push = |range: Range<usize>, style| {
        if !range.is_empty() {
            spans.push(Span::styled(text[range].to_owned(), style));
        }
    };
    for mark in marks.iter().filter(|mark| mark.start < line.end && mark.end > line.start) {
        let (start, end) = (mark.start.max(line.start), mark.end.min(line.end));
        push(at..start, style);
        push(start..end, MARK);
        at = end;
    }
    push(at..line.end, style);
    spans
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::{MARK, Page};
    use crate::hit::Snippet;

    /// The lines of a text, with brackets around what is marked.
    fn lines(text: &str, marks: &[&str], width: usize) -> Vec<String> {
        let place = |mark: &&str| text.find(mark).map(|at| at..at + mark.len());
        let marks = marks.iter().filter_map(place).collect();
        let mut page = Page::default();
        page.text(&Snippet { text: text.to_owned(), marks }, Style::new(), width);
        let line = |line: &ratatui::text::Line<'_>| {
            let shown = line.spans.iter().map(|span| match span.style {
                MARK => format!("[{}]", span.content),
                _ => span.content.to_string(),
            });
            shown.collect::<String>()
        };
        page.lines.iter().map(line).collect()
    }

    #[test]
    fn a_mark_may_reach_over_the_end_of_a_line() {
        assert_eq!(
            lines("The key rate rose by a point.", &["rate rose", "point"], 12),
            ["The key [rate]", "[rose] by a", "[point]."]
        );
    }

    #[test]
    fn paragraphs_stay_apart_and_nothing_is_obeyed() {
        assert_eq!(lines("a\n\nb \u{1b}[2Jc", &["c"], 12), ["a", "", "b ␛[2J[c]"]);
    }
}
