//! The things of a PDF by their numbers.
//!
//! Its own list of what is where is not used: it is often broken, and a file that was cut off has
//! none. What is told later in the file counts, as in one that was changed.

use std::cell::Cell;
use std::collections::HashMap;

use super::Error;
use super::filter::{unpack, unpredict};
use super::object::{Dictionary, Lexer, Object, is_space};

/// So many bytes are unpacked of one file: texts take some kilobytes a page.
const MOST_UNPACKED: usize = 64 << 20;
/// And of one stream.
const MOST_OF_STREAM: usize = 32 << 20;
/// So many things are in a file.
const MOST_OBJECTS: usize = 1 << 20;
/// So many bytes of things are read of one file, those that are read again counted again.
const MOST_READ: usize = 64 << 20;
/// References lead to references to this depth.
const DEEPEST: usize = 8;
/// A stream is packed so often.
const MOST_FILTERS: usize = 4;

/// A PDF.
pub(super) struct File<'f> {
    bytes: &'f [u8],
    objects: HashMap<u32, Place>,
    /// Things that are packed together, unpacked.
    packs: Vec<Vec<u8>>,
    /// How many bytes may still be unpacked.
    left: Cell<usize>,
    /// How many bytes of things may still be read.
    to_read: Cell<usize>,
}

/// Where a thing begins.
#[derive(Clone, Copy)]
enum Place {
    File(usize),
    Pack(usize, usize),
}

/// A stream: what is said of it, and its bytes as they stand in the file.
pub(super) struct Stream<'f> {
    pub(super) dictionary: Dictionary,
    packed: &'f [u8],
}

impl<'f> File<'f> {
    /// Finds its things.
    ///
    /// # Errors
    /// If it is encrypted, or there are too many.
    pub(super) fn open(bytes: &'f [u8]) -> Result<Self, Error> {
        let (left, to_read) = (Cell::new(MOST_UNPACKED), Cell::new(MOST_READ));
        let mut file = File { bytes, objects: HashMap::new(), packs: Vec::new(), left, to_read };
        if file.told("Encrypt").next().is_some() {
            return Err(Error::Encrypted);
        }
        for (count, at) in memchr::memmem::find_iter(bytes, b"obj").enumerate() {
            if count == 2 * MOST_OBJECTS {
                return Err(Error::Long);
            }
            if let Some(number) = number_before(bytes, at) {
                file.objects.insert(number, Place::File(at + 3));
                if let Some(stream) = file.pack_at(at + 3) {
                    file.add_pack(&stream);
                }
            }
        }
        Ok(file)
    }

    /// Whether all was read or unpacked that may be.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0 || self.to_read.get() == 0
    }

    /// Counts what was read. Returns `None` once it is too much.
    fn count(&self, read: usize) -> Option<()> {
        self.to_read.set(self.to_read.get().saturating_sub(read));
        (self.to_read.get() > 0).then_some(())
    }

    /// Returns what the last of the trailers that tells it refers to: its catalog as `Root`, what it
    /// says of itself as `Info`.
    pub(super) fn trailer(&self, key: &str) -> Option<Dictionary> {
        let told: Vec<Object> = self.told(key).collect();
        told.iter().rev().find_map(|object| self.dictionary(object))
    }

    /// What stands behind `/Key` anywhere in the file as it would in a trailer. Those are never
    /// packed.
    fn told(&self, key: &str) -> impl Iterator<Item = Object> {
        let key = format!("/{key}").into_bytes();
        let ends: Vec<usize> =
            memchr::memmem::find_iter(self.bytes, &key).map(|at| at + key.len()).collect();
        ends.into_iter().filter_map(|end| {
            let mut lexer = Lexer::new(self.bytes, end);
            let follows = self.bytes.get(end).is_some_and(|byte| is_space(*byte) || *byte == b'<');
            let object = lexer.next_or_reference().filter(|_| follows)?;
            matches!(object, Object::Reference(_) | Object::Dictionary(_)).then_some(object)
        })
    }

    /// The thing itself, wherever it stands.
    pub(super) fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..DEEPEST {
            let Object::Reference(number) = object else { return object };
            let Some(found) = self.object(number) else { return Object::Null };
            object = found;
        }
        Object::Null
    }

    /// What stands in a dictionary, wherever it stands.
    pub(super) fn get(&self, dictionary: &Dictionary, key: &str) -> Option<Object> {
        let object = self.resolve(dictionary.get(key.as_bytes())?);
        (object != Object::Null).then_some(object)
    }

    pub(super) fn dictionary(&self, object: &Object) -> Option<Dictionary> {
        match self.resolve(object) {
            Object::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    pub(super) fn get_dictionary(&self, dictionary: &Dictionary, key: &str) -> Option<Dictionary> {
        self.dictionary(dictionary.get(key.as_bytes())?)
    }

    fn object(&self, number: u32) -> Option<Object> {
        let (bytes, at) = match *self.objects.get(&number)? {
            Place::File(at) => (self.bytes, at),
            Place::Pack(pack, at) => (self.packs[pack].as_slice(), at),
        };
        let mut lexer = Lexer::new(bytes, at);
        let object = lexer.next_or_reference();
        self.count(lexer.at.saturating_sub(at) + 1)?;
        object
    }

    /// The stream that `object` refers to.
    pub(super) fn stream(&self, object: &Object) -> Option<Stream<'f>> {
        let Object::Reference(number) = object else { return None };
        match *self.objects.get(number)? {
            Place::File(at) => self.stream_at(at),
            Place::Pack(..) => None,
        }
    }

    fn stream_at(&self, at: usize) -> Option<Stream<'f>> {
        let mut lexer = Lexer::new(self.bytes, at);
        let object = lexer.next_object();
        lexer.skip_space();
        self.count(lexer.at - at + 1)?;
        let Object::Dictionary(dictionary) = object? else { return None };
        let rest = self.bytes.get(lexer.at..)?.strip_prefix(b"stream")?;
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        let rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        // A length that is wrong shows: the end does not stand behind it.
        let length = self.get(&dictionary, "Length").and_then(|length| length.size());
        let is_end = |length: &usize| {
            let behind = rest.get(*length..).unwrap_or_default();
            behind[..behind.len().min(2)].iter().all(|byte| is_space(*byte))
                && behind.trim_ascii_start().starts_with(b"endstream")
                || behind.starts_with(b"endstream")
        };
        let length = length.filter(is_end).or_else(|| {
            let found = memchr::memmem::find(rest, b"endstream").unwrap_or(rest.len());
            self.count(found)?;
            Some(found)
        });
        Some(Stream { dictionary, packed: &rest[..length?] })
    }

    /// Unpacks a stream. Nothing comes out of one that is packed as pictures are.
    pub(super) fn unpack(&self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        let filters = self.get(&stream.dictionary, "Filter");
        let filters = match &filters {
            Some(Object::List(filters)) => filters.as_slice(),
            Some(filter) => std::slice::from_ref(filter),
            None => &[],
        };
        let parameters = self.get(&stream.dictionary, "DecodeParms");
        let mut bytes = None;
        for (at, filter) in filters.iter().take(MOST_FILTERS).enumerate() {
            let filter = self.resolve(filter);
            let packed = bytes.as_deref().unwrap_or(stream.packed);
            let most = self.left.get().min(MOST_OF_STREAM);
            let unpacked = unpack(filter.name()?, packed, most)?;
            self.left.set(self.left.get().saturating_sub(unpacked.len()));
            let parameters = match &parameters {
                Some(Object::List(list)) => list.get(at).and_then(|one| self.dictionary(one)),
                Some(one) => self.dictionary(one),
                None => None,
            };
            bytes = Some(match parameters.and_then(|parameters| self.width(&parameters)) {
                Some(width) => unpredict(&unpacked, width),
                None => unpacked,
            });
        }
        Some(bytes.unwrap_or_else(|| {
            let length = stream.packed.len().min(self.left.get()).min(MOST_OF_STREAM);
            self.left.set(self.left.get() - length);
            stream.packed[..length].to_vec()
        }))
    }

    /// How many bytes a row has, if rows were predicted.
    fn width(&self, parameters: &Dictionary) -> Option<usize> {
        let number = |key, other| {
            self.get(parameters, key).and_then(|number| number.size()).unwrap_or(other)
        };
        let bits = [number("Colors", 1), number("BitsPerComponent", 8), number("Columns", 1)];
        let bits = bits.into_iter().try_fold(1, usize::checked_mul)?;
        let is_predicted = number("Predictor", 1) >= 10;
        (is_predicted && (1..1 << 20).contains(&bits)).then(|| bits.div_ceil(8))
    }

    /// The stream at a place, if things are packed in it.
    fn pack_at(&self, at: usize) -> Option<Stream<'f>> {
        // Most things are none, and need not be read to the end to tell.
        let head = self.bytes.get(at..)?;
        let head = &head[..head.len().min(1024)];
        memchr::memmem::find(head, b"/ObjStm")?;
        let stream = self.stream_at(at)?;
        let kind = self.get(&stream.dictionary, "Type");
        kind.is_some_and(|kind| kind.name() == Some(b"ObjStm")).then_some(stream)
    }

    /// Finds the things that are packed together: first stand their numbers and places.
    fn add_pack(&mut self, stream: &Stream<'_>) {
        let number = |key| self.get(&stream.dictionary, key).and_then(|number| number.size());
        let (Some(count), Some(first)) = (number("N"), number("First")) else { return };
        let Some(bytes) = self.unpack(stream) else { return };
        let mut lexer = Lexer::new(&bytes, 0);
        let mut size = || lexer.next_object()?.size();
        for _ in 0..count.min(MOST_OBJECTS) {
            let Some((number, at)) = size().zip(size()) else { break };
            if let Ok(number) = u32::try_from(number) {
                let place = Place::Pack(self.packs.len(), first.saturating_add(at));
                self.objects.insert(number, place);
            }
        }
        self.packs.push(bytes);
    }
}

/// Returns the number of a thing whose `obj` stands at `at`: `12 0 obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let before = &bytes[..at];
    let cut = |bytes: &[u8], is: fn(u8) -> bool| {
        let taken = bytes.iter().rev().take(10).take_while(|byte| is(**byte)).count();
        (taken > 0).then(|| bytes.len() - taken)
    };
    let is_digit = |byte: u8| byte.is_ascii_digit();
    // Some files have no space before `obj`.
    let end = cut(before, is_space).unwrap_or(at);
    let generation = cut(&bytes[..end], is_digit)?;
    let end = cut(&bytes[..generation], is_space)?;
    let start = cut(&bytes[..end], is_digit)?;
    str::from_utf8(&bytes[start..end]).ok()?.parse().ok()
}
