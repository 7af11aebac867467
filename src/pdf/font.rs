//! A font: what the codes of a text stand for, and how wide they are.

use std::collections::HashMap;

use encoding_rs::{MACINTOSH, WINDOWS_1252};

use super::cmap::{Map, number};
use super::file::File;
use super::glyphs;
use super::object::{Dictionary, Object};

/// What widths are told in, parts of the size of the font.
const UNIT: f32 = 1000.0;
/// So many widths are told of a font.
const MOST_WIDTHS: usize = 1 << 16;

/// A font.
pub(super) struct Font {
    told: Map,
    kind: Kind,
    widths: HashMap<u32, f32>,
    /// The width of what has none; `None` if it is guessed.
    other_width: Option<f32>,
    /// What a width is multiplied with to become a part of the size.
    scale: f32,
}

enum Kind {
    /// A byte is a character.
    Simple(Vec<Option<String>>),
    /// Two bytes are one; whether they are its Unicode.
    Composite { is_unicode: bool },
}

/// One character of a text.
pub(super) struct Shown {
    /// Empty if it is not known.
    pub(super) text: String,
    /// How far it goes, in parts of the size of the font.
    pub(super) width: f32,
    /// Whether it is the byte 32, which word spacing widens.
    pub(super) is_space: bool,
}

impl Font {
    pub(super) fn read(file: &File<'_>, font: &Dictionary) -> Self {
        let map = font.get(b"ToUnicode".as_slice()).and_then(|map| file.stream(map));
        let map = map.and_then(|map| file.unpack(&map));
        let told = map.map(|map| Map::read(&map)).unwrap_or_default();
        let kind = file.get(font, "Subtype");
        match kind.as_ref().and_then(Object::name) {
            Some(b"Type0") => Font::composite(file, font, told),
            kind => Font::simple(file, font, told, kind == Some(b"Type3")),
        }
    }

    fn simple(file: &File<'_>, font: &Dictionary, told: Map, is_drawn: bool) -> Self {
        let first = file.get(font, "FirstChar").and_then(|first| first.size()).unwrap_or(0);
        let widths = file.get(font, "Widths").unwrap_or(Object::Null);
        let widths = (first..256).zip(widths.list()).filter_map(|(code, width)| {
            Some((u32::try_from(code).ok()?, file.resolve(width).number()?))
        });
        let widths: HashMap<u32, f32> = widths.collect();
        let descriptor = file.get_dictionary(font, "FontDescriptor");
        let missing = descriptor.and_then(|told| file.get(&told, "MissingWidth")?.number());
        let matrix = file.get(font, "FontMatrix").filter(|_| is_drawn);
        let scale = matrix.and_then(|matrix| matrix.list().first()?.number());
        Font {
            told,
            kind: Kind::Simple(encoding(file, font)),
            // The fonts that every reader has tell no widths.
            other_width: if widths.is_empty() { None } else { Some(missing.unwrap_or(0.0)) },
            widths,
            scale: scale.unwrap_or(1.0 / UNIT).abs(),
        }
    }

    fn composite(file: &File<'_>, font: &Dictionary, told: Map) -> Self {
        let encoding = file.get(font, "Encoding");
        let encoding = encoding.as_ref().and_then(Object::name).unwrap_or_default();
        let has = |part: &[u8]| memchr::memmem::find(encoding, part).is_some();
        let descendants = file.get(font, "DescendantFonts").unwrap_or(Object::Null);
        let inside = descendants.list().first().and_then(|inside| file.dictionary(inside));
        let inside = inside.unwrap_or_default();
        let widths = file.get(&inside, "W").unwrap_or(Object::Null);
        let other = file.get(&inside, "DW").and_then(|width| width.number());
        Font {
            told,
            kind: Kind::Composite { is_unicode: has(b"UCS2") || has(b"UTF16") },
            widths: widths_of(file, widths.list()),
            other_width: Some(other.unwrap_or(UNIT)),
            scale: 1.0 / UNIT,
        }
    }

    /// Hands each character of a text to `each`.
    pub(super) fn show(&self, text: &[u8], each: &mut dyn FnMut(Shown)) {
        let length = if matches!(self.kind, Kind::Simple(_)) { 1 } else { 2 };
        for bytes in text.chunks(length) {
            let code = number(bytes);
            let text = self.told.text(code).or_else(|| self.text(code)).unwrap_or_default();
            let width = self.widths.get(&code).copied().or(self.other_width);
            let width = width.unwrap_or_else(|| text.chars().map(guessed).sum());
            each(Shown { width: width * self.scale, is_space: bytes == b" ", text });
        }
    }

    fn text(&self, code: u32) -> Option<String> {
        match &self.kind {
            Kind::Simple(texts) => texts.get(code as usize)?.clone(),
            Kind::Composite { is_unicode: true } => char::from_u32(code).map(String::from),
            Kind::Composite { is_unicode: false } => None,
        }
    }
}

/// The text of each byte.
fn encoding(file: &File<'_>, font: &Dictionary) -> Vec<Option<String>> {
    let encoding = file.get(font, "Encoding");
    let differs = match &encoding {
        Some(Object::Dictionary(encoding)) => Some(encoding),
        _ => None,
    };
    let base = match differs {
        Some(differs) => file.get(differs, "BaseEncoding"),
        None => encoding.clone(),
    };
    let is_drawn_as_type_1 =
        file.get(font, "Subtype").is_some_and(|kind| kind.name() == Some(b"Type1"));
    let decode = |code: u8| match base.as_ref().and_then(Object::name) {
        Some(b"MacRomanEncoding") => decoded(MACINTOSH, code),
        Some(b"StandardEncoding") => glyphs::standard(code),
        None if is_drawn_as_type_1 => glyphs::standard(code),
        _ => decoded(WINDOWS_1252, code),
    };
    let mut texts: Vec<Option<String>> =
        (0..=255).map(|code| decode(code).map(String::from)).collect();
    let differences = differs.and_then(|differs| file.get(differs, "Differences"));
    let mut code = 0;
    for difference in differences.as_ref().map(Object::list).unwrap_or_default() {
        match difference {
            Object::Name(name) => {
                if let Some(text) = texts.get_mut(code) {
                    *text = str::from_utf8(name).ok().and_then(glyphs::text);
                }
                code += 1;
            }
            other => code = other.size().unwrap_or(code),
        }
    }
    texts
}

fn decoded(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<char> {
    let bytes = [code];
    let text = encoding.decode_without_bom_handling(&bytes).0;
    text.chars().next().filter(|c| !c.is_control())
}

/// `first [width width]`, or `first last width`.
fn widths_of(file: &File<'_>, told: &[Object]) -> HashMap<u32, f32> {
    let mut widths = HashMap::new();
    let mut told = told.iter();
    while let Some(first) = told.next().and_then(Object::size)
        && let Some(next) = told.next()
    {
        match file.resolve(next) {
            Object::List(list) => {
                for (code, width) in (first..).zip(&list) {
                    add(&mut widths, code, width.number());
                }
            }
            last => {
                let width = told.next().and_then(Object::number);
                let last = last.size().unwrap_or(0).min(first.saturating_add(MOST_WIDTHS));
                for code in first..=last {
                    add(&mut widths, code, width);
                }
            }
        }
        if widths.len() > MOST_WIDTHS {
            break;
        }
    }
    widths
}

fn add(widths: &mut HashMap<u32, f32>, code: usize, width: Option<f32>) {
    if let (Ok(code), Some(width)) = (u32::try_from(code), width) {
        widths.insert(code, width);
    }
}

/// How wide a character is in Helvetica, more or less.
fn guessed(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 222.0,
        ' ' | 'f' | 't' | 'r' | 'I' | '.' | ',' | ':' | ';' | '!' | '-' | '(' | ')' | '/' => 290.0,
        'm' | 'w' | 'M' | 'W' | '—' | '%' | '@' => 850.0,
        c if c.is_uppercase() => 690.0,
        _ => 550.0,
    }
}
