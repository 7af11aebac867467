//! Which characters the bytes of a file stand for.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A declaration stands this near to the beginning, in bytes.
const DECLARED_WITHIN: usize = 2048;

/// Returns the encoding of the text that begins with `head`: what the byte order mark says, what
/// the text declares, UTF-8 if it is that, else what its bytes look like.
///
/// A declaration is not believed against bytes that are well-formed UTF-8 and not plain ASCII:
/// pages that were converted keep their old one, and no other encoding looks like that by chance.
///
/// `is_whole` tells whether `head` is all there is, `told` what a server says of it, which goes
/// before what stands in the text (WHATWG, "encoding sniffing algorithm").
pub(super) fn charset(
    head: &[u8],
    is_whole: bool,
    told: Option<&'static Encoding>,
) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    if let Some(encoding) = wide(head) {
        return encoding;
    }
    let is_utf8 = is_utf8(head, is_whole);
    if is_utf8 && !head.is_ascii() {
        return UTF_8;
    }
    match told.or_else(|| declared(head)) {
        Some(encoding) if encoding != UTF_8 || is_utf8 => encoding,
        _ if is_utf8 => UTF_8,
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(head, true);
            detector.guess(None, Utf8Detection::Deny)
        }
    }
}

/// The head may be cut inside a character: that alone does not make it something else.
fn is_utf8(head: &[u8], is_whole: bool) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => !is_whole && error.error_len().is_none(),
    }
}

/// UTF-16 without a mark shows by its zeros: every other byte of Latin letters is one.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let start = &head[..head.len().min(DECLARED_WITHIN)];
    if !start.contains(&0) {
        return None;
    }
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = start.len() / 4;
    match (even > many, odd > many) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Reads `charset=` of a web page, or `encoding=` of XML.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let start = &head[..head.len().min(DECLARED_WITHIN)];
    if !start.contains(&b'<') {
        return None;
    }
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    ["charset", "encoding"].into_iter().find_map(|word| {
        let value = start.split_once(word)?.1.trim_start().strip_prefix('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
        Encoding::for_label(&value.as_bytes()[..end.unwrap_or(value.len())])
    })
}

#[cfg(test)]
mod tests {
    use encoding_rs::{ISO_8859_2, UTF_8};

    use super::charset;

    #[track_caller]
    fn check(head: &[u8], expected: &str) {
        assert_eq!(charset(head, true, None).name(), expected);
    }

    #[test]
    fn a_byte_order_mark_decides() {
        check(b"\xef\xbb\xbfabc", "UTF-8");
        check(b"\xff\xfea\0", "UTF-16LE");
    }

    #[test]
    fn utf_16_without_a_mark_is_seen() {
        let wide: Vec<u8> = "A headline".bytes().flat_map(|byte| [byte, 0]).collect();
        check(&wide, "UTF-16LE");
    }

    #[test]
    fn a_declaration_is_believed_unless_the_bytes_are_utf_8() {
        check(b"<meta charset=\"iso-8859-1\"> caf\xe9", "windows-1252");
        check(b"<?xml version='1.0' encoding='ISO-8859-2'?> \xb3", "ISO-8859-2");
        check("<meta charset=iso-8859-1> café".as_bytes(), "UTF-8");
        check(b"<meta charset=utf-8> caf\xe9 cr\xe8me br\xfbl\xe9e", "windows-1252");
    }

    #[test]
    fn a_server_goes_before_a_declaration() {
        let page = b"<meta charset=\"iso-8859-1\"> caf\xe9";
        assert_eq!(charset(page, true, Some(ISO_8859_2)), ISO_8859_2);
        assert_eq!(charset("<p>café".as_bytes(), true, Some(ISO_8859_2)), UTF_8);
    }

    #[test]
    fn without_a_declaration_the_bytes_decide() {
        check("café".as_bytes(), "UTF-8");
        check(b"He said \x93the caf\xe9 is na\xefve\x94 on Monday", "windows-1252");
    }
}
