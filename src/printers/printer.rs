//! What a printer is.

use std::io::{self, Write};
use std::path::Path;

use crate::association::Companion;
use crate::document::Document;
use crate::hit::{Facets, Hits, Snippet, Timeline};
use crate::holdings::Holdings;
use crate::schema::Field;
use crate::search::{Page, Period};

/// Writes answers in one form. Nothing that an article holds can do more to a terminal than show
/// as text.
pub trait Printer {
    /// Writes the hits of a page.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn hits(&self, hits: &Hits, page: &Page, out: &mut dyn Write) -> io::Result<()>;

    /// Writes the values of a field with their articles.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn facets(
        &self,
        facets: &Facets,
        page: &Page,
        noun: Noun,
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Writes the most frequent values of several fields, each under its name.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn counts(&self, fields: &[(&str, Facets)], out: &mut dyn Write) -> io::Result<()>;

    /// Writes how many articles were published when.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn timeline(&self, timeline: &Timeline, scale: Scale, out: &mut dyn Write) -> io::Result<()>;

    /// Writes a page of those who stand with somebody, of `total` in all.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn companions(
        &self,
        companions: &[Companion],
        page: &Page,
        total: u64,
        out: &mut dyn Write,
    ) -> io::Result<()>;

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

/// What the values of a field are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// One of them.
    pub one: &'static str,
    /// Several.
    pub many: &'static str,
}

/// What a timeline shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The step of its periods.
    pub by: Period,
    /// Whether the share of all articles of a period is shown.
    pub normalize: bool,
}

/// Where an index is.
#[derive(Debug, Clone, Copy)]
pub struct Place<'p> {
    /// Its folder, or its address on a server.
    pub index: &'p str,
    /// The folder of its articles.
    pub corpus: &'p Path,
}
