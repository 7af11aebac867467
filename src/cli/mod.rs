//! The command line: the only room that knows a terminal. Turns arguments into plain values, calls
//! the core, and prints what comes back.

mod args;
mod ask;
mod batch;
mod bench;
mod companions;
mod complaints;
mod concordance;
mod console;
mod credentials;
mod doctor;
mod extract;
mod facets;
mod index;
mod named;
mod people;
mod place;
mod progress;
mod question;
mod serve;
mod show;
mod timeline;
mod tui;
mod why;

use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};

use anyhow::bail;
use clap::{CommandFactory as _, Parser as _};

use crate::engines;
use crate::schema::Field;

use args::{Args, Command, People, PeopleCommand};
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
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // To know every option of every command takes longer than many a search.
    if !arguments.iter().any(|argument| may_exclude(argument)) {
        return arguments;
    }
    let mut byline = Args::command();
    // What is global reaches the commands only now, as do `-h` and `-V`.
    byline.build();
    let (mut command, mut is_value, mut is_over) = (&byline, false, false);
    // Behind the first word of a query nothing is the name of a command.
    let mut is_named = false;
    let spare = |(number, argument): (usize, OsString)| {
        let Some(text) = argument.to_str() else { return argument };
        if number == 0 || is_value || is_over {
            is_value = false;
            return argument;
        }
        is_over = text == "--";
        is_value = takes_value(command, text);
        match text.strip_prefix('-') {
            Some(rest) if asks(command) && !is_option(command, rest) => {
                OsString::from(format!("NOT {rest}"))
            }
            Some(_) => argument,
            None => {
                let named = command.find_subcommand(text).filter(|_| !is_named);
                is_named = named.is_none();
                command = named.unwrap_or(command);
                argument
            }
        }
    };
    arguments.into_iter().enumerate().map(spare).collect()
}

/// Whether an argument begins with one minus, and something behind it.
fn may_exclude(argument: &OsStr) -> bool {
    matches!(argument.as_encoded_bytes(), [b'-', second, ..] if *second != b'-')
}

/// Whether a command takes the words of a query.
fn asks(command: &clap::Command) -> bool {
    command.get_positionals().any(|argument| argument.get_id() == "query")
}

/// Whether the value of the option `text` is the next argument.
fn takes_value(command: &clap::Command, text: &str) -> bool {
    command.get_arguments().any(|option| {
        let is_named = match text.strip_prefix("--") {
            Some(name) => option.get_long() == Some(name),
            None => option.get_short().is_some_and(|letter| text == format!("-{letter}")),
        };
        is_named && option.get_action().takes_values() && !option.is_require_equals_set()
    })
}

/// Whether an option of `command` is meant; `rest` is what stands behind the first minus.
fn is_option(command: &clap::Command, rest: &str) -> bool {
    let mut chars = rest.chars();
    let letter = match chars.next() {
        None | Some('-') => return true,
        Some(letter) => letter,
    };
    let value = chars.as_str();
    command.get_arguments().filter(|option| option.get_short() == Some(letter)).any(|option| {
        // `-n5`, but `-nurses` is a word.
        let is_number = value.chars().all(|c| c.is_ascii_digit() || c == '=');
        value.is_empty() || (option.get_action().takes_values() && is_number)
    })
}

fn obey(args: &Args, console: &mut Console<'_>) -> anyhow::Result<u8> {
    // These two ask no index, wherever it is.
    if !matches!(&args.command, Command::Extract(_) | Command::People(People { text: Some(_), .. }))
    {
        place::warn(args, console)?;
    }
    match &args.command {
        Command::Index(index) => index::run(args, index, console),
        Command::Extract(extract) => extract::run(extract, console),
        Command::Search(search) => ask::search(args, search, console),
        Command::Similar(similar) => ask::similar(args, similar, console),
        Command::Authors(values) => facets::run(args, values, Field::Author, console),
        Command::People(People { text: Some(file), .. }) => named::run(file, console),
        Command::People(people @ People { dump: true, command: None, .. }) => {
            named::dump(args, &people.values, console)
        }
        Command::People(people) => match (&people.command, &people.with) {
            // Behind an option clap takes the word of a query for the name of the command.
            (Some(PeopleCommand::Explain(_)), with)
                if with.is_some() || !people.values.query.is_empty() =>
            {
                bail!("`explain` stands before everything else, or in quotes: `people 'a explain'`")
            }
            (Some(PeopleCommand::Explain(explain)), _) => people::explain(args, explain, console),
            (None, Some(name)) => companions::run(args, people, name, console),
            (None, None) => facets::run(args, &people.values, Field::Person, console),
        },
        Command::Sources(values) => facets::run(args, values, Field::Publication, console),
        Command::Sections(values) => facets::run(args, values, Field::Section, console),
        Command::Languages(values) => facets::run(args, values, Field::Language, console),
        Command::Timeline(timeline) => timeline::run(args, timeline, console),
        Command::Show(show) => show::article(args, show, console),
        Command::Status(status) => show::status(args, status, console),
        Command::Doctor(doctor) => doctor::run(args, doctor, console),
        Command::Serve(serve) => serve::run(args, serve, console),
        Command::Tui(tui) => tui::run(args, tui, console),
        Command::Bench(bench) => bench::run(args, bench, console),
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::spare_exclusions;

    #[track_caller]
    fn check(arguments: &str, expected: &str) {
        let spared = spare_exclusions(arguments.split(' ').map(Into::into));
        let spared: Vec<String> =
            spared.into_iter().map(|argument| argument.into_string().unwrap()).collect();
        assert_eq!(spared.join("|"), expected.replace(' ', "|").replace('_', " "));
    }

    #[test]
    fn a_word_of_a_query_that_begins_with_a_minus_excludes() {
        check("byline search a -strike", "byline search a NOT_strike");
        check("byline --in d search -n 5 -n5 -nurses", "byline --in d search -n 5 -n5 NOT_nurses");
        check("byline timeline -x --by day -y", "byline timeline NOT_x --by day NOT_y");
        check("byline people --with Doe -x", "byline people --with Doe NOT_x");
        check("byline people strike explain -x", "byline people strike explain NOT_x");
        check("byline search -h -V", "byline search -h NOT_V");
    }

    #[test]
    fn the_value_of_an_option_is_left_alone() {
        check("byline search --not -a -b", "byline search --not -a NOT_b");
        check("byline search --limit=3 -b", "byline search --limit=3 NOT_b");
        check("byline search --recency -b", "byline search --recency NOT_b");
        check("byline search --any -- -b", "byline search --any -- -b");
    }

    #[test]
    fn what_asks_nothing_is_left_alone() {
        check("byline index -x", "byline index -x");
        check("byline show search -x", "byline show search -x");
        check("search index -x", "search index -x");
    }
}
