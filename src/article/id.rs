//! The number of an article: what `byline show` is given.

use std::fmt;
use std::io::{self, Read};
use std::ops::RangeInclusive;

use super::Source;

/// The number of an article, made of its file and part: the same in every run and every index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u64);

impl ArticleId {
    /// Returns the id of the article that stands at `source`.
    pub fn of(source: &Source) -> Self {
        let part = source.part.unwrap_or(0).to_le_bytes();
        ArticleId(hash_of([source.file.as_bytes(), &part]))
    }

    /// Returns the ids that begin with `digits`, 1 to 16 hexadecimal ones; `None` if it is not that.
    pub fn beginning_with(digits: &str) -> Option<RangeInclusive<u64>> {
        let well_formed =
            (1..=16).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !well_formed {
            return None;
        }
        let first = u64::from_str_radix(&format!("{digits:0<16}"), 16).ok()?;
        let last = u64::from_str_radix(&format!("{digits:f<16}"), 16).ok()?;
        Some(first..=last)
    }

    /// Returns the digits that these ids begin with, and no others: what
    /// [`beginning_with`](Self::beginning_with) makes them of. `None` if there are none.
    pub fn digits(ids: &RangeInclusive<u64>) -> Option<String> {
        let [first, last] = [ids.start(), ids.end()].map(|id| format!("{id:016x}"));
        let same = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
        let (shared, rest) = first.split_at(same);
        let is_all = rest.bytes().all(|b| b == b'0') && last[same..].bytes().all(|b| b == b'f');
        (is_all && same > 0).then(|| shared.to_owned())
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Returns 64 bits of the BLAKE3 hash of `pieces`, each taken with its length: the same pieces, the
/// same number.
pub fn hash_of<'b>(pieces: impl IntoIterator<Item = &'b [u8]>) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for piece in pieces {
        hasher.update(&(piece.len() as u64).to_le_bytes());
        hasher.update(piece);
    }
    first_bits(&hasher)
}

/// Returns 64 bits of the BLAKE3 hash of everything that `bytes` gives.
///
/// # Errors
/// If it cannot be read to its end.
pub fn hash_of_bytes(bytes: impl Read) -> io::Result<u64> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(bytes)?;
    Ok(first_bits(&hasher))
}

/// Returns 64 bits of the BLAKE3 hash of `bytes`: what [`hash_of_bytes`] makes of them.
pub fn hash_of_slice(bytes: &[u8]) -> u64 {
    first_bits(blake3::Hasher::new().update(bytes))
}

fn first_bits(hasher: &blake3::Hasher) -> u64 {
    let hash = hasher.finalize();
    hash.as_bytes()[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::{ArticleId, hash_of};

    #[test]
    fn the_first_digits_name_a_range_of_ids() {
        assert_eq!(
            ArticleId::beginning_with("ab"),
            Some(0xab00_0000_0000_0000..=0xabff_ffff_ffff_ffff)
        );
        assert_eq!(
            ArticleId::beginning_with("0123456789abcdef"),
            Some(0x0123_4567_89ab_cdef..=0x0123_4567_89ab_cdef)
        );
        for text in ["", "xyz", "+1", "0123456789abcdef0", "é"] {
            assert_eq!(ArticleId::beginning_with(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_of_ids_is_called_by_its_digits() {
        for digits in ["a", "4f2a", "0", "f", "0123456789abcdef"] {
            let ids = ArticleId::beginning_with(digits).unwrap();
            assert_eq!(ArticleId::digits(&ids).as_deref(), Some(digits));
        }
        assert_eq!(ArticleId::digits(&(1..=2)), None);
        assert_eq!(ArticleId::digits(&(0..=u64::MAX)), None);
    }

    #[test]
    fn pieces_are_told_apart() {
        assert_ne!(hash_of([b"ab".as_slice(), b"c"]), hash_of([b"a".as_slice(), b"bc"]));
    }
}
