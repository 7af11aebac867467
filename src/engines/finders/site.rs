//! Where an index of a server is, among others: it has a number, and is searched under a name.

use std::path::Path;

use crate::engines::Error;
use crate::engines::remote::{Access, Address};

use super::finder::Finder;

/// An index among those of a server. One that is made anew has the next number.
pub(in crate::engines) trait Site: Finder {
    /// Looks for the index of an address.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is none; if it is not ours, or of another version.
    fn look_up(address: &Address, access: &Access) -> Result<Self, Error>;

    /// Makes an empty index where there is none; it is not searched yet. Only one of several can make it:
    /// returns `None` if another has begun to.
    fn make_first(
        address: &Address,
        access: &Access,
        corpus: &Path,
        languages: &[String],
    ) -> Result<Option<Self>, Error>;

    /// Makes an empty index behind all there are; it is not searched yet.
    fn make_next(
        address: &Address,
        access: &Access,
        corpus: &Path,
        languages: &[String],
    ) -> Result<Self, Error>;

    /// Lets it be searched, and takes away the one that was.
    fn switch(&self) -> Result<(), Error>;

    /// Removes the index, which is not searched.
    fn discard(&self) -> Result<(), Error>;
}
