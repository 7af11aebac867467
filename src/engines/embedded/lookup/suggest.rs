//! Words of the archive that a word may be a slip of the pen for.

use crate::schema::Schema;

use super::dictionary::{Dictionary, Gathered};

/// So many words are suggested at most.
const MOST: usize = 3;

/// A word that fewer articles have is more likely a slip of the pen itself.
const FEWEST: u64 = 2;

/// A shorter word has too many others near it, at one edit and at two.
const SHORTEST: [usize; 2] = [3, 6];

impl Dictionary<'_> {
    /// Returns the words nearest to the folded `word`, those with most articles first.
    pub(in crate::engines::embedded) fn suggest(&self, word: &str) -> tantivy::Result<Vec<String>> {
        let columns: Vec<_> = Schema::get()
            .searched()
            .filter_map(|(field, _)| self.layout.text(field))
            .flat_map(|text| text.columns)
            .collect();
        let letters = word.chars().count();
        for (edits, _) in (1..).zip(SHORTEST).filter(|(_, shortest)| letters >= *shortest) {
            let mut near = Gathered::default();
            self.fuzzy(&columns, word, edits, &mut near)?;
            let words = near.by_frequency(FEWEST, MOST);
            if !words.is_empty() {
                return Ok(words);
            }
        }
        Ok(Vec::new())
    }
}
