//! Gives account of who is who: which names are somebody's, and why, and which are not.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use crate::article::day_of_number;
use crate::people::{Canon, Given};
use crate::query::Query;
use crate::text;

use super::apply::{any, has_in_a_row, on, value};
use super::identities::{Identity, Meaning, Roster, Why};
use super::{Evidence, Form, NEAR, Span};

/// Of more people who are meant, so many with most articles are told of.
const MOST: usize = 20;
/// Of those whom a name may mean, so many are named.
const NAMED: usize = 3;

/// Who is meant by a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Everybody of whom one name has the words in a row, with most articles first.
    pub people: Vec<Meant>,
    /// How many more there are.
    pub more: usize,
    /// Names that look like theirs, but are not.
    pub apart: Vec<Apart>,
}

/// Somebody who is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meant {
    /// The name that is shown.
    pub name: String,
    /// How many articles name them.
    pub articles: u64,
    /// By which names.
    pub names: Vec<Owned>,
}

/// A name of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owned {
    /// The name.
    pub name: String,
    /// How many articles name them so.
    pub articles: u64,
    /// Why it is theirs; `None` for the name that is shown.
    pub why: Option<String>,
    /// When it is theirs, if that is not always: the first day and the last.
    pub days: Option<(Date, Date)>,
    /// Of a surname alone, the evidence of the day that has least: how many articles near it name
    /// this person in full, and how many name anybody whom it can mean.
    pub evidence: Option<Evidence>,
}

/// A name that looks like that of somebody who is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// The name.
    pub name: String,
    /// How many articles have it, and it is nobody else's there.
    pub articles: u64,
    /// Why it is not joined.
    pub why: String,
}

impl Roster {
    /// Returns the surnames of everybody of whom one name has the folded words `words` in a row:
    /// the names of the archive, as far as they have one of these, are what an account needs.
    pub fn surnames(&self, words: &str, names: &[Form]) -> Vec<String> {
        let known = self.meant(words).into_iter().flat_map(|person| &self.persons[person].names);
        let known = known.map(|name| name.name.as_str());
        let names = names.iter().map(|form| form.name.as_str());
        let fitting = names.filter(|name| has_in_a_row(&text::key(name), words));
        let mut surnames: Vec<String> =
            known.chain(fitting).map(|name| Canon::of(name).surname).collect();
        surnames.sort_unstable();
        surnames.dedup();
        surnames
    }

    /// Gives account of everybody of whom one name has the folded words `words` in a row. `names`
    /// are the names of the archive that have one of their [`surnames`](Roster::surnames), each
    /// once; `count` counts the articles that a question finds as it is.
    ///
    /// # Errors
    /// The first that `count` gives.
    pub fn account<E>(
        &self,
        words: &str,
        names: &[Form],
        count: &mut dyn FnMut(Query) -> Result<u64, E>,
    ) -> Result<Account, E> {
        let mut account = Account::default();
        let mut shown: Vec<String> = Vec::new();
        for person in self.meant(words) {
            let meant = self.meant_by_roster(person, count)?;
            shown.extend(meant.names.iter().map(|name| name.name.clone()));
            account.people.push(meant);
        }
        for form in names {
            let key = text::key(&form.name);
            let is_itself = self.meaning(&key) == Meaning::Always(Identity::Itself);
            if is_itself && has_in_a_row(&key, words) && self.rivals(form, names).is_empty() {
                shown.push(form.name.clone());
                account.people.push(alone(form));
            }
        }
        for form in names {
            if let Some(why) = self.why_apart(form, names, &shown) {
                let articles = match self.meaning(&text::key(&form.name)) {
                    Meaning::Always(_) => form.articles,
                    Meaning::On(spans, _) => count(Query::Without {
                        keep: Box::new(value(&form.name)),
                        drop: Box::new(on(spans)),
                    })?,
                };
                let name = form.name.clone();
                account.apart.extend((articles > 0).then_some(Apart { name, articles, why }));
            }
        }
        account.people.retain(|meant| meant.articles > 0);
        account
            .people
            .sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
        account.more = account.people.len().saturating_sub(MOST);
        account.people.truncate(MOST);
        Ok(account)
    }

    fn meant_by_roster<E>(
        &self,
        person: usize,
        count: &mut dyn FnMut(Query) -> Result<u64, E>,
    ) -> Result<Meant, E> {
        let mut names = Vec::new();
        for name in &self.persons[person].names {
            let articles = count(value(&name.name))?;
            let why = why(&name.why);
            let (days, evidence) = (None, None);
            names.push(Owned { name: name.name.clone(), articles, why, days, evidence });
        }
        names.sort_by_key(|name| (name.why.is_some(), Reverse(name.articles)));
        for (short, spans) in self.short_of(&[person]) {
            for name in &self.short[short].names {
                for span in &spans {
                    let articles = count(Query::Every(vec![value(&name.name), on(&[*span])]))?;
                    names.push(on_days(&name.name, articles, span));
                }
            }
        }
        names.retain(|name| name.articles > 0);
        let articles = count(self.found_as(person))?;
        Ok(Meant { name: self.persons[person].name.clone(), articles, names })
    }

    /// Returns whom a short name may mean, by the articles of their full names, most first.
    fn rivals(&self, form: &Form, names: &[Form]) -> Vec<Form> {
        let short = Canon::of(&form.name);
        let fits = |other: &&Form| {
            let canon = Canon::of(&other.name);
            let is_same = short.particles.is_empty() || short.particles == canon.particles;
            let is_full = matches!(canon.given, Given::Name(_));
            let may_be = match short.given {
                Given::Nothing => true,
                Given::Initial(letter) => canon.key.starts_with(letter),
                Given::Name(_) => false,
            };
            is_full && may_be && is_same && canon.surname == short.surname
        };
        let mut rivals: Vec<Form> = Vec::new();
        for other in names.iter().filter(fits) {
            let name = match self.meaning(&text::key(&other.name)) {
                Meaning::Always(Identity::Person(person)) => &self.persons[person].name,
                Meaning::Always(_) | Meaning::On(..) => &other.name,
            };
            match rivals.iter_mut().find(|rival| rival.name == *name) {
                Some(rival) => rival.articles += other.articles,
                None => rivals.push(Form { name: name.clone(), articles: other.articles }),
            }
        }
        rivals.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
        rivals
    }

    /// Says why a name is not that of somebody who is shown; `None` if nobody would think so.
    fn why_apart(&self, form: &Form, names: &[Form], shown: &[String]) -> Option<String> {
        let key = text::key(&form.name);
        match self.meaning(&key) {
            Meaning::Always(Identity::Nobody) => return Some("people.toml ignores it".to_owned()),
            Meaning::Always(Identity::Person(_)) => return None,
            Meaning::Always(Identity::Itself) | Meaning::On(..) => {}
        }
        let is_split = self.apart.contains(&key);
        let canon = Canon::of(&form.name);
        if matches!(canon.given, Given::Name(_)) {
            let is_like = |name: &&String| **name != form.name && Canon::of(name).key == canon.key;
            let like = shown.iter().find(is_like)?;
            return Some(if is_split || self.apart.contains(&text::key(like)) {
                format!("people.toml splits it from {like}")
            } else {
                format!("middle initials tell it from {like}, or from somebody of that name")
            });
        }
        let rivals = self.rivals(form, names);
        match rivals.as_slice() {
            [] => None,
            _ if is_split => Some("people.toml splits it".to_owned()),
            [rival] => Some(format!(
                "no date, or no article within {NEAR} days that tells it is {}",
                rival.name
            )),
            several => {
                let told = several.iter().take(NAMED);
                let told: Vec<String> =
                    told.map(|form| format!("{} {}", form.name, form.articles)).collect();
                let more = match several.len().saturating_sub(NAMED) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                Some(format!("ambiguous: {}{more}", told.join(", ")))
            }
        }
    }

    /// Returns the question for the articles that name a person, by whatever name.
    pub(super) fn found_as(&self, person: usize) -> Query {
        if self.persons[person].is_nobody {
            return Query::Any(Vec::new());
        }
        let names = &self.persons[person].names;
        let mut parts: Vec<Query> = names.iter().map(|name| value(&name.name)).collect();
        for (short, spans) in self.short_of(&[person]) {
            let names = self.short[short].names.iter().map(|name| value(&name.name));
            parts.push(Query::Every(vec![any(names.collect()), on(&spans)]));
        }
        any(parts)
    }
}

/// Somebody with one name.
fn alone(form: &Form) -> Meant {
    let Form { name, articles } = form.clone();
    let owned = Owned { name: name.clone(), articles, why: None, days: None, evidence: None };
    Meant { name, articles, names: vec![owned] }
}

fn on_days(name: &str, articles: u64, span: &Span) -> Owned {
    Owned {
        name: name.to_owned(),
        articles,
        why: Some("surname alone".to_owned()),
        days: day_of_number(span.first).zip(day_of_number(span.last)),
        evidence: Some(span.evidence),
    }
}

fn why(why: &Why) -> Option<String> {
    Some(match why {
        Why::Shown => return None,
        Why::Initials(of) => format!("middle initial; else {of}"),
        Why::Spelling(of) => format!("transliteration of {of}"),
        Why::Edited => "people.toml".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::{Account, Roster};
    use crate::query::Query;
    use crate::roster::{Claim, Edits, Evidence, Form, Joins, Short};

    fn form(name: &str, articles: u64) -> Form {
        Form { name: name.to_owned(), articles }
    }

    /// Jane Q. Baker is Jane Baker, and so is Baker from 1970-01-11 to 1970-01-21.
    fn account(words: &str, edits: &str) -> Account {
        let names = [
            form("Jane Baker", 5),
            form("Tom Baker", 4),
            form("Baker", 3),
            form("Jane Q. Baker", 1),
            form("T. Baker", 1),
        ];
        let evidence = Evidence { named: 17, of: 18 };
        let joins = Joins {
            persons: vec![vec![names[0].clone(), names[3].clone()]],
            short: vec![Short {
                forms: vec![names[2].clone()],
                claims: vec![Claim { first: 10, last: 20, persons: vec![0], evidence }],
            }],
        };
        let roster = Roster::new(&joins, &Edits::read(edits).unwrap());
        let mut count = |query: Query| {
            Ok::<u64, Infallible>(match query {
                Query::Value { value, .. } => {
                    names.iter().find(|form| form.name == value).map_or(0, |form| form.articles)
                }
                Query::Every(_) => 2,
                Query::Without { .. } => 1,
                _ => 8,
            })
        };
        roster.account(words, &names, &mut count).unwrap_or_else(|never| match never {})
    }

    fn shown(account: &Account) -> Vec<String> {
        let mut lines = Vec::new();
        for meant in &account.people {
            lines.push(format!("{} {}", meant.name, meant.articles));
            for name in &meant.names {
                let why = name.why.as_deref().unwrap_or("-");
                let days = name.days.map(|(from, to)| format!(" {from}..{to}"));
                lines.push(format!(
                    "  {} {}: {why}{}",
                    name.name,
                    name.articles,
                    days.unwrap_or_default()
                ));
            }
        }
        let apart =
            |apart: &super::Apart| format!("not {} {}: {}", apart.name, apart.articles, apart.why);
        lines.extend(account.apart.iter().map(apart));
        lines
    }

    #[test]
    fn every_name_is_told_with_its_reason() {
        assert_eq!(
            shown(&account("jane baker", "")),
            [
                "Jane Baker 8",
                "  Jane Baker 5: -",
                "  Jane Q. Baker 1: middle initial; else Jane Baker",
                "  Baker 2: surname alone 1970-01-11..1970-01-21",
                "not Baker 1: ambiguous: Jane Baker 6, Tom Baker 4",
                "not T. Baker 1: no date, or no article within 30 days that tells it is Tom Baker",
            ]
        );
        assert_eq!(shown(&account("tom", ""))[..2], ["Tom Baker 4", "  Tom Baker 4: -"]);
    }

    #[test]
    fn what_people_toml_does_is_told() {
        let edits =
            "ignore = ['T. Baker']\nsplit = ['Jane Q. Baker']\n[merge]\n'Tom Baker' = ['Baker']\n";
        assert_eq!(
            shown(&account("tom", edits)),
            [
                "Tom Baker 8",
                "  Tom Baker 4: -",
                "  Baker 3: people.toml",
                "not T. Baker 1: people.toml ignores it",
            ]
        );
        assert!(
            shown(&account("jane baker", edits))
                .contains(&"not Jane Q. Baker 1: people.toml splits it from Jane Baker".to_owned())
        );
    }
}
