//! What has to be known of a server to ask it.

use crate::engines::finders::finder::Ability;
use crate::engines::finders::label::Label;

/// What has to be known of a server to ask it.
#[derive(Debug, Clone, Copy)]
pub(in crate::engines::finders) struct Dialect<'l> {
    /// What its index holds.
    pub(in crate::engines::finders) label: &'l Label,
    /// What it can do.
    pub(in crate::engines::finders) abilities: &'static [Ability],
    /// The longest key or value that it takes, in bytes.
    pub(in crate::engines::finders) longest: usize,
}

impl Dialect<'_> {
    pub(super) fn can(&self, ability: Ability) -> bool {
        self.abilities.contains(&ability)
    }
}
