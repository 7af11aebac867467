//! Answers for people.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style};

use crate::association::Companion;
use crate::document::Document;
use crate::hit::{Facets, Hit, Hits, Snippet, Timeline};
use crate::holdings::Holdings;
use crate::schema::{Field, Schema};
use crate::search::Page;

use super::people::behind_name;
use super::printer::{Noun, Place, Printer, Scale};
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

/// Stands before the lines of a list that are not its first.
const INDENT: &str = "          ";

const ARTICLES: Noun = Noun { one: "article", many: "articles" };

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
pub(super) const MARK: Style =
    Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

impl Printer for Text {
    fn hits(&self, hits: &Hits, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        for (number, hit) in (page.offset + 1..).zip(&hits.hits) {
            self.hit(number, hit, out)?;
        }
        let is_folded = hits.hits.iter().any(|hit| hit.copies.is_some());
        let shown = if is_folded {
            let of = if hits.total == 1 { ARTICLES.one } else { ARTICLES.many };
            let (shown, total) = (hits.hits.len(), grouped(hits.total));
            format!("{shown} of {total} {of}, near copies folded")
        } else {
            shown(page, hits.hits.len(), hits.total, ARTICLES)
        };
        writeln!(out, "{}", self.dim(&shown))
    }

    fn facets(
        &self,
        facets: &Facets,
        page: &Page,
        noun: Noun,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let widest = facets.facets.first().map_or(0, |facet| grouped(facet.articles).len());
        for facet in &facets.facets {
            writeln!(out, "{:>widest$}  {}", grouped(facet.articles), visible_line(&facet.value))?;
        }
        let shown = shown(page, facets.facets.len(), facets.total, noun);
        writeln!(out, "{}", self.dim(&shown))?;
        match facets.without {
            0 => Ok(()),
            1 => writeln!(out, "{}", self.dim("1 article has none")),
            without => {
                writeln!(out, "{}", self.dim(&format!("{} articles have none", grouped(without))))
            }
        }
    }

    fn counts(&self, fields: &[(&str, Facets)], out: &mut dyn Write) -> io::Result<()> {
        for (field, facets) in fields {
            let most = facets.facets.first().map_or(0, |facet| facet.articles).max(facets.without);
            let widest = grouped(most).len();
            writeln!(out, "{}", self.styled(BOLD, field))?;
            for facet in &facets.facets {
                let value = visible_line(&facet.value);
                writeln!(out, "  {:>widest$}  {value}", grouped(facet.articles))?;
            }
            let more = facets.total.saturating_sub(facets.facets.len() as u64);
            if more > 0 {
                let more = self.dim(&format!("and {} more", grouped(more)));
                writeln!(out, "  {:>widest$}  {more}", "…")?;
            }
            if facets.without > 0 || facets.facets.is_empty() {
                writeln!(out, "  {:>widest$}  {}", grouped(facets.without), self.dim("none"))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn timeline(&self, timeline: &Timeline, scale: Scale, out: &mut dyn Write) -> io::Result<()> {
        self.bars(timeline, scale, out)
    }

    fn companions(
        &self,
        companions: &[Companion],
        page: &Page,
        total: u64,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let figures = |companion: &Companion| {
            let Companion { value: _, articles, all, likelihood } = companion;
            [grouped(*articles), grouped(*all), format!("{likelihood:.1}")]
        };
        let rows: Vec<[String; 3]> = std::iter::once(["with", "in all", "likelihood"])
            .map(|titles| titles.map(str::to_owned))
            .chain(companions.iter().map(figures))
            .collect();
        let widest = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
        let (with, all, likelihood) = (widest(0), widest(1), widest(2));
        let names = companions.iter().map(|companion| visible_line(&companion.value).into_owned());
        for (row, name) in rows.iter().zip(std::iter::once("name".to_owned()).chain(names)) {
            let [a, b, c] = row;
            writeln!(out, "{a:>with$}  {b:>all$}  {c:>likelihood$}  {name}")?;
        }
        let shown = shown(page, companions.len(), total, Noun { one: "name", many: "names" });
        writeln!(out, "{}", self.dim(&shown))
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
            let name = self.styled(DIM, &format!("{:<10}", field.name()));
            match field {
                // Who is given is said with the people.
                Field::Headline | Field::Body | Field::Furniture | Field::Given => {}
                Field::Person => {
                    let people = article.named();
                    for (at, (value, person)) in values.iter().zip(&people).enumerate() {
                        let name = if at == 0 { &name } else { INDENT };
                        writeln!(out, "{name} {value}{}", behind_name(article, person))?;
                    }
                }
                _ if values.is_empty() => {}
                _ => writeln!(out, "{name} {}", values.join("; "))?,
            }
        }
        for body in text(Field::Body) {
            for paragraph in body.split("\n\n") {
                writeln!(out)?;
                self.paragraph("", paragraph, out)?;
            }
        }
        // Nobody reads menus, but for what was looked for in them.
        let is_asked = |(field, snippet): &&(Field, Snippet)| {
            *field == Field::Furniture && !snippet.marks.is_empty()
        };
        for (_, snippet) in marked.iter().filter(is_asked) {
            writeln!(out, "\n{}", self.styled(DIM, "Beside the article"))?;
            for paragraph in self.marks(snippet, PLAIN).split("\n\n") {
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
        row("Index", place.index)?;
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
        for remark in &holdings.remarks {
            row("Note", remark)?;
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
        if let Some(copies) = hit.copies.filter(|copies| *copies > 0) {
            let noun = if copies == 1 { "copy" } else { "copies" };
            let copies = format!("and {} near {noun}: copies:{}", grouped(copies), &id[..8]);
            self.paragraph(&indent, &self.styled(DIM, &copies), out)?;
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

    pub(super) fn dim(&self, text: &str) -> String {
        self.styled(DIM, text)
    }

    pub(super) fn styled(&self, style: Style, text: &str) -> String {
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
fn shown(page: &Page, shown: usize, total: u64, noun: Noun) -> String {
    let things = if total == 1 { noun.one } else { noun.many };
    let total = grouped(total);
    if shown == 0 && page.limit > 0 {
        return format!("0 of {total} {things}");
    }
    if page.limit == 0 || total == grouped(shown as u64) {
        return format!("{total} {things}");
    }
    if page.after.is_some() {
        // Nobody knows how many stand before a cursor.
        return format!("{shown} more of {total} {things}");
    }
    format!("{}-{} of {total} {things}", page.offset + 1, page.offset + shown)
}

/// Writes a number with a comma before each group of three digits.
pub fn grouped(number: u64) -> String {
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

#[cfg(test)]
mod tests {
    use crate::association::Companion;
    use crate::hit::{Facet, Facets};
    use crate::printers::{Csv, Json, Noun, Printer as _, Text};
    use crate::search::{Cursor, Page, SortKey};

    #[track_caller]
    fn check(print: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>, expected: &str) {
        let mut out = Vec::new();
        print(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    fn facets(counts: &[(&str, u64)], total: u64, without: u64) -> Facets {
        let facet = |(value, articles): &(&str, u64)| Facet {
            value: (*value).to_owned(),
            articles: *articles,
        };
        Facets { total, without, facets: counts.iter().map(facet).collect(), ..Facets::default() }
    }

    #[test]
    fn articles_without_a_value_are_counted_too() {
        let names = Noun { one: "name", many: "names" };
        let page = Page { limit: 2, ..Page::default() };
        let found = facets(&[("Jane Doe", 1200), ("Jo\nRoe", 7)], 5, 1034);
        check(
            |out| Text::default().facets(&found, &page, names, out),
            "1,200  Jane Doe\n    7  Jo␊Roe\n1-2 of 5 names\n1,034 articles have none\n",
        );
        let cursor = Cursor { key: SortKey::Day(None), id: crate::article::ArticleId(1) };
        let page = Page { after: Some(cursor), ..page };
        check(
            |out| Text::default().facets(&facets(&[("Jane Doe", 1)], 3, 1), &page, names, out),
            "1  Jane Doe\n1 more of 3 names\n1 article has none\n",
        );
    }

    #[test]
    fn the_values_of_several_fields_stand_under_their_names() {
        let fields = [
            ("author", facets(&[("Jane Doe", 12), ("Jo Roe", 7)], 5, 3)),
            ("lang", facets(&[], 0, 0)),
        ];
        check(
            |out| Text::default().counts(&fields, out),
            "author\n  12  Jane Doe\n   7  Jo Roe\n   …  and 3 more\n   3  none\n\n\
             lang\n  0  none\n\n",
        );
        check(
            |out| Json.counts(&fields, out),
            "{\"facet\":\"author\",\"value\":\"Jane Doe\",\"articles\":12}\n\
             {\"facet\":\"author\",\"value\":\"Jo Roe\",\"articles\":7}\n\
             {\"facet\":\"author\",\"value\":null,\"articles\":3}\n",
        );
        check(
            |out| Csv.counts(&fields, out),
            "field,value,articles\nauthor,Jane Doe,12\nauthor,Jo Roe,7\nauthor,,3\n",
        );
    }

    #[test]
    fn companions_are_a_table() {
        let companion = |value: &str, articles, likelihood| Companion {
            value: value.to_owned(),
            articles,
            all: 1200,
            likelihood,
        };
        let found = [companion("Jane Doe", 12, 81.25), companion("Jo Roe", 1, -3.0)];
        let page = Page { limit: 2, ..Page::default() };
        check(
            |out| Text::default().companions(&found, &page, 3, out),
            concat!(
                "with  in all  likelihood  name\n",
                "  12   1,200        81.2  Jane Doe\n",
                "   1   1,200        -3.0  Jo Roe\n",
                "1-2 of 3 names\n",
            ),
        );
        check(
            |out| Json.companions(&found[1..], &page, 3, out),
            "{\"value\":\"Jo Roe\",\"articles\":1,\"all\":1200,\"likelihood\":-3.0}\n",
        );
    }
}
