//! Makes the models that tell which blocks of a web page, and which lines of a plain text, are an
//! article, and the files MODEL.md, which tell of them.
//!
//! ```text
//! cargo run --release --example train-text -- blocks|lines FOLDER
//! cargo run --release --example train-text -- shown FOLDER TEXTS
//! ```
//!
//! Reads the sets `wcxb-dev` and `aeb` in FOLDER: `gold.json`, an object with the `articleBody` of
//! each page, and the pages as `html/ID.html`. Measures by cross-validation, then learns from all
//! pages and writes `model.bin` and `MODEL.md` beside what is measured of a block or line. The same
//! input gives the same bytes. `shown` writes what the pages show, as plain text, to TEXTS.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use byline::formats::training::{Measure, Page, blocks, lines, shown, train};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The sets, and where they are from.
const SETS: &[[&str; 3]] = &[
    ["wcxb-dev", "CC BY 4.0", "Web Content Extraction Benchmark, Murrough-Foley: article pages"],
    ["aeb", "MIT", "Article Extraction Benchmark, Zyte (Scrapinghub)"],
];
/// What is judged.
struct Kind {
    name: &'static str,
    /// Where its model is.
    folder: &'static str,
    read: fn(&str, &str) -> Option<Page>,
    /// The beginning of MODEL.md.
    about: &'static str,
}

const BLOCKS: Kind = Kind {
    name: "blocks",
    folder: "src/formats/html/blocks",
    read: blocks,
    about: "\
# The model that finds the text of a page

`cargo run --release --example train-text -- blocks FOLDER` makes `model.bin` and this file; the same input
gives the same bytes. A page is cut into blocks. Of each is measured what it says, in which elements it stands
and what these are named, what stands around it and in rows like it, and whether readability (dom_smoothie)
found it. A table tells how often each word, and each word of a class, stands in the text of an article or
elsewhere; boosted trees judge by all of it, and a block between others is likelier to be what these are
(Viterbi).
",
};

const LINES: Kind = Kind {
    name: "lines",
    folder: "src/formats/plain/lines",
    read: lines,
    about: "\
# The model that finds the article in the text of a whole page

`cargo run --release --example train-text -- lines FOLDER` makes `model.bin` and this file; the same input
gives the same bytes. What a web page shows, menus and footer too, is a line a block; its title in the head
is not shown. Of each line is measured what it says and how it is marked, where it stands, and what stands
around it. A table tells how often each word, in the line itself or in those beside it, stands in the text of
an article or elsewhere; boosted trees judge by all of it, and a line between others is likelier to be what
these are (Viterbi).
",
};

/// Every so many-th page is measured by a model of the others.
const FOLDS: usize = 5;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Gold {
    #[serde(default)]
    article_body: String,
}

/// A page, and the text that it should have.
struct Known {
    page: Page,
    body: String,
}

/// The pages of a set, and the SHA-256 of all its files.
struct Set {
    pages: Vec<Known>,
    sha256: String,
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(arguments.get(1).context("name the folder of the sets")?);
    match (arguments[0].as_str(), arguments.get(2)) {
        ("blocks", None) => make(&BLOCKS, folder),
        ("lines", None) => make(&LINES, folder),
        ("shown", Some(texts)) => show(folder, Path::new(texts)),
        _ => bail!("blocks, lines or shown?"),
    }
}

fn make(kind: &Kind, folder: &Path) -> anyhow::Result<()> {
    let sets = SETS.iter().map(|[name, ..]| read(&folder.join(name), kind.read));
    let sets: Vec<Set> = sets.collect::<anyhow::Result<_>>()?;
    let mut scores = String::new();
    let mut tell = |pages: &str, learnt: &str, measure: &Measure| -> anyhow::Result<()> {
        let [f1, precision, recall, exact] = measure.scores();
        let line = format!(
            "| {pages} | {learnt} | {f1:.3} | {precision:.3} | {recall:.3} | {exact:.3} |\n"
        );
        scores.push_str(&line);
        Ok(std::io::stdout().write_all(line.as_bytes())?)
    };
    for ([name, ..], set) in SETS.iter().zip(&sets) {
        let mut best = Measure::default();
        set.pages.iter().for_each(|known| best.add(&known.body, &known.page.best()));
        tell(name, &format!("any choice of {}", kind.name), &best)?;
    }
    tell(SETS[0][0], "the other pages of the set", &cross_validated(&sets[..1])[0])?;
    for ([name, ..], measure) in SETS.iter().zip(cross_validated(&sets)) {
        tell(name, "the other pages of both sets", &measure)?;
    }
    for (at, other) in [(0, 1), (1, 0)] {
        let trained = train(&sets[other].pages.iter().map(|known| &known.page).collect::<Vec<_>>());
        let mut measure = Measure::default();
        sets[at]
            .pages
            .iter()
            .for_each(|known| measure.add(&known.body, &trained.text(&known.page)));
        tell(SETS[at][0], "the other set", &measure)?;
    }
    let all = sets.iter().flat_map(|set| &set.pages).map(|known| &known.page);
    let model = train(&all.collect::<Vec<_>>()).bytes();
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(kind.folder);
    fs::write(place.join("MODEL.md"), told(kind, &sets, &scores, &model)?)?;
    fs::write(place.join("model.bin"), model)?;
    Ok(())
}

/// Calls `each` with id, page and text of each page of a set.
fn read_pages(
    folder: &Path,
    mut each: impl FnMut(&str, &[u8], String) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<u8>> {
    let gold = folder.join("gold.json");
    let gold = fs::read(&gold).with_context(|| gold.display().to_string())?;
    let bodies: BTreeMap<String, Gold> = serde_json::from_slice(&gold)?;
    for (id, Gold { article_body: body }) in bodies {
        let file = folder.join("html").join(format!("{id}.html"));
        let html = fs::read(&file).with_context(|| file.display().to_string())?;
        each(&id, &html, body)?;
    }
    Ok(gold)
}

fn read(folder: &Path, page: fn(&str, &str) -> Option<Page>) -> anyhow::Result<Set> {
    let mut all = Vec::new();
    let mut pages = Vec::new();
    let gold = read_pages(folder, |_, html, body| {
        all.extend_from_slice(html);
        let page = page(&String::from_utf8_lossy(html), &body);
        pages.extend(page.map(|page| Known { page, body }));
        Ok(())
    })?;
    ensure!(!pages.is_empty(), "no page in {}", folder.display());
    let sha256 = hex(&Sha256::new().chain_update(gold).chain_update(all).finalize());
    Ok(Set { pages, sha256 })
}

/// Writes what the pages of each set show.
fn show(folder: &Path, texts: &Path) -> anyhow::Result<()> {
    for [name, ..] in SETS {
        let place = texts.join(name);
        fs::create_dir_all(&place)?;
        read_pages(&folder.join(name), |id, html, _| {
            let text = shown(&String::from_utf8_lossy(html)).unwrap_or_default();
            Ok(fs::write(place.join(format!("{id}.txt")), text)?)
        })?;
    }
    Ok(())
}

/// Measures each page with a model of all that are not of its fold; one measure a set.
fn cross_validated(sets: &[Set]) -> Vec<Measure> {
    let mut measures = vec![Measure::default(); sets.len()];
    for fold in 0..FOLDS {
        let others = sets.iter().flat_map(|set| set.pages.iter().enumerate());
        let others = others.filter(|(i, _)| i % FOLDS != fold).map(|(_, known)| &known.page);
        let trained = train(&others.collect::<Vec<_>>());
        for (set, measure) in sets.iter().zip(&mut measures) {
            for known in set.pages.iter().skip(fold).step_by(FOLDS) {
                measure.add(&known.body, &trained.text(&known.page));
            }
        }
    }
    measures
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").ok();
        hex
    })
}

fn told(kind: &Kind, sets: &[Set], scores: &str, model: &[u8]) -> anyhow::Result<String> {
    let mut text = format!(
        "{}
## Data

None of it is part of byline. Of a set, SHA-256 of `gold.json` and of all pages in the order of their ids:

| set | pages | licence | from | SHA-256 |
|---|---:|---|---|---|
",
        kind.about
    );
    for ([name, licence, from], Set { pages, sha256 }) in SETS.iter().zip(sets) {
        writeln!(text, "| {name} | {} | {licence} | {from} | `{sha256}` |", pages.len())?;
    }
    write!(
        text,
        "
Which {} are the article is told by laying them on the text that people say it has, in order.

## Scores

F1, precision and recall of runs of four words, as the Article Extraction Benchmark counts them, and the share
of pages whose words are all right and no more. Cross-validated: no page is measured by a model that saw it.

| pages | learnt from | F1 | precision | recall | exact |
|---|---|---:|---:|---:|---:|
{scores}
`model.bin`: {} bytes, SHA-256 `{}`
",
        kind.name,
        model.len(),
        hex(&Sha256::digest(model))
    )?;
    Ok(text)
}
