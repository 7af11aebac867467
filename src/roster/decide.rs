//! Which names of an archive are one person's: pure, of names and days alone.
//!
//! To take two people for one can defame, so names are joined only when it is certain. Full names
//! that differ in how they are spelled are one person; a surname alone is somebody's on days around
//! which hardly anybody else of that surname is named. All others stay as they are.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use crate::people::{Canon, Given};

use super::joins::{Claim, Evidence, Form, Joins, Short};

/// Articles so many days before or behind a short name tell whose it is.
pub const NEAR: i64 = 30;

/// So many percent of the full names in them have to be one person's.
pub const DOMINANT: u64 = 90;

/// Where the archive knows others whom the short name may mean, be it at other times, so many
/// articles have to name the one in full: a lone one may be chance.
const ENOUGH: u32 = 3;

/// Whether so many people are one, `people.toml` may tell; with more it is hopeless.
const MOST_CLAIMING: usize = 3;

/// What has to be known of all names to tell which can be joined: a few bytes of each.
#[derive(Debug, Default)]
pub struct Survey {
    /// For the key of a full name the first name that had it, and whether another has it too.
    keys: HashMap<u64, (u64, bool)>,
    /// The surnames that stand alone or behind an initial, and those of full names.
    short: HashSet<u64>,
    full: HashSet<u64>,
}

impl Survey {
    /// Takes notice of a name, which has the folded words `key`.
    pub fn see(&mut self, key: &str, canon: &Canon) {
        match canon.given {
            Given::Name(_) => {
                let name = hash(key);
                let known = self.keys.entry(hash(&canon.key)).or_insert((name, false));
                known.1 |= known.0 != name;
                self.full.insert(hash(&canon.surname));
            }
            Given::Nothing | Given::Initial(_) => {
                self.short.insert(hash(&canon.surname));
            }
        }
    }

    /// Returns whether a name may be joined to another, or speak against it, once all were seen.
    pub fn may_join(&self, canon: &Canon) -> bool {
        match &canon.given {
            Given::Name(first) => {
                self.keys.get(&hash(&canon.key)).is_some_and(|(_, several)| *several)
                    || self.short.contains(&hash(&canon.surname))
                    || self.short.contains(&hash(first))
            }
            Given::Nothing | Given::Initial(_) => self.full.contains(&hash(&canon.surname)),
        }
    }
}

/// Two names that share a hash are kept in vain, and nothing else.
fn hash(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

/// A name that may be joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As it is shown most often, and the number of its articles. No two have the same folded words.
    pub form: Form,
    /// The days of these articles, as numbers of days from 1970-01-01, as often as there are
    /// articles of that day; sorted. Articles whose day is not known are left out.
    pub days: Vec<i64>,
}

/// Decides which of `names` are one person's. The order of the names does not matter.
pub fn decide(mut names: Vec<Named>) -> Joins {
    names.sort_by(|a, b| {
        let (a, b) = (&a.form, &b.form);
        b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name))
    });
    let canons: Vec<Canon> = names.iter().map(|named| Canon::of(&named.form.name)).collect();
    let persons = persons(&canons);
    let rivals = Rivals::of(&persons, &canons);
    let mut short: BTreeMap<(&str, &str, &Given), Vec<usize>> = BTreeMap::new();
    for (at, canon) in canons.iter().enumerate() {
        if !matches!(canon.given, Given::Name(_)) {
            let who = (canon.surname.as_str(), canon.particles.as_str(), &canon.given);
            short.entry(who).or_default().push(at);
        }
    }
    let mut joins = Joins::default();
    // Where a person stands in the answer, which has only those that are joined to something.
    let mut places: HashMap<usize, usize> = HashMap::new();
    let forms = |all: &[usize]| all.iter().map(|at| names[*at].form.clone()).collect::<Vec<Form>>();
    for (number, person) in persons.iter().enumerate().filter(|(_, person)| person.len() > 1) {
        places.insert(number, joins.persons.len());
        joins.persons.push(forms(person));
    }
    for group in short.values() {
        let mut claims = claims(&names, &persons, &rivals.of_short(&canons[group[0]]), group);
        for claim in &mut claims {
            for person in &mut claim.persons {
                let number = *person;
                *person = *places.entry(number).or_insert_with(|| {
                    joins.persons.push(forms(&persons[number]));
                    joins.persons.len() - 1
                });
            }
            claim.persons.sort_unstable();
        }
        if !claims.is_empty() {
            joins.short.push(Short { forms: forms(group), claims });
        }
    }
    joins
}

/// Puts the full names of one person together; a person with one name is one, too. Where middle
/// initials tell two people apart, nobody knows whose the name without one is. Behind them comes
/// everybody of whom only an initial is known.
fn persons(canons: &[Canon]) -> Vec<Vec<usize>> {
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, canon) in canons.iter().enumerate() {
        if matches!(canon.given, Given::Name(_)) {
            by_key.entry(&canon.key).or_default().push(at);
        }
    }
    let mut persons = Vec::new();
    for names in by_key.into_values() {
        let initials = |at: &usize| canons[*at].initials.as_str();
        let longest = names.iter().map(initials).max_by_key(|initials| initials.len());
        if names.iter().all(|at| longest.unwrap_or_default().starts_with(initials(at))) {
            persons.push(names);
            continue;
        }
        let mut by_initials: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for at in names {
            by_initials.entry(initials(&at)).or_default().push(at);
        }
        persons.extend(by_initials.into_values());
    }
    let is_initial = |at: &usize| matches!(canons[*at].given, Given::Initial(_));
    persons.extend((0..canons.len()).filter(is_initial).map(|at| vec![at]));
    persons
}

/// Whom a short name may mean.
struct Rivals<'c> {
    persons: &'c [Vec<usize>],
    canons: &'c [Canon],
    by_surname: HashMap<&'c str, Vec<usize>>,
    by_first: HashMap<&'c str, Vec<usize>>,
    /// Those of whom only an initial is known.
    by_initial: HashMap<&'c str, Vec<usize>>,
}

impl<'c> Rivals<'c> {
    fn of(persons: &'c [Vec<usize>], canons: &'c [Canon]) -> Self {
        let (by_surname, by_first, by_initial) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut rivals = Rivals { persons, canons, by_surname, by_first, by_initial };
        for (number, person) in persons.iter().enumerate() {
            let canon = &canons[person[0]];
            let by_surname = match &canon.given {
                Given::Name(first) => {
                    rivals.by_first.entry(first).or_default().push(number);
                    &mut rivals.by_surname
                }
                Given::Initial(_) | Given::Nothing => &mut rivals.by_initial,
            };
            by_surname.entry(&canon.surname).or_default().push(number);
        }
        rivals
    }

    /// Returns the persons whom a short name may mean, each with whether it may be joined to them:
    /// "Martin" may also be somebody's given name, and "Baker" a "T. Baker" whom nobody names in full.
    fn of_short(&self, short: &Canon) -> Vec<(usize, bool)> {
        let of = |numbers: Option<&Vec<usize>>| numbers.cloned().unwrap_or_default();
        let canon = |number: &usize| &self.canons[self.persons[*number][0]];
        let fits = |number: &usize| {
            let canon = canon(number);
            let is_same = short.particles.is_empty() || short.particles == canon.particles;
            is_same
                && match &short.given {
                    Given::Initial(letter) => canon.key.starts_with(*letter),
                    Given::Nothing | Given::Name(_) => true,
                }
        };
        let mut rivals: Vec<(usize, bool)> = of(self.by_surname.get(short.surname.as_str()))
            .into_iter()
            .filter(fits)
            .map(|number| (number, true))
            .collect();
        if short.given != Given::Nothing {
            return rivals;
        }
        let letters: HashSet<Option<char>> =
            rivals.iter().map(|(number, _)| canon(number).key.chars().next()).collect();
        let nameless = of(self.by_initial.get(short.surname.as_str())).into_iter().filter(fits);
        let nameless =
            nameless.filter(|number| !letters.contains(&canon(number).key.chars().next()));
        rivals.extend(nameless.map(|number| (number, false)));
        if short.particles.is_empty() {
            let named_so = of(self.by_first.get(short.surname.as_str())).into_iter();
            let named_so = named_so.filter(|number| canon(number).surname != short.surname);
            rivals.extend(named_so.map(|number| (number, false)));
        }
        rivals
    }
}

/// Finds the days on which a short name may be somebody's.
fn claims(
    names: &[Named],
    persons: &[Vec<usize>],
    rivals: &[(usize, bool)],
    group: &[usize],
) -> Vec<Claim> {
    let mut events: Vec<(i64, usize)> = Vec::new();
    for (rival, (number, _)) in rivals.iter().enumerate() {
        let days = persons[*number].iter().flat_map(|at| &names[*at].days);
        events.extend(days.map(|day| (*day, rival)));
    }
    events.sort_unstable();
    let mut days: Vec<i64> = group.iter().flat_map(|at| names[*at].days.iter().copied()).collect();
    days.sort_unstable();
    days.dedup();
    let mut claims: Vec<Claim> = Vec::new();
    // Whether the day before has the same outcome as the last claim.
    let mut goes_on = false;
    let mut counts = vec![0_u32; rivals.len()];
    let (mut behind, mut before, mut of) = (0, 0, 0_u32);
    for day in days {
        while let Some((_, rival)) = events.get(behind).filter(|(at, _)| *at <= day + NEAR) {
            counts[*rival] += 1;
            of += 1;
            behind += 1;
        }
        let is_past = |(at, _): &&(i64, usize)| *at < day - NEAR;
        while let Some((_, rival)) = events[before..behind].first().filter(is_past) {
            counts[*rival] -= 1;
            of -= 1;
            before += 1;
        }
        let Some((persons, evidence)) = claiming(&counts, of, rivals) else {
            goes_on = false;
            continue;
        };
        match claims.last_mut() {
            Some(claim) if goes_on && claim.persons == persons => {
                claim.last = day;
                if evidence.is_less(claim.evidence) {
                    claim.evidence = evidence;
                }
            }
            Some(_) | None => claims.push(Claim { first: day, last: day, persons, evidence }),
        }
        goes_on = true;
    }
    claims
}

/// Returns the fewest people who together are dominant, sorted; `None` if they are too many, too
/// seldom named, or one of them can only be meant by the given name.
fn claiming(counts: &[u32], of: u32, rivals: &[(usize, bool)]) -> Option<(Vec<usize>, Evidence)> {
    let mut claiming: Vec<usize> = Vec::new();
    let mut named = 0;
    while !is_dominant(named, of) {
        let others = (0..rivals.len()).filter(|rival| counts[*rival] > 0);
        let others = others.filter(|rival| !claiming.contains(rival));
        // Of two who are named alike, the first, so that the days can be put together.
        let most = others.rev().max_by_key(|rival| counts[*rival])?;
        if claiming.len() == MOST_CLAIMING || !rivals[most].1 {
            return None;
        }
        named += counts[most];
        claiming.push(most);
    }
    let enough = if rivals.len() > 1 { ENOUGH } else { 1 };
    let mut persons: Vec<usize> = claiming.into_iter().map(|rival| rivals[rival].0).collect();
    persons.sort_unstable();
    (named >= enough).then_some((persons, Evidence { named, of }))
}

fn is_dominant(named: u32, of: u32) -> bool {
    named > 0 && u64::from(named) * 100 >= u64::from(of) * DOMINANT
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Named, Survey, decide};
    use crate::people::Canon;
    use crate::roster::{Claim, Evidence, Form, Joins};
    use crate::text;

    /// A name on some days; a negative one is not known.
    fn named(name: &str, days: &[i64]) -> Named {
        let form = Form { name: name.to_owned(), articles: days.len() as u64 };
        let mut days: Vec<i64> = days.iter().copied().filter(|day| *day >= 0).collect();
        days.sort_unstable();
        Named { form, days }
    }

    fn shown(joins: &Joins) -> Vec<String> {
        let names = |forms: &[Form]| {
            forms.iter().map(|form| form.name.clone()).collect::<Vec<_>>().join(" = ")
        };
        let several = joins.persons.iter().filter(|person| person.len() > 1);
        let mut lines: Vec<String> = several.map(|person| names(person)).collect();
        for short in &joins.short {
            for Claim { first, last, persons, evidence } in &short.claims {
                let whose: Vec<&str> =
                    persons.iter().map(|at| joins.persons[*at][0].name.as_str()).collect();
                let Evidence { named: articles, of } = evidence;
                lines.push(format!(
                    "{} {first}..{last}: {} {articles}/{of}",
                    names(&short.forms),
                    whose.join(" or ")
                ));
            }
        }
        lines
    }

    #[track_caller]
    fn check(names: &[(&str, &[i64])], expected: &[&str]) {
        let names = names.iter().map(|(name, days)| named(name, days)).collect();
        assert_eq!(shown(&decide(names)), expected);
    }

    #[test]
    fn spellings_of_a_full_name_are_one_person() {
        check(
            &[("Jane Doe", &[1, 2]), ("Jane Q. Doe", &[1]), ("Janet Doe", &[1])],
            &["Jane Doe = Jane Q. Doe"],
        );
        check(
            &[("Mohammed el-Masri", &[1]), ("Muhammad al-Masri", &[1, 2])],
            &["Muhammad al-Masri = Mohammed el-Masri"],
        );
    }

    #[test]
    fn two_middle_initials_are_two_people_and_nobody_knows_who_has_none() {
        check(&[("Jane Q. Doe", &[1]), ("Jane R. Doe", &[1]), ("Jane Doe", &[1])], &[]);
        check(
            &[("Jane Q. Doe", &[1]), ("Jane Q. R. Doe", &[1]), ("Jane Doe", &[1])],
            &["Jane Doe = Jane Q. Doe = Jane Q. R. Doe"],
        );
    }

    #[test]
    fn a_surname_alone_is_whose_full_name_is_near() {
        check(
            &[("Masri", &[100]), ("Mushir al-Masri", &[70, 130])],
            &["Masri 100..100: Mushir al-Masri 2/2"],
        );
        check(&[("Masri", &[100]), ("Mushir al-Masri", &[69, 131])], &[]);
        check(&[("Masri", &[-1]), ("Mushir al-Masri", &[100])], &[]);
        check(&[("Masri", &[100]), ("Mushir al-Masri", &[-1])], &[]);
    }

    #[test]
    fn of_two_people_with_the_surname_one_has_to_have_nine_of_ten() {
        let nine = [100; 9];
        check(
            &[("Baker", &[100]), ("Jane Baker", &nine), ("Tom Baker", &[100])],
            &["Baker 100..100: Jane Baker 9/10"],
        );
        check(
            &[("Baker", &[100]), ("Jane Baker", &nine[1..]), ("Tom Baker", &[100])],
            &["Baker 100..100: Jane Baker or Tom Baker 9/9"],
        );
        let four = ["Ann Baker", "Bo Baker", "Cy Baker", "Eve Baker"];
        let four: Vec<(&str, &[i64])> = four.iter().map(|name| (*name, &nine[..1])).collect();
        check(&[&[("Baker", &nine[..1])], &four[..]].concat(), &[]);
    }

    #[test]
    fn whose_a_surname_is_changes_with_time() {
        check(
            &[
                ("Baker", &[10, 20, 100, 110, 200, 300]),
                ("Jane Baker", &[10, 15, 15, 290, 290, 291]),
                ("Tom Baker", &[105, 105, 106, 199, 201]),
            ],
            &[
                "Baker 10..20: Jane Baker 3/3",
                "Baker 100..110: Tom Baker 3/3",
                "Baker 300..300: Jane Baker 3/3",
            ],
        );
    }

    #[test]
    fn where_others_are_known_one_article_may_be_chance() {
        check(&[("Baker", &[5]), ("Jane Baker", &[5, 5]), ("Tom Baker", &[900])], &[]);
        check(
            &[("Baker", &[5]), ("Jane Baker", &[5, 5, 6]), ("Tom Baker", &[900])],
            &["Baker 5..5: Jane Baker 3/3"],
        );
    }

    #[test]
    fn spellings_of_a_surname_are_taken_together() {
        check(
            &[("Masri", &[100]), ("al-Masri", &[90, 110]), ("Mushir al-Masri", &[100])],
            &["al-Masri = Masri 90..110: Mushir al-Masri 1/1"],
        );
    }

    #[test]
    fn an_initial_has_to_fit() {
        check(
            &[("J. Baker", &[5]), ("Baker", &[5]), ("Jane Baker", &[5]), ("Tom Baker", &[5])],
            &["J. Baker 5..5: Jane Baker 1/1"],
        );
    }

    #[test]
    fn a_given_name_that_is_a_surname_too_is_nobodys() {
        check(&[("Martin", &[5]), ("Paul Martin", &[5])], &["Martin 5..5: Paul Martin 1/1"]);
        check(&[("Martin", &[5]), ("Paul Martin", &[5]), ("Martin Roe", &[5])], &[]);
    }

    #[test]
    fn somebody_of_whom_only_the_initial_is_known_is_somebody() {
        let three: &[i64] = &[5; 3];
        let jane = ("Jane Baker", three);
        check(&[("Baker", &[5]), jane, ("T. Baker", three)], &[]);
        check(
            &[("Baker", &[5]), jane, ("J. Baker", three)],
            &["Baker 5..5: Jane Baker 3/3", "J. Baker 5..5: Jane Baker 3/3"],
        );
    }

    #[test]
    fn particles_are_part_of_a_surname() {
        check(
            &[("van der Berg", &[5]), ("Tomas van der Berg", &[5]), ("Ann Berg", &[5])],
            &["van der Berg 5..5: Tomas van der Berg 1/1"],
        );
    }

    fn any_names() -> impl Strategy<Value = Vec<Named>> {
        let words = ["Doe", "Jane Doe", "Jane Q. Doe", "Jane R. Doe", "John Doe", "J. Doe", "Moss"];
        let all: Vec<&str> =
            words.into_iter().chain(["Doe Moss", "Ann van Moss", "El Doe"]).collect();
        let days = prop::collection::vec(-5..200_i64, 1..6);
        prop::collection::btree_map(prop::sample::select(all), days, 0..8)
            .prop_map(|names| names.iter().map(|(name, days)| named(name, days)).collect())
    }

    proptest! {
        #[test]
        fn what_a_survey_leaves_out_would_change_nothing(names in any_names()) {
            let mut survey = Survey::default();
            for named in &names {
                survey.see(&text::key(&named.form.name), &Canon::of(&named.form.name));
            }
            let kept = names.iter().filter(|named| survey.may_join(&Canon::of(&named.form.name)));
            prop_assert_eq!(decide(kept.cloned().collect()), decide(names));
        }
    }
}
