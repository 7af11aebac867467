//! The pages of a PDF in their order (ISO 32000-1, 7.7.3).

use std::collections::HashSet;

use super::Error;
use super::file::File;
use super::object::{Dictionary, Object};
use super::page::{Drawn, Piece, draw};

/// A file of more pages is a book, or a trap.
const MOST: usize = 2000;
/// Groups of pages within groups to this depth.
const DEEPEST: usize = 32;

/// What a page has from the groups it is in.
#[derive(Clone, Default)]
struct Inherited {
    resources: Dictionary,
    turned: usize,
}

struct Walk<'w, 'f> {
    file: &'w File<'f>,
    drawn: &'w mut Drawn,
    seen: HashSet<u32>,
    pages: Vec<Vec<Piece>>,
}

/// Returns what each page shows.
///
/// # Errors
/// If there are none, or too many.
pub(super) fn of(file: &File<'_>, drawn: &mut Drawn) -> Result<Vec<Vec<Piece>>, Error> {
    let root = file.trailer("Root").ok_or(Error::Broken)?;
    let tree = root.get(b"Pages".as_slice()).ok_or(Error::Broken)?;
    let mut walk = Walk { file, drawn, seen: HashSet::new(), pages: Vec::new() };
    walk.go(tree, &Inherited::default(), 0)?;
    if walk.pages.is_empty() { Err(Error::Broken) } else { Ok(walk.pages) }
}

impl Walk<'_, '_> {
    fn go(&mut self, node: &Object, from: &Inherited, depth: usize) -> Result<(), Error> {
        // A group that holds itself would never end.
        let is_new = match node {
            Object::Reference(number) => self.seen.insert(*number),
            _ => true,
        };
        let Some(page) = self.file.dictionary(node).filter(|_| is_new && depth < DEEPEST) else {
            return Ok(());
        };
        let mut own = from.clone();
        if let Some(resources) = self.file.get_dictionary(&page, "Resources") {
            own.resources = resources;
        }
        if let Some(turned) = self.file.get(&page, "Rotate").and_then(|turned| turned.number()) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the remainder is 0 to 3"
            )]
            let quarters = (turned / 90.0).rem_euclid(4.0) as usize;
            own.turned = quarters;
        }
        if let Some(kids) = self.file.get(&page, "Kids") {
            for kid in kids.list() {
                self.go(kid, &own, depth + 1)?;
            }
            return Ok(());
        }
        if self.pages.len() == MOST {
            return Err(Error::Long);
        }
        let content = self.content(&page);
        self.pages.push(draw(self.file, self.drawn, &content, &own.resources, own.turned));
        Ok(())
    }

    /// One stream, or several that are read as one.
    fn content(&self, page: &Dictionary) -> Vec<u8> {
        let Some(told) = page.get(b"Contents".as_slice()) else { return Vec::new() };
        let one = |object: &Object| self.file.unpack(&self.file.stream(object)?);
        if let Some(content) = one(told) {
            return content;
        }
        let mut content = Vec::new();
        for part in self.file.resolve(told).list() {
            content.extend(one(part).unwrap_or_default());
            content.push(b'\n');
        }
        content
    }
}
