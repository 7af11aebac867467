//! A question, and whom it is put to.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use jiff::Zoned;
use jiff::civil::Date;

use crate::engines::Engine;
use crate::query::{self, Complaint, Query, Reading};
use crate::roster::{Roster, asks_for_people};
use crate::schema::Field;
use crate::search::Terms;

use super::choice::{Choices, FacetField};
use super::{Error, people};

/// Returns the day that "today" means to whoever asks.
pub fn today() -> Date {
    Zoned::now().date()
}

/// Reads a query as it is typed, on this day; a blank one means every article.
pub fn read(text: &str, any: bool) -> (Query, Vec<Complaint>) {
    if text.trim().is_empty() {
        return (Query::All, Vec::new());
    }
    query::parse(text, &Reading { any, ..Reading::on(today()) })
}

/// What is asked, before it is narrowed, and how it is taken.
#[derive(Debug, Clone)]
pub struct Question {
    /// What is asked.
    pub query: Query,
    /// What it is narrowed to.
    pub choices: Choices,
    /// Tags of the languages whose forms of a word are found; empty for those of the archive.
    pub languages: Vec<String>,
    /// How long each answer may take.
    pub timeout: Option<Duration>,
}

impl Question {
    /// Returns how the words are taken. The time they have begins now.
    pub fn terms(&self) -> Terms {
        let deadline = self.timeout.map(|timeout| Instant::now() + timeout);
        Terms { languages: self.languages.clone(), deadline, expand: false, people: None }
    }
}

/// A question, and whom it is put to.
pub struct Asked {
    /// Who answers.
    pub engine: Arc<dyn Engine>,
    /// What is asked.
    pub question: Question,
    /// The file that says who is who, if one was named.
    people_file: Option<PathBuf>,
    /// Who is who; read when it is asked for.
    people: OnceLock<Arc<Roster>>,
}

impl Asked {
    /// Puts a question to an engine. Nothing is read yet. `people_file` says who is who, if one was named.
    pub fn new(engine: Arc<dyn Engine>, question: Question, people_file: Option<PathBuf>) -> Self {
        Asked { engine, question, people_file, people: OnceLock::new() }
    }

    /// Returns the whole question.
    pub fn query(&self) -> Query {
        self.question.choices.narrow(&self.question.query, None)
    }

    /// Returns the question without what was chosen of one field.
    pub fn query_but(&self, field: FacetField) -> Query {
        self.question.choices.narrow(&self.question.query, Some(field))
    }

    /// Returns how the question is taken. The time it has begins now.
    ///
    /// # Errors
    /// If it is not known who is who, and that matters.
    pub fn terms(&self) -> Result<Terms, Error> {
        let people = if asks_for_people(&self.query()) { Some(self.people()?) } else { None };
        Ok(Terms { people, ..self.question.terms() })
    }

    /// Returns how the question is taken when the values of `field` are counted.
    ///
    /// # Errors
    /// If it is not known who is who, and that matters.
    pub fn terms_of(&self, field: Field, terms: &Terms) -> Result<Terms, Error> {
        if field != Field::Person {
            return Ok(terms.clone());
        }
        Ok(Terms { people: Some(self.people()?), ..terms.clone() })
    }

    /// Returns who is who.
    ///
    /// # Errors
    /// If the index or `people.toml` cannot be read.
    pub fn people(&self) -> Result<Arc<Roster>, Error> {
        if let Some(people) = self.people.get() {
            return Ok(Arc::clone(people));
        }
        let people = people(&*self.engine, self.people_file.as_deref())?;
        Ok(Arc::clone(self.people.get_or_init(|| people)))
    }
}
