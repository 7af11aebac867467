//! What a page shows, in the order it is drawn in (ISO 32000-1, 9.4).

use std::collections::HashMap;
use std::rc::Rc;

use super::file::File;
use super::font::{Font, Shown};
use super::object::{Dictionary, Lexer, Object, is_space};

/// Pictures made of drawings stand within each other to this depth.
const DEEPEST: usize = 8;
/// States that are kept to return to.
const MOST_STATES: usize = 64;
/// What stands before an operator.
const MOST_OPERANDS: usize = 4096;
/// So many operators and characters are looked at in one file.
const MOST_STEPS: usize = 4 << 20;

/// Between words is a gap of so many parts of the size; letters stand closer.
pub(super) const WORD_GAP: f32 = 0.18;
/// A piece ends where the next one is not on its line, or further away than so many sizes.
const PIECE_GAP: f32 = 1.5;
/// So far may a letter stand above or below the line, in sizes.
const OFF_LINE: f32 = 0.1;

/// Characters that follow each other on a line.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Where it begins and ends, from the left, and how high the line stands; in points, if the page
    /// is not scaled.
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) height: f32,
    /// The size of the font, in the same.
    pub(super) size: f32,
}

/// What is kept between pages: fonts, and how much was done.
#[derive(Default)]
pub(super) struct Drawn {
    fonts: HashMap<u32, Rc<Font>>,
    steps: usize,
}

impl Drawn {
    /// Whether all was looked at that may be.
    pub(super) fn is_spent(&self) -> bool {
        self.steps >= MOST_STEPS
    }
}

/// A matrix of six numbers: `[a b 0; c d 0; e f 1]`.
#[derive(Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const ONE: Self = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    fn then(self, next: Self) -> Self {
        let row = |right: f32, up: f32, moves: f32| {
            let [across, along, rise, tall, left, height] = next.0;
            [right * across + up * rise + moves * left, right * along + up * tall + moves * height]
        };
        let [across, along, rise, tall, left, height] = self.0;
        let rows = [row(across, along, 0.0), row(rise, tall, 0.0), row(left, height, 1.0)];
        let [[across, along], [rise, tall], [left, height]] = rows;
        Matrix([across, along, rise, tall, left, height])
    }

    fn moved(self, right: f32, up: f32) -> Self {
        Matrix([1.0, 0.0, 0.0, 1.0, right, up]).then(self)
    }

    fn of(operands: &[Object]) -> Option<Self> {
        let mut matrix = [0.0; 6];
        for (number, operand) in matrix.iter_mut().zip(operands.get(..6)?) {
            *number = operand.number()?;
        }
        Some(Matrix(matrix))
    }
}

/// What `q` keeps and `Q` brings back.
#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    spacing: f32,
    word_spacing: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

/// Goes through what draws a page, or a drawing on it.
struct Hand<'h, 'f> {
    file: &'h File<'f>,
    drawn: &'h mut Drawn,
    pieces: &'h mut Vec<Piece>,
    state: State,
    states: Vec<State>,
    /// Where the line begins, and where the next letter stands.
    line: Matrix,
    text: Matrix,
    depth: usize,
    /// How many marks are open, and in how many of them stands what is no content: headers, footers.
    marks: Vec<bool>,
}

/// Returns what `content` shows that draws a page, turned by `turned` quarters.
pub(super) fn draw(
    file: &File<'_>,
    drawn: &mut Drawn,
    content: &[u8],
    resources: &Dictionary,
    turned: usize,
) -> Vec<Piece> {
    let page = match turned % 4 {
        1 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
        2 => Matrix([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
        3 => Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
        _ => Matrix::ONE,
    };
    let state = State {
        page,
        font: None,
        size: 0.0,
        spacing: 0.0,
        word_spacing: 0.0,
        scale: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut pieces = Vec::new();
    let mut hand = Hand {
        file,
        drawn,
        pieces: &mut pieces,
        state,
        states: Vec::new(),
        line: Matrix::ONE,
        text: Matrix::ONE,
        depth: 0,
        marks: Vec::new(),
    };
    hand.follow(content, resources);
    pieces.retain(|piece| !piece.text.trim().is_empty());
    pieces
}

impl Hand<'_, '_> {
    fn follow(&mut self, content: &[u8], resources: &Dictionary) {
        let mut lexer = Lexer::new(content, 0);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next_object() {
            let Object::Word(operator) = object else {
                if operands.len() < MOST_OPERANDS {
                    operands.push(object);
                }
                continue;
            };
            self.drawn.steps += 1;
            if self.drawn.is_spent() {
                return;
            }
            if operator == b"ID" {
                skip_picture(content, &mut lexer);
            } else {
                self.obey(&operator, &operands, resources);
            }
            operands.clear();
        }
    }

    fn obey(&mut self, operator: &[u8], operands: &[Object], resources: &Dictionary) {
        let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or_default();
        match operator {
            b"q" if self.states.len() < MOST_STATES => self.states.push(self.state.clone()),
            b"Q" => self.state = self.states.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    self.state.page = matrix.then(self.state.page);
                }
            }
            b"BT" => (self.line, self.text) = (Matrix::ONE, Matrix::ONE),
            b"Tc" => self.state.spacing = number(0),
            b"Tw" => self.state.word_spacing = number(0),
            b"Tz" => self.state.scale = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Ts" => self.state.rise = number(0),
            b"Tf" => {
                self.state.size = number(1);
                self.state.font =
                    operands.first().and_then(|name| self.font(name.name()?, resources));
            }
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"Tm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    (self.line, self.text) = (matrix, matrix);
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show_all(operands),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show_all(operands);
            }
            b"\"" => {
                (self.state.word_spacing, self.state.spacing) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show_all(operands.get(2..).unwrap_or_default());
            }
            b"TJ" => operands.iter().for_each(|list| self.show_all(list.list())),
            b"BMC" | b"BDC" => {
                let is_artifact = operands.first().and_then(Object::name) == Some(b"Artifact");
                if self.marks.len() < MOST_OPERANDS {
                    self.marks.push(is_artifact);
                }
            }
            b"EMC" => drop(self.marks.pop()),
            b"Do" => {
                if let Some(name) = operands.first().and_then(Object::name) {
                    self.drawing(name, resources);
                }
            }
            _ => {}
        }
    }

    fn next_line(&mut self, right: f32, up: f32) {
        self.line = self.line.moved(right, up);
        self.text = self.line;
    }

    fn font(&mut self, name: &[u8], resources: &Dictionary) -> Option<Rc<Font>> {
        let fonts = self.file.get_dictionary(resources, "Font")?;
        self.drawn.steps += fonts.len();
        let font = fonts.get(name)?;
        let number = if let Object::Reference(number) = font { Some(*number) } else { None };
        if let Some(known) = number.and_then(|number| self.drawn.fonts.get(&number)) {
            return Some(Rc::clone(known));
        }
        let font = Rc::new(Font::read(self.file, &self.file.dictionary(font)?));
        if let Some(number) = number {
            self.drawn.fonts.insert(number, Rc::clone(&font));
        }
        Some(font)
    }

    /// A drawing that has a name.
    fn drawing(&mut self, name: &[u8], resources: &Dictionary) {
        let drawings = self.file.get_dictionary(resources, "XObject").unwrap_or_default();
        self.drawn.steps += drawings.len();
        let stream = drawings.get(name).and_then(|drawing| self.file.stream(drawing));
        let Some(stream) = stream.filter(|_| self.depth < DEEPEST) else { return };
        let kind = self.file.get(&stream.dictionary, "Subtype");
        if kind.as_ref().and_then(Object::name) != Some(b"Form") {
            return;
        }
        let Some(content) = self.file.unpack(&stream) else { return };
        let kept = (self.state.clone(), std::mem::take(&mut self.states), self.line, self.text);
        let matrix = self.file.get(&stream.dictionary, "Matrix");
        if let Some(matrix) = matrix.and_then(|matrix| Matrix::of(matrix.list())) {
            self.state.page = matrix.then(self.state.page);
        }
        let own = self.file.get_dictionary(&stream.dictionary, "Resources");
        self.depth += 1;
        self.follow(&content, own.as_ref().unwrap_or(resources));
        self.depth -= 1;
        (self.state, self.states, self.line, self.text) = kept;
    }

    /// Shows texts; numbers between them move the next one to the left.
    fn show_all(&mut self, parts: &[Object]) {
        for part in parts {
            match part {
                Object::Text(text) => self.show(text),
                Object::Number(left) => {
                    let right = -left / 1000.0 * self.state.size * self.state.scale;
                    self.text = self.text.moved(right, 0.0);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, text: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
        self.drawn.steps = self.drawn.steps.saturating_add(text.len());
        if self.drawn.is_spent() {
            return;
        }
        font.show(text, &mut |shown| self.put(&shown));
    }

    fn put(&mut self, shown: &Shown) {
        let State { size, spacing, word_spacing, scale, rise, page, .. } = self.state;
        let gap = spacing + if shown.is_space { word_spacing } else { 0.0 };
        let (inked, step) = (shown.width * size * scale, (shown.width * size + gap) * scale);
        let Matrix([across, along, _, tall, left, height]) = self.text.moved(0.0, rise).then(page);
        self.text = self.text.moved(step, 0.0);
        // What runs up or down the margin is none of the text, and neither is what is marked so.
        let is_level = across > 0.0 && along.abs() < across * OFF_LINE;
        if !is_level || self.marks.contains(&true) {
            return;
        }
        let (size, right) = ((size * tall).abs(), left + inked * across);
        if !(size > 0.0 && size.is_finite() && left.is_finite() && right.is_finite()) {
            return;
        }
        if let Some(piece) = self.pieces.last_mut() {
            let gap = left - piece.right;
            let follows = (height - piece.height).abs() <= OFF_LINE * size
                && (size - piece.size).abs() <= OFF_LINE * size
                && (-WORD_GAP * size..PIECE_GAP * size).contains(&gap);
            if follows {
                let is_apart = piece.text.ends_with(' ') || shown.text.starts_with(' ');
                if gap > WORD_GAP * size && !is_apart {
                    piece.text.push(' ');
                }
                piece.text.push_str(&shown.text);
                piece.right = right;
                return;
            }
        }
        self.pieces.push(Piece { text: shown.text.clone(), left, right, height, size });
    }
}

/// Goes behind a picture that stands in the content itself.
fn skip_picture(content: &[u8], lexer: &mut Lexer<'_>) {
    let is_end = |at: &usize| {
        let around = [content.get(at.wrapping_sub(1)), content.get(at + 2)];
        around.iter().all(|byte| byte.is_none_or(|byte| is_space(*byte)))
    };
    let rest = content.get(lexer.at..).unwrap_or_default();
    let mut ends = memchr::memmem::find_iter(rest, b"EI").map(|at| lexer.at + at);
    lexer.at = ends.find(is_end).map_or(content.len(), |at| at + 2);
}
