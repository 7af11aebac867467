//! Shows what byline did not understand of a query, under the query.

use std::fmt::Write as _;

use crate::desk::today;
use crate::printers::visible;
use crate::query::{self, Complaint, ComplaintKind, Query, Reading};
use anyhow::bail;

use super::console::Console;

/// How a query is taken.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    /// Whether any of its words will do.
    pub(super) any: bool,
    /// Whether a query that is not well-formed is an error.
    pub(super) strict: bool,
}

/// Reads a query and says what was wrong with it.
pub(super) fn parse(
    text: &str,
    manner: Manner,
    console: &mut Console<'_>,
) -> anyhow::Result<Query> {
    let reading = Reading { any: manner.any, ..Reading::on(today()) };
    let (query, complaints) = query::parse(text, &reading);
    for complaint in complaints.iter().take(SHOWN) {
        console.say(&underlined(text, complaint))?;
    }
    if complaints.len() > SHOWN {
        console.say(&format!("  … and {} more like these", complaints.len() - SHOWN))?;
    }
    let is_repair = |complaint: &Complaint| complaint.kind == ComplaintKind::Repair;
    if manner.strict && complaints.iter().any(is_repair) {
        bail!("the query is not well-formed, and --strict was given");
    }
    Ok(query)
}

/// So many complaints help; more do not.
const SHOWN: usize = 5;
/// A query over several lines, or a very long one, is not shown around its complaint.
const LONGEST: usize = 200;
/// Of such a query a place of so many bytes is shown alone.
const PLACE: usize = 40;

fn underlined(text: &str, complaint: &Complaint) -> String {
    let Complaint { span, says, kind: _ } = complaint;
    if text.len() > LONGEST || text.contains('\n') {
        let place = &text[span.clone()];
        let is_short = !place.is_empty() && place.len() <= PLACE && !place.contains('\n');
        let place = if is_short { format!("`{}`: ", visible(place)) } else { String::new() };
        return format!("note: {place}{says}");
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
    use crate::query::{Complaint, ComplaintKind};

    #[test]
    fn a_complaint_points_at_its_place() {
        let says = "what is this?".to_owned();
        let complaint = Complaint { span: 7..9, says, kind: ComplaintKind::Repair };
        assert_eq!(underlined("café  or b", &complaint), "  café  or b\n        ^^ what is this?");
    }
}
