//! Where the index is.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::engines::{self, Engine, Error};

use super::args::Args;

/// The folder of an index inside the folder of its articles.
pub(super) const FOLDER: &str = ".byline";
/// Names the folder of the index, as `--index` does.
const VARIABLE: &str = "BYLINE_INDEX";

/// Returns the folder of the index that `--index` or the environment names.
pub(super) fn named(args: &Args) -> Option<PathBuf> {
    let variable = || std::env::var_os(VARIABLE).filter(|path| !path.is_empty());
    args.index.clone().or_else(|| variable().map(PathBuf::from))
}

/// Returns where the index is: as it is named, else inside `--in`, else inside the current folder or
/// the nearest one above it that has one. `None` if there is none above.
pub(super) fn folder(args: &Args) -> anyhow::Result<Option<PathBuf>> {
    let inside = args.corpus.as_ref().map(|corpus| corpus.join(FOLDER));
    if let Some(folder) = named(args).or(inside) {
        return Ok(Some(folder));
    }
    let here = std::env::current_dir().context("the current folder")?;
    Ok(here.ancestors().map(|folder| folder.join(FOLDER)).find(|folder| engines::is_index(folder)))
}

/// Opens the index that the arguments name; `None` if there is none but its articles are named, so
/// that it can be made.
pub(super) fn find(args: &Args) -> anyhow::Result<Option<Box<dyn Engine>>> {
    let Some(folder) = folder(args)? else { bail!(none_here()) };
    match engines::open(&folder) {
        Ok(engine) => {
            check_corpus(&*engine, &folder, args.corpus.as_deref())?;
            Ok(Some(engine))
        }
        Err(Error::Missing { .. }) if args.corpus.is_some() => Ok(None),
        Err(Error::Missing { .. }) => bail!(none_at(&folder)),
        Err(error) => Err(error.into()),
    }
}

/// Opens the index that the arguments name.
pub(super) fn open(args: &Args) -> anyhow::Result<Box<dyn Engine>> {
    let corpus = args.corpus.as_deref().unwrap_or(Path::new("DIR")).display();
    find(args)?
        .with_context(|| format!("no index of {corpus} yet; make one with `byline index {corpus}`"))
}

/// An index is of one folder: to ask it about another gives wrong answers, and to fill it from
/// another would empty it first.
pub(super) fn check_corpus(
    engine: &dyn Engine,
    folder: &Path,
    corpus: Option<&Path>,
) -> anyhow::Result<()> {
    let Some(asked) = corpus else { return Ok(()) };
    let asked = asked.canonicalize().with_context(|| asked.display().to_string())?;
    if asked != engine.corpus() {
        let (folder, of) = (folder.display(), engine.corpus().display());
        bail!(
            "the index in {folder} is of {of}, not of {}; `byline index DIR --rebuild` makes it so",
            asked.display()
        );
    }
    Ok(())
}

pub(super) fn none_here() -> String {
    "no index in this folder or above it; make one with `byline index DIR`".to_owned()
}

fn none_at(folder: &Path) -> String {
    format!("no index in {0}; make one with `byline index DIR --index {0}`", folder.display())
}
