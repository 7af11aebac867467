//! Who is who: what the archive tells, corrected by `people.toml`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::people::Canon;
use crate::text;

use super::edits::Edits;
use super::joins::{Claim, Evidence, Joins};

/// Who is who. Names are compared by their folded words ([`text::key`](crate::text::key)); a name
/// that is not in here is a person of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// Everybody who has several names, or of whom `people.toml` speaks.
    pub(super) persons: Vec<Person>,
    /// The names that are somebody's only on some days.
    pub(super) short: Vec<ShortName>,
    /// The names that `people.toml` keeps apart, by their folded words.
    pub(super) apart: BTreeSet<String>,
    /// What each name is.
    roles: BTreeMap<String, Role>,
}

/// Somebody with several names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name that is shown.
    pub name: String,
    /// The names that are always this person's.
    pub names: Vec<KnownName>,
    /// Further names to ask by, folded.
    pub aliases: Vec<String>,
    /// Whether `people.toml` says that this is nobody.
    pub is_nobody: bool,
}

/// One of the names of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownName {
    /// As it is shown.
    pub name: String,
    /// Its folded words.
    pub(super) key: String,
    /// Why it is this person's.
    pub why: Why,
}

/// Why a name is somebody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is the name that is shown.
    Shown,
    /// It is this one with a middle initial more or less.
    Initials(String),
    /// It is this one in another transliteration.
    Spelling(String),
    /// `people.toml` says so.
    Edited,
}

/// A surname that is somebody's on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortName {
    /// Its spellings.
    pub(super) names: Vec<KeyedName>,
    /// Whose it is when, sorted, disjoint.
    pub(super) spans: Vec<Span>,
}

/// Some days on which a short name is somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first, as the number of days from 1970-01-01.
    pub first: i64,
    /// The last.
    pub last: i64,
    /// Whose: a place in [`Roster::persons`].
    pub person: usize,
    /// The evidence of the day that has least.
    pub evidence: Evidence,
}

/// A name and its folded words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeyedName {
    pub(super) name: String,
    pub(super) key: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Always(usize),
    Short(usize),
    Nobody,
}

/// Whom a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// A person of that name alone.
    Itself,
    /// One of the persons of the roster.
    Person(usize),
    /// Nobody, as `people.toml` says.
    Nobody,
}

/// What a name may mean, before it is known when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning<'r> {
    /// The same at all times.
    Always(Identity),
    /// A person of that name alone, but on these days, sorted and disjoint, one of these persons.
    On(&'r [Span], &'r [Person]),
}

impl Meaning<'_> {
    /// Returns whom the name means in an article that was published between these days; `None` if
    /// it is not known when.
    pub fn at(self, days: Option<(i64, i64)>) -> Identity {
        match (self, days) {
            (Meaning::Always(identity), _) => identity,
            (Meaning::On(..), None) => Identity::Itself,
            (Meaning::On(spans, persons), Some((first, last))) => {
                let before = spans.partition_point(|span| span.first <= first);
                let span = before.checked_sub(1).map(|at| spans[at]);
                match span.filter(|span| last <= span.last) {
                    None => Identity::Itself,
                    Some(span) if persons[span.person].is_nobody => Identity::Nobody,
                    Some(span) => Identity::Person(span.person),
                }
            }
        }
    }
}

impl Roster {
    /// Corrects what the archive tells by what `people.toml` says.
    pub fn new(joins: &Joins, edits: &Edits) -> Self {
        let mut unions = Unions::default();
        let targets = unions.join_all(joins, edits);
        let mut roster = Roster { apart: edits.apart.clone(), ..Roster::default() };
        let places = unions.persons(edits, &mut roster.persons);
        for (number, person) in roster.persons.iter().enumerate() {
            for name in &person.names {
                let role = if person.is_nobody { Role::Nobody } else { Role::Always(number) };
                roster.roles.insert(name.key.clone(), role);
            }
        }
        for short in &joins.short {
            let names = short.forms.iter().map(|form| {
                let (name, key) = (form.name.clone(), text::key(&form.name));
                KeyedName { name, key }
            });
            // What people.toml says of a name holds on all days.
            let is_free =
                |key: &String| !roster.roles.contains_key(key) && !edits.apart.contains(key);
            let names: Vec<KeyedName> = names.filter(|name| is_free(&name.key)).collect();
            let spans = short.claims.iter().filter_map(|claim| {
                let Claim { first, last, persons, evidence } = claim;
                let mut persons =
                    persons.iter().map(|person| Some(places[unions.root(targets[*person]?)]));
                let person = persons.next()??;
                let is_one = persons.all(|other| other == Some(person));
                let (first, last, evidence) = (*first, *last, *evidence);
                is_one.then_some(Span { first, last, person, evidence })
            });
            let short = ShortName { spans: spans.collect(), names };
            if short.names.is_empty() || short.spans.is_empty() {
                continue;
            }
            for name in &short.names {
                roster.roles.insert(name.key.clone(), Role::Short(roster.short.len()));
            }
            roster.short.push(short);
        }
        roster
    }

    /// Returns whether every name is a person of its own.
    pub fn is_empty(&self) -> bool {
        self.persons.is_empty()
    }

    /// Returns the persons who have several names, or of whom `people.toml` speaks.
    pub fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// Returns what a name means, by its folded words.
    pub fn meaning(&self, key: &str) -> Meaning<'_> {
        self.roles.get(key).map_or(Meaning::Always(Identity::Itself), |role| self.of(*role))
    }

    /// Returns every name that may mean somebody else than a person of that name alone, by its
    /// folded words, sorted.
    pub fn meanings(&self) -> impl Iterator<Item = (&str, Meaning<'_>)> {
        self.roles.iter().map(|(key, role)| (key.as_str(), self.of(*role)))
    }

    fn of(&self, role: Role) -> Meaning<'_> {
        match role {
            Role::Always(person) => Meaning::Always(Identity::Person(person)),
            Role::Nobody => Meaning::Always(Identity::Nobody),
            Role::Short(short) => Meaning::On(&self.short[short].spans, &self.persons),
        }
    }
}

/// Names, put together step by step.
#[derive(Default)]
struct Unions {
    nodes: Vec<Node>,
    by_key: HashMap<String, usize>,
}

struct Node {
    name: String,
    key: String,
    parent: usize,
    is_edited: bool,
}

impl Unions {
    fn node(&mut self, name: &str) -> usize {
        let key = text::key(name);
        if let Some(node) = self.by_key.get(&key) {
            return *node;
        }
        let node = self.nodes.len();
        self.by_key.insert(key.clone(), node);
        self.nodes.push(Node { name: name.to_owned(), key, parent: node, is_edited: false });
        node
    }

    fn root(&self, mut node: usize) -> usize {
        while self.nodes[node].parent != node {
            node = self.nodes[node].parent;
        }
        node
    }

    /// The first that was known stands for both.
    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.nodes[one.max(other)].parent = one.min(other);
    }

    /// Joins what is one. Returns for each person of `joins` a name that stands for it; `None` for
    /// one that nothing is to be joined to.
    fn join_all(&mut self, joins: &Joins, edits: &Edits) -> Vec<Option<usize>> {
        let mut targets = Vec::with_capacity(joins.persons.len());
        for person in &joins.persons {
            let is_apart = |name: &str| edits.apart.contains(&text::key(name));
            let mut target = None;
            for form in person.iter().filter(|form| !is_apart(&form.name)) {
                let node = self.node(&form.name);
                self.unite(*target.get_or_insert(node), node);
            }
            targets.push(target);
        }
        for link in edits.joined.values().chain(edits.shown.values()) {
            let (from, to) = (self.node(&link.from), self.node(&link.to));
            self.nodes[from].is_edited = true;
            self.unite(from, to);
        }
        for name in edits.ignored.iter().chain(edits.aliases.values().map(|alias| &alias.to)) {
            self.node(name);
        }
        targets
    }

    /// Makes the persons. Returns for each root its place among them.
    fn persons(&self, edits: &Edits, persons: &mut Vec<Person>) -> Vec<usize> {
        let mut places = vec![usize::MAX; self.nodes.len()];
        let mut members: Vec<Vec<usize>> = Vec::new();
        for node in 0..self.nodes.len() {
            let root = self.root(node);
            if places[root] == usize::MAX {
                places[root] = members.len();
                members.push(Vec::new());
            }
            members[places[root]].push(node);
        }
        persons.extend(members.iter().map(|members| self.person(members, edits)));
        for (alias, link) in &edits.aliases {
            if let Some(node) = self.by_key.get(&text::key(&link.to)) {
                persons[places[self.root(*node)]].aliases.push(alias.clone());
            }
        }
        places
    }

    fn person(&self, members: &[usize], edits: &Edits) -> Person {
        let nodes = || members.iter().map(|node| &self.nodes[*node]);
        let renamed = nodes().find_map(|node| edits.shown.get(&node.key)).map(|link| &link.to);
        let merged = || {
            let key = nodes().find(|node| edits.joined.contains_key(&node.key))?.key.as_str();
            let root = edits.root(key);
            edits.joined.values().map(|link| &link.to).find(|to| text::key(to) == root)
        };
        let name = renamed.or_else(merged).unwrap_or(&self.nodes[members[0]].name);
        let names = nodes().map(|node| KnownName {
            name: node.name.clone(),
            key: node.key.clone(),
            why: self.why(node, name, members),
        });
        Person {
            name: name.clone(),
            names: names.collect(),
            aliases: Vec::new(),
            is_nobody: nodes().any(|node| edits.ignored.contains(&node.key)),
        }
    }

    /// Says why a name is that of the person who is shown as `shown`.
    fn why(&self, node: &Node, shown: &str, members: &[usize]) -> Why {
        if node.key == text::key(shown) {
            return Why::Shown;
        }
        if node.is_edited {
            return Why::Edited;
        }
        let canon = Canon::of(&node.name);
        let others = members.iter().map(|other| self.nodes[*other].name.as_str());
        let others = std::iter::once(shown).chain(others).filter(|other| **other != *node.name);
        let like = others.map(|name| (name, Canon::of(name))).find(|(_, o)| o.key == canon.key);
        match like {
            Some((name, other)) if other.initials != canon.initials => {
                Why::Initials(name.to_owned())
            }
            Some((name, _)) => Why::Spelling(name.to_owned()),
            None => Why::Edited,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Identity, Roster};
    use crate::roster::{Claim, Edits, Evidence, Form, Joins, Short};
    use crate::text;

    fn form(name: &str) -> Form {
        Form { name: name.to_owned(), articles: 1 }
    }

    /// "Baker" is Jane's from day 10 to 20 and Tom's from 30 to 40, and behind that one of both;
    /// Jane has two names.
    fn joins() -> Joins {
        let claim = |first, last, persons: &[usize]| Claim {
            first,
            last,
            persons: persons.to_vec(),
            evidence: Evidence { named: 1, of: 1 },
        };
        Joins {
            persons: vec![vec![form("Jane Baker"), form("Jane Q. Baker")], vec![form("Tom Baker")]],
            short: vec![Short {
                forms: vec![form("Baker")],
                claims: vec![claim(10, 20, &[0]), claim(30, 40, &[1]), claim(50, 60, &[0, 1])],
            }],
        }
    }

    /// Expects to whom each `name@day`, or name without a day, belongs.
    #[track_caller]
    fn check(edits: &str, expected: &[(&str, &str)]) {
        let roster = Roster::new(&joins(), &Edits::read(edits).unwrap());
        for (asked, expected) in expected {
            let (name, day) = asked.split_once('@').unwrap_or((asked, ""));
            let days = day.parse().ok().map(|day: i64| (day, day));
            let found = match roster.meaning(&text::key(name)).at(days) {
                Identity::Itself => "itself",
                Identity::Nobody => "nobody",
                Identity::Person(person) => &roster.persons[person].name,
            };
            assert_eq!(found, *expected, "{asked}");
        }
    }

    #[test]
    fn a_short_name_is_somebodys_on_some_days() {
        let at = [
            ("JANE Q BAKER", "Jane Baker"),
            ("Baker@9", "itself"),
            ("Baker@10", "Jane Baker"),
            ("Baker@20", "Jane Baker"),
            ("Baker@25", "itself"),
            ("Baker@40", "Tom Baker"),
            ("Baker@55", "itself"),
            ("Baker", "itself"),
            ("Jean Baker", "itself"),
        ];
        check("", &at);
        let roster = Roster::new(&joins(), &Edits::default());
        // A month that lies on both sides of the border belongs to nobody.
        assert_eq!(roster.meaning("baker").at(Some((15, 35))), Identity::Itself);
        assert_eq!(roster.meaning("baker").at(Some((30, 40))), Identity::Person(1));
    }

    #[test]
    fn people_toml_joins_and_shows() {
        check(
            "[merge]\n'Jenny Baker' = ['Jane Baker']\n",
            &[
                ("Jane Q. Baker", "Jenny Baker"),
                ("jenny baker", "Jenny Baker"),
                ("Baker@15", "Jenny Baker"),
            ],
        );
        check(
            "[rename]\n'Jane Q. Baker' = 'Dame Jane Baker'\n[merge]\n'Jane Baker' = ['J. B.']\n",
            &[("J B", "Dame Jane Baker"), ("dame jane baker", "Dame Jane Baker")],
        );
        check("[merge]\n'Tom Baker' = ['Baker']\n", &[("Baker@15", "Tom Baker")]);
        check("[merge]\n'Tom Baker' = ['Jane Baker']\n", &[("Baker@55", "Tom Baker")]);
    }

    #[test]
    fn people_toml_parts_and_ignores() {
        check("split = ['Baker']", &[("Baker@15", "itself"), ("Jane Q. Baker", "Jane Baker")]);
        check("split = ['Jane Baker']", &[("Jane Baker", "itself"), ("Baker@15", "Jane Q. Baker")]);
        check("split = ['Tom Baker']", &[("Baker@35", "itself"), ("Baker@15", "Jane Baker")]);
        check("ignore = ['Baker']", &[("Baker@15", "nobody"), ("Baker", "nobody")]);
        check(
            "ignore = ['Jane Q. Baker']",
            &[("Jane Baker", "nobody"), ("Baker@15", "nobody"), ("Baker@35", "Tom Baker")],
        );
    }
}
