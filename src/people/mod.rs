//! Article to the people it names. Never sees a path, never counts the author as a person named.
//!
//! A text is cut in `tokens`; `facts` are gathered of each capitalised word, all over the text; a
//! small `model` tags names by hashed `features` of runs of such words (`tagger`), helped by a list
//! of names (`gazetteer`) and the words that tables know (`lexicon`); the mentions of one person are
//! joined (`merge`). `training` makes model and list; MODEL.md says of what, and how good they are.
//! At last come the people whom the file lists itself (`given`).

mod beside;
mod canon;
mod credits;
mod facts;
mod features;
mod find;
mod form;
mod gazetteer;
mod given;
mod given_names;
mod honorifics;
mod institutions;
mod language;
mod lexicon;
mod merge;
mod model;
mod person;
mod places;
mod tagger;
mod tokens;
pub mod training;

pub use canon::{Canon, Given};
pub use find::find;
pub use person::{Mention, Person};
