//! A part of an archive, for one of several workers.

use std::fmt;
use std::str::FromStr;

use crate::article::hash_of;

/// A part of the files of an archive, told by their names alone: of the same archive in as many parts,
/// each file is in one, whoever asks and whenever. Written as `2/3`: the second of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 1 to `of`.
    number: u32,
    of: u32,
}

impl Shard {
    /// All of it.
    pub const WHOLE: Shard = Shard { number: 1, of: 1 };

    /// Returns whether the file of this name is in it; see [`Source`](crate::article::Source).
    pub fn holds(self, file: &str) -> bool {
        hash_of([file.as_bytes()]) % u64::from(self.of) == u64::from(self.number - 1)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let (number, of) = text.split_once('/').ok_or(NoShard)?;
        let read = |text: &str| text.parse().map_err(|_| NoShard);
        let (number, of) = (read(number)?, read(of)?);
        if (1..=of).contains(&number) { Ok(Shard { number, of }) } else { Err(NoShard) }
    }
}

/// Why something is no shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write K/N, with K from 1 to N: 1/3, 2/3 and 3/3 are all of an archive")]
pub struct NoShard;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Shard;

    proptest! {
        #[test]
        fn every_file_is_in_one_shard(file in "\\PC*", of in 1_u32..50) {
            let shards = (1..=of).map(|number| Shard { number, of });
            prop_assert_eq!(shards.filter(|shard| shard.holds(&file)).count(), 1);
        }

        #[test]
        fn a_shard_is_read_as_it_is_written(number in 1_u32.., more in 0..u32::MAX) {
            let shard = Shard { number, of: number.saturating_add(more) };
            prop_assert_eq!(shard.to_string().parse(), Ok(shard));
        }
    }

    #[test]
    fn shards_are_of_like_size_and_the_same_for_ever() {
        let files: Vec<String> = (0..3_000).map(|n| format!("1998/{n}.txt")).collect();
        let number = |shard: &str| {
            let shard: Shard = shard.parse().unwrap();
            files.iter().filter(|file| shard.holds(file)).count()
        };
        assert_eq!(["1/3", "2/3", "3/3"].map(number), [984, 1053, 963]);
        assert_eq!(number("1/1"), 3_000);
    }

    #[test]
    fn what_is_no_shard_is_refused() {
        for text in ["", "1", "0/3", "4/3", "0/0", "1/0", "1/2/3", "a/b", "-1/2", "1/99999999999"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
