//! Compares what byline read with what an archive is known to hold.
//!
//! ```text
//! byline search '*' --in ARCHIVE --json --limit 10000000 |
//!     cargo run --release --example truth -- MANIFEST [field]
//! ```
//!
//! MANIFEST has one JSON object a line with the keys `path`, `line` (of JSON Lines), `title`,
//! `authors`, `date`, `section`, and `messy` for articles that were damaged on purpose, which do
//! not count. Of authors, the folded names in their order have to agree: case and the dots of
//! initials do not matter. With a field, the articles in which it differs are listed.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write as _};

use anyhow::{Context as _, bail};
use byline::article::Name;
use serde_json::Value;

/// How often something agreed.
#[derive(Default)]
struct Tally {
    right: u32,
    all: u32,
}

/// What is compared, on both sides.
const FIELDS: [(&str, &str); 4] =
    [("headline", "title"), ("authors", "authors"), ("published", "date"), ("section", "section")];

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [manifest, listed @ ..] = arguments.as_slice() else { bail!("which manifest?") };
    let mut read: HashMap<(String, u64), Value> = HashMap::new();
    for line in io::stdin().lock().lines() {
        let hit: Value = serde_json::from_str(&line?)?;
        let path = hit["path"].as_str().context("a hit without a path")?.to_owned();
        read.insert((path, hit["part"].as_u64().unwrap_or(0)), hit);
    }
    let mut tallies: HashMap<(String, &str), Tally> = HashMap::new();
    let mut out = io::stdout().lock();
    let manifest = File::open(manifest).with_context(|| manifest.clone())?;
    for line in BufReader::new(manifest).lines() {
        let truth: Value = serde_json::from_str(&line?)?;
        if truth.get("messy").is_some() {
            continue;
        }
        let path = truth["path"].as_str().context("a line without a path")?;
        let ending = path.rsplit('.').next().unwrap_or_default();
        let hit = read.get(&(path.to_owned(), truth["line"].as_u64().unwrap_or(0)));
        for format in [ending, "all"] {
            let tally = tallies.entry((format.to_owned(), "indexed")).or_default();
            tally.all += 1;
            tally.right += u32::from(hit.is_some());
        }
        let Some(hit) = hit else { continue };
        for (ours, theirs) in FIELDS {
            let (found, wanted) = (&hit[ours], &truth[theirs]);
            let right = agree(ours, found, wanted);
            for format in [ending, "all"] {
                // Not every file says its section: what is not told is counted apart.
                let name = if ours == "section" && found.is_null() { "no section" } else { ours };
                let tally = tallies.entry((format.to_owned(), name)).or_default();
                tally.all += 1;
                tally.right += u32::from(right);
            }
            if !right && listed.iter().any(|field| field == ours) {
                writeln!(out, "{path}: {found}, not {wanted}")?;
            }
        }
    }
    let mut rows: Vec<_> = tallies.into_iter().collect();
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    for ((format, field), Tally { right, all }) in rows {
        let share = 100.0 * f64::from(right) / f64::from(all);
        writeln!(out, "{format:<6} {field:<11} {right:>7} of {all:>7}  {share:6.2} %")?;
    }
    Ok(())
}

fn agree(field: &str, found: &Value, wanted: &Value) -> bool {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match field {
        "authors" => names(found) == names(wanted),
        "section" => text(found).to_lowercase() == text(wanted).to_lowercase(),
        "headline" => text(found).split_whitespace().eq(text(wanted).split_whitespace()),
        _ => text(found) == text(wanted),
    }
}

fn names(list: &Value) -> Vec<String> {
    let names = list.as_array().into_iter().flatten().filter_map(Value::as_str);
    names.filter_map(Name::new).map(|name| name.key().to_owned()).collect()
}
