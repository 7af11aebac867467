//! Lines to paragraphs: some pages give each a line, others wrap them at a column.

/// A wrapped line is at least and at most so long, in characters.
const COLUMNS: std::ops::RangeInclusive<usize> = 40..=90;

/// One line of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Without white space at its ends; empty if there is nothing else.
    pub(super) text: &'t str,
    /// True if it is set in, as the first line of a paragraph may be.
    pub(super) indented: bool,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Self {
        let indented = line.starts_with("  ") || line.starts_with('\t');
        Line { text: line.trim(), indented }
    }
}

/// Returns the lines of `text`, the empty ones too.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    // Old Macs end a line with a carriage return alone.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    // To part at one character is many times faster than at one of several.
    if text.contains('\u{2028}') || text.contains('\u{2029}') {
        text.split([end, '\u{2028}', '\u{2029}']).map(Line::of).collect()
    } else {
        text.split(end).map(Line::of).collect()
    }
}

/// Returns true if the lines are cut at a column, so that a paragraph has several.
pub(super) fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let mut pairs = 0;
    let mut cut = 0;
    for pair in lines.windows(2) {
        if pair[0].text.is_empty() || pair[1].text.is_empty() {
            continue;
        }
        pairs += 1;
        let length = pair[0].text.chars().count();
        let open = !pair[0].text.ends_with(['.', '!', '?', '"', '”', ':', '»', '…', ')']);
        cut += usize::from(open && COLUMNS.contains(&length));
    }
    // A header of some lines above paragraphs of one line each has few such pairs.
    let longest = lines.iter().map(|line| line.text.len()).max().unwrap_or(0);
    cut >= 3 && cut * 2 > pairs && longest <= 2 * COLUMNS.end()
}

/// Joins the lines of each paragraph.
pub(super) fn joined(lines: &[Line<'_>]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.text.is_empty() {
            open = false;
            continue;
        }
        match paragraphs.last_mut().filter(|_| open && !line.indented) {
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(line.text);
            }
            None => paragraphs.push(line.text.to_owned()),
        }
        open = true;
    }
    paragraphs
}
