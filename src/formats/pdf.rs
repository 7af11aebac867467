//! The text of a PDF, as `corpus` hands it: a mark, what the file says its title and author are, what
//! stands above the text in large letters, each a line that may be empty, and the paragraphs.
//!
//! When a PDF was made is not when its article was published: the date is looked for in the text.

use super::format::{Error, Format, Input, one};
use super::pick::extension;
use super::plain;
use crate::article::Article;

pub(super) const FORMAT: Format = Format {
    name: "PDF",
    extensions: &["pdf"],
    sniff: |head| head.starts_with(MARK),
    is_proof: true,
    read: |input| one(article(input)),
};

const MARK: &str = "%PDF\n";

/// What programs call a text that has no title, or was printed from somewhere.
const NO_TITLES: &[&str] = &["microsoft word", "untitled", "layout 1", "document1", "unbenannt"];

/// Endings of the files that titles are the names of.
const FILES: &[&str] = &[
    "doc", "docx", "dot", "htm", "html", "indd", "odt", "p65", "pdf", "pmd", "pub", "qxd", "qxp",
    "rtf", "txt", "wpd",
];

fn article(input: Input<'_>) -> Result<Article, Error> {
    let file = input.file;
    let text = input.into_text()?;
    let mut lines = text.strip_prefix(MARK).unwrap_or(&text).splitn(4, '\n');
    let mut line = || lines.next().unwrap_or_default().trim();
    let (title, author, heading) = (line(), line(), line());
    let text = lines.next().unwrap_or_default();
    let title = Some(title).filter(|title| is_title(title, file));
    let heading = Some(heading).filter(|heading| !heading.is_empty());
    let above = match (title, heading) {
        // Of a title that goes on with the name of the outlet only that is the headline.
        (Some(title), Some(heading)) if !is_within(heading, title) => {
            let text =
                if is_within(title, heading) { text } else { &format!("{heading}\n\n{text}") };
            return Ok(signed(plain::article_under(Some(title), file, text)?, author));
        }
        (title, heading) => heading.or(title),
    };
    // A headline in letters of the size of the text.
    let (first, rest) = text.trim_start().split_once("\n\n").unwrap_or((text, ""));
    let repeats = heading.is_none() && above.is_some_and(|above| letters(first) == letters(above));
    let text = if repeats { rest } else { text };
    Ok(signed(plain::article_under(above, file, text)?, author))
}

fn signed(mut article: Article, author: &str) -> Article {
    plain::sign(&mut article, author);
    article
}

/// Whether it is no name of a file, and says something.
fn is_title(title: &str, file: &str) -> bool {
    let small = title.to_lowercase();
    let name = file.rsplit('/').next().unwrap_or_default();
    title.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() > 1
        && !NO_TITLES.iter().any(|none| small.starts_with(none))
        && !FILES.contains(&extension(&small).as_str())
        && !small.contains("://")
        && letters(title) != letters(name.rsplit_once('.').map_or(name, |(name, _)| name))
}

fn is_within(part: &str, whole: &str) -> bool {
    letters(whole).contains(&letters(part))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::FORMAT;
    use crate::formats::Input;

    const TEXT: &str = "By Ada Quill\n\nMarch 5, 2024\n\nThe ferry to Saltmere was late again on \
                        Monday morning, and nobody knew why.";

    /// Expects headline, authors, date and the start of the body.
    #[track_caller]
    fn check(head: [&str; 3], text: &str, expected: &str) {
        let text = format!("%PDF\n{}\n\n{text}", head.join("\n"));
        let text = Box::new(Cursor::new(text.into_bytes()));
        let input = Input::of("2024/ferry-late.pdf", text);
        let article = (FORMAT.read)(input).next().unwrap().unwrap();
        let authors = article.byline.authors.iter().map(|author| author.name.display());
        let shown = format!(
            "{} / {} / {} / {}",
            article.headline,
            authors.collect::<Vec<_>>().join("; "),
            article.published.map(|date| date.to_string()).unwrap_or_default(),
            article.body.chars().take(9).collect::<String>(),
        );
        assert_eq!(shown, expected);
    }

    #[test]
    fn large_letters_are_the_headline_unless_the_title_says_another() {
        let expected = "Ferry late again / Ada Quill / 2024-03-05 / The ferry";
        check(["", "", "Ferry late again"], TEXT, expected);
        check(["Microsoft Word - ferry2.doc", "", "Ferry late again"], TEXT, expected);
        check(["Ferry late again - The Tide", "", "Ferry late again"], TEXT, expected);
        check(["ferry-late", "", "Ferry late again"], TEXT, expected);
        check(["Ferry Late", "", "Ferry late again"], TEXT, expected);
    }

    #[test]
    fn a_true_title_is_the_headline_where_no_letters_are_larger() {
        let expected = "Ferry late again / Ada Quill / 2024-03-05 / The ferry";
        check(["Ferry late again", "", ""], TEXT, expected);
        check(["Ferry late again", "", ""], &format!("Ferry late again\n\n{TEXT}"), expected);
    }

    #[test]
    fn who_made_the_file_signs_it_if_nobody_else_does() {
        let unsigned = "The ferry to Saltmere was late again on Monday, and nobody knew why.";
        check(
            ["", "Tom Inkwell", "Ferry late"],
            unsigned,
            "Ferry late / Tom Inkwell / 2024 / The ferry",
        );
        check(
            ["", "Tom Inkwell", "Ferry late"],
            TEXT,
            "Ferry late / Ada Quill / 2024-03-05 / The ferry",
        );
        check(["", "admin", "Ferry late"], unsigned, "Ferry late /  / 2024 / The ferry");
    }
}
