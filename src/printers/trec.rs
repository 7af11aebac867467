//! Runs for the programs that measure how good a ranking is.

use std::io::{self, Write};

use crate::hit::{Hit, Hits};

/// Writes the hits of one topic as the lines of a TREC run: topic, `Q0`, article, rank, score and
/// the name of the run. An article is named as its file names it, else by its id. White space in a
/// name would end it, and is written `_`.
///
/// # Errors
/// If `out` cannot be written.
pub fn run(topic: &str, name: &str, hits: &Hits, out: &mut dyn Write) -> io::Result<()> {
    let (topic, name) = (one_word(topic), one_word(name));
    for (rank, hit) in (1..).zip(&hits.hits) {
        writeln!(out, "{topic} Q0 {} {rank} {} {name}", article(hit), hit.score)?;
    }
    Ok(())
}

fn article(hit: &Hit) -> String {
    match hit.label.as_deref().map(str::trim) {
        Some(label) if !label.is_empty() => one_word(label),
        Some(_) | None => hit.id.to_string(),
    }
}

fn one_word(name: &str) -> String {
    let harmful = |c: char| c.is_whitespace() || c.is_control();
    name.trim().replace(harmful, "_")
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::document::Document;
    use crate::hit::{Hit, Hits, Snippet};

    #[test]
    fn a_line_has_six_words() {
        let hit = |label: Option<&str>, score| {
            let hit = Hit::of(&Document::default(), score, Snippet::default(), Vec::new());
            Hit { label: label.map(str::to_owned), ..hit }
        };
        let hits = vec![hit(Some("doc-7"), 2.5), hit(Some("a b"), 1.0), hit(None, 0.25)];
        let mut out = Vec::new();
        run("q1", "my run", &Hits { total: 9, hits, ..Hits::default() }, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "q1 Q0 doc-7 1 2.5 my_run\nq1 Q0 a_b 2 1 my_run\n\
             q1 Q0 0000000000000000 3 0.25 my_run\n"
        );
    }
}
