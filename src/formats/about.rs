//! The people that a file itself lists as what its article is about. Never its authors.

use serde_json::{Map, Value};

use crate::article::{Name, is_outlet, is_person};

/// Where records list them: ninjs 1 and 2, and what scrapers and newsrooms write.
const PEOPLE: &[&str] = &["person", "people", "persons"];

/// Where records list whatever the article is about, which says of itself if it is a person:
/// <https://schema.org/about>, <https://schema.org/mentions>.
const THINGS: &[&str] = &["about", "mentions"];

/// Where the New York Times does.
const KEYWORDS: &str = "keywords";

/// What the `rel` of ninjs calls those who made the article, or a picture of it: they are not what it
/// is about.
const MAKERS: &[&str] = &[
    "author",
    "byline",
    "contributor",
    "creator",
    "editor",
    "illustrator",
    "photographer",
    "reporter",
    "source",
    "writer",
];

/// The parts of a name that has no `name`: given name and surname.
const PARTS: &[(&str, &str)] =
    &[("givenName", "familyName"), ("firstname", "lastname"), ("first_name", "last_name")];

/// Makes names of what a file prints, in its order, each once. What is shaped like no person's name
/// is left out.
pub(super) fn names(printed: impl IntoIterator<Item = String>) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for printed in printed {
        // "Doe, Jane (politician)"
        let outside = printed.split(['(', '[']).next().unwrap_or_default();
        let Some(name) = Name::new(outside) else { continue };
        let is_outlet_alone = !name.display().contains(' ') && is_outlet(name.display());
        let is_new = names.iter().all(|known| known.key() != name.key());
        if is_new && is_person(name.display()) && !is_outlet_alone {
            names.push(name);
        }
    }
    names
}

/// Returns true if a record may list people under `key`.
pub(super) fn is_key(key: &str) -> bool {
    key == KEYWORDS || PEOPLE.contains(&key) || THINGS.contains(&key)
}

/// Returns the people that a record lists.
pub(super) fn of_record(record: &Value) -> Vec<Name> {
    let mut printed = Vec::new();
    for value in PEOPLE.iter().filter_map(|key| record.get(key)) {
        listed(value, &mut printed);
    }
    for value in THINGS.iter().filter_map(|key| record.get(key)) {
        each(value).filter(|thing| is_said_to_be_person(thing)).for_each(|thing| {
            listed(thing, &mut printed);
        });
    }
    // The New York Times: `{"name": "persons", "value": "Doe, Jane"}`.
    for keyword in record.get(KEYWORDS).into_iter().flat_map(each) {
        let sort = keyword.get("name").and_then(Value::as_str).unwrap_or_default();
        if matches!(sort.to_ascii_lowercase().as_str(), "person" | "persons") {
            printed.extend(text(keyword.get("value")));
        }
    }
    names(printed)
}

/// Returns the values of a list, or the one value.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let (list, one) = match value {
        Value::Array(values) => (values.as_slice(), None),
        one => (&[][..], Some(one)),
    };
    list.iter().chain(one)
}

/// Adds the names of a list, a text or an object.
fn listed(value: &Value, printed: &mut Vec<String>) {
    for value in each(value) {
        match value {
            Value::String(names) => printed.extend(parted(names)),
            Value::Object(person) if !is_maker(person) => printed.extend(full_name(person)),
            Value::Object(_)
            | Value::Array(_)
            | Value::Null
            | Value::Bool(_)
            | Value::Number(_) => {}
        }
    }
}

/// Parts "Jane Doe; John Roe" and "Jane Doe, John Roe", but not "Doe, Jane".
fn parted(names: &str) -> Vec<String> {
    let names = names.split([';', '|', '\n']).map(str::trim);
    let several = |name: &&str| name.split(',').all(|part| part.trim().contains(' '));
    let parted = names.flat_map(|name| {
        let at: &[char] = if several(&name) { &[','] } else { &[] };
        name.split(at)
    });
    parted.map(str::to_owned).collect()
}

fn is_maker(person: &Map<String, Value>) -> bool {
    let rel = person.get("rel").and_then(Value::as_str).unwrap_or_default();
    MAKERS.contains(&rel.to_ascii_lowercase().as_str())
}

fn is_said_to_be_person(thing: &Value) -> bool {
    let sorts = ["@type", "type"].iter().filter_map(|key| thing.get(key)).flat_map(each);
    sorts.filter_map(Value::as_str).any(|sort| sort.rsplit(['/', ':']).next() == Some("Person"))
}

fn full_name(person: &Map<String, Value>) -> Option<String> {
    let name = ["name", "full_name", "fullname"].iter().find_map(|key| text(person.get(*key)));
    let parts = || {
        let mut parts = PARTS.iter();
        parts.find_map(|(given, family)| text(person.get(*given)).zip(text(person.get(*family))))
    };
    name.or_else(|| parts().map(|(given, family)| format!("{given} {family}")))
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Value, of_record};

    #[track_caller]
    fn check(record: &Value, expected: &str) {
        let names = of_record(record);
        let names: Vec<&str> = names.iter().map(crate::article::Name::display).collect();
        assert_eq!(names.join("; "), expected);
    }

    #[test]
    fn the_people_of_ninjs_are_given_but_not_who_made_the_article() {
        check(
            &json!({"person": [
                {"name": "Mushira al-Kindi", "rel": "about"},
                {"name": "Jane Doe", "rel": "author"},
                {"name": "John Roe"},
            ]}),
            "Mushira al-Kindi; John Roe",
        );
        check(&json!({"people": [{"name": "Ana Moss", "uri": "x:1"}]}), "Ana Moss");
    }

    #[test]
    fn a_list_may_be_a_text_or_hold_texts() {
        check(&json!({"people": ["Jane Doe", "ROE, JOHN"]}), "Jane Doe; John Roe");
        check(&json!({"persons": "Jane Doe; Roe, John"}), "Jane Doe; John Roe");
        check(&json!({"people": "Jane Doe, John Roe"}), "Jane Doe; John Roe");
        check(&json!({"people": [{"firstname": "Jane", "lastname": "Doe"}]}), "Jane Doe");
    }

    #[test]
    fn of_things_those_count_that_are_said_to_be_people() {
        check(
            &json!({
                "about": {"@type": "Person", "name": "Jane Doe"},
                "mentions": [
                    {"@type": ["schema:Person"], "name": "John Roe"},
                    {"@type": "Organization", "name": "Harbour Bank"},
                    "Ana Moss",
                ],
            }),
            "Jane Doe; John Roe",
        );
        check(
            &json!({"keywords": [
                {"name": "persons", "value": "Doe, Jane (Mayor)"},
                {"name": "glocations", "value": "Port Selwyn"},
                "strike",
            ]}),
            "Jane Doe",
        );
    }

    #[test]
    fn nobody_is_given_twice_and_what_is_no_name_is_refused() {
        check(
            &json!({"people": ["Jane Doe", "JANE DOE", "the dockers", "7 of 9", "", "BBC", 5, null]}),
            "Jane Doe",
        );
        check(&json!({"people": 5000, "author": "Jane Doe", "byline": "Jane Doe"}), "");
    }
}
