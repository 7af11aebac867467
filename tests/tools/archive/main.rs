//! Writes an archive of invented articles, for measuring: the same words in about the same places
//! as real news, and as many as wanted.
//!
//! ```text
//! cargo run --release --example archive -- --articles N [--seed S] [--html] [--queries FILE] DIR
//! ```
//!
//! An article depends on the seed and its number alone, so 5,000 articles are the first of 50,000.
//! Text files of about 4 kB are written below DIR, `YYYY/MM/slug-NNNNNN.txt`; web pages with
//! `--html`. The words follow Zipf's law, the most frequent are English and the others invented, as
//! are all names. FILE gets the standard queries: a name, a kind and an argument a line, with tabs
//! between. Prints how many articles and bytes were written.

mod article;
mod chance;
mod lists;
mod queries;
mod world;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, thread};

use anyhow::{Context as _, bail};

use crate::article::Article;
use crate::world::World;

const THREADS: usize = 2;

fn main() -> anyhow::Result<()> {
    let wanted = Wanted::read(std::env::args().skip(1))?;
    let world = World::new(wanted.seed);
    if let Some(file) = &wanted.queries {
        fs::write(file, queries::queries(&world)).with_context(|| file.display().to_string())?;
    }
    let (world, wanted) = (&world, &wanted);
    let bytes = thread::scope(|scope| {
        let shares: Vec<_> =
            (0..THREADS).map(|first| scope.spawn(move || share(world, wanted, first))).collect();
        let shares = shares.into_iter().map(|share| share.join().expect("no share panics"));
        shares.sum::<anyhow::Result<usize>>()
    })?;
    writeln!(io::stdout(), "{} articles, {bytes} bytes", wanted.articles)?;
    Ok(())
}

/// Writes every so manyth article from `first`, and returns the bytes.
fn share(world: &World, wanted: &Wanted, first: usize) -> anyhow::Result<usize> {
    let mut bytes = 0;
    for number in (first..wanted.articles).step_by(THREADS) {
        let article = Article::new(world, number);
        let (text, ending) =
            if wanted.html { (article.page(), "html") } else { (article.text(), "txt") };
        let file = wanted.folder.join(format!("{}.{ending}", article.path));
        write(&file, &text).with_context(|| file.display().to_string())?;
        bytes += text.len();
    }
    Ok(bytes)
}

/// Writes a file, and the folders above it if they are missing.
fn write(file: &Path, text: &str) -> io::Result<()> {
    match (fs::write(file, text), file.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            fs::write(file, text)
        }
        (written, _) => written,
    }
}

/// What the command line asks for.
struct Wanted {
    articles: usize,
    seed: u64,
    html: bool,
    queries: Option<PathBuf>,
    folder: PathBuf,
}

impl Wanted {
    fn read(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let (mut articles, mut folder) = (None, None);
        let (mut seed, mut html, mut queries) = (7, false, None);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().with_context(|| format!("{argument} of what?"));
            match &*argument {
                "--articles" => articles = Some(value()?.parse().context("--articles")?),
                "--seed" => seed = value()?.parse().context("--seed")?,
                "--queries" => queries = Some(value()?.into()),
                "--html" => html = true,
                _ if argument.starts_with('-') || folder.is_some() => {
                    bail!("`{argument}` is not understood")
                }
                _ => folder = Some(argument.into()),
            }
        }
        Ok(Self {
            articles: articles.context("--articles is missing")?,
            seed,
            html,
            queries,
            folder: folder.context("a folder to write to is missing")?,
        })
    }
}
