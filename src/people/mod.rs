//! Article to the people it names. Never sees a path, never counts the author as a person named.
//!
//! Rules find the names: `runs` of capitalised words, less their titles (`names`), are weighed
//! by what stands in and around them (`evidence`, `survey`), and the mentions of one person are
//! joined (`merge`). The words the rules know are in `lexicon` and the tables it lists. At last
//! come the people whom the file lists itself (`given`).

mod evidence;
mod find;
mod form;
mod given;
mod given_names;
mod headline;
mod honorifics;
mod institutions;
mod language;
mod lexicon;
mod merge;
mod names;
mod ordinary;
mod person;
mod places;
mod runs;
mod survey;

pub use find::find;
pub use person::{Mention, Person};
