//! What a server is that finds articles by the words it was given.

use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::engines::{Error, Writer};
use crate::holdings::FileRecord;
use crate::search::Sort;

use super::found::Found;
use super::label::Label;
use super::served::Served;

/// What some servers can do and others cannot. What is asked and cannot be done is refused, or read
/// here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engines) enum Ability {
    /// Finds words that differ in a letter or two.
    Fuzzy,
    /// Finds words near each other, each in several forms.
    Intervals,
    /// Of several things that a field may have, counts the best for the score.
    BestOf,
    /// Weighs parts of a question, whatever they are; else terms alone.
    Boosts,
    /// Lets a score fade with time.
    Decay,
    /// Sorts by a text.
    TextOrder,
    /// Goes on behind a score, to the last bit.
    ScoreCursor,
    /// Reads regular expressions as Lucene has them; else as Rust has them.
    LuceneRegex,
}

/// A server that finds articles. It is asked in the language of Elasticsearch.
pub(in crate::engines) trait Finder: Send + Sync + Sized {
    /// What it can do.
    const ABILITIES: &'static [Ability];

    /// The longest key or value that it takes, in bytes.
    const LONGEST_VALUE: usize;

    /// Returns whether it can do something.
    fn can(ability: Ability) -> bool {
        Self::ABILITIES.contains(&ability)
    }

    /// Returns the name that the index is searched under.
    fn name(&self) -> &str;

    /// Returns the file of what the server refuses for good, in the folder that byline runs in.
    fn dead_letter(&self) -> PathBuf {
        PathBuf::from(format!("{}-refused.jsonl", self.name()))
    }

    /// Returns what is known of the index.
    fn label(&self) -> &Label;

    /// Returns what articles of the index are to be seen now, as a filter; `None` if all are.
    fn visible(&self) -> Result<Option<Value>, Error>;

    /// Searches the articles.
    fn find(&self, body: &Value) -> Result<Found, Error>;

    /// Counts, for each of some filters, the articles among those that a query finds.
    fn count_each(&self, query: &Value, filters: &[Value]) -> Result<Vec<u64>, Error>;

    /// Returns by what the server sorts: something that each article has, and the id.
    fn in_order(sort: Sort) -> Value;

    /// Returns a number of 64 bits as the server keeps it: ordered, but not counted with.
    fn hash(number: u64) -> Value;

    /// Returns a note; `None` if there is none.
    fn note<T: DeserializeOwned>(&self, note: &str) -> Result<Option<T>, Error>;

    /// Keeps a note, in place of what was noted before. It lasts at once.
    fn keep_note(&self, note: &str, kept: &impl Serialize) -> Result<(), Error>;

    /// Returns what is known of files.
    fn records(&self) -> Result<Vec<FileRecord>, Error>;

    /// Returns how many files are known, and what is known of those of which not all could be read.
    fn flawed_of_all(&self) -> Result<(u64, Vec<FileRecord>), Error>;

    /// Returns how many bytes the index takes.
    fn bytes(&self) -> Result<u64, Error>;

    /// Returns words that the server knows and that differ in so many letters from a folded one, with
    /// how many articles have them; none if it does not tell.
    fn near(&self, word: &str, edits: u8) -> Result<Vec<(String, u64)>, Error>;

    /// Returns what the owner of the index should know, each a sentence.
    fn remarks(&self) -> Result<Vec<String>, Error>;

    /// Begins to write.
    fn writer(served: &Served<Self>) -> Result<Box<dyn Writer + '_>, Error>;
}
