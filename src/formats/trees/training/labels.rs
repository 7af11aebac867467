//! Which pieces of a page are its article, told by aligning them with the text that people say it
//! has.

use std::collections::HashMap;

/// Words in a run.
const RUN: usize = 4;
/// Share of the runs of a piece that must stand in the text.
const ENOUGH: f32 = 0.6;
/// Places in the text that are tried for a piece.
const MOST_PLACES: usize = 6;
/// Words by which two pieces may overlap in the text.
const OVERLAP: usize = 3;

/// Returns the words of a text as scorers count them: runs of letters, digits and `_`.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.filter(|word| !word.is_empty()).collect()
}

/// A piece laid on a place of the text.
struct Laid {
    piece: usize,
    start: usize,
    end: usize,
}

/// Tells of each piece whether it belongs to `body`.
pub(super) fn labels(pieces: &[&str], body: &str) -> Vec<bool> {
    let body = tokens(body);
    let pieces: Vec<Vec<&str>> = pieces.iter().map(|piece| tokens(piece)).collect();
    let mut places: HashMap<&[&str], Vec<usize>> = HashMap::new();
    for (at, run) in body.windows(RUN).enumerate() {
        places.entry(run).or_default().push(at);
    }
    let mut kept = vec![false; pieces.len()];
    let mut covered = vec![false; body.len()];
    let mut starts: Vec<Option<(usize, usize)>> = vec![None; pieces.len()];
    let candidates = lay(&pieces, &places, body.len());
    for laid in chain(&candidates) {
        kept[laid.piece] = true;
        starts[laid.piece] = Some((laid.start, laid.end));
        covered[laid.start..laid.end].fill(true);
    }
    for laid in &candidates {
        let free = covered[laid.start..laid.end].iter().filter(|covered| !**covered).count();
        if !kept[laid.piece] && 10 * free >= 6 * (laid.end - laid.start) {
            kept[laid.piece] = true;
            covered[laid.start..laid.end].fill(true);
        }
    }
    // A short piece belongs to the text if it stands in the gap between those around it.
    let mut from = 0;
    for i in 0..pieces.len() {
        if let Some((_, end)) = starts[i] {
            from = end;
            continue;
        }
        if kept[i] || pieces[i].is_empty() || pieces[i].len() >= RUN {
            continue;
        }
        let until = starts[i..].iter().flatten().map(|(start, _)| *start).next();
        let gap = &body[from..until.unwrap_or(body.len()).max(from)];
        if let Some(at) = gap.windows(pieces[i].len()).position(|run| run == pieces[i]) {
            kept[i] = true;
            from += at + pieces[i].len();
        }
    }
    kept
}

/// Finds the places of the text where each piece may stand.
fn lay(pieces: &[Vec<&str>], places: &HashMap<&[&str], Vec<usize>>, length: usize) -> Vec<Laid> {
    let mut candidates = Vec::new();
    for (piece, words) in pieces.iter().enumerate() {
        let found: Vec<(usize, &Vec<usize>)> = words
            .windows(RUN)
            .enumerate()
            .filter_map(|(i, run)| places.get(run).map(|at| (i, at)))
            .collect();
        let runs = words.len().saturating_sub(RUN - 1);
        let share = as_share(found.len(), runs);
        if share < ENOUGH {
            continue;
        }
        // The rarest run tells best where it stands.
        let Some((i, at)) = found.iter().min_by_key(|(_, at)| at.len()) else { continue };
        for at in at.iter().take(MOST_PLACES) {
            let start = at.saturating_sub(*i);
            let end = (start + words.len()).min(length);
            candidates.push(Laid { piece, start, end });
        }
    }
    candidates
}

#[expect(clippy::cast_precision_loss, reason = "words of one piece")]
fn as_share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// Returns the places that follow each other in page and text alike, most words in sum.
fn chain(candidates: &[Laid]) -> Vec<&Laid> {
    let mut best: Vec<(f32, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (i, laid) in candidates.iter().enumerate() {
        let before = (0..i)
            .filter(|&j| {
                candidates[j].piece < laid.piece && candidates[j].end <= laid.start + OVERLAP
            })
            .max_by(|&one, &other| best[one].0.total_cmp(&best[other].0));
        let sum = before.map_or(0.0, |before| best[before].0);
        best.push((sum + as_share(laid.end - laid.start, 1), before));
    }
    let mut at = (0..candidates.len()).max_by(|&one, &other| best[one].0.total_cmp(&best[other].0));
    let mut chain = Vec::new();
    while let Some(i) = at {
        chain.push(&candidates[i]);
        at = best[i].1;
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn blocks_of_the_text_are_found_in_order_and_once() {
        let body = "The bridge opened on Tuesday after nine years. Why now? It is open to all, the \
                    mayor said.";
        let pieces = [
            "It is open to all, the mayor said.",
            "Why now?",
            "The bridge opened on Tuesday after nine years.",
            "Share",
            "Why now?",
            "It is open to all, the mayor said.",
            "The bridge was closed by night and day.",
        ];
        assert_eq!(labels(&pieces, body), [false, false, true, false, true, true, false]);
        assert!(labels(&[], body).is_empty());
        assert_eq!(labels(&["Why now?"], ""), [false]);
    }
}
