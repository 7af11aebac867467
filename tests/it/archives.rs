//! Archives and compressed files: a member is read as a file of its own.

use std::io::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::{gzip, read};

/// A member to be packed, with what makes it odd.
#[derive(Clone, Default)]
pub(crate) struct Packed<'p> {
    name: &'p str,
    bytes: Vec<u8>,
    pub(crate) is_encrypted: bool,
    is_link: bool,
}

pub(crate) fn member(name: &str, bytes: impl AsRef<[u8]>) -> Packed<'_> {
    Packed { name, bytes: bytes.as_ref().to_owned(), ..Packed::default() }
}

/// Returns a plain article of which the headline is known.
fn story(headline: &str) -> String {
    format!(
        "{headline}\n\nBy Ada Quill\n\nThe ferry to Saltmere was late again on Monday morning.\n"
    )
}

/// Writes a zip whose members are stored as they are.
pub(crate) fn zip(members: &[Packed<'_>]) -> Vec<u8> {
    let (mut zip, mut list) = (Vec::new(), Vec::new());
    for member in members {
        let size = u32::try_from(member.bytes.len()).unwrap().to_le_bytes();
        let name_length = u16::try_from(member.name.len()).unwrap().to_le_bytes();
        let flags = u16::from(member.is_encrypted).to_le_bytes();
        let sum = rawzip::crc32(&member.bytes).to_le_bytes();
        let start = u32::try_from(zip.len()).unwrap().to_le_bytes();
        let shared = [
            &20u16.to_le_bytes()[..],
            &flags,
            &[0; 2],
            &[0; 4],
            &sum,
            &size,
            &size,
            &name_length,
            &[0; 2],
        ]
        .concat();
        zip.extend(
            [b"PK\x03\x04", shared.as_slice(), member.name.as_bytes(), &member.bytes].concat(),
        );
        let mode: u32 = if member.is_link { 0o120_777 } else { 0o100_644 };
        let mode = (mode << 16).to_le_bytes();
        list.extend(
            [
                b"PK\x01\x02",
                &[20, 3][..],
                &shared,
                &[0; 2],
                &[0; 2],
                &[0; 2],
                &mode,
                &start,
                member.name.as_bytes(),
            ]
            .concat(),
        );
    }
    let (size, start) = (u32::try_from(list.len()).unwrap(), u32::try_from(zip.len()).unwrap());
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    zip.extend(&list);
    let end = [&[0; 4][..], &count, &count, &size.to_le_bytes(), &start.to_le_bytes(), &[0; 2]];
    zip.extend([b"PK\x05\x06", end.concat().as_slice()].concat());
    zip
}

/// Writes a tar.
fn tar(members: &[Packed<'_>]) -> Vec<u8> {
    let mut tar = Vec::new();
    for member in members {
        let kind = if member.is_link { b'2' } else { b'0' };
        if member.name.len() > 100 {
            tar.extend(block(b"././@LongLink", kind_of_name(member.name), b'L'));
        }
        tar.extend(block(member.name.as_bytes(), member.bytes.clone(), kind));
    }
    tar.extend([0; 1024]);
    tar
}

fn kind_of_name(name: &str) -> Vec<u8> {
    [name.as_bytes(), &[0]].concat()
}

/// A header and a content, each padded.
fn block(name: &[u8], mut content: Vec<u8>, kind: u8) -> Vec<u8> {
    let mut header = [0; 512];
    let name = &name[..name.len().min(100)];
    header[..name.len()].copy_from_slice(name);
    header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    header[148..156].copy_from_slice(b"        ");
    header[156] = kind;
    header[257..265].copy_from_slice(b"ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    content.resize(content.len().next_multiple_of(512), 0);
    [header.as_slice(), &content].concat()
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &str) {
    assert_eq!(read(name, bytes), expected);
}

#[test]
fn a_member_of_an_archive_is_named_behind_it() {
    let members = [
        member("1998/03/ferry.txt", story("Ferry late")),
        member(
            "./bridge.html",
            "<!doctype html><h1>Bridge shut</h1><p>The bridge is shut, and the ferry is late.</p>",
        ),
        member(
            "wire.jsonl",
            "{\"title\": \"One\", \"text\": \"It rained.\"}\n{\"title\": \"Two\", \"text\": \"Again.\"}\n",
        ),
    ];
    let expected = "a.zip/1998/03/ferry.txt = Ferry late\n\
        a.zip/bridge.html = Bridge shut\n\
        a.zip/wire.jsonl#1 = One\n\
        a.zip/wire.jsonl#2 = Two\n";
    check("a.zip", &zip(&members), expected);
    check("a.tar", &tar(&members), &expected.replace("a.zip", "a.tar"));
    check("a.tgz", &gzip(&tar(&members)), &expected.replace("a.zip", "a.tgz"));
    let zstd = zstd::encode_all(tar(&members).as_slice(), 1).unwrap();
    check("a.tar.zst", &zstd, &expected.replace("a.zip", "a.tar.zst"));
    // What it is called does not matter if it says itself what it is.
    check("archive", &zip(&members), &expected.replace("a.zip", "archive"));
}

#[test]
fn bzip2_is_unpacked() {
    let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    packed.write_all(story("Ferry late").as_bytes()).unwrap();
    check("a.txt.bz2", &packed.finish().unwrap(), "a.txt.bz2 = Ferry late\n");
    check(
        "a.txt.bz2",
        b"BZh is how it begins.",
        "a.txt.bz2: named .bz2, but not compressed that way\n",
    );
    check("a.txt.xz", b"Some prose.", "a.txt.xz: named .xz, but not compressed that way\n");
}

#[test]
fn a_long_name_is_read_whole() {
    let name = format!("{}/ferry.txt", "a-long-name/".repeat(20).trim_end_matches('/'));
    let expected = format!("a.tar/{name} = Ferry late\n");
    check("a.tar", &tar(&[member(&name, story("Ferry late"))]), &expected);
    let record = format!("path={name}\n");
    let record = format!("{} {record}", record.len() + 4);
    let pax =
        [block(b"x", record.into_bytes(), b'x'), block(b"f", story("Ferry late").into(), b'0')];
    check("a.tar", &pax.concat(), &expected);
}

#[test]
fn archives_are_opened_within_archives_to_some_depth() {
    let inner = zip(&[member("ferry.txt", story("Ferry late"))]);
    let outer =
        tar(&[member("1998.zip", inner), member("a.txt.gz", gzip(story("Rain").as_bytes()))]);
    check("a.tar", &outer, "a.tar/1998.zip/ferry.txt = Ferry late\na.tar/a.txt.gz = Rain\n");
    let mut deep = zip(&[member("ferry.txt", story("Ferry late"))]);
    for _ in 0..4 {
        deep = zip(&[member("a.zip", deep)]);
    }
    check(
        "a.zip",
        &deep,
        "a.zip/a.zip/a.zip/a.zip/a.zip: an archive within 4 others: deeper ones are not opened\n",
    );
}

#[test]
fn a_member_that_leads_out_of_its_archive_is_told_and_the_rest_is_read() {
    let members = [
        member("../../etc/passwd.txt", story("Out")),
        member("/abs.txt", story("Out")),
        member("in.txt", story("In")),
    ];
    let expected = "a.tar: `../../etc/passwd.txt` leads out of the archive\n\
        a.tar: `/abs.txt` leads out of the archive\n\
        a.tar/in.txt = In\n";
    check("a.tar", &tar(&members), expected);
    check("a.zip", &zip(&members), &expected.replace("a.tar", "a.zip"));
}

#[test]
fn links_and_what_is_encrypted_are_told() {
    let link = Packed { is_link: true, ..member("link.txt", "in.txt") };
    let secret = Packed { is_encrypted: true, ..member("secret.txt", story("Secret")) };
    let links = "a.zip/link.txt: a link; links are not followed\n";
    check("a.zip", &zip(&[link.clone(), secret]), &format!("{links}a.zip/secret.txt: encrypted\n"));
    let link = Packed { bytes: Vec::new(), ..link };
    check("a.tar", &tar(&[link]), &links.replace("a.zip", "a.tar"));
}

#[test]
fn pictures_and_hidden_files_are_passed_over() {
    let members = [
        member("photo.jpg", b"\xff\xd8"),
        member(".DS_Store", b"\0\0"),
        member("__MACOSX/._in.txt", b"\0\0"),
        member("in.txt", story("In")),
        member("empty.txt", ""),
    ];
    check("a.zip", &zip(&members), "a.zip/in.txt = In\na.zip/empty.txt: empty\n");
    check("a.zip", &zip(&members[..3]), "a.zip: no article in it\n");
    check("a.zip", &zip(&[]), "a.zip: no article in it\n");
}

#[test]
fn two_members_of_one_name_are_two_articles() {
    let members = [member("a.txt", story("Old")), member("a.txt", story("New"))];
    check("a.tar", &tar(&members), "a.tar/a.txt = Old\na.tar/~2/a.txt = New\n");
}

#[test]
fn a_broken_archive_gives_what_can_be_read() {
    let members = [member("a.txt", story("One")), member("b.txt", story("Two"))];
    let whole = tar(&members);
    check(
        "a.tar",
        &whole[..700],
        "a.tar/a.txt = One\na.tar: cannot be read: unexpected end of file\n",
    );
    let mut broken = whole.clone();
    broken[1024 + 150] ^= 1;
    check("a.tar", &broken, "a.tar/a.txt = One\na.tar: a broken header; looked for the next one\n");
    check("a.tar", b"Some prose.", "a.tar: named .tar, but not one\n");
    check("a.zip", b"Some prose.", "a.zip: named .zip, but not one\n");
    let cut = &zip(&members)[..200];
    check("a.zip", cut, "a.zip: not a sound zip: Missing end of central directory\n");
}

#[test]
fn what_unpacks_to_too_much_is_told_at_once() {
    let line = format!("{:>4095}\n", "");
    let mut bomb = zstd::Encoder::new(Vec::new(), 1).unwrap();
    for _ in 0..1 << 20 {
        bomb.write_all(line.as_bytes()).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 4 << 20, "{}", bomb.len());
    let begun = Instant::now();
    check("a.txt.zst", &bomb, "a.txt.zst: longer than 64 MiB in one piece\n");
    let text = format!("{{\"title\": \"One\"}}\n{{\"title\": \"Two\"}}\n{}", " ".repeat(1 << 20));
    let bomb = [zstd::encode_all(text.as_bytes(), 1).unwrap(), bomb].concat();
    let read =
        read("a.zip", &zip(&[member("a.jsonl.zst", &bomb), member("b.txt", story("Behind"))]));
    let mut lines = read.lines();
    assert_eq!(
        lines.by_ref().take(2).collect::<Vec<_>>(),
        ["a.zip/a.jsonl.zst#1 = One", "a.zip/a.jsonl.zst#2 = Two"]
    );
    let told = lines.next().unwrap().split_once(": ").unwrap().1;
    assert_eq!(told, "cannot be read to its end: it unpacks to more than 200 times its size");
    let told = lines.next().unwrap();
    assert_eq!(told, "a.zip: it unpacks to more than news would; what follows was not read");
    assert_eq!(lines.next(), None);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_broken_in_an_archive_it_gives_articles_or_reasons(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        kind in 0..4,
    ) {
        let members = [
            member("1998/ferry.txt", story("Ferry late")),
            member("a.zip", zip(&[member("b.txt", story("Two"))])),
        ];
        let (name, mut bytes) = match kind {
            0 => ("a.zip", zip(&members)),
            1 => ("a.tar", tar(&members)),
            2 => ("a.tar.gz", gzip(&tar(&members))),
            _ => ("a", zstd::encode_all(tar(&members).as_slice(), 1).unwrap()),
        };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if kind % 2 == 0 {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        prop_assert!(!read(name, &bytes).is_empty());
    }
}
