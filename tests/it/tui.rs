//! The archive on a whole terminal: keys in, screens out.

use std::fmt::Write as _;
use std::sync::Arc;

use byline::desk::Choices;
use byline::engines;
use byline::tui::{App, Settings, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::{Indexed, check_file};

/// A terminal of so many columns and lines, with the sample corpus on it.
struct Desk {
    app: App,
    terminal: Terminal<TestBackend>,
    _archive: Indexed,
}

impl Desk {
    fn with(query: &str, columns: u16, lines: u16) -> Self {
        let archive = Indexed::sample();
        let settings = Settings {
            engine: Arc::from(engines::open(archive.folder()).unwrap()),
            people_file: None,
            languages: Vec::new(),
            timeout: None,
        };
        let app = App::new(settings, query, false, Choices::default()).unwrap();
        let terminal = Terminal::new(TestBackend::new(columns, lines)).unwrap();
        Desk { app, terminal, _archive: archive }
    }

    /// Presses keys, and returns the screen.
    fn press(&mut self, keys: impl IntoIterator<Item = KeyCode>) -> String {
        self.terminal.draw(|frame| draw(frame, &mut self.app)).unwrap();
        for key in keys {
            self.app.press(KeyEvent::new(key, KeyModifiers::NONE));
            self.terminal.draw(|frame| draw(frame, &mut self.app)).unwrap();
        }
        let buffer = self.terminal.backend().buffer();
        let rows = buffer.content().chunks(usize::from(buffer.area.width));
        let row = |row: &[ratatui::buffer::Cell]| {
            let row: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
            row.trim_end().to_owned() + "\n"
        };
        rows.map(row).collect()
    }

    fn type_in(&mut self, text: &str) -> String {
        self.press(text.chars().map(KeyCode::Char))
    }

    /// The line that tells what is found.
    fn status(&mut self) -> String {
        self.press([]).lines().nth(1).unwrap().to_owned()
    }
}

#[test]
fn hits_and_the_article_stand_side_by_side() {
    let mut desk = Desk::with("dock strike", 110, 24);
    let mut screens = String::new();
    for (says, keys) in [
        ("at first", vec![]),
        ("the next hit, and its second mark", "jnn".chars().map(KeyCode::Char).collect()),
        ("what can be chosen", vec![KeyCode::Tab, KeyCode::Down]),
        ("the second person alone", vec![KeyCode::Enter]),
        ("the keys", vec![KeyCode::Char('?')]),
    ] {
        let screen = desk.press(keys);
        writeln!(screens, "--- {says}\n{screen}").unwrap();
    }
    check_file("tui.txt", &screens);
}

#[test]
fn in_a_narrow_window_the_article_comes_with_enter() {
    let mut desk = Desk::with("dock strike", 60, 12);
    let list = desk.press([]);
    assert!(list.contains("2023-10-19 · Nordwire") && !list.contains("with the refrigerated"));
    let article = desk.press([KeyCode::Enter, KeyCode::Char(' ')]);
    assert!(article.contains("Customs Gate") && !article.contains("One strike, two"), "{article}");
    assert_eq!(desk.press([KeyCode::Esc]), list);
}

#[test]
fn a_query_is_typed_and_gone_back_from() {
    let mut desk = Desk::with("", 100, 20);
    assert_eq!(desk.status(), "72 articles · newest first · ? for keys");
    desk.type_in("soup strikf");
    desk.press([KeyCode::Backspace]);
    desk.type_in("e");
    let found = desk.press([KeyCode::Enter]);
    assert!(found.starts_with("byline soup strike\n"), "{found}");
    assert_eq!(desk.status(), "1 article · best first · ? for keys");
    desk.type_in("s");
    assert_eq!(desk.status(), "1 article · newest first · ? for keys");
    desk.type_in("a");
    assert!(desk.status().ends_with("articles · newest first · any word · ? for keys"));
    desk.press([KeyCode::Backspace, KeyCode::Backspace, KeyCode::Backspace]);
    assert_eq!(desk.status(), "72 articles · newest first · ? for keys");
    desk.press([KeyCode::Backspace]);
    assert_eq!(desk.status(), "72 articles · newest first · ? for keys");
}

#[test]
fn copies_are_folded_and_led_to_and_so_is_what_is_similar() {
    let mut desk = Desk::with("port selwyn rate", 100, 30);
    let all = desk.status();
    let folded = desk.type_in("f");
    assert!(folded.contains("· 1 copy"), "{folded}");
    assert_eq!(desk.status(), all.replace(" · ?", " · near copies folded · ?"));
    desk.type_in("gc");
    assert_eq!(desk.status(), "2 articles · oldest first · ? for keys");
    let similar = desk.type_in("m");
    assert!(similar.starts_with("byline similar:"), "{similar}");
    assert!(!desk.status().starts_with('0'));
}

#[test]
fn whoever_finds_nothing_is_told_why_and_a_stranger_s_text_is_not_obeyed() {
    let mut desk = Desk::with("dokc \u{1b}[2J", 100, 12);
    let screen = desk.press([]);
    assert!(screen.starts_with("byline dokc ␛[2J\n0 articles"), "{screen}");
    assert!(screen.contains("did you mean `dock`?"), "{screen}");
}

#[test]
fn lists_longer_than_a_page_are_fetched_as_one_goes_down() {
    let mut desk = Desk::with("*", 100, 14);
    desk.type_in("ss");
    let last = desk.press([KeyCode::End, KeyCode::End]);
    let up = desk.press(vec![KeyCode::Up; 71]);
    assert_ne!(last, up);
    let down = desk.press(vec![KeyCode::Down; 71]);
    assert_eq!(down, last);
}
