//! Puts what an address asks for to the desk, and lays out the answer.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use crate::article::ArticleId;
use crate::desk::{self, Asked, FacetField, Question};
use crate::document::Document;
use crate::engines::Engine;
use crate::hit::{Caveats, Facets, Hits, Timeline};
use crate::printers::{Csv, Json, Printer};
use crate::query::{Complaint, Copies, Query};
use crate::schema::Field;
use crate::search::{FacetSearch, Page, Passages, Period, Search};

use super::Settings;
use super::address::Asking;
use super::failure::Failure;
use super::pages::{ArticlePage, SearchPage, ValuesPage};

/// What is counted beside the hits.
pub(super) const BESIDE: [(Field, &str); 6] = [
    (Field::Person, "People"),
    (Field::Author, "Authors"),
    (Field::Publication, "Sources"),
    (Field::Section, "Sections"),
    (Field::Agency, "Agencies"),
    (Field::Language, "Languages"),
];

/// So many values stand on a page of them.
pub(super) const VALUES: usize = 100;

/// Where questions are put, and how.
pub(super) struct Place<'s> {
    pub(super) engine: Arc<dyn Engine>,
    pub(super) settings: &'s Settings,
}

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

fn put(place: &Place<'_>, asking: &Asking) -> Result<Put, Failure> {
    let (asked, complaints) = take(place, asking)?;
    let search = Search {
        query: asked.query(),
        sort: asking.sort(),
        page: Page { after: None, offset: asking.start, limit: asking.limit },
        passages: Passages { people: false, ..Passages::default() },
        terms: asked.terms()?,
    };
    Ok(Put { asked, search, complaints })
}

/// Takes what an address asks for to the desk. Without a query every article is meant.
fn take(place: &Place<'_>, asking: &Asking) -> Result<(Asked, Vec<Complaint>), Failure> {
    let (query, complaints) = desk::read(&asking.text, asking.any);
    let question = Question {
        query,
        choices: asking.choices()?,
        languages: Vec::new(),
        timeout: Some(place.settings.timeout),
    };
    let people_file = place.settings.people_file.clone();
    Ok((Asked::new(Arc::clone(&place.engine), question, people_file), complaints))
}

/// Answers a search as a page.
pub(super) fn search(place: &Place<'_>, asking: &Asking) -> Result<SearchPage, Failure> {
    let Put { asked, search, complaints } = put(place, asking)?;
    let (asked, search) = (&asked, &search);
    // On a server each of these is a question of its own, and waits for its answer.
    let (hits, beside, times) = thread::scope(|scope| {
        let terms = &search.terms;
        let beside = BESIDE
            .map(|(field, _)| scope.spawn(move || asked.beside(FacetField::Values(field), terms)));
        let times =
            scope.spawn(|| desk::fitting(|by| asked.engine.timeline(&search.query, by, terms)));
        let hits = desk::hits(&*asked.engine, search, asking.fold);
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

/// Counts the values of a field, as if nothing had been chosen of it.
pub(super) fn values(
    place: &Place<'_>,
    name: &str,
    asking: &Asking,
) -> Result<ValuesPage, Failure> {
    let counted = BESIDE.iter().find(|(field, _)| field.name() == name);
    let (field, title) = *counted.ok_or_else(|| {
        let names = BESIDE.map(|(field, _)| field.name()).join(", ");
        Failure::Missing(format!("`{name}` is not counted; there are {names}"))
    })?;
    let (asked, _) = take(place, asking)?;
    let facets = asked.engine.facet(&FacetSearch {
        field,
        query: asked.query_but(FacetField::Values(field)),
        like: Some(asking.like.clone()).filter(|like| !like.is_empty()),
        page: Page { offset: asking.start, limit: VALUES, ..Page::default() },
        terms: asked.terms_of(field, &asked.terms()?)?,
    })?;
    let notes = desk::notes([&facets.caveats], asked.question.timeout);
    Ok(ValuesPage::of(asking, field, title, &facets, notes))
}

/// A thread that breaks down takes its page with it.
fn joined<T>(ended: thread::Result<T>) -> T {
    ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Answers a search for a program.
pub(super) fn table(place: &Place<'_>, asking: &Asking, form: Form) -> Result<Vec<u8>, Failure> {
    let Put { asked, mut search, .. } = put(place, asking)?;
    // Only JSON tells where people are.
    search.passages.people = form == Form::Json;
    let hits = desk::hits(&*asked.engine, &search, asking.fold)?;
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
pub(super) fn article(
    place: &Place<'_>,
    id: &str,
    asking: &Asking,
) -> Result<ArticlePage, Failure> {
    let missing = || Failure::Missing(format!("no article has the id {id}"));
    let ids = ArticleId::beginning_with(id).ok_or_else(missing)?;
    let articles = place.engine.articles(ids, 2)?;
    let article: &Document = match articles.as_slice() {
        [article] => article,
        [] => return Err(missing()),
        _ => return Err(Failure::Missing(format!("several articles' ids begin with {id}"))),
    };
    let (asked, _) = take(place, asking)?;
    let marked = desk::marked(&*asked.engine, &asked.query(), &asked.terms()?, article)?;
    let of = article.id().0..=article.id().0;
    let family = Query::Copies(Copies { of, like: None });
    let counted = asked.engine.count_each(&Query::All, &[family], &asked.question.terms())?;
    let copies = counted.articles.iter().sum::<u64>().saturating_sub(1);
    Ok(ArticlePage::of(asking, article, &marked, copies))
}

/// Returns how many pages are made at once: the engine is waited for, but not by everybody.
pub(super) fn at_once() -> usize {
    2 * thread::available_parallelism().map_or(1, NonZero::get)
}
