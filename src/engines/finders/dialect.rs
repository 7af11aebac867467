//! What has to be known of a server to send it something, or ask it.

use serde_json::Value;

use super::finder::{Ability, Finder};
use super::label::Label;

/// What has to be known of a server to send it something, or ask it.
#[derive(Clone, Copy)]
pub(in crate::engines) struct Dialect<'l> {
    /// What its index holds.
    pub(super) label: &'l Label,
    /// What it can do.
    pub(super) abilities: &'static [Ability],
    /// The longest key or value that it takes, in bytes.
    pub(super) longest: usize,
    /// How it is told a hash.
    pub(super) hash: fn(u64) -> Value,
}

impl<'l> Dialect<'l> {
    /// Returns what has to be known of a server.
    pub(in crate::engines) fn of<F: Finder>(finder: &'l F) -> Self {
        let label = finder.label();
        Dialect { label, abilities: F::ABILITIES, longest: F::LONGEST_VALUE, hash: F::hash }
    }

    /// Returns whether the server can do something.
    pub(super) fn can(&self, ability: Ability) -> bool {
        self.abilities.contains(&ability)
    }
}
