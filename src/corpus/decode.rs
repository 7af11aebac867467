//! Bytes to text: tells encoding and format from the beginning, decodes the rest as it is read.

use std::io::{BufRead, BufReader, Cursor, Read};

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::formats::{self, Format};

use super::Cause;
use super::charset::charset;
use super::packing::Broken;

/// So much of the text is looked at to tell encoding and format, in bytes.
const HEAD: usize = 1 << 20;

/// Decodes what `bytes` gives, unpacked, of a file of this name, and tells its format. `told` is the
/// encoding that a server says it has.
///
/// # Errors
/// If nothing can be read, or it is not text, or no format that byline reads.
pub(super) fn text<'r>(
    name: &str,
    mut bytes: Box<dyn BufRead + 'r>,
    told: Option<&'static Encoding>,
) -> Result<(Box<dyn BufRead + 'r>, &'static Format), Cause> {
    let mut head = Vec::new();
    let broken = bytes.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
    if head.is_empty() {
        return Err(broken.map_or(Cause::Empty, Cause::File));
    }
    let is_whole = broken.is_none() && head.len() < HEAD;
    let encoding = charset(&head, is_whole, told);
    let (start, _) = encoding.decode_with_bom_removal(&head);
    if is_binary(&start) {
        return Err(Cause::Binary);
    }
    let format = formats::pick(name, &start)?;
    if is_whole {
        return Ok((Box::new(Cursor::new(start.into_owned())), format));
    }
    let mark = Encoding::for_bom(&head).map_or(0, |(_, length)| length);
    head.drain(..mark);
    // What could be unpacked is read, and then the error is met again.
    let rest: Box<dyn Read + 'r> = match broken {
        Some(error) => Box::new(Broken(Some(error))),
        None => Box::new(bytes),
    };
    let decoded = DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .bom_sniffing(false)
        .build(Cursor::new(head).chain(rest));
    Ok((Box::new(BufReader::new(decoded)), format))
}

/// Text has no zeros and hardly any control characters or characters that could not be decoded.
fn is_binary(start: &str) -> bool {
    // Most texts are seen at once to have none: the last two begin those of C1, and U+FFFD.
    let is_fine = |byte: &u8| match byte {
        b' '..=b'~' | b'\t' | b'\n' | b'\r' | b'\x0c' => true,
        _ => *byte >= 0x80 && !matches!(byte, 0xc2 | 0xef),
    };
    if start.as_bytes().iter().take(4 * 4096).all(is_fine) {
        return false;
    }
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
