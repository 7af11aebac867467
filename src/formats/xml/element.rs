//! One element and what is in it: what a reader of a format looks at.

use super::draft::Said;
use crate::article::one_line;

use super::blocks;

/// An element. Names have no prefix if they are of the format itself, and the usual one if they are
/// of a module: `title`, `dc:creator`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub name: String,
    /// In the order written.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// What is in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// Returns the value of an attribute; `None` if it is not there or says nothing.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// Returns the value of an attribute of `XLink`, whatever its prefix.
    pub(super) fn xlink(&self, name: &str) -> Option<&str> {
        let is_it = |key: &str| key.rsplit(':').next() == Some(name);
        let (_, value) = self.attributes.iter().find(|(key, _)| is_it(key))?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// Returns true if the attribute has this value.
    pub(super) fn is(&self, attribute: &str, value: &str) -> bool {
        self.attribute(attribute) == Some(value)
    }

    /// Returns the elements that are directly in this one.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the elements called `name` that are directly in this one.
    pub(super) fn each(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// Returns all elements at a path of names, `body/body.head/hedline`, in order.
    pub(super) fn at(&self, path: &str) -> Vec<&Element> {
        let mut found = vec![self];
        for name in path.split('/') {
            found = found.into_iter().flat_map(|element| element.each(name)).collect();
        }
        found
    }

    /// Returns all elements below this one, however deep, each before what is in it.
    pub(super) fn below(&self) -> Below<'_> {
        let mut open: Vec<&Element> = self.elements().collect();
        open.reverse();
        Below { open }
    }

    /// Returns all elements below this one that are called `name`.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.below().filter(move |element| element.name == name)
    }

    /// Returns the text on one line, of what is at a path; the first that is not empty.
    pub(super) fn line(&self, path: &str) -> Option<String> {
        self.at(path).into_iter().find_map(Element::own_line)
    }

    /// As [`line`](Self::line), with the path.
    pub(super) fn said(&self, path: &'static str) -> Option<Said> {
        Said::at(path, self.line(path))
    }

    /// Returns the text of this element on one line.
    pub(super) fn own_line(&self) -> Option<String> {
        one_line(&self.text())
    }

    /// Returns the text of this element as it is written, with a space where a block ends.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    /// Never deeper than [`super::reader::DEEPEST`].
    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(piece) => text.push_str(piece),
                Node::Element(element) => {
                    let ends = blocks::is_block(&element.name);
                    if ends {
                        text.push(' ');
                    }
                    element.add_text(text);
                    if ends {
                        text.push(' ');
                    }
                }
            }
        }
    }
}

/// The elements below one.
pub(super) struct Below<'e> {
    open: Vec<&'e Element>,
}

impl<'e> Iterator for Below<'e> {
    type Item = &'e Element;

    fn next(&mut self) -> Option<&'e Element> {
        let next = self.open.pop()?;
        let start = self.open.len();
        self.open.extend(next.elements());
        self.open[start..].reverse();
        Some(next)
    }
}
