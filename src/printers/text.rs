//! Answers for people.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style};

use crate::document::Document;
use crate::hit::{Facets, Hit, Hits, Page, Snippet};
use crate::holdings::Holdings;
use crate::schema::{Field, Schema};

use super::printer::{Place, Printer};
use super::safe::{visible, visible_line};

/// So many reasons why files were not read are listed; `--all` lists the rest.
const REASONS: usize = 20;
/// So many files are listed for a reason, and so many reasons for a file.
const EXAMPLES: usize = 3;
/// A page reads badly if its lines are longer than this, in columns.
const WIDEST: usize = 100;

/// How a page looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether there are colors and bold type.
    pub styled: bool,
    /// Where lines are broken, in columns; `None` if they are not.
    pub width: Option<usize>,
    /// Whether nothing is left out of a list.
    pub all: bool,
}

/// Writes for people.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text {
    /// How it looks.
    pub look: Look,
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const MARK: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

impl Printer for Text {
    fn hits(&self, hits: &Hits, page: Page, out: &mut dyn Write) -> io::Result<()> {
        for (number, hit) in (page.offset + 1..).zip(&hits.hits) {
            self.hit(number, hit, out)?;
        }
        let shown = shown(page, hits.hits.len(), hits.total, "article", "articles");
        writeln!(out, "{}", self.styled(DIM, &shown))
    }

    fn facets(&self, facets: &Facets, page: Page, out: &mut dyn Write) -> io::Result<()> {
        let widest = facets.facets.first().map_or(0, |facet| grouped(facet.articles).len());
        for facet in &facets.facets {
            writeln!(out, "{:>widest$}  {}", grouped(facet.articles), visible_line(&facet.value))?;
        }
        let shown = shown(page, facets.facets.len(), facets.total, "name", "names");
        writeln!(out, "{}", self.styled(DIM, &shown))
    }

    fn article(
        &self,
        article: &Document,
        marked: &[(Field, Snippet)],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let text = |field| -> Vec<String> {
            let marked: Vec<_> = marked.iter().filter(|(f, _)| *f == field).collect();
            if marked.is_empty() {
                return article
                    .all(field)
                    .map(|value| visible(&value.written(field)).into_owned())
                    .collect();
            }
            marked.iter().map(|(_, snippet)| self.marks(snippet, PLAIN)).collect()
        };
        for line in text(Field::Headline) {
            self.paragraph("", &self.styled(BOLD, &line), out)?;
        }
        writeln!(out)?;
        for (field, _) in Schema::get().fields() {
            let values = text(field);
            if !values.is_empty() && !matches!(field, Field::Headline | Field::Body) {
                let name = self.styled(DIM, &format!("{:<10}", field.name()));
                writeln!(out, "{name} {}", values.join("; "))?;
            }
        }
        for body in text(Field::Body) {
            for paragraph in body.split("\n\n") {
                writeln!(out)?;
                self.paragraph("", paragraph, out)?;
            }
        }
        Ok(())
    }

    fn holdings(
        &self,
        holdings: &Holdings,
        place: &Place<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut row = |name: &str, value: &str| {
            writeln!(out, "{} {}", self.styled(DIM, &format!("{name:<9}")), visible(value))
        };
        row("Index", &place.index.display().to_string())?;
        row("Corpus", &place.corpus.display().to_string())?;
        row("Articles", &grouped(holdings.articles))?;
        row("Files", &grouped(holdings.files))?;
        row("Size", &size(holdings.bytes))?;
        if let Some((earliest, latest)) = holdings.dates {
            row("Dates", &format!("{earliest} to {latest}"))?;
        }
        match holdings.last_run {
            Some(run) => {
                let stopped = if run.whole { "" } else { ", stopped before it was done" };
                row("Last run", &format!("{}{stopped}", run.at.strftime("%Y-%m-%d %H:%M:%S UTC")))?;
            }
            None => row("Last run", "none: `byline index` fills the index")?,
        }
        self.flawed(holdings, out)
    }
}

impl Text {
    fn hit(&self, number: usize, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let indent = " ".repeat(4);
        let headline = match hit.headline.text.trim() {
            "" => self.styled(DIM, "(no headline)"),
            _ => self.marks(&hit.headline, BOLD),
        };
        let headline = format!("{number:>2}. {headline}");
        self.wrapped(&headline, "", &indent, out)?;
        let authors = hit.authors.join(", ");
        let published = hit.published.map(|date| date.to_string());
        let about = [
            Some(authors.as_str()).filter(|authors| !authors.is_empty()),
            published.as_deref(),
            hit.publication.as_deref(),
            hit.section.as_deref(),
        ];
        let about: Vec<_> = about.into_iter().flatten().map(visible_line).collect();
        if !about.is_empty() {
            self.paragraph(&indent, &about.join(" · "), out)?;
        }
        let id = hit.id.to_string();
        let place = format!("{} · {}", visible_line(&hit.source.to_string()), &id[..8]);
        self.paragraph(&indent, &self.styled(DIM, &place), out)?;
        for snippet in &hit.snippets {
            self.paragraph(&indent, &self.marks(snippet, PLAIN), out)?;
        }
        writeln!(out)
    }

    fn flawed(&self, holdings: &Holdings, out: &mut dyn Write) -> io::Result<()> {
        let flawed = &holdings.flawed;
        if flawed.is_empty() {
            return Ok(());
        }
        let files = if flawed.len() == 1 { "file" } else { "files" };
        let number = grouped(flawed.len() as u64);
        writeln!(out, "\n{number} {files} could not be read, or not whole:")?;
        let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for record in flawed {
            let problems = &record.problems;
            let told = if self.look.all { problems.len() } else { problems.len().min(EXAMPLES) };
            for problem in &problems[..told] {
                let at = *known.entry(problem).or_insert(reasons.len());
                if at == reasons.len() {
                    reasons.push((problem, Vec::new()));
                }
                reasons[at].1.push(&record.file);
            }
        }
        // Those of most files first, then in the order of the files.
        reasons.sort_by_key(|(_, files)| Reverse(files.len()));
        let limit = |limit| if self.look.all { usize::MAX } else { limit };
        for (reason, files) in reasons.iter().take(limit(REASONS)) {
            writeln!(out, "  {}", visible_line(reason))?;
            for file in files.iter().take(limit(EXAMPLES)) {
                writeln!(out, "      {}", visible_line(file))?;
            }
            self.more(files.len(), limit(EXAMPLES), "      ", out)?;
        }
        self.more(reasons.len(), limit(REASONS), "  ", out)
    }

    /// Says how many entries of a list were left out.
    fn more(&self, all: usize, listed: usize, indent: &str, out: &mut dyn Write) -> io::Result<()> {
        let Some(more) = all.checked_sub(listed).filter(|more| *more > 0) else { return Ok(()) };
        let more = format!("… and {} more: `byline status --all`", grouped(more as u64));
        writeln!(out, "{indent}{}", self.styled(DIM, &more))
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.look.styled && style != PLAIN {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// Writes the marks into the text, which is in `style` otherwise.
    fn marks(&self, snippet: &Snippet, style: Style) -> String {
        let mut styled = String::new();
        let mut at = 0;
        let piece = |range: Range<usize>| visible(&snippet.text[range]);
        for mark in &snippet.marks {
            styled += &self.styled_piece(style, &piece(at..mark.start));
            styled += &self.styled_piece(MARK, &piece(mark.clone()));
            at = mark.end;
        }
        styled + &self.styled_piece(style, &piece(at..snippet.text.len()))
    }

    fn styled_piece(&self, style: Style, text: &str) -> String {
        if text.is_empty() { String::new() } else { self.styled(style, text) }
    }

    fn paragraph(&self, indent: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        self.wrapped(text, indent, indent, out)
    }

    fn wrapped(&self, text: &str, first: &str, rest: &str, out: &mut dyn Write) -> io::Result<()> {
        let Some(width) = self.look.width else { return writeln!(out, "{first}{text}") };
        let options = textwrap::Options::new(width.clamp(20, WIDEST))
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(text, options).iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

/// "1-10 of 46 articles"
fn shown(page: Page, shown: usize, total: u64, one: &str, many: &str) -> String {
    let things = if total == 1 { one } else { many };
    let total = grouped(total);
    if shown == 0 && page.limit > 0 {
        return format!("0 of {total} {things}");
    }
    if page.limit == 0 || total == grouped(shown as u64) {
        return format!("{total} {things}");
    }
    format!("{}-{} of {total} {things}", page.offset + 1, page.offset + shown)
}

/// Writes a number with a comma before each group of three digits.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}
