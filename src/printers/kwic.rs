//! A concordance: each match on a line of its own, one below the other ("key word in context").

use std::io::{self, Write};

use textwrap::core::display_width;

use crate::article::{ArticleId, Source};
use crate::hit::KwicLine;

use super::safe::visible_line;
use super::text::{MARK, Text};

/// Where nobody says how wide a line is, in columns.
const WIDTH: usize = 100;
/// So much of a path is shown, in columns: the end of it tells most.
const PATH: usize = 24;

impl Text {
    /// Writes a line for each match, behind the id and the file of the article.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn concordance(
        &self,
        id: ArticleId,
        source: &Source,
        lines: &[KwicLine],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let id = id.to_string();
        let source = source.to_string();
        let path = last(&visible_line(&source), PATH);
        let place = format!("{} {path:<PATH$}", &id[..8]);
        let room = self.look.width.unwrap_or(WIDTH).saturating_sub(display_width(&place) + 2);
        let left = (room / 2).max(10);
        for line in lines {
            let before = last(&visible_line(&line.left), left);
            let hit = visible_line(&line.hit).into_owned();
            let right = room.saturating_sub(left + display_width(&hit)).max(10);
            let after = first(&visible_line(&line.right), right);
            let gap = " ".repeat(left.saturating_sub(display_width(&before)));
            let hit = self.styled(MARK, &hit);
            writeln!(out, "{}  {gap}{before}{hit}{}", self.dim(&place), after.trim_end())?;
        }
        Ok(())
    }
}

/// Returns as much of the beginning as fits in `width` columns.
fn first(text: &str, width: usize) -> String {
    fitting(text.chars(), width).into_iter().collect()
}

/// Returns as much of the end as fits in `width` columns; what is cut is told by an ellipsis.
fn last(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let end = fitting(text.chars().rev(), width.saturating_sub(1));
    std::iter::once('…').chain(end.into_iter().rev()).collect()
}

fn fitting(chars: impl Iterator<Item = char>, width: usize) -> Vec<char> {
    let mut used = 0;
    let fits = |c: &char| {
        used += display_width(c.encode_utf8(&mut [0; 4]));
        used <= width
    };
    chars.take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use crate::article::{ArticleId, Source};
    use crate::hit::KwicLine;
    use crate::printers::{Look, Text};

    #[test]
    fn matches_stand_below_each_other() {
        let at = |left: &str, right: &str| KwicLine {
            left: left.to_owned(),
            hit: "rate".to_owned(),
            right: right.to_owned(),
        };
        let lines = [
            at("a long way to the ", " that the bank had set in the spring of the year"),
            at("The ", ""),
            at("銀行の ", " 上昇"),
        ];
        let file = "news/1987/06/a-very-long-name.txt".to_owned();
        let source = Source { file, part: Some(12) };
        let text = Text { look: Look { width: Some(65), ..Look::default() } };
        let mut out = Vec::new();
        text.concordance(ArticleId(0), &source, &lines, &mut out).unwrap();
        let place = "00000000 …a-very-long-name.txt#12";
        let expected = format!(
            "{place}  …ng way to the rate that the b\n{place}             The rate\n\
             {place}          銀行の rate 上昇\n"
        );
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
