//! Reads XML piece by piece, and never holds more of it than one article.

use std::io::{self, BufRead, Read};

use quick_xml::events::{BytesStart, Event};

use super::element::{Element, Node};
use super::entities::{push_entity, unescaped};
use super::names::Names;
use crate::formats::format::Error;

/// An article whose elements stand deeper in each other is refused.
pub(super) const DEEPEST: usize = 200;
/// A file is read no further if so many elements are open.
const DEEPEST_OF_ALL: usize = 50_000;
/// An article with more elements, or more text, in bytes, is refused.
const MOST_ELEMENTS: usize = 200_000;
const LONGEST_ARTICLE: usize = 32 << 20;
/// A file is read no further if one tag or run of text is longer, in bytes.
const LONGEST_PIECE: usize = 32 << 20;
/// So many attributes of an element are looked at.
const MOST_ATTRIBUTES: usize = 200;

/// A piece of a file.
pub(super) enum Piece {
    /// An element begins; it has no children yet.
    Open(Element),
    /// An element ends; of well-formed XML it is the one that was opened last, and has no name here.
    Close(String),
    /// The file ends.
    End,
}

/// The pieces of a file.
pub(super) struct Reader<'a> {
    xml: quick_xml::Reader<Metered<'a>>,
    buffer: Vec<u8>,
    names: Names,
    /// How many elements are open.
    depth: usize,
    /// End tags have to be those of what is open. Until the first that is not.
    is_strict: bool,
    /// The last error was such an end tag: there is more to read.
    goes_on: bool,
}

impl<'a> Reader<'a> {
    /// Reads well-formed XML.
    pub(super) fn of(text: Box<dyn BufRead + 'a>) -> Self {
        Self::new(text, 1, true)
    }

    /// Reads SGML, which begins on line `line` of its file, as well as it can be taken for XML: an
    /// end tag ends whatever is open.
    pub(super) fn lenient(text: Box<dyn BufRead + 'a>, line: usize) -> Self {
        Self::new(text, line, false)
    }

    fn new(text: Box<dyn BufRead + 'a>, line: usize, is_strict: bool) -> Self {
        let metered = Metered { text, left: LONGEST_PIECE, line };
        let mut xml = quick_xml::Reader::from_reader(metered);
        let config = xml.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        config.check_end_names = is_strict;
        config.allow_unmatched_ends = !is_strict;
        let names = Names::default();
        Reader { xml, buffer: Vec::new(), names, depth: 0, is_strict, goes_on: false }
    }

    /// Returns false once an end tag was met that ends nothing: from there on which element is in
    /// which is a guess.
    pub(super) fn is_strict(&self) -> bool {
        self.is_strict
    }

    /// Returns true if reading may go on behind the error that was just met.
    pub(super) fn goes_on(&mut self) -> bool {
        std::mem::take(&mut self.goes_on)
    }

    /// Reads on to the next element that begins or ends; text between is left out.
    ///
    /// # Errors
    /// If what follows is no XML, or cannot be read: see [`Reader::goes_on`].
    pub(super) fn next(&mut self) -> Result<Piece, Error> {
        loop {
            if let Some(piece) = self.event(&mut None)? {
                return Ok(piece);
            }
        }
    }

    /// Reads the rest of `element`, which was just opened, with all that is in it. The outer error
    /// ends the file; the inner one is this element alone, and reading goes on behind it.
    pub(super) fn rest(&mut self, element: Element) -> Result<Result<Element, Error>, Error> {
        let mut building = Building { open: vec![element], elements: 0, bytes: 0, refused: None };
        let (outside, name) = (self.depth - 1, building.open[0].name.clone());
        loop {
            let mut held = Some(&mut building);
            let piece = match self.event(&mut held) {
                Err(error) if self.goes_on() => {
                    self.depth = outside;
                    return Ok(Err(error));
                }
                piece => piece?,
            };
            match piece {
                Some(Piece::Open(inner)) => building.open(inner),
                Some(Piece::Close(closed)) if self.depth == outside || closed == name => {
                    self.depth = outside;
                    return Ok(building.close_all());
                }
                Some(Piece::Close(_)) => building.close(self.depth - outside),
                Some(Piece::End) => return Err(cut(self.line(), &name)),
                None => {}
            }
        }
    }

    /// Reads one event. Text goes to what is being built; `None` if that is all.
    fn event(&mut self, building: &mut Option<&mut Building>) -> Result<Option<Piece>, Error> {
        self.buffer.clear();
        self.xml.get_mut().left = LONGEST_PIECE;
        let start = self.xml.buffer_position();
        let read = self.xml.read_event_into(&mut self.buffer);
        let line = self.xml.get_mut().line;
        let event = match read {
            Ok(event) => event,
            Err(error @ quick_xml::Error::IllFormed(_)) if self.is_strict => {
                self.is_strict = false;
                self.goes_on = true;
                let config = self.xml.config_mut();
                config.check_end_names = false;
                config.allow_unmatched_ends = true;
                return Err(complaint(line, error));
            }
            // Told once; but what does not move on would never end.
            Err(quick_xml::Error::IllFormed(_)) if self.xml.buffer_position() > start => {
                return Ok(None);
            }
            Err(error) => return Err(complaint(line, error)),
        };
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > DEEPEST_OF_ALL {
                    let says = format!("elements nested more than {DEEPEST_OF_ALL} deep");
                    return Err(Error::Malformed { says });
                }
                Ok(Some(Piece::Open(element(&tag, &mut self.names, self.depth))))
            }
            Event::End(tag) => {
                // Only what is not well-formed has end tags of nothing.
                if self.depth == 0 {
                    return Ok(None);
                }
                let name = tag.name();
                let name = if self.is_strict { "" } else { name.into_inner() };
                let closed = self.names.usual(name);
                self.names.leave(self.depth);
                self.depth -= 1;
                Ok(Some(Piece::Close(closed)))
            }
            Event::Eof if self.depth > 0 && self.is_strict && building.is_none() => {
                Err(cut(line, ""))
            }
            Event::Eof => Ok(Some(Piece::End)),
            Event::Text(text) => Ok(add(building, |to| to.push_str(&text.into_inner()))),
            Event::CData(text) => Ok(add(building, |to| to.push_str(&text.into_inner()))),
            Event::GeneralRef(name) => Ok(add(building, |to| push_entity(to, &name.into_inner()))),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => Ok(None),
        }
    }

    /// Returns the line it is at, from 1.
    fn line(&mut self) -> usize {
        self.xml.get_mut().line
    }
}

fn cut(line: usize, name: &str) -> Error {
    let place =
        if name.is_empty() { " too early".to_owned() } else { format!(" inside `<{name}>`") };
    Error::Malformed { says: format!("line {line}: the file ends{place}") }
}

fn add(building: &mut Option<&mut Building>, push: impl FnOnce(&mut String)) -> Option<Piece> {
    if let Some(building) = building {
        building.text(push);
    }
    None
}

fn complaint(line: usize, error: quick_xml::Error) -> Error {
    match error {
        quick_xml::Error::Io(error) => match error.get_ref() {
            Some(inner) if inner.is::<PieceTooLong>() => {
                Error::TooLong { limit: LONGEST_PIECE as u64 >> 20 }
            }
            _ => Error::Read(io::Error::new(error.kind(), error.to_string())),
        },
        error => Error::Malformed { says: format!("line {line}: not valid XML: {error}") },
    }
}

fn element(tag: &BytesStart<'_>, names: &mut Names, depth: usize) -> Element {
    let mut attributes = Vec::new();
    // Comparing each name with all others is for those who write XML.
    for attribute in tag.html_attributes().with_checks(false).flatten().take(MOST_ATTRIBUTES) {
        let (key, value) = (attribute.key.into_inner(), unescaped(&attribute.value));
        match key.strip_prefix("xmlns") {
            Some("") => names.declare(depth, "", &value),
            Some(prefix) if prefix.starts_with(':') => names.declare(depth, &prefix[1..], &value),
            _ => attributes.push((key.to_owned(), value)),
        }
    }
    let name = names.usual(tag.name().into_inner());
    Element { name, attributes, children: Vec::new() }
}

/// An element that is being read.
struct Building {
    /// The elements that are open, the outermost first.
    open: Vec<Element>,
    elements: usize,
    bytes: usize,
    /// Why it will not be given: then nothing more is kept.
    refused: Option<Error>,
}

impl Building {
    fn open(&mut self, element: Element) {
        self.elements += 1;
        self.bytes +=
            element.attributes.iter().map(|(key, value)| key.len() + value.len()).sum::<usize>();
        if self.elements > MOST_ELEMENTS {
            self.refuse(format!("an article of more than {MOST_ELEMENTS} elements"));
        } else if self.open.len() >= DEEPEST {
            self.refuse(format!("elements nested more than {DEEPEST} deep"));
        }
        self.weigh();
        if self.refused.is_none() {
            self.open.push(element);
        }
    }

    /// Closes the innermost element, so that `left` are open.
    fn close(&mut self, left: usize) {
        if self.refused.is_some() || self.open.len() <= left {
            return;
        }
        if let Some(closed) = self.open.pop()
            && let Some(outer) = self.open.last_mut()
        {
            outer.children.push(Node::Element(closed));
        }
    }

    fn close_all(&mut self) -> Result<Element, Error> {
        if let Some(error) = self.refused.take() {
            return Err(error);
        }
        while self.open.len() > 1 {
            self.close(self.open.len() - 1);
        }
        self.open.pop().ok_or(Error::Blank)
    }

    fn text(&mut self, push: impl FnOnce(&mut String)) {
        let Some(element) = self.open.last_mut().filter(|_| self.refused.is_none()) else { return };
        if !matches!(element.children.last(), Some(Node::Text(_))) {
            element.children.push(Node::Text(String::new()));
            self.elements += 1;
        }
        if let Some(Node::Text(text)) = element.children.last_mut() {
            let before = text.len();
            push(text);
            self.bytes += text.len() - before;
        }
        self.weigh();
    }

    fn weigh(&mut self) {
        if self.bytes > LONGEST_ARTICLE && self.refused.is_none() {
            self.open.clear();
            self.refused = Some(Error::TooLong { limit: LONGEST_ARTICLE as u64 >> 20 });
        }
    }

    fn refuse(&mut self, says: String) {
        // What was kept is of no use: memory is.
        self.open.clear();
        self.refused.get_or_insert(Error::Malformed { says });
    }
}

/// A text that gives no more than so many bytes for one piece, and counts lines.
struct Metered<'a> {
    text: Box<dyn BufRead + 'a>,
    /// So many bytes may still be read.
    left: usize,
    /// The line it is at, from 1.
    line: usize,
}

#[derive(Debug, thiserror::Error)]
#[error("one tag or run of text is too long")]
struct PieceTooLong;

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Metered<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let bytes = self.text.fill_buf()?;
        if self.left == 0 && !bytes.is_empty() {
            return Err(io::Error::other(PieceTooLong));
        }
        Ok(&bytes[..bytes.len().min(self.left)])
    }

    fn consume(&mut self, amount: usize) {
        // Looking at the text once more could meet an error, and lose it.
        if amount == 0 {
            return;
        }
        if let Ok(bytes) = self.text.fill_buf() {
            self.line += bytes.iter().take(amount).filter(|byte| **byte == b'\n').count();
        }
        self.left = self.left.saturating_sub(amount);
        self.text.consume(amount);
    }
}
