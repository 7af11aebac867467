//! The screen, drawn.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block, Borders, Clear, List, ListItem, ListState, Paragraph};

use crate::hit::Hit;
use crate::printers::{grouped, visible_line};

use super::app::{App, Mode};
use super::page::{BOLD, DIM, MARK};

/// With fewer columns there is room for the list or the article, not for both.
const ROOM_FOR_BOTH: u16 = 90;

const CHOSEN: Style = Style::new().add_modifier(Modifier::REVERSED);

/// What keys do, as it is shown.
const KEYS: &[(&str, &str)] = &[
    ("/", "change the query; Enter asks, Esc leaves it as it was"),
    ("j k ↓ ↑", "next hit, hit before; g G first and last, PgDn PgUp ten on"),
    ("space b", "a screen of the article down, up; J K a line"),
    ("n N", "to the next mark in the article, to the one before"),
    ("Enter Esc", "in a narrow window: to the article, back to the list"),
    ("Tab", "people, authors, sources, sections, languages, years:"),
    ("", "Enter keeps what has one, x leaves it out"),
    ("s", "another order: best, newest, oldest, by headline"),
    ("f", "fold near copies into the first, or show all"),
    ("a", "any of the words will do, or all of them have to be there"),
    ("c", "who else printed this article"),
    ("m", "more like this article"),
    ("Backspace", "back to the question before"),
    ("q", "quit"),
];

/// Draws the screen. Nothing that is asked changes; an article is opened when it is first shown.
pub fn draw(frame: &mut Frame<'_>, app: &mut App) {
    let rows = [Constraint::Length(1), Constraint::Length(1), Constraint::Min(1)];
    let [query, status, rest] = Layout::vertical(rows).areas(frame.area());
    draw_query(frame, app, query);
    frame.render_widget(Line::from(summary(app)).style(DIM), status);
    let (notes, rest) = with_notes(app, rest);
    if let Some((lines, area)) = notes {
        frame.render_widget(Paragraph::new(lines), area);
    }
    let columns = [Constraint::Percentage(42), Constraint::Min(1)];
    let [left, right] = Layout::horizontal(columns).areas(rest);
    if rest.width >= ROOM_FOR_BOTH {
        draw_hits(frame, app, left);
        let block = Block::new().borders(Borders::LEFT).border_style(DIM);
        let inside = block.inner(right);
        frame.render_widget(block, right);
        draw_article(frame, app, inside);
    } else if app.is_reading {
        draw_article(frame, app, rest);
    } else {
        draw_hits(frame, app, rest);
    }
    match app.mode {
        Mode::Values => draw_values(frame, app, rest),
        Mode::Help => draw_help(frame, rest),
        Mode::Hits | Mode::Query => {}
    }
}

fn draw_query(frame: &mut Frame<'_>, app: &App, area: Rect) {
    const PROMPT: &str = "byline ";
    let text = visible_line(app.input.text()).into_owned();
    let style = if app.mode == Mode::Query { BOLD } else { Style::new() };
    let line = Line::from(vec![Span::styled(PROMPT, DIM), Span::styled(text, style)]);
    frame.render_widget(line, area);
    if app.mode == Mode::Query {
        let before = Line::raw(visible_line(app.input.before()).into_owned()).width();
        let column = u16::try_from(PROMPT.len() + before).unwrap_or(u16::MAX);
        let column = area.x.saturating_add(column).min(area.right().saturating_sub(1));
        frame.set_cursor_position((column, area.y));
    }
}

/// Says how much there is, in which order, and how it is narrowed.
fn summary(app: &App) -> String {
    let (asking, answer) = (&app.session.asking, &app.session.answer);
    let noun = if answer.total == 1 { "article" } else { "articles" };
    let mut parts = vec![format!("{} {noun}", grouped(answer.total))];
    parts.push(asking.order().says().to_owned());
    parts.extend(asking.any.then(|| "any word".to_owned()));
    parts.extend(asking.fold.then(|| "near copies folded".to_owned()));
    parts.extend(asking.choices.only.iter().map(|choice| visible_line(&choice.to_string()).into()));
    parts.extend(
        asking
            .choices
            .not
            .iter()
            .map(|choice| format!("not {}", visible_line(&choice.to_string()))),
    );
    parts.push("? for keys".to_owned());
    parts.join(" · ")
}

/// Leaves room for what is to be said, if there is anything.
fn with_notes(app: &App, area: Rect) -> (Option<(Vec<Line<'static>>, Rect)>, Rect) {
    const MOST: usize = 4;
    let notes = app.trouble.iter().chain(&app.session.answer.notes).take(MOST);
    let lines: Vec<Line<'_>> =
        notes.map(|note| Line::styled(visible_line(note).into_owned(), BOLD)).collect();
    if lines.is_empty() {
        return (None, area);
    }
    let height = u16::try_from(lines.len()).unwrap_or(0);
    let [notes, rest] =
        Layout::vertical([Constraint::Length(height), Constraint::Min(1)]).areas(area);
    (Some((lines, notes)), rest)
}

fn draw_hits(frame: &mut Frame<'_>, app: &App, area: Rect) {
    let rows = app.session.answer.hits.iter().map(row);
    let list = List::new(rows).highlight_style(CHOSEN);
    let is_any = !app.session.answer.hits.is_empty();
    let mut state = ListState::default().with_selected(is_any.then_some(app.at));
    frame.render_stateful_widget(list, area, &mut state);
}

/// A hit in the list: its headline, and what is known of it.
fn row(hit: &Hit) -> ListItem<'static> {
    let headline = match hit.headline.text.trim() {
        "" => "(no headline)".into(),
        text => visible_line(text),
    };
    let copies = hit.copies.filter(|copies| *copies > 0).map(|copies| match copies {
        1 => "1 copy".to_owned(),
        copies => format!("{} copies", grouped(copies)),
    });
    let about = [
        hit.published.map(|date| date.to_string()),
        copies,
        hit.publication.clone(),
        hit.authors.first().cloned(),
    ];
    let about: Vec<String> =
        about.into_iter().flatten().map(|part| visible_line(&part).into_owned()).collect();
    ListItem::new(Text::from(vec![
        Line::styled(headline.into_owned(), BOLD),
        Line::styled(format!("  {}", about.join(" · ")), DIM),
    ]))
}

fn draw_article(frame: &mut Frame<'_>, app: &mut App, area: Rect) {
    app.height = usize::from(area.height);
    let (scroll, mark) = (app.scroll, app.mark);
    // A column of air on both sides; in the first stands what points to the mark that was gone to.
    let [gutter, inside, _] =
        Layout::horizontal([Constraint::Length(1), Constraint::Min(1), Constraint::Length(1)])
            .areas(area);
    if let Some(page) = app.page(usize::from(inside.width)) {
        let lines = page.lines.iter().skip(scroll).take(usize::from(area.height)).cloned();
        frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), inside);
        if let Some(row) = mark.and_then(|mark| u16::try_from(mark.checked_sub(scroll)?).ok())
            && row < gutter.height
        {
            frame.render_widget("▸", Rect { y: gutter.y + row, height: 1, ..gutter });
        }
    }
}

fn draw_values(frame: &mut Frame<'_>, app: &App, area: Rect) {
    let widest =
        app.values.iter().map(|value| value.articles).max().map_or(1, |most| grouped(most).len());
    let rows = app.values.iter().map(|value| {
        let articles = format!("{:>widest$}  ", grouped(value.articles));
        Line::from(vec![
            Span::styled(format!("{:<9}", value.field), DIM),
            Span::raw(articles),
            Span::raw(visible_line(&value.says).into_owned()),
        ])
    });
    let list = List::new(rows).highlight_style(MARK).block(boxed("Enter keeps, x leaves out"));
    let mut state = ListState::default().with_selected(Some(app.value));
    frame.render_widget(Clear, area);
    frame.render_stateful_widget(list, area, &mut state);
}

fn draw_help(frame: &mut Frame<'_>, area: Rect) {
    let line = |(keys, says): &(&'static str, &'static str)| {
        Line::from(vec![Span::styled(format!("{keys:<11}"), BOLD), Span::raw(*says)])
    };
    let lines: Vec<Line<'_>> = KEYS.iter().map(line).collect();
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(lines).block(boxed("Keys")), area);
}

fn boxed(title: &'static str) -> Block<'static> {
    Block::bordered().border_style(DIM).title(title)
}
