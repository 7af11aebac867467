//! Joins the people whom a file lists itself with those whom the text was found to name.

use std::cmp::Reverse;

use super::Person;
use super::form::{Fit, Form};
use super::lexicon::{Kinds, hash_of, kinds};
use crate::article::Name;
use crate::text::fold;

/// Titles that are printed without a full stop as well, and are nobody's name.
const PLAIN_TITLES: &[&str] = &["mr", "mrs", "ms", "dr", "prof", "sir"];

/// Marks those of the people `found` in a text whom its file gives, and adds those given whom the
/// text does not name, in the order of the file. A person found and a person given are one if their
/// names fit and neither fits another as well; the fuller name is theirs.
///
/// No two of `found` may share a [`Name::key`]; then no two of the answer do.
pub(super) fn join(found: Vec<Person>, given: &[Name]) -> Vec<Person> {
    let given = distinct(given);
    if given.is_empty() {
        return found;
    }
    let owners = owners(&found, &given);
    let mut joined: Vec<Person> = Vec::with_capacity(found.len());
    let mut places: Vec<Option<usize>> = vec![None; given.len()];
    for (person, owner) in found.into_iter().zip(owners) {
        let Some(owner) = owner else {
            joined.push(person);
            continue;
        };
        if let Some(at) = places[owner] {
            let known = &mut joined[at];
            if shortness(&person.name) < shortness(&known.name) {
                known.name = person.name;
            }
            known.mentions.extend(person.mentions);
            known.mentions.sort_by_key(|mention| (!mention.in_headline, mention.range.start));
        } else {
            places[owner] = Some(joined.len());
            joined.push(Person { given: true, ..person });
        }
    }
    for (Given { name, .. }, place) in given.into_iter().zip(places) {
        match place {
            // Of two names that are as full, the file's counts: "William Doe", where the text has
            // "Bill Doe"; but one name may be spelt as in the text.
            Some(at) if shortness(&name) <= shortness(&joined[at].name) => {
                if name.key() != joined[at].name.key() {
                    joined[at].name = name;
                }
            }
            Some(_) => {}
            None => joined.push(Person { name, mentions: Vec::new(), given: true }),
        }
    }
    joined
}

/// A name that the file gives.
struct Given {
    name: Name,
    form: Form,
}

/// Returns the names without titles, each person once: "al-Masri" beside "Mushir al-Masri" is him.
fn distinct(names: &[Name]) -> Vec<Given> {
    let mut given: Vec<Given> = Vec::with_capacity(names.len());
    for name in names {
        let Some(name) = without_titles(name) else { continue };
        let Some(form) = Form::read(name.display()) else { continue };
        if given.iter().all(|known| known.name.key() != name.key()) {
            given.push(Given { name, form });
        }
    }
    let is_short_for_one = |short: &Given| {
        let longer = given.iter().filter(|long| long.form.rank() < short.form.rank());
        longer.filter(|long| short.form.fit(&long.form).is_some()).count() == 1
    };
    let short: Vec<bool> = given.iter().map(is_short_for_one).collect();
    let mut short = short.into_iter();
    given.retain(|_| !short.next().unwrap_or_default());
    given
}

/// "Dr. Jane Doe" is "Jane Doe"; but "Dr. Doe" stays, and so does "King Harald".
fn without_titles(name: &Name) -> Option<Name> {
    let mut rest = name.display();
    while let Some((first, behind)) = rest.split_once(' ')
        && behind.contains(' ')
        && is_title(first)
    {
        rest = behind;
    }
    Name::new(rest)
}

fn is_title(word: &str) -> bool {
    let folded = fold(word);
    PLAIN_TITLES.contains(&folded.as_str())
        || (word.ends_with('.') && kinds(hash_of(&folded)).has(Kinds::TITLE))
}

/// How well a name found fits a name given.
type Likeness = (bool, Fit);

/// Returns which of the given each of the found is.
fn owners(found: &[Person], given: &[Given]) -> Vec<Option<usize>> {
    let forms: Vec<Option<Form>> =
        found.iter().map(|person| Form::read(person.name.display())).collect();
    let likeness = |person: usize, given: &Given| {
        let form = forms[person].as_ref()?;
        let is_same = found[person].name.key() == given.name.key();
        Some((is_same, fit(form, &given.form)?))
    };
    let mut owners: Vec<Option<usize>> = (0..found.len())
        .map(|person| {
            let fits = given.iter().enumerate();
            best(fits.filter_map(|(at, given)| Some((at, likeness(person, given)?))))
        })
        .collect();
    for (at, given) in given.iter().enumerate() {
        let is_full = |person: &usize| forms[*person].as_ref().is_some_and(|form| form.rank() < 2);
        let owned = (0..found.len()).filter(|person| owners[*person] == Some(at));
        let full: Vec<usize> = owned.filter(is_full).collect();
        // Two people who are both named in full are not one, whomever the file gives.
        let fits = full.iter().filter_map(|person| Some((*person, likeness(*person, given)?)));
        let chosen = best(fits);
        for person in full {
            owners[person] = owners[person].filter(|_| Some(person) == chosen);
        }
    }
    owners
}

/// Returns the likest; `None` if two are as like.
fn best(likes: impl Iterator<Item = (usize, Likeness)>) -> Option<usize> {
    let mut best: Option<(Likeness, Option<usize>)> = None;
    for (number, likeness) in likes {
        match &mut best {
            Some((known, alone)) if likeness == *known => *alone = None,
            Some((known, _)) if likeness < *known => {}
            Some(_) | None => best = Some((likeness, Some(number))),
        }
    }
    best.and_then(|(_, alone)| alone)
}

/// Returns how surely two names are one person's, whichever is the fuller.
fn fit(one: &Form, other: &Form) -> Option<Fit> {
    if order(one) >= order(other) { one.fit(other) } else { other.fit(one) }
}

/// Sorts the fuller name first.
fn order(form: &Form) -> (u8, Reverse<(usize, usize)>) {
    (form.rank(), Reverse(form.fullness()))
}

fn shortness(name: &Name) -> (u8, Reverse<(usize, usize)>) {
    Form::read(name.display()).as_ref().map_or((u8::MAX, Reverse((0, 0))), order)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::join;
    use crate::article::Name;
    use crate::people::{Mention, Person};

    fn names(list: &str) -> Vec<Name> {
        list.split(';').filter_map(Name::new).collect()
    }

    /// Each is named once, one behind the other.
    fn found(list: &str) -> Vec<Person> {
        let person = |(at, name)| {
            let mention = Mention { in_headline: false, range: at * 10..at * 10 + 5 };
            Person { name, mentions: vec![mention], given: false }
        };
        names(list).into_iter().enumerate().map(person).collect()
    }

    /// Expects the people with the number of their mentions; a star marks those given.
    #[track_caller]
    fn check(in_text: &str, given: &str, expected: &str) {
        let joined = join(found(in_text), &names(given));
        let shown = joined.iter().map(|person| {
            let star = if person.given { "*" } else { "" };
            format!("{}{star} {}", person.name.display(), person.mentions.len())
        });
        assert_eq!(shown.collect::<Vec<_>>().join("; "), expected);
    }

    #[test]
    fn who_is_given_and_named_is_one_person_with_the_fuller_name() {
        check("al-Masri", "Mushir al-Masri", "Mushir al-Masri* 1");
        check("Mushir al-Masri; Doe", "Masri", "Mushir al-Masri* 1; Doe 1");
        check("J. Doe", "Jane Doe", "Jane Doe* 1");
        check("Jane Mary Doe", "Jane Doe", "Jane Mary Doe* 1");
        check("Bill Doe", "William Doe", "William Doe* 1");
        check("José Núñez", "JOSE NUNEZ", "José Núñez* 1");
    }

    #[test]
    fn who_is_given_but_not_named_stands_behind_the_others() {
        check("Jane Doe", "Ana Moss; Jane Doe", "Jane Doe* 1; Ana Moss* 0");
        check("Jane Doe", "", "Jane Doe 1");
        check("", "Ana Moss", "Ana Moss* 0");
    }

    #[test]
    fn several_short_forms_are_joined_by_the_full_name_that_is_given() {
        check("Jane; Roe; Doe", "Jane Doe", "Jane Doe* 2; Roe 1");
    }

    #[test]
    fn a_name_that_fits_two_people_is_joined_with_neither() {
        check("Doe", "Jane Doe; John Doe", "Doe 1; Jane Doe* 0; John Doe* 0");
        check("Jane Doe; John Doe", "Doe", "Jane Doe 1; John Doe 1; Doe* 0");
        check("Jane Doe; Mary Doe", "Jane Mary Doe", "Jane Doe 1; Mary Doe 1; Jane Mary Doe* 0");
        check("Jane Doe; Mary Doe", "Mary Doe", "Jane Doe 1; Mary Doe* 1");
    }

    #[test]
    fn a_person_may_be_given_twice_or_with_a_title() {
        check("Doe", "Jane Doe; Doe", "Jane Doe* 1");
        check("", "Dr. Jane Doe; Jane Doe; Sir John Roe", "Jane Doe* 0; John Roe* 0");
        check("", "Dr. Doe; King Harald", "Dr. Doe* 0; King Harald* 0");
    }

    proptest! {
        #[test]
        fn nobody_is_lost_and_nobody_comes_twice(
            in_text in prop::collection::vec("(Jane |J\\. |Bill )?(Mary )?(al-)?(Doe|Roe|Jane)", 0..6),
            given in prop::collection::vec("(Dr\\. )?(Jane |J\\. |William )?(Mary )?(Doe|Roe)", 0..5),
        ) {
            let mut keys = HashSet::new();
            let mut people = found(&in_text.join(";"));
            people.retain(|person| keys.insert(person.name.key().to_owned()));
            let mentions = people.len();
            let joined = join(people, &names(&given.join(";")));
            let keys: HashSet<&str> = joined.iter().map(|person| person.name.key()).collect();
            prop_assert_eq!(keys.len(), joined.len());
            prop_assert_eq!(joined.iter().map(|person| person.mentions.len()).sum::<usize>(), mentions);
            prop_assert!(joined.iter().all(|person| person.given || !person.mentions.is_empty()));
        }
    }
}
