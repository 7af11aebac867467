//! What a name before a colon stands for.

use crate::schema::{Field, Kind, Schema};

use super::Scope;

/// Where what follows is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// In texts, by its words.
    Texts(Scope),
    /// Among the values of a field of kind date, number, hash or path.
    Values {
        /// The field.
        field: Field,
        /// How the value is compared, if the name says so: `before:`.
        sign: Option<Sign>,
    },
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// Names that other archives have, and byline may have one day.
const ABSENT: &[&str] =
    &["org", "place", "organizations", "co", "loc", "glocations", "geo", "tag", "is"];

impl Place {
    /// Returns what `name` stands for, in whatever case; `None` if there is no such field.
    pub(super) fn named(schema: &Schema, name: &str) -> Option<Place> {
        if let Some(field) = schema.named(name) {
            return Some(match schema.spec(field).kind {
                Kind::Text | Kind::Name => Place::Texts(Scope::Fields(vec![field])),
                Kind::Date | Kind::Number | Kind::Hash | Kind::Path | Kind::Article => {
                    Place::Values { field, sign: None }
                }
            });
        }
        if let Some(group) = schema.group(name) {
            return Some(Place::Texts(Scope::Fields(group.fields.clone())));
        }
        let sign = match name.to_lowercase().as_str() {
            "before" => Some(Sign::Below),
            "after" => Some(Sign::Above),
            "year" => None,
            _ => return None,
        };
        Some(Place::Values { field: Field::Published, sign })
    }

    /// Returns the scope, if words are looked for.
    pub(super) fn scope(&self) -> Option<&Scope> {
        match self {
            Place::Texts(scope) => Some(scope),
            Place::Values { .. } => None,
        }
    }

    /// Returns the fields.
    pub(super) fn fields(&self) -> Vec<Field> {
        match self {
            Place::Texts(scope) => scope.fields(),
            Place::Values { field, .. } => vec![*field],
        }
    }
}

/// Returns true if only names are looked through: a name has no other forms.
pub(super) fn is_of_names(schema: &Schema, scope: &Scope) -> bool {
    match scope {
        Scope::Searched => false,
        Scope::Fields(fields) => fields.iter().all(|field| schema.spec(*field).kind == Kind::Name),
    }
}

/// Says what is wrong with a name that stands for no field.
pub(super) fn no_field(schema: &Schema, name: &str) -> String {
    if ABSENT.iter().any(|absent| absent.eq_ignore_ascii_case(name)) {
        return format!("byline keeps no `{name}` yet. Searched without it");
    }
    match nearest(schema, name) {
        Some(near) => {
            format!("no field is named `{name}`; did you mean `{near}`? Searched without it")
        }
        None => format!("no field is named `{name}`. Searched without it"),
    }
}

/// Returns the name that `name` may be a slip of the pen for.
fn nearest<'s>(schema: &'s Schema, name: &str) -> Option<&'s str> {
    let groups = schema.groups().flat_map(|group| &group.ask);
    let names = schema.fields().flat_map(|(_, spec)| &spec.ask).chain(groups);
    // Any two short names are near to each other.
    let near = names.filter(|ask| ask.len() > 2 && ask.len().abs_diff(name.len()) <= 2);
    let near = near.map(|ask| (distance(ask, &name.to_lowercase()), ask));
    near.filter(|(distance, _)| *distance <= 2).min().map(|(_, ask)| ask.as_str())
}

/// Returns how many letters have to be put in, taken out or changed to turn `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a_char) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b_char) in b.iter().enumerate() {
            let changed = diagonal + usize::from(a_char != *b_char);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
