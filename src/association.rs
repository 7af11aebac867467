//! Who stands with whom, and whether more often than by chance.

use std::collections::HashMap;

use crate::hit::Facet;
use crate::text;

/// In how many articles two things stand, together and apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Articles with both.
    pub both: u64,
    /// Articles with the one.
    pub one: u64,
    /// Articles with the other.
    pub other: u64,
    /// All articles.
    pub all: u64,
}

/// A name that stands in articles with another.
#[derive(Debug, Clone, PartialEq)]
pub struct Companion {
    /// The name.
    pub value: String,
    /// In how many articles with the other.
    pub articles: u64,
    /// In how many in all.
    pub all: u64,
    /// How sure it is that the two belong together, see [`log_likelihood`].
    pub likelihood: f64,
}

/// In which order companions come. Equal ones go by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Those with most articles first.
    Count,
    /// Those that it is surest of first.
    Likelihood,
}

/// Returns the log-likelihood ratio G² of a pair (Dunning 1993, "Accurate Methods for the
/// Statistics of Surprise and Coincidence"): twice the sum of O ln (O / E) over the four cells of
/// with and without. Negative if the two stand together less often than by chance; above 3.84 in
/// either direction, chance gives it once in twenty times. 0 for counts that cannot be.
///
/// ```
/// use byline::association::{Pair, log_likelihood};
/// let ratio = log_likelihood(Pair { both: 110, one: 2552, other: 221, all: 31777 });
/// assert_eq!(format!("{ratio:.2}"), "270.72");
/// ```
pub fn log_likelihood(pair: Pair) -> f64 {
    let Pair { both, one, other, all } = pair;
    let rest = || {
        let (only_one, only_other) = (one.checked_sub(both)?, other.checked_sub(both)?);
        let neither = all.checked_sub(one)?.checked_sub(only_other)?;
        Some([only_one, only_other, neither])
    };
    let Some([only_one, only_other, neither]) = rest() else { return 0.0 };
    let [all, one, other] = [all, one, other].map(float);
    let cell = |seen: u64, row: f64, column: f64| {
        if seen == 0 { 0.0 } else { float(seen) * (float(seen) * all / (row * column)).ln() }
    };
    let sum = cell(both, one, other)
        + cell(only_one, one, all - other)
        + cell(only_other, all - one, other)
        + cell(neither, all - one, all - other);
    // Rounding may leave a hair below zero where nothing is out of the ordinary.
    let ratio = 2.0 * sum.max(0.0);
    if float(both) * all < one * other { -ratio } else { ratio }
}

#[expect(clippy::cast_precision_loss, reason = "no archive has 2^53 articles")]
fn float(count: u64) -> f64 {
    count as f64
}

/// Returns who stands with somebody whose name holds the words of `name`. `with` are the names in
/// the `one` articles that have that name, `archive` those in all `all` articles. Spellings of that
/// name itself are left out.
pub fn companions(
    name: &str,
    one: u64,
    with: Vec<Facet>,
    archive: &[Facet],
    all: u64,
) -> Vec<Companion> {
    let padded = |name: &str| format!(" {} ", text::key(name));
    let name = padded(name);
    let counts: HashMap<String, u64> =
        archive.iter().map(|facet| (text::key(&facet.value), facet.articles)).collect();
    let others = with.into_iter().filter(|facet| !padded(&facet.value).contains(&name));
    let companions = others.map(|Facet { value, articles }| {
        let other = counts.get(&text::key(&value)).copied().unwrap_or(articles);
        let likelihood = log_likelihood(Pair { both: articles, one, other, all });
        Companion { value, articles, all: other, likelihood }
    });
    companions.collect()
}

/// Puts companions in order.
pub fn sort(companions: &mut [Companion], order: Order) {
    let by_count = |a: &Companion, b: &Companion| b.articles.cmp(&a.articles);
    let by_likelihood = |a: &Companion, b: &Companion| b.likelihood.total_cmp(&a.likelihood);
    companions.sort_by(|a, b| {
        let first = match order {
            Order::Count => by_count(a, b),
            Order::Likelihood => by_likelihood(a, b),
        };
        first.then_with(|| a.value.cmp(&b.value))
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Companion, Order, Pair, companions, log_likelihood, sort};
    use crate::hit::Facet;

    #[track_caller]
    fn check(both: u64, one: u64, other: u64, all: u64, expected: &str) {
        let ratio = log_likelihood(Pair { both, one, other, all });
        assert_eq!(format!("{ratio:.4}"), expected);
        let turned = log_likelihood(Pair { both, one: other, other: one, all });
        assert_eq!(format!("{turned:.4}"), expected);
    }

    #[test]
    fn what_stands_together_as_by_chance_has_none() {
        // 10 * 20 / 100 = 2.
        check(2, 10, 20, 100, "0.0000");
    }

    #[test]
    fn the_ratio_is_as_computed_by_hand() {
        // Cells 10, 0, 0, 10, each expected 5: 2 * (10 ln 2 + 10 ln 2) = 40 ln 2.
        check(10, 10, 10, 20, "27.7259");
        // Cells 3, 1, 1, 5, expected 1.6, 2.4, 2.4, 3.6:
        // 2 * (3 ln 1.875 + 2 ln 0.416667 + 5 ln 1.388889) = 2 * (1.885826 - 1.750937 + 1.642520).
        check(3, 4, 4, 10, "3.5548");
    }

    #[test]
    fn it_is_negative_for_what_avoids_each_other() {
        // Cells 0, 10, 10, 0.
        check(0, 10, 10, 20, "-27.7259");
    }

    #[test]
    fn counts_that_cannot_be_give_none() {
        for (both, one, other, all) in [(5, 4, 9, 10), (5, 9, 4, 10), (1, 8, 8, 10), (0, 0, 0, 0)] {
            check(both, one, other, all, "0.0000");
        }
    }

    fn facet(value: &str, articles: u64) -> Facet {
        Facet { value: value.to_owned(), articles }
    }

    #[test]
    fn somebody_is_no_companion_of_himself() {
        let with = vec![facet("Jane R. Doe", 1), facet("JANE DOE", 3), facet("Janet Doerr", 2)];
        let archive = [facet("Janet Doerr", 4)];
        let found = companions("Jane Doe", 3, with, &archive, 10);
        let names: Vec<(&str, u64, u64)> =
            found.iter().map(|c| (c.value.as_str(), c.articles, c.all)).collect();
        assert_eq!(names, [("Jane R. Doe", 1, 1), ("Janet Doerr", 2, 4)]);
    }

    #[test]
    fn companions_come_by_count_or_by_likelihood() {
        let with = vec![facet("Often", 5), facet("Bound", 4), facet("Also", 4)];
        let archive = [facet("Often", 90), facet("Bound", 4), facet("Also", 40)];
        let mut found = companions("Jane Doe", 5, with, &archive, 100);
        let names = |found: &[Companion]| -> Vec<String> {
            found.iter().map(|companion| companion.value.clone()).collect()
        };
        sort(&mut found, Order::Count);
        assert_eq!(names(&found), ["Often", "Also", "Bound"]);
        sort(&mut found, Order::Likelihood);
        assert_eq!(names(&found), ["Bound", "Also", "Often"]);
    }

    proptest! {
        #[test]
        fn the_ratio_has_the_sign_of_the_surprise(
            both in 0_u64..50, more in 0_u64..50, others in 0_u64..50, rest in 0_u64..500
        ) {
            let (one, other) = (both + more, both + others);
            let all = one + others + rest;
            let ratio = log_likelihood(Pair { both, one, other, all });
            prop_assert!(ratio.is_finite());
            prop_assert!((both * all < one * other) == (ratio < 0.0) || ratio == 0.0);
        }
    }
}
