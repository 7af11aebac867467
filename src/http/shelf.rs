//! The index, kept open between requests.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::engines::{self, Engine, Error};

use super::Settings;
use super::failure::Failure;

/// After so long the index is opened anew, so that what was committed since is seen.
const FRESH: Duration = Duration::from_secs(2);

/// The index, and how it is asked.
pub(super) struct Shelf {
    pub(super) settings: Settings,
    open: Mutex<Option<(Arc<dyn Engine>, Instant)>>,
}

impl Shelf {
    pub(super) fn of(settings: Settings) -> Self {
        Shelf { settings, open: Mutex::default() }
    }

    /// Puts a question to the index as it is now, or was a moment ago; once more if it was taken away in
    /// that moment.
    pub(super) fn ask<T>(
        &self,
        question: impl Fn(Arc<dyn Engine>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (engine, is_new) = self.engine(FRESH)?;
        match question(engine) {
            Err(Failure::Broken(_)) if !is_new => question(self.engine(Duration::ZERO)?.0),
            answer => answer,
        }
    }

    /// Returns the index as it was no longer ago than `fresh`, and whether it was opened for that.
    fn engine(&self, fresh: Duration) -> Result<(Arc<dyn Engine>, bool), Error> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((engine, since)) = &*open
            && since.elapsed() < fresh
        {
            return Ok((Arc::clone(engine), false));
        }
        // What cannot be opened any longer is not asked again.
        *open = None;
        let engine: Arc<dyn Engine> = engines::open(&self.settings.location)?.into();
        *open = Some((Arc::clone(&engine), Instant::now()));
        Ok((engine, true))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use super::{Settings, Shelf};
    use crate::engines::{self, Location};
    use crate::http::failure::Failure;

    #[test]
    fn an_index_that_was_taken_away_is_opened_anew_once() {
        let folder = tempfile::tempdir().unwrap();
        let index = folder.path().join("index");
        drop(engines::create(&index, folder.path()).unwrap());
        let location = Location::from(index);
        let shelf = Shelf::of(Settings {
            people_file: None,
            location,
            timeout: Duration::from_secs(10),
            hosts: Vec::new(),
        });
        let asked = Cell::new(0);
        let ask = |failures: u32| {
            asked.set(0);
            shelf.ask(|_| {
                asked.set(asked.get() + 1);
                let gone = Failure::Broken("gone".to_owned());
                if asked.get() <= failures { Err(gone) } else { Ok(asked.get()) }
            })
        };
        // Whatever was just opened is as new as can be.
        assert_eq!(ask(1), Err(Failure::Broken("gone".to_owned())));
        assert_eq!(ask(0), Ok(1));
        assert_eq!(ask(1), Ok(2));
        assert_eq!(ask(2), Err(Failure::Broken("gone".to_owned())));
    }
}
