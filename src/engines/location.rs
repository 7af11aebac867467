//! Where an index is: in a folder, or on a server.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};

use super::remote::{Access, Address, Malformed};

/// Where an index is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// In a folder of this machine.
    Folder(PathBuf),
    /// On a server.
    Remote {
        /// Which one, and what the index is called there.
        address: Address,
        /// How to be let in.
        access: Access,
        /// Tags of the languages whose stems an index keeps that is made there; empty for English, or
        /// for those of the index before it. They do not matter to one that is opened.
        languages: Vec<String>,
    },
}

impl Location {
    /// Reads an address, whose server lets everybody in, or the path of a folder.
    ///
    /// # Errors
    /// If it is meant as an address and is none.
    pub fn read(text: &OsStr) -> Result<Self, Malformed> {
        match text.to_str().filter(|text| Address::is_meant(text)) {
            Some(address) => Ok(address.parse::<Address>()?.into()),
            None => Ok(Location::Folder(text.into())),
        }
    }

    /// Returns the folder that it is in; `None` if it is on a server.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Location::Folder(folder) => Some(folder),
            Location::Remote { .. } => None,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Folder(folder) => folder.display().fmt(f),
            Location::Remote { address, .. } => address.fmt(f),
        }
    }
}

impl From<Address> for Location {
    fn from(address: Address) -> Self {
        Location::Remote { address, access: Access::default(), languages: Vec::new() }
    }
}

impl From<&Location> for Location {
    fn from(location: &Location) -> Self {
        location.clone()
    }
}

impl From<PathBuf> for Location {
    fn from(folder: PathBuf) -> Self {
        Location::Folder(folder)
    }
}

impl From<&PathBuf> for Location {
    fn from(folder: &PathBuf) -> Self {
        Location::Folder(folder.clone())
    }
}

impl From<&Path> for Location {
    fn from(folder: &Path) -> Self {
        Location::Folder(folder.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Location;

    #[test]
    fn an_address_is_told_from_a_folder() {
        let read = |text: &str| Location::read(text.as_ref());
        for text in ["/srv/news/.byline", "es+http:/news", "news:9200", "."] {
            assert_eq!(read(text), Ok(Location::Folder(text.into())));
        }
        let address = "es+https://search.example:9200/news";
        let location = read(address).unwrap();
        assert_eq!((location.folder(), &*location.to_string()), (None, address));
        assert!(read("ftp://search.example/news").is_err());
    }
}
