//! `byline index`, and the index that a search makes on its way.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, bail};

use crate::corpus::Rules;
use crate::engines::{self, Engine, Error, Location};
use crate::indexer::{self, Shard, Summary};

use super::FOUND;
use super::args::{Args, Index, ProgressForm};
use super::console::Console;
use super::doctor;
use super::place::{self, FOLDER};
use super::progress::Progress;

/// The exit code of what Ctrl-C ended: 128 and the number of the signal.
pub(super) const STOPPED: u8 = 130;

/// Becomes true when Ctrl-C is pressed.
pub(super) static STOP: AtomicBool = AtomicBool::new(false);

/// Indexes a folder.
pub(super) fn run(args: &Args, index: &Index, console: &mut Console<'_>) -> anyhow::Result<u8> {
    if index.dir.is_some() && args.corpus.is_some() {
        bail!("two folders are named: DIR and --in");
    }
    let corpus = index.dir.as_deref().or(args.corpus.as_deref());
    if let Some(corpus) = corpus.filter(|corpus| !corpus.is_dir()) {
        bail!("{} is not a folder", corpus.display());
    }
    if index.dry_run {
        return doctor::dry_run(args, corpus, index, console);
    }
    let mut place = match corpus {
        Some(corpus) => place::of_corpus(args, corpus)?,
        None => place::location(args)?.with_context(place::none_here)?,
    };
    match &mut place {
        Location::Remote { languages, .. } => languages.clone_from(&index.language),
        Location::Folder(_) if index.language.is_empty() => {}
        Location::Folder(_) => {
            bail!("--language is for an index on a server; one in a folder knows all languages")
        }
    }
    let form = index.progress.progress;
    let rules = Rules::of_pairs(&index.mapping.map)?;
    if index.rebuild {
        return rebuild(&place, corpus, &rules, form, console);
    }
    let engine = match (engines::open(&place), corpus) {
        (Ok(engine), corpus) => {
            place::check_corpus(&*engine, &place, corpus)?;
            // Whoever names languages joins those who made it with the same.
            if index.language.is_empty() { engine } else { create(&place, engine.corpus())? }
        }
        (Err(Error::Missing { .. }), Some(corpus)) => create(&place, corpus)?,
        (Err(error), _) => return Err(error.into()),
    };
    let shard = index.shard.unwrap_or(Shard::WHOLE);
    let summary = update(&*engine, shard, &rules, form, console)?;
    let note = if summary.stopped {
        "\nstopped: what was read is kept, and the next `byline index` goes on from there"
    } else {
        ""
    };
    console.say(&format!("{}{note}", summed_up(&summary)))?;
    Ok(code(&summary))
}

/// Makes the index of `corpus`, on the way to a search in it; `None` if that was stopped.
pub(super) fn make(
    args: &Args,
    corpus: &Path,
    form: ProgressForm,
    console: &mut Console<'_>,
) -> anyhow::Result<Option<Box<dyn Engine>>> {
    if !corpus.is_dir() {
        bail!("{} is not a folder", corpus.display());
    }
    let place = place::of_corpus(args, corpus)?;
    let engine = create(&place, corpus)?;
    let summary = update(&*engine, Shard::WHOLE, &Rules::default(), form, console)?;
    console.say(&summed_up(&summary))?;
    Ok(if summary.stopped { None } else { Some(engines::open(&place)?) })
}

fn create(place: &Location, corpus: &Path) -> anyhow::Result<Box<dyn Engine>> {
    engines::create(place, corpus).map_err(|error| {
        let is_closed = matches!(&error, Error::File { source, .. } if matches!(
            source.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem));
        let error = anyhow::Error::from(error);
        if is_closed {
            error.context("the folder cannot be written; put the index elsewhere with --index PATH")
        } else {
            error
        }
    })
}

/// Builds a new index while the old one is searched, and puts it in its place when it is whole.
fn rebuild(
    place: &Location,
    corpus: Option<&Path>,
    rules: &Rules,
    form: ProgressForm,
    console: &mut Console<'_>,
) -> anyhow::Result<u8> {
    // An index that cannot be opened stands in the folder of its articles, if it is at home.
    let home = place.folder().filter(|folder| folder.ends_with(FOLDER)).and_then(Path::parent);
    let corpus = match (corpus, engines::open(place), home) {
        (Some(corpus), ..) => corpus.to_owned(),
        (None, Ok(engine), _) => engine.corpus().to_owned(),
        (None, Err(_), Some(home)) => home.to_owned(),
        (None, Err(error), None) => {
            return Err(error).context("name the folder of articles: `byline index DIR --rebuild`");
        }
    };
    let replacement = engines::replace(place, &corpus)?;
    let summary = update(replacement.engine(), Shard::WHOLE, rules, form, console)?;
    if summary.stopped {
        console.say("stopped: the index is as it was")?;
    } else {
        replacement.finish()?;
        console.say(&summed_up(&summary))?;
    }
    Ok(code(&summary))
}

/// A run that a server has miscounted is begun again until it was made so often.
const RUNS: u32 = 3;

/// Brings an index up to date. A server that lost one of its machines on the way may have some articles
/// twice, and shows none of them: the files since the last commit are read again.
fn update(
    engine: &dyn Engine,
    shard: Shard,
    rules: &Rules,
    form: ProgressForm,
    console: &mut Console<'_>,
) -> anyhow::Result<Summary> {
    listen_to_signals();
    let mut runs = 1;
    loop {
        let progress = Progress::new(form, console.err);
        let tell = |event| progress.tell(&event);
        let done = indexer::index_shard(engine, shard, rules.clone(), &STOP, &tell);
        progress.end();
        match done {
            Err(indexer::Error::Engine(error)) if error.is_miscount() && runs < RUNS => {
                runs += 1;
                console.say(&format!("note: {:#}; beginning again", anyhow::Error::from(error)))?;
            }
            done => return Ok(done?),
        }
    }
}

fn code(summary: &Summary) -> u8 {
    if summary.stopped { STOPPED } else { FOUND }
}

/// The first Ctrl-C asks the indexer to stop, the second ends byline at once. A reader that breaks
/// down is told as a skipped file: its panic is not printed as well.
pub(super) fn listen_to_signals() {
    let handler = || {
        if STOP.swap(true, Ordering::Relaxed) {
            #[expect(clippy::exit, reason = "whoever presses Ctrl-C twice wants just this")]
            std::process::exit(i32::from(STOPPED));
        }
    };
    // It fails if there is a handler already: ours.
    ctrlc::set_handler(handler).ok();
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(indexer::READER) {
            default(panic);
        }
    }));
}

fn summed_up(summary: &Summary) -> String {
    let Summary { new, changed, removed, unchanged, touched, articles, flawed, stopped: _ } =
        summary;
    let things = if *articles == 1 { "article" } else { "articles" };
    let touched = match touched {
        0 => String::new(),
        _ => format!(", {touched} with a new time but the same content"),
    };
    let flawed = match flawed {
        0 => String::new(),
        1 => {
            "\nwarning: 1 file could not be read, or not whole; `byline status` lists it".to_owned()
        }
        _ => format!(
            "\nwarning: {flawed} files could not be read, or not whole; `byline status` lists them"
        ),
    };
    format!(
        "indexed {articles} {things}; files: {new} new, {changed} changed, {removed} removed, \
         {unchanged} unchanged{touched}{flawed}"
    )
}
