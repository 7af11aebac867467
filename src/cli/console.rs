//! What byline talks to: two streams and what is known of them.

use std::io::{self, IsTerminal as _, Write};

use crate::printers::{Csv, Json, Look, Printer, Text};

use super::args::{Color, Form};
use super::{FAILED, FOUND};

/// The streams to write to.
pub struct Console<'c> {
    /// Where answers go.
    pub out: &'c mut dyn Write,
    /// Where everything else goes: progress, complaints, errors.
    pub err: &'c mut (dyn Write + Send),
    /// Whether `out` is a terminal.
    pub is_terminal: bool,
    /// How wide it is, in columns.
    pub width: Option<usize>,
    /// Whether its user wants no colors: `NO_COLOR`, or a terminal that has none.
    pub no_color: bool,
}

impl<'c> Console<'c> {
    /// Describes the console of this process.
    pub fn of_process(out: &'c mut dyn Write, err: &'c mut (dyn Write + Send)) -> Self {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let is_terminal = io::stdout().is_terminal();
        let size = is_terminal.then(terminal_size::terminal_size).flatten();
        let width = size.map(|(width, _)| usize::from(width.0));
        Console { out, err, is_terminal, width, no_color: is_set("NO_COLOR") || is_dumb }
    }

    /// Writes a line beside the answer.
    pub(super) fn say(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.err, "{}", crate::printers::visible(line))
    }

    /// Writes what clap has to say: help that was asked for is an answer, else it is an error.
    pub(super) fn help(&mut self, help: &clap::Error) -> u8 {
        let styled = self.has_color(Color::Auto);
        let text = help.render();
        let text = if styled { text.ansi().to_string() } else { text.to_string() };
        // Who closed the stream does not want to know.
        if help.use_stderr() {
            write!(self.err, "{text}").ok();
            FAILED
        } else {
            write!(self.out, "{text}").and_then(|()| self.out.flush()).ok();
            FOUND
        }
    }

    /// Returns the printer that was asked for.
    pub(super) fn printer(&self, form: Form, color: Color, all: bool) -> Box<dyn Printer> {
        if form.json {
            return Box::new(Json);
        }
        if form.csv {
            return Box::new(Csv);
        }
        Box::new(Text { look: self.look(color, all) })
    }

    /// Returns how a page for people looks here.
    pub(super) fn look(&self, color: Color, all: bool) -> Look {
        let width = if self.is_terminal { Some(self.width.unwrap_or(80)) } else { None };
        Look { styled: self.has_color(color), width, all }
    }

    fn has_color(&self, color: Color) -> bool {
        match color {
            Color::Auto => self.is_terminal && !self.no_color,
            Color::Always => true,
            Color::Never => false,
        }
    }
}
