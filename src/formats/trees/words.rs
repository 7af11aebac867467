//! Words as the models see them: runs of letters and digits, hashed.

/// Returns the runs of letters and digits in `text`.
pub(in super::super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns 32 bits of a word, whatever its case (FNV-1a, mixed).
pub(in super::super) fn hash(word: &str) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    if word.is_ascii() {
        word.bytes().for_each(|byte| eat(byte.to_ascii_lowercase()));
    } else {
        let mut bytes = [0; 4];
        for c in word.chars().flat_map(char::to_lowercase) {
            c.encode_utf8(&mut bytes).bytes().for_each(&mut eat);
        }
    }
    fold(hash)
}

/// Returns 32 bits of two hashes in this order.
pub(in super::super) fn pair(one: u32, other: u32) -> u32 {
    fold((u64::from(one) << 32 | u64::from(other)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn fold(hash: u64) -> u32 {
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    u32::try_from(mixed >> 32).unwrap_or_default()
}

/// Words of a piece that are looked up, at its beginning and at its end.
const LOOKED_UP: (usize, usize) = (16, 4);

/// Returns hashes of words and pairs of words; those of short pieces are others than those of long.
pub(in super::super) fn tokens(hashes: &[u32]) -> Vec<u32> {
    let (first, last) = LOOKED_UP;
    let length = match hashes.len() {
        0..=3 => 1,
        4..=12 => 2,
        13..=40 => 3,
        _ => 4,
    };
    let begins = &hashes[..hashes.len().min(first)];
    let ends = &hashes[begins.len().max(hashes.len().saturating_sub(last))..];
    let pairs = begins.windows(2).map(|two| pair(two[0], two[1]));
    let single = begins.iter().chain(ends).copied();
    let whole = hashes.first().map(|&word| pair(word, 7));
    single.chain(pairs).chain(whole).map(|token| pair(token, length)).collect()
}

/// Frequent words of the languages of many archives, in small letters.
const STOP: &str = "the of and to a in is it you that he was for on are with as i his they be at \
    one have this from or had by not but what all were we when your can said there use an each \
    which she do how their if will up other about out many then them these so some her would make \
    like him into time has look two more go see no way could my than first been who its now der \
    die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es werden aus \
    er hat dass sie nach wird bei einer um am sind noch wie einem über einen zum war haben nur \
    oder aber vor zur bis mehr durch man sein wurde sei la de le les et en du un une est pour qui \
    dans par plus pas au sur ne se ce il sont el los y del las con su para al lo más o pero sus ya \
    fue este ha sí porque di che è per non sono da ma come anche gli alla nel della det og på er \
    til av som har med å att är för inte van het zijn op te dat voor ook bu ve bir için ile и в не \
    на что с по как это из у за о же его к yang dan dengan untuk ini itu não uma os do em";

/// Knows frequent words by their hash.
pub(in super::super) struct Frequent(Vec<u32>);

impl Frequent {
    /// Hashes the list.
    pub(in super::super) fn new() -> Self {
        let mut hashes: Vec<u32> = STOP.split_whitespace().map(hash).collect();
        hashes.sort_unstable();
        Frequent(hashes)
    }

    /// Tells whether the word with this hash is frequent.
    pub(in super::super) fn has(&self, hash: u32) -> bool {
        self.0.binary_search(&hash).is_ok()
    }
}
