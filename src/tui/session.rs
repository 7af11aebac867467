//! What is asked, what came back, and how one got there.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::article::ArticleId;
use crate::desk::{self, Asked, Choice, Choices, Error, FacetField, Order, Question};
use crate::document::Document;
use crate::engines::Engine;
use crate::hit::{Hit, Hits, Snippet};
use crate::schema::Field;
use crate::search::{Cursor, Page, Passages, Search};

/// So many hits are fetched at once.
const AT_ONCE: usize = 50;

/// What is counted, and can be chosen from.
const COUNTED: [FacetField; 6] = [
    FacetField::Values(Field::Person),
    FacetField::Values(Field::Author),
    FacetField::Values(Field::Publication),
    FacetField::Values(Field::Section),
    FacetField::Values(Field::Language),
    FacetField::Year,
];

/// Who is asked, and how.
pub struct Settings {
    /// Who answers.
    pub engine: Arc<dyn Engine>,
    /// The file that says who is who; `None` for the one at the home of the index, if there is one.
    pub people_file: Option<PathBuf>,
    /// The languages whose forms of a word are found; empty for those of the archive.
    pub languages: Vec<String>,
    /// How long an answer may take; what was found by then is shown.
    pub timeout: Option<Duration>,
}

/// A question as it is typed and chosen.
#[derive(Debug, Clone, Default)]
pub(super) struct Asking {
    pub(super) text: String,
    pub(super) any: bool,
    pub(super) fold: bool,
    /// `None` for what suits the question.
    pub(super) order: Option<Order>,
    pub(super) choices: Choices,
}

impl Asking {
    /// Returns the order of the hits: whoever asks for nothing sees what is new.
    pub(super) fn order(&self) -> Order {
        let usual = if self.text.trim().is_empty() { Order::Newest } else { Order::Relevance };
        self.order.unwrap_or(usual)
    }
}

/// The hits of a question, as far as they were fetched.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) total: u64,
    pub(super) hits: Vec<Hit>,
    next: Option<Cursor>,
    /// What is not as asked, each a sentence.
    pub(super) notes: Vec<String>,
}

/// A value of a field that can be chosen.
pub(super) struct Value {
    pub(super) field: &'static str,
    pub(super) says: String,
    pub(super) articles: u64,
    choice: Choice,
}

/// An article, with what is marked in it.
pub(super) struct Opened {
    pub(super) document: Document,
    pub(super) marked: Vec<(Field, Snippet)>,
}

/// A row of questions, each with its answer until the next is asked.
pub(super) struct Session {
    settings: Settings,
    pub(super) asking: Asking,
    pub(super) answer: Answer,
    before: Vec<Asking>,
}

impl Session {
    /// Begins with a question.
    pub(super) fn new(settings: Settings, asking: Asking) -> Result<Self, Error> {
        let answer = Answer::default();
        let mut session =
            Session { settings, asking: Asking::default(), answer, before: Vec::new() };
        session.answer = session.answered(&asking)?;
        session.asking = asking;
        Ok(session)
    }

    /// Asks another question. What was asked before stays if it cannot be answered.
    pub(super) fn ask(&mut self, asking: Asking) -> Result<(), Error> {
        self.answer = self.answered(&asking)?;
        self.before.push(std::mem::replace(&mut self.asking, asking));
        Ok(())
    }

    /// Asks again what was asked before. Returns whether there is anything.
    pub(super) fn go_back(&mut self) -> Result<bool, Error> {
        let Some(asking) = self.before.pop() else { return Ok(false) };
        self.answer = self.answered(&asking)?;
        self.asking = asking;
        Ok(true)
    }

    /// Fetches the hits behind those that are there, if there are any.
    pub(super) fn fetch_more(&mut self) -> Result<(), Error> {
        let Some(after) = self.answer.next.take() else { return Ok(()) };
        let (asked, _) = self.put(&self.asking);
        let search = search(&asked, &self.asking, Some(after))?;
        let found = desk::hits(&*asked.engine, &search, self.asking.fold)?;
        self.answer.hits.extend(found.hits);
        self.answer.next = found.next;
        Ok(())
    }

    /// Opens an article, in which what was asked for is marked; `None` if it is gone.
    pub(super) fn open(&self, id: ArticleId) -> Result<Option<Opened>, Error> {
        let Some(document) = self.settings.engine.articles(id.0..=id.0, 1)?.pop() else {
            return Ok(None);
        };
        let (asked, _) = self.put(&self.asking);
        let marked = desk::marked(&*asked.engine, &asked.query(), &asked.terms()?, &document)?;
        Ok(Some(Opened { document, marked }))
    }

    /// Counts what can be chosen.
    pub(super) fn values(&self) -> Result<Vec<Value>, Error> {
        let (asked, _) = self.put(&self.asking);
        let terms = asked.terms()?;
        let mut values = Vec::new();
        for field in COUNTED {
            for facet in asked.beside(field, &terms)?.facets {
                // What cannot be chosen by its name is not offered.
                if let Ok(choice) = format!("{}={}", field.name(), facet.value).parse() {
                    let (field, articles) = (field.name(), facet.articles);
                    values.push(Value { field, says: facet.value, articles, choice });
                }
            }
        }
        Ok(values)
    }

    /// Keeps, or leaves out, the articles with a value.
    pub(super) fn choose(&mut self, value: &Value, is_wanted: bool) -> Result<(), Error> {
        let mut asking = self.asking.clone();
        let Choices { only, not } = &mut asking.choices;
        only.retain(|choice| *choice != value.choice);
        not.retain(|choice| *choice != value.choice);
        if is_wanted { only } else { not }.push(value.choice.clone());
        self.ask(asking)
    }

    fn answered(&self, asking: &Asking) -> Result<Answer, Error> {
        let (asked, mut notes) = self.put(asking);
        let search = search(&asked, asking, None)?;
        let Hits { total, hits, next, caveats } = desk::hits(&*asked.engine, &search, asking.fold)?;
        notes.extend(desk::notes([&caveats], self.settings.timeout));
        if total == 0 && !caveats.partial {
            notes.extend(desk::blame(&*asked.engine, &search)?);
        }
        Ok(Answer { total, hits, next, notes })
    }

    /// Puts a question to the engine, with what is said of it.
    fn put(&self, asking: &Asking) -> (Asked, Vec<String>) {
        let Settings { engine, people_file, languages, timeout } = &self.settings;
        let (query, complaints) = desk::read(&asking.text, asking.any);
        let (choices, languages) = (asking.choices.clone(), languages.clone());
        let question = Question { query, choices, languages, timeout: *timeout };
        let says = complaints
            .into_iter()
            .map(|complaint| format!("{}: {}", &asking.text[complaint.span], complaint.says));
        (Asked::new(Arc::clone(engine), question, people_file.clone()), says.collect())
    }
}

fn search(asked: &Asked, asking: &Asking, after: Option<Cursor>) -> Result<Search, Error> {
    Ok(Search {
        query: asked.query(),
        sort: asking.order().sort(),
        page: Page { after, offset: 0, limit: AT_ONCE },
        // The article itself is shown beside.
        passages: Passages { number: 0, people: false, ..Passages::default() },
        terms: asked.terms()?,
    })
}
