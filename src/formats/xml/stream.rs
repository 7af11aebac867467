//! A file of articles in XML: gives one at a time, whatever the format.

use super::element::Element;
use super::reader::{Piece, Reader};
use crate::article::Article;
use crate::formats::format::{Articles, Error, Input};

/// What stands beside the articles is kept up to so many elements, and so many bytes of text.
const MOST_BESIDE: usize = 5_000;
const LONGEST_BESIDE: usize = 1 << 20;

/// How a format holds its articles.
pub(super) struct Shape {
    /// Elements that hold articles, or others of these.
    pub is_container: fn(&str) -> bool,
    /// Elements that are an article.
    pub articles: &'static [&'static str],
    /// Makes an article of one; `None` if it is none and nobody expects one.
    pub article: fn(&Element, &Beside<'_>) -> Result<Option<Article>, Error>,
}

/// What stands beside an article.
pub(super) struct Beside<'s> {
    /// Path of the file, for the dates that it tells.
    pub file: &'s str,
    /// What was read before it and is no article: title and language of a feed.
    pub elements: &'s [Element],
    /// The attributes of the outermost element.
    pub root: &'s Element,
}

impl Beside<'_> {
    /// Returns the text of the first element called `name` that has any.
    pub(super) fn line(&self, name: &str) -> Option<String> {
        let mut named = self.elements.iter().filter(|element| element.name == name);
        named.find_map(Element::own_line)
    }
}

/// Reads the articles of a file. An article that is broken costs itself alone, as long as the next
/// one can be told.
pub(super) fn articles<'a>(input: Input<'a>, shape: &'static Shape) -> Articles<'a> {
    let mut stream = Stream {
        file: input.file,
        shape,
        reader: Reader::of(input.text),
        root: None,
        elements: Vec::new(),
        kept: 0,
        part: 0,
        is_inside: false,
    };
    let mut is_over = false;
    Box::new(std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        match stream.next() {
            Ok(next) => next,
            Err(error) => {
                is_over = true;
                Some(Err((stream.part(), error)))
            }
        }
    }))
}

struct Stream<'a> {
    file: &'a str,
    shape: &'static Shape,
    reader: Reader<'a>,
    /// The outermost element, without what is in it; none before it is opened, and if it is the
    /// article itself.
    root: Option<Element>,
    elements: Vec<Element>,
    kept: usize,
    /// The articles that were begun.
    part: u32,
    /// It is in the last of them.
    is_inside: bool,
}

type Next = Option<Result<Article, (Option<u32>, Error)>>;

impl Stream<'_> {
    /// Reads the next article. An error here ends the file.
    fn next(&mut self) -> Result<Next, Error> {
        loop {
            let opened = match self.reader.next() {
                Ok(Piece::Open(element)) => element,
                Ok(Piece::Close(_)) => continue,
                Ok(Piece::End) => return Ok(None),
                Err(error) if self.reader.goes_on() => return Ok(Some(Err((self.part(), error)))),
                Err(error) => return Err(error),
            };
            if self.shape.articles.contains(&&*opened.name) {
                self.part += 1;
                self.is_inside = true;
                let whole = self.reader.rest(opened)?;
                let nothing = Element::default();
                let root = self.root.as_ref().unwrap_or(&nothing);
                let beside = Beside { file: self.file, elements: &self.elements, root };
                let part = self.part();
                self.is_inside = false;
                match whole.and_then(|element| (self.shape.article)(&element, &beside)) {
                    Ok(Some(mut article)) => {
                        article.source.part = part;
                        return Ok(Some(Ok(article)));
                    }
                    Ok(None) => {}
                    Err(error) => return Ok(Some(Err((part, error)))),
                }
            } else if (self.shape.is_container)(&opened.name) {
                self.root.get_or_insert(opened);
            } else if self.root.is_none() {
                let says = format!("its root element is `<{}>`, which is no article", opened.name);
                return Err(Error::Malformed { says });
            } else if self.reader.is_strict()
                && let Some(error) = self.keep(opened)?
            {
                return Ok(Some(Err((self.part(), error))));
            }
        }
    }

    /// Which article it is in, or which would be the next, if the file holds several.
    fn part(&self) -> Option<u32> {
        let part = if self.is_inside { self.part } else { self.part + 1 };
        (self.root.is_some() && self.part > 0).then_some(part)
    }

    /// Keeps what is no article. An end tag that ends nothing is told; one that is too long is of no
    /// use, and no article.
    fn keep(&mut self, opened: Element) -> Result<Option<Error>, Error> {
        let element = match self.reader.rest(opened)? {
            Ok(element) => element,
            Err(error) => return Ok((!self.reader.is_strict()).then_some(error)),
        };
        let length = element.text().len() + element.attributes.len();
        if self.elements.len() < MOST_BESIDE && self.kept + length <= LONGEST_BESIDE {
            self.kept += length;
            self.elements.push(element);
        }
        Ok(None)
    }
}
