//! The paragraphs of a text that is written in elements: of NITF, of XHTML, of a format's own.

use super::element::{Element, Node};

/// Elements that are no part of a sentence.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "block",
    "blockquote",
    "body",
    "body.content",
    "bq",
    "br",
    "byttl",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "fn",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hl1",
    "hl2",
    "hr",
    "li",
    "main",
    "media",
    "media-caption",
    "note",
    "ol",
    "p",
    "paragraph",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
/// Elements whose text nobody reads in the article.
const HIDDEN: &[&str] = &[
    "head",
    "script",
    "style",
    "media-metadata",
    "media-object",
    "media-producer",
    "media-reference",
    "nitf-table-metadata",
    "svg",
    "template",
];
/// Cells of a table stand on one line.
const CELLS: &[&str] = &["td", "th"];

/// Returns true if a sentence does not go on behind an element called so.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Returns the text of an element in paragraphs, each on one line.
pub(super) fn paragraphs_of(element: &Element) -> Vec<String> {
    paragraphs(element, &|_| false)
}

/// The same, without what `skip` holds for no part of it.
pub(super) fn paragraphs(element: &Element, skip: &dyn Fn(&Element) -> bool) -> Vec<String> {
    let mut found = vec![String::new()];
    add(element, skip, &mut found);
    found.iter().filter_map(|text| crate::article::one_line(text)).collect()
}

fn add(element: &Element, skip: &dyn Fn(&Element) -> bool, found: &mut Vec<String>) {
    for node in &element.children {
        match node {
            Node::Text(text) => {
                if let Some(last) = found.last_mut() {
                    last.push_str(text);
                }
            }
            Node::Element(inner) if HIDDEN.contains(&&*inner.name) || skip(inner) => {}
            Node::Element(inner) => {
                let name = inner.name.as_str();
                let (is_cell, is_block) = (CELLS.contains(&name), is_block(name));
                match found.last_mut() {
                    Some(last) if is_cell => last.push(' '),
                    _ if is_block => found.push(String::new()),
                    _ => {}
                }
                add(inner, skip, found);
                if is_block && !is_cell {
                    found.push(String::new());
                }
            }
        }
    }
}
