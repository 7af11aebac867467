//! Numbers that pieces of either kind are measured by.

/// Returns a number of things as a measure.
#[expect(clippy::cast_precision_loss, reason = "counts of a page are small")]
pub(in crate::formats) fn count(number: usize) -> f32 {
    number as f32
}

/// Returns 1 for what is so, else 0.
pub(in crate::formats) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// Returns the share of a part, from 0 to 1; 0 of nothing.
pub(in crate::formats) fn share(part: usize, whole: usize) -> f32 {
    count(part) / count(whole.max(1))
}

/// Returns for each piece of a row how far before it the last one stands that `is` something, or
/// `far` if that is nearer.
pub(in crate::formats) fn distances(is: impl Iterator<Item = bool>, far: f32) -> Vec<f32> {
    let mut last = far;
    is.map(|is| {
        let distance = last;
        last = if is { 1.0 } else { (last + 1.0).min(far) };
        distance
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::distances;

    #[test]
    fn a_distance_is_that_to_the_last_piece_before() {
        let row = [false, true, false, false, false, true];
        assert_eq!(distances(row.into_iter(), 3.0), [3.0, 3.0, 1.0, 2.0, 3.0, 3.0]);
    }
}
