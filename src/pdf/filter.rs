//! How streams are packed (ISO 32000-1, 7.4): those that texts are packed with.

use std::io::Read as _;

use flate2::read::{DeflateDecoder, ZlibDecoder};

/// The longest code of LZW, in bits.
const WIDEST: u32 = 12;
/// What a stream of LZW begins its table anew with, and ends with.
const CLEAR: usize = 256;
const END: usize = 257;

/// Unpacks what becomes at most `most` bytes: the rest is cut off, as is what follows damage. `None`
/// if it is packed in another way, as pictures are.
pub(super) fn unpack(filter: &[u8], packed: &[u8], most: usize) -> Option<Vec<u8>> {
    Some(match filter {
        b"FlateDecode" | b"Fl" => inflate(packed, most),
        b"LZWDecode" | b"LZW" => lzw(packed, most),
        b"ASCIIHexDecode" | b"AHx" => hex(packed),
        b"ASCII85Decode" | b"A85" => base_85(packed, most),
        b"RunLengthDecode" | b"RL" => runs(packed, most),
        _ => return None,
    })
}

/// Undoes what was done to rows before they were packed: each byte is that above or before it, and
/// the difference (PNG, `Predictor` of 10 and more).
pub(super) fn unpredict(rows: &[u8], width: usize) -> Vec<u8> {
    let mut above = vec![0; width];
    let mut all = Vec::with_capacity(rows.len());
    for row in rows.chunks(width + 1) {
        let Some((kind, differences)) = row.split_first() else { break };
        let mut here = vec![0; width];
        for (at, difference) in differences.iter().enumerate() {
            let (left, corner) = if at > 0 { (here[at - 1], above[at - 1]) } else { (0_u8, 0) };
            let up = above[at];
            let guess = match kind {
                1 => left,
                2 => up,
                3 => left.midpoint(up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            here[at] = difference.wrapping_add(guess);
        }
        all.extend_from_slice(&here[..differences.len()]);
        above = here;
    }
    all
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |byte: u8| (estimate - i16::from(byte)).abs();
    let nearest = [left, up, corner].into_iter().min_by_key(|byte| distance(*byte));
    nearest.unwrap_or_default()
}

fn inflate(packed: &[u8], most: usize) -> Vec<u8> {
    let mut unpacked = Vec::new();
    // What came out before the damage is worth having.
    ZlibDecoder::new(packed).take(most as u64).read_to_end(&mut unpacked).ok();
    if unpacked.is_empty() {
        let bare = packed.get(2..).unwrap_or_default();
        DeflateDecoder::new(bare).take(most as u64).read_to_end(&mut unpacked).ok();
    }
    unpacked
}

fn lzw(packed: &[u8], most: usize) -> Vec<u8> {
    // Each code of the table is a stretch of what was unpacked.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut all: Vec<u8> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut bytes = packed.iter();
    while all.len() < most {
        // A code grows one early.
        let next = u32::try_from(table.len() + END + 2).unwrap_or(u32::MAX);
        let width = (u32::BITS - next.leading_zeros()).clamp(9, WIDEST);
        while held < width {
            let Some(byte) = bytes.next() else { return all };
            bits = bits << 8 | u32::from(*byte);
            held += 8;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        let start = all.len();
        match code {
            CLEAR => {
                table.clear();
                last = None;
                continue;
            }
            END => break,
            0..CLEAR => all.extend(u8::try_from(code)),
            _ => {
                let stretch = table.get(code - END - 1).copied().or_else(|| {
                    // It is the one that is made just now: the last, and its own first byte.
                    last.map(|(from, to)| (from, to + 1))
                });
                let Some((from, to)) = stretch else { break };
                for at in from..to {
                    let Some(byte) = all.get(at).copied() else { break };
                    all.push(byte);
                }
            }
        }
        if let Some((from, to)) = last
            && table.len() + END + 1 < 1 << WIDEST
        {
            table.push((from, to + 1));
        }
        last = Some((start, all.len()));
    }
    all.truncate(most);
    all
}

fn hex(packed: &[u8]) -> Vec<u8> {
    let digits = packed.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u32> = digits.filter_map(|byte| char::from(*byte).to_digit(16)).collect();
    let pair = |pair: &[u32]| pair[0] * 16 + pair.get(1).copied().unwrap_or_default();
    digits.chunks(2).filter_map(|digits| u8::try_from(pair(digits)).ok()).collect()
}

fn base_85(packed: &[u8], most: usize) -> Vec<u8> {
    let mut all = Vec::new();
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for byte in packed {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => all.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            all.extend(word(&group).to_be_bytes());
            group.clear();
        }
        if all.len() >= most {
            return all;
        }
    }
    if group.len() > 1 {
        let known = group.len() - 1;
        group.resize(5, 84);
        all.extend_from_slice(&word(&group).to_be_bytes()[..known]);
    }
    all
}

fn word(group: &[u32]) -> u32 {
    group.iter().fold(0, |word: u32, digit| word.wrapping_mul(85).wrapping_add(*digit))
}

fn runs(packed: &[u8], most: usize) -> Vec<u8> {
    let mut all = Vec::new();
    let mut bytes = packed;
    while let Some((length, rest)) = bytes.split_first()
        && *length != 128
        && all.len() < most
    {
        let (taken, length) = match usize::from(*length) {
            length @ 0..128 => ((length + 1).min(rest.len()), 1),
            length => (1.min(rest.len()), 257 - length),
        };
        for _ in 0..length {
            all.extend_from_slice(&rest[..taken]);
        }
        bytes = &rest[taken..];
    }
    all
}
