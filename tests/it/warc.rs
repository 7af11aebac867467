//! Web archives: each page that was fetched is an article.

use proptest::prelude::*;

use crate::{gzip, read};

/// Writes a record, with a length that is longer than its payload by `lie`.
fn lying_record(kind: &str, url: &str, payload: &[u8], lie: i64) -> Vec<u8> {
    let length = i64::try_from(payload.len()).unwrap() + lie;
    let header = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{url}>\r\nWARC-Date: 2021-06-04T10:00:00Z\r\n\
         Content-Type: application/http; msgtype={kind}\r\nContent-Length: {length}\r\n\r\n"
    );
    [header.as_bytes(), payload, b"\r\n\r\n"].concat()
}

fn record(kind: &str, url: &str, payload: &[u8]) -> Vec<u8> {
    lying_record(kind, url, payload, 0)
}

/// What a server answers with a page of this headline.
fn answer(headline: &str) -> Vec<u8> {
    let page = format!(
        "<!doctype html><html><body><article><h1>{headline}</h1>\n\n<p>The ferry to Saltmere was late \
         again on Monday, said its captain, who was not.</p></article></body></html>"
    );
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}").into_bytes()
}

fn response(headline: &str) -> Vec<u8> {
    record("response", "https://post.example/2021/06/03/ferry", &answer(headline))
}

#[track_caller]
fn check(name: &str, records: &[Vec<u8>], expected: &str) {
    assert_eq!(read(name, &records.concat()), expected);
}

#[test]
fn each_page_is_an_article_whose_part_is_the_number_of_its_record() {
    let records = [
        record("warcinfo", "", b"software: none\r\n"),
        record("request", "https://post.example/a", b"GET /a HTTP/1.1\r\n\r\n"),
        response("Ferry late"),
        record(
            "response",
            "https://post.example/a.png",
            b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
        ),
        record(
            "response",
            "https://post.example/no",
            b"HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n<h1>No</h1>",
        ),
        record("revisit", "https://post.example/a", &answer("Again")),
        response("Bridge shut"),
    ];
    check("a.warc", &records, "a.warc#3 = Ferry late\na.warc#7 = Bridge shut\n");
    let packed = records.each_ref().map(|record| gzip(record));
    check("a.warc.gz", &packed, "a.warc.gz#3 = Ferry late\na.warc.gz#7 = Bridge shut\n");
    check(
        "a.warc.gz",
        &[gzip(&records.concat())],
        "a.warc.gz#3 = Ferry late\na.warc.gz#7 = Bridge shut\n",
    );
    check("a.warc", &records[..2], "a.warc: no article in it\n");
}

#[test]
fn a_length_that_is_not_true_costs_its_own_record_alone() {
    let lie = |lie| lying_record("response", "https://post.example/a", &answer("Ferry late"), lie);
    let long = "a.warc#1: its length is not true: the next record begins in it";
    check(
        "a.warc",
        &[lie(5000), response("Bridge shut")],
        &format!("a.warc#1 = Ferry late\n{long}\na.warc#2 = Bridge shut\n"),
    );
    let short = "a.warc#1: its length is not true: something else follows it";
    check(
        "a.warc",
        &[lie(-30), response("Bridge shut")],
        &format!("a.warc#1 = Ferry late\n{short}\na.warc#2 = Bridge shut\n"),
    );
    let request = lying_record("request", "https://post.example/a", b"GET / HTTP/1.1\r\n", 1 << 40);
    check(
        "a.warc",
        &[request, response("Bridge shut")],
        &format!("{long}\na.warc#2 = Bridge shut\n"),
    );
}

#[test]
fn a_file_that_is_cut_short_gives_what_there_is() {
    let records = [response("Ferry late"), response("Bridge shut")].concat();
    let cut = records[..records.len() - 60].to_vec();
    let expected =
        "a.warc#1 = Ferry late\na.warc#2 = Bridge shut\na.warc#2: cut short: the file ends in it\n";
    check("a.warc", &[cut], expected);
    let packed = gzip(&records);
    let expected = "a.warc.gz#1 = Ferry late\n";
    let read = read("a.warc.gz", &packed[..packed.len() - 12]);
    assert!(read.starts_with(expected) && read.contains("cannot be read"), "{read}");
}

#[test]
fn a_record_that_cannot_be_unpacked_costs_no_other() {
    let mut records = [response("Ferry late"), response("Rain"), response("Bridge shut")]
        .map(|record| gzip(&record));
    let sum = records[1].len() - 8;
    records[1][sum] ^= 1;
    check(
        "a.warc.gz",
        &records,
        "a.warc.gz#1 = Ferry late\na.warc.gz#2 = Rain\n\
         a.warc.gz#2: cannot be read: corrupt gzip stream does not have a matching checksum\n\
         a.warc.gz#3 = Bridge shut\n",
    );
}

#[test]
fn a_broken_header_is_told_and_the_next_record_found() {
    let broken =
        b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n<h1>x</h1>\r\n\r\n"
            .to_vec();
    check(
        "a.warc",
        &[broken, response("Bridge shut")],
        "a.warc#1: a broken header\na.warc#2 = Bridge shut\n",
    );
    check("a.warc", &[b"Some prose.".to_vec()], "a.warc: named .warc, but not one\n");
}

#[test]
fn a_resource_is_a_page_without_a_header_of_http() {
    let page = answer("Ferry late");
    let start = page.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap() + 4;
    let record = String::from_utf8(record("resource", "file:///a.html", &page[start..])).unwrap();
    let record = record.replace("application/http; msgtype=resource", "text/html");
    check("a.warc", &[record.into_bytes()], "a.warc#1 = Ferry late\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_broken_in_a_web_archive_it_gives_articles_or_reasons(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        is_packed in any::<bool>(),
    ) {
        let records = [response("Ferry late"), record("request", "x", b"GET"), response("Bridge shut")];
        let mut bytes = if is_packed { records.map(|record| gzip(&record)).concat() } else { records.concat() };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        let name = if is_packed { "a.warc.gz" } else { "a.warc" };
        prop_assert!(!read(name, &bytes).is_empty());
    }
}
