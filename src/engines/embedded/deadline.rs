//! When to stop: asked by whatever goes through an index.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// The end of the time that a question may take.
#[derive(Debug, Default)]
pub(super) struct Deadline {
    at: Option<Instant>,
    passed: AtomicBool,
}

impl Deadline {
    /// Sets the end; `None` for as long as it takes.
    pub(super) fn new(at: Option<Instant>) -> Self {
        Deadline { at, passed: AtomicBool::new(false) }
    }

    /// Returns true if time is up, from then on always. To be asked now and then, not for every
    /// article: it may look at the clock.
    pub(super) fn is_up(&self) -> bool {
        let Some(at) = self.at else { return false };
        if !self.was_up() && Instant::now() >= at {
            self.passed.store(true, Ordering::Relaxed);
        }
        self.was_up()
    }

    /// Returns true if something was left out because time was up.
    pub(super) fn was_up(&self) -> bool {
        self.passed.load(Ordering::Relaxed)
    }
}
