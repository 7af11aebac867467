//! Pieces of text to lines, and lines to paragraphs.
//!
//! What is drawn first is read first: programs draw articles in their order, column by column, and
//! where they do not no rule about places is right for all.

use std::collections::HashMap;

use super::page::Piece;

/// Pieces of one line may overlap by so many sizes, stand as far apart, and stand as much higher.
const OVERLAP: f32 = 0.5;
const APART: f32 = 4.0;
const HIGHER: f32 = 0.3;
/// A line that begins so many sizes to the right of the one before begins a paragraph.
const INDENT: f32 = 0.8;
/// Lines are set so many sizes apart at most, and so many times as far as most.
const LEADING: f32 = 2.2;
const WIDER: f32 = 1.25;
/// Letters are of one size if one is not so many times as large as the other.
const SAME_SIZE: f32 = 1.06;
/// Those of a heading are at least so many times as large as most.
const HEADING: f32 = 1.25;
/// The heading is one of so many paragraphs at the top, and has so many letters.
const TOP: usize = 8;
const HEADING_LETTERS: std::ops::Range<usize> = 8..300;
/// So many lines at the top and the bottom of a page may be the same on others.
const EDGE: usize = 3;
/// A line that ends a paragraph may be shorter than the others by so many sizes.
const SHORTER: f32 = 2.0;

#[derive(Debug, Clone)]
struct Line {
    text: String,
    left: f32,
    right: f32,
    height: f32,
    size: f32,
}

/// Lines that belong together.
struct Paragraph {
    text: String,
    size: f32,
    is_on_first_page: bool,
    last: Line,
    /// How far its lines go to the right.
    right: f32,
    lines: usize,
}

/// Returns the heading at the top of the first page, and the paragraphs that follow.
pub(super) fn paragraphs(pages: &[Vec<Piece>]) -> (Option<String>, Vec<String>) {
    let mut pages: Vec<Vec<Line>> = pages.iter().map(|pieces| lines(pieces)).collect();
    drop_furniture(&mut pages);
    let usual = usual_size(&pages);
    let leading = usual_leading(&pages);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for line in page {
            match paragraphs.last_mut() {
                Some(paragraph) if paragraph.goes_on(line, leading) => paragraph.add(line),
                _ => paragraphs.push(Paragraph::of(line, number == 0)),
            }
        }
    }
    let heading = heading(&paragraphs, usual).map(|at| paragraphs.remove(at).text);
    (heading, paragraphs.into_iter().map(|paragraph| paragraph.text).collect())
}

fn lines(pieces: &[Piece]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for Piece { text, left, right, height, size } in pieces {
        if let Some(line) = lines.last_mut() {
            let gap = left - line.right;
            let larger = line.size.max(*size);
            if (-OVERLAP * larger..APART * larger).contains(&gap)
                && (height - line.height).abs() < HIGHER * larger
            {
                let is_apart = line.text.ends_with(' ') || text.starts_with(' ');
                if gap > super::page::WORD_GAP * larger && !is_apart {
                    line.text.push(' ');
                }
                line.text.push_str(text);
                line.right = *right;
                // A raised initial, or a mark of a footnote, does not make the line.
                if text.len() > line.text.len() / 2 {
                    (line.size, line.height) = (*size, *height);
                }
                continue;
            }
        }
        let (left, right, height, size) = (*left, *right, *height, *size);
        lines.push(Line { text: text.clone(), left, right, height, size });
    }
    for line in &mut lines {
        line.text = cleaned(&line.text);
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// One space between words, and letters that were joined for print apart.
fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !clean.is_empty() {
            clean.push(' ');
        }
        for c in word.chars() {
            match c {
                '\u{fb00}' => clean.push_str("ff"),
                '\u{fb01}' => clean.push_str("fi"),
                '\u{fb02}' => clean.push_str("fl"),
                '\u{fb03}' => clean.push_str("ffi"),
                '\u{fb04}' => clean.push_str("ffl"),
                '\u{fb05}' | '\u{fb06}' => clean.push_str("st"),
                // Of private use, or not known.
                '\u{e000}'..='\u{f8ff}' | '\u{fffd}' => {}
                c => clean.push(c),
            }
        }
    }
    clean
}

impl Paragraph {
    fn of(line: &Line, is_on_first_page: bool) -> Self {
        Paragraph {
            text: line.text.clone(),
            size: line.size,
            is_on_first_page,
            last: line.clone(),
            right: line.right,
            lines: 1,
        }
    }

    fn add(&mut self, line: &Line) {
        join(&mut self.text, &line.text);
        self.last = line.clone();
        self.right = self.right.max(line.right);
        self.lines += 1;
    }

    /// Whether `line` belongs to it; lines are set `leading` sizes apart.
    fn goes_on(&self, line: &Line, leading: f32) -> bool {
        if !is_same(self.size, line.size) {
            return false;
        }
        let down = self.last.height - line.height;
        if !(0.0..LEADING * self.size).contains(&down) {
            // In the next column or page it goes on if it was not at its end.
            return !ends_sentence(&self.text) && self.lines > 1;
        }
        let is_indented = line.left - self.last.left > INDENT * self.size
            && (self.lines > 1 || ends_sentence(&self.text));
        let was_short = self.right - self.last.right > SHORTER * self.size
            && self.lines > 1
            && ends_sentence(&self.text);
        let is_longer = line.right - self.last.right > 8.0 * self.size
            && self.lines == 1
            && ends_sentence(&self.text);
        down <= WIDER * leading * self.size && !is_indented && !was_short && !is_longer
    }
}

fn is_same(a: f32, b: f32) -> bool {
    a <= b * SAME_SIZE && b <= a * SAME_SIZE
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']']);
    text.ends_with(['.', '!', '?', ':', '…'])
}

/// Puts a line behind a text; a word that was divided becomes whole.
fn join(text: &mut String, line: &str) {
    let before = text.chars().nth_back(1);
    let divided = text.ends_with(['-', '\u{ad}', '\u{2010}'])
        && before.is_some_and(char::is_alphabetic)
        && line.chars().next().is_some_and(char::is_lowercase);
    if divided {
        text.pop();
    } else {
        text.push(' ');
    }
    text.push_str(line);
}

/// Takes out what stands at the edges of pages: numbers, and what most pages have there.
fn drop_furniture(pages: &mut [Vec<Line>]) {
    let mut counts: HashMap<(bool, String), usize> = HashMap::new();
    for page in pages.iter() {
        for at in edges(page) {
            *counts.entry(key(page, at)).or_default() += 1;
        }
    }
    let many = pages.len().div_ceil(2).max(2);
    for page in pages.iter_mut() {
        let mut furniture: Vec<usize> = edges(page);
        furniture.retain(|at| {
            let repeats = counts.get(&key(page, *at)).is_some_and(|count| *count >= many);
            repeats || is_page_number(&page[*at].text)
        });
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !furniture.contains(&(at - 1))
        });
    }
}

/// The lines that stand highest and lowest.
fn edges(page: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.len()).collect();
    order.sort_by(|a, b| page[*b].height.total_cmp(&page[*a].height));
    let low = order.len().saturating_sub(EDGE).max(EDGE.min(order.len()));
    [&order[..EDGE.min(order.len())], &order[low..]].concat()
}

/// What a line at an edge says, whatever the number of the page, and how large.
fn key(page: &[Line], at: usize) -> (bool, String) {
    let line = &page[at];
    let is_high = page.iter().filter(|other| other.height > line.height).count() < EDGE;
    let text: String =
        line.text.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
    (is_high, format!("{:.0} {}", line.size, text.replace("##", "#")))
}

/// "7", "- 7 -", "Page 7 of 12", "7/12".
fn is_page_number(text: &str) -> bool {
    let is_word = |word: &str| {
        let word = word.to_lowercase();
        matches!(&*word, "page" | "of" | "seite" | "von" | "p." | "-" | "–" | "—" | "|" | "/")
            || word.split('/').all(|part| {
                (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
            })
    };
    text.split(' ').all(is_word) && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The size of most letters.
fn usual_size(pages: &[Vec<Line>]) -> f32 {
    let mut letters: HashMap<u32, usize> = HashMap::new();
    for line in pages.iter().flatten() {
        *letters.entry(line.size.to_bits()).or_default() += line.text.len();
    }
    let most = letters.into_iter().max_by_key(|(size, count)| (*count, *size));
    most.map_or(0.0, |(size, _)| f32::from_bits(size))
}

/// How many sizes apart most lines are set.
fn usual_leading(pages: &[Vec<Line>]) -> f32 {
    let mut steps: Vec<f32> = Vec::new();
    for pair in pages.iter().flat_map(|page| page.windows(2)) {
        let step = (pair[0].height - pair[1].height) / pair[1].size;
        if is_same(pair[0].size, pair[1].size) && (0.5..LEADING).contains(&step) {
            steps.push(step);
        }
    }
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(1.2)
}

/// The largest of the first paragraphs, if it is larger than most.
fn heading(paragraphs: &[Paragraph], usual: f32) -> Option<usize> {
    let top = paragraphs.iter().take(TOP).enumerate();
    let large = top.filter(|(_, paragraph)| {
        let letters = paragraph.text.chars().filter(|c| c.is_alphabetic()).count();
        paragraph.is_on_first_page
            && paragraph.size >= usual * HEADING
            && HEADING_LETTERS.contains(&letters)
    });
    // Of several as large the first.
    let largest = large.reduce(|best, next| if next.1.size > best.1.size { next } else { best });
    largest.map(|(at, _)| at)
}
