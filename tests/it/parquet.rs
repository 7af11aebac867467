//! Parquet: which tables are read, and what is said of the others.

use std::fs;
use std::sync::Arc;

use parquet::data_type::ByteArrayType;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;

use crate::archives::{member, zip};
use crate::{corpus_folder, gzip, read};

/// A table of one column of texts.
fn table(column: &str, texts: &[&str]) -> Vec<u8> {
    let schema = format!("message table {{ REQUIRED BYTE_ARRAY {column} (UTF8); }}");
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).unwrap();
    for text in texts {
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&[(*text).into()], None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

fn herald() -> Vec<u8> {
    fs::read(corpus_folder().join("parquet/skerry-bay-herald.parquet")).unwrap()
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &str) {
    assert_eq!(read(name, bytes), expected);
}

#[test]
fn a_row_is_an_article_wherever_the_table_stands() {
    let tides = table("Title", &["Tide rises", "Tide falls"]);
    check("a.parquet", &tides, "a.parquet#1 = Tide rises\na.parquet#2 = Tide falls\n");
    check("a", &tides, "a#1 = Tide rises\na#2 = Tide falls\n");
    check(
        "a.parquet.gz",
        &gzip(&tides),
        "a.parquet.gz#1 = Tide rises\na.parquet.gz#2 = Tide falls\n",
    );
    let folder = zip(&[member("1998/a.parquet", table("headline", &["Ferry late"]))]);
    check("a.zip", &folder, "a.zip/1998/a.parquet#1 = Ferry late\n");
}

#[test]
fn what_cannot_be_read_is_said() {
    check("a.parquet", b"Ferry late", "a.parquet: named .parquet, but not one\n");
    check("a.parquet", b"PARE....PARE", "a.parquet: encrypted\n");
    check("a.parquet", b"PAR1", "a.parquet: not a sound Parquet file: too short\n");
    let depths = table("depth", &["9"]);
    let expected = "a.parquet: no column for a headline or a text (columns: depth)\n";
    check("a.parquet", &depths, expected);
    check("a.parquet", &table("title", &[]), "a.parquet: no article in it\n");
    let herald = herald();
    check(
        "a.parquet",
        &herald[..herald.len() - 1],
        "a.parquet: not a sound Parquet file: cut off\n",
    );
}

#[test]
fn a_row_with_nothing_in_it_costs_that_row() {
    let tides = table("title", &["Tide rises", "", "Tide falls"]);
    let none = "no headline and no text under a known key (keys: title)";
    let expected =
        format!("a.parquet#1 = Tide rises\na.parquet#2: {none}\na.parquet#3 = Tide falls\n");
    check("a.parquet", &tides, &expected);
}

#[test]
fn columns_within_columns_are_refused_beyond_sixteen() {
    let nested = |depth: usize| {
        // A list of as many structures as there are, each called `x` and holding the next one.
        let sizes = [depth % 128 + 128, depth / 128 % 128 + 128, depth / 16384];
        let mut footer = vec![0x15, 2, 0x19, 0xfc];
        footer.extend(sizes.map(|size| u8::try_from(size).unwrap()));
        for _ in 0..depth {
            footer.extend([0x35, 0, 0x18, 1, b'x', 0x15, 2, 0]);
        }
        footer.extend([0x16, 0, 0x19, 0x0c, 0]);
        let length = u32::try_from(footer.len()).unwrap().to_le_bytes();
        [b"PAR1".as_slice(), &footer, &length, b"PAR1"].concat()
    };
    let says = "not a sound Parquet file: columns within columns within columns";
    check("a.parquet", &nested(20), &format!("a.parquet: {says}\n"));
    let says = "not a sound Parquet file: too many columns";
    check("a.parquet", &nested(100_000), &format!("a.parquet: {says}\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// `read` fails if a reader breaks down.
    #[test]
    fn whatever_is_damaged_in_it_it_is_read_or_refused(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = herald();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert!(!read("a.parquet", &bytes).is_empty());
    }
}
