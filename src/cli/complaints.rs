//! Shows what byline did not understand of a query, under the query.

use std::fmt::Write as _;

use anyhow::bail;

use crate::printers::visible;
use crate::query::{self, Complaint, Query};
use crate::schema::Schema;

use super::console::Console;

/// Reads a query and says what was wrong with it.
pub(super) fn parse(text: &str, strict: bool, console: &mut Console<'_>) -> anyhow::Result<Query> {
    let (query, complaints) = query::parse(text, Schema::get());
    for complaint in complaints.iter().take(SHOWN) {
        console.say(&underlined(text, complaint))?;
    }
    if complaints.len() > SHOWN {
        console.say(&format!("  … and {} more like these", complaints.len() - SHOWN))?;
    }
    if strict && !complaints.is_empty() {
        bail!("the query is not well-formed, and --strict was given");
    }
    Ok(query)
}

/// So many complaints help; more do not.
const SHOWN: usize = 5;
/// A query over several lines, or a very long one, is not shown around its complaint.
const LONGEST: usize = 200;

fn underlined(text: &str, complaint: &Complaint) -> String {
    let Complaint { span, says } = complaint;
    if text.len() > LONGEST || text.contains('\n') {
        return format!("note: {says}");
    }
    let width = |piece: &str| textwrap::core::display_width(&visible(piece));
    let (before, inside) = (width(&text[..span.start]), width(&text[span.clone()]));
    let mut shown = format!("  {text}\n  ");
    // A write to a string does not fail.
    write!(shown, "{}{} {says}", " ".repeat(before), "^".repeat(inside.max(1))).ok();
    shown
}

#[cfg(test)]
mod tests {
    use super::underlined;
    use crate::query::Complaint;

    #[test]
    fn a_complaint_points_at_its_place() {
        let complaint = Complaint { span: 7..9, says: "what is this?".to_owned() };
        assert_eq!(underlined("café  or b", &complaint), "  café  or b\n        ^^ what is this?");
    }
}
