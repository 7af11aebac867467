//! How good a text is: as the article extraction benchmark counts it.

use std::collections::HashMap;

use super::labels::tokens;

/// Words in a run.
const RUN: usize = 4;

/// Scores of many texts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Measure {
    precision: f64,
    precise: f64,
    recall: f64,
    recalled: f64,
    exact: f64,
    /// How many texts there are.
    pub pages: f64,
}

impl Measure {
    /// Compares a text with what it should be.
    pub fn add(&mut self, expected: &str, found: &str) {
        let (expected, found) = (tokens(expected), tokens(found));
        self.pages += 1.0;
        self.exact += f64::from(u8::from(expected == found));
        let mut counts: HashMap<&[&str], i32> = HashMap::new();
        runs(&expected).for_each(|run| *counts.entry(run).or_default() += 1);
        let all = f64::from(counts.values().sum::<i32>());
        let mut here = 0.0;
        let mut more = 0.0;
        for run in runs(&found) {
            match counts.get_mut(run).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    here += 1.0;
                }
                None => more += 1.0,
            }
        }
        let total = all + more;
        if here + more > 0.0 && total > 0.0 {
            self.precision += here / (here + more);
            self.precise += 1.0;
        }
        if all > 0.0 {
            self.recall += here / all;
            self.recalled += 1.0;
        }
    }

    /// Returns F1, precision, recall, and the share of texts that are just as they should be.
    pub fn scores(&self) -> [f64; 4] {
        let precision = self.precision / self.precise.max(1.0);
        let recall = self.recall / self.recalled.max(1.0);
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        [f1, precision, recall, self.exact / self.pages.max(1.0)]
    }
}

/// Returns the runs of words of a text; a text shorter than a run is one.
fn runs<'t, 'w>(words: &'t [&'w str]) -> impl Iterator<Item = &'t [&'w str]> {
    let whole = (!words.is_empty() && words.len() < RUN).then_some(words);
    whole.into_iter().chain(words.windows(RUN))
}

#[cfg(test)]
mod tests {
    use super::Measure;

    #[test]
    fn texts_are_compared_by_their_runs_of_four_words() {
        let mut measure = Measure::default();
        measure.add("a b c d e", "a, b c d e.");
        measure.add("a b c d e", "a b c d x");
        let percent = measure.scores().map(|score| format!("{score:.2}"));
        assert_eq!(percent, ["0.75", "0.75", "0.75", "0.50"]);
    }
}
