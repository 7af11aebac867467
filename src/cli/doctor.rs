//! `byline doctor`, and `byline index --dry-run`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use crate::article::Source;
use crate::corpus::{Rules, walk};
use crate::doctor::{Findings, Kind, Recall, Sample, examine};
use crate::engines::{self, Engine};
use crate::furniture::Line;
use crate::indexer::Event;
use crate::printers::visible_line;
use crate::roster;

use super::args::{Args, Doctor, Index, Mapping, ProgressForm};
use super::console::Console;
use super::index::{STOP, STOPPED, listen_to_signals};
use super::progress::Progress;
use super::{FOUND, NOTHING, place};

/// So many articles of an index are held in memory at once.
const AT_ONCE: usize = 2_000;
/// So many characters of a paragraph are shown.
const SHOWN: usize = 80;
/// So many paragraphs of furniture are listed.
const LISTED: usize = 10;

/// Tells what is odd in a folder, or in what an index keeps.
pub(super) fn run(args: &Args, doctor: &Doctor, console: &mut Console<'_>) -> anyhow::Result<u8> {
    if doctor.dir.is_some() && args.corpus.is_some() {
        bail!("two folders are named: DIR and --in");
    }
    let findings = match doctor.dir.as_deref().or(args.corpus.as_deref()) {
        Some(index) if engines::is_index(index) => recall(&*engines::open(index)?)?,
        Some(corpus) => {
            let form = doctor.progress.progress;
            look(&folder(args, Some(corpus))?, &doctor.mapping, form, console)?
        }
        None => recall(&*place::open(args)?)?,
    };
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

/// Returns what an index knows.
fn recall(engine: &dyn Engine) -> anyhow::Result<Findings> {
    listen_to_signals();
    let furniture = engine.furniture()?.map(|(furniture, _)| furniture);
    let mut recall = Recall::new(engine.files()?, furniture.unwrap_or_default());
    let mut next = Some(0);
    while let Some(first) = next.filter(|_| !STOP.load(Ordering::Relaxed)) {
        let articles = engine.articles(first..=u64::MAX, AT_ONCE)?;
        for article in &articles {
            recall.add(article);
        }
        next = articles.last().and_then(|article| article.id().0.checked_add(1));
    }
    Ok(recall.findings())
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
    let furniture = furniture(findings);
    if !furniture.is_empty() {
        writeln!(out, "\nfurniture learned: {}", furniture.len())?;
        for (source, Line { text, articles, of, .. }) in furniture.iter().take(LISTED) {
            let source = if source.is_empty() { "no source" } else { source };
            line(&format!("{source}, {articles} of {of}: {}", shortened(text)), out)?;
        }
        rest(furniture.len().saturating_sub(LISTED) as u64, out)?;
    }
    skipped(findings, out)
}

/// Returns the furniture, the most frequent first, each with its source.
fn furniture(findings: &Findings) -> Vec<(&str, &Line)> {
    let by_source = findings.furniture.lines();
    let mut lines: Vec<(&str, &Line)> = by_source
        .flat_map(|(source, lines)| lines.into_iter().map(move |line| (source, line)))
        .collect();
    lines.sort_by_key(|(_, line)| std::cmp::Reverse(line.articles));
    lines
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
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
    let furniture = furniture(findings).into_iter().map(|(source, line)| {
        json!({"source": source, "text": line.text, "articles": line.articles, "of": line.of,
            "place": line.place})
    });
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
        "furniture": furniture.collect::<Vec<_>>(),
        "not_read": {"number": findings.skipped.all, "first": skipped.collect::<Vec<_>>()},
    })
}
