//! Makes the model that tells which blocks of a page are its article, and the file MODEL.md, which
//! tells of it.
//!
//! ```text
//! cargo run --release --example train-blocks -- FOLDER
//! ```
//!
//! Reads the sets `wcxb-dev` and `aeb` in FOLDER: `gold.json`, an object with the `articleBody` of
//! each page, and the pages as `html/ID.html`. Measures by cross-validation, then learns from all
//! pages and writes `model.bin` and `MODEL.md` to `src/formats/html/blocks`. The same input gives
//! the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use byline::formats::training::{Measure, Page, blocks, train};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The sets, and where they are from.
const SETS: &[[&str; 3]] = &[
    ["wcxb-dev", "CC BY 4.0", "Web Content Extraction Benchmark, Murrough-Foley: article pages"],
    ["aeb", "MIT", "Article Extraction Benchmark, Zyte (Scrapinghub)"],
];
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
    let folder = std::env::args_os().nth(1).context("name the folder of the sets")?;
    let sets = SETS.iter().map(|[name, ..]| read(&Path::new(&folder).join(name)));
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
        tell(name, "any choice of blocks", &best)?;
    }
    let wide = &sets[..1];
    tell(SETS[0][0], "the other pages of the set", &cross_validated(wide)[0])?;
    for ([name, ..], measure) in SETS.iter().zip(cross_validated(&sets)) {
        tell(name, "the other pages of both sets", &measure)?;
    }
    let wide = train(&sets[0].pages.iter().map(|known| &known.page).collect::<Vec<_>>());
    let mut measure = Measure::default();
    sets[1].pages.iter().for_each(|known| measure.add(&known.body, &wide.text(&known.page)));
    tell(SETS[1][0], "the other set", &measure)?;
    let all = sets.iter().flat_map(|set| &set.pages).map(|known| &known.page);
    let model = train(&all.collect::<Vec<_>>()).bytes();
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/formats/html/blocks");
    fs::write(place.join("MODEL.md"), told(&sets, &scores, &model)?)?;
    fs::write(place.join("model.bin"), model)?;
    Ok(())
}

fn read(folder: &Path) -> anyhow::Result<Set> {
    let gold = folder.join("gold.json");
    let gold = fs::read(&gold).with_context(|| gold.display().to_string())?;
    let mut hasher = Sha256::new();
    hasher.update(&gold);
    let gold: BTreeMap<String, Gold> = serde_json::from_slice(&gold)?;
    let mut pages = Vec::new();
    for (id, Gold { article_body: body }) in gold {
        let file = folder.join("html").join(format!("{id}.html"));
        let html = fs::read(&file).with_context(|| file.display().to_string())?;
        hasher.update(&html);
        let page = blocks(&String::from_utf8_lossy(&html), &body);
        pages.extend(page.map(|page| Known { page, body }));
    }
    ensure!(!pages.is_empty(), "no page in {}", folder.display());
    Ok(Set { pages, sha256: hex(&hasher.finalize()) })
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

fn told(sets: &[Set], scores: &str, model: &[u8]) -> anyhow::Result<String> {
    let mut text = "\
# The model that finds the text of a page

`cargo run --release --example train-blocks -- FOLDER` makes `model.bin` and this file; the same input gives the
same bytes. A page is cut into blocks. Of each is measured what it says, in which elements it stands and what
these are named, what stands around it and in rows like it, and whether readability (dom_smoothie) found it.
A table tells how often each word, and each word of a class, stands in the text of an article or elsewhere;
boosted trees judge by all of it, and a block between others is likelier to be what these are (Viterbi).

## Data

None of it is part of byline. Of a set, SHA-256 of `gold.json` and of all pages in the order of their ids:

| set | pages | licence | from | SHA-256 |
|---|---:|---|---|---|
"
    .to_owned();
    for ([name, licence, from], Set { pages, sha256 }) in SETS.iter().zip(sets) {
        writeln!(text, "| {name} | {} | {licence} | {from} | `{sha256}` |", pages.len())?;
    }
    write!(
        text,
        "
Which blocks are the article is told by laying them on the text that people say it has, in order.

## Scores

F1, precision and recall of runs of four words, as the Article Extraction Benchmark counts them, and the share
of pages whose words are all right and no more. Cross-validated: no page is measured by a model that saw it.

| pages | learnt from | F1 | precision | recall | exact |
|---|---|---:|---:|---:|---:|
{scores}
`model.bin`: {} bytes, SHA-256 `{}`
",
        model.len(),
        hex(&Sha256::digest(model))
    )?;
    Ok(text)
}
