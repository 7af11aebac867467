//! Nothing found: says which part of the query is to blame, and what may have been meant.

use crate::engines::{Engine, Error};
use crate::query::{Found, Leaf, Query, Scope, Wanted};
use crate::schema::{Kind, Schema};
use crate::search::{Page, Passages, Search};

use super::explain::{applied, cut, leaves};

/// Of a longer query, so many parts are looked into.
const PARTS: usize = 8;
/// For one word, so many others are proposed.
const MEANT: usize = 3;

/// Tells why `search` finds nothing: sentences without a full stop; none if there is nothing to tell.
///
/// # Errors
/// If the index cannot be read.
pub fn blame(engine: &dyn Engine, search: &Search) -> Result<Vec<String>, Error> {
    let parts = parts(&search.query);
    let mut sentences = Vec::new();
    for part in parts.iter().take(PARTS) {
        // Time is up: what is not known is not said.
        let Some(rest) = count(engine, search, rest(&parts, part))? else { break };
        let blamed = match part {
            Part::Wanted(query) => {
                let Some(alone) = count(engine, search, query.clone())? else { break };
                let meant = meant(engine, search, query)?;
                Blamed { is_all: parts.len() == 1, alone, rest, meant, ..Blamed::of(part) }
            }
            Part::Unwanted(_) => Blamed { rest, ..Blamed::of(part) },
        };
        sentences.extend(blamed.sentence());
    }
    Ok(sentences)
}

/// A part of a query that narrows what is found.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    Wanted(Query),
    Unwanted(Query),
}

/// Takes a query apart where each part narrows what is found.
fn parts(query: &Query) -> Vec<Part> {
    match query {
        Query::Every(queries) => queries.iter().flat_map(parts).collect(),
        Query::Without { keep, drop } => {
            // `-x` alone is everything without x.
            let mut parts = if **keep == Query::All { Vec::new() } else { parts(keep) };
            parts.push(Part::Unwanted((**drop).clone()));
            parts
        }
        Query::Boost { query, by: _ } => parts(query),
        Query::All
        | Query::Find { .. }
        | Query::AtLeast { .. }
        | Query::Range { .. }
        | Query::Value { .. }
        | Query::Has(_)
        | Query::Path(_)
        | Query::Copies(_)
        | Query::Similar(_)
        | Query::Any(_) => vec![Part::Wanted(query.clone())],
    }
}

/// Puts a query together again, without one of its parts.
fn rest(parts: &[Part], left_out: &Part) -> Query {
    let (mut keep, mut drop) = (Vec::new(), Vec::new());
    for part in parts.iter().filter(|part| *part != left_out) {
        match part {
            Part::Wanted(query) => keep.push(query.clone()),
            Part::Unwanted(query) => drop.push(query.clone()),
        }
    }
    let keep = if keep.is_empty() { Query::All } else { Query::Every(keep) };
    if drop.is_empty() {
        return keep;
    }
    Query::Without { keep: Box::new(keep), drop: Box::new(Query::Any(drop)) }
}

/// Counts the articles that match; `None` if time was up before that.
fn count(engine: &dyn Engine, search: &Search, query: Query) -> Result<Option<u64>, Error> {
    let counted = Search {
        query,
        page: Page::default(),
        passages: Passages { number: 0, people: false, ..Passages::default() },
        ..search.clone()
    };
    let hits = engine.search(&counted)?;
    Ok((!hits.caveats.partial).then_some(hits.total))
}

/// Returns words that may have been meant by those that the archive does not have.
fn meant(engine: &dyn Engine, search: &Search, part: &Query) -> Result<Vec<String>, Error> {
    let resolved = engine.resolve(part, &search.terms)?;
    let mut meant = Vec::new();
    let part = applied(part, &search.terms);
    for (asked, found) in mistakable(&part).iter().zip(leaves(&resolved.query)) {
        if let (Some(word), Found::Terms { terms, .. }) = (asked, found)
            && terms.is_empty()
        {
            meant.extend(engine.suggest(word)?.into_iter().take(MEANT));
        }
    }
    meant.dedup();
    Ok(meant)
}

/// Returns for each leaf of a query, in the order typed, the word of a text that it asks for, if
/// somebody can have mistyped it.
fn mistakable(query: &Query) -> Vec<Option<String>> {
    let mut words = Vec::new();
    query.map(&mut |scope, leaf| {
        words.push(bare(leaf).filter(|_| is_text(scope)).map(str::to_owned));
    });
    words
}

/// Whether words of headline and body stand there, which are those that can be proposed.
fn is_text(scope: &Scope) -> bool {
    match scope {
        Scope::Searched => true,
        Scope::Fields(fields) => {
            fields.iter().all(|field| Schema::get().spec(*field).kind == Kind::Text)
        }
    }
}

/// Returns the word, if somebody can have mistyped it.
fn bare(leaf: &Leaf) -> Option<&str> {
    match &leaf.wanted {
        Wanted::Forms(word) | Wanted::Word(word) | Wanted::Printed(word) => Some(word),
        Wanted::Wildcard(_)
        | Wanted::Fuzzy { .. }
        | Wanted::Regex(_)
        | Wanted::Class(_)
        | Wanted::Person(_)
        | Wanted::FullName(_) => None,
    }
}

/// What is known of a part of a query that finds nothing.
#[derive(Debug, Clone, Default)]
struct Blamed {
    /// As it can be asked.
    part: String,
    /// Whether articles that have it are left out.
    is_unwanted: bool,
    /// Whether it is the whole query.
    is_all: bool,
    /// How many articles it finds alone, if it is wanted.
    alone: u64,
    /// How many the query finds without it.
    rest: u64,
    /// What may have been meant.
    meant: Vec<String>,
}

impl Blamed {
    /// Returns that nothing is known yet.
    fn of(part: &Part) -> Self {
        match part {
            Part::Wanted(query) => Blamed { part: cut(query.to_string()), ..Blamed::default() },
            Part::Unwanted(query) => {
                Blamed { part: cut(format!("-{query}")), is_unwanted: true, ..Blamed::default() }
            }
        }
    }

    /// Returns what is worth saying of it.
    fn sentence(&self) -> Option<String> {
        let Blamed { part, is_unwanted, is_all, alone, rest, meant } = self;
        let mut clauses = Vec::new();
        if *is_unwanted {
            return (*rest > 0).then(|| format!("without `{part}` {}", articles(*rest)));
        }
        if *is_all {
            // That it matches nothing, everybody sees.
        } else if *alone == 0 {
            clauses.push(format!("`{part}` matches nothing"));
        } else if *rest > 0 {
            clauses.push(format!("`{part}` matches {}, none with the rest", articles(*alone)));
        }
        if *rest > 0 && !is_all {
            clauses.push(format!("without it {}", articles(*rest)));
        }
        if !meant.is_empty() && *alone == 0 {
            let meant: Vec<String> = meant.iter().map(|word| format!("`{word}`")).collect();
            clauses.push(format!("did you mean {}?", meant.join(" or ")));
        }
        (!clauses.is_empty()).then(|| clauses.join("; "))
    }
}

fn articles(number: u64) -> String {
    if number == 1 { "1 article".to_owned() } else { format!("{number} articles") }
}

#[cfg(test)]
mod tests {
    use super::{Blamed, Part, parts, rest};
    use crate::query::{Query, plain};
    use crate::schema::Field;

    #[track_caller]
    fn check(alone: u64, rest: u64, meant: &[&str], expected: Option<&str>) {
        let meant = meant.iter().map(|word| (*word).to_owned()).collect();
        let part = Part::Wanted(plain("ceasfire", true));
        let blamed =
            Blamed { part: "ceasfire".to_owned(), alone, rest, meant, ..Blamed::of(&part) };
        assert_eq!(blamed.sentence().as_deref(), expected);
    }

    #[test]
    fn the_part_to_blame_is_named() {
        check(0, 12, &[], Some("`ceasfire` matches nothing; without it 12 articles"));
        check(
            40,
            1,
            &["x"],
            Some("`ceasfire` matches 40 articles, none with the rest; without it 1 article"),
        );
        check(40, 0, &[], None);
        check(
            0,
            0,
            &["ceasefire", "cease"],
            Some("`ceasfire` matches nothing; did you mean `ceasefire` or `cease`?"),
        );
    }

    #[test]
    fn of_a_query_of_one_part_only_what_was_meant_is_said() {
        let blamed = Blamed { is_all: true, rest: 46, ..Blamed::default() };
        assert_eq!(blamed.sentence(), None);
        let meant = vec!["ceasefire".to_owned()];
        let sentence = Blamed { meant, ..blamed }.sentence();
        assert_eq!(sentence.as_deref(), Some("did you mean `ceasefire`?"));
    }

    #[test]
    fn who_leaves_out_too_much_is_told() {
        let part = "-section:world".to_owned();
        let blamed = Blamed { part, is_unwanted: true, rest: 3, ..Blamed::default() };
        assert_eq!(blamed.sentence().as_deref(), Some("without `-section:world` 3 articles"));
        assert_eq!(Blamed { rest: 0, ..blamed }.sentence(), None);
    }

    #[test]
    fn a_query_is_taken_apart_where_each_part_narrows_it() {
        let word = |word: &str| plain(word, true);
        let every = |words: &[&str]| Query::Every(words.iter().map(|w| word(w)).collect());
        let without = |keep, drop| Query::Without { keep: Box::new(keep), drop: Box::new(drop) };
        let query = Query::Every(vec![
            without(every(&["a", "b"]), word("c")),
            without(Query::All, Query::Has(Field::Author)),
        ]);
        let found = parts(&query);
        let author = Part::Unwanted(Query::Has(Field::Author));
        let wanted = |w| Part::Wanted(word(w));
        let unwanted = Part::Unwanted(word("c"));
        assert_eq!(found, [wanted("a"), wanted("b"), unwanted.clone(), author.clone()]);
        assert_eq!(
            rest(&found, &wanted("a")),
            without(every(&["b"]), Query::Any(vec![word("c"), Query::Has(Field::Author)]))
        );
        assert_eq!(rest(&[wanted("a"), unwanted.clone()], &unwanted), every(&["a"]));
        assert_eq!(rest(std::slice::from_ref(&author), &author), Query::All);
    }
}
