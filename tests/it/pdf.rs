//! PDF: what is read of pages, what of them is left out, and what cannot be read.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use crate::archives::{member, zip};
use crate::{gzip, read, whole};

/// Writes a PDF of these things, numbered from 1, the first of which is the catalog.
fn pdf(objects: &[Vec<u8>], info: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    for (number, object) in objects.iter().enumerate() {
        bytes.extend(format!("{} 0 obj\n", number + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    bytes.extend(format!("trailer\n<</Root 1 0 R/Info<<{info}>>>>\n%%EOF\n").bytes());
    bytes
}

fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A PDF with these pages, each of lines: size, from the left, from below, and text.
fn pages(info: &str, pages: &[&[(u32, u32, u32, &str)]]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{}]/Resources<</Font<</F 3 0 R>>>>>>", kids.join(" ")).into(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    for (page, lines) in pages.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 5 + 2 * page).into());
        let shown = lines.iter().map(|(size, left, height, text)| {
            format!("BT /F {size} Tf {left} {height} Td ({text}) Tj ET\n")
        });
        let content: String = shown.collect();
        objects.push(stream("/Filter/FlateDecode", &deflate(content.as_bytes())));
    }
    pdf(&objects, info)
}

/// A page that is drawn by `content`, with these things from the fifth on.
fn drawn(content: &str, resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        b"<</Pages 2 0 R>>".to_vec(),
        format!("<</Kids[3 0 R]/Resources<<{resources}>>>>").into(),
        b"<</Contents 4 0 R>>".to_vec(),
        stream("", content.as_bytes()),
    ];
    objects.extend_from_slice(more);
    pdf(&objects, "")
}

const FONT: &str = "/Font<</F<</Subtype/Type1/Encoding/WinAnsiEncoding>>>>";

#[track_caller]
fn check(bytes: &[u8], expected: &str) {
    assert_eq!(whole("a.pdf", bytes), expected);
}

const FERRY: &[(u32, u32, u32, &str)] = &[
    (20, 50, 700, "Ferry late again"),
    (10, 50, 680, "By Ada Quill"),
    (10, 50, 660, "5 March 2024"),
    (10, 50, 640, "The ferry to Saltmere was late again on Mon-"),
    (10, 50, 628, "day, and nobody on the quay could say why it had"),
    (10, 50, 616, "waited."),
    (10, 60, 604, "It came at noon, with a goat on the bridge."),
];

#[test]
fn lines_become_paragraphs_below_what_is_largest() {
    let expected = "Ferry late again / Ada Quill / 2024-03-05 / The ferry to Saltmere was late \
                    again on Monday, and nobody on the quay could say why it had waited. ¶ It came \
                    at noon, with a goat on the bridge.\n";
    check(&pages("/Title(Microsoft Word - ferry.doc)/Author(Desk)", &[FERRY]), expected);
    let ferry = pages("", &[FERRY]);
    check(&ferry[..ferry.len() - 60], "not a sound PDF: no pages in it\n");
}

#[test]
fn what_repeats_itself_at_the_edges_of_pages_is_left_out() {
    let page = |text, rest, number| {
        [
            (8, 50, 800, "The Saltmere Tide"),
            (8, 400, 800, "5 March 2024"),
            (10, 50, 700, text),
            (10, 50, 688, rest),
            (8, 300, 20, number),
        ]
    };
    let first = page("The ferry sailed", "across the bay, and back again.", "Page 1 of 2");
    let second = page("A goat looked out", "of the window of the bridge.", "Page 2 of 2");
    let expected = "The ferry crosses /  / 2024 / The ferry sailed across the bay, and back again. ¶ \
                    A goat looked out of the window of the bridge.\n";
    let bytes = pages("/Title(The ferry crosses)", &[&first, &second]);
    assert_eq!(whole("2024/a.pdf", &bytes), expected);
}

#[test]
fn a_file_is_one_article_wherever_it_stands() {
    let ferry = pages("", &[FERRY]);
    assert_eq!(read("a.pdf", &ferry), "a.pdf = Ferry late again\n");
    assert_eq!(read("a", &ferry), "a = Ferry late again\n");
    assert_eq!(read("a.pdf.gz", &gzip(&ferry)), "a.pdf.gz = Ferry late again\n");
    let folder = zip(&[member("1998/a.pdf", &ferry)]);
    assert_eq!(read("a.zip", &folder), "a.zip/1998/a.pdf = Ferry late again\n");
}

#[test]
fn codes_are_read_as_the_font_tells() {
    let map = "1 beginbfchar <0001> <0046> endbfchar 1 beginbfrange <0002> <0009> <0061> endbfrange \
               1 beginbfchar <000a> <00660066> endbfchar";
    let composite = b"<</Subtype/Type0/Encoding/Identity-H/ToUnicode 6 0 R>>".to_vec();
    let content = "BT /F 10 Tf (\\000\\001\\000\\002) Tj [<0005000a>] TJ ET";
    let bytes = drawn(content, "/Font<</F 5 0 R>>", &[composite, stream("", map.as_bytes())]);
    check(&bytes, "Fadff /  /  / Fadff\n");
    let differs =
        b"<</Subtype/Type1/Encoding<</Differences[1/F/eacute/f_i/uni0167 40/quotedblleft]>>>>";
    let content = "BT /F 10 Tf <010203042a28> Tj ET";
    check(&drawn(content, "/Font<</F 5 0 R>>", &[differs.to_vec()]), "Féfiŧ*“ /  /  / Féfiŧ*“\n");
}

#[test]
fn gaps_are_spaces_and_what_is_no_content_is_left_out() {
    let content = "/Artifact BMC BT /F 10 Tf (Page head) Tj ET EMC q 2 0 0 2 0 0 cm \
                   BT /F 10 Tf 1 0 0 1 10 90 Tm [(The) -400 (tide) -30 (s r) 20 (ose)] TJ \
                   0 1 -1 0 5 5 Tm (up the margin) Tj ET Q BI /W 1 ID \u{1}EI(x)Tj EI\n\
                   BT /F 20 Tf 10 155 Td (by two feet.) Tj ET";
    check(&drawn(content, FONT, &[]), " /  /  / The tides rose by two feet.\n");
}

#[test]
fn what_cannot_be_read_is_said() {
    check(b"Ferry late", "named .pdf, but not one\n");
    check(b"%PDF-1.4 Ferry late", "not a sound PDF: no pages in it\n");
    check(&drawn("0 0 9 9 re f", "", &[]), "no text in it (a scan?)\n");
    let ferry = pages("", &[FERRY]);
    let locked = [ferry.as_slice(), b"trailer <</Encrypt 9 0 R>>"].concat();
    check(&locked, "an encrypted PDF\n");
}

#[test]
fn pages_that_hold_each_other_come_to_an_end() {
    let objects = [
        b"<</Pages 2 0 R>>".to_vec(),
        b"<</Kids[2 0 R 3 0 R 2 0 R]>>".to_vec(),
        b"<</Kids[2 0 R 3 0 R]>>".to_vec(),
    ];
    check(&pdf(&objects, ""), "not a sound PDF: no pages in it\n");
    let objects = [b"<</Pages 2 0 R>>".to_vec(), b"2 0 R".to_vec()];
    check(&pdf(&objects, ""), "not a sound PDF: no pages in it\n");
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    let objects = [b"<</Pages 2 0 R>>".to_vec(), [b"<</Kids".to_vec(), deep].concat()];
    check(&pdf(&objects, ""), "not a sound PDF: no pages in it\n");
}

#[test]
fn what_unpacks_or_draws_without_end_is_refused() {
    let long = "a PDF with more in it than news would have\n";
    // A hundred pages of one stream of 32 MiB.
    let bomb = stream("/Filter/FlateDecode", &deflate(&vec![b' '; 40 << 20]));
    let kids = "<</Contents 3 0 R>>".repeat(100);
    let objects = [b"<</Pages 2 0 R>>".to_vec(), format!("<</Kids[{kids}]>>").into(), bomb.clone()];
    check(&pdf(&objects, ""), long);
    // A stream that is packed twice.
    let twice = stream("/Filter[/Fl/Fl]", &deflate(&deflate(&vec![b' '; 200 << 20])));
    let objects = [
        b"<</Pages 2 0 R>>".to_vec(),
        b"<</Kids[<</Contents[3 0 R 3 0 R 3 0 R 3 0 R]>>]>>".to_vec(),
        twice,
    ];
    check(&pdf(&objects, ""), long);
    // Ten things packed together that are as long.
    let pack =
        stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &deflate(&vec![b'1'; 40 << 20]));
    let mut objects = vec![b"<</Pages 2 0 R>>".to_vec(), b"<</Kids[<<>>]>>".to_vec()];
    objects.extend(std::iter::repeat_n(pack, 10));
    check(&pdf(&objects, ""), long);
    // Drawings that each show the next one thirty times, and the last one the first.
    let forms: Vec<Vec<u8>> = (0..6)
        .map(|form| {
            let next = format!("/XObject<</X {} 0 R>>", 5 + (form + 1) % 6);
            stream(&format!("/Subtype/Form/Resources<<{next}>>"), "/X Do ".repeat(30).as_bytes())
        })
        .collect();
    check(&drawn("/X Do", "/XObject<</X 5 0 R>>", &forms), long);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// `read` fails if a reader breaks down.
    #[test]
    fn whatever_is_damaged_in_it_it_is_read_or_refused(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let band = std::fs::read(crate::corpus_folder().join("pdf/brass-band.pdf")).unwrap();
        for mut bytes in [pages("/Title(x)", &[FERRY]), band] {
            for (at, byte) in &damage {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            prop_assert!(!read("a.pdf", &bytes).is_empty());
        }
    }

    #[test]
    fn whatever_draws_a_page_it_comes_to_an_end(
        content in "(BT |ET |q |Q |/F 9 Tf |(-?[0-9.]{1,3} ){0,6}(Td|Tm|cm|TD|Tc|Tz|T\\*|TL) |\\(a\\) Tj |\
                    \\[\\(b\\) -900 <4a>\\] TJ |\\[|<<|>>|\\]|BI ID |EI |/X Do |EMC |/Artifact BMC ){0,60}"
    ) {
        let form = stream("/Subtype/Form/Resources<<>>", content.as_bytes());
        let bytes = drawn(&content, &format!("{FONT}/XObject<</X 5 0 R>>"), &[form]);
        prop_assert!(!read("a.pdf", &bytes).is_empty());
    }
}
