//! Opens a file, unpacks and decodes it, and has its format read the articles.

use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;

use crate::article::{Article, Source, date_in_path, hash_of_bytes};
use crate::formats::{self, Format, Input};

use super::charset::charset;
use super::{Cause, Error, File};

/// A longer file is not held in memory, in bytes.
const HELD: u64 = 32 << 20;
/// So much of the text is looked at to tell encoding and format, in bytes.
const HEAD: usize = 1 << 20;

/// How compressed files begin (RFC 1952, RFC 8878).
const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// The bytes of a file.
pub struct Content<'f> {
    file: &'f File,
    /// `None` if there are too many to hold: they are read again each time.
    held: Option<Vec<u8>>,
}

impl<'f> Content<'f> {
    /// Opens a file.
    ///
    /// # Errors
    /// If it cannot be read, or is of a kind that holds no articles, which its name tells.
    pub fn open(file: &'f File) -> Result<Self, Error> {
        let open = || -> Result<Content<'f>, Cause> {
            formats::refuse(&file.name)?;
            let held = if file.stamp.size <= HELD { Some(fs::read(&file.path)?) } else { None };
            Ok(Content { file, held })
        };
        open().map_err(|cause| error(file, None, cause))
    }

    /// Returns 64 bits of the hash of the bytes, compressed as they are.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn hash(&self) -> Result<u64, Error> {
        let bytes = self.raw().and_then(hash_of_bytes);
        bytes.map_err(|cause| error(self.file, None, cause.into()))
    }

    /// Reads the articles one by one and hands each to `each`, until that returns false. An error is
    /// one article, or the rest of the file. Nothing that a file holds makes this panic.
    pub fn articles(&self, mut each: impl FnMut(Result<Article, Error>) -> bool) {
        let mut part = None;
        let reading = AssertUnwindSafe(|| self.read(&mut part, &mut each));
        let failed = match catch_unwind(reading) {
            Ok(Ok(())) => return,
            Ok(Err(cause)) => cause,
            Err(panic) => Cause::Broke { says: last_words(&*panic) },
        };
        each(Err(error(self.file, part, failed)));
    }

    /// Returns the text of the file as an editor shows it: decoded, without byte order mark. `None`
    /// if it is compressed, so that there are no lines to jump to, or too long to be held.
    ///
    /// # Errors
    /// If it cannot be read, or holds no text.
    pub fn original(&self) -> Result<Option<String>, Error> {
        let read = || -> Result<Option<String>, Cause> {
            if self.held.as_deref().is_none_or(is_packed) {
                return Ok(None);
            }
            let mut original = String::new();
            self.text()?.0.read_to_string(&mut original)?;
            Ok(Some(original))
        };
        read().map_err(|cause| error(self.file, None, cause))
    }

    fn read(
        &self,
        part: &mut Option<u32>,
        each: &mut dyn FnMut(Result<Article, Error>) -> bool,
    ) -> Result<(), Cause> {
        let (text, format) = self.text()?;
        let file = self.file;
        let mut found = false;
        for article in (format.read)(Input { file: &file.name, text }) {
            found = true;
            let article = match article {
                Ok(mut article) => {
                    file.name.clone_into(&mut article.source.file);
                    // A folder `1998/03` says of every article in it what the article does not.
                    article.published = article.published.or_else(|| date_in_path(&file.name));
                    if article.language.is_none() {
                        article.language = article.shown_language().map(str::to_owned);
                    }
                    *part = article.source.part;
                    Ok(article)
                }
                Err((part, cause)) => Err(error(file, part, cause.into())),
            };
            if !each(article) {
                return Ok(());
            }
        }
        if found { Ok(()) } else { Err(formats::Error::Blank.into()) }
    }

    /// Unpacks and decodes the file, and tells its format.
    fn text(&self) -> Result<(Box<dyn BufRead + '_>, &'static Format), Cause> {
        let mut bytes = self.unpacked()?;
        let mut head = Vec::new();
        let broken = bytes.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
        if head.is_empty() {
            return Err(broken.map_or(Cause::Empty, Cause::File));
        }
        let is_whole = broken.is_none() && head.len() < HEAD;
        let encoding = charset(&head, is_whole);
        let (start, _) = encoding.decode_with_bom_removal(&head);
        if is_binary(&start) {
            return Err(Cause::Binary);
        }
        let format = formats::pick(&self.file.name, &start)?;
        if is_whole {
            return Ok((Box::new(Cursor::new(start.into_owned())), format));
        }
        let mark = Encoding::for_bom(&head).map_or(0, |(_, length)| length);
        head.drain(..mark);
        // What could be unpacked is read, and then the error is met again.
        let rest: Box<dyn Read + '_> = match broken {
            Some(error) => Box::new(Broken(Some(error))),
            None => bytes,
        };
        let decoded = DecodeReaderBytesBuilder::new()
            .encoding(Some(encoding))
            .bom_sniffing(false)
            .build(Cursor::new(head).chain(rest));
        Ok((Box::new(BufReader::new(decoded)), format))
    }

    fn raw(&self) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(match &self.held {
            Some(bytes) => Box::new(bytes.as_slice()),
            None => Box::new(BufReader::new(fs::File::open(&self.file.path)?)),
        })
    }

    fn unpacked(&self) -> Result<Box<dyn Read + '_>, Cause> {
        let mut raw = self.raw()?;
        let magic = raw.fill_buf()?;
        let unpacks = |ending: &'static str, number: &[u8]| {
            let is_packed = magic.starts_with(number);
            let is_promised = formats::extension(&self.file.name) == ending;
            if is_promised && !is_packed && !magic.is_empty() {
                return Err(Cause::NotCompressed { ending });
            }
            Ok(is_packed)
        };
        let (gzip, zstd) = (unpacks("gz", GZIP)?, unpacks("zst", ZSTD)?);
        Ok(match (gzip, zstd) {
            (true, _) => Box::new(Padded(MultiGzDecoder::new(raw))),
            (_, true) => Box::new(zstd::Decoder::with_buffer(raw)?),
            _ => Box::new(raw),
        })
    }
}

fn error(file: &File, part: Option<u32>, cause: Cause) -> Error {
    Error { place: Source { file: file.name.clone(), part }, cause }
}

fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(GZIP) || bytes.starts_with(ZSTD)
}

/// Text has no zeros and hardly any control characters or characters that could not be decoded.
fn is_binary(start: &str) -> bool {
    let (mut all, mut odd) = (0, 0);
    for c in start.chars().take(4096) {
        all += 1;
        let fine = matches!(c, '\t' | '\n' | '\r' | '\u{c}');
        if c == '\0' {
            return true;
        }
        if c == '\u{fffd}' || (c.is_control() && !fine) {
            odd += 1;
        }
    }
    odd * 20 > all
}

fn last_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// A gzip file with something behind it that is none, which ends it: tapes and careless tools pad.
struct Padded<R>(MultiGzDecoder<R>);

impl<R: BufRead> Read for Padded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(0),
            read => read,
        }
    }
}

/// A reader that fails.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        match self.0.take() {
            Some(error) => Err(error),
            None => Ok(0),
        }
    }
}
