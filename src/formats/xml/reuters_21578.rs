//! Reuters-21578: SGML, some thousand articles a file, with the people each is about.
//! <https://archive.ics.uci.edu/dataset/137/reuters+21578+text+categorization+collection>

use std::io::{BufRead, Cursor, Read as _};

use super::draft::{Draft, Said};
use super::element::Element;
use super::reader::{Piece, Reader};
use super::sniff::Root;
use crate::article::is_particle;
use crate::formats::format::{Articles, Error, Format, Input};

/// The row of this format.
pub(in super::super) const FORMAT: Format = Format {
    name: "Reuters-21578",
    extensions: super::EXTENSIONS,
    sniff: |head| Root::of(head).is_some_and(|root| root.name == "REUTERS"),
    is_proof: true,
    read,
};

/// The end of an article stands on a line of its own.
const END: &[u8] = b"</REUTERS>";
/// A longer article is refused, in bytes; the longest has 13,000.
const LONGEST: u64 = 1 << 20;

/// Cuts the file at the ends of its articles, so that a broken one costs itself alone.
fn read(input: Input<'_>) -> Articles<'_> {
    let file = input.file;
    let mut cuts = Cuts { text: input.text, line: 1 };
    let mut part = 0;
    let mut is_over = false;
    Box::new(std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        part += 1;
        let element = match cuts.next() {
            Ok(None) => return None,
            Ok(Some(element)) => element,
            Err(error) => {
                is_over = true;
                Err(error)
            }
        };
        let article = element.and_then(|element| draft(&element).article(file));
        Some(article.map_err(|error| (Some(part), error)).map(|mut article| {
            article.source.part = Some(part);
            article
        }))
    }))
}

/// The articles of a file, cut apart.
struct Cuts<'a> {
    text: Box<dyn BufRead + 'a>,
    /// The line it is at, from 1.
    line: usize,
}

impl Cuts<'_> {
    /// Reads on to the end of the next article; `None` if there is none. The outer error ends the file.
    fn next(&mut self) -> Result<Option<Result<Element, Error>>, Error> {
        let first_line = self.line;
        let mut written = Vec::new();
        let mut is_too_long = false;
        loop {
            let start = written.len();
            let read = (&mut self.text).take(LONGEST).read_until(b'>', &mut written)?;
            self.line += written[start..].split(|byte| *byte == b'\n').count() - 1;
            let is_end = written.ends_with(END);
            if is_end || read == 0 {
                if is_too_long {
                    return Ok(Some(Err(Error::TooLong { limit: LONGEST >> 20 })));
                }
                let is_blank = written.trim_ascii().is_empty();
                return Ok((!is_blank).then(|| element(&written, first_line)));
            }
            if written.len() as u64 > LONGEST {
                is_too_long = true;
                // Its end may be half read.
                written.drain(..written.len() - END.len());
            }
        }
    }
}

fn element(written: &[u8], line: usize) -> Result<Element, Error> {
    let mut reader = Reader::lenient(Box::new(Cursor::new(written)), line);
    loop {
        match reader.next()? {
            Piece::Open(element) if element.name == "REUTERS" => return reader.rest(element)?,
            Piece::Open(_) | Piece::Close(_) => {}
            Piece::End => return Err(Error::Blank),
        }
    }
}

fn draft(article: &Element) -> Draft {
    let line = |path| article.said(path);
    let written = |path: &str| article.at(path).first().map(|text| text.text());
    // What has no headline of its own is one text.
    let is_unprocessed = article.at("TEXT").iter().any(|text| text.is("TYPE", "UNPROC"));
    let body = written("TEXT/BODY").or_else(|| written("TEXT").filter(|_| is_unprocessed));
    let mut paragraphs = paragraphs(&body.unwrap_or_default());
    let is_signed = paragraphs.last().is_some_and(|last| last.eq_ignore_ascii_case("reuter"));
    if is_signed {
        paragraphs.pop();
    }
    let listed = |path: &str| article.at(path).into_iter().filter_map(Element::own_line);
    Draft {
        headlines: vec![line("TEXT/TITLE")],
        bylines: vec![("AUTHOR", listed("TEXT/AUTHOR").collect())],
        credits: vec![Said::at("the last line", is_signed.then(|| "Reuters".to_owned()))],
        dateline: line("TEXT/DATELINE"),
        dates: vec![line("DATE")],
        sections: vec![Said::at("TOPICS", listed("TOPICS/D").next())],
        label: Said::at("@NEWID", article.attribute("NEWID").map(str::to_owned)),
        people: listed("PEOPLE/D").map(|name| person(&name)).collect(),
        paragraphs,
        ..Draft::default()
    }
}

/// A paragraph begins with a line that is set in.
fn paragraphs(body: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in body.lines() {
        match found.last_mut() {
            Some(last) if !line.starts_with("    ") => {
                last.push(' ');
                last.push_str(line);
            }
            _ => found.push(line.to_owned()),
        }
    }
    let mut found: Vec<String> =
        found.iter().filter_map(|paragraph| crate::article::one_line(paragraph)).collect();
    // The sign of the agency ends the last paragraph, on a line that is set out.
    if let Some(last) = found.last_mut()
        && let Some(text) =
            ["Reuter", "REUTER"].iter().find_map(|sign| last.strip_suffix(&format!(" {sign}")))
    {
        *last = text.to_owned();
        found.push("Reuter".to_owned());
    }
    found
}

/// "james-baker" is how the corpus writes a name.
fn person(written: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        if is_particle(word) { word.to_owned() } else { first + letters.as_str() }
    };
    written.split('-').map(capital).collect::<Vec<_>>().join(" ")
}
