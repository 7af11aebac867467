//! Bylines as papers print them, and what is read.

use proptest::prelude::*;

use super::Byline;

/// Expects the authors in the order printed, a role in brackets behind each, and the agency behind
/// a bar.
#[track_caller]
fn check(line: &str, expected: &str) {
    assert_eq!(shown(&Byline::parse(line)), expected, "{line}");
}

fn shown(byline: &Byline) -> String {
    let authors: Vec<String> = byline
        .authors
        .iter()
        .map(|author| match &author.role {
            Some(role) => format!("{} ({role})", author.name.display()),
            None => author.name.display().to_owned(),
        })
        .collect();
    let agency = byline.agency.as_ref().map_or(String::new(), |agency| format!(" | {agency}"));
    authors.join(", ") + &agency
}

#[test]
fn by_comes_before_the_name() {
    check("By Jane Doe", "Jane Doe");
    check("by Jane Doe", "Jane Doe");
    check("BY Jane Doe", "Jane Doe");
    check("By: Jane Doe", "Jane Doe");
    check("BY JANE DOE", "Jane Doe");
    check("  By   Jane  Doe  ", "Jane Doe");
    check("Jane Doe", "Jane Doe");
    check("Written by Jane Doe", "Jane Doe");
    check("Reporting by Jane Doe", "Jane Doe");
    check("Story by Jane Doe", "Jane Doe");
    check("Words by Jane Doe", "Jane Doe");
    check("Posted by Jane Doe on March 5, 2024", "Jane Doe");
    check("Analysis by Jane Doe", "Jane Doe");
    check("Author: Jane Doe", "Jane Doe");
    check("By Madonna", "Madonna");
    check("—By Jane Doe", "Jane Doe");
}

#[test]
fn by_is_said_in_other_languages() {
    check("Von Anna Müller", "Anna Müller");
    check("Von Anna Müller und Jan Schmidt", "Anna Müller, Jan Schmidt");
    check("Text: Anna Müller", "Anna Müller");
    check("Text: Von Anna Müller", "Anna Müller");
    check("Eine Analyse von Anna Müller", "Anna Müller");
    check("Von Anna Müller, Berlin", "Anna Müller");
    check("Von Anna Müller, Redakteurin", "Anna Müller (Redakteurin)");
    check("Par Jean Dupont", "Jean Dupont");
    check("Par Jean DUPONT et Marie Curie", "Jean Dupont, Marie Curie");
    check("Par Jean Dupont avec AFP", "Jean Dupont | AFP");
    check("Por Ana María de la Cruz", "Ana María de la Cruz");
    check("Por Ana Ruiz y José Pérez", "Ana Ruiz, José Pérez");
    check("Por José Ortega y Gasset", "José Ortega y Gasset");
    check("Di Maria Rossi", "Maria Rossi");
    check("Av Kari Nordmann og Ola Hansen", "Kari Nordmann, Ola Hansen");
    check("Av Anna Svensson och Erik Berg", "Anna Svensson, Erik Berg");
    check("Door Jan de Vries", "Jan de Vries");
    check("Écrit par Jean Dupont", "Jean Dupont");
    check("Autor: Jan Kowalski", "Jan Kowalski");
}

#[test]
fn east_asian_papers_name_the_task() {
    check("文・水野佳代", "水野佳代");
    check("水野佳代記者", "水野佳代");
    check("김철수 기자", "김철수");
    check("本报记者 王小明", "王小明");
    check("（写真・山田太郎）", "");
}

#[test]
fn several_people_are_parted() {
    check(
        "By ABBY GOODNOUGH, THOMAS KAPLAN and ROBERT PEAR",
        "Abby Goodnough, Thomas Kaplan, Robert Pear",
    );
    check("By Jane Doe and John Roe", "Jane Doe, John Roe");
    check("BY JANE DOE AND JOHN ROE", "Jane Doe, John Roe");
    check("By Jane Doe & John Roe", "Jane Doe, John Roe");
    check("By Jane Doe, John Roe", "Jane Doe, John Roe");
    check("By Jane Doe, John Roe, and Ann Poe", "Jane Doe, John Roe, Ann Poe");
    check("Jane Doe; John Roe; Ann Poe", "Jane Doe, John Roe, Ann Poe");
    check("By Jane Doe | John Roe", "Jane Doe, John Roe");
    check("By Jane Doe with John Roe", "Jane Doe, John Roe");
    check("Jane Doe / John Roe", "Jane Doe, John Roe");
    check("Jane Doe • John Roe", "Jane Doe, John Roe");
    check("By Jane Doe and Plantu", "Jane Doe, Plantu");
    check("By Jane Doe in Paris and John Roe in London", "Jane Doe, John Roe");
    check("By Jane Doe and JANE DOE", "Jane Doe");
    check(
        "By Wilek Bois-Reymond, Gwenny Stone and Al Roe",
        "Wilek Bois-Reymond, Gwenny Stone, Al Roe",
    );
}

#[test]
fn a_role_is_kept_with_the_person_before_it() {
    check("By Jane Doe, Staff Writer", "Jane Doe (Staff Writer)");
    check("By Jane Doe, Political Editor", "Jane Doe (Political Editor)");
    check("By Jane Doe, White House correspondent", "Jane Doe (White House correspondent)");
    check("By Jane Doe, Science and Technology Editor", "Jane Doe (Science and Technology Editor)");
    check("By Jane Doe and John Roe, Staff Writers", "Jane Doe, John Roe (Staff Writers)");
    check("By Jane Doe, Editor and John Roe, Reporter", "Jane Doe (Editor), John Roe (Reporter)");
    check("By Jane Doe Staff Writer", "Jane Doe (Staff Writer)");
    check("By JANE DOE STAFF WRITER", "Jane Doe (STAFF WRITER)");
    check("By Jane Doe, Chief Correspondent, Paris", "Jane Doe (Chief Correspondent)");
    check("By Political Editor Jane Doe", "Jane Doe (Political Editor)");
    check("By Jane Doe, Editor-in-Chief", "Jane Doe (Editor-in-Chief)");
    check("Jane Doe | Senior Reporter", "Jane Doe (Senior Reporter)");
    check("By Jane Doe BBC News correspondent", "Jane Doe (BBC News correspondent)");
}

#[test]
fn places_outlets_and_times_are_left_out() {
    check("By Jane Doe in Paris", "Jane Doe");
    check("BY JANE DOE IN PARIS", "Jane Doe");
    check("By Jane Doe in Washington, D.C.", "Jane Doe");
    check("By Jane Doe, New York", "Jane Doe");
    check("By Jane Doe, London", "Jane Doe");
    check("By Jane Doe reporting from Kyiv", "Jane Doe");
    check("By Jane Doe | Capital Post", "Jane Doe");
    check("By Jane Doe, The Daily Ledger", "Jane Doe");
    check("By Jane Doe, Harbour Times", "Jane Doe");
    check("By Jane Doe for The Daily Ledger", "Jane Doe");
    check("By Jane Doe of the Ledger", "Jane Doe");
    check("By Jane Doe, special to The Ledger", "Jane Doe");
    check("By Jane Doe (The Conversation)", "Jane Doe");
    check("By Jane Doe, CNN", "Jane Doe");
    check("By Jane Doe, BBC News", "Jane Doe");
    check("By Jane Doe, example.com", "Jane Doe");
    check("By Jane Doe jane.doe@example.org", "Jane Doe");
    check("By Jane Doe, jane.doe@example.org", "Jane Doe");
    check("By Jane Doe | March 5, 2024", "Jane Doe");
    check("By Jane Doe - August 3, 2010", "Jane Doe");
    check("By Jane Doe - 29/06/2023", "Jane Doe");
    check("By Jane Doe - Published 2 Feb 1998, 13:11 GMT", "Jane Doe");
    check("By Jane Doe - Last updated: March 5, 2024 9:18 am", "Jane Doe");
    check("By Jane Doe - Tuesday, March 5, 2024", "Jane Doe");
    check("By Jane Doe, Updated 10:30 am", "Jane Doe");
    check("By Jane Doe · 6 Min Read", "Jane Doe");
    check("By Jane Doe. Photographs by John Roe", "Jane Doe");
    check("By Jane Doe; Editing by John Roe", "Jane Doe");
    check("By Jane Doe; John Roe contributed reporting", "Jane Doe");
}

#[test]
fn wire_services_are_the_agency() {
    check("By Jane Doe, Reuters", "Jane Doe | Reuters");
    check("    By Jane Doe, Reuters", "Jane Doe | Reuters");
    check("By Jane Doe (Reuters)", "Jane Doe | Reuters");
    check("By Jane Doe, Associated Press", "Jane Doe | AP");
    check("By JANE DOE The Associated Press", "Jane Doe | AP");
    check("By The Associated Press", " | AP");
    check("By Reuters", " | Reuters");
    check("AFP", " | AFP");
    check("Agence France-Presse", " | AFP");
    check("dpa", " | dpa");
    check("By Jane Doe and Reuters", "Jane Doe | Reuters");
    check("Jane Doe/Reuters", "Jane Doe | Reuters");
    check("By Jane Doe and agencies", "Jane Doe");
    check("By Jane Doe (MNA)", "Jane Doe | MNA");
    check("By Jane Doe, Meridian News Agency", "Jane Doe | Meridian News Agency");
    check("By Jane Doe of The Associated Press", "Jane Doe | AP");
    check("Jane Doe | Bloomberg", "Jane Doe | Bloomberg");
}

#[test]
fn staff_and_outlets_are_no_one() {
    check("By Staff", "");
    check("By the Staff", "");
    check("Staff reporter", "");
    check("By a Staff Reporter", "");
    check("From our correspondent", "");
    check("From our own correspondent", "");
    check("Newsroom", "");
    check("By The Daily Ledger", "");
    check("By Harbour Times", "");
    check("By Northern Courier", "");
    check("By Metro Gazette", "");
    check("By Global Wire", "");
    check("By News Desk", "");
    check("By Editorial Board", "");
    check("By the Editors", "");
    check("Redaktion", "");
    check("La rédaction", "");
    check("BBC", "");
    check("admin", "");
    check("By", "");
    check("", "");
    check("By 6 Min Read", "");
    check("March 5, 2024", "");
}

#[test]
fn names_that_look_like_words_of_bylines_survive() {
    check("By Byron Sandy", "Byron Sandy");
    check("Byron Sandy", "Byron Sandy");
    check("Lord Byron", "Lord Byron");
    check("By Andy Sandberg", "Andy Sandberg");
    check("Alexander von Humboldt", "Alexander von Humboldt");
    check("Von Miller", "Von Miller");
    check("Di Brown", "Di Brown");
    check("By Van Morrison", "Van Morrison");
    check("By Jill St. Clair", "Jill St. Clair");
    check("By Lesly O'Donoghue", "Lesly O'Donoghue");
    check("By LESLY O’DONOGHUE", "Lesly O’Donoghue");
    check("By Mary-Ann Smith Jr.", "Mary-Ann Smith Jr.");
    check("By Mary-Ann Smith, Jr.", "Mary-Ann Smith Jr.");
    check("By Jane Doe, M.D.", "Jane Doe");
    check("By T. B. Woodson in Moscow", "T. B. Woodson");
    check("By Corette W. de Boynton", "Corette W. de Boynton");
    check("By Nabil Hasan al-Quaety", "Nabil Hasan al-Quaety");
    check("By Charles d'Artagnan", "Charles d'Artagnan");
    check("By May Day Jones", "May Day Jones");
    check("By Wesley Press Jones", "Wesley Press Jones");
    check("山田太郎", "山田太郎");
    check("王小明", "王小明");
    check("Иван Петров", "Иван Петров");
}

#[test]
fn last_and_first_are_turned_round() {
    check("Doe, Jane", "Jane Doe");
    check("Doe, Jane A.", "Jane A. Doe");
    check("DOE, JANE; ROE, JOHN", "Jane Doe, John Roe");
    check("van der Berg, Jan", "Jan van der Berg");
}

#[test]
fn a_sentence_is_no_byline() {
    check("By yesterday, the rain had reached 1,051,635 homes", "");
    check("It rained all day in the north of the country", "");
}

#[test]
fn entries_are_joined_and_no_one_comes_twice() {
    let byline = Byline::of(["Jane Doe", "Roe, John", "By JANE DOE and Ann Poe, Reuters", "AFP"]);
    assert_eq!(shown(&byline), "Jane Doe, John Roe, Ann Poe | Reuters");
    assert!(Byline::of([]).is_empty());
}

proptest! {
    #[test]
    fn any_line_can_be_read(
        line in "\\PC{0,60}|(By |Von |and |, |Doe|in |\\(|\\)|\\||Jr.|Editor |March 5, 2024|İ){0,10}"
    ) {
        let byline = Byline::parse(&line);
        let mut keys: Vec<&str> = byline.authors.iter().map(|author| author.name.key()).collect();
        keys.sort_unstable();
        let count = keys.len();
        keys.dedup();
        prop_assert_eq!(keys.len(), count);
    }
}
