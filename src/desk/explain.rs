//! How a query was read.

use std::fmt::Write as _;

use crate::engines::{self, Engine, Resolved};
use crate::query::{self, Case, Class, Found, Query};
use crate::search::{Search, Terms};

/// Of the words that a word stands for, so many are told.
const TOLD: usize = 12;
/// Of something long in a query, so many characters are shown.
const LONGEST: usize = 100;

/// Tells how the query of a search was read, and which words of the archive it stands for: several
/// lines.
///
/// # Errors
/// If the index cannot be read.
pub fn explanation(engine: &dyn Engine, search: &Search) -> Result<String, engines::Error> {
    let resolved = engine.resolve(&search.query, &search.terms)?;
    let with_people = applied(&search.query, &search.terms);
    Ok(told_of(&search.query, &with_people, &resolved))
}

/// Returns what a query becomes once it is known who is who: this is what is looked up.
pub(super) fn applied(query: &Query, terms: &Terms) -> Query {
    terms.people.as_ref().map_or_else(|| query.clone(), |people| people.apply(query).0)
}

/// `with_people` is what `query` becomes once it is known who is who.
fn told_of(query: &Query, with_people: &Query, resolved: &Resolved) -> String {
    let mut rows: Vec<(String, String)> = Vec::new();
    let asked: Vec<String> = leaves(with_people).iter().map(ToString::to_string).collect();
    let found = leaves(&resolved.query);
    // What `--expand` adds stands behind what was asked.
    let asked = asked.into_iter().map(Some).chain(std::iter::repeat(None));
    for (asked, found) in asked.zip(&found) {
        let row = (asked.map_or_else(|| "added".to_owned(), cut), told(found));
        // A word that is looked for in several places stands there once.
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    if !resolved.languages.is_empty() {
        rows.push(("languages".to_owned(), resolved.languages.join(", ")));
    }
    rows.extend(resolved.notes.iter().map(|note| ("note".to_owned(), note.clone())));
    let widest = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = format!("read as {query}\n\n");
    for line in query::outline(with_people).lines() {
        writeln!(text, "  {line}").ok();
    }
    text.push('\n');
    for (name, says) in rows {
        // A write to a string does not fail.
        writeln!(text, "{name:<widest$}  {says}").ok();
    }
    text
}

/// Leaves of something long what tells it from others.
pub(super) fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Returns the words of a query, in the order typed.
pub(super) fn leaves<L: Clone>(query: &Query<L>) -> Vec<L> {
    let mut leaves = Vec::new();
    query.map(&mut |_, leaf| leaves.push(leaf.clone()));
    leaves
}

fn told(found: &Found) -> String {
    match found {
        Found::Terms { terms, case } if terms.is_empty() => {
            format!("nothing in the archive{}", printed(*case))
        }
        Found::Terms { terms, case } => {
            let listed = terms[..terms.len().min(TOLD)].join(", ");
            let more = match terms.len().checked_sub(TOLD) {
                None | Some(0) => String::new(),
                Some(more) => format!(", … and {more} more"),
            };
            format!("{listed}{more}{}", printed(*case))
        }
        Found::Printed { term: _, printed } => format!("{printed}, printed just so"),
        Found::Class(Class::Person) => "wherever a person is named".to_owned(),
        Found::Class(Class::Number) => "any number".to_owned(),
        Found::Class(Class::Money) => "any sum of money".to_owned(),
        Found::Class(Class::Date) => "any year, month or weekday".to_owned(),
        Found::Person(name) => format!("wherever somebody called {name} is named, in any form"),
        Found::FullName(name) => {
            format!("wherever somebody whose full name is {name} is named, in any form")
        }
    }
}

fn printed(case: Case) -> &'static str {
    match case {
        Case::Any => "",
        Case::Capital => " (with a capital)",
        Case::AllCapitals => " (in capitals)",
        Case::NoCapitals => " (without a capital)",
    }
}

#[cfg(test)]
mod tests {
    use super::told_of;
    use crate::engines::Resolved;
    use crate::query::{Case, Found, Leaf, Query, Scope, Wanted, plain};

    fn terms(words: &[&str]) -> Found {
        let terms = words.iter().map(|word| (*word).to_owned()).collect();
        Found::Terms { terms, case: Case::Any }
    }

    /// The lines behind those that say how the query was read.
    #[track_caller]
    fn check(
        text: &str,
        words: &mut dyn FnMut(&str) -> Found,
        added: Query<Found>,
        lines: &[&str],
    ) {
        let query = plain(text, false);
        let find = query.try_map(&mut |_: &Scope, leaf: &Leaf| match &leaf.wanted {
            Wanted::Forms(word) => Ok(words(word)),
            other => Err(other.clone()),
        });
        let resolved = Resolved {
            query: Query::Every(vec![find.unwrap(), added]),
            languages: vec!["en".to_owned(), "de".to_owned()],
            notes: vec!["that is all".to_owned()],
        };
        let found = told_of(&query, &query, &resolved);
        let (read, words) = found.rsplit_once("\n\n").unwrap();
        assert!(read.starts_with(&format!("read as {query}\n\n")), "{read}");
        assert_eq!(words.lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn each_word_is_followed_by_what_it_stands_for() {
        let many: Vec<String> = (10..25).map(|n| format!("a{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let mut words = |word: &str| match word {
            "rates" => terms(&["rate", "rates"]),
            "a" => terms(&many),
            _ => terms(&[]),
        };
        check(
            "rates x a rates",
            &mut words,
            Query::All,
            &[
                "rates      rate, rates",
                "x          nothing in the archive",
                "a          a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, … and 3 more",
                "languages  en, de",
                "note       that is all",
            ],
        );
    }

    #[test]
    fn what_was_added_stands_behind_what_was_asked() {
        let added =
            plain("bank", false).try_map(&mut |_: &Scope, _: &Leaf| Ok::<_, ()>(terms(&["bank"])));
        check(
            "rate",
            &mut |word| terms(&[word]),
            added.unwrap(),
            &["rate       rate", "added      bank", "languages  en, de", "note       that is all"],
        );
    }
}
