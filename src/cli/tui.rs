//! `byline tui`: the archive on a whole terminal.

use std::io::{IsTerminal as _, stdin, stdout};
use std::sync::Arc;

use anyhow::bail;

use crate::tui::{self, App, Settings};

use super::args::{Args, Tui};
use super::console::Console;
use super::question::ready;
use super::{FOUND, index};

/// Takes the terminal until it is given back.
pub(super) fn run(args: &Args, tui: &Tui, console: &mut Console<'_>) -> anyhow::Result<u8> {
    let Tui { query, any, language, timeout, choices, progress } = tui;
    if !stdin().is_terminal() || !stdout().is_terminal() {
        bail!("`byline tui` needs a terminal; `byline search` prints what it finds");
    }
    let Some(engine) = ready(args, progress, console)? else { return Ok(index::STOPPED) };
    let settings = Settings {
        engine: Arc::from(engine),
        people_file: args.people.clone(),
        languages: language.clone(),
        timeout: Some(*timeout),
    };
    tui::run(App::new(settings, &query.join(" "), *any, choices.chosen())?)?;
    Ok(FOUND)
}
