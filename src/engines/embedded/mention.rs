//! Where a person is mentioned, packed into one number of a column.

use crate::document::Mention;
use crate::schema::Field;

/// Bits of the position, of the number of words, and of the person, from the lowest up. A text has
/// fewer words than the first can count, or the mention is not kept.
const POSITION_BITS: u32 = 24;
const WORDS_BITS: u32 = 4;
/// Behind them one bit tells headline from body; the rest counts the people of the article.
const TEXT_BIT: u32 = POSITION_BITS + WORDS_BITS;

/// Packs a mention; `None` if it does not fit.
pub(super) fn pack(mention: &Mention) -> Option<u64> {
    let Mention { person, field, first, words } = *mention;
    if first >> POSITION_BITS != 0 {
        return None;
    }
    let words = words.clamp(1, (1 << WORDS_BITS) - 1);
    let text = u64::from(field == Field::Headline);
    Some(
        u64::from(person) << (TEXT_BIT + 1)
            | text << TEXT_BIT
            | u64::from(words) << POSITION_BITS
            | u64::from(first),
    )
}

/// Unpacks a mention.
pub(super) fn unpack(packed: u64) -> Mention {
    let bits = |from: u32, number: u32| {
        u32::try_from(packed >> from & ((1 << number) - 1)).unwrap_or(u32::MAX)
    };
    Mention {
        person: bits(TEXT_BIT + 1, 32),
        field: if bits(TEXT_BIT, 1) == 1 { Field::Headline } else { Field::Body },
        first: bits(0, POSITION_BITS),
        words: bits(POSITION_BITS, WORDS_BITS),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{pack, unpack};
    use crate::document::Mention;
    use crate::schema::Field;

    proptest! {
        #[test]
        fn a_mention_is_unpacked_as_it_was_packed(
            person in 0..1_000_000_u32, first in 0..(1_u32 << 24), words in 1..16_u32, headline: bool,
        ) {
            let field = if headline { Field::Headline } else { Field::Body };
            let mention = Mention { person, field, first, words };
            prop_assert_eq!(pack(&mention).map(unpack), Some(mention));
        }
    }

    #[test]
    fn a_mention_far_behind_is_not_kept() {
        let mention = Mention { person: 0, field: Field::Body, first: 1 << 24, words: 1 };
        assert_eq!(pack(&mention), None);
    }
}
