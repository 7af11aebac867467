//! Chance that can be had again: a small generator of numbers, and lists drawn from by rank.

/// Splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
pub(crate) struct Chance(u64);

impl Chance {
    /// Returns the chance of the thing with this number; each (seed, number) has its own.
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        let mut chance = Self(seed);
        let seed = chance.draw();
        Self(seed ^ number.wrapping_mul(0xD605_0BB5_0C62_4C8B))
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let drawn = self.draw() % u64::try_from(n).expect("a length fits");
        usize::try_from(drawn).expect("smaller than a length")
    }

    /// Returns a number from `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// Says yes so many times in a thousand.
    pub(crate) fn in_1000(&mut self, times: usize) -> bool {
        self.below(1000) < times
    }

    /// Returns one of the list, each as likely as the other.
    pub(crate) fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// Ranks drawn by Zipf's law with the exponent 1: the weight of rank r is 1 / (r + offset).
///
/// All in whole numbers, so that each machine draws the same.
pub(crate) struct Zipf {
    /// What the ranks up to each weigh together.
    sums: Vec<usize>,
    /// The first rank to look at, for each part of the whole weight.
    starts: Vec<usize>,
}

impl Zipf {
    /// Returns the law of `n` ranks; a greater `offset` makes the first ranks more alike.
    pub(crate) fn new(n: usize, offset: usize) -> Self {
        let mut sums = Vec::with_capacity(n);
        let mut sum = 0;
        for rank in 0..n {
            sum += 1_000_000_000_000 / (rank + offset);
            sums.push(sum);
        }
        let starts = (0..n).map(|part| sums.partition_point(|up_to| *up_to <= sum / n * part));
        Self { starts: starts.collect(), sums }
    }

    /// Draws a rank, from 0.
    pub(crate) fn draw(&self, chance: &mut Chance) -> usize {
        let n = self.sums.len();
        let whole = self.sums[n - 1];
        let drawn = chance.below(whole);
        let mut rank = self.starts[(drawn / (whole / n)).min(n - 1)];
        while self.sums[rank] <= drawn {
            rank += 1;
        }
        rank
    }
}
