//! tar, as POSIX 1003.1 (ustar and pax) and GNU write it:
//! <https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html>.
//!
//! It is read here, not by a crate, as the known ones hold names of any length in memory.

use std::io::{self, BufRead, Read as _};

use super::super::Cause;
use super::member::Member;

/// A tar is made of blocks of so many bytes.
const BLOCK: usize = 512;
/// A longer name, or list of what is told of a member, is none, in bytes.
const LONGEST_NAME: u64 = 64 << 10;

/// Returns true if a file that begins with `head` is a tar: its first header proves itself by its
/// sum.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.first_chunk().is_some_and(|block: &[u8; BLOCK]| Header(*block).is_sound())
}

/// Hands each member to `each`; see [`super::each_of_tar`].
pub(super) fn each(
    mut bytes: Box<dyn BufRead + '_>,
    each: &mut dyn FnMut(Member<'_>) -> bool,
) -> Result<(), Cause> {
    // What an extra header says of the member that follows it.
    let mut told = Told::default();
    let mut is_lost = false;
    while let Some(header) = next_header(&mut bytes)? {
        if !header.is_sound() {
            if !header.is_zero() && !is_lost {
                is_lost = true;
                let says = "a broken header; looked for the next one".to_owned();
                let broken = Member { name: Vec::new(), bytes: Err(Cause::Damaged { says }) };
                if !each(broken) {
                    return Ok(());
                }
            }
            continue;
        }
        is_lost = false;
        let size = told.size.filter(|_| !header.is_extra()).unwrap_or_else(|| header.size());
        let mut content = bytes.by_ref().take(size);
        match header.kind() {
            b'L' => told.name = Some(told_name(&mut content)?),
            b'x' => told.read(&mut content)?,
            // Of all members, of a link, or a folder.
            b'g' | b'K' | b'5' => {}
            kind => {
                let name = std::mem::take(&mut told).name.unwrap_or_else(|| header.name());
                let bytes: Result<Box<dyn BufRead + '_>, Cause> = match kind {
                    b'0' | b'7' | 0 => Ok(Box::new(&mut content)),
                    b'1' | b'2' => Err(Cause::Link),
                    _ => Err(Cause::Special),
                };
                if !each(Member { name, bytes }) {
                    return Ok(());
                }
            }
        }
        if !header.is_extra() {
            told = Told::default();
        }
        let padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
        let left = content.limit().saturating_add(padding);
        if io::copy(&mut bytes.by_ref().take(left), &mut io::sink())? < left {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
    }
    Ok(())
}

/// Reads a header; `None` at the end.
fn next_header(bytes: &mut dyn BufRead) -> io::Result<Option<Header>> {
    let mut block = Vec::with_capacity(BLOCK);
    bytes.take(BLOCK as u64).read_to_end(&mut block)?;
    // What is shorter than a block is padding.
    Ok(block.try_into().ok().map(Header))
}

/// Reads the name that stands in the content of a GNU header.
fn told_name(content: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut name = Vec::new();
    content.take(LONGEST_NAME).read_to_end(&mut name)?;
    name.truncate(name.iter().position(|byte| *byte == 0).unwrap_or(name.len()));
    Ok(name)
}

/// What extra headers tell of a member.
#[derive(Default)]
struct Told {
    name: Option<Vec<u8>>,
    size: Option<u64>,
}

impl Told {
    /// Reads the records of a pax header: `LENGTH KEY=VALUE\n`.
    fn read(&mut self, content: &mut dyn BufRead) -> io::Result<()> {
        let mut records = Vec::new();
        content.take(LONGEST_NAME).read_to_end(&mut records)?;
        let mut rest = records.as_slice();
        while let Some(space) = rest.iter().position(|byte| *byte == b' ') {
            let length = str::from_utf8(&rest[..space]).ok().and_then(|text| text.parse().ok());
            let Some(length) = length.filter(|n| (space + 1..=rest.len()).contains(n)) else {
                break;
            };
            let record = &rest[space + 1..length];
            rest = &rest[length..];
            let record = record.strip_suffix(b"\n").unwrap_or(record);
            if let Some(path) = record.strip_prefix(b"path=") {
                self.name = Some(path.to_owned());
            } else if let Some(size) = record.strip_prefix(b"size=") {
                self.size = str::from_utf8(size).ok().and_then(|text| text.parse().ok());
            }
        }
        Ok(())
    }
}

/// The block before a member.
struct Header([u8; BLOCK]);

impl Header {
    fn is_zero(&self) -> bool {
        self.0.iter().all(|byte| *byte == 0)
    }

    /// The sum of all bytes stands in the header, itself taken as blanks.
    fn is_sound(&self) -> bool {
        let sum = |range: &[u8]| range.iter().map(|byte| u64::from(*byte)).sum::<u64>();
        let blanks = 8 * u64::from(b' ');
        let expected = sum(&self.0[..148]) + blanks + sum(&self.0[156..]);
        !self.is_zero() && number(&self.0[148..156]) == Some(expected)
    }

    /// Whether it tells something of the member that follows.
    fn is_extra(&self) -> bool {
        matches!(self.kind(), b'L' | b'K' | b'x' | b'g')
    }

    fn kind(&self) -> u8 {
        self.0[156]
    }

    fn size(&self) -> u64 {
        number(&self.0[124..136]).unwrap_or(0)
    }

    fn name(&self) -> Vec<u8> {
        let text = |range: &[u8]| -> Vec<u8> {
            range.iter().copied().take_while(|byte| *byte != 0).collect()
        };
        let (name, prefix) = (text(&self.0[..100]), text(&self.0[345..500]));
        let has_prefix = &self.0[257..263] == b"ustar\0" && !prefix.is_empty();
        if has_prefix { [prefix.as_slice(), b"/", &name].concat() } else { name }
    }
}

/// Reads an octal number, or a binary one as GNU writes those that are too large for that.
fn number(field: &[u8]) -> Option<u64> {
    if field[0] == 0x80 {
        let low = field.last_chunk::<8>()?;
        return Some(u64::from_be_bytes(*low));
    }
    let text = str::from_utf8(field).ok()?.trim_matches([' ', '\0']);
    let text = text.split(['\0', ' ']).next()?;
    if text.is_empty() { Some(0) } else { u64::from_str_radix(text, 8).ok() }
}
