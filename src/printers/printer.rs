//! What a printer is.

use std::io::{self, Write};
use std::path::Path;

use crate::document::Document;
use crate::hit::{Facets, Hits, Page, Snippet};
use crate::holdings::Holdings;
use crate::schema::Field;

/// Writes answers in one form. Nothing that an article holds can do more to a terminal than show
/// as text.
pub trait Printer {
    /// Writes the hits of a page.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn hits(&self, hits: &Hits, page: Page, out: &mut dyn Write) -> io::Result<()>;

    /// Writes the values of a field with their articles.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn facets(&self, facets: &Facets, page: Page, out: &mut dyn Write) -> io::Result<()>;

    /// Writes an article with its fields. `marked` has the texts in which something is marked.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn article(
        &self,
        article: &Document,
        marked: &[(Field, Snippet)],
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Writes what an index holds.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn holdings(
        &self,
        holdings: &Holdings,
        place: &Place<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()>;
}

/// Where an index is.
#[derive(Debug, Clone, Copy)]
pub struct Place<'p> {
    /// Its folder.
    pub index: &'p Path,
    /// The folder of its articles.
    pub corpus: &'p Path,
}
