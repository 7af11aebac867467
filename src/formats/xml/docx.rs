//! Word documents (ECMA-376): what `docProps/core.xml` says, and behind it `word/document.xml`.
//!
//! Word knows paragraphs and their styles, and nothing of newspapers: byline, date and dateline are
//! found as in any text.

use super::element::{Element, Node};
use super::reader::{Piece, Reader};
use super::sniff::is_rooted;
use crate::article::{Article, Origin, Property, language_tag};
use crate::formats::format::{Error, Format, Input, one};
use crate::formats::plain;

/// The row of this format.
pub(in super::super) const FORMAT: Format = Format {
    name: "Word",
    extensions: &["docx"],
    sniff: |head| is_rooted(head, &["coreProperties", "document"]),
    is_proof: false,
    read: |input| one(article(input)),
};

/// The styles of a headline, as Word calls them in English, German, French, Italian, Spanish and
/// Dutch: the title of a text, and if it has none its first heading.
const HEADLINES: [&[&str]; 2] = [
    &["Title", "Titel", "Titre", "Titolo", "Ttulo"],
    &["Heading1", "berschrift1", "Titre1", "Titolo1", "Ttulo1", "Kop1"],
];

/// The headline is one of so many paragraphs at the top.
const TOP: usize = 8;

/// What is in the file and not on the page: what was deleted or moved away, the second form of a
/// drawing for older programs, how a character is read aloud.
const ABSENT: &[&str] = &["w:del", "w:moveFrom", "mc:Fallback", "w:rt"];

/// A paragraph, and the name of its style.
#[derive(Debug, Default)]
struct Paragraph {
    style: String,
    text: String,
}

fn article(input: Input<'_>) -> Result<Article, Error> {
    let mut reader = Reader::of(input.text);
    let (mut creator, mut language) = (None, None);
    let (mut paragraphs, mut is_document) = (Paragraphs::default(), false);
    loop {
        let opened = match reader.next()? {
            Piece::Open(opened) => opened,
            Piece::Close(_) => continue,
            Piece::End => break,
        };
        match opened.name.as_str() {
            "w:document" => is_document = true,
            "w:p" if is_document => paragraphs.add(&reader.rest(opened)??),
            "dc:creator" if !is_document => creator = reader.rest(opened)??.own_line(),
            "dc:language" if !is_document => language = reader.rest(opened)??.own_line(),
            name if ABSENT.contains(&name) => drop(reader.rest(opened)??),
            _ => {}
        }
    }
    if !is_document {
        return Err(Error::Malformed { says: "its text is not that of Word".to_owned() });
    }
    let headline = paragraphs.take_headline();
    let text = paragraphs.text();
    let mut article = plain::article_under(headline.as_deref(), input.file, &text)?;
    plain::sign(&mut article, &creator.unwrap_or_default());
    if article.language.is_none() {
        let language = language.and_then(|tag| language_tag(&tag));
        let language = language.map(|tag| (tag, Origin::sure("dc:language")));
        article.language = article.origins.noted(Property::Language, language);
    }
    Ok(article)
}

/// Those that are not empty. Of most only the text is kept: a long file has millions.
#[derive(Debug, Default)]
struct Paragraphs {
    top: Vec<Paragraph>,
    /// What follows, with an empty line before each.
    rest: String,
}

impl Paragraphs {
    /// Adds a paragraph, and behind it those of the boxes that hang on it.
    fn add(&mut self, element: &Element) {
        let mut text = String::new();
        let mut boxed = Vec::new();
        add_text(element, &mut text, &mut boxed);
        let text = text.trim();
        if self.top.len() < TOP && !text.is_empty() {
            let style = element.at("w:pPr/w:pStyle").first().and_then(|style| value(style));
            let style = style.unwrap_or_default().to_owned();
            self.top.push(Paragraph { style, text: text.to_owned() });
        } else if !text.is_empty() {
            self.rest.push_str("\n\n");
            self.rest.push_str(text);
        }
        for element in boxed {
            self.add(element);
        }
    }

    fn take_headline(&mut self) -> Option<String> {
        let at = HEADLINES.iter().find_map(|styles| {
            self.top.iter().position(|paragraph| styles.contains(&paragraph.style.as_str()))
        })?;
        Some(self.top.remove(at).text)
    }

    fn text(&self) -> String {
        let top: Vec<&str> = self.top.iter().map(|paragraph| paragraph.text.as_str()).collect();
        top.join("\n\n") + &self.rest
    }
}

/// Never deeper than [`super::reader::DEEPEST`].
fn add_text<'e>(element: &'e Element, text: &mut String, boxed: &mut Vec<&'e Element>) {
    for child in element.elements() {
        match child.name.as_str() {
            "w:t" => child.children.iter().for_each(|node| {
                if let Node::Text(piece) = node {
                    text.push_str(piece);
                }
            }),
            "w:tab" => text.push(' '),
            "w:br" | "w:cr" => text.push('\n'),
            "w:noBreakHyphen" => text.push('-'),
            "w:p" => boxed.push(child),
            "w:pPr" => {}
            "w:r" if is_hidden(child) => {}
            name if ABSENT.contains(&name) => {}
            _ => add_text(child, text, boxed),
        }
    }
}

/// Whether a run is not shown.
fn is_hidden(run: &Element) -> bool {
    let vanish = run.at("w:rPr/w:vanish");
    vanish.first().is_some_and(|vanish| !matches!(value(vanish), Some("0" | "false" | "off")))
}

/// Returns the value of a property: its attribute is called `w:val`, whatever the prefix.
fn value(property: &Element) -> Option<&str> {
    let is_value = |name: &str| name.rsplit(':').next() == Some("val");
    let (_, value) = property.attributes.iter().find(|(name, _)| is_value(name))?;
    Some(value)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::{Article, Error, FORMAT};
    use crate::formats::Input;

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    fn read(text: &str) -> Result<Article, Error> {
        let text = Box::new(Cursor::new(text.to_owned().into_bytes()));
        let input = Input::of("a.docx", text);
        (FORMAT.read)(input).next().unwrap().map_err(|(_, error)| error)
    }

    /// Expects headline, authors, date, language and body of a document by `creator`.
    #[track_caller]
    fn check(creator: &str, body: &str, expected: &str) {
        let text = format!(
            "<?xml version='1.0'?><cp:coreProperties xmlns:dc='http://purl.org/dc/elements/1.1/'>\
             <dc:creator>{creator}</dc:creator><dc:language>en-GB</dc:language>\
             </cp:coreProperties>\n<?xml version='1.0'?><w:document xmlns:w='{WORD}'><w:body>{body}\
             </w:body></w:document>"
        );
        let shown = match read(&text) {
            Ok(article) => {
                let authors = article.byline.authors.iter().map(|author| author.name.display());
                format!(
                    "{} / {} / {} / {} / {}",
                    article.headline,
                    authors.collect::<Vec<_>>().join("; "),
                    article.published.map(|date| date.to_string()).unwrap_or_default(),
                    article.language.unwrap_or_default(),
                    article.body.replace("\n\n", " ¶ "),
                )
            }
            Err(error) => format!("[{error}]"),
        };
        assert_eq!(shown, expected);
    }

    fn paragraph(style: &str, text: &str) -> String {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    const FIRST: &str =
        "The ferry to Saltmere was late again on Monday morning, and nobody knew why.";

    #[test]
    fn the_title_is_the_headline_and_the_byline_goes_before_the_creator() {
        let body = [
            paragraph("Heading1", "News of the coast"),
            paragraph("Title", "Ferry late."),
            paragraph("Normal", "By Ada Quill"),
            paragraph("Normal", "March 5, 2024"),
            paragraph("Normal", FIRST),
        ];
        let expected =
            format!("Ferry late. / Ada Quill / 2024-03-05 / en-gb / News of the coast ¶ {FIRST}");
        check("Office Admin", &body.concat(), &expected);
        let body = [paragraph("berschrift1", "Ferry late"), paragraph("", FIRST)].concat();
        check("Ada Quill", &body, &format!("Ferry late / Ada Quill /  / en-gb / {FIRST}"));
        check("admin", &body, &format!("Ferry late /  /  / en-gb / {FIRST}"));
    }

    #[test]
    fn without_styles_it_is_read_as_plain_text() {
        let body = [
            paragraph("", "Ferry late again"),
            paragraph("", "By Ada Quill"),
            paragraph("", FIRST),
        ];
        let expected = format!("Ferry late again / Ada Quill /  / en-gb / {FIRST}");
        check("Tom Ledger", &body.concat(), &expected);
    }

    #[test]
    fn what_is_not_on_the_page_is_left_out() {
        let body = "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Tide</w:t></w:r></w:p>\
            <w:del><w:p><w:r><w:t>Gone.</w:t></w:r></w:p></w:del>\
            <w:p><w:r><w:t xml:space='preserve'>The tide </w:t></w:r>\
            <w:del><w:r><w:delText>fell</w:delText><w:t>fell</w:t></w:r></w:del>\
            <w:ins><w:r><w:t>rose</w:t></w:r></w:ins><w:r><w:instrText> PAGE </w:instrText>\
            <w:tab/><w:t>by two feet &amp; more</w:t><w:footnoteReference w:id='1'/></w:r>\
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Saltmere harbor</w:t></w:r></w:p></w:tc>\
            <w:tc><w:p><w:r><w:t>was shut all day.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        let expected = "Tide /  /  / en-gb / The tide rose by two feet & more. ¶ \
                        Saltmere harbor ¶ was shut all day.";
        check("", body, expected);
    }

    #[test]
    fn what_is_no_document_is_said() {
        check("Ada Quill", "", "[no article in it]");
        let error = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(error("<document><p>x</p></document>"), "its text is not that of Word");
        let cut = format!("<w:document xmlns:w='{WORD}'><w:body><w:p><w:r><w:t>The tide");
        assert_eq!(error(&cut), "line 1: the file ends inside `<w:p>`");
    }

    proptest! {
        #[test]
        fn any_document_is_read_or_refused(
            text in "(<w:document>|(</?w:(p|r|t|del|pPr|body)/?>)|<w:pStyle w:val='Title'/>|\
                     <dc:creator>|</dc:creator>|<|>|&|By Ada Quill|é| ){0,60}"
        ) {
            read(&format!("<w:document>{text}")).ok();
            read(&text).ok();
        }
    }
}
