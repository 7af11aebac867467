//! What stands on the screen, and what keys do to it.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::article::ArticleId;
use crate::desk::{self, Choices, Error, Order};
use crate::schema::Field;

use super::input::Input;
use super::page::Page;
use super::session::{Asking, Opened, Session, Settings, Value};

/// So many hits before the last one more are fetched.
const AHEAD: usize = 10;

/// So many lines stand above a mark that is brought on the screen.
const CONTEXT: usize = 2;

/// So many hits are passed over by a page of the list.
const LEAP: usize = 10;

/// What keys are meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The list of hits, and the article beside it.
    Hits,
    /// The line of the query.
    Query,
    /// What can be chosen.
    Values,
    /// The list of keys.
    Help,
}

/// The state of the screen.
pub struct App {
    pub(super) session: Session,
    pub(super) mode: Mode,
    pub(super) input: Input,
    /// The hit that is chosen.
    pub(super) at: usize,
    /// Whether the article has the screen alone, where there is no room for both.
    pub(super) is_reading: bool,
    /// The first line of the article that is shown.
    pub(super) scroll: usize,
    /// The line of the article with the mark that was gone to last.
    pub(super) mark: Option<usize>,
    pub(super) values: Vec<Value>,
    pub(super) value: usize,
    /// What went wrong last.
    pub(super) trouble: Option<String>,
    /// The article that was opened last.
    opened: Option<(ArticleId, Opened)>,
    /// The same, laid out for a width.
    laid: Option<(ArticleId, usize, Page)>,
    /// How many lines of an article are shown.
    pub(super) height: usize,
    is_done: bool,
}

impl App {
    /// Begins with a query; may be empty, for every article. `any` finds articles with any of its words.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn new(
        settings: Settings,
        query: &str,
        any: bool,
        choices: Choices,
    ) -> Result<Self, Error> {
        let asking = Asking { text: query.to_owned(), any, choices, ..Asking::default() };
        Ok(App {
            session: Session::new(settings, asking)?,
            mode: if query.is_empty() { Mode::Query } else { Mode::Hits },
            input: Input::of(query),
            at: 0,
            is_reading: false,
            scroll: 0,
            mark: None,
            values: Vec::new(),
            value: 0,
            trouble: None,
            opened: None,
            laid: None,
            height: 20,
            is_done: false,
        })
    }

    /// Returns whether the screen is to be given back.
    pub fn is_done(&self) -> bool {
        self.is_done
    }

    /// Does what a key stands for. What cannot be done is told on the screen.
    pub fn press(&mut self, key: KeyEvent) {
        self.trouble = None;
        if key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c') {
            self.is_done = true;
            return;
        }
        let done = match self.mode {
            Mode::Hits => self.press_in_hits(key),
            Mode::Query => self.press_in_query(key),
            Mode::Values => self.press_in_values(key.code),
            Mode::Help => {
                self.mode = Mode::Hits;
                Ok(())
            }
        };
        if let Err(error) = done {
            self.trouble = Some(desk::chain(&error));
        }
    }

    /// Returns the article that is chosen, laid out for a width.
    pub(super) fn page(&mut self, width: usize) -> Option<&Page> {
        let id = self.session.answer.hits.get(self.at)?.id;
        if self.laid.as_ref().is_none_or(|(of, at, _)| (*of, *at) != (id, width)) {
            if self.opened.as_ref().is_none_or(|(of, _)| *of != id) {
                match self.session.open(id) {
                    Ok(opened) => self.opened = opened.map(|opened| (id, opened)),
                    Err(error) => self.trouble = Some(desk::chain(&error)),
                }
            }
            let (_, opened) = self.opened.as_ref().filter(|(of, _)| *of == id)?;
            self.laid = Some((id, width, Page::of(opened, width)));
        }
        self.laid.as_ref().map(|(.., page)| page)
    }

    fn press_in_hits(&mut self, key: KeyEvent) -> Result<(), Error> {
        let (hits, screen) = (self.session.answer.hits.len(), self.height.saturating_sub(2).max(1));
        match key.code {
            KeyCode::Char('q') => self.is_done = true,
            KeyCode::Char('?') => self.mode = Mode::Help,
            KeyCode::Char('/' | 'i') => self.mode = Mode::Query,
            KeyCode::Char('j') | KeyCode::Down => return self.go_to(self.at + 1),
            KeyCode::Char('k') | KeyCode::Up => return self.go_to(self.at.saturating_sub(1)),
            KeyCode::PageDown => return self.go_to(self.at + LEAP),
            KeyCode::PageUp => return self.go_to(self.at.saturating_sub(LEAP)),
            KeyCode::Char('g') | KeyCode::Home => return self.go_to(0),
            KeyCode::Char('G') | KeyCode::End => return self.go_to(hits),
            KeyCode::Char(' ' | 'd') => self.scroll_to(self.scroll + screen),
            KeyCode::Char('b' | 'u') => self.scroll_to(self.scroll.saturating_sub(screen)),
            KeyCode::Char('J') => self.scroll_to(self.scroll + 1),
            KeyCode::Char('K') => self.scroll_to(self.scroll.saturating_sub(1)),
            KeyCode::Char('n') => self.go_to_mark(true),
            KeyCode::Char('N' | 'p') => self.go_to_mark(false),
            KeyCode::Enter | KeyCode::Right | KeyCode::Char('l') => self.is_reading = hits > 0,
            KeyCode::Esc | KeyCode::Left | KeyCode::Char('h') => self.is_reading = false,
            KeyCode::Backspace => return self.go_back(),
            KeyCode::Tab | KeyCode::Char('v') => {
                self.values = self.session.values()?;
                self.value = 0;
                self.mode = Mode::Values;
            }
            KeyCode::Char('s') => {
                let order = following(self.session.asking.order());
                return self.ask(Asking { order: Some(order), ..self.session.asking.clone() });
            }
            KeyCode::Char('f') => {
                let asking = &self.session.asking;
                return self.ask(Asking { fold: !asking.fold, ..asking.clone() });
            }
            KeyCode::Char('a') => {
                let asking = &self.session.asking;
                return self.ask(Asking { any: !asking.any, ..asking.clone() });
            }
            KeyCode::Char('c') => return self.ask_for(Field::Copies, Some(Order::Oldest)),
            KeyCode::Char('m') => return self.ask_for(Field::Similar, None),
            _ => {}
        }
        Ok(())
    }

    fn press_in_query(&mut self, key: KeyEvent) -> Result<(), Error> {
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => {
                let text = self.input.text().to_owned();
                self.mode = Mode::Hits;
                return self.ask(Asking { text, ..self.session.asking.clone() });
            }
            KeyCode::Esc => {
                self.input = Input::of(&self.session.asking.text);
                self.mode = Mode::Hits;
            }
            KeyCode::Down | KeyCode::Tab => self.mode = Mode::Hits,
            KeyCode::Char('u') if is_control => self.input.clear_before(),
            KeyCode::Char('w') if is_control => self.input.clear_word(),
            KeyCode::Char('a') if is_control => self.input.home(),
            KeyCode::Char('e') if is_control => self.input.end(),
            KeyCode::Char(letter) if !is_control => self.input.put(letter),
            KeyCode::Backspace => self.input.backspace(),
            KeyCode::Delete => self.input.delete(),
            KeyCode::Left => self.input.left(),
            KeyCode::Right => self.input.right(),
            KeyCode::Home => self.input.home(),
            KeyCode::End => self.input.end(),
            _ => {}
        }
        Ok(())
    }

    fn press_in_values(&mut self, key: KeyCode) -> Result<(), Error> {
        let last = self.values.len().saturating_sub(1);
        match key {
            KeyCode::Char('q') | KeyCode::Esc | KeyCode::Tab => self.mode = Mode::Hits,
            KeyCode::Char('j') | KeyCode::Down => self.value = (self.value + 1).min(last),
            KeyCode::Char('k') | KeyCode::Up => self.value = self.value.saturating_sub(1),
            KeyCode::PageDown => self.value = (self.value + LEAP).min(last),
            KeyCode::PageUp => self.value = self.value.saturating_sub(LEAP),
            KeyCode::Char('g') | KeyCode::Home => self.value = 0,
            KeyCode::Char('G') | KeyCode::End => self.value = last,
            KeyCode::Enter | KeyCode::Char('x') if !self.values.is_empty() => {
                let value = self.values.swap_remove(self.value);
                self.mode = Mode::Hits;
                self.session.choose(&value, key == KeyCode::Enter)?;
                self.begin();
            }
            _ => {}
        }
        Ok(())
    }

    fn ask(&mut self, asking: Asking) -> Result<(), Error> {
        self.session.ask(asking)?;
        self.begin();
        Ok(())
    }

    /// Asks for what is like the article that is chosen.
    fn ask_for(&mut self, field: Field, order: Option<Order>) -> Result<(), Error> {
        let Some(hit) = self.session.answer.hits.get(self.at) else { return Ok(()) };
        let text = format!("{}:{}", field.name(), hit.id);
        self.ask(Asking { text, order, ..Asking::default() })
    }

    fn go_back(&mut self) -> Result<(), Error> {
        if self.session.go_back()? {
            self.begin();
        }
        Ok(())
    }

    /// Shows an answer from its beginning.
    fn begin(&mut self) {
        self.input = Input::of(&self.session.asking.text);
        (self.at, self.scroll, self.mark, self.is_reading) = (0, 0, None, false);
        // Something else is marked now.
        (self.opened, self.laid) = (None, None);
    }

    fn go_to(&mut self, at: usize) -> Result<(), Error> {
        if at + AHEAD >= self.session.answer.hits.len() {
            self.session.fetch_more()?;
        }
        let at = at.min(self.session.answer.hits.len().saturating_sub(1));
        if at != self.at {
            (self.at, self.scroll, self.mark) = (at, 0, None);
        }
        Ok(())
    }

    fn scroll_to(&mut self, line: usize) {
        let lines = self.laid.as_ref().map_or(0, |(.., page)| page.lines.len());
        self.scroll = line.min(lines.saturating_sub(self.height));
    }

    /// Goes to the next line with a mark, or to the one before, and brings it on the screen.
    fn go_to_mark(&mut self, is_forward: bool) {
        let Some((.., page)) = &self.laid else { return };
        let mark = match self.mark {
            Some(mark) => page.mark_from(mark, is_forward),
            None => page.marks.first().copied(),
        };
        let Some(mark) = mark else { return };
        self.mark = Some(mark);
        if !(self.scroll..self.scroll + self.height).contains(&mark) {
            self.scroll_to(mark.saturating_sub(CONTEXT));
        }
    }
}

fn following(order: Order) -> Order {
    let at = Order::ALL.iter().position(|one| *one == order).unwrap_or(0);
    Order::ALL[(at + 1) % Order::ALL.len()]
}
