//! Random archives and random questions with every operator in the mix: what the engine finds is
//! what its brute-force twin finds by reading every article.
//!
//! `BYLINE_CASES` says how many pairs of an archive and a question are tried.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use byline::article::{Article, ArticleId, Author, Byline, Name, Published, Source};
use byline::document::Document;
use byline::engines::{self, Engine, Error};
use byline::hit::Hits;
use byline::people::{Mention, Person};
use byline::query::{Case, Class, Leaf, Pattern, Query, Reach, Scope, Slack, Unit, Wanted};
use byline::schema::{Field, Value};
use byline::search::{Page, Passages, Search, Sort, Terms};
use byline::snippet::{Marker, mentions as mentions_in};
use byline::text;
use proptest::prelude::*;
use proptest::sample::select;

use crate::homes::{Home, Kind, kinds};
use crate::twin;

/// So many questions are asked of one archive.
const QUESTIONS: usize = 20;

/// The articles of an archive, few of them and of few words, so that words meet.
#[derive(Clone)]
struct Articles(Vec<Document>);

impl fmt::Debug for Articles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for document in &self.0 {
            write!(f, "\n{}", document.source())?;
            for (field, value) in &document.values {
                match field {
                    Field::Id | Field::File | Field::Part | Field::Hash => {}
                    shown => write!(f, "  {}: {:?}", shown.name(), value.written(*shown))?,
                }
            }
        }
        Ok(())
    }
}

/// An archive that can be asked.
struct Archive {
    engine: Box<dyn Engine>,
    documents: Vec<Document>,
    home: Home,
}

impl Archive {
    fn of(kind: &Kind, documents: Vec<Document>) -> Self {
        let home = Home::new(kind);
        Archive { engine: home.fill(&documents, documents.len()), documents, home }
    }

    fn ask(&self, query: &Query) -> Hits {
        self.ask_for(query, 1000)
    }

    fn ask_for(&self, query: &Query, limit: usize) -> Hits {
        let search = Search {
            query: query.clone(),
            sort: Sort::default(),
            page: Page { limit, ..Page::default() },
            passages: Passages::default(),
            terms: english(),
        };
        self.engine.search(&search).unwrap()
    }

    /// Asks the engine and its twin.
    fn check(&self, query: &Query) -> Result<(), TestCaseError> {
        self.check_found(query)?;
        if let Query::Find { scope, pattern } = query {
            self.check_counts(scope, pattern)?;
            self.check_marks(query, scope, pattern)?;
        }
        Ok(())
    }

    /// What an engine cannot do is said, not left out; where it needs not be done to find candidates, the
    /// answer is right.
    fn check_refused(&self, query: &Query) -> Result<(), TestCaseError> {
        let (page, sort) = (Page::default(), Sort::default());
        let (passages, terms) = (Passages::default(), english());
        let asked = Search { query: query.clone(), sort, page, passages, terms };
        match self.engine.search(&asked) {
            Err(Error::Refused { .. }) => Ok(()),
            Err(error) => Err(TestCaseError::fail(format!("{query:?} {error:?}"))),
            Ok(_) => self.check_found(query),
        }
    }

    /// The articles that are found, and how many that are said to be.
    fn check_found(&self, query: &Query) -> Result<(), TestCaseError> {
        let hits = self.ask(query);
        let found: BTreeSet<_> = hits.hits.iter().map(|hit| hit.id).collect();
        let expected = self.documents.iter().filter(|document| twin::matches(query, document));
        let expected: BTreeSet<_> = expected.map(Document::id).collect();
        prop_assert_eq!(&found, &expected, "{:?} {:?}", self.home, query);
        prop_assert_eq!(hits.total, hits.hits.len() as u64, "{:?}", query);
        prop_assert_eq!(hits.total, self.ask_for(query, 0).total, "counted alone: {:?}", query);
        let each = self.engine.count_each(&Query::All, std::slice::from_ref(query), &english());
        prop_assert_eq!(each.unwrap().articles, [hits.total], "counted beside: {:?}", query);
        prop_assert_eq!(&self.read_at_hand(query), &expected, "read at hand: {:?}", query);
        prop_assert!(!hits.caveats.partial && hits.caveats.notes.is_empty(), "{:?}", query);
        Ok(())
    }

    /// Asks the same of an index in memory.
    fn read_at_hand(&self, query: &Query) -> BTreeSet<ArticleId> {
        let places = engines::matching(&self.documents, query, &english()).unwrap();
        places.into_iter().map(|place| self.documents[place].id()).collect()
    }

    /// Each article has as many spans as the twin counts: at least so many, and not one more.
    fn check_counts(&self, scope: &Scope, pattern: &Pattern) -> Result<(), TestCaseError> {
        let spans = |document| twin::spans(scope, pattern, document);
        let most = self.documents.iter().map(spans).max().unwrap_or(0);
        for times in 1..=most + 1 {
            let at_least = Query::AtLeast {
                times: u32::try_from(times).unwrap(),
                scope: scope.clone(),
                pattern: pattern.clone(),
            };
            let found: BTreeSet<_> = self.ask(&at_least).hits.iter().map(|hit| hit.id).collect();
            let expected = self.documents.iter().filter(|document| spans(document) >= times);
            let expected: BTreeSet<_> = expected.map(Document::id).collect();
            prop_assert_eq!(&found, &expected, "{:?}", at_least);
        }
        Ok(())
    }

    /// The words that are marked are those from the first to the last word of each span; and where
    /// people are asked for by name, those that name them.
    fn check_marks(
        &self,
        query: &Query,
        scope: &Scope,
        pattern: &Pattern,
    ) -> Result<(), TestCaseError> {
        let resolved = self.engine.resolve(query, &english()).unwrap().query;
        let marker = Marker::of(&resolved, &|_| 1.0);
        for field in [Field::Headline, Field::Body] {
            let fields = twin::fields_of(scope);
            let ranges = if fields.contains(&field) {
                twin::ranges
            } else if fields.contains(&Field::Person) {
                twin::mentioned
            } else {
                continue;
            };
            for document in &self.documents {
                let spans = ranges(field, pattern, document);
                for (text, spans) in document.texts(field).zip(&spans) {
                    let marks = marker.marked(field, text, &mentions_in(document, field)).marks;
                    let (found, expected) = (letters_in(text, &marks), letters_in(text, spans));
                    prop_assert_eq!(found, expected, "{:?} {:?}", query, text);
                }
            }
        }
        Ok(())
    }
}

/// The places of the letters and digits that lie in one of the ranges.
fn letters_in(text: &str, ranges: &[Range<usize>]) -> BTreeSet<usize> {
    let letters = text.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| at);
    letters.filter(|at| ranges.iter().any(|range| range.contains(at))).collect()
}

/// The forms that the twin knows are English.
fn english() -> Terms {
    Terms { languages: vec!["en".to_owned()], ..Terms::default() }
}

fn any_of(words: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    select(words.to_vec()).prop_map(str::to_owned)
}

fn any_printed_word() -> impl Strategy<Value = String> {
    let often = ["rate", "Rates", "rated", "rise", "Rising", "the", "Strike", "café"];
    let seldom = [
        "RATING",
        "RISE",
        "The",
        "Cafe",
        "U.S.",
        "US",
        "O'Neill",
        "O’Neill",
        "well-being",
        "$5",
        "5",
        "3.5",
        "2024",
        "June",
        "Monday",
        "東京都",
        "京都",
        "AT&T",
        "“rate”",
        "Łódź",
    ];
    prop_oneof![4 => any_of(&often), 1 => any_of(&seldom)]
}

/// Up to so many words, in sentences and paragraphs.
fn any_text(most: usize) -> impl Strategy<Value = String> {
    let behind = prop_oneof![12 => Just(" "), 2 => Just(", "), 2 => Just(". "), 1 => Just("\n\n")];
    prop::collection::vec((any_printed_word(), behind), 0..=most).prop_map(|words| {
        let text: String =
            words.into_iter().flat_map(|(word, behind)| [word, behind.into()]).collect();
        text.trim_end().to_owned()
    })
}

fn any_names() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(any_name(), 0..3)
}

fn any_name() -> impl Strategy<Value = String> {
    any_of(&["Ann Rise", "José Rate", "Ann-Marie Strike", "Bo O'Neill", "Rising Łódź"])
}

/// Where somebody is named: in the headline or not, at which word, in how many words.
type Placed = (bool, usize, usize);

fn any_places() -> impl Strategy<Value = Vec<Placed>> {
    prop::collection::vec((any::<bool>(), 0..12_usize, 1..3_usize), 0..3)
}

/// Makes mentions of the places that are there and not yet taken by another: no two people are named
/// by one word.
fn mentions(
    places: &[Placed],
    headline: &str,
    body: &str,
    taken: &mut BTreeSet<(bool, usize)>,
) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (in_headline, first, count) in places {
        let words: Vec<_> = text::tokens(if *in_headline { headline } else { body }).collect();
        let here = *first..first + count;
        let is_free = here.clone().all(|at| !taken.contains(&(*in_headline, at)));
        if here.end <= words.len() && is_free {
            taken.extend(here.clone().map(|at| (*in_headline, at)));
            let range = words[here.start].word.start..words[here.end - 1].word.end;
            mentions.push(Mention { in_headline: *in_headline, range });
        }
    }
    mentions.sort_by_key(|mention| (!mention.in_headline, mention.range.start));
    mentions
}

fn any_date() -> impl Strategy<Value = Published> {
    let dates = ["1665-09-02", "2023", "2024-03", "2024-03-05", "2024-03-31", "2024", "2024-06"];
    select(dates.to_vec()).prop_map(|date| date.parse().unwrap())
}

fn any_section() -> impl Strategy<Value = String> {
    any_of(&["World", "Café & Rates", "Rising", "The Rates"])
}

fn any_articles() -> impl Strategy<Value = Articles> {
    let one = (
        any_of(&["a/x", "a/b/y", "c/z", "a/b/c/x"]),
        any_text(5).prop_map(|headline| headline.replace("\n\n", " ")),
        any_text(14),
        (any_names(), prop::collection::vec((any_name(), any_places()), 0..3)),
        prop::option::of(any_date()),
        prop::option::of(any_section()),
    );
    prop::collection::vec(one, 3..9).prop_map(|articles| {
        let mut documents = Vec::new();
        for (part, (file, headline, body, names, published, section)) in (0..).zip(articles) {
            let named = |name: &String| Name::new(name).unwrap();
            let author = |name| Author { name: named(name), role: None };
            let (authors, people) = names;
            let byline = Byline { authors: authors.iter().map(author).collect(), agency: None };
            let source = Source { file, part: Some(part) };
            let mut taken = BTreeSet::new();
            let people: Vec<Person> = people
                .iter()
                .map(|(name, places)| {
                    let mentions = mentions(places, &headline, &body, &mut taken);
                    Person { name: named(name), mentions, given: false }
                })
                .collect();
            let article = Article {
                source,
                headline,
                byline,
                published,
                section,
                body,
                ..Article::default()
            };
            documents.push(Document::of(&article, &people));
        }
        Articles(documents)
    })
}

fn any_leaf() -> impl Strategy<Value = Leaf> {
    let words = ["rate", "rates", "rated", "rise", "rising", "the", "strike", "cafe"];
    let rare = ["us", "oneill", "well", "5", "3.5", "2024", "june", "東京", "at&t", "x"];
    let word = || prop_oneof![6 => any_of(&words), 1 => any_of(&rare)];
    let wildcards = ["ra*", "*ing", "r?se", "*", "?", "ris*", "*a*e*", "東*", "*5*", "x*", "r**e"];
    let regexes = ["ra.*", "ri(se|sing)", "[0-9.]+", ".*ing", "..", "(st)?r.*e", "東.", "x+"];
    let fuzzy = ["rate", "raet", "ris", "risign", "strik", "us", "srtike", "cafe"];
    let folded = prop_oneof![
        6 => word().prop_map(Wanted::Forms),
        4 => word().prop_map(Wanted::Word),
        2 => any_of(&wildcards).prop_map(Wanted::Wildcard),
        1 => any_of(&regexes).prop_map(Wanted::Regex),
        1 => (any_of(&fuzzy), 1_u8..=2).prop_map(|(word, edits)| Wanted::Fuzzy { word, edits }),
    ];
    let printed = any_of(&["rate", "Rates", "RISE", "café", "Cafe", "U.S.", "US", "The", "東京"]);
    let exact = prop_oneof![
        2 => printed.prop_map(Wanted::Printed),
        1 => select(vec![Class::Number, Class::Money, Class::Date]).prop_map(Wanted::Class),
        1 => Just(Wanted::Class(Class::Person)),
        1 => any_of(&["rate", "ann", "jose rate", "ann marie", "ann rise", "bo"])
            .prop_map(Wanted::Person),
        1 => any_of(&["ann rise", "jose rate", "ann", "bo oneill"]).prop_map(Wanted::FullName),
    ];
    let case = prop_oneof![
        4 => Just(Case::Any),
        1 => select(vec![Case::Capital, Case::AllCapitals, Case::NoCapitals]),
    ];
    prop_oneof![
        5 => (folded, case).prop_map(|(wanted, case)| Leaf { wanted, case }),
        1 => exact.prop_map(|wanted| Leaf { wanted, case: Case::Any }),
    ]
}

fn any_unit() -> impl Strategy<Value = Unit> {
    select(vec![Unit::Sentence, Unit::Paragraph])
}

fn any_reach() -> impl Strategy<Value = Reach> {
    prop_oneof![3 => (0_u32..9).prop_map(Reach::Words), 1 => any_unit().prop_map(Reach::Same)]
}

fn any_slack() -> impl Strategy<Value = Slack> {
    prop_oneof![
        2 => Just(Slack::None),
        1 => (0_u32..5).prop_map(Slack::Moves),
        1 => (0_u32..4).prop_map(Slack::Gaps),
        1 => (0_u32..4).prop_map(Slack::AnyOrder),
    ]
}

fn any_pattern() -> impl Strategy<Value = Pattern> {
    let phrase = (prop::collection::vec(any_leaf(), 1..4), any_slack())
        .prop_map(|(words, slack)| Pattern::Phrase { words, slack });
    let least = prop_oneof![3 => any_leaf().prop_map(Pattern::Word), 2 => phrase].boxed();
    let deeper = least.clone().prop_recursive(3, 8, 3, |inner| {
        let two = || (inner.clone(), inner.clone(), any_reach(), any::<bool>());
        prop_oneof![
            3 => two().prop_map(|(left, right, reach, ordered)| Pattern::Near {
                left: left.into(),
                right: right.into(),
                reach,
                ordered,
            }),
            1 => two().prop_map(|(keep, far, reach, ordered)| Pattern::NotNear {
                keep: keep.into(),
                far: far.into(),
                reach,
                ordered,
            }),
            1 => prop::collection::vec(inner.clone(), 1..4).prop_map(Pattern::AnyOf),
            1 => (inner.clone(), any_unit())
                .prop_map(|(pattern, unit)| Pattern::Inside { pattern: pattern.into(), unit }),
            1 => (inner, 0_u32..6)
                .prop_map(|(pattern, words)| Pattern::First { words, pattern: pattern.into() }),
        ]
    });
    prop_oneof![1 => least, 3 => deeper]
}

fn any_scope() -> impl Strategy<Value = Scope> {
    let scopes = [
        vec![Field::Headline],
        vec![Field::Body],
        vec![Field::Lead],
        vec![Field::Headline, Field::Lead],
        vec![Field::Author],
        vec![Field::Person],
        vec![Field::Author, Field::Person],
        vec![Field::Section],
    ];
    prop_oneof![2 => Just(Scope::Searched), 1 => select(scopes.to_vec()).prop_map(Scope::Fields)]
}

fn any_range() -> impl Strategy<Value = Query> {
    let dates = any_date().prop_map(Value::Date);
    let numbers = (0_u64..20).prop_map(Value::Number);
    let either = |field, value: BoxedStrategy<Value>| {
        (prop::option::of(value.clone()), prop::option::of(value))
            .prop_filter("one bound at least", |(from, to)| from.is_some() || to.is_some())
            .prop_map(move |(from, to)| Query::Range { field, from, to })
    };
    prop_oneof![
        2 => either(Field::Published, dates.boxed()),
        1 => either(Field::Words, numbers.boxed()),
    ]
}

fn any_value() -> impl Strategy<Value = Query> {
    let sections = any_of(&["world", "CAFE & rates", "the rates", "rates", "Rising"]);
    let authors = any_of(&["ann rise", "Jose RATE", "Ann", "Bo O’Neill", "ann marie strike"]);
    prop_oneof![
        sections.prop_map(|value| Query::Value { field: Field::Section, value }),
        authors.prop_map(|value| Query::Value { field: Field::Author, value }),
    ]
}

fn any_query() -> impl Strategy<Value = Query> {
    let find = || (any_scope(), any_pattern());
    let one = find().prop_map(|(scope, pattern)| Query::Find { scope, pattern });
    let has = [Field::Headline, Field::Author, Field::Person, Field::Published, Field::Section];
    let paths = ["a", "a/", "a/x", "a/*", "**/y", "?/x", "b", "a/**", "**/b", "a/**/x", "A"];
    let least = prop_oneof![
        12 => find().prop_map(|(scope, pattern)| Query::Find { scope, pattern }),
        2 => (1_u32..4, find())
            .prop_map(|(times, (scope, pattern))| Query::AtLeast { times, scope, pattern }),
        2 => any_range(),
        1 => any_value(),
        1 => select(has.to_vec()).prop_map(Query::Has),
        1 => any_of(&paths).prop_map(Query::Path),
        1 => Just(Query::All),
    ];
    let several = least.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 1..4).prop_map(Query::Every),
            2 => prop::collection::vec(inner.clone(), 0..4).prop_map(Query::Any),
            2 => (inner.clone(), inner.clone())
                .prop_map(|(keep, drop)| Query::Without { keep: keep.into(), drop: drop.into() }),
            1 => (inner, select(vec![0.5_f32, 3.0]))
                .prop_map(|(query, by)| Query::Boost { query: query.into(), by }),
        ]
    });
    prop_oneof![1 => one, 1 => several]
}

/// A word that stands for one term or its forms, however it is printed.
fn any_plain_leaf() -> impl Strategy<Value = Leaf> {
    let words = ["rate", "rates", "rise", "rising", "the", "strike", "us", "東京", "5"];
    let wanted = prop_oneof![
        2 => any_of(&words).prop_map(Wanted::Forms),
        1 => any_of(&words).prop_map(Wanted::Word),
    ];
    wanted.prop_map(|wanted| Leaf { wanted, case: Case::Any })
}

/// Words in a row or near each other: what a server can decide by itself.
fn any_plain_pattern() -> impl Strategy<Value = Pattern> {
    let phrase = |slack: BoxedStrategy<Slack>| {
        (prop::collection::vec(any_plain_leaf(), 1..4), slack)
            .prop_map(|(words, slack)| Pattern::Phrase { words, slack })
    };
    let word = || any_plain_leaf().prop_map(Pattern::Word);
    let side = prop_oneof![
        4 => word(),
        2 => phrase(Just(Slack::None).boxed()),
        1 => prop::collection::vec(word(), 1..3).prop_map(Pattern::AnyOf),
    ];
    let side = side.boxed();
    prop_oneof![
        1 => phrase(any_slack().boxed()),
        2 => (side.clone(), side, 0_u32..6, any::<bool>()).prop_map(
            |(left, right, words, ordered)| Pattern::Near {
                left: left.into(),
                right: right.into(),
                reach: Reach::Words(words),
                ordered,
            },
        ),
    ]
}

fn any_plain_query() -> impl Strategy<Value = Query> {
    (any_scope(), any_plain_pattern()).prop_map(|(scope, pattern)| Query::Find { scope, pattern })
}

/// How many archives are tried.
pub(crate) fn archives() -> u32 {
    let pairs = std::env::var("BYLINE_CASES").map_or(256_usize, |pairs| pairs.parse().unwrap());
    u32::try_from(pairs.div_ceil(QUESTIONS)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: archives(),
        max_shrink_iters: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn words_near_each_other_are_found_where_reading_every_article_finds_them(
        articles in any_articles(),
        queries in prop::collection::vec(any_plain_query(), QUESTIONS),
    ) {
        for kind in kinds() {
            let archive = Archive::of(&kind, articles.0.clone());
            for query in &queries {
                archive.check_found(query)?;
            }
        }
    }

    #[test]
    fn a_question_finds_what_reading_every_article_finds(
        articles in any_articles(),
        queries in prop::collection::vec(any_query(), QUESTIONS),
    ) {
        for kind in kinds() {
            let archive = Archive::of(&kind, articles.0.clone());
            for query in &queries {
                if kind.can_ask(query) {
                    archive.check(query)?;
                } else {
                    archive.check_refused(query)?;
                }
            }
        }
    }
}
