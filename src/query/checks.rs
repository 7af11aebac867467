//! What the tests of this part share.

use jiff::civil::date;

use super::{Complaint, ComplaintKind, Reading, parse};

/// A Wednesday.
pub(super) fn reading() -> Reading<'static> {
    Reading::on(date(2024, 3, 6))
}

/// Checks how a query is read, that nothing is said of it, and that what is written back means the
/// same.
#[track_caller]
pub(super) fn check(query: &str, expected: &str) {
    let (parsed, complaints) = parse(query, &reading());
    assert_eq!((parsed.to_string().as_str(), complaints), (expected, Vec::new()), "{query}");
    let (again, complaints) = parse(expected, &reading());
    assert_eq!((again, complaints), (parsed, Vec::new()), "{query}");
}

/// Checks how a query is read, and the one repair of it.
#[track_caller]
pub(super) fn check_repair(query: &str, expected: &str, span: &str, says: &str) {
    let (parsed, complaints) = parse(query, &reading());
    assert_eq!(parsed.to_string(), expected, "{query}");
    let told: Vec<_> =
        complaints.iter().map(|c| (&query[c.span.clone()], c.says.as_str(), c.kind)).collect();
    assert_eq!(told, [(span, says, ComplaintKind::Repair)], "{query}");
}

/// Checks how a query is read, and the one note on all of it.
#[track_caller]
pub(super) fn check_note(query: &str, expected: &str, says: &str) {
    let (parsed, complaints) = parse(query, &reading());
    assert_eq!(parsed.to_string(), expected, "{query}");
    let (says, kind) = (says.to_owned(), ComplaintKind::Note);
    assert_eq!(complaints, [Complaint { span: 0..query.len(), says, kind }], "{query}");
}
