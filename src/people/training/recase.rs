//! Copies of sentences in capitals and in title case, so that headlines are learnt from as well.

use super::learn::Random;
use super::{Sample, Weighted};

/// Of all lines so many are copied; of these so many in capitals, the others in title case.
const COPIED: f32 = 0.08;
const SHOUTED: f32 = 0.35;

/// Shorter lines are not copied, in words; shorter words get no capital in title case, in letters.
const SHORTEST_LINE: usize = 4;
const SHORTEST_WORD: usize = 4;

/// Returns copies of some lines of `samples`.
pub(super) fn copies(samples: &[Weighted]) -> Vec<Weighted> {
    let mut random = Random(88_172_645_463_325_252);
    let mut copies = Vec::new();
    for (sample, weight) in samples {
        let mut start = 0;
        for line in sample.text.split_inclusive('\n') {
            let share = random.share();
            if share < COPIED && line.split(' ').count() >= SHORTEST_LINE {
                let is_shouted = share < COPIED * SHOUTED;
                copies.push((recased(sample, start, line.trim_end(), is_shouted), *weight));
            }
            start += line.len();
        }
    }
    copies
}

/// Returns the line of `sample` that starts at a byte in another case.
fn recased(sample: &Sample, start: usize, line: &str, is_shouted: bool) -> Sample {
    let mut copy = Sample { language: sample.language.clone(), ..Sample::default() };
    let mut names = sample.names.iter().skip_while(|name| name.start < start).peekable();
    let mut at = start;
    for word in line.split_inclusive(' ') {
        let capitalized = is_shouted || word.trim_end().chars().count() >= SHORTEST_WORD;
        for (i, c) in word.char_indices() {
            let place = at + i;
            if names.peek().is_some_and(|name| name.start == place) {
                copy.names.push(copy.text.len()..copy.text.len());
            }
            if capitalized && (is_shouted || i == 0) {
                copy.text.extend(c.to_uppercase());
            } else {
                copy.text.push(c);
            }
            if let Some(name) = names.next_if(|name| name.end == place + c.len_utf8())
                && let Some(copied) = copy.names.last_mut().filter(|_| name.start >= start)
            {
                copied.end = copy.text.len();
            }
        }
        at += word.len();
    }
    copy
}

#[cfg(test)]
mod tests {
    use super::{Sample, recased};

    #[test]
    fn a_copy_has_the_same_names() {
        let text = "It rose.\nthen Jane Doe left with Roe.".to_owned();
        let sample = Sample { names: vec![14..22, 33..36], text, ..Sample::default() };
        for (is_shouted, expected) in [(true, ["JANE DOE", "ROE"]), (false, ["Jane Doe", "Roe"])] {
            let copy = recased(&sample, 9, &sample.text[9..], is_shouted);
            let names: Vec<&str> = copy.names.iter().map(|name| &copy.text[name.clone()]).collect();
            assert_eq!(names, expected, "{copy:?}");
        }
    }
}
