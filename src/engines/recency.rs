//! How a hit is worth less, the older it is.

/// The oldest articles, and those without a date, are halved so often and no more: their scores would
/// run out of numbers, and they could not be told from each other.
const MOST_HALVINGS: f32 = 60.0;

/// Returns what part of its score an article keeps: half of it with every half life. The age is in days,
/// `None` without a date; what is yet to come is not old.
#[inline]
pub(super) fn fading(age: Option<i64>, half_life: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a number of days")]
    let age = age.map_or(f32::INFINITY, |age| age as f32);
    (-age.max(0.0) / half_life).max(-MOST_HALVINGS).exp2()
}
