//! Who is who, with the reasons.

use std::io::{self, Write};

use crate::roster::{Account, Evidence, NEAR, Owned};

use super::safe::visible_line;

/// Writes an account for people: everybody who is meant, each name with its articles and its reason;
/// behind them what was not joined.
///
/// # Errors
/// If `out` cannot be written.
pub fn account(account: &Account, out: &mut dyn Write) -> io::Result<()> {
    let names = account.people.iter().flat_map(|meant| &meant.names);
    let counts = names.map(|name| name.articles).chain(account.apart.iter().map(|a| a.articles));
    let digits = counts.max().unwrap_or(0).to_string().len();
    let row = |articles: u64, name: &str, why: &str, out: &mut dyn Write| {
        let gap = if why.is_empty() { "" } else { "  " };
        writeln!(out, "  {articles:>digits$}  {}{gap}{}", visible_line(name), visible_line(why))
    };
    for (number, meant) in account.people.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}  {}", visible_line(&meant.name), articles(meant.articles))?;
        for name in &meant.names {
            row(name.articles, &name.name, &reason(name), out)?;
        }
    }
    if account.more > 0 {
        writeln!(out, "\nand {} more people of that name", account.more)?;
    }
    if !account.apart.is_empty() {
        let gap = if account.people.is_empty() { "" } else { "\n" };
        writeln!(out, "{gap}not joined")?;
    }
    for apart in &account.apart {
        row(apart.articles, &apart.name, &apart.why, out)?;
    }
    Ok(())
}

/// Writes an account as one JSON object on a line.
///
/// # Errors
/// If `out` cannot be written.
pub fn account_json(account: &Account, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, account)?;
    writeln!(out)
}

fn reason(name: &Owned) -> String {
    let why = name.why.clone().unwrap_or_default();
    let days = name.days.map(|(first, last)| {
        if first == last { format!(", {first}") } else { format!(", {first} to {last}") }
    });
    let evidence = name.evidence.map(|Evidence { named, of }| {
        let names = if of == 1 { "full name" } else { "full names" };
        format!(": {named} of {of} {names} within {NEAR} days")
    });
    [why, days.unwrap_or_default(), evidence.unwrap_or_default()].concat()
}

fn articles(number: u64) -> String {
    if number == 1 { "1 article".to_owned() } else { format!("{number} articles") }
}
