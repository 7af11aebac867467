//! Writes a query so that it can be read again.

use std::fmt::{self, Display, Formatter, Write as _};

use crate::article::ArticleId;
use crate::schema::{Field, Kind, Schema, Value};

use super::operator::is_taken;
use super::{Case, Class, Copies, Leaf, Pattern, Query, Reach, Scope, Slack, Unit, Wanted};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Query::All => f.write_char('*'),
            Query::Find { scope, pattern } => in_each(f, scope, |f, scope| find(f, scope, pattern)),
            Query::AtLeast { times, scope, pattern } => in_each(f, scope, |f, scope| {
                write!(f, "{}atleast{times}({})", Prefix(scope), Bare(pattern))
            }),
            Query::Range { field, from, to } => {
                write!(f, "{}:", field.name())?;
                range(f, *field, from.as_ref(), to.as_ref())
            }
            Query::Value { field, value } => {
                write!(f, "{}:=\"{}\"", field.name(), value.replace('"', " "))
            }
            Query::Has(field) => write!(f, "{}:any", field.name()),
            Query::Path(path) if is_plain_path(path) => write!(f, "{}:{path}", Field::File.name()),
            Query::Path(path) => {
                write!(f, "{}:\"{}\"", Field::File.name(), path.replace('"', "?"))
            }
            Query::Copies(Copies { of, .. }) => {
                let digits = ArticleId::digits(of).unwrap_or_default();
                write!(f, "{}:{digits}", Field::Copies.name())
            }
            Query::Similar(of) => {
                let digits = ArticleId::digits(of).unwrap_or_default();
                write!(f, "{}:{digits}", Field::Similar.name())
            }
            Query::Every(parts) => joined(f, parts, " "),
            Query::Any(parts) if parts.is_empty() => f.write_str("(-*)"),
            Query::Any(parts) => joined(f, parts, " OR "),
            Query::Without { keep, drop } => match (&**keep, &**drop) {
                (Query::All, Query::Has(field)) => write!(f, "{}:none", field.name()),
                (keep, drop) => write!(f, "({keep} -{drop})"),
            },
            Query::Boost { query, by } if matches!(**query, Query::Boost { .. }) => {
                write!(f, "({query})^{by}")
            }
            Query::Boost { query, by } => write!(f, "{query}^{by}"),
        }
    }
}

impl Display for Pattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Pattern::Word(_) | Pattern::Phrase { .. } | Pattern::First { .. } => Bare(self).fmt(f),
            Pattern::Near { .. }
            | Pattern::NotNear { .. }
            | Pattern::AnyOf(_)
            | Pattern::Inside { .. } => write!(f, "({})", Bare(self)),
        }
    }
}

impl Display for Leaf {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        in_case(f, self.case, |f| leaf(f, &self.wanted, false))
    }
}

/// A pattern that stands in brackets already.
struct Bare<'p>(&'p Pattern);

impl Display for Bare<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Pattern::Word(leaf) => leaf.fmt(f),
            Pattern::Phrase { words, slack } => phrase(f, words, *slack),
            Pattern::Near { left, right, reach, ordered } => {
                write!(f, "{left} {} {right}", Operator(*reach, *ordered))
            }
            Pattern::NotNear { keep, far, reach, ordered } => {
                write!(f, "{keep} NOT {} {far}", Operator(*reach, *ordered))
            }
            Pattern::AnyOf(parts) => list(f, parts, " OR "),
            Pattern::Inside { pattern, unit } => {
                write!(f, "{pattern} {}", Operator(Reach::Same(*unit), false))
            }
            Pattern::First { words, pattern } => write!(f, "first{words}({})", Bare(pattern)),
        }
    }
}

struct Operator(Reach, bool);

impl Display for Operator {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (Reach::Words(words), false) => write!(f, "NEAR/{words}"),
            (Reach::Words(words), true) => write!(f, "PRE/{words}"),
            (Reach::Same(Unit::Sentence), false) => f.write_str("W/S"),
            (Reach::Same(Unit::Sentence), true) => f.write_str("PRE/S"),
            (Reach::Same(Unit::Paragraph), false) => f.write_str("W/P"),
            (Reach::Same(Unit::Paragraph), true) => f.write_str("PRE/P"),
        }
    }
}

/// `headline:`, `hlead:`, or nothing.
struct Prefix<'s>(&'s Scope);

impl Display for Prefix<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Scope::Searched => Ok(()),
            Scope::Fields(fields) => write!(f, "{}:", name(fields).unwrap_or_default()),
        }
    }
}

/// Returns the name of a field or of a group of fields; `None` if they are several without a name.
fn name(fields: &[Field]) -> Option<&'static str> {
    if let [field] = fields {
        return Some(field.name());
    }
    let group = Schema::get().groups().find(|group| group.fields == fields);
    group.map(|group| group.ask[0].as_str())
}

/// Writes what is asked of a scope; once for each of its fields if they have no name together.
fn in_each(
    f: &mut Formatter<'_>,
    scope: &Scope,
    write: impl Fn(&mut Formatter<'_>, &Scope) -> fmt::Result,
) -> fmt::Result {
    let fields = match scope {
        Scope::Fields(fields) if name(fields).is_none() => fields,
        scope => return write(f, scope),
    };
    for (i, field) in fields.iter().enumerate() {
        f.write_str(if i == 0 { "(" } else { " OR " })?;
        write(f, &Scope::Fields(vec![*field]))?;
    }
    f.write_char(')')
}

fn find(f: &mut Formatter<'_>, scope: &Scope, pattern: &Pattern) -> fmt::Result {
    let of_body = Scope::Fields(vec![Field::Body]);
    match pattern {
        Pattern::First { .. } if *scope == of_body => pattern.fmt(f),
        Pattern::Word(word) => {
            write!(f, "{}", Prefix(scope))?;
            in_case(f, word.case, |f| leaf(f, &word.wanted, is_of_names(scope)))
        }
        _ => write!(f, "{}{pattern}", Prefix(scope)),
    }
}

/// In names a word has no other forms, so that it needs no quotes.
fn is_of_names(scope: &Scope) -> bool {
    let is_name = |field: &Field| Schema::get().spec(*field).kind == Kind::Name;
    match scope {
        Scope::Searched => false,
        Scope::Fields(fields) => fields.iter().all(is_name),
    }
}

fn leaf(f: &mut Formatter<'_>, wanted: &Wanted, of_names: bool) -> fmt::Result {
    match wanted {
        Wanted::Forms(word) => unquoted(f, word),
        Wanted::Word(word) if of_names => unquoted(f, word),
        Wanted::Word(word) => write!(f, "\"{word}\""),
        Wanted::Printed(word) => write!(f, "={word}"),
        Wanted::Wildcard(word) if word == "*" => write!(f, "\"{word}\""),
        Wanted::Wildcard(word) => f.write_str(word),
        Wanted::Fuzzy { word, edits } => write!(f, "{word}~{edits}"),
        Wanted::Regex(pattern) => write!(f, "/{pattern}/"),
        Wanted::Class(class) => f.write_str(match class {
            Class::Person => "@person",
            Class::Number => "@number",
            Class::Money => "@money",
            Class::Date => "@date",
        }),
        Wanted::Person(name) => {
            write!(f, "{}:", Field::Person.name())?;
            if name.contains(' ') { write!(f, "\"{name}\"") } else { unquoted(f, name) }
        }
        Wanted::FullName(name) => write!(f, "{}:=\"{name}\"", Field::Person.name()),
    }
}

/// Between single quotes `and` is a word, and `near5` is.
fn unquoted(f: &mut Formatter<'_>, word: &str) -> fmt::Result {
    if is_taken(word) { write!(f, "'{word}'") } else { f.write_str(word) }
}

fn phrase(f: &mut Formatter<'_>, words: &[Leaf], slack: Slack) -> fmt::Result {
    let case = words.first().map_or(Case::Any, |leaf| leaf.case);
    let text = |leaf: &Leaf| match &leaf.wanted {
        Wanted::Forms(word)
        | Wanted::Word(word)
        | Wanted::Printed(word)
        | Wanted::Wildcard(word)
        | Wanted::Fuzzy { word, .. }
        | Wanted::Regex(word)
        | Wanted::Person(word)
        | Wanted::FullName(word) => word.clone(),
        Wanted::Class(_) => leaf.to_string(),
    };
    let texts: Vec<String> = words.iter().map(text).collect();
    in_case(f, case, |f| {
        if words.iter().all(|leaf| matches!(leaf.wanted, Wanted::Printed(_))) {
            return write!(f, "={}", texts.join("-"));
        }
        write!(f, "\"{}\"", texts.join(" "))?;
        match slack {
            Slack::None => Ok(()),
            Slack::Moves(n) => write!(f, "~{n}"),
            Slack::Gaps(n) => write!(f, "o{n}"),
            Slack::AnyOrder(n) => write!(f, "p{n}"),
        }
    })
}

fn in_case(
    f: &mut Formatter<'_>,
    case: Case,
    write: impl FnOnce(&mut Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    let name = match case {
        Case::Any => return write(f),
        Case::Capital => "caps",
        Case::AllCapitals => "allcaps",
        Case::NoCapitals => "nocaps",
    };
    write!(f, "{name}(")?;
    write(f)?;
    f.write_char(')')
}

fn range(
    f: &mut Formatter<'_>,
    field: Field,
    from: Option<&Value>,
    to: Option<&Value>,
) -> fmt::Result {
    let is_hash = Schema::get().spec(field).kind == Kind::Hash;
    if let (true, Some(Value::Number(from)), Some(Value::Number(to))) = (is_hash, from, to)
        && let Some(digits) = ArticleId::digits(&(*from..=*to))
    {
        return f.write_str(&digits);
    }
    let from = from.map(|value| value.written(field)).unwrap_or_default();
    let to = to.map(|value| value.written(field)).unwrap_or_default();
    if from == to {
        return f.write_str(&from);
    }
    write!(f, "{from}..{to}")
}

/// Anything else stands in quotes.
fn is_plain_path(path: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-*?~+@".contains(c);
    path.chars().all(is_plain) && !is_taken(path) && path.bytes().any(|byte| byte != b'*')
}

fn joined(f: &mut Formatter<'_>, parts: &[impl Display], between: &str) -> fmt::Result {
    f.write_char('(')?;
    list(f, parts, between)?;
    f.write_char(')')
}

fn list(f: &mut Formatter<'_>, parts: &[impl Display], between: &str) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        write!(f, "{part}")?;
    }
    Ok(())
}
