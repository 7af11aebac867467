//! The floor for byline: what plain tantivy needs for the same articles, when nothing is found in
//! them but headline, author, date and body.
//!
//! ```text
//! raw index DIR INDEX              index all files below DIR
//! raw search INDEX KIND ARGUMENT   ten hits with snippets, as JSON lines
//! raw authors INDEX                the authors with most articles
//! raw warm INDEX QUERIES ROUNDS    how long each query takes when all is in memory, in microseconds
//! raw stat DIR                     look at each file, and read none
//! ```
//!
//! A query has a kind and an argument, as the example `archive` of byline writes them. All is done in
//! the way that tantivy's own examples show.

mod article;
mod ask;
mod columns;
mod warm;

use std::path::Path;
use std::{fs, io::Write as _};

use anyhow::{Context as _, bail};
use tantivy::{Index, IndexWriter, TantivyDocument};
use walkdir::WalkDir;

use crate::article::Article;
use crate::columns::Columns;

const THREADS: usize = 2;
const MEMORY: usize = 1_000_000_000;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = std::io::stdout().lock();
    match arguments[..] {
        ["index", folder, index] => {
            let articles = write(Path::new(folder), Path::new(index))?;
            writeln!(out, "{articles} articles")?;
        }
        ["search", index, kind, argument] => {
            ask::search(Path::new(index), kind, argument, &mut out)?;
        }
        ["authors", index] => ask::search(Path::new(index), "facet", "*", &mut out)?,
        ["warm", index, queries, rounds] => {
            let queries = fs::read_to_string(queries).context("the queries")?;
            warm::run(Path::new(index), &queries, rounds.parse()?, &mut out)?;
        }
        ["stat", folder] => {
            let mut bytes = 0;
            for entry in WalkDir::new(folder) {
                let entry = entry?;
                if entry.file_type().is_file() {
                    bytes += entry.metadata()?.len();
                }
            }
            writeln!(out, "{bytes} bytes")?;
        }
        _ => bail!("not a command: {}", arguments.join(" ")),
    }
    Ok(())
}

/// Indexes all files below a folder, and returns how many there are.
fn write(folder: &Path, index: &Path) -> anyhow::Result<usize> {
    fs::create_dir_all(index)?;
    let columns = Columns::new();
    let index = Index::builder().schema(columns.schema.clone()).create_in_dir(index)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, MEMORY)?;
    let mut articles = 0;
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let text =
            fs::read_to_string(entry.path()).with_context(|| entry.path().display().to_string())?;
        let article = Article::read(&text);
        let mut document = TantivyDocument::default();
        document.add_text(columns.headline, article.headline);
        document.add_text(columns.body, article.body);
        for author in article.authors {
            document.add_text(columns.author, author);
        }
        if let Some(date) = article.date {
            document.add_date(columns.date, date);
        }
        let path = entry.path().strip_prefix(folder)?;
        document.add_text(columns.path, path.to_string_lossy());
        writer.add_document(document)?;
        articles += 1;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(articles)
}
