//! The terminal: taken, drawn upon, given back.

use std::io;

use ratatui::crossterm::event::{self, Event, KeyEventKind};

use super::app::App;
use super::draw::draw;

/// Shows `app` on the terminal until it is done. The terminal is given back as it was, also if byline breaks
/// down.
///
/// # Errors
/// If the terminal cannot be used.
pub fn run(mut app: App) -> io::Result<()> {
    let mut terminal = ratatui::try_init()?;
    let shown = show(&mut terminal, &mut app);
    ratatui::try_restore()?;
    shown
}

fn show(terminal: &mut ratatui::DefaultTerminal, app: &mut App) -> io::Result<()> {
    while !app.is_done() {
        terminal.draw(|frame| draw(frame, app))?;
        match event::read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => app.press(key),
            // Anything else may have changed how much room there is.
            _ => {}
        }
    }
    Ok(())
}
