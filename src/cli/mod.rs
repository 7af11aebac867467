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
use std::io::{self, ErrorKind};

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

const DAMAGED: &str = "\nif the index is damaged, `byline index --rebuild` makes it anew";

/// Runs byline with `arguments`, the first of which is its own name. Returns the exit code: 0 if
/// something was found or done, 1 if nothing was found, 2 if something failed, 130 if it was stopped
/// by Ctrl-C.
pub fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> u8 {
    let args = match Args::try_parse_from(spare_exclusions(arguments)) {
        Ok(args) => args,
        Err(help) => return console.help(&help),
    };
    match obey(&args, console) {
        Ok(code) => code,
        // Who reads the answer has seen enough of it: `byline search x | head`.
        Err(error) if is_closed_pipe(&error) => FOUND,
        Err(error) => {
            let hint = match error.downcast_ref::<engines::Error>() {
                Some(engines::Error::Store { .. }) => DAMAGED,
                Some(engines::Error::File { source, .. })
                    if matches!(
                        source.kind(),
                        ErrorKind::InvalidData | ErrorKind::UnexpectedEof
                    ) =>
                {
                    DAMAGED
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
/// the words of a query that begin so are written as the query language also knows them, before clap
/// takes `-strike` for `-s`.
fn spare_exclusions(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    const ASKING: [&str; 3] = ["search", "authors", "people"];
    const WITH_VALUE: [&str; 7] =
        ["-n", "--limit", "--offset", "--in", "--index", "--color", "--progress"];
    let (mut is_asking, mut is_value, mut is_over) = (false, false, false);
    let spare = |argument: OsString| {
        let Some(text) = argument.to_str() else { return argument };
        is_over |= text == "--";
        let is_free = is_asking && !is_value && !is_over;
        is_asking |= !is_value && ASKING.contains(&text);
        is_value = WITH_VALUE.contains(&text);
        match text.strip_prefix('-') {
            Some(rest) if is_free && !is_option(rest) => OsString::from(format!("NOT {rest}")),
            _ => argument,
        }
    };
    arguments.into_iter().map(spare).collect()
}

/// `rest` is what stands behind the first minus.
fn is_option(rest: &str) -> bool {
    match rest.chars().next() {
        None | Some('-') => true,
        Some('n') => rest[1..].chars().all(|c| c.is_ascii_digit() || c == '='),
        Some(_) => matches!(rest, "h" | "V"),
    }
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
        cause.is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
    })
}
