//! Which lines of a whole page are its article: a model over what each line says, where it stands and
//! what stands around it. MODEL.md says of what it was made and how good it is;
//! [`trees`](crate::formats::trees) is how it works.

mod describe;
mod head;

use std::sync::LazyLock;

use super::block::Line;
use crate::article::{Byline, PrintedDate};
use crate::formats::trees::Model;
use describe::ends;

pub(super) use describe::describe;

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("model.bin")).expect("the model stands in this folder")
});

/// A text with fewer lines that look like buttons is an article alone. With its menus and footer a
/// page has 20 in 95 of 100 cases; an article with its share buttons has 17.
const FEWEST_BUTTONS: usize = 20;
/// A longer line is no button, in bytes.
const LONGEST_BUTTON: usize = 40;
/// A text of more lines is no page.
const MOST_LINES: usize = 10_000;
/// An article has at least so many bytes; what is shorter was found by mistake.
const SHORTEST_TEXT: usize = 250;

/// A whole page, judged.
pub(super) struct Page {
    /// Of each line, whether it belongs to the text of the article; an empty line does.
    pub(super) kept: Vec<bool>,
    /// The line at which the article begins: its headline, if it was found. Menus stand above.
    pub(super) begins: usize,
    pub(super) byline: Byline,
    pub(super) date: Option<PrintedDate>,
}

/// Judges the lines of a whole page; `None` if they look like an article alone, or no article is
/// found among them.
pub(super) fn judge(lines: &[Line<'_>]) -> Option<Page> {
    if lines.iter().filter(|line| is_button(line.text)).count() < FEWEST_BUTTONS {
        return None;
    }
    let numbers: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].text.is_empty()).collect();
    if numbers.len() > MOST_LINES {
        return None;
    }
    let texts: Vec<&str> = numbers.iter().map(|at| lines[*at].text).collect();
    let mut judged = MODEL.judge(&describe(&texts));
    // Tags stand below the text.
    let end = (0..judged.len()).rev().find(|at| judged[*at] && !is_button(texts[*at]))?;
    judged[end + 1..].fill(false);
    let kept_texts = texts.iter().zip(&judged).filter(|(_, kept)| **kept);
    if kept_texts.map(|(text, _)| text.len()).sum::<usize>() < SHORTEST_TEXT {
        return None;
    }
    let first = judged.iter().position(|kept| *kept)?;
    let head = head::find(&texts, first);
    let mut kept = vec![true; lines.len()];
    numbers.iter().zip(judged).for_each(|(at, is_kept)| kept[*at] = is_kept);
    let begins = numbers[head.begins];
    Some(Page { kept, begins, byline: head.byline, date: head.date })
}

/// True for a short line that is no sentence.
fn is_button(line: &str) -> bool {
    (1..=LONGEST_BUTTON).contains(&line.len()) && !ends(line) && !line.ends_with(':')
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::{article_of, block};
    use super::judge;

    const PAGE: &str =
        include_str!("../../../../sample-corpus/page-text/leuchtturm-bleibt-dunkel.txt");

    #[test]
    fn the_menus_around_an_article_are_told_from_its_text() {
        let article = article_of("a.txt", PAGE).unwrap();
        let told = (article.headline.as_str(), article.published.unwrap().to_string());
        let headline = "Leuchtturm von Wiekersand bleibt bis zum Frühjahr dunkel";
        assert_eq!(told, (headline, "2021-11-12".to_owned()));
        let begins: Vec<&str> = article.body.split("\n\n").map(|text| &text[..3]).collect();
        assert_eq!(begins, ["Der", "Die", "„", "Die"]);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let kept = words(&[headline, &article.body, &article.furniture].join(" "));
        let lost = PAGE.lines().filter(|line| !words(line).iter().all(|word| kept.contains(word)));
        assert_eq!(lost.collect::<Vec<_>>(), ["Von Henrike Altvater", "12. November 2021"]);
    }

    #[test]
    fn an_article_alone_is_left_to_the_rules() {
        let begins = PAGE.find("Leuchtturm von").unwrap();
        let ends = PAGE.find("Lesen Sie auch").unwrap();
        assert!(judge(&block::lines(&PAGE[begins..ends])).is_none());
        assert!(judge(&block::lines(&PAGE[..begins])).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn whatever_a_page_holds_is_judged(
            lines in vec("[a-zé潮。.:©|0-9 ]{0,60}|By Jane Doe|Menu|March 5, 2024", 20..80),
        ) {
            let text = lines.join("\n");
            let lines = block::lines(&text);
            if let Some(page) = judge(&lines) {
                prop_assert!(page.begins < lines.len() && page.kept.len() == lines.len());
            }
        }
    }
}
