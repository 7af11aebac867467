//! What a PDF is written in: numbers, names, texts, lists, dictionaries (ISO 32000-1, 7.2 and 7.3).

use std::collections::BTreeMap;

/// Lists and dictionaries within each other to this depth.
const DEEPEST: usize = 32;
/// So many things stand in one list or dictionary, in whatever depth.
const MOST: usize = 1 << 18;

/// A thing.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Number(f32),
    Name(Vec<u8>),
    Text(Vec<u8>),
    List(Vec<Object>),
    Dictionary(Dictionary),
    /// That of this number.
    Reference(u32),
    /// What is none of these: `true`, `obj`, `stream`, an operator.
    Word(Vec<u8>),
}

/// Things by their names.
pub(super) type Dictionary = BTreeMap<Vec<u8>, Object>;

impl Object {
    pub(super) fn number(&self) -> Option<f32> {
        if let Object::Number(number) = self { Some(*number) } else { None }
    }

    /// A number from 0; one too large is the largest.
    pub(super) fn size(&self) -> Option<usize> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast saturates, and what is below 0 is refused"
        )]
        self.number().filter(|number| *number >= 0.0).map(|number| number as usize)
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Object::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn list(&self) -> &[Object] {
        if let Object::List(list) = self { list } else { &[] }
    }
}

/// Reads things one by one.
pub(super) struct Lexer<'l> {
    bytes: &'l [u8],
    /// Where the next one begins, or the space before it.
    pub(super) at: usize,
    /// How many were read of one list or dictionary.
    read: usize,
}

impl<'l> Lexer<'l> {
    pub(super) fn new(bytes: &'l [u8], at: usize) -> Self {
        Lexer { bytes, at, read: 0 }
    }

    /// Reads the next thing; `None` at the end, or if it makes no sense.
    pub(super) fn next_object(&mut self) -> Option<Object> {
        self.read = 0;
        self.object(0)
    }

    /// Reads the next thing; a number may begin a reference.
    pub(super) fn next_or_reference(&mut self) -> Option<Object> {
        let object = self.next_object()?;
        Some(self.reference(&object).unwrap_or(object))
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        self.read += 1;
        if depth > DEEPEST || self.read > MOST {
            return None;
        }
        let first = *self.bytes.get(self.at)?;
        match first {
            b'/' => Some(Object::Name(self.name())),
            b'(' => Some(Object::Text(self.text())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.dictionary(depth)
            }
            b'<' => Some(Object::Text(self.hex())),
            b'[' => {
                self.at += 1;
                self.list(depth)
            }
            b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                self.at += 2;
                Some(Object::Word(b">>".to_vec()))
            }
            b']' | b'{' | b'}' | b')' | b'>' => {
                self.at += 1;
                Some(Object::Word(vec![first]))
            }
            _ => {
                let start = self.at;
                self.at += self.bytes[start..].iter().take_while(|byte| is_regular(**byte)).count();
                let word = &self.bytes[start..self.at];
                Some(number(word).map_or_else(|| word_of(word), Object::Number))
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Object> {
        let mut list = Vec::new();
        loop {
            match self.object(depth + 1)? {
                Object::Word(word) if word == b"]" => return Some(Object::List(list)),
                Object::Word(word) if word == b"R" => make_reference(&mut list),
                // It was never closed.
                Object::Word(word) if word == b"endobj" || word == b">>" => return None,
                object => list.push(object),
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        let mut parts = Vec::new();
        loop {
            match self.object(depth + 1)? {
                Object::Word(word) if word == b">>" => break,
                Object::Word(word) if word == b"R" => make_reference(&mut parts),
                Object::Word(word) if word == b"endobj" => return None,
                object => parts.push(object),
            }
        }
        let mut dictionary = Dictionary::new();
        let mut parts = parts.into_iter();
        while let Some(key) = parts.next() {
            if let (Object::Name(key), Some(value)) = (key, parts.next()) {
                dictionary.insert(key, value);
            }
        }
        Some(Object::Dictionary(dictionary))
    }

    /// `12 0 R`, of which the first number was read.
    fn reference(&mut self, first: &Object) -> Option<Object> {
        let number = first.size()?;
        let start = self.at;
        let rest = [self.object(0), self.object(0)];
        if let [Some(Object::Number(_)), Some(Object::Word(word))] = rest
            && word == b"R"
        {
            return Some(Object::Reference(u32::try_from(number).ok()?));
        }
        self.at = start;
        None
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => {
                    let rest = &self.bytes[self.at..];
                    self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                byte if is_space(*byte) => self.at += 1,
                _ => break,
            }
        }
    }

    fn name(&mut self) -> Vec<u8> {
        let start = self.at + 1;
        let length = self.bytes[start..].iter().take_while(|byte| is_regular(**byte)).count();
        self.at = start + length;
        let mut name = Vec::with_capacity(length);
        let mut bytes = &self.bytes[start..self.at];
        while let Some((first, rest)) = bytes.split_first() {
            let escaped = || Some(digit(*rest.first()?)? * 16 + digit(*rest.get(1)?)?);
            if let Some(byte) = escaped().filter(|_| *first == b'#') {
                name.push(byte);
                bytes = &rest[2..];
            } else {
                name.push(*first);
                bytes = rest;
            }
        }
        name
    }

    fn text(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1);
        while let Some(byte) = self.take() {
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    text.extend(self.escape());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self) -> Option<u8> {
        Some(match self.take()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => return None,
            b'\r' => {
                self.at += usize::from(self.bytes.get(self.at) == Some(&b'\n'));
                return None;
            }
            first @ b'0'..=b'7' => {
                let mut value = first - b'0';
                for _ in 0..2 {
                    match self.bytes.get(self.at) {
                        Some(byte @ b'0'..=b'7') => {
                            value = value.wrapping_mul(8).wrapping_add(byte - b'0');
                        }
                        _ => break,
                    }
                    self.at += 1;
                }
                value
            }
            byte => byte,
        })
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.take() {
            match digit(byte) {
                Some(digit) => digits.push(digit),
                None if byte == b'>' => break,
                None => {}
            }
        }
        let pair = |pair: &[u8]| pair[0] * 16 + pair.get(1).copied().unwrap_or_default();
        digits.chunks(2).map(pair).collect()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at)?;
        self.at += 1;
        Some(*byte)
    }
}

/// Of `12 0 R` the numbers were read.
fn make_reference(list: &mut Vec<Object>) {
    let number = list.len().checked_sub(2).and_then(|at| list.drain(at..).next());
    let number = number.and_then(|number| u32::try_from(number.size()?).ok());
    list.push(number.map_or(Object::Null, Object::Reference));
}

fn word_of(word: &[u8]) -> Object {
    if word == b"null" { Object::Null } else { Object::Word(word.to_vec()) }
}

fn number(word: &[u8]) -> Option<f32> {
    let text = str::from_utf8(word).ok()?;
    let is_number = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+'));
    // Some programs write `--5`, and `5-3` for 5.
    let text = text.trim_start_matches("--");
    let end = text.get(1..).and_then(|rest| rest.find('-')).map_or(text.len(), |at| at + 1);
    text[..end].parse().ok().filter(|number: &f32| is_number && number.is_finite())
}

fn digit(byte: u8) -> Option<u8> {
    u8::try_from(char::from(byte).to_digit(16)?).ok()
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}
