//! Files to articles with their source. The only module that opens a file of the corpus.

mod archive;
mod charset;
mod content;
mod decode;
mod error;
mod file;
mod gzip;
mod issue;
mod packing;
mod reading;
mod rules;
mod walk;

pub use content::Content;
pub use error::{Cause, Error};
pub use file::File;
pub use rules::{RULES, RuleError, Rules};
pub use walk::{Walk, file_named, walk};
