//! Makes the model that finds people, the list of names, and MODEL.md, which tells of both.
//!
//! ```text
//! cargo run --release --example train -- FOLDER...
//! ```
//!
//! Reads `src/people/training/sources.toml`, finds each file it names in one of the folders, checks
//! its SHA-256, and writes `model.bin`, `names.bin` and `MODEL.md` to `src/people`. The same input
//! gives the same bytes. First a model is made without every fifth document of each source, to be
//! measured on these; then the one that is kept, of all.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use byline::people::training::{Layout, Listed, Sample, Trained, Weighted, read_columns, train};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// Of each source every so many-th document is for measuring.
const EVERY: usize = 5;

/// `sources.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    names: File,
    source: Vec<Source>,
    development: Vec<Source>,
}

/// A file, where it is from, and what may be done with it.
#[derive(Deserialize)]
struct File {
    name: String,
    licence: String,
    from: String,
    path: String,
    sha256: String,
}

#[derive(Deserialize)]
struct Source {
    #[serde(flatten)]
    file: File,
    #[serde(default)]
    format: Format,
    /// Which documents are taken, from 0; all if it is not told.
    documents: Option<Vec<RangeInclusive<usize>>>,
    /// How much a document counts.
    #[serde(default = "one")]
    weight: f32,
    #[serde(default = "english")]
    language: String,
    #[serde(default)]
    is_posts: bool,
    #[serde(default)]
    parts_at_hyphens: bool,
}

fn one() -> f32 {
    1.0
}

fn english() -> String {
    "en".to_owned()
}

/// How a file tells texts and names.
#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Format {
    /// Token, tab, label.
    #[default]
    Columns,
    /// The columns of Universal NER.
    UniversalNer,
    /// Token, blank, label, without sentences.
    Europeana,
    /// Articles of JSON Lines; the names are in `wikinews.jsonl`.
    Articles,
}

/// A source, read.
struct Read {
    source: Source,
    samples: Vec<Sample>,
}

fn main() -> anyhow::Result<()> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    ensure!(!folders.is_empty(), "in which folders are the sources?");
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/people");
    let manifest = fs::read_to_string(place.join("training/sources.toml"))?;
    let manifest: Manifest = toml::from_str(&manifest)?;
    let names = read_names(&find(&folders, &manifest.names)?)?;
    let read = |source: Source| -> anyhow::Result<Read> {
        let samples = read_source(&folders, &place, &source)?;
        Ok(Read { source, samples })
    };
    let sources: Vec<Read> = manifest.source.into_iter().map(read).collect::<Result<_, _>>()?;
    let development: Vec<Read> =
        manifest.development.into_iter().map(read).collect::<Result<_, _>>()?;

    let part = train(&weighted(&sources, |number| !is_measured(number)), &names);
    let scores = report(&part, &sources, &development);
    let whole = train(&weighted(&sources, |_| true), &names);
    fs::write(place.join("model.bin"), whole.model())?;
    fs::write(place.join("names.bin"), whole.names())?;
    let told = tell(&manifest.names, &sources, &development, &whole, &scores)?;
    fs::write(place.join("MODEL.md"), told)?;
    writeln!(std::io::stdout(), "model.bin {}", sha256(&whole.model()))?;
    writeln!(std::io::stdout(), "names.bin {}", sha256(whole.names()))?;
    Ok(())
}

fn is_measured(number: usize) -> bool {
    number % EVERY == EVERY - 1
}

fn weighted(sources: &[Read], is_wanted: impl Fn(usize) -> bool) -> Vec<Weighted> {
    let mut samples = Vec::new();
    for Read { source, samples: all } in sources {
        let wanted = all.iter().enumerate().filter(|(number, _)| is_wanted(*number));
        samples.extend(wanted.map(|(_, sample)| (sample.clone(), source.weight)));
    }
    samples
}

/// Reads a file of the manifest, and checks that it is the one meant.
fn find(folders: &[PathBuf], file: &File) -> anyhow::Result<String> {
    let Some(path) = folders.iter().map(|folder| folder.join(&file.path)).find(|p| p.is_file())
    else {
        bail!("`{}` is in none of the folders; it is from {}", file.path, file.from)
    };
    let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
    let found = sha256(&bytes);
    ensure!(
        found == file.sha256,
        "{}: its SHA-256 is {found}, not that of the manifest",
        file.path
    );
    String::from_utf8(bytes).with_context(|| file.path.clone())
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Reads lines of name, tab, how common as a given name, tab, as a surname.
fn read_names(lines: &str) -> anyhow::Result<Vec<Listed>> {
    let read = |line: &str| -> Option<Listed> {
        let mut columns = line.split('\t');
        let name = columns.next()?.to_owned();
        Some((name, columns.next()?.parse().ok()?, columns.next()?.parse().ok()?))
    };
    lines.lines().map(|line| read(line).with_context(|| format!("`{line}` is no name"))).collect()
}

fn read_source(folders: &[PathBuf], place: &Path, source: &Source) -> anyhow::Result<Vec<Sample>> {
    let text = find(folders, &source.file)?;
    let layout = Layout { is_posts: source.is_posts, parts_at_hyphens: source.parts_at_hyphens };
    let mut samples = match source.format {
        Format::Columns => read_columns(&text, layout),
        Format::UniversalNer => read_columns(&from_universal_ner(&text), layout),
        Format::Europeana => read_columns(&from_europeana(&text), layout),
        Format::Articles => {
            read_articles(&text, &fs::read_to_string(place.join("training/wikinews.jsonl"))?)?
        }
    };
    if let Some(wanted) = &source.documents {
        let mut number = 0..;
        samples.retain(|_| number.next().is_some_and(|n| wanted.iter().any(|w| w.contains(&n))));
    }
    for sample in &mut samples {
        sample.language.clone_from(&source.language);
    }
    Ok(samples)
}

/// So many sentences are a document where the source does not tell documents apart.
const DOCUMENT: usize = 20;

/// Universal NER has the number of a token, the token, its label, and who says so; documents are
/// told in some of its treebanks only.
fn from_universal_ner(text: &str) -> String {
    let mut columns = String::new();
    let mut sentences = 0;
    for line in text.lines() {
        let mut parts = line.split('\t').skip(1);
        if line.starts_with("# newdoc") || sentences >= DOCUMENT {
            columns.push_str("-DOCSTART-\tO\n\n");
            sentences = 0;
        }
        if line.is_empty() {
            columns.push('\n');
            sentences += 1;
        } else if let (false, Some(token), Some(label)) =
            (line.starts_with('#'), parts.next(), parts.next())
        {
            let _ = writeln!(columns, "{token}\t{label}");
        }
    }
    columns
}

/// So many tokens of old newspapers are a document, about.
const PAGE: usize = 600;

/// The newspapers have a token, a blank and a label, no sentences, commas that stick to words, and
/// `I-PER` for the first token of a name.
fn from_europeana(text: &str) -> String {
    let mut columns = String::from("-DOCSTART-\tO\n\n");
    let (mut tokens, mut is_named) = (0, false);
    for line in text.lines() {
        let Some((token, label)) = line.trim_end().rsplit_once(' ') else { continue };
        let label = match (label.ends_with("PER"), is_named && label.starts_with('I')) {
            (true, true) => "I-PER",
            (true, false) => "B-PER",
            (false, _) => "O",
        };
        is_named = label != "O";
        let is_end = token.ends_with(['.', '!', '?']);
        let bare = token.trim_end_matches([',', '.', ';', ':', '!', '?']);
        if bare.chars().count() > 2 && bare.len() < token.len() {
            let _ = writeln!(columns, "{bare}\t{label}\n{}\tO", &token[bare.len()..]);
        } else {
            let _ = writeln!(columns, "{token}\t{label}");
        }
        tokens += 1;
        if is_end && (token.chars().count() > 3 || bare.is_empty()) {
            columns.push('\n');
            if tokens > PAGE {
                columns.push_str("-DOCSTART-\tO\n\n");
                tokens = 0;
            }
        }
    }
    columns
}

/// An article of the corpus of Wikinews, of which more is not read.
#[derive(Deserialize)]
struct Article {
    id: String,
    title: String,
    body: String,
}

/// Where people are named in headline, empty line and body: code points, in order.
#[derive(Deserialize)]
struct Marked {
    id: String,
    sha256: String,
    names: Vec<[usize; 2]>,
}

fn read_articles(articles: &str, marked: &str) -> anyhow::Result<Vec<Sample>> {
    let mut texts = BTreeMap::new();
    for line in articles.lines() {
        let Article { id, title, body } = serde_json::from_str(line)?;
        texts.insert(id, [title, body].join("\n\n"));
    }
    let mut samples = Vec::new();
    for line in marked.lines() {
        let marked: Marked = serde_json::from_str(line)?;
        let text = texts.remove(&marked.id).with_context(|| format!("no article {}", marked.id))?;
        ensure!(sha256(text.as_bytes()) == marked.sha256, "{} is another text", marked.id);
        let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bytes.push(text.len());
        let names = marked.names.iter().map(|[start, end]| bytes[*start]..bytes[*end]).collect();
        samples.push(Sample { text, names, ..Sample::default() });
    }
    Ok(samples)
}

/// How many names are right, found, and there.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    found: usize,
    there: usize,
}

impl Score {
    fn of<'s>(trained: &Trained, samples: impl Iterator<Item = &'s Sample>) -> Self {
        let mut score = Score::default();
        for sample in samples {
            let found = trained.tag(&sample.text, &sample.language);
            // Whether the dot of "Jr." belongs to the name is not the question.
            let bare = |end: usize| end - usize::from(sample.text[..end].ends_with('.'));
            let is_there = |name: &&std::ops::Range<usize>| {
                let same = |n: &std::ops::Range<usize>| {
                    n.start == name.start && bare(n.end) == bare(name.end)
                };
                sample.names.iter().any(same)
            };
            score.right += found.iter().filter(is_there).count();
            score.found += found.len();
            score.there += sample.names.len();
        }
        score
    }

    fn add(&mut self, other: Score) {
        self.right += other.right;
        self.found += other.found;
        self.there += other.there;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of names")]
fn percent(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

fn row(name: &str, score: Score) -> String {
    let Score { right, found, there } = score;
    let (precision, recall) = (percent(right, found), percent(right, there));
    let both = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
    format!("| {name} | {there} | {precision:.1} | {recall:.1} | {both:.1} |\n")
}

/// Measures the model that has not seen what it is measured on.
fn report(trained: &Trained, sources: &[Read], development: &[Read]) -> String {
    let mut rows = String::new();
    let mut sum = Score::default();
    for Read { source, samples } in sources {
        let measured = samples.iter().enumerate().filter(|(number, _)| is_measured(*number));
        let score = Score::of(trained, measured.map(|(_, sample)| sample));
        sum.add(score);
        rows.push_str(&row(&source.file.name, score));
    }
    rows.push_str(&row("together", sum));
    for Read { source, samples } in development {
        rows.push_str(&row(&source.file.name, Score::of(trained, samples.iter())));
    }
    rows
}

/// Writes MODEL.md.
fn tell(
    names: &File,
    sources: &[Read],
    development: &[Read],
    trained: &Trained,
    scores: &str,
) -> anyhow::Result<String> {
    let mut told = String::from(
        "# The model that finds people\n\n\
         Written by `cargo run --release --example train -- FOLDER...`; do not edit.\n\n\
         `model.bin` and `names.bin` may be used under the terms of CC BY-SA 4.0\n\
         (<https://creativecommons.org/licenses/by-sa/4.0/>), since some of the texts they were learnt\n\
         from may. The code that makes and reads them is under the terms of byline. NOTICE, beside the\n\
         README, credits the sources.\n\n\
         | file | bytes | SHA-256 |\n|---|---:|---|\n",
    );
    for (name, bytes) in [("model.bin", &*trained.model()), ("names.bin", trained.names())] {
        writeln!(told, "| {name} | {} | {} |", bytes.len(), sha256(bytes))?;
    }
    told.push_str(
        "\n## How good it is\n\n\
         Names found exactly, in percent, by a model that has not learnt from every fifth document of\n\
         each source, on these; and on documents that no model has learnt from.\n\n\
         | documents of | names | precision | recall | F1 |\n|---|---:|---:|---:|---:|\n",
    );
    told.push_str(scores);
    told.push_str(
        "\n## What it has learnt from\n\n\
         | source | licence | from | documents | names | weight |\n|---|---|---|---:|---:|---:|\n",
    );
    for Read { source, samples } in sources {
        let File { name, licence, from, .. } = &source.file;
        let people: usize = samples.iter().map(|sample| sample.names.len()).sum();
        let (documents, weight) = (samples.len(), source.weight);
        writeln!(told, "| {name} | {licence} | {from} | {documents} | {people} | {weight} |")?;
    }
    writeln!(told, "| {} | {} | {} | | | |", names.name, names.licence, names.from)?;
    told.push_str("\n| file | SHA-256 |\n|---|---|\n");
    let files = sources.iter().chain(development).map(|read| &read.source.file);
    for file in files.chain([names]) {
        writeln!(told, "| {} | {} |", file.path, file.sha256)?;
    }
    Ok(told)
}
