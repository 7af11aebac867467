//! One word of a question, looked up.

use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::Field as Column;

use crate::engines::forms::prefixes;
use crate::query::{Case, Class, Found, Leaf, Scope, Wanted};
use crate::schema::Field;
use crate::text::{self, Shape};

use super::super::marks;
use super::super::schema::Layout;
use super::dictionary::{Dictionary, Gathered};
use super::pattern::{glob, glob_prefix, regex};

/// More words than this are not taken for one: of those that fit, the most frequent count. A page
/// of hits does not change by the ten-thousandth form, and each costs a list to read.
const MOST: usize = 10_000;

/// A wildcard that stands for more words than this asks for nobody's name.
const MOST_NAMED: usize = 64;

/// A word of a question, and where it stands in the index.
#[derive(Debug)]
pub(in crate::engines::embedded) struct Lookup {
    /// What it stands for.
    pub(in crate::engines::embedded) found: Found,
    /// For each segment: the lists that tell where.
    pub(in crate::engines::embedded) segments: Vec<Vec<Listed>>,
    /// Of a person: the words of the name, or the one term for the whole of it, in the field of
    /// people.
    pub(in crate::engines::embedded) name: Vec<Arc<Lookup>>,
    /// Whether it stands only where a list of [`Role::Needed`] says so, if any.
    pub(in crate::engines::embedded) needs_mark: bool,
    /// About how many articles have it.
    pub(in crate::engines::embedded) articles: f64,
}

/// A list of the index.
#[derive(Debug, Clone)]
pub(in crate::engines::embedded) struct Listed {
    /// Of which column.
    pub(in crate::engines::embedded) column: Column,
    /// Where in it.
    pub(in crate::engines::embedded) info: TermInfo,
    /// What it tells.
    pub(in crate::engines::embedded) role: Role,
}

/// What a list tells of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engines::embedded) enum Role {
    /// The word may stand here.
    Word,
    /// It stands only where one of these is.
    Needed,
    /// It stands nowhere where one of these is.
    Barred,
    /// An article that has the word somewhere else has it here too: it counts, but finds nothing.
    Extra,
}

impl Lookup {
    /// Returns true if the word may stand in every place that its lists name.
    pub(in crate::engines::embedded) fn is_plain(&self) -> bool {
        let is_mention = matches!(
            self.found,
            Found::Class(Class::Person) | Found::Person(_) | Found::FullName(_)
        );
        let is_word = |listed: &Listed| matches!(listed.role, Role::Word | Role::Extra);
        !is_mention && !self.needs_mark && self.segments.iter().flatten().all(is_word)
    }

    fn without_lists(found: Found, dictionary: &Dictionary<'_>) -> Self {
        let segments = vec![Vec::new(); dictionary.segments.len()];
        Lookup {
            found,
            segments,
            name: Vec::new(),
            needs_mark: false,
            articles: dictionary.articles(),
        }
    }
}

/// Looks up `leaf` in the texts of `scope`.
pub(super) fn look_up(
    dictionary: &mut Dictionary<'_>,
    scope: &Scope,
    leaf: &Leaf,
) -> tantivy::Result<Lookup> {
    let columns = columns(dictionary.layout, scope);
    let mut gathered = Gathered::default();
    if dictionary.is_late() || (is_walk(&leaf.wanted) && !dictionary.may_walk()) {
        let found = Found::Terms { terms: Vec::new(), case: leaf.case };
        return Ok(Lookup::without_lists(found, dictionary));
    }
    match &leaf.wanted {
        Wanted::Word(word) => exactly(dictionary, &columns, word, &mut gathered)?,
        Wanted::Forms(word) => forms(dictionary, &columns, word, &mut gathered)?,
        Wanted::Wildcard(wildcard) => {
            let fits = |term: &str| glob(wildcard, term);
            dictionary.range(&columns, glob_prefix(wildcard), fits, &mut gathered)?;
        }
        Wanted::Fuzzy { word, edits } => {
            dictionary.fuzzy(&columns, word, *edits, &mut gathered)?;
        }
        Wanted::Regex(pattern) => match regex(pattern) {
            Ok(regex) => {
                dictionary.range(&columns, "", |term| regex.is_match(term), &mut gathered)?;
            }
            Err(says) => dictionary.notes.push(says),
        },
        Wanted::Printed(printed) => return look_up_printed(dictionary, &columns, printed),
        Wanted::Class(class) => return look_up_class(dictionary, &columns, *class),
        Wanted::Person(name) => {
            let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            return look_up_person(dictionary, Found::Person(name.clone()), &words);
        }
        Wanted::FullName(name) => {
            let whole = [marks::whole(name)];
            return look_up_person(dictionary, Found::FullName(name.clone()), &whole);
        }
    }
    let left_out = gathered.keep_most_frequent(MOST);
    if left_out > 0 {
        dictionary.notes.push(format!(
            "`{}` stands for {} words; the {} most frequent were looked for",
            written(&leaf.wanted),
            grouped(MOST + left_out),
            grouped(MOST),
        ));
    }
    let mut segments = gathered.segments(dictionary.segments.len());
    if *scope == Scope::Searched && gathered.len() <= MOST_NAMED {
        let people = columns_of(dictionary.layout, &[Field::Person]);
        let mut named = Gathered::default();
        for term in gathered.terms() {
            dictionary.exactly(&people, &term, &mut named)?;
        }
        named.add_to(&mut segments, Role::Extra);
    }
    let marks = marks_of(leaf.case);
    if let Some((marks, role)) = marks {
        for mark in marks {
            add(dictionary, &columns, mark, role, &mut segments)?;
        }
    }
    Ok(Lookup {
        found: Found::Terms { terms: gathered.terms(), case: leaf.case },
        segments,
        name: Vec::new(),
        needs_mark: matches!(marks, Some((_, Role::Needed))),
        articles: gathered.articles(dictionary.articles()),
    })
}

/// Returns true for what goes through a whole dictionary.
fn is_walk(wanted: &Wanted) -> bool {
    match wanted {
        Wanted::Wildcard(wildcard) => glob_prefix(wildcard).is_empty(),
        Wanted::Fuzzy { .. } | Wanted::Regex(_) => true,
        Wanted::Forms(_)
        | Wanted::Word(_)
        | Wanted::Printed(_)
        | Wanted::Class(_)
        | Wanted::Person(_)
        | Wanted::FullName(_) => false,
    }
}

/// Gathers a word. A character of a script without spaces is indexed in pairs: alone it is the first
/// of a pair, or the second of the last one.
fn exactly(
    dictionary: &Dictionary<'_>,
    columns: &[Column],
    word: &str,
    gathered: &mut Gathered,
) -> tantivy::Result<()> {
    dictionary.exactly(columns, word, gathered)?;
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(lone), None) if text::is_unspaced(lone) => {
            let is_in_pair = |term: &str| term.contains(lone) && term.chars().count() == 2;
            dictionary.range(columns, "", is_in_pair, gathered)
        }
        _ => Ok(()),
    }
}

/// Gathers the forms of a word.
fn forms(
    dictionary: &Dictionary<'_>,
    columns: &[Column],
    word: &str,
    gathered: &mut Gathered,
) -> tantivy::Result<()> {
    // Whatever is gathered below holds the word itself, if it begins as its own stem does.
    let mut is_gathered = false;
    for stemming in &dictionary.stemmings {
        let Some(stem) = stemming.stem_of(word) else { continue };
        for prefix in prefixes(&stem) {
            is_gathered |= word.starts_with(&prefix) && stemming.is_form(&stem, word);
            dictionary.range(columns, &prefix, |term| stemming.is_form(&stem, term), gathered)?;
        }
    }
    if is_gathered { Ok(()) } else { exactly(dictionary, columns, word, gathered) }
}

fn look_up_class(
    dictionary: &Dictionary<'_>,
    columns: &[Column],
    class: Class,
) -> tantivy::Result<Lookup> {
    let mut lookup = Lookup::without_lists(Found::Class(class), dictionary);
    if let Some(mark) = marks::of_class(class) {
        let mut gathered = Gathered::default();
        dictionary.exactly(columns, mark, &mut gathered)?;
        lookup.segments = gathered.segments(dictionary.segments.len());
        lookup.articles = gathered.articles(dictionary.articles());
    }
    Ok(lookup)
}

/// Looks up the words of a name, or the one term for the whole of it, in the field of people.
fn look_up_person(
    dictionary: &Dictionary<'_>,
    found: Found,
    words: &[String],
) -> tantivy::Result<Lookup> {
    let columns = columns_of(dictionary.layout, &[Field::Person]);
    let mut lookup = Lookup::without_lists(found, dictionary);
    for word in words {
        let mut gathered = Gathered::default();
        dictionary.exactly(&columns, word, &mut gathered)?;
        let found = Found::Terms { terms: vec![word.clone()], case: Case::Any };
        let mut word = Lookup::without_lists(found, dictionary);
        word.segments = gathered.segments(dictionary.segments.len());
        word.articles = gathered.articles(dictionary.articles());
        lookup.articles = lookup.articles.min(word.articles);
        lookup.name.push(Arc::new(word));
    }
    Ok(lookup)
}

/// Looks up a word that is printed in one way only.
fn look_up_printed(
    dictionary: &Dictionary<'_>,
    columns: &[Column],
    printed: &str,
) -> tantivy::Result<Lookup> {
    let term = text::fold(printed);
    let plain = text::plainly_printed(printed);
    let shape = marks::ordinary_shape(&term, &plain, Shape::of(&plain));
    let mut gathered = Gathered::default();
    match shape {
        Some(_) => dictionary.exactly(columns, &term, &mut gathered)?,
        None => dictionary.exactly(columns, &marks::printed(&term, &plain), &mut gathered)?,
    }
    let mut segments = gathered.segments(dictionary.segments.len());
    let mark = shape.and_then(marks::of_shape);
    if shape.is_some() {
        let mut barred = Gathered::default();
        dictionary.any_range(columns, &marks::printed_prefix(&term), &mut barred)?;
        barred.add_to(&mut segments, Role::Barred);
        for other in marks::CAPITALS {
            let role = if Some(other) == mark { Role::Needed } else { Role::Barred };
            add(dictionary, columns, other, role, &mut segments)?;
        }
    }
    Ok(Lookup {
        found: Found::Printed { term, printed: printed.to_owned() },
        segments,
        name: Vec::new(),
        needs_mark: mark.is_some(),
        articles: gathered.articles(dictionary.articles()),
    })
}

/// Returns the marks that a case goes by, and what they tell.
fn marks_of(case: Case) -> Option<(&'static [&'static str], Role)> {
    match case {
        Case::Any => None,
        Case::Capital => Some((&[marks::CAPITAL, marks::ALL_CAPITALS], Role::Needed)),
        Case::AllCapitals => Some((&[marks::ALL_CAPITALS], Role::Needed)),
        Case::NoCapitals => Some((&marks::CAPITALS, Role::Barred)),
    }
}

fn add(
    dictionary: &Dictionary<'_>,
    columns: &[Column],
    mark: &str,
    role: Role,
    segments: &mut [Vec<Listed>],
) -> tantivy::Result<()> {
    let mut gathered = Gathered::default();
    dictionary.exactly(columns, mark, &mut gathered)?;
    gathered.add_to(segments, role);
    Ok(())
}

/// Returns the columns in which the texts of a scope are indexed, each once.
fn columns(layout: &Layout, scope: &Scope) -> Vec<Column> {
    columns_of(layout, &scope.fields())
}

fn columns_of(layout: &Layout, fields: &[Field]) -> Vec<Column> {
    let mut columns: Vec<Column> = fields
        .iter()
        .filter_map(|field| layout.text(*field))
        .flat_map(|text| text.columns)
        .collect();
    columns.sort();
    columns.dedup();
    columns
}

/// Writes a number with a comma before each three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn written(wanted: &Wanted) -> &str {
    match wanted {
        Wanted::Forms(word)
        | Wanted::Word(word)
        | Wanted::Printed(word)
        | Wanted::Wildcard(word)
        | Wanted::Fuzzy { word, .. }
        | Wanted::Regex(word)
        | Wanted::Person(word)
        | Wanted::FullName(word) => word,
        Wanted::Class(_) => "@",
    }
}
