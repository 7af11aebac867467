//! What the codes of a font stand for, as it tells itself: `ToUnicode` (ISO 32000-1, 9.10.3).

use std::collections::BTreeMap;

use super::object::{Lexer, Object};

/// So many codes a font has.
const MOST: usize = 1 << 17;

/// A table of codes.
#[derive(Debug, Default)]
pub(super) struct Map {
    texts: BTreeMap<u32, String>,
    /// First code, last code, and the character of the first.
    ranges: Vec<(u32, u32, u32)>,
}

impl Map {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Map::default();
        let mut lexer = Lexer::new(bytes, 0);
        let mut held: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next_object() {
            let Object::Word(word) = object else {
                held.push(object);
                if held.len() > MOST {
                    break;
                }
                continue;
            };
            match word.as_slice() {
                b"endbfchar" => held.chunks_exact(2).for_each(|pair| map.add(&pair[0], &pair[1])),
                b"endbfrange" => held.chunks_exact(3).for_each(|range| map.add_range(range)),
                _ => {}
            }
            held.clear();
        }
        map
    }

    pub(super) fn text(&self, code: u32) -> Option<String> {
        self.texts.get(&code).cloned().or_else(|| {
            let (first, _, start) =
                self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&code))?;
            char::from_u32(start.checked_add(code - first)?).map(String::from)
        })
    }

    fn add(&mut self, code: &Object, text: &Object) {
        if let (Object::Text(code), Object::Text(text)) = (code, text)
            && self.texts.len() < MOST
        {
            self.texts.insert(number(code), utf_16(text));
        }
    }

    fn add_range(&mut self, range: &[Object]) {
        let [Object::Text(first), Object::Text(last), to] = range else { return };
        let (first, last) = (number(first), number(last));
        match to {
            Object::List(texts) => {
                let length = last.saturating_sub(first).saturating_add(1) as usize;
                for (code, text) in (first..).zip(texts.iter().take(length)) {
                    self.add(&Object::Text(code.to_be_bytes().to_vec()), text);
                }
            }
            Object::Text(text) => {
                let text = utf_16(text);
                let mut chars = text.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) if self.ranges.len() < MOST / 16 => {
                        self.ranges.push((first, last, c.into()));
                    }
                    // Only one code stands for several characters.
                    (Some(_), Some(_)) if self.texts.len() < MOST => {
                        self.texts.insert(first, text);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// A code of one or more bytes.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn utf_16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| u16::try_from(number(pair)).unwrap_or_default());
    char::decode_utf16(units).filter_map(Result::ok).filter(|c| *c != '\0').collect()
}
