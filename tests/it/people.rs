//! Who is who across articles: what a question for somebody finds, and whom a count counts, is what
//! an article-by-article look at the roster says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use byline::article::{Article, Name, Published, Source, day_number};
use byline::document::Document;
use byline::engines::{self, Engine};
use byline::holdings::Run;
use byline::people::{Mention, Person};
use byline::query::{Case, Leaf, Pattern, Query, Reach, Scope, Wanted, named};
use byline::roster::{Edits, Identity, Meaning, Roster};
use byline::schema::Field;
use byline::search::{FacetSearch, Page, Passages, Search, Sort, Terms};
use byline::text;
use proptest::prelude::*;
use proptest::sample::select;
use tempfile::TempDir;

const NAMES: [&str; 14] = [
    "Doe",
    "Jane Doe",
    "Jane Q. Doe",
    "Jane R. Doe",
    "John Doe",
    "J. Doe",
    "Masri",
    "al-Masri",
    "Mushir al-Masri",
    "Mushir el-Masri",
    "Muschir al-Masri",
    "Omar Masri",
    "Jane",
    "Ann Moss",
];

const ASKED: [&str; 11] = [
    "doe",
    "jane doe",
    "jane",
    "masri",
    "al masri",
    "mushir al masri",
    "muschir",
    "q doe",
    "boss",
    "new name",
    "moss",
];

const DATES: [&str; 8] = [
    "",
    "2024-03",
    "2024-03-01",
    "2024-03-20",
    "2024-04-02",
    "2024-05-05",
    "2024-05-20",
    "2024-08-01",
];

/// The people of an article, in the order in which its body names them, and its date.
type Piece = (Vec<&'static str>, &'static str);

struct Archive {
    engine: Box<dyn Engine>,
    pieces: Vec<Piece>,
    roster: Arc<Roster>,
    _folder: TempDir,
}

impl Archive {
    fn of(pieces: Vec<Piece>, edits: &Edits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = engines::create(folder.path().join("index"), folder.path()).unwrap();
        let writer = engine.writer().unwrap();
        for (number, piece) in pieces.iter().enumerate() {
            writer.add(&document(number, piece)).unwrap();
        }
        let at = "2024-03-05T10:00:00Z".parse().unwrap();
        writer.commit(&Run { at, whole: true }).unwrap();
        writer.finish().unwrap();
        drop(engine);
        let engine = engines::open(folder.path().join("index")).unwrap();
        let roster = Arc::new(Roster::new(&engine.joins().unwrap(), edits));
        Archive { engine, pieces, roster, _folder: folder }
    }

    fn terms(&self) -> Terms {
        Terms { people: Some(Arc::clone(&self.roster)), ..Terms::default() }
    }

    /// The numbers of the articles that are found.
    fn ask(&self, query: &Query) -> BTreeSet<usize> {
        let search = Search {
            query: query.clone(),
            sort: Sort::default(),
            page: Page { limit: 1000, ..Page::default() },
            passages: Passages::default(),
            terms: self.terms(),
        };
        let hits = self.engine.search(&search).unwrap();
        assert!(hits.caveats.notes.is_empty(), "{:?}", hits.caveats);
        hits.hits.iter().map(|hit| hit.source.file.parse().unwrap()).collect()
    }

    /// Who the people of an article are, in the order in which they are named.
    fn labels(&self, (names, date): &Piece) -> Vec<Label> {
        let date: Option<Published> = date.parse().ok();
        let days = date.map(|date| (day_number(date.first()), day_number(date.last())));
        let label = |name: &&str| {
            let key = text::key(name);
            match self.roster.meaning(&key).at(days) {
                Identity::Itself => Label::Itself(key),
                Identity::Person(person) => Label::Person(person),
                Identity::Nobody => Label::Nobody(key),
            }
        };
        names.iter().map(label).collect()
    }

    /// Everybody of whom one name has these words in a row.
    fn meant(&self, words: &str) -> BTreeSet<Label> {
        let has = |name: &str| format!(" {} ", text::key(name)).contains(&format!(" {words} "));
        let mut meant = BTreeSet::new();
        for piece in &self.pieces {
            let labels = self.labels(piece);
            let named = piece.0.iter().zip(labels).filter(|(name, _)| has(name));
            meant.extend(named.map(|(_, label)| label));
        }
        for (number, person) in self.roster.persons().iter().enumerate() {
            let mut names = person.names.iter().map(|name| &name.name).chain(&person.aliases);
            if names.any(|name| has(name)) && !person.is_nobody {
                meant.insert(Label::Person(number));
            }
        }
        // A spelling of a surname may be theirs on days on which no article has it.
        for (_, meaning) in self.roster.meanings().filter(|(key, _)| has(key)) {
            if let Meaning::On(spans, persons) = meaning {
                let known = spans.iter().filter(|span| !persons[span.person].is_nobody);
                meant.extend(known.map(|span| Label::Person(span.person)));
            }
        }
        meant
    }

    /// The articles of which `fits` is true, told whom they name.
    fn read(&self, fits: impl Fn(&[Label]) -> bool) -> BTreeSet<usize> {
        let pieces = self.pieces.iter().enumerate();
        pieces.filter(|(_, piece)| fits(&self.labels(piece))).map(|(number, _)| number).collect()
    }

    fn check_questions(&self, one: &str, other: &str) -> Result<(), TestCaseError> {
        let (first, second) = (self.meant(one), self.meant(other));
        let expected = self.read(|labels| labels.iter().any(|label| first.contains(label)));
        prop_assert_eq!(&self.ask(&named(Field::Person, one)), &expected, "person:{}", one);
        let asked = find(person(one));
        prop_assert_eq!(&self.ask(&asked), &expected, "where {} is named", one);

        // Each person is named by one word, and one word stands between two.
        let beside = |labels: &[Label]| {
            labels.windows(2).any(|two| {
                (first.contains(&two[0]) && second.contains(&two[1]))
                    || (second.contains(&two[0]) && first.contains(&two[1]))
            })
        };
        let near = Pattern::Near {
            left: Box::new(person(one)),
            right: Box::new(person(other)),
            reach: Reach::Words(2),
            ordered: false,
        };
        prop_assert_eq!(self.ask(&find(near)), self.read(beside), "{} beside {}", one, other);
        let alone = |labels: &[Label]| {
            (0..labels.len()).filter(|at| first.contains(&labels[*at])).any(|at| {
                let before = at.checked_sub(1).map(|before| &labels[before]);
                let neighbors = before.into_iter().chain(labels.get(at + 1));
                !neighbors.into_iter().any(|neighbor| second.contains(neighbor))
            })
        };
        let not_near = Pattern::NotNear {
            keep: Box::new(person(one)),
            far: Box::new(person(other)),
            reach: Reach::Words(2),
            ordered: false,
        };
        prop_assert_eq!(self.ask(&find(not_near)), self.read(alone), "{} without {}", one, other);
        let twice = Query::AtLeast { times: 2, scope: Scope::Searched, pattern: person(one) };
        let often =
            |labels: &[Label]| labels.iter().filter(|label| first.contains(label)).count() > 1;
        prop_assert_eq!(self.ask(&twice), self.read(often), "{} twice", one);
        Ok(())
    }

    /// Everybody is counted once an article, and found by the value that is shown.
    fn check_counts(&self) -> Result<(), TestCaseError> {
        let mut expected: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (number, piece) in self.pieces.iter().enumerate() {
            for label in self.labels(piece) {
                let key = match label {
                    Label::Itself(key) => key,
                    Label::Person(person) => text::key(&self.roster.persons()[person].name),
                    Label::Nobody(_) => continue,
                };
                expected.entry(key).or_default().insert(number);
            }
        }
        let page = Page { limit: 1000, ..Page::default() };
        let (query, terms) = (Query::All, self.terms());
        let search = FacetSearch { field: Field::Person, query, like: None, page, terms };
        let facets = self.engine.facet(&search).unwrap();
        let counted = facets.facets.iter().map(|facet| (text::key(&facet.value), facet.articles));
        let counted: BTreeMap<String, u64> = counted.collect();
        let sizes = expected.iter().map(|(key, articles)| (key.clone(), articles.len() as u64));
        prop_assert_eq!(&counted, &sizes.collect());
        for facet in facets.facets {
            let value = Query::Value { field: Field::Person, value: facet.value.clone() };
            let found = self.ask(&value);
            prop_assert_eq!(&found, &expected[&text::key(&facet.value)], "{}", facet.value);
        }
        Ok(())
    }
}

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    Itself(String),
    Person(usize),
    Nobody(String),
}

/// Each person is named by one word; words between them keep them apart.
fn document(number: usize, (names, date): &Piece) -> Document {
    let body: Vec<String> = (0..names.len()).map(|at| format!("Somebody{at} ran")).collect();
    let article = Article {
        source: Source { file: number.to_string(), part: None },
        body: body.join(" "),
        published: date.parse().ok(),
        ..Article::default()
    };
    let people = names.iter().enumerate().map(|(at, name)| {
        let word = format!("Somebody{at}");
        let start = article.body.find(&word).unwrap();
        let range = start..start + word.len();
        let mentions = vec![Mention { in_headline: false, range }];
        Person { name: Name::new(name).unwrap(), mentions, given: false }
    });
    let people: Vec<Person> = people.collect();
    Document::of(&article, &people)
}

fn person(words: &str) -> Pattern {
    Pattern::Word(Leaf { wanted: Wanted::Person(words.to_owned()), case: Case::Any })
}

fn find(pattern: Pattern) -> Query {
    Query::Find { scope: Scope::Searched, pattern }
}

/// An archive with few names, so that they meet.
fn any_pieces() -> impl Strategy<Value = Vec<Piece>> {
    prop::sample::subsequence(NAMES.to_vec(), 2..6).prop_flat_map(|pool| {
        let most = pool.len().min(3);
        let names = prop::sample::subsequence(pool, 0..=most).prop_shuffle();
        prop::collection::vec((names, select(DATES.to_vec())), 1..12)
    })
}

/// A `people.toml` that may contradict itself.
fn any_edits() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        (select(NAMES.to_vec()), select(NAMES.to_vec()))
            .prop_map(|(into, name)| format!("merge.\"{into}\" = [\"{name}\"]")),
        select(NAMES.to_vec()).prop_map(|name| format!("rename.\"{name}\" = \"New Name\"")),
        select(NAMES.to_vec()).prop_map(|name| format!("alias.\"the boss\" = \"{name}\"")),
        select(NAMES.to_vec()).prop_map(|name| format!("ignore = [\"{name}\"]")),
        select(NAMES.to_vec()).prop_map(|name| format!("split = [\"{name}\"]")),
    ];
    prop::collection::vec(line, 0..4).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("BYLINE_CASES").map_or(64, |cases| cases.parse().unwrap()),
        max_shrink_iters: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn who_is_asked_for_is_found_by_every_name(
        pieces in any_pieces(),
        edits in any_edits(),
        asked in prop::collection::vec((select(ASKED.to_vec()), select(ASKED.to_vec())), 1..6),
    ) {
        let edits = Edits::read(&edits).unwrap_or_default();
        let archive = Archive::of(pieces, &edits);
        archive.check_counts()?;
        for (one, other) in asked {
            archive.check_questions(one, other)?;
        }
    }
}

/// A run that was stopped does not look for who is who: the next one does, though nothing else is to
/// be done.
#[test]
fn what_a_stopped_run_left_is_made_up_for() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let engine = engines::create(&index, folder.path()).unwrap();
    let commit = |engine: &dyn Engine, pieces: &[Piece], whole| {
        let writer = engine.writer().unwrap();
        for (number, piece) in pieces.iter().enumerate() {
            writer.add(&document(number, piece)).unwrap();
        }
        writer.commit(&Run { at: "2024-03-05T10:00:00Z".parse().unwrap(), whole }).unwrap();
        writer.finish().unwrap();
    };
    let persons = || engines::open(&index).unwrap().joins().unwrap().persons.len();
    commit(&*engine, &[(vec!["Jane Doe"], ""), (vec!["Jane Q. Doe"], "")], true);
    drop(engine);
    assert_eq!(persons(), 1);
    let masri = [(vec!["Mushir al-Masri"], ""), (vec!["Mushir el-Masri"], "")];
    commit(&*engines::open(&index).unwrap(), &masri, false);
    assert_eq!(persons(), 1);
    commit(&*engines::open(&index).unwrap(), &[], true);
    assert_eq!(persons(), 2);
}
