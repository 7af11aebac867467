//! Which words of the archive the words of a question stand for.
//!
//! The index holds words as they are printed, folded and nothing else. Whatever a word of a question
//! may stand for (its other forms, what a wildcard fits) is looked up in the dictionaries of the
//! segments when it is asked, and scored as one word.

mod dictionary;
mod leaf;
mod pattern;
mod suggest;

pub(super) use dictionary::Dictionary;
pub(super) use leaf::{Listed, Lookup, Role};
pub(in crate::engines) use pattern::regex;
