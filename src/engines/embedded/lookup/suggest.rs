//! Words of the archive that a word may be a slip of the pen for.

use crate::engines::slips::suggested;
use crate::schema::Schema;

use super::dictionary::{Dictionary, Gathered};

impl Dictionary<'_> {
    /// Returns the words nearest to the folded `word`, those with most articles first.
    pub(in crate::engines::embedded) fn suggest(&self, word: &str) -> tantivy::Result<Vec<String>> {
        let columns: Vec<_> = Schema::get()
            .searched()
            .filter_map(|(field, _)| self.layout.text(field))
            .flat_map(|text| text.columns)
            .collect();
        suggested(word, |edits| {
            let mut near = Gathered::default();
            self.fuzzy(&columns, word, edits, &mut near)?;
            Ok(near.counts())
        })
    }
}
