//! The index, kept open between requests.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::engines::{self, Engine, Error};

use super::Settings;

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

    /// Returns the index as it is now, or was a moment ago.
    pub(super) fn engine(&self) -> Result<Arc<dyn Engine>, Error> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((engine, since)) = &*open
            && since.elapsed() < FRESH
        {
            return Ok(Arc::clone(engine));
        }
        // What is not there any longer must not be asked again.
        *open = None;
        let engine: Arc<dyn Engine> = engines::open(&self.settings.location)?.into();
        *open = Some((Arc::clone(&engine), Instant::now()));
        Ok(engine)
    }
}
