//! Makes, opens and replaces an index on a server.

use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::engines::finders::served::Served;
use crate::engines::remote::{Access, Address, Fault};
use crate::engines::{Engine, Error, Replacement};

use super::place::Place;

/// So often it is looked whether another worker has made the index, and so long is waited between.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(200);

/// The languages whose stems stand beside words, unless it is told otherwise. Of others the forms of a word
/// are found as well, but among candidates.
fn languages() -> [String; 1] {
    ["en".to_owned()]
}

fn boxed(place: Place) -> Box<dyn Engine> {
    Box::new(Served::at(place))
}

/// Opens the index of an address.
pub(in crate::engines) fn open(
    address: &Address,
    access: &Access,
) -> Result<Box<dyn Engine>, Error> {
    Ok(boxed(Place::find(address, access)?))
}

/// Makes an empty index. Where several workers begin at once, whoever comes second finds it made.
pub(in crate::engines) fn create(
    address: &Address,
    access: &Access,
    corpus: &Path,
) -> Result<Box<dyn Engine>, Error> {
    let mut tries = 1;
    loop {
        match Place::find(address, access) {
            Ok(made) if made.is_of(corpus) => return Ok(boxed(made)),
            Ok(_) => return Err(Error::Occupied { folder: address.to_string().into() }),
            Err(Error::Missing { .. }) => {}
            Err(error) => return Err(error),
        }
        // What is still without a name after that was left by somebody who was killed.
        let is_next = tries == TRIES;
        match Place::make(address, access, corpus, &languages(), is_next) {
            Ok(place) => {
                place.switch()?;
                return Ok(boxed(place));
            }
            // Somebody else has begun to make it, and names it in a moment.
            Err(Error::Remote { source: Fault::Status { status: 400, .. }, .. }) if !is_next => {
                tries += 1;
                thread::sleep(PAUSE);
            }
            Err(error) => return Err(error),
        }
    }
}

/// Makes an empty index that is not yet searched.
pub(in crate::engines) fn replace(
    address: &Address,
    access: &Access,
    corpus: &Path,
) -> Result<Box<dyn Replacement>, Error> {
    if let Err(error @ Error::Occupied { .. }) = Place::find(address, access) {
        return Err(error);
    }
    let place = Place::make(address, access, corpus, &languages(), true)?;
    Ok(Box::new(Unswitched { engine: Served::at(place), is_finished: false }))
}

/// An index that no alias names yet.
struct Unswitched {
    engine: Served<Place>,
    is_finished: bool,
}

impl Replacement for Unswitched {
    fn engine(&self) -> &dyn Engine {
        &self.engine
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.engine.finder.switch()?;
        self.is_finished = true;
        Ok(())
    }
}

impl Drop for Unswitched {
    fn drop(&mut self) {
        if !self.is_finished {
            // What cannot be removed now is in nobody's way: the next index has another number.
            self.engine.finder.discard().ok();
        }
    }
}
