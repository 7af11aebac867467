//! A few of many.

use std::collections::BTreeSet;

/// How many there are, and the first of them in their order, whatever order they came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample<T> {
    /// How many there are.
    pub all: u64,
    /// The first of them.
    first: BTreeSet<T>,
    most: usize,
}

impl<T: Ord> Sample<T> {
    /// Returns a sample that keeps `most`.
    pub fn of(most: usize) -> Self {
        Sample { all: 0, first: BTreeSet::new(), most }
    }

    /// Adds one.
    pub fn push(&mut self, one: T) {
        self.all += 1;
        self.first.insert(one);
        if self.first.len() > self.most {
            self.first.pop_last();
        }
    }

    /// Returns those that are kept, in order.
    pub fn first(&self) -> impl Iterator<Item = &T> {
        self.first.iter()
    }

    /// Returns how many are not kept.
    pub fn more(&self) -> u64 {
        self.all - self.first.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::Sample;

    #[test]
    fn the_first_are_kept_whatever_order_they_come_in() {
        let mut sample = Sample::of(2);
        for number in [5, 1, 9, 3] {
            sample.push(number);
        }
        assert_eq!(sample.first().collect::<Vec<_>>(), [&1, &3]);
        assert_eq!((sample.all, sample.more()), (4, 2));
    }
}
