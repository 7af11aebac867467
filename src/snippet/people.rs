//! Where a text names the people whom a question finds by their names: `person:masri`.

use crate::schema::Field;
use crate::spans::{self, Span};

use super::marker::{Marker, Part};
use super::occurrences::{Mention, Occurrences};

impl Part {
    /// Returns true if it asks for people by their names, and nothing of `field`, headline or body,
    /// itself: then the places of `field` that name them are what it asks for.
    pub(super) fn is_for_people_of(&self, field: Field) -> bool {
        let is_text = matches!(field, Field::Headline | Field::Body);
        is_text && self.fields.contains(&Field::Person) && !self.fields.contains(&field)
    }
}

impl Marker {
    /// Returns those of `mentions` that name someone whose name `part` finds.
    pub(super) fn named(&self, part: &Part, mentions: &[Mention<'_>]) -> Vec<Span> {
        let mut known: Vec<(&str, bool)> = Vec::new();
        let mut named = Vec::new();
        for (words, name) in mentions.iter().filter(|(words, _)| words.start < words.end) {
            let verdict =
                known.iter().find(|(other, _)| other == name).map(|(_, verdict)| *verdict);
            let is_found = verdict.unwrap_or_else(|| {
                let is_found = self.finds_name(part, name);
                known.push((name, is_found));
                is_found
            });
            if is_found {
                named.push(Span { first: words.start, last: words.end - 1, is_whole: true });
            }
        }
        named
    }

    fn finds_name(&self, part: &Part, name: &str) -> bool {
        spans::is_found(&part.pattern, &mut Occurrences::of(self, name, &[]))
    }
}

#[cfg(test)]
mod tests {
    use crate::query::{Found, Query};
    use crate::schema::Field;
    use crate::snippet::Marker;
    use crate::snippet::asked::{marker, shown};

    const TEXT: &str = "Jane Doe left. Doe met Doering, and Jane Roe.";
    const MENTIONS: &[crate::snippet::Mention<'_>] =
        &[(0..2, "Jane Q. Doe"), (3..4, "Jane Q. Doe"), (5..6, "Omar Doering"), (7..9, "Jane Roe")];

    #[track_caller]
    fn check(query: &str, expected: &str) {
        assert_eq!(shown(&marker(query).marked(Field::Body, TEXT, MENTIONS)), expected);
    }

    #[test]
    fn whoever_is_asked_for_by_name_is_marked_in_whatever_form() {
        let expected = "[Jane Doe] left. [Doe] met Doering, and Jane Roe.";
        check("person:doe", expected);
        check("person:\"jane q doe\"", expected);
        check("name:q", expected);
        check("person:jane", "[Jane Doe] left. [Doe] met Doering, and [Jane Roe].");
        check("person:(doering OR roe)", "Jane Doe left. Doe met [Doering], and [Jane Roe].");
        check("person:\"doe jane\"", TEXT);
    }

    #[test]
    fn an_author_is_no_person_and_who_is_excluded_is_not_marked() {
        check("author:doe", TEXT);
        check("left -person:doe", "Jane Doe [left]. Doe met Doering, and Jane Roe.");
    }

    #[test]
    fn a_whole_name_is_marked_too() {
        let whole = |field| Query::<Found>::Value { field, value: "JANE Q DOE".to_owned() };
        let marked = |field| {
            let marker = Marker::of(&whole(field), &|_| 1.0);
            shown(&marker.marked(Field::Body, TEXT, MENTIONS))
        };
        assert_eq!(marked(Field::Person), "[Jane Doe] left. [Doe] met Doering, and Jane Roe.");
        assert_eq!(marked(Field::Author), TEXT);
    }

    #[test]
    fn where_all_fields_are_asked_the_words_of_the_text_are_marked() {
        check("all:doe", "Jane [Doe] left. [Doe] met Doering, and Jane Roe.");
    }

    #[test]
    fn a_person_whom_the_text_does_not_name_has_no_mark() {
        let marked = marker("person:doe").marked(Field::Body, TEXT, &[]);
        assert_eq!(shown(&marked), TEXT);
        let beyond = marker("person:doe").marked(Field::Body, "Doe", &[(7..9, "Jane Doe")]);
        assert_eq!(shown(&beyond), "Doe");
    }
}
