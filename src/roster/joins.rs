//! What an archive itself tells of who is who. Plain data, as an engine keeps it.

use serde::{Deserialize, Serialize};

/// Which names of an archive are one person's. Every name is one value of
/// [`Field::Person`](crate::schema::Field::Person), the fullest form of one article or more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joins {
    /// Everybody who has several names, or perhaps a short one besides. Names of one row are one person's
    /// wherever they stand: they have one [`Canon`](crate::people::Canon) key. Never empty, that
    /// with most articles first.
    pub persons: Vec<Vec<Form>>,
    /// The short names that may be somebody's at least on some days.
    pub short: Vec<Short>,
}

/// A name, as it stands in articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// As it is shown.
    pub name: String,
    /// In how many articles it stands.
    pub articles: u64,
}

/// A surname alone, or behind one initial: "Masri", "al-Masri".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Short {
    /// Its spellings; never empty.
    pub forms: Vec<Form>,
    /// Whose it may be when: sorted, disjoint, never empty.
    pub claims: Vec<Claim>,
}

/// Some days on which a short name is somebody's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The first, as the number of days from 1970-01-01.
    pub first: i64,
    /// The last.
    pub last: i64,
    /// Whose, as places in [`Joins::persons`], sorted. It is theirs only if they are one person: a
    /// single one is, and several are if `people.toml` says so.
    pub persons: Vec<usize>,
    /// The evidence for them of the day that has least.
    pub evidence: Evidence,
}

/// How sure it is that a short name is somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Articles near that day that name the person in full; of several, all of theirs together.
    pub named: u32,
    /// The same of all who may be meant; who names two counts twice.
    pub of: u32,
}

impl Evidence {
    /// Returns whether this is less than `other`: a smaller share, or an equal one of fewer.
    pub(super) fn is_less(self, other: Evidence) -> bool {
        let share = |one: Evidence, of: u32| u64::from(one.named) * u64::from(of);
        (share(self, other.of), self.of) < (share(other, self.of), other.of)
    }
}
