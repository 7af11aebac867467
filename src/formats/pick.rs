//! Tells the format of a file.

use super::format::{Error, Format};
use super::xml;

/// Endings that say only "text": what is in it decides.
const TEXT: &[&str] = &["txt", "text", ""];

/// Endings of files that hold no articles: nobody has to wait until they are read.
const FOREIGN: &[&str] = &[
    "7z", "aac", "avi", "bin", "bmp", "css", "db", "doc", "eot", "epub", "exe", "flac", "gif",
    "ico", "iso", "jar", "jpeg", "jpg", "js", "lock", "log", "m4a", "map", "mkv", "mov", "mp3",
    "mp4", "odt", "ogg", "otf", "png", "ppt", "pptx", "psd", "py", "rar", "rtf", "sqlite", "svg",
    "swf", "tif", "tiff", "ttf", "wasm", "wav", "webm", "webp", "wmv", "woff", "woff2", "xls",
    "xlsx",
];

/// Returns the ending of a file name, in lower case without the dot; empty if it has none.
pub fn extension(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase())
}

/// Says of a file name that it promises no articles.
///
/// # Errors
/// If it does.
pub fn refuse(file: &str) -> Result<(), Error> {
    let extension = unpacked_extension(file);
    if FOREIGN.contains(&extension.as_str()) { Err(foreign(&extension)) } else { Ok(()) }
}

/// Picks one of `formats`; see [`super::pick`].
pub(super) fn pick(
    formats: &'static [Format],
    file: &str,
    head: &str,
) -> Result<&'static Format, Error> {
    let extension = unpacked_extension(file);
    let is_text = TEXT.contains(&extension.as_str());
    let promised = || formats.iter().filter(|format| format.extensions.contains(&&*extension));
    let Some(first) = promised().next().filter(|_| !is_text) else {
        // The name says no more than "text", or nothing: only what proves its format is believed.
        let proven = formats.iter().find(|format| format.is_proof && (format.sniff)(head));
        let plain =
            || formats.iter().find(|format| is_text && format.extensions.contains(&TEXT[0]));
        return proven.or_else(plain).ok_or_else(|| match xml::root(head) {
            Some(root) => Error::ForeignXml { root: root.to_owned() },
            None => foreign(&extension),
        });
    };
    promised().find(|format| (format.sniff)(head)).ok_or_else(|| Error::Malformed {
        says: format!("named .{extension}, but does not look like {}", first.name),
    })
}

/// Returns the ending of a file name without the packing: that before `.gz`, `.bz2`, `.xz` and
/// `.zst`, and `tar` for `tgz` and its like.
pub fn unpacked_extension(file: &str) -> String {
    let last = extension(file);
    match last.as_str() {
        "gz" | "bz2" | "xz" | "zst" => extension(&file[..file.len() - last.len() - 1]),
        "tgz" | "tbz" | "tbz2" | "txz" | "tzst" => "tar".to_owned(),
        _ => last,
    }
}

fn foreign(extension: &str) -> Error {
    Error::Foreign { extension: extension.to_owned() }
}

#[cfg(test)]
mod tests {
    use crate::formats::pick;

    #[track_caller]
    fn check(file: &str, head: &str, expected: &str) {
        let picked = match pick(file, head) {
            Ok(format) => format.name.to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(picked, expected);
    }

    #[test]
    fn name_and_content_have_to_agree() {
        check("a.html", "<!doctype html><p>x", "HTML");
        check("a.json", "{\"title\": 1}", "JSON");
        check("a.jsonl.gz", "{\"title\": 1}\n{}", "JSON Lines");
        check("a.json", "Some prose", "named .json, but does not look like JSON");
        check("a.html", "Some prose", "named .html, but does not look like HTML");
    }

    #[test]
    fn a_text_may_be_anything() {
        check("a.txt", "Some prose", "plain text");
        check("README", "Some prose", "plain text");
        check("a.txt", "<!doctype html><html><p>x", "HTML");
        check("a.txt", "{\"title\": \"x\"}", "JSON");
    }

    #[test]
    fn what_byline_does_not_read_is_said() {
        check("a.asp", "<!doctype html><html><p>x", "HTML");
        check("a.odd", "Some prose", "not a format byline reads (.odd)");
        check("a.xml", "Some prose", "not a format byline reads (.xml)");
        let deed = "<?xml version='1.0'?><deed><p>x</p></deed>";
        check("a.xml", deed, "XML of a kind byline does not read: its root element is `<deed>`");
    }

    #[test]
    fn the_root_element_of_an_xml_tells_what_it_is() {
        check("a.xml", "<nitf><body>", "NITF");
        check("a.xml", "<?xml version='1.0'?><rss version='2.0'><channel>", "RSS");
        check("a.xml", "<rss xmlns:wp='http://wordpress.org/export/1.2/'>", "WordPress export");
        check("a.xml", "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "Atom");
        check("a.xml", "<!DOCTYPE lewis SYSTEM 'lewis.dtd'>\n<REUTERS NEWID='1'>", "Reuters-21578");
        check("a.sgm", "<REUTERS NEWID='1'>", "Reuters-21578");
        check("a.xml", "<newsitem itemid='7' date='1996-08-20'>", "Reuters Corpus Volume 1");
        check("a.xml", "<NewsML Version='1.2'>", "NewsML 1");
        check("a.xml", "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>", "NewsML-G2");
        check("a.xml", "<r><ppsArticleResponse><article>", "Factiva");
        check("a.xml", "<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'>", "ALTO");
        check("a.xml", "<?xml version='1.0'?><html><body>", "HTML");
        check("a.txt", "<rss version='2.0'><channel><!doctype html>", "RSS");
        check("a.rss", "<feed xmlns='http://www.w3.org/2005/Atom'>", "Atom");
        check("a.rss", "Some prose", "not a format byline reads (.rss)");
    }
}
