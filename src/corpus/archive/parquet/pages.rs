//! The pages of a column: unpacked here, as the crate unpacks some kinds of them without a limit.

use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use flate2::bufread::MultiGzDecoder;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{ChunkReader as _, Length as _, RowGroupReader};
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;

use super::table::Table;
use super::thrift::{Told, walk};

/// Longer pages are refused, in bytes: writers aim at 1 MiB, but some cut only after 1,024 rows.
const LONGEST_PAGE: usize = 64 << 20;
/// And so are those whose texts repeat the beginning of the one before, as they grow most.
const LONGEST_DELTA_PAGE: usize = 8 << 20;
/// The head of a page may hold the least and the greatest text in it, in bytes.
const LONGEST_HEAD: usize = 4 << 20;
/// So much is read at first to find a head, in bytes.
const HEAD: usize = 4 << 10;

/// The kinds of pages, as the format numbers them.
const DATA: i64 = 0;
const INDEX: i64 = 1;
const DICTIONARY: i64 = 2;
const DATA_V2: i64 = 3;

/// Rows that lie together, column by column.
pub(super) struct Group<'m> {
    pub(super) table: Arc<Table>,
    pub(super) metadata: &'m RowGroupMetaData,
}

impl RowGroupReader for Group<'_> {
    fn metadata(&self) -> &RowGroupMetaData {
        self.metadata
    }

    fn num_columns(&self) -> usize {
        self.metadata.num_columns()
    }

    fn get_column_page_reader(&self, column: usize) -> Result<Box<dyn PageReader>> {
        let column = self.metadata.column(column);
        let first = column.dictionary_page_offset().filter(|offset| *offset > 0);
        let start = u64::try_from(first.unwrap_or_else(|| column.data_page_offset())).ok();
        let rest = start.and_then(|start| Some((start, self.table.len().checked_sub(start)?)));
        let length = u64::try_from(column.compressed_size()).ok();
        let (Some((start, rest)), Some(length)) = (rest, length) else {
            return Err(broken("a column stands behind the end of the file"));
        };
        let left = usize::try_from(length.min(rest)).unwrap_or(usize::MAX);
        let (table, packing) = (Arc::clone(&self.table), column.compression());
        Ok(Box::new(Pages { table, packing, start, left, values: column.num_values() }))
    }

    fn get_column_bloom_filter(&self, _: usize) -> Option<&parquet::bloom_filter::Sbbf> {
        None
    }

    fn get_row_iter(&self, projection: Option<Type>) -> Result<RowIter<'_>> {
        RowIter::from_row_group(projection, self)
    }
}

/// The pages of one column that were not yet read.
struct Pages {
    table: Arc<Table>,
    packing: Compression,
    /// Where the next one begins, in bytes.
    start: u64,
    /// How many bytes they take.
    left: usize,
    /// How many values are in them.
    values: i64,
}

/// What stands before a page.
#[derive(Default)]
struct Head {
    kind: i64,
    unpacked: usize,
    packed: usize,
    values: u32,
    encoding: i64,
    nulls: u32,
    rows: u32,
    /// How the levels are written that tell where nothing stands, and where a list begins.
    levels: [i64; 2],
    /// How many bytes they take, where they are not packed.
    levels_length: [u32; 2],
    is_packed: bool,
}

impl Pages {
    fn next_page(&mut self) -> Result<Option<Page>> {
        while self.values > 0 && self.left > 0 {
            let (head, length) = self.head()?;
            let body = self.table.get_bytes(self.start + length as u64, head.packed)?;
            self.start += (length + head.packed) as u64;
            self.left -= length + head.packed;
            if head.kind == INDEX {
                continue;
            }
            if head.kind != DICTIONARY {
                self.values -= i64::from(head.values);
            }
            return self.page(&head, &body).map(Some);
        }
        Ok(None)
    }

    /// Reads what stands before the next page, and tells how many bytes it takes.
    fn head(&self) -> Result<(Head, usize)> {
        let mut wanted = HEAD;
        loop {
            let bytes = self.table.get_bytes(self.start, wanted.min(self.left))?;
            if let Some((head, length)) = Head::of(&bytes) {
                let longest = match head.encoding {
                    7 => LONGEST_DELTA_PAGE,
                    _ => LONGEST_PAGE,
                };
                if head.unpacked > longest || head.packed > LONGEST_PAGE {
                    return Err(broken(&format!("a page of more than {} MiB", longest >> 20)));
                }
                if head.packed > self.left - length {
                    return Err(broken("a page is longer than its column"));
                }
                return Ok((head, length));
            }
            if wanted >= self.left.min(LONGEST_HEAD) {
                return Err(broken("what stands before a page makes no sense"));
            }
            wanted *= 16;
        }
    }

    fn page(&self, head: &Head, body: &Bytes) -> Result<Page> {
        // The second version does not pack the levels.
        let [definition, repetition] = head.levels_length;
        let bare = if head.kind == DATA_V2 { (definition + repetition) as usize } else { 0 };
        let (Some(levels), true) = (body.get(..bare), bare <= head.unpacked) else {
            return Err(broken("the levels of a page are longer than the page"));
        };
        let buf = if self.packing == Compression::UNCOMPRESSED || !head.is_packed {
            body.clone()
        } else {
            let length = head.unpacked - bare;
            // Where all is null there may be nothing.
            let values = match length {
                0 => Vec::new(),
                _ => unpack(self.packing, &body[bare..], length)?,
            };
            if values.len() != length {
                return Err(broken("a page unpacks to another length than it says"));
            }
            [levels, &values].concat().into()
        };
        let encoding = encoding(head.encoding)?;
        let (num_values, statistics) = (head.values, None);
        Ok(match head.kind {
            DICTIONARY => Page::DictionaryPage { buf, num_values, encoding, is_sorted: false },
            DATA_V2 => Page::DataPageV2 {
                buf,
                num_values,
                encoding,
                num_nulls: head.nulls,
                num_rows: head.rows,
                def_levels_byte_len: definition,
                rep_levels_byte_len: repetition,
                is_compressed: false,
                statistics,
            },
            _ => Page::DataPage {
                buf,
                num_values,
                encoding,
                def_level_encoding: self::encoding(head.levels[0])?,
                rep_level_encoding: self::encoding(head.levels[1])?,
                statistics,
            },
        })
    }
}

impl Head {
    /// Reads it, by the numbers that `parquet.thrift` gives the fields of a `PageHeader`, and tells
    /// how long it is. `None` if it goes on behind `bytes`, or makes no sense.
    fn of(bytes: &[u8]) -> Option<(Self, usize)> {
        let mut head = Head { is_packed: true, ..Head::default() };
        let mut is_sound = true;
        let length = walk(bytes, &mut |path, told| {
            let Told::Number(number) = *told else { return };
            let mut size = || {
                let size = u32::try_from(number).ok();
                is_sound &= size.is_some();
                size.unwrap_or_default()
            };
            match path {
                [1] => head.kind = number,
                [2] => head.unpacked = size() as usize,
                [3] => head.packed = size() as usize,
                [5 | 7 | 8, 1] => head.values = size(),
                [5 | 7, 2] | [8, 4] => head.encoding = number,
                [5, 3] => head.levels[0] = number,
                [5, 4] => head.levels[1] = number,
                [8, 2] => head.nulls = size(),
                [8, 3] => head.rows = size(),
                [8, 5] => head.levels_length[0] = size(),
                [8, 6] => head.levels_length[1] = size(),
                [8, 7] => head.is_packed = number == 1,
                _ => {}
            }
        })?;
        let levels = head.levels_length[0].checked_add(head.levels_length[1]);
        is_sound &= levels.is_some() && matches!(head.kind, DATA | INDEX | DICTIONARY | DATA_V2);
        is_sound.then_some((head, length))
    }
}

/// Unpacks what becomes `length` bytes; more than one more than that never comes out.
fn unpack(packing: Compression, packed: &[u8], length: usize) -> Result<Vec<u8>> {
    let all = |unpacker: &mut dyn Read| {
        let mut unpacked = Vec::new();
        unpacker.take(length as u64 + 1).read_to_end(&mut unpacked)?;
        Ok(unpacked)
    };
    match packing {
        Compression::UNCOMPRESSED => Ok(packed.to_owned()),
        Compression::SNAPPY => {
            if snap::raw::decompress_len(packed).ok() != Some(length) {
                return Err(broken("a page unpacks to another length than it says"));
            }
            snap::raw::Decoder::new().decompress_vec(packed).map_err(|error| external(error.into()))
        }
        Compression::GZIP(_) => all(&mut MultiGzDecoder::new(packed)),
        Compression::BROTLI(_) => all(&mut brotli_decompressor::Decompressor::new(packed, 4096)),
        Compression::ZSTD(_) => Ok(zstd::bulk::decompress(packed, length)?),
        Compression::LZ4_RAW => {
            lz4_flex::block::decompress(packed, length).map_err(|error| external(error.into()))
        }
        Compression::LZ4 | Compression::LZO => {
            Err(broken(&format!("compressed in a way byline does not read ({packing})")))
        }
    }
}

/// Returns how values are written, by its number in `parquet.thrift`.
fn encoding(number: i64) -> Result<Encoding> {
    Ok(match number {
        0 => Encoding::PLAIN,
        2 => Encoding::PLAIN_DICTIONARY,
        3 => Encoding::RLE,
        5 => Encoding::DELTA_BINARY_PACKED,
        6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
        7 => Encoding::DELTA_BYTE_ARRAY,
        8 => Encoding::RLE_DICTIONARY,
        9 => Encoding::BYTE_STREAM_SPLIT,
        _ => return Err(broken("its values are written in a way byline does not read")),
    })
}

fn broken(says: &str) -> ParquetError {
    ParquetError::General(says.to_owned())
}

fn external(error: Box<dyn std::error::Error + Send + Sync>) -> ParquetError {
    ParquetError::External(error)
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.next_page()
    }

    /// Only who skips pages asks.
    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        Err(broken("pages are not skipped"))
    }

    fn skip_next_page(&mut self) -> Result<()> {
        Err(broken("pages are not skipped"))
    }

    /// Only a page of the second version is sure to begin with a row.
    fn at_record_boundary(&mut self) -> Result<bool> {
        Ok(self.values <= 0 || self.left == 0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::write::GzEncoder;
    use parquet::basic::{Compression, GzipLevel, ZstdLevel};

    use super::{Head, unpack};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn of_what_is_packed_no_more_comes_out_than_is_said() {
        let text = b"The tide rose. ".repeat(1000);
        let snappy = snap::raw::Encoder::new().compress_vec(&text).unwrap();
        let zstd = zstd::bulk::compress(&text, 1).unwrap();
        for (packing, packed) in [
            (Compression::UNCOMPRESSED, text.clone()),
            (Compression::SNAPPY, snappy),
            (Compression::GZIP(GzipLevel::default()), gzip(&text)),
            (Compression::ZSTD(ZstdLevel::default()), zstd),
            (Compression::LZ4_RAW, lz4_flex::block::compress(&text)),
        ] {
            assert_eq!(unpack(packing, &packed, text.len()).unwrap(), text, "{packing}");
            let short = unpack(packing, &packed, 100);
            let is_bounded = packing == Compression::UNCOMPRESSED
                || short.is_err()
                || short.is_ok_and(|bytes| bytes.len() == 101);
            assert!(is_bounded, "{packing}");
        }
        let says = unpack(Compression::LZO, &[], 1).unwrap_err().to_string();
        assert!(says.ends_with("compressed in a way byline does not read (LZO)"), "{says}");
    }

    #[test]
    fn the_head_of_a_page_is_read_whatever_else_stands_in_it() {
        // Kind 0, 300 bytes, of them packed 7, a sum; 5 values, plain; and a text of statistics.
        let head = [
            0x15, 0, 0x15, 0xd8, 4, 0x15, 14, 0x15, 1, 0x1c, 0x15, 10, 0x15, 0, 0x15, 6, 0x15, 6,
            0x1c, 0x18, 1, b'x', 0, 0, 0,
        ];
        let (read, length) = Head::of(&head).unwrap();
        assert_eq!((read.unpacked, read.packed, read.values, length), (300, 7, 5, head.len()));
        assert_eq!((read.encoding, read.levels), (0, [3, 3]));
        for cut in 0..head.len() {
            assert!(Head::of(&head[..cut]).is_none());
        }
        // A length below nothing.
        assert!(Head::of(&[0x15, 0, 0x15, 1, 0]).is_none());
    }
}
