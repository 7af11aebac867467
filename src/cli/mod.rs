//! The command line: the only room that knows a terminal. Turns arguments into plain values, calls
//! the core, and prints what comes back.

mod args;
mod ask;
mod complaints;
mod console;
mod index;
mod place;
mod progress;
mod show;

use std::ffi::OsString;
use std::io;

use clap::Parser as _;

use crate::engines;

use args::{Args, Command};
pub use console::Console;

/// Found, or done.
const FOUND: u8 = 0;
/// Nothing found.
const NOTHING: u8 = 1;
/// Something failed.
const FAILED: u8 = 2;

/// Runs byline with `arguments`, the first of which is its own name. Returns the exit code: 0 if
/// something was found or done, 1 if nothing was found, 2 if something failed, 130 if it was stopped
/// by Ctrl-C.
pub fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> u8 {
    let args = match Args::try_parse_from(arguments.into_iter().map(spare_exclusion)) {
        Ok(args) => args,
        Err(help) => return console.help(&help),
    };
    match obey(&args, console) {
        Ok(code) => code,
        // Who reads the answer has seen enough of it: `byline search x | head`.
        Err(error) if is_closed_pipe(&error) => FOUND,
        Err(error) => {
            let hint = match error.downcast_ref::<engines::Error>() {
                Some(engines::Error::Store { .. }) => {
                    "\nif the index is damaged, `byline index --rebuild` makes it anew"
                }
                _ => "",
            };
            // Where even this cannot be written the exit code still tells.
            console.say(&format!("byline: {error:#}{hint}")).ok();
            FAILED
        }
    }
}

/// A query may begin with a minus, and no option of byline does with one alone but those of a letter:
/// `-strike` is written as the query language also knows it, before clap takes it for `-s`.
fn spare_exclusion(argument: OsString) -> OsString {
    let Some(text) = argument.to_str() else { return argument };
    let Some(rest) = text.strip_prefix('-') else { return argument };
    let is_option = match rest.chars().next() {
        None | Some('-') => true,
        Some('n') => rest[1..].chars().all(|c| c.is_ascii_digit() || c == '='),
        Some(_) => matches!(rest, "h" | "V"),
    };
    if is_option { argument } else { OsString::from(format!("NOT {rest}")) }
}

fn obey(args: &Args, console: &mut Console<'_>) -> anyhow::Result<u8> {
    match &args.command {
        Command::Index(index) => index::run(args, index, console),
        Command::Search(search) => ask::search(args, search, console),
        Command::Authors(facet) => ask::facet(args, facet, crate::schema::Field::Author, console),
        Command::People(facet) => ask::facet(args, facet, crate::schema::Field::Person, console),
        Command::Show(show) => show::article(args, show, console),
        Command::Status(status) => show::status(args, status, console),
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    })
}
