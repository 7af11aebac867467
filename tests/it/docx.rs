//! Word documents: which of them are read, and what is said of the others.

use proptest::prelude::*;

use crate::archives::{member, zip};
use crate::{gzip, read};

const START: &str = "<?xml version='1.0' encoding='UTF-8'?><w:document \
    xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>";

fn document(text: &str) -> String {
    format!("{START}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>")
}

fn docx(text: &str) -> Vec<u8> {
    zip(&[
        member("[Content_Types].xml", "<Types/>"),
        member("word/document.xml", document(text)),
        member("docProps/core.xml", "<cp:coreProperties/>"),
    ])
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &str) {
    assert_eq!(read(name, bytes), expected);
}

#[test]
fn a_document_is_one_article_wherever_it_stands() {
    let ferry = docx("Ferry late");
    check("a.docx", &ferry, "a.docx = Ferry late\n");
    check("a.docx.gz", &gzip(&ferry), "a.docx.gz = Ferry late\n");
    let folder = zip(&[member("1998/a.docx", &ferry), member("b.docx", docx("Tide rises"))]);
    check("a.zip", &folder, "a.zip/1998/a.docx = Ferry late\na.zip/b.docx = Tide rises\n");
}

#[test]
fn its_text_may_be_called_otherwise_and_be_utf_16() {
    let wide = document("Ferry late").replace("UTF-8", "UTF-16");
    let wide: Vec<u8> =
        "\u{feff}".encode_utf16().chain(wide.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    check("a.docx", &zip(&[member("word/document2.xml", wide)]), "a.docx = Ferry late\n");
}

#[test]
fn what_is_broken_is_said() {
    check("a.docx", b"Ferry late", "a.docx: named .docx, but not one\n");
    let locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    check("a.docx", locked, "a.docx: a Word document that is encrypted, or an old .doc\n");
    let none = zip(&[member("word/styles.xml", "<w:styles/>")]);
    check("a.docx", &none, "a.docx: not a Word document: it has no text\n");
    let foreign = zip(&[member("word/document.xml", "<book/>")]);
    check("a.docx", &foreign, "a.docx: named .docx, but does not look like Word\n");
    let mut encrypted = member("word/document.xml", "x");
    encrypted.is_encrypted = true;
    check("a.docx", &zip(&[encrypted]), "a.docx: encrypted\n");
    let cut = member("word/document.xml", format!("{START}<w:p><w:r><w:t>Ferry"));
    check("a.docx", &zip(&[cut]), "a.docx: line 2: the file ends inside `<w:p>`\n");
    let ferry = docx("Ferry late");
    assert!(read("a.docx", &ferry[..ferry.len() - 30]).contains("not a sound zip"));
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let long = document(&"The tide rose. ".repeat(5 << 20));
    let expected = "a.docx: its text is longer than 64 MiB\n";
    check("a.docx", &zip(&[member("word/document.xml", long)]), expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// `read` fails if a reader breaks down.
    #[test]
    fn whatever_is_damaged_in_it_it_is_read_or_refused(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = docx("Ferry late");
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert!(!read("a.docx", &bytes).is_empty());
    }
}
