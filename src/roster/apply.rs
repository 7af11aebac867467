//! Puts what is known of people into a question: whoever asks for somebody finds them by all of
//! their names. Pure, so that every engine gets the same question.

use crate::article::{Published, day_of_number};
use crate::query::{Case, Leaf, Pattern, Query, Scope, Slack, Wanted};
use crate::schema::{Field, Value};
use crate::text;

use super::identities::{Identity, KeyedName, KnownName, Meaning, Person, Roster, Span};

/// A name that means more people than this is a given name: it finds them as it is written, and not
/// by their other names.
const MOST_MEANT: usize = 100;

/// Of the names in one pattern that are somebody's on some days only, so many are looked for: each
/// doubles the work.
const MOST_SHORT: usize = 4;

impl Roster {
    /// Returns the question that finds people by all of their names, and what it leaves out, each a
    /// sentence.
    ///
    /// * `person:X`, also in `name:X`, finds also the other names of everybody of whom one name has
    ///   the words in a row. So does a person in a pattern: near a word, at least so often, early.
    /// * The value X of [`Field::Person`] is the one person who is shown so, or has that name: it
    ///   finds all names of that person. A short name is only found on days on which it is nobody
    ///   else's. Somebody who is ignored is not found.
    pub fn apply(&self, query: &Query) -> (Query, Vec<String>) {
        if self.is_empty() {
            return (query.clone(), Vec::new());
        }
        let mut applying = Applying { roster: self, notes: Vec::new() };
        let applied = applying.query(query);
        (applied, applying.notes)
    }

    /// Returns the shown names of everybody of the roster of whom one name has these folded words in
    /// a row.
    pub fn names_of(&self, words: &str) -> Vec<&str> {
        self.meant(words).into_iter().map(|person| self.persons[person].name.as_str()).collect()
    }

    /// Returns everybody of whom one name, or a name to ask by, has these folded words in a row;
    /// each once.
    pub(super) fn meant(&self, words: &str) -> Vec<usize> {
        let has = |key: &str| has_in_a_row(key, words);
        let is_called = |person: &Person| {
            person.names.iter().any(|name| has(&name.key))
                || person.aliases.iter().any(|alias| has(alias))
        };
        let persons = self.persons.iter().enumerate();
        let mut meant: Vec<usize> =
            persons.filter(|(_, person)| is_called(person)).map(|(number, _)| number).collect();
        for short in self.short.iter().filter(|short| short.names.iter().any(|name| has(&name.key)))
        {
            meant.extend(short.spans.iter().map(|span| span.person));
        }
        meant.sort_unstable();
        meant.dedup();
        meant.retain(|number| !self.persons[*number].is_nobody);
        meant
    }

    /// Returns whom a name as a whole means that is a person of the roster; `None` for a person of
    /// that name alone. An alias may be the name of somebody else as well, who then is not meant.
    pub(super) fn called(&self, key: &str) -> Option<usize> {
        if let Meaning::Always(Identity::Person(person)) = self.meaning(key) {
            return Some(person);
        }
        self.persons.iter().position(|person| person.aliases.iter().any(|alias| alias == key))
    }

    /// Returns the short names that are one of `persons`' on some days, with these days.
    pub(super) fn short_of(&self, persons: &[usize]) -> Vec<(usize, Vec<Span>)> {
        let owned = |spans: &[Span]| -> Vec<Span> {
            spans.iter().filter(|span| persons.contains(&span.person)).copied().collect()
        };
        let short = self.short.iter().enumerate().map(|(at, short)| (at, owned(&short.spans)));
        short.filter(|(_, spans)| !spans.is_empty()).collect()
    }
}

/// Returns whether a question asks for people, so that it matters who is who.
pub fn asks_for_people(query: &Query) -> bool {
    let is_person = |leaf: &Leaf| matches!(leaf.wanted, Wanted::Person(_));
    match query {
        Query::Find { scope, pattern } | Query::AtLeast { scope, pattern, .. } => {
            let mut is_asked = asked_name(scope, pattern).is_some();
            pattern.each(&mut |leaf| is_asked |= is_person(leaf));
            is_asked
        }
        Query::Value { field, .. } => *field == Field::Person,
        Query::Every(parts) | Query::Any(parts) => parts.iter().any(asks_for_people),
        Query::Without { keep, drop } => asks_for_people(keep) || asks_for_people(drop),
        Query::Boost { query, .. } => asks_for_people(query),
        Query::All
        | Query::Range { .. }
        | Query::Has(_)
        | Query::Path(_)
        | Query::Copies(_)
        | Query::Similar(_) => false,
    }
}

/// Returns whether the words of `key` have those of `words` in a row; both are folded.
pub(super) fn has_in_a_row(key: &str, words: &str) -> bool {
    key.match_indices(words).any(|(at, _)| {
        let (before, behind) = (&key[..at], &key[at + words.len()..]);
        (before.is_empty() || before.ends_with(' '))
            && (behind.is_empty() || behind.starts_with(' '))
    })
}

struct Applying<'r> {
    roster: &'r Roster,
    notes: Vec<String>,
}

/// The names by which somebody who is asked for is found beside the words that were typed.
struct Further<'r> {
    always: Vec<&'r KnownName>,
    short: Vec<OnDays<'r>>,
}

/// Spellings of a short name, and the days on which they count.
struct OnDays<'r> {
    names: Vec<&'r KeyedName>,
    spans: Vec<Span>,
}

impl<'r> Applying<'r> {
    fn query(&mut self, query: &Query) -> Query {
        match query {
            Query::Find { scope, pattern } => match asked_name(scope, pattern) {
                Some(words) => self.named(query, &words),
                None => {
                    self.pattern(pattern, &|pattern| Query::Find { scope: scope.clone(), pattern })
                }
            },
            Query::AtLeast { times, scope, pattern } => self.pattern(pattern, &|pattern| {
                Query::AtLeast { times: *times, scope: scope.clone(), pattern }
            }),
            Query::Value { field: Field::Person, value } => self.value(value),
            Query::Every(parts) => Query::Every(self.queries(parts)),
            Query::Any(parts) => Query::Any(self.queries(parts)),
            Query::Without { keep, drop } => Query::Without {
                keep: Box::new(self.query(keep)),
                drop: Box::new(self.query(drop)),
            },
            Query::Boost { query, by } => {
                Query::Boost { query: Box::new(self.query(query)), by: *by }
            }
            Query::All
            | Query::Range { .. }
            | Query::Value { .. }
            | Query::Has(_)
            | Query::Path(_)
            | Query::Copies(_)
            | Query::Similar(_) => query.clone(),
        }
    }

    fn queries(&mut self, parts: &[Query]) -> Vec<Query> {
        parts.iter().map(|part| self.query(part)).collect()
    }

    /// A name in the list of persons.
    fn named(&mut self, query: &Query, words: &str) -> Query {
        let Further { always, short } = self.further(words);
        let mut parts = vec![query.clone()];
        parts.extend(always.into_iter().map(|name| value(&name.name)));
        parts.extend(short.into_iter().map(|OnDays { names, spans }| {
            let names = names.into_iter().map(|name| value(&name.name));
            Query::Every(vec![any(names.collect()), on(&spans)])
        }));
        any(parts)
    }

    /// A value of the list of persons.
    fn value(&self, name: &str) -> Query {
        let key = text::key(name);
        match (self.roster.called(&key), self.roster.meaning(&key)) {
            (Some(person), _) => self.roster.found_as(person),
            (None, Meaning::Always(Identity::Nobody)) => Query::Any(Vec::new()),
            (None, Meaning::Always(_)) => value(name),
            (None, Meaning::On(spans, _)) => {
                Query::Without { keep: Box::new(value(name)), drop: Box::new(on(spans)) }
            }
        }
    }

    /// Returns by which names everybody is found whose name has the words, beside those that have
    /// them.
    fn further(&mut self, words: &str) -> Further<'r> {
        let roster = self.roster;
        let meant = roster.meant(words);
        if meant.len() > MOST_MEANT {
            self.note(format!(
                "`{words}` is in the names of {} people: each is found by these names only",
                meant.len()
            ));
            return Further { always: Vec::new(), short: Vec::new() };
        }
        let is_further = |key: &str| !has_in_a_row(key, words);
        let names = meant.iter().flat_map(|person| &roster.persons[*person].names);
        let always = names.filter(|name| is_further(&name.key)).collect();
        let short = roster.short_of(&meant).into_iter().map(|(at, spans)| {
            let names = roster.short[at].names.iter().filter(|name| is_further(&name.key));
            OnDays { names: names.collect(), spans }
        });
        Further { always, short: short.filter(|short| !short.names.is_empty()).collect() }
    }

    /// A pattern in which people may be named.
    fn pattern(&mut self, pattern: &Pattern, ask: &dyn Fn(Pattern) -> Query) -> Query {
        let mut asked: Vec<&str> = Vec::new();
        pattern.each(&mut |leaf| {
            if let Wanted::Person(words) = &leaf.wanted
                && !asked.contains(&words.as_str())
            {
                asked.push(words);
            }
        });
        let mut names = Vec::new();
        let mut on_days = Vec::new();
        for words in asked {
            let Further { always, short } = self.further(words);
            names.extend(always.into_iter().map(|name| (words, name.key.as_str())));
            on_days.extend(short.into_iter().map(|short| (words, short)));
        }
        if on_days.len() > MOST_SHORT {
            self.note(format!(
                "of {} names that are somebody's on some days only, {MOST_SHORT} were looked for",
                on_days.len()
            ));
            on_days.truncate(MOST_SHORT);
        }
        by_days(pattern, names, &on_days, ask)
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// Asks for a pattern in which the words of `names` may also be the name beside them: on the days of
/// a short name with it, on others without.
fn by_days(
    pattern: &Pattern,
    names: Vec<(&str, &str)>,
    on_days: &[(&str, OnDays<'_>)],
    ask: &dyn Fn(Pattern) -> Query,
) -> Query {
    let Some(((words, short), rest)) = on_days.split_first() else {
        return ask(with_names(pattern, &names));
    };
    let mut more = names.clone();
    more.extend(short.names.iter().map(|name| (*words, name.key.as_str())));
    let with = Query::Every(vec![by_days(pattern, more, rest, ask), on(&short.spans)]);
    let keep = Box::new(by_days(pattern, names, rest, ask));
    Query::Any(vec![with, Query::Without { keep, drop: Box::new(on(&short.spans)) }])
}

/// Lets each person in a pattern also be called as `names` say.
fn with_names(pattern: &Pattern, names: &[(&str, &str)]) -> Pattern {
    let inner = |pattern: &Pattern| Box::new(with_names(pattern, names));
    match pattern {
        Pattern::Word(Leaf { wanted: Wanted::Person(words), case }) => {
            let others = names.iter().filter(|(asked, _)| asked == words);
            let others = others.map(|(_, name)| {
                let wanted = Wanted::FullName((*name).to_owned());
                Pattern::Word(Leaf { wanted, case: *case })
            });
            let mut ways = vec![pattern.clone()];
            ways.extend(others);
            if ways.len() == 1 { pattern.clone() } else { Pattern::AnyOf(ways) }
        }
        Pattern::Word(_) | Pattern::Phrase { .. } => pattern.clone(),
        Pattern::Near { left, right, reach, ordered } => Pattern::Near {
            left: inner(left),
            right: inner(right),
            reach: *reach,
            ordered: *ordered,
        },
        Pattern::NotNear { keep, far, reach, ordered } => Pattern::NotNear {
            keep: inner(keep),
            far: inner(far),
            reach: *reach,
            ordered: *ordered,
        },
        Pattern::AnyOf(parts) => {
            Pattern::AnyOf(parts.iter().map(|part| with_names(part, names)).collect())
        }
        Pattern::Inside { pattern, unit } => {
            Pattern::Inside { pattern: inner(pattern), unit: *unit }
        }
        Pattern::First { words, pattern } => {
            Pattern::First { words: *words, pattern: inner(pattern) }
        }
    }
}

/// Returns the folded words of a name that is asked for in the list of persons.
fn asked_name(scope: &Scope, pattern: &Pattern) -> Option<String> {
    let Scope::Fields(fields) = scope else { return None };
    // What is asked of the authors as well is asked of people, what is asked of all fields is not.
    let is_of_people = |field: &Field| matches!(field, Field::Person | Field::Author);
    if !fields.contains(&Field::Person) || !fields.iter().all(is_of_people) {
        return None;
    }
    let leaves = match pattern {
        Pattern::Word(leaf) => std::slice::from_ref(leaf),
        Pattern::Phrase { words, slack: Slack::None } => words,
        Pattern::Phrase { .. }
        | Pattern::Near { .. }
        | Pattern::NotNear { .. }
        | Pattern::AnyOf(_)
        | Pattern::Inside { .. }
        | Pattern::First { .. } => return None,
    };
    let word = |leaf: &Leaf| match (&leaf.wanted, leaf.case) {
        (Wanted::Word(word), Case::Any) => Some(word.clone()),
        _ => None,
    };
    Some(leaves.iter().map(word).collect::<Option<Vec<String>>>()?.join(" "))
}

pub(super) fn value(name: &str) -> Query {
    Query::Value { field: Field::Person, value: name.to_owned() }
}

/// One part needs no joining.
pub(super) fn any(mut parts: Vec<Query>) -> Query {
    if parts.len() == 1 { parts.remove(0) } else { Query::Any(parts) }
}

/// Published on one of these days.
pub(super) fn on(spans: &[Span]) -> Query {
    let bound = |number: i64| {
        let day = day_of_number(number)?;
        Published::day(day.year(), day.month(), day.day()).map(Value::Date)
    };
    let range = |span: &Span| {
        let (from, to) = (bound(span.first), bound(span.last));
        Query::Range { field: Field::Published, from, to }
    };
    any(spans.iter().map(range).collect())
}
