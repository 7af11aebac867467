//! Opens, makes and replaces an index on a server.

use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::engines::forms::Stemming;
use crate::engines::remote::{Access, Address};
use crate::engines::{Engine, Error, Replacement};

use super::finder::Finder;
use super::label::Label;
use super::served::Served;
use super::site::Site;

/// So often it is looked whether another worker has made the index, and so long is waited between.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(200);

/// The language whose stems stand beside words, unless it is told otherwise. Of others the forms of a word
/// are found as well, but among candidates.
const USUAL: &str = "en";

/// Returns the languages whose stems a new index keeps: those that are wanted, else those that the one
/// before it has.
fn chosen(wanted: &[String], before: Option<&Label>) -> Result<Vec<String>, Error> {
    if let Some(tag) = wanted.iter().find(|tag| Stemming::of(tag).is_none()) {
        let what = format!("the forms of words are not known in `{tag}`");
        return Err(Error::Refused { what });
    }
    Ok(match before {
        _ if !wanted.is_empty() => wanted.to_vec(),
        Some(label) => label.languages.clone(),
        None => vec![USUAL.to_owned()],
    })
}

/// The languages are chosen when an index is made.
fn check(label: &Label, wanted: &[String]) -> Result<(), Error> {
    let wanted = Label::of(label.corpus.clone(), &chosen(wanted, Some(label))?);
    let is_kept = |language: &String| label.languages.contains(language);
    if wanted.languages.len() == label.languages.len() && wanted.languages.iter().all(is_kept) {
        return Ok(());
    }
    let what = format!(
        "the index keeps the stems of {}, not of {}; make it anew with `byline index --rebuild`",
        label.languages.join(", "),
        wanted.languages.join(", ")
    );
    Err(Error::Refused { what })
}

fn boxed<S: Site + 'static>(site: S) -> Box<dyn Engine> {
    Box::new(Served::at(site))
}

/// Opens the index of an address.
pub(in crate::engines) fn open<S: Site + 'static>(
    address: &Address,
    access: &Access,
) -> Result<Box<dyn Engine>, Error> {
    Ok(boxed(S::look_up(address, access)?))
}

/// Makes an empty index. Where several workers begin at once, whoever comes second finds it made.
pub(in crate::engines) fn create<S: Site + 'static>(
    address: &Address,
    access: &Access,
    languages: &[String],
    corpus: &Path,
) -> Result<Box<dyn Engine>, Error> {
    let chosen = chosen(languages, None)?;
    let mut tries = 1;
    loop {
        match S::look_up(address, access) {
            Ok(made) if made.label().is_of(corpus) => {
                check(made.label(), languages)?;
                return Ok(boxed(made));
            }
            Ok(_) => return Err(Error::Occupied { folder: address.to_string().into() }),
            Err(Error::Missing { .. }) => {}
            Err(error) => return Err(error),
        }
        // What is still without a name after that was left by somebody who was killed.
        let made = if tries == TRIES {
            Some(S::make_next(address, access, corpus, &chosen)?)
        } else {
            S::make_first(address, access, corpus, &chosen)?
        };
        if let Some(site) = made {
            site.switch()?;
            return Ok(boxed(site));
        }
        // Somebody else has begun to make it, and names it in a moment.
        tries += 1;
        thread::sleep(PAUSE);
    }
}

/// Makes an empty index that is not yet searched.
pub(in crate::engines) fn replace<S: Site + 'static>(
    address: &Address,
    access: &Access,
    languages: &[String],
    corpus: &Path,
) -> Result<Box<dyn Replacement>, Error> {
    let before = match S::look_up(address, access) {
        Err(error @ Error::Occupied { .. }) => return Err(error),
        before => before.ok(),
    };
    let chosen = chosen(languages, before.as_ref().map(Finder::label))?;
    let site = S::make_next(address, access, corpus, &chosen)?;
    Ok(Box::new(Unswitched { engine: Served::at(site), is_finished: false }))
}

/// An index that is not searched yet.
struct Unswitched<S: Site> {
    engine: Served<S>,
    is_finished: bool,
}

impl<S: Site + 'static> Replacement for Unswitched<S> {
    fn engine(&self) -> &dyn Engine {
        &self.engine
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.engine.finder.switch()?;
        self.is_finished = true;
        Ok(())
    }
}

impl<S: Site> Drop for Unswitched<S> {
    fn drop(&mut self) {
        if !self.is_finished {
            // What cannot be removed now is in nobody's way: the next index has another number.
            self.engine.finder.discard().ok();
        }
    }
}
