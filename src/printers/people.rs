//! The people of an article: how often each is named, and in which forms.

use crate::document::{Document, Named};
use crate::schema::Field;

use super::safe::visible_line;

/// Returns what stands behind the name of a person in a list: " ×3 (Jane Doe, Doe ×2)".
pub(super) fn behind_name(article: &Document, person: &Named) -> String {
    let mut told = String::new();
    if !person.places.is_empty() {
        told.extend([" ×", &person.places.len().to_string()]);
    }
    let forms = forms(article, person);
    if forms.iter().any(|(form, _)| *form != person.name) {
        let shown = forms.iter().map(|(form, times)| {
            let form = visible_line(form);
            if *times > 1 { format!("{form} ×{times}") } else { form.into_owned() }
        });
        told.extend([" (", &shown.collect::<Vec<_>>().join(", "), ")"]);
    }
    if person.given {
        told += ", given by the file";
    }
    if person.places.is_empty() {
        told += ", not found in the text";
    }
    told
}

/// Returns the forms in which a text prints the name, with how often it does, in the order in which
/// they first stand there.
fn forms<'d>(article: &'d Document, person: &Named) -> Vec<(&'d str, usize)> {
    let mut forms: Vec<(&str, usize)> = Vec::new();
    for (field, range) in &person.places {
        let text = match field {
            Field::Headline => article.texts(Field::Headline).next(),
            _ => article.texts(Field::Body).next(),
        };
        let Some(form) = text.and_then(|text| text.get(range.clone())) else { continue };
        match forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, times)) => *times += 1,
            None => forms.push((form, 1)),
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::behind_name;
    use crate::article::{Article, Name};
    use crate::document::Document;
    use crate::people;

    #[test]
    fn it_is_told_how_often_a_person_is_named_and_how() {
        let article = Article {
            headline: "Jane Doe quits".to_owned(),
            body: "Mayor Jane Doe quit. Doe said Doe’s plan had failed. Omar Roe, 42, agreed."
                .to_owned(),
            about: ["Jane Doe", "Ana Moss"].into_iter().filter_map(Name::new).collect(),
            ..Article::default()
        };
        let document = Document::of(&article, &people::find(&article));
        let people = document.named();
        let shown: Vec<String> = people
            .iter()
            .map(|person| person.name.clone() + &behind_name(&document, person))
            .collect();
        let expected = [
            "Jane Doe ×4 (Jane Doe ×2, Doe ×2), given by the file",
            "Omar Roe ×1",
            "Ana Moss, given by the file, not found in the text",
        ];
        assert_eq!(shown, expected);
    }
}
