//! `byline doctor`, and `byline index --dry-run`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use crate::article::Source;
use crate::corpus::{Rules, walk};
use crate::doctor::{Findings, Kind, Sample, examine};
use crate::engines;
use crate::indexer::Event;
use crate::printers::visible_line;
use crate::roster;

use super::args::{Args, Doctor, Index, Mapping, ProgressForm};
use super::console::Console;
use super::index::{STOP, STOPPED, listen_to_signals};
use super::progress::Progress;
use super::{FOUND, NOTHING, place};

/// Tells what is odd in a folder.
pub(super) fn run(args: &Args, doctor: &Doctor, console: &mut Console<'_>) -> anyhow::Result<u8> {
    if doctor.dir.is_some() && args.corpus.is_some() {
        bail!("two folders are named: DIR and --in");
    }
    let named = doctor.dir.as_deref().or(args.corpus.as_deref());
    let findings = look(&folder(args, named)?, &doctor.mapping, doctor.progress.progress, console)?;
    if doctor.json {
        writeln!(console.out, "{}", record(&findings))?;
    } else {
        table(&findings, console.out)?;
        lists(&findings, console.out)?;
    }
    console.out.flush()?;
    Ok(code(&findings))
}

/// Tells what would be indexed.
pub(super) fn dry_run(
    args: &Args,
    corpus: Option<&Path>,
    index: &Index,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    let form = index.progress.progress;
    let findings = look(&folder(args, corpus)?, &index.mapping, form, console)?;
    table(&findings, console.out)?;
    skipped(&findings, console.out)?;
    console.out.flush()?;
    Ok(code(&findings))
}

/// Returns the folder that is meant, or that of the index here.
fn folder(args: &Args, named: Option<&Path>) -> anyhow::Result<PathBuf> {
    let corpus = match named {
        Some(corpus) => corpus.to_owned(),
        None => place::open(args)?.corpus().to_owned(),
    };
    if corpus.is_dir() { Ok(corpus) } else { bail!("{} is not a folder", corpus.display()) }
}

fn look(
    corpus: &Path,
    mapping: &Mapping,
    form: ProgressForm,
    console: &mut Console<'_>,
) -> anyhow::Result<Findings> {
    let rules = Rules::of_pairs(&mapping.map)?;
    let mut found = walk(corpus, rules, engines::is_index).context("the folder cannot be read")?;
    found.files.retain(|file| file.name != roster::FILE);
    listen_to_signals();
    let progress = Progress::new(form, console.err);
    progress.tell(&Event::Started { files: found.files.len() });
    let findings = examine(found, &STOP, &|file, articles| {
        progress.tell(&Event::Read { file: file.name.clone(), articles });
    });
    progress.end();
    Ok(findings)
}

fn code(findings: &Findings) -> u8 {
    match findings.together().articles {
        _ if STOP.load(Ordering::Relaxed) => STOPPED,
        0 => NOTHING,
        _ => FOUND,
    }
}

fn table(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let width = findings.kinds.keys().map(|kind| kind.chars().count()).max().unwrap_or(0).max(6);
    let heads = ["files", "unread", "articles", "headline", "author", "date"];
    writeln!(out, "{:width$}  {}", "", heads.map(|head| format!("{head:>8}")).join("  "))?;
    let mut row = |name: &str, kind: &Kind| {
        let Kind { files, unread, articles, headlines, bylines, dates } = *kind;
        let numbers = [files, unread, articles, headlines, bylines, dates];
        let numbers = numbers.map(|number| format!("{number:>8}")).join("  ");
        writeln!(out, "{:width$}  {numbers}", visible_line(name))
    };
    for (name, kind) in &findings.kinds {
        row(if name.is_empty() { "none" } else { name }, kind)?;
    }
    row("all", &findings.together())
}

fn lists(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let mut languages: Vec<_> = findings.languages.iter().collect();
    languages.sort_by_key(|(tag, number)| (std::cmp::Reverse(**number), tag.as_str()));
    let languages = languages
        .into_iter()
        .map(|(tag, number)| format!("{} {number}", if tag.is_empty() { "unknown" } else { tag }));
    writeln!(out, "\nlanguages: {}", visible_line(&languages.collect::<Vec<_>>().join(", ")))?;
    for (what, places) in without(findings) {
        if places.all > 0 {
            writeln!(out, "\nwithout {what}: {}", places.all)?;
            places.first().try_for_each(|place| line(&place.to_string(), out))?;
            rest(places.more(), out)?;
        }
    }
    let odd = findings.odd_names();
    if !odd.is_empty() {
        writeln!(out, "\nodd names of authors:")?;
        for (name, number, place) in odd {
            line(&format!("{name} ×{number}: {place}"), out)?;
        }
    }
    let (copies, texts) = findings.copies();
    if copies > 0 {
        writeln!(out, "\ncopies of another article, word for word: {copies}")?;
        for text in texts {
            line(&format!("{} ×{}", text.of, text.number), out)?;
        }
    }
    skipped(findings, out)
}

fn skipped(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let skipped = &findings.skipped;
    if skipped.all == 0 {
        return Ok(());
    }
    writeln!(out, "\nnot read: {}", skipped.all)?;
    skipped.first().try_for_each(|(place, why)| line(&format!("{place}: {why}"), out))?;
    rest(skipped.more(), out)
}

fn without(findings: &Findings) -> [(&'static str, &Sample<Source>); 3] {
    [
        ("headline", &findings.without_headline),
        ("author", &findings.without_byline),
        ("date", &findings.without_date),
    ]
}

fn line(text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  {}", visible_line(text))
}

fn rest(more: u64, out: &mut dyn Write) -> io::Result<()> {
    if more > 0 { writeln!(out, "  and {more} more") } else { Ok(()) }
}

fn record(findings: &Findings) -> Value {
    let kind = |kind: &Kind| {
        let Kind { files, unread, articles, headlines, bylines, dates } = *kind;
        json!({"files": files, "unread": unread, "articles": articles, "headline": headlines,
            "author": bylines, "date": dates})
    };
    let kinds: serde_json::Map<String, Value> =
        findings.kinds.iter().map(|(name, known)| (name.clone(), kind(known))).collect();
    let missing: serde_json::Map<String, Value> = without(findings)
        .into_iter()
        .map(|(what, places)| {
            let first: Vec<String> = places.first().map(Source::to_string).collect();
            (what.to_owned(), json!({"articles": places.all, "first": first}))
        })
        .collect();
    let odd = findings.odd_names().into_iter().map(|(name, number, place)| {
        json!({"name": name, "articles": number, "first": place.to_string()})
    });
    let (copies, texts) = findings.copies();
    let texts = texts.into_iter().map(|t| json!({"first": t.of.to_string(), "articles": t.number}));
    let skipped = findings
        .skipped
        .first()
        .map(|(place, why)| json!({"path": place.file, "part": place.part, "why": why}));
    json!({
        "kinds": kinds,
        "all": kind(&findings.together()),
        "languages": findings.languages,
        "without": missing,
        "odd_authors": odd.collect::<Vec<_>>(),
        "copies": {"articles": copies, "texts": texts.collect::<Vec<_>>()},
        "not_read": {"number": findings.skipped.all, "first": skipped.collect::<Vec<_>>()},
    })
}
