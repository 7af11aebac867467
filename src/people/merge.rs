//! Joins the mentions of one article that are one person. Never joins across articles.
//!
//! Full names come first; then initials, surnames and given names join the person they fit best,
//! of several the one mentioned last before. Two people with one surname stay two.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::form::{Fit, Form};
use super::{Mention, Person};
use crate::article::Name;

/// A name where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'t> {
    /// As printed, without titles.
    pub(super) name: &'t str,
    /// Its first byte in its text.
    pub(super) start: usize,
    /// Whether its text is the headline; else it is the body.
    pub(super) in_headline: bool,
}

/// A person while mentions are joined.
#[derive(Debug, Default)]
struct Cluster {
    /// The distinct forms.
    forms: Vec<Form>,
    /// Numbers of the mentions.
    mentions: BTreeSet<usize>,
}

/// Joins `named`, the mentions of an article in their order, to persons in the order of first
/// mention. No two share a [`Name::key`].
pub(super) fn merge(named: &[Named<'_>]) -> Vec<Person> {
    let forms: Vec<Option<Form>> = named.iter().map(|named| Form::read(named.name)).collect();
    let mut order = Vec::new();
    for (mention, form) in forms.iter().enumerate() {
        let Some(form) = form else { continue };
        // Only full names gain from the longest coming first; others need the order of the text.
        let fullness = if form.rank() == 0 { form.fullness() } else { (0, 0) };
        order.push((form.rank(), Reverse(fullness), mention));
    }
    order.sort_unstable();

    let mut clusters = Clusters::default();
    for (_, _, mention) in order {
        if let Some(form) = &forms[mention] {
            clusters.add(mention, form);
        }
    }
    persons(clusters.list, named, &forms)
}

/// The persons found so far.
#[derive(Debug, Default)]
struct Clusters {
    list: Vec<Cluster>,
    /// The clusters that have a form with that key, none twice in a row.
    by_key: HashMap<String, Vec<usize>>,
}

impl Clusters {
    fn add(&mut self, mention: usize, form: &Form) {
        let number = self.best(mention, form).unwrap_or(self.list.len());
        if number == self.list.len() {
            self.list.push(Cluster::default());
        }
        let cluster = &mut self.list[number];
        cluster.mentions.insert(mention);
        if cluster.forms.contains(form) {
            return;
        }
        cluster.forms.push(form.clone());
        for key in form.keys() {
            let clusters = self.by_key.entry(key.to_owned()).or_default();
            if !clusters.contains(&number) {
                clusters.push(number);
            }
        }
    }

    fn best(&self, mention: usize, form: &Form) -> Option<usize> {
        let mut best: Option<((Fit, Recency), usize)> = None;
        for number in form.keys().filter_map(|key| self.by_key.get(key)).flatten() {
            let cluster = &self.list[*number];
            let fit = cluster.forms.iter().filter_map(|known| form.fit(known)).max();
            let Some(fit) = fit else { continue };
            let rank = (fit, recency(&cluster.mentions, mention));
            if best.is_none_or(|(known, _)| rank > known) {
                best = Some((rank, *number));
            }
        }
        best.map(|(_, number)| number)
    }
}

/// How near a person is named: the mention before, the later the nearer; else the first behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Recency {
    Behind(Reverse<usize>),
    Before(usize),
}

fn recency(mentions: &BTreeSet<usize>, mention: usize) -> Recency {
    let before = mentions.range(..mention).next_back();
    let behind = || mentions.range(mention..).next().copied().unwrap_or(usize::MAX);
    before.map_or_else(|| Recency::Behind(Reverse(behind())), |at| Recency::Before(*at))
}

fn persons(mut clusters: Vec<Cluster>, named: &[Named<'_>], forms: &[Option<Form>]) -> Vec<Person> {
    clusters.sort_by_key(|cluster| cluster.mentions.first().copied());
    let mut persons: Vec<Person> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for cluster in clusters {
        let Some(name) = Name::new(fullest(&cluster, named, forms)) else { continue };
        let mentions = cluster.mentions.iter().map(|mention| place(&named[*mention]));
        if let Some(known) = by_key.get(name.key()) {
            let person: &mut Person = &mut persons[*known];
            person.mentions.extend(mentions);
            person.mentions.sort_by_key(|mention| (!mention.in_headline, mention.range.start));
        } else {
            by_key.insert(name.key().to_owned(), persons.len());
            persons.push(Person { name, mentions: mentions.collect(), given: false });
        }
    }
    persons
}

fn place(named: &Named<'_>) -> Mention {
    let range = named.start..named.start + named.name.len();
    Mention { in_headline: named.in_headline, range }
}

/// Returns the form to be shown: the fullest, of equals the most frequent, then the first.
fn fullest<'t>(cluster: &Cluster, named: &[Named<'t>], forms: &[Option<Form>]) -> &'t str {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for mention in &cluster.mentions {
        *counts.entry(named[*mention].name).or_default() += 1;
    }
    let rank = |mention: &&usize| {
        let name = named[**mention].name;
        let shouted = !name.chars().any(char::is_lowercase);
        let fullness = forms[**mention].as_ref().map_or((0, 0), Form::fullness);
        (!shouted, fullness, counts[name], Reverse(**mention))
    };
    cluster.mentions.iter().max_by_key(rank).map_or("", |mention| named[*mention].name)
}

#[cfg(test)]
mod tests {
    use super::{Named, merge};

    #[track_caller]
    fn check(names: &[&str], expected: &str) {
        let mentions: Vec<Named<'_>> =
            names.iter().map(|name| Named { name, start: 0, in_headline: false }).collect();
        let merged: Vec<String> = merge(&mentions)
            .iter()
            .map(|person| format!("{} {}", person.name.display(), person.mentions.len()))
            .collect();
        assert_eq!(merged.join(", "), expected);
    }

    #[test]
    fn the_short_forms_of_a_name_join_the_full_one() {
        check(&["Jane Doe", "Doe", "Jane", "J. Doe"], "Jane Doe 4");
        check(&["Omar al-Kindi", "Kindi", "al-Kindi", "O. al-Kindi"], "Omar al-Kindi 4");
        check(&["Ada van der Moss", "van der Moss", "Moss"], "Ada van der Moss 3");
    }

    #[test]
    fn a_short_form_before_the_full_one_joins_it() {
        check(&["Doe", "Jane Doe"], "Jane Doe 2");
    }

    #[test]
    fn two_people_with_one_surname_stay_two() {
        check(&["Jane Doe", "John Doe", "Doe", "Jane Doe", "Doe"], "Jane Doe 3, John Doe 2");
        check(&["Paul Doe", "Paula Doe"], "Paul Doe 1, Paula Doe 1");
    }

    #[test]
    fn a_surname_alone_is_a_person_of_its_own() {
        check(&["Doe", "Roe", "Doe"], "Doe 2, Roe 1");
    }

    #[test]
    fn the_fullest_form_is_shown() {
        check(&["Jane Doe", "Jane Mary Doe", "Jane Doe"], "Jane Mary Doe 3");
        check(&["JANE DOE", "Jane Doe"], "Jane Doe 2");
        check(&["Moss", "J. K. Moss", "Moss"], "J. K. Moss 3");
    }
}
