//! `byline bench`: how long answers take, in one process that has the index open.

use std::fs;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, bail};
use serde::Serialize;

use crate::desk::{FacetField, today};
use crate::engines::Engine;
use crate::printers::{Look, Printer as _, Text};
use crate::query::{self, ComplaintKind, Query, Reading};
use crate::roster::{Roster, asks_for_people};
use crate::schema::Field;
use crate::search::{FacetSearch, Page, Passages, Period, Search, Sort, Terms};

use super::args::{Args, Bench};
use super::ask::HITS;
use super::console::Console;
use super::facets::NAMES;
use super::{FOUND, place};

/// So many rounds bring the index into memory, and are not measured.
const WARM_UP: u32 = 2;

/// A terminal, wherever the figures go.
const LOOK: Look = Look { styled: true, width: Some(100), all: false };

/// Asks every query in every round.
pub(super) fn run(args: &Args, bench: &Bench, console: &mut Console<'_>) -> anyhow::Result<u8> {
    let file = bench.queries.display();
    let lines = fs::read_to_string(&bench.queries).with_context(|| file.to_string())?;
    let reading = Reading::on(today());
    let mut questions = Vec::new();
    for (number, line) in (1..).zip(lines.lines()) {
        let question = Question::read(line, &reading);
        questions.push(question.with_context(|| format!("{file}, line {number}"))?);
    }
    let engine = place::open(args)?;
    let is_of_people = questions.iter().any(|question| question.is_of_people);
    let people = place::people(args, &*engine, is_of_people)?;
    let stand = Stand { engine: &*engine, reading, people };
    let mut measured: Vec<Measured> = questions.iter().map(|_| Measured::default()).collect();
    for round in 0..WARM_UP + bench.rounds {
        for (question, measured) in questions.iter().zip(&mut measured) {
            let taken = stand.take(question)?;
            if round >= WARM_UP {
                measured.add(&taken);
            }
        }
    }
    for (question, measured) in questions.iter().zip(measured) {
        let figures = serde_json::to_string(&measured.figures(question.id))?;
        writeln!(console.out, "{figures}")?;
    }
    console.out.flush()?;
    Ok(FOUND)
}

/// A line of the file.
#[derive(Debug, PartialEq)]
struct Question<'l> {
    id: &'l str,
    kind: Kind,
    text: &'l str,
    /// Whether one has to know who is who.
    is_of_people: bool,
}

/// What is asked of the articles that match.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Search,
    Facet(FacetField),
    Timeline,
}

impl<'l> Question<'l> {
    fn read(line: &'l str, reading: &Reading<'_>) -> anyhow::Result<Self> {
        let mut parts = line.splitn(3, '\t').map(str::trim);
        let (Some(id), Some(kind), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
            bail!("write an id, a kind and a query, with tabs between");
        };
        let kind = match (kind, kind.strip_prefix("facet:")) {
            ("search", _) => Kind::Search,
            ("timeline", _) => Kind::Timeline,
            (_, Some(field)) => Kind::Facet(field.parse().map_err(anyhow::Error::msg)?),
            (_, None) => bail!("the kinds are search, facet:FIELD and timeline, not `{kind}`"),
        };
        let (query, complaints) = query::parse(text, reading);
        if let Some(repair) = complaints.iter().find(|one| one.kind == ComplaintKind::Repair) {
            bail!("`{text}`: {}", repair.says);
        }
        let is_of_people =
            kind == Kind::Facet(FacetField::Values(Field::Person)) || asks_for_people(&query);
        Ok(Question { id, kind, text, is_of_people })
    }
}

/// Where questions are measured.
struct Stand<'e> {
    engine: &'e dyn Engine,
    reading: Reading<'e>,
    /// Who is who; `None` if no question is of people.
    people: Option<Arc<Roster>>,
}

/// What one round tells of a question; times in microseconds.
struct Taken {
    count: u64,
    topcount: f64,
    /// How long the count alone takes, and the hits with their passages; `None` of what has none.
    apart: Option<(f64, f64)>,
}

impl Stand<'_> {
    fn take(&self, question: &Question<'_>) -> anyhow::Result<Taken> {
        match question.kind {
            Kind::Search => {
                let ranked = |limit| Ok(self.engine.rank(&self.search(question, limit))?);
                let (topcount, standings) = timed(|| ranked(HITS))?;
                let (counted, _) = timed(|| ranked(0))?;
                let (printed, _) = timed(|| self.printed(question))?;
                Ok(Taken { count: standings.total, topcount, apart: Some((counted, printed)) })
            }
            Kind::Facet(FacetField::Values(field)) => {
                let (topcount, count) = timed(|| self.values(question, field))?;
                Ok(Taken { count, topcount, apart: None })
            }
            Kind::Facet(FacetField::Year) => self.periods(question, Period::Year),
            Kind::Timeline => self.periods(question, Period::Month),
        }
    }

    fn query(&self, question: &Question<'_>) -> Query {
        query::parse(question.text, &self.reading).0
    }

    fn terms(&self, question: &Question<'_>) -> Terms {
        let people = self.people.as_ref().filter(|_| question.is_of_people);
        Terms { people: people.cloned(), ..Terms::default() }
    }

    fn search(&self, question: &Question<'_>, limit: usize) -> Search {
        Search {
            query: self.query(question),
            sort: Sort::default(),
            page: Page { limit, ..Page::default() },
            passages: Passages { people: false, ..Passages::default() },
            terms: self.terms(question),
        }
    }

    fn printed(&self, question: &Question<'_>) -> anyhow::Result<Vec<u8>> {
        let search = self.search(question, HITS);
        let hits = self.engine.search(&search)?;
        let mut page = Vec::new();
        Text { look: LOOK }.hits(&hits, &search.page, &mut page)?;
        Ok(page)
    }

    /// Returns how many values there are.
    fn values(&self, question: &Question<'_>, field: Field) -> anyhow::Result<u64> {
        let page = Page { limit: NAMES, ..Page::default() };
        let (query, terms) = (self.query(question), self.terms(question));
        let facets = self.engine.facet(&FacetSearch { field, query, like: None, page, terms })?;
        Ok(facets.total)
    }

    fn periods(&self, question: &Question<'_>, by: Period) -> anyhow::Result<Taken> {
        let count =
            || Ok(self.engine.timeline(&self.query(question), by, &self.terms(question))?);
        let (topcount, timeline) = timed(count)?;
        let count = timeline.bars.iter().filter(|bar| bar.articles > 0).count() as u64;
        Ok(Taken { count, topcount, apart: None })
    }
}

/// Returns how many microseconds something takes, and what comes of it.
fn timed<T>(answer: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(f64, T)> {
    let start = Instant::now();
    let answer = black_box(answer()?);
    Ok((start.elapsed().as_secs_f64() * 1e6, answer))
}

/// What all rounds tell of a question.
#[derive(Default)]
struct Measured {
    count: u64,
    topcount: Vec<f64>,
    counted: Vec<f64>,
    printed: Vec<f64>,
}

/// A line of the answer.
#[derive(Debug, PartialEq, Serialize)]
struct Figures<'q> {
    id: &'q str,
    count: u64,
    topcount_us: Option<f64>,
    top_us: Option<f64>,
    count_us: Option<f64>,
    snip_us: Option<f64>,
}

impl Measured {
    fn add(&mut self, taken: &Taken) {
        self.count = taken.count;
        self.topcount.push(taken.topcount);
        if let Some((counted, printed)) = taken.apart {
            self.counted.push(counted);
            self.printed.push(printed);
        }
    }

    fn figures(self, id: &str) -> Figures<'_> {
        let is_search = !self.counted.is_empty();
        let topcount_us = median(self.topcount);
        Figures {
            id,
            count: self.count,
            topcount_us,
            top_us: topcount_us.filter(|_| is_search),
            count_us: median(self.counted),
            snip_us: median(self.printed),
        }
    }
}

/// Returns the median to a tenth; of an even number of times the later of the two in the middle;
/// `None` of none.
fn median(mut times: Vec<f64>) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).map(|time| (time * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Kind, Measured, Question, Taken, median};
    use crate::desk::FacetField;
    use crate::query::Reading;
    use crate::schema::Field;

    #[track_caller]
    fn check(line: &str, expected: Result<(&str, Kind, &str), &str>) {
        let found = Question::read(line, &Reading::on(date(2024, 3, 5)));
        let found = found.map(|found| (found.id, found.kind, found.text));
        let found = found.map_err(|error| error.to_string());
        assert_eq!(found.as_ref().map_err(String::as_str), expected.as_ref().map_err(|e| *e));
    }

    #[test]
    fn a_line_is_an_id_a_kind_and_a_query() {
        check("and1\tsearch\trate rise", Ok(("and1", Kind::Search, "rate rise")));
        check("when\ttimeline\t*\r", Ok(("when", Kind::Timeline, "*")));
        let authors = Kind::Facet(FacetField::Values(Field::Author));
        check("who\tfacet:by\tdate:2024", Ok(("who", authors, "date:2024")));
        let years = Kind::Facet(FacetField::Year);
        check("years\tfacet:year\t*", Ok(("years", years, "*")));
    }

    #[test]
    fn what_cannot_be_asked_is_told() {
        let how = Err("write an id, a kind and a query, with tabs between");
        check("", how);
        check("and1 search rate", how);
        check("and1\tsearch", how);
        check("a\tphrase\tx", Err("the kinds are search, facet:FIELD and timeline, not `phrase`"));
        let fields = "the fields are author, agency, section, source, lang, person and year";
        check("a\tfacet:headline\tx", Err(fields));
        check("a\tsearch\t(x", Err("`(x`: this bracket is not closed: read to the end"));
    }

    #[test]
    fn a_median_stands_in_the_middle() {
        assert_eq!(median(vec![9.0, 1.26, 0.5]), Some(1.3));
        assert_eq!(median(vec![4.0, 2.0]), Some(4.0));
        assert_eq!(median(Vec::new()), None);
    }

    #[test]
    fn a_count_of_values_has_one_time() {
        let mut measured = Measured::default();
        measured.add(&Taken { count: 7, topcount: 30.0, apart: None });
        let line = serde_json::to_string(&measured.figures("who")).unwrap();
        let expected = "{\"id\":\"who\",\"count\":7,\"topcount_us\":30.0,\"top_us\":null,\
                        \"count_us\":null,\"snip_us\":null}";
        assert_eq!(line, expected);
        let mut measured = Measured::default();
        measured.add(&Taken { count: 7, topcount: 30.0, apart: Some((20.0, 90.0)) });
        let line = serde_json::to_string(&measured.figures("and1")).unwrap();
        let expected = "{\"id\":\"and1\",\"count\":7,\"topcount_us\":30.0,\"top_us\":30.0,\
                        \"count_us\":20.0,\"snip_us\":90.0}";
        assert_eq!(line, expected);
    }
}
