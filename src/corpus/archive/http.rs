//! What a server answered: header and body of HTTP/1.1 (RFC 9112), as web archives keep it.

use std::io::Read;

use encoding_rs::Encoding;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::super::Cause;
use super::super::packing::{Meter, Packing};

/// A header is no longer, in bytes.
const LONGEST_HEADER: usize = 64 << 10;

/// What a body unpacks to is no longer, in bytes: what follows is cut off, and more than any page.
const LONGEST_BODY: u64 = 16 << 20;

/// So much is unpacked at once, in bytes.
const BUFFER: usize = 16 << 10;

/// A page, and the encoding that the server says it has.
type Page = (Vec<u8>, Option<&'static Encoding>);

/// Returns the page of a response, unpacked; `None` if it is no page, or not one that was asked for:
/// a picture, an error, a redirection.
pub(super) fn page(response: Vec<u8>, meter: &Meter) -> Option<Result<Page, Cause>> {
    let (header, start) = header(&response)?;
    let status = header.lines().next()?.split_whitespace().nth(1)?;
    if !status.starts_with('2') {
        return None;
    }
    let value = |wanted: &str| {
        let mut fields = header.lines().skip(1).filter_map(|line| line.split_once(':'));
        let field = fields.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        field.map(|(_, value)| value.trim().to_ascii_lowercase())
    };
    let content_type = value("content-type").unwrap_or_default();
    if !is_page(&content_type) {
        return None;
    }
    let mut body = response;
    body.drain(..start);
    // Tools that unpack what they keep leave the header as it was: the bytes decide.
    if value("transfer-encoding").is_some_and(|value| value.contains("chunked"))
        && let Some(joined) = joined(&body)
    {
        body = joined;
    }
    let coding = value("content-encoding").unwrap_or_default();
    Some(unpacked(body, &coding, meter).map(|body| (body, charset(&content_type))))
}

/// Returns true if this is what web pages are declared as; they need not be declared.
pub(super) fn is_page(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.is_empty()
        || kind.eq_ignore_ascii_case("text/html")
        || kind.eq_ignore_ascii_case("application/xhtml+xml")
}

/// Returns the encoding that stands in a content type.
pub(super) fn charset(content_type: &str) -> Option<&'static Encoding> {
    let told = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    });
    Encoding::for_label(told?.trim().trim_matches(['"', '\'']).as_bytes())
}

/// Returns the header, and where the body begins; `None` if this is no answer.
fn header(response: &[u8]) -> Option<(String, usize)> {
    let head = &response[..response.len().min(LONGEST_HEADER)];
    let mut start = 0;
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        start += line.len();
        if line.trim_ascii().is_empty() {
            break;
        }
    }
    let header = String::from_utf8_lossy(&head[..start]).into_owned();
    header.starts_with("HTTP/").then_some((header, start))
}

/// Joins the chunks of a body; `None` if it is in none. What is cut short gives what there is.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let end = rest.iter().take(1024).position(|byte| *byte == b'\n');
        let size = end.and_then(|end| {
            let line = str::from_utf8(&rest[..end]).ok()?;
            let digits = line.split(';').next()?.trim();
            usize::from_str_radix(digits, 16).ok()
        });
        let (Some(end), Some(size)) = (end, size) else {
            return (!joined.is_empty() || rest.is_empty()).then_some(joined);
        };
        rest = &rest[end + 1..];
        let chunk = size.min(rest.len());
        joined.extend_from_slice(&rest[..chunk]);
        if size == 0 || chunk < size {
            return Some(joined);
        }
        rest = &rest[size..];
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
}

/// Unpacks a body. What is broken gives what could be unpacked.
fn unpacked(body: Vec<u8>, coding: &str, meter: &Meter) -> Result<Vec<u8>, Cause> {
    let packed = body.as_slice();
    let packing = Packing::of(packed);
    let reader: Box<dyn Read + '_> = match coding {
        "gzip" | "x-gzip" if packing == Some(Packing::Gzip) => {
            Box::new(MultiGzDecoder::new(packed))
        }
        "zstd" if packing == Some(Packing::Zstd) => Box::new(zstd::Decoder::with_buffer(packed)?),
        // Some servers send it bare.
        "deflate" if is_zlib(packed) => Box::new(ZlibDecoder::new(packed)),
        "deflate" if !packed.trim_ascii_start().starts_with(b"<") => {
            Box::new(DeflateDecoder::new(packed))
        }
        "br" if !packed.trim_ascii_start().starts_with(b"<") => {
            Box::new(brotli_decompressor::Decompressor::new(packed, BUFFER))
        }
        _ => return Ok(body),
    };
    let mut unpacked = Vec::new();
    let read = meter.unpacked(reader).take(LONGEST_BODY).read_to_end(&mut unpacked);
    match read {
        Err(error) if unpacked.is_empty() => Err(error.into()),
        Ok(_) | Err(_) => Ok(unpacked),
    }
}

/// RFC 1950: method 8, and a sum.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..]
        if first & 0xf == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::Compression;
    use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::{Meter, page};

    fn read(response: &[u8]) -> Option<String> {
        let meter = Meter::new(response.len() as u64);
        let page = page(response.to_owned(), &meter)?;
        Some(match page {
            Ok((bytes, charset)) => {
                let charset =
                    charset.map_or(String::new(), |charset| format!("{} ", charset.name()));
                format!("{charset}{}", String::from_utf8_lossy(&bytes))
            }
            Err(cause) => cause.to_string(),
        })
    }

    #[track_caller]
    fn check(fields: &str, body: &[u8], expected: &str) {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n");
        assert_eq!(read(&[head.as_bytes(), body].concat()).as_deref(), Some(expected));
    }

    #[test]
    fn only_pages_that_were_found_are_pages() {
        for head in [
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>",
            "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>",
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n<p>",
            "GET / HTTP/1.1\r\n\r\n<p>",
            "",
        ] {
            assert_eq!(read(head.as_bytes()), None, "{head}");
        }
        assert_eq!(read(b"HTTP/1.0 200\n\n<p>").as_deref(), Some("<p>"));
    }

    #[test]
    fn chunks_are_joined() {
        let field = "Transfer-Encoding: chunked\r\n";
        check(field, b"3\r\n<p>\r\n4;x=y\r\nRain\r\n0\r\n\r\n", "<p>Rain");
        check(field, b"3\r\n<p>\r\nff\r\nRain", "<p>Rain");
        check(field, b"<p>Rain", "<p>Rain");
        check(field, b"ffffffffffffffff\r\n<p>", "<p>");
    }

    #[test]
    fn bodies_are_unpacked_whatever_the_header_says() {
        let page = b"<p>Rain".as_slice();
        let packed = |mut encoder: Box<dyn std::io::Read>| {
            let mut bytes = Vec::new();
            encoder.read_to_end(&mut bytes).unwrap();
            bytes
        };
        let gzip = packed(Box::new(GzEncoder::new(page, Compression::fast())));
        let zlib = packed(Box::new(ZlibEncoder::new(page, Compression::fast())));
        let bare = packed(Box::new(DeflateEncoder::new(page, Compression::fast())));
        check("Content-Encoding: GZIP\r\n", &gzip, "<p>Rain");
        check("Content-Encoding: gzip\r\n", page, "<p>Rain");
        check("Content-Encoding: gzip\r\n", &gzip[..gzip.len() - 9], "<p>Rain");
        check("Content-Encoding: deflate\r\n", &zlib, "<p>Rain");
        check("Content-Encoding: deflate\r\n", &bare, "<p>Rain");
        check("Content-Encoding: deflate\r\n", page, "<p>Rain");
        // A block that is stored (RFC 7932, section 9.2), and the last one, which is empty.
        let brotli = [b"\x60\0\x10", page, b"\x03"].concat();
        check("Content-Encoding: br\r\n", &brotli, "<p>Rain");
        check("Content-Encoding: br\r\n", page, "<p>Rain");
    }

    #[test]
    fn the_server_tells_the_encoding() {
        let response =
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; Charset=\"iso-8859-2\"\r\n\r\n<p>";
        assert_eq!(read(response).as_deref(), Some("ISO-8859-2 <p>"));
    }

    proptest! {
        #[test]
        fn whatever_a_server_answers_it_is_a_page_or_none(
            head in "(HTTP/1\\.1 200 OK\r\n)?((Content-Encoding|Transfer-Encoding|Content-Type): ?(gzip|deflate|zstd|chunked|text/html|br)\r\n){0,3}(\r\n)?",
            body in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..100),
                "([0-9a-f]{1,3}\r\n|<p>|\x1f\u{8b}|\r\n){0,20}".prop_map(String::into_bytes),
            ],
        ) {
            read(&[head.as_bytes(), &body].concat());
        }
    }
}
