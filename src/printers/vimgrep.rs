//! One line for a match, for editors that jump to it.

use std::io::{self, Write};

use super::safe::visible_line;
use crate::locate::Place;

/// A longer line is cut, in bytes: that of a JSON record can be a whole article.
const LONGEST: usize = 240;
/// So much of a cut line stands before the match, in bytes.
const BEFORE: usize = 80;

/// Writes `file:line:column:text`, as `rg --vimgrep` does and vim's `errorformat` reads.
///
/// `line` is the text of the line at `place`. Of a match that stands on no line of a file that could
/// be opened, `file` is the [`Source`](crate::article::Source) of the article, `place` is within the
/// article's text, and `line` is of that.
///
/// # Errors
/// If `out` cannot be written.
pub fn vimgrep(file: &str, place: Place, line: &str, out: &mut dyn Write) -> io::Result<()> {
    let (file, line) = (visible_line(file), around(line, place.column - 1));
    writeln!(out, "{file}:{place}:{}", visible_line(&line))
}

/// Cuts a long line so that what stands at byte `at` stays.
fn around(line: &str, at: usize) -> String {
    if line.len() <= LONGEST {
        return line.to_owned();
    }
    let start = line.floor_char_boundary(at.saturating_sub(BEFORE));
    let end = line.floor_char_boundary(start + LONGEST);
    let mark = |is_cut| if is_cut { "…" } else { "" };
    format!("{}{}{}", mark(start > 0), &line[start..end], mark(end < line.len()))
}

#[cfg(test)]
mod tests {
    use super::vimgrep;
    use crate::locate::Place;

    #[track_caller]
    fn check(line: usize, column: usize, text: &str, expected: &str) {
        let mut out = Vec::new();
        vimgrep("news/a.txt", Place { line, column }, text, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), format!("{expected}\n"));
    }

    #[test]
    fn a_match_is_a_line_that_editors_read() {
        check(3, 5, "the tide: high", "news/a.txt:3:5:the tide: high");
        check(3, 5, "the \x1b[2Jtide\n", "news/a.txt:3:5:the ␛[2Jtide␊");
    }

    #[test]
    fn a_long_line_is_cut_around_the_match() {
        let long = format!("{}tide{}", "é".repeat(150), "x".repeat(300));
        let expected = format!("news/a.txt:1:301:…{}tide{}…", "é".repeat(40), "x".repeat(156));
        check(1, 301, &long, &expected);
        let expected = format!("news/a.txt:1:1:{}…", "é".repeat(120));
        check(1, 1, &long, &expected);
        check(9, 99_999, &long, "news/a.txt:9:99999:…");
    }
}
