//! Makes patterns of what was typed: words, wildcards, phrases, exact words.

use crate::text;

use super::{Case, Leaf, Pattern, Slack, Wanted};

/// What a piece of a query came to.
pub(super) struct Read {
    /// `None` if there is no word in it.
    pub(super) pattern: Option<Pattern>,
    /// What was not taken as it was typed.
    pub(super) says: Option<String>,
}

/// Reads a word without quotes. `has_forms` is whether other forms of it will do.
pub(super) fn word(text: &str, has_forms: bool) -> Read {
    let (base, edits) = without_edits(text);
    let truncated = base.strip_suffix('!').filter(|stem| {
        // `no!` is an exclamation, `investigat!` is not.
        stem.chars().rev().take_while(|c| c.is_alphanumeric()).nth(1).is_some()
    });
    let mut wanted = match truncated {
        Some(stem) => pieces(&format!("{stem}*")),
        None => pieces(base),
    };
    let mut says = None;
    if let [Wanted::Word(word)] = &mut wanted[..] {
        let word = std::mem::take(word);
        wanted[0] = match edits {
            Some(edits) => {
                let (edits, wrong) = clamped(edits);
                says = wrong;
                Wanted::Fuzzy { word, edits }
            }
            None if has_forms => Wanted::Forms(word),
            None => Wanted::Word(word),
        };
    } else if edits.is_some() {
        says = Some("~ needs one word without * and ?: left out".to_owned());
    }
    Read { pattern: pattern(wanted, Slack::None), says }
}

/// Reads what stands between quotes. `prefix` is whether the last word is only begun.
pub(super) fn phrase(text: &str, slack: Slack, prefix: bool) -> Option<Pattern> {
    let mut wanted = pieces(text);
    if let (true, Some(last)) = (prefix, wanted.last_mut())
        && let Wanted::Word(word) = last
    {
        *last = Wanted::Wildcard(format!("{word}*"));
    }
    pattern(wanted, slack)
}

/// Reads a word that has to be printed as it was typed.
pub(super) fn exact(text: &str) -> Read {
    let printed = text::words(text);
    let mut words = printed;
    let mut term = String::new();
    let mut wanted = Vec::new();
    while let Some(word) = words.next_into(&mut term) {
        wanted.push(Wanted::Printed(text[word.start..word.end].to_owned()));
    }
    let says = text.contains(['*', '?']).then(|| "* ? mean nothing behind =: left out".to_owned());
    Read { pattern: pattern(wanted, Slack::None), says }
}

fn pattern(mut wanted: Vec<Wanted>, slack: Slack) -> Option<Pattern> {
    let leaf = |wanted| Leaf { wanted, case: Case::Any };
    match wanted.len() {
        0 | 1 => wanted.pop().map(|wanted| Pattern::Word(leaf(wanted))),
        _ => Some(Pattern::Phrase { words: wanted.into_iter().map(leaf).collect(), slack }),
    }
}

/// Cuts `~`, `~1`, `~2` off, and returns what stands behind the `~`.
fn without_edits(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once('~') {
        Some((base, edits)) if edits.chars().all(|c| c.is_ascii_digit() || c == '.') => {
            (base, Some(edits))
        }
        _ => (text, None),
    }
}

fn clamped(edits: &str) -> (u8, Option<String>) {
    match edits {
        "" | "1" => (1, None),
        "2" => (2, None),
        _ => {
            let edits = if edits.parse().is_ok_and(|edits: f32| edits > 2.0) { 2 } else { 1 };
            (edits, Some(format!("only ~1 and ~2 are told apart: read as ~{edits}")))
        }
    }
}

/// Cuts `text` into words and wildcards. What stands between two wildcards is cut and folded as a
/// text is; `*` and `?` belong to the word they touch.
fn pieces(text: &str) -> Vec<Wanted> {
    let mut words: Vec<String> = Vec::new();
    // Whether what comes next goes on with the last word.
    let mut open = false;
    for piece in text.split_inclusive(['*', '?']) {
        let wildcard = piece.chars().next_back().filter(|c| matches!(c, '*' | '?'));
        let literal = piece.strip_suffix(['*', '?']).unwrap_or(piece);
        let mut end = 0;
        for token in text::tokens(literal) {
            let touches = open && end == 0 && is_nothing(&literal[..token.word.start]);
            match words.last_mut() {
                Some(last) if touches => last.push_str(&token.term),
                _ => words.push(token.term),
            }
            open = true;
            end = token.word.end;
        }
        open = open && is_nothing(&literal[end..]);
        let Some(wildcard) = wildcard else { continue };
        match words.last_mut() {
            Some(last) if open => {
                if !(wildcard == '*' && last.ends_with('*')) {
                    last.push(wildcard);
                }
            }
            _ => words.push(wildcard.to_string()),
        }
        open = true;
    }
    words.into_iter().map(wanted).collect()
}

fn wanted(word: String) -> Wanted {
    if word.contains(['*', '?']) { Wanted::Wildcard(word) } else { Wanted::Word(word) }
}

/// The dots of "U.S." and an apostrophe part a wildcard from no word.
fn is_nothing(between: &str) -> bool {
    text::fold(between).is_empty()
}

#[cfg(test)]
mod tests {
    use crate::query::checks::{check, check_repair};
    use crate::query::{Pattern, Query, Wanted, parse};

    #[track_caller]
    fn check_wanted(query: &str, expected: &Wanted) {
        let (parsed, _) = parse(query, &crate::query::checks::reading());
        let Query::Find { pattern: Pattern::Word(leaf), .. } = parsed else {
            panic!("{query} is more than a word: {parsed}")
        };
        assert_eq!(&leaf.wanted, expected, "{query}");
    }

    #[test]
    fn a_word_has_other_forms_but_not_in_quotes_and_not_in_names() {
        check_wanted("Café", &Wanted::Forms("cafe".to_owned()));
        check_wanted("'o'brien'", &Wanted::Forms("obrien".to_owned()));
        check_wanted("\"Café\"", &Wanted::Word("cafe".to_owned()));
        check_wanted("by:Doe", &Wanted::Word("doe".to_owned()));
        check_wanted("all:Doe", &Wanted::Forms("doe".to_owned()));
        check_wanted("=Café", &Wanted::Printed("Café".to_owned()));
    }

    #[test]
    fn what_is_several_words_is_a_phrase() {
        check("well-being", "\"well being\"");
        check("well–being", "\"well being\"");
        check("l'accord", "\"l accord\"");
        check("東京都", "\"東京 京都\"");
        check("U.S. AT&T 3.5", "(us at&t 3.5)");
        check("'rate rise'", "(rate rise)");
        check("=al-Masri", "=al-Masri");
        check("by:al-masri", "author:\"al masri\"");
    }

    #[test]
    fn a_phrase_may_be_loose() {
        check("\"rate rise\"", "\"rate rise\"");
        check("“rate” «rise»", "(\"rate\" \"rise\")");
        check("\"a b\"~3", "\"a b\"~3");
        check("\"a b\"p \"a b\"p3", "(\"a b\"p10 \"a b\"p3)");
        check("\"a b\"o \"a b\"o2", "(\"a b\"o10 \"a b\"o2)");
        check("\"rate ris\"*", "\"rate ris*\"");
        check("\"rate\"~3", "\"rate\"");
        check("\"a\"OR\"b\"", "(\"a\" OR \"b\")");
    }

    #[test]
    fn a_wildcard_stands_anywhere_in_a_word() {
        check("Rat* *ATE r?te r*t*", "(rat* *ate r?te r*t*)");
        check("\"rat* r?se\"", "\"rat* r?se\"");
        check("\"rate * rise\"", "\"rate * rise\"");
        check("Café*", "cafe*");
        check("o'b*n", "ob*n");
        check("U.S.*", "us*");
        check("rate**", "rate*");
        check("by:d*", "author:d*");
        check("*", "*");
        check("***", "*");
        check("?", "?");
    }

    #[test]
    fn a_wildcard_belongs_to_the_word_it_touches() {
        check("well-be*", "\"well be*\"");
        check("well-*", "\"well *\"");
        check("*-being", "\"* being\"");
        check("東京都*", "\"東京 京都*\"");
    }

    #[test]
    fn an_exclamation_mark_behind_a_word_is_a_wildcard() {
        check("investigat!", "investigat*");
        check("a! rate!!", "(a rate)");
        check("!rate", "(* -rate)");
    }

    #[test]
    fn a_word_may_be_misspelt() {
        check("rate~ rate~1 rate~2", "(rate~1 rate~2)");
        check_repair("rate~5", "rate~2", "rate~5", "only ~1 and ~2 are told apart: read as ~2");
        check_repair("rate~0.8", "rate~1", "rate~0.8", "only ~1 and ~2 are told apart: read as ~1");
        let says = "~ needs one word without * and ?: left out";
        check_repair("well-being~1", "\"well being\"", "well-being~1", says);
        check_repair("rat*~1", "rat*", "rat*~1", says);
    }

    #[test]
    fn a_regular_expression_needs_both_slashes() {
        check("/ra.e/", "/ra.e/");
        check("/(a|b)\\/c/^2", "/(a|b)\\/c/^2");
        check("headline:/ra.e/", "headline:/ra.e/");
        check("/ra.e", "\"ra e\"");
        check("and/or 24/7", "(\"and or\" \"24 7\")");
    }

    #[test]
    fn an_exact_word_has_no_wildcards() {
        check_repair("=App*", "=App", "=App*", "* ? mean nothing behind =: left out");
        check("=NEAR =by:x", "(=NEAR =by-x)");
    }
}
