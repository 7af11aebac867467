//! What of an answer is not as asked.

use std::time::Duration;

use jiff::SignedDuration;

use crate::hit::Caveats;

/// Returns what of some answers is not as asked, each thing once, as sentences without a full stop.
/// `timeout` is the time that each had.
pub fn notes<'c>(
    caveats: impl IntoIterator<Item = &'c Caveats>,
    timeout: Option<Duration>,
) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for Caveats { partial, notes: others } in caveats {
        let partial = partial.then(|| {
            let after = timeout.and_then(|timeout| SignedDuration::try_from(timeout).ok());
            let after = after.map(|after| format!(" after {after:#}")).unwrap_or_default();
            format!("stopped{after}: the answer is partial")
        });
        for note in partial.iter().chain(others) {
            if !notes.contains(note) {
                notes.push(note.clone());
            }
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::notes;
    use crate::hit::Caveats;

    #[test]
    fn what_is_not_as_asked_is_said_once() {
        let capped = || vec!["`a*` matches 18,204 words; used the 10,000 most frequent".to_owned()];
        let one = Caveats { partial: false, notes: capped() };
        let two = Caveats { partial: true, notes: capped() };
        let timeout = Some(Duration::from_millis(1500));
        assert_eq!(
            notes([&one, &two, &two], timeout),
            [capped()[0].as_str(), "stopped after 1s 500ms: the answer is partial"]
        );
        assert!(notes([&Caveats::default()], timeout).is_empty());
    }
}
