//! Where the index is.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};

use crate::desk;
use crate::engines::{self, Engine, Error, Location};
use crate::roster::Roster;

use super::args::Args;
use super::console::Console;
use super::credentials;

/// The folder of an index inside the folder of its articles.
pub(super) const FOLDER: &str = ".byline";
/// Names the place of the index, as `--index` does.
const VARIABLE: &str = "BYLINE_INDEX";

/// Returns the place of the index that `--index` or the environment names.
pub(super) fn named(args: &Args) -> anyhow::Result<Option<Location>> {
    let variable = || std::env::var_os(VARIABLE).filter(|path| !path.is_empty());
    let Some(name) = args.index.clone().map(OsString::from).or_else(variable) else {
        return Ok(None);
    };
    let mut place = Location::read(&name)?;
    if let Location::Remote { access, .. } = &mut place {
        *access = credentials::access(args)?;
    }
    Ok(Some(place))
}

/// Returns where the index of the articles below `corpus` is: as it is named, else inside that folder.
pub(super) fn of_corpus(args: &Args, corpus: &Path) -> anyhow::Result<Location> {
    Ok(named(args)?.unwrap_or_else(|| Location::Folder(corpus.join(FOLDER))))
}

/// Returns where the index is: as it is named, else inside `--in`, else inside the current folder or
/// the nearest one above it that has one. `None` if there is none above.
pub(super) fn location(args: &Args) -> anyhow::Result<Option<Location>> {
    let inside = || args.corpus.as_ref().map(|corpus| Location::Folder(corpus.join(FOLDER)));
    if let Some(place) = named(args)?.or_else(inside) {
        return Ok(Some(place));
    }
    let here = std::env::current_dir().context("the current folder")?;
    let mut folders = here.ancestors().map(|folder| folder.join(FOLDER));
    Ok(folders.find(|folder| engines::is_index(folder)).map(Location::Folder))
}

/// Returns who is who, if that `is_asked`.
pub(super) fn people(
    args: &Args,
    engine: &dyn Engine,
    is_asked: bool,
) -> anyhow::Result<Option<Arc<Roster>>> {
    let people = || desk::people(engine, args.people.as_deref());
    Ok(is_asked.then(people).transpose()?)
}

/// Opens the index that the arguments name; `None` if there is none but its articles are named, so
/// that it can be made.
pub(super) fn find(args: &Args) -> anyhow::Result<Option<Box<dyn Engine>>> {
    let Some(place) = location(args)? else { bail!(none_here()) };
    match engines::open(&place) {
        Ok(engine) => {
            check_corpus(&*engine, &place, args.corpus.as_deref())?;
            Ok(Some(engine))
        }
        Err(Error::Missing { .. }) if args.corpus.is_some() => Ok(None),
        Err(Error::Missing { .. }) => bail!(none_at(&place)),
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
    place: &Location,
    corpus: Option<&Path>,
) -> anyhow::Result<()> {
    let Some(asked) = corpus else { return Ok(()) };
    let asked = asked.canonicalize().with_context(|| asked.display().to_string())?;
    if asked != engine.corpus() {
        let of = engine.corpus().display();
        bail!(
            "the index in {place} is of {of}, not of {}; `byline index DIR --rebuild` makes it so",
            asked.display()
        );
    }
    Ok(())
}

pub(super) fn none_here() -> String {
    "no index in this folder or above it; make one with `byline index DIR`".to_owned()
}

fn none_at(place: &Location) -> String {
    format!("no index in {place}; make one with `byline index DIR --index {place}`")
}

/// Warns of what is asked for and does nothing, or does more than whoever asks may think.
pub(super) fn warn(args: &Args, console: &mut Console<'_>) -> anyhow::Result<()> {
    match named(args)? {
        Some(Location::Remote { address, access, .. }) => {
            if access.credentials.is_some() && address.is_overheard() {
                let host = address.host();
                console.say(&format!(
                    "warning: the connection to {host} is not encrypted: others can read the \
                     credentials on their way"
                ))?;
            }
        }
        Some(Location::Folder(_)) | None => {
            if args.credentials.is_some() || args.ca_file.is_some() {
                bail!("--credentials and --ca-file are for an index on a server: --index URL");
            }
        }
    }
    Ok(())
}
