//! Puts what an address asks for to the desk, and lays out the answer.

use std::num::NonZero;
use std::thread;

use crate::article::ArticleId;
use crate::desk::{self, Asked, FacetField, Question};
use crate::document::Document;
use crate::hit::{Caveats, Facets, Hits, Timeline};
use crate::printers::{Csv, Json, Printer};
use crate::query::{self, Complaint, Query, Reading};
use crate::schema::Field;
use crate::search::{Page, Passages, Period, Search};

use super::address::{Asking, today};
use super::failure::Failure;
use super::pages::{ArticlePage, SearchPage};
use super::shelf::Shelf;

/// What is counted beside the hits.
pub(super) const BESIDE: [(Field, &str); 6] = [
    (Field::Person, "People"),
    (Field::Author, "Authors"),
    (Field::Publication, "Sources"),
    (Field::Section, "Sections"),
    (Field::Agency, "Agencies"),
    (Field::Language, "Languages"),
];

/// A question, read and put to the index.
struct Put {
    asked: Asked,
    search: Search,
    complaints: Vec<Complaint>,
}

/// The answer to a question, with all that stands around the hits.
pub(super) struct Answer {
    pub(super) complaints: Vec<Complaint>,
    pub(super) hits: Hits,
    /// In the order of [`BESIDE`].
    pub(super) beside: Vec<Facets>,
    pub(super) by: Period,
    pub(super) timeline: Timeline,
    /// What is not as asked, and why nothing was found.
    pub(super) notes: Vec<String>,
    /// How the query was read, if that was asked.
    pub(super) explanation: Option<String>,
}

fn put(shelf: &Shelf, asking: &Asking) -> Result<Put, Failure> {
    let (query, complaints) = read(&asking.text, asking.any);
    let question = Question {
        query,
        choices: asking.choices()?,
        languages: Vec::new(),
        timeout: Some(shelf.settings.timeout),
    };
    let asked = Asked::new(shelf.engine()?, question, shelf.settings.people_file.clone());
    let search = Search {
        query: asked.query(),
        sort: asking.sort(),
        page: Page { after: None, offset: asking.start, limit: asking.limit },
        passages: Passages::default(),
        terms: asked.terms()?,
    };
    Ok(Put { asked, search, complaints })
}

/// No query asks for every article.
fn read(text: &str, any: bool) -> (Query, Vec<Complaint>) {
    if text.trim().is_empty() {
        return (Query::All, Vec::new());
    }
    query::parse(text, &Reading { any, ..Reading::on(today()) })
}

/// Answers a search as a page.
pub(super) fn search(shelf: &Shelf, asking: &Asking) -> Result<SearchPage, Failure> {
    let Put { asked, mut search, complaints } = put(shelf, asking)?;
    search.passages.people = false;
    let (asked, search) = (&asked, &search);
    // On a server each of these is a question of its own, and waits for its answer.
    let (hits, beside, times) = thread::scope(|scope| {
        let terms = &search.terms;
        let beside = BESIDE
            .map(|(field, _)| scope.spawn(move || asked.beside(FacetField::Values(field), terms)));
        let times =
            scope.spawn(|| desk::fitting(|by| asked.engine.timeline(&search.query, by, terms)));
        let hits = asked.engine.search(search);
        let beside: Result<Vec<Facets>, desk::Error> =
            beside.into_iter().map(|counting| joined(counting.join())).collect();
        (hits, beside, joined(times.join()))
    });
    let (hits, beside, (by, timeline)) = (hits?, beside?, times?);
    let all: Vec<&Caveats> = beside.iter().map(|facets| &facets.caveats).collect();
    let all = all.into_iter().chain([&hits.caveats, &timeline.caveats]);
    let mut notes = desk::notes(all, asked.question.timeout);
    if hits.total == 0 && !hits.caveats.partial {
        notes.extend(desk::blame(&*asked.engine, search)?);
    }
    let explain = || desk::explanation(&*asked.engine, search);
    let explanation = asking.explain.then(explain).transpose()?;
    let answer = Answer { complaints, hits, beside, by, timeline, notes, explanation };
    Ok(SearchPage::of(asking, &answer))
}

/// A thread that breaks down takes its page with it.
fn joined<T>(ended: thread::Result<T>) -> T {
    ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Answers a search for a program.
pub(super) fn table(shelf: &Shelf, asking: &Asking, form: Form) -> Result<Vec<u8>, Failure> {
    let Put { asked, search, .. } = put(shelf, asking)?;
    let hits = asked.engine.search(&search)?;
    let printer: &dyn Printer = match form {
        Form::Json => &Json,
        Form::Csv => &Csv,
    };
    let mut table = Vec::new();
    let done = printer.hits(&hits, &search.page, &mut table);
    done.map_err(|error| Failure::Broken(error.to_string()))?;
    Ok(table)
}

/// What programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Csv,
}

/// Shows the article with this id, in which what was asked for is marked.
pub(super) fn article(shelf: &Shelf, id: &str, asking: &Asking) -> Result<ArticlePage, Failure> {
    let missing = || Failure::Missing(format!("no article has the id {id}"));
    let ids = ArticleId::beginning_with(id).ok_or_else(missing)?;
    let engine = shelf.engine()?;
    let articles = engine.articles(ids, 2)?;
    let article: &Document = match articles.as_slice() {
        [article] => article,
        [] => return Err(missing()),
        _ => return Err(Failure::Missing(format!("several articles' ids begin with {id}"))),
    };
    let (query, _) = read(&asking.text, asking.any);
    let question = Question {
        query,
        choices: asking.choices()?,
        languages: Vec::new(),
        timeout: Some(shelf.settings.timeout),
    };
    let asked = Asked::new(engine, question, shelf.settings.people_file.clone());
    let marked = desk::marked(&*asked.engine, &asked.query(), &asked.terms()?, article)?;
    Ok(ArticlePage::of(asking, article, &marked))
}

/// Returns how many pages are made at once: the engine is waited for, but not by everybody.
pub(super) fn at_once() -> usize {
    2 * thread::available_parallelism().map_or(1, NonZero::get)
}
