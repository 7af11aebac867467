//! A question, taken apart.

use std::convert::Infallible;
use std::ops::RangeInclusive;

use crate::schema::{Field, Value};
use crate::text::Fingerprint;

use super::pattern::{Leaf, Pattern};

/// A question. Words are raw, as typed or folded: which words of the archive they stand for is the
/// engine's business; it makes a `Query<Found>` of a `Query<Leaf>`.
#[derive(Debug, Clone, PartialEq)]
pub enum Query<L = Leaf> {
    /// Every article.
    All,
    /// A pattern, in one of the texts of a scope.
    Find {
        /// Where to look.
        scope: Scope,
        /// What for.
        pattern: Pattern<L>,
    },
    /// At least so many spans of a pattern, in all texts of a scope together.
    AtLeast {
        /// How many.
        times: u32,
        /// Where to look.
        scope: Scope,
        /// What for.
        pattern: Pattern<L>,
    },
    /// A value between two bounds, which are included; `None` is no bound. A date that is not known
    /// to the day lies between them only if its whole span does.
    Range {
        /// A field of kind date, number or hash.
        field: Field,
        /// The lowest value.
        from: Option<Value>,
        /// The highest value.
        to: Option<Value>,
    },
    /// One of the values of the field is this one as a whole; spelling does not matter
    /// ([`text::key`](crate::text::key)).
    Value {
        /// A field of kind name.
        field: Field,
        /// The value.
        value: String,
    },
    /// The field has a value.
    Has(Field),
    /// The file is this one, or in this folder; `*`, `?` and `**` stand for parts of the path.
    Path(String),
    /// Some articles and their near copies.
    Copies(Copies),
    /// What has the telling words of the articles with these ids, without them and their near copies.
    Similar(RangeInclusive<u64>),
    /// All of these.
    Every(Vec<Query<L>>),
    /// At least one of these; none, if there are none.
    Any(Vec<Query<L>>),
    /// What `keep` finds, but not what `drop` finds.
    Without {
        /// What is wanted.
        keep: Box<Query<L>>,
        /// What is not.
        drop: Box<Query<L>>,
    },
    /// The same articles, but worth so many times as much.
    Boost {
        /// What is wanted.
        query: Box<Query<L>>,
        /// Above 0.
        by: f32,
    },
}

/// Articles, whose near copies are wanted, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// The ids of the articles.
    pub of: RangeInclusive<u64>,
    /// The fingerprints of those of them that have one, as the engine found them; `None` before it
    /// has looked.
    pub like: Option<Vec<Fingerprint>>,
}

/// Which texts of an article are looked through. Each value of a field of names is a text of its
/// own, and so are headline and body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The searched fields of the schema.
    Searched,
    /// These fields, of kind text or name; never empty.
    Fields(Vec<Field>),
}

impl Scope {
    /// Returns the fields, in the order of the schema or of the scope.
    pub fn fields(&self) -> Vec<Field> {
        match self {
            Scope::Searched => {
                crate::schema::Schema::get().searched().map(|(field, _)| field).collect()
            }
            Scope::Fields(fields) => fields.clone(),
        }
    }
}

impl<L> Query<L> {
    /// Shows to `f`, which may change it, every part that does not join others, in the order typed, also
    /// of what is excluded.
    ///
    /// # Errors
    /// The first that `f` gives.
    pub fn try_each_part<E>(
        &mut self,
        f: &mut impl FnMut(&mut Query<L>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Query::Every(parts) | Query::Any(parts) => {
                parts.iter_mut().try_for_each(|part| part.try_each_part(f))
            }
            Query::Without { keep, drop } => {
                keep.try_each_part(f)?;
                drop.try_each_part(f)
            }
            Query::Boost { query, .. } => query.try_each_part(f),
            Query::All
            | Query::Find { .. }
            | Query::AtLeast { .. }
            | Query::Range { .. }
            | Query::Value { .. }
            | Query::Has(_)
            | Query::Path(_)
            | Query::Copies(_)
            | Query::Similar(_) => f(self),
        }
    }

    /// Shows to `f`, in the order typed, what an article is found by: every part that does not join
    /// others, and that is not excluded.
    pub fn each_wanted<'q>(&'q self, f: &mut impl FnMut(&'q Query<L>)) {
        match self {
            Query::Every(parts) | Query::Any(parts) => {
                for part in parts {
                    part.each_wanted(f);
                }
            }
            Query::Without { keep: query, .. } | Query::Boost { query, .. } => query.each_wanted(f),
            Query::All
            | Query::Find { .. }
            | Query::AtLeast { .. }
            | Query::Range { .. }
            | Query::Value { .. }
            | Query::Has(_)
            | Query::Path(_)
            | Query::Copies(_)
            | Query::Similar(_) => f(self),
        }
    }

    /// Makes of every word what `f` makes of it, which is told where the word is looked for.
    pub fn map<M>(&self, f: &mut impl FnMut(&Scope, &L) -> M) -> Query<M> {
        let mapped = self.try_map(&mut |scope, leaf| Ok::<M, Infallible>(f(scope, leaf)));
        match mapped {
            Ok(query) => query,
            Err(never) => match never {},
        }
    }

    /// Makes of every word what `f` makes of it, which is told where the word is looked for.
    ///
    /// # Errors
    /// The first that `f` gives.
    pub fn try_map<M, E>(
        &self,
        f: &mut impl FnMut(&Scope, &L) -> Result<M, E>,
    ) -> Result<Query<M>, E> {
        Ok(match self {
            Query::All => Query::All,
            Query::Find { scope, pattern } => Query::Find {
                scope: scope.clone(),
                pattern: pattern.try_map(&mut |leaf| f(scope, leaf))?,
            },
            Query::AtLeast { times, scope, pattern } => Query::AtLeast {
                times: *times,
                scope: scope.clone(),
                pattern: pattern.try_map(&mut |leaf| f(scope, leaf))?,
            },
            Query::Range { field, from, to } => {
                Query::Range { field: *field, from: from.clone(), to: to.clone() }
            }
            Query::Value { field, value } => Query::Value { field: *field, value: value.clone() },
            Query::Has(field) => Query::Has(*field),
            Query::Path(path) => Query::Path(path.clone()),
            Query::Copies(copies) => Query::Copies(copies.clone()),
            Query::Similar(of) => Query::Similar(of.clone()),
            Query::Every(parts) => Query::Every(try_map_all(parts, f)?),
            Query::Any(parts) => Query::Any(try_map_all(parts, f)?),
            Query::Without { keep, drop } => Query::Without {
                keep: Box::new(keep.try_map(f)?),
                drop: Box::new(drop.try_map(f)?),
            },
            Query::Boost { query, by } => {
                Query::Boost { query: Box::new(query.try_map(f)?), by: *by }
            }
        })
    }
}

fn try_map_all<L, M, E>(
    parts: &[Query<L>],
    f: &mut impl FnMut(&Scope, &L) -> Result<M, E>,
) -> Result<Vec<Query<M>>, E> {
    let mut mapped = Vec::with_capacity(parts.len());
    for part in parts {
        mapped.push(part.try_map(f)?);
    }
    Ok(mapped)
}
