//! What is said of a query that was not taken as it was typed.

use std::ops::Range;

use super::signs::Plain;

/// Something that byline says of a query. A query is never refused: this says what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Where it stands in the query, in bytes, on character borders; may be empty at the end.
    pub span: Range<usize>,
    /// What byline made of it.
    pub says: String,
    /// Whether something was wrong.
    pub kind: ComplaintKind,
}

/// How much there is to complain of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComplaintKind {
    /// It is well-formed; this is how it was read.
    Note,
    /// Something was changed or left out.
    Repair,
}

/// So many are kept of each kind: more come of a file taken for a query, and nobody reads them.
const MOST: usize = 100;

/// The complaints of a query, with the places as the folded query has them.
pub(super) struct Complaints<'q> {
    plain: &'q Plain<'q>,
    list: Vec<Complaint>,
}

impl<'q> Complaints<'q> {
    /// Begins with none.
    pub(super) fn of(plain: &'q Plain<'q>) -> Self {
        Complaints { plain, list: Vec::new() }
    }

    /// Says how something well-formed was read.
    pub(super) fn note(&mut self, span: Range<usize>, says: impl Into<String>) {
        self.add(span, says.into(), ComplaintKind::Note);
    }

    /// Says what was changed or left out.
    pub(super) fn repair(&mut self, span: Range<usize>, says: impl Into<String>) {
        self.add(span, says.into(), ComplaintKind::Repair);
    }

    fn add(&mut self, span: Range<usize>, says: String, kind: ComplaintKind) {
        if self.list.iter().filter(|complaint| complaint.kind == kind).count() < MOST {
            self.list.push(Complaint { span: self.plain.origin(span), says, kind });
        }
    }

    /// Returns true if nothing was repaired.
    pub(super) fn is_sound(&self) -> bool {
        self.list.iter().all(|complaint| complaint.kind == ComplaintKind::Note)
    }

    /// Returns all of them, in the order of the query.
    pub(super) fn in_order(mut self) -> Vec<Complaint> {
        self.list.sort_by_key(|complaint| complaint.span.start);
        self.list
    }
}
