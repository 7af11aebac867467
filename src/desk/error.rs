//! Why a question cannot be answered.

use std::io;
use std::path::PathBuf;

use crate::engines;
use crate::roster::EditError;

/// Why a question cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The engine cannot do as asked.
    #[error(transparent)]
    Engine(#[from] engines::Error),
    /// The file that says who is who cannot be read.
    #[error("{}", .file.display())]
    Unread {
        /// Which file.
        file: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// The file that says who is who says something that cannot be.
    #[error("{}", .file.display())]
    Edits {
        /// Which file.
        file: PathBuf,
        /// What is wrong, and where.
        source: EditError,
    },
}

/// Returns what an error says, and each that is behind it.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut says = error.to_string();
    let mut behind = error.source();
    while let Some(error) = behind {
        says = format!("{says}: {error}");
        behind = error.source();
    }
    says
}
