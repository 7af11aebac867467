//! How much of a block stands in another text, by runs of three words.

use std::collections::HashSet;

use crate::formats::trees::pair;

/// Words in a run.
const RUN: usize = 3;

/// The runs of words in a text.
#[derive(Default)]
pub(super) struct Shingles(HashSet<u32>);

impl Shingles {
    /// Adds the runs of a text, given the hashes of its words.
    pub(super) fn add(&mut self, words: &[u32]) {
        self.0.extend(runs(words));
    }

    /// Tells whether there is no text.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns which share of the runs of a block stands here, from 0 to 1.
    pub(super) fn share(&self, words: &[u32]) -> f32 {
        let (mut all, mut here) = (0.0, 0.0);
        for run in runs(words) {
            all += 1.0;
            here += if self.0.contains(&run) { 1.0 } else { 0.0 };
        }
        if all > 0.0 { here / all } else { 0.0 }
    }
}

/// Returns a hash of each run; of the whole text if it is shorter than one.
fn runs(words: &[u32]) -> impl Iterator<Item = u32> {
    let whole = (!words.is_empty() && words.len() < RUN).then_some(words);
    let joined = |run: &[u32]| run.iter().fold(1, |all, &word| pair(all, word));
    whole.into_iter().chain(words.windows(RUN)).map(joined)
}

#[cfg(test)]
mod tests {
    use super::Shingles;
    use crate::formats::trees::{hash, words};

    #[test]
    fn a_block_is_found_in_a_text_by_its_runs_of_words() {
        let hashes = |text: &str| words(text).map(hash).collect::<Vec<_>>();
        let mut text = Shingles::default();
        text.add(&hashes("The bridge opened on Tuesday."));
        text.add(&hashes("Tolls rise"));
        let percent = |block: &str| format!("{:.2}", text.share(&hashes(block)));
        assert_eq!(percent("the bridge opened, on Tuesday"), "1.00");
        assert_eq!(percent("The bridge opened today"), "0.50");
        assert_eq!(percent("tolls rise"), "1.00");
        assert_eq!(percent("tolls"), "0.00");
        assert_eq!(percent(""), "0.00");
    }
}
