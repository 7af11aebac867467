//! Finds the people an article names.

use std::sync::LazyLock;

use super::Person;
use super::credits::credits;
use super::given;
use super::language::Language;
use super::merge::{Named, merge};
use super::tagger::Tagger;
use crate::article::Article;

static TAGGER: LazyLock<Tagger> = LazyLock::new(Tagger::embedded);

/// Finds the people whom the headline and the body name, in the order of first mention, and behind
/// them those whom only the file lists.
///
/// A byline or a credit names nobody: an author is found only if the text names the author too.
pub fn find(article: &Article) -> Vec<Person> {
    find_with(&TAGGER, article)
}

/// As [`find`], with any tagger.
pub(super) fn find_with(tagger: &Tagger, article: &Article) -> Vec<Person> {
    let language = Language::of(article);
    // Together: what the body tells of a name helps to see it in the headline.
    let text = [article.headline.as_str(), "\n\n", article.body.as_str()].concat();
    let body = text.len() - article.body.len();
    let credits = credits(&article.body);
    let is_credited = |at: usize| credits.iter().any(|credit| credit.contains(&at));
    let named: Vec<Named<'_>> = tagger
        .tag(&text, language)
        .into_iter()
        .filter(|name| name.start < body || !is_credited(name.start - body))
        .map(|name| {
            let in_headline = name.start < body;
            let start = if in_headline { name.start } else { name.start - body };
            Named { name: &text[name], start, in_headline }
        })
        .collect();
    given::join(merge(&named), &article.about)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::find;
    use crate::article::Article;

    fn article(headline: &str, body: &str) -> Article {
        Article { headline: headline.to_owned(), body: body.to_owned(), ..Article::default() }
    }

    #[track_caller]
    fn check(headline: &str, body: &str, expected: &str) {
        let found: Vec<String> = find(&article(headline, body))
            .iter()
            .map(|person| format!("{} {}", person.name.display(), person.mentions.len()))
            .collect();
        assert_eq!(found.join(", "), expected);
    }

    #[test]
    fn people_are_counted_in_the_order_of_first_mention() {
        check(
            "Harbour chief quits",
            "Mayor Jane Doe met Omar al-Kindi in Oslo on Monday. Kindi said Doe’s plan was late.\n\n\
             “It is late,” Ms. Doe said. Her ally, Ragnar Moss, agreed.",
            "Jane Doe 3, Omar al-Kindi 2, Ragnar Moss 1",
        );
    }

    #[test]
    fn what_stands_beside_a_name_tells_a_person() {
        check("", "Xanthe Quill, 42, left.", "Xanthe Quill 1");
        check("", "Xanthe Quill, a spokesman for the port, left.", "Xanthe Quill 1");
        check("", "The envoy for the lakes, Xanthe Quill, left.", "Xanthe Quill 1");
        check("", "It rose, according to Xanthe Quill.", "Xanthe Quill 1");
        check("", "Xanthe Quill opened. Quill said it was early.", "Xanthe Quill 2");
        check("", "Mr. Quill left the room. Quill came back.", "Quill 2");
        check(
            "",
            "The Quill administration left office, and Xanthe Quill with it.",
            "Xanthe Quill 2",
        );
    }

    #[test]
    fn a_given_name_belongs_to_the_surname_behind_it() {
        check(
            "",
            "Moss’s pictures are shown. Moss was born here, Moss said. The Anna Moss Foundation and \
             the Anna Moss Programme paid for an Anna Moss exhibit, and Moss saw it.",
            "Anna Moss 5",
        );
    }

    #[test]
    fn places_organizations_and_days_are_nobody() {
        check(
            "",
            "The Anna Harbour Bank and the Jane Doe Foundation met in North Harbour on Thursday, \
             the White House said. NATO, San Pedro, the Middle East and Doe Street said so.",
            "",
        );
        check("", "The United Harbour Council left.", "");
        check("", "Prime Minister of Norway. The Ministry of Justice.", "");
    }

    #[test]
    fn credits_name_nobody() {
        let credit = "\n\n(Reporting by Ada Roe; editing by Tom Moss)\n\nPhoto: Ada Roe/Nordwire";
        check("", &["Mayor Jane Doe left.", credit].concat(), "Jane Doe 1");
    }

    #[test]
    fn two_people_with_one_surname_stay_two() {
        check(
            "",
            "Jane Doe met John Doe in Oslo. Jane Doe said yes. Mr. John Doe said no.",
            "Jane Doe 2, John Doe 2",
        );
    }

    #[test]
    fn a_headline_in_title_case_makes_no_people() {
        check("Hope Fades For Harbour Plan", "Nothing happened.", "");
    }

    #[test]
    fn a_headline_counts_the_people_whom_the_body_names() {
        check("Doe Wins Harbour Vote", "Jane Doe won the vote.", "Jane Doe 2");
        check("JANE DOE WINS", "Jane Doe won the vote.", "Jane Doe 2");
        check("Doe-backed plan fails", "Jane Doe lost the vote.", "Jane Doe 1");
    }

    #[test]
    fn a_headline_like_a_sentence_is_read_like_one() {
        check("Port hires Anna Quill as its pilot", "", "Anna Quill 1");
    }

    #[test]
    fn names_of_many_cultures_are_one_person_each() {
        check(
            "",
            "Leader Kim Ji-won told Ursula van der Berg. J. K. Roe said no, and María-José Núñez \
             said yes. Kim nodded, van der Berg did not.",
            "Kim Ji-won 2, Ursula van der Berg 2, J. K. Roe 1, María-José Núñez 1",
        );
    }

    #[track_caller]
    fn check_in(language: &str, body: &str, expected: &str) {
        let article = Article { language: Some(language.to_owned()), ..article("", body) };
        let found: Vec<String> = find(&article)
            .iter()
            .map(|person| format!("{} {}", person.name.display(), person.mentions.len()))
            .collect();
        assert_eq!(found.join(", "), expected);
    }

    #[test]
    fn what_begins_a_sentence_is_no_part_of_a_name() {
        check("", "Goodwife Amity Quill hath five daughters.", "Amity Quill 1");
        check("", "Diver Rosalind Quill wrote all three.", "Rosalind Quill 1");
        check(
            "",
            "Clockmaker Anna Quill came. Harper John Moss, 42, left.",
            "Anna Quill 1, Harper John Moss 1",
        );
        check("", "John Goodman said no.", "John Goodman 1");
        check("", "We met Ulysses Anna Quill.", "Ulysses Anna Quill 1");
    }

    #[test]
    fn german_people_have_titles_offices_and_verbs() {
        check_in(
            "de",
            "„Ja“, sagte Bürgermeisterin Wiebke Quill. Dann lachte Präsident Onno Moss.",
            "Wiebke Quill 1, Onno Moss 1",
        );
        check_in("de", "Kapitän Onno Moss schlief. Herr Moss wachte auf.", "Onno Moss 2");
        check_in("de", "Notenbankchefin Xanthe Quill begründete den Schritt.", "Xanthe Quill 1");
        check_in("de", "„Ja“, sagt Xanthe Quill von der Sparkasse am Hafen.", "Xanthe Quill 1");
        check_in("de", "Kapitän a. D. Onno Moss ist zurück.", "Onno Moss 1");
        check_in("de", "Seine Nachfolgerin heißt Xanthe Roe.", "Xanthe Roe 1");
        check_in(
            "de",
            "Anna Burmeister sagte, die Deutsche Bahn und die Insel Oosterhörn warten.",
            "Anna Burmeister 1",
        );
        check_in("de", "Ende Juni sagte die Stadt Hamburg dem Hafen Wiekersand ab.", "");
    }

    #[test]
    fn in_french_m_is_the_title() {
        check_in(
            "fr",
            "Tomas van der Quill rit. « Oui », a dit M. van der Quill.",
            "Tomas van der Quill 2",
        );
        check_in("fr", "Anselme Quill rame. Avec M. Quill, on a le temps.", "Anselme Quill 2");
        check_in(
            "fr",
            "Le pont de Solange Quill, explique Solange Quill, est fermé.",
            "Solange Quill 2",
        );
        check_in(
            "fr",
            "Selon Jean M. Moss, la Banque de France et la Gare du Nord ferment.",
            "Jean M. Moss 1",
        );
    }

    #[test]
    fn a_credit_within_the_text_names_nobody() {
        check(
            "",
            "Mayor Tom Roe left. Photo: Jane Doe/Reuters\n\nBy Ada Moss\n\nMr. Roe came back.\n\n\
             (Reporting by Jane Doe; Editing by Anna Fell)",
            "Tom Roe 2",
        );
        check("", "Mayor Jane Doe left.\n\nPhoto: Jane Doe", "Jane Doe 1");
    }

    #[test]
    fn the_author_is_nobody_unless_the_text_says_so() {
        let mut article = article("", "Rain fell.");
        article.byline.authors.extend(
            crate::article::Name::new("Jane Doe")
                .map(|name| crate::article::Author { name, role: None }),
        );
        assert_eq!(find(&article), []);
    }

    proptest! {
        #[test]
        fn everyone_is_named_at_least_once_and_has_a_key_alone(
            headline in "\\PC{0,40}",
            body in "\\PC{0,120}|((Mr|Jane|Doe|Roe|J|al|van|said|President|de|in|the|Jr|東京|É)[ .,’-]{1,2}){0,40}",
        ) {
            let people = find(&article(&headline, &body));
            let keys: HashSet<&str> = people.iter().map(|person| person.name.key()).collect();
            prop_assert_eq!(keys.len(), people.len());
            prop_assert!(people.iter().all(|person| !person.mentions.is_empty()));
        }
    }
}
