//! Says in plain words how a query was understood, one part a line.

use std::fmt::Write as _;

use crate::article::ArticleId;
use crate::schema::{Field, Value};

use super::{Case, Class, Copies, Leaf, Pattern, Query, Reach, Scope, Slack, Unit, Wanted};

/// Returns the parts of `query`, one a line, what is within another one two spaces further in.
///
/// ```
/// use byline::query::{self, Reading};
/// let reading = Reading::on(jiff::civil::date(2024, 3, 5));
/// let (query, _) = query::parse("rate -by:doe", &reading);
/// assert_eq!(
///     query::outline(&query),
///     "the first without the second\n  rate, in any form, in headline or body\n  doe, in author\n"
/// );
/// ```
pub fn outline(query: &Query) -> String {
    let mut outline = Outline { text: String::new(), depth: 0 };
    outline.query(query);
    outline.text
}

struct Outline {
    text: String,
    depth: usize,
}

impl Outline {
    fn line(&mut self, says: &str) {
        // A write to a string does not fail.
        writeln!(self.text, "{:1$}{says}", "", 2 * self.depth).ok();
    }

    fn below(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn query(&mut self, query: &Query) {
        match query {
            Query::All => self.line("every article"),
            Query::Find { scope, pattern } => self.pattern(pattern, &within(scope)),
            Query::AtLeast { times, scope, pattern } => {
                self.line(&format!("at least {times} times{}", within(scope)));
                self.patterns([pattern]);
            }
            Query::Range { field, from, to } => {
                let written = |value: &Value| value.written(*field);
                let name = field.name();
                let says = match (from.as_ref().map(written), to.as_ref().map(written)) {
                    (Some(from), Some(to)) if from == to => format!("{name} is {from}"),
                    (Some(from), Some(to)) => format!("{name} from {from} to {to}"),
                    (Some(from), None) => format!("{name} from {from} on"),
                    (None, Some(to)) => format!("{name} up to {to}"),
                    (None, None) => format!("{name} is anything"),
                };
                self.line(&says);
            }
            Query::Value { field, value } => {
                self.line(&format!("{value} as a whole, in {}", field.name()));
            }
            Query::Has(field) => self.line(&format!("any {}", field.name())),
            Query::Path(path) => self.line(&format!("in the file or folder {path}")),
            Query::Copies(Copies { of, .. }) => {
                let digits = ArticleId::digits(of).unwrap_or_default();
                self.line(&format!("the article {digits}, or a near copy of it"));
            }
            Query::Similar(of) => {
                let digits = ArticleId::digits(of).unwrap_or_default();
                self.line(&format!("similar to the article {digits}"));
            }
            Query::Every(parts) => self.queries("all of these", parts),
            Query::Any(parts) if parts.is_empty() => self.line("no article"),
            Query::Any(parts) => self.queries("any of these", parts),
            Query::Without { keep, drop } => match (&**keep, &**drop) {
                (Query::All, Query::Has(field)) => self.line(&format!("no {}", field.name())),
                (Query::All, drop) => {
                    self.line("every article without this");
                    self.below(|below| below.query(drop));
                }
                (keep, drop) => {
                    self.line("the first without the second");
                    self.below(|below| {
                        below.query(keep);
                        below.query(drop);
                    });
                }
            },
            Query::Boost { query, by } => {
                self.line(&format!("worth {by} times as much"));
                self.below(|below| below.query(query));
            }
        }
    }

    fn queries(&mut self, says: &str, parts: &[Query]) {
        self.line(says);
        self.below(|below| parts.iter().for_each(|part| below.query(part)));
    }

    fn patterns<'p>(&mut self, parts: impl IntoIterator<Item = &'p Pattern>) {
        self.below(|below| parts.into_iter().for_each(|part| below.pattern(part, "")));
    }

    /// Writes a pattern; `place` goes behind its first line.
    fn pattern(&mut self, pattern: &Pattern, place: &str) {
        match pattern {
            Pattern::Word(leaf) => self.line(&format!("{}{place}", word(leaf))),
            Pattern::Phrase { words, slack } => {
                let phrase = Pattern::Phrase { words: words.clone(), slack: Slack::None };
                self.line(&format!("{phrase}, {}{place}", loosely(*slack)));
            }
            Pattern::Near { left, right, reach, ordered } => {
                let order =
                    if *ordered { "the second behind the first" } else { "near each other" };
                self.line(&format!("{order}, {}{place}", reaching(*reach)));
                self.patterns([&**left, &**right]);
            }
            Pattern::NotNear { keep, far, reach, ordered } => {
                let order = if *ordered { " behind it" } else { "" };
                let reach = reaching(*reach);
                self.line(&format!("the first without the second{order}, {reach}{place}"));
                self.patterns([&**keep, &**far]);
            }
            Pattern::AnyOf(parts) => {
                self.line(&format!("any of these{place}"));
                self.patterns(parts);
            }
            Pattern::Inside { pattern, unit } => {
                self.line(&format!("all of it in one {}{place}", named(*unit)));
                self.patterns([&**pattern]);
            }
            Pattern::First { words, pattern } => {
                self.line(&format!("within the first {words} words{place}"));
                self.patterns([&**pattern]);
            }
        }
    }
}

fn within(scope: &Scope) -> String {
    let fields = scope.fields();
    let names: Vec<&str> = fields.into_iter().map(Field::name).collect();
    format!(", in {}", names.join(" or "))
}

fn word(leaf: &Leaf) -> String {
    let case = match leaf.case {
        Case::Any => "",
        Case::Capital => ", with a capital",
        Case::AllCapitals => ", in capitals",
        Case::NoCapitals => ", without capitals",
    };
    let says = match &leaf.wanted {
        Wanted::Forms(word) => format!("{word}, in any form"),
        Wanted::Word(word) => word.clone(),
        Wanted::Printed(word) => format!("{word}, printed so"),
        Wanted::Wildcard(word) => format!("{word}, with * for any letters and ? for one"),
        Wanted::Fuzzy { word, edits: 1 } => format!("{word}, or one letter off"),
        Wanted::Fuzzy { word, edits } => format!("{word}, or up to {edits} letters off"),
        Wanted::Regex(pattern) => format!("a word that matches /{pattern}/"),
        Wanted::Class(class) => match class {
            Class::Person => "any person".to_owned(),
            Class::Number => "any number".to_owned(),
            Class::Money => "any sum of money".to_owned(),
            Class::Date => "any date".to_owned(),
        },
        Wanted::Person(name) | Wanted::FullName(name) => {
            format!("the person {name}, however named")
        }
    };
    says + case
}

fn loosely(slack: Slack) -> String {
    match slack {
        Slack::None => "in a row".to_owned(),
        Slack::Moves(n) => format!("words moved by {n} at most"),
        Slack::Gaps(n) => format!("in this order, up to {n} words in between"),
        Slack::AnyOrder(n) => format!("in any order, up to {n} words in between"),
    }
}

fn reaching(reach: Reach) -> String {
    match reach {
        Reach::Words(1) => "next to each other".to_owned(),
        Reach::Words(n) => format!("within {n} words"),
        Reach::Same(unit) => format!("in the same {}", named(unit)),
    }
}

fn named(unit: Unit) -> &'static str {
    match unit {
        Unit::Sentence => "sentence",
        Unit::Paragraph => "paragraph",
    }
}

#[cfg(test)]
mod tests {
    use super::outline;
    use crate::query::checks::reading;
    use crate::query::parse;

    #[track_caller]
    fn check(query: &str, expected: &str) {
        let (parsed, _) = parse(query, &reading());
        let expected: Vec<&str> = expected.lines().skip(1).map(|line| &line[12..]).collect();
        assert_eq!(outline(&parsed), expected.join("\n") + "\n", "{query}");
    }

    #[test]
    fn a_query_is_told_in_plain_words() {
        check(
            "(caps(rate) OR \"a b\"~3) date:2024 -author:none",
            "
            the first without the second
              all of these
                any of these
                  rate, in any form, with a capital, in headline or body
                  \"a b\", words moved by 3 at most, in headline or body
                date is 2024
              no author",
        );
        check(
            "hd:x PRE/1 @person W/S",
            "
            all of it in one sentence, in headline
              the second behind the first, next to each other
                x, in any form
                any person",
        );
        check(
            "atleast2(x OR \"y\") OR first9(r* NOT NEAR/5 z~2) | -path:a | words>9^2",
            "
            any of these
              at least 2 times, in headline or body
                any of these
                  x, in any form
                  y
              within the first 9 words, in body
                the first without the second, within 5 words
                  r*, with * for any letters and ? for one
                  z, or up to 2 letters off
              every article without this
                in the file or folder a
              worth 2 times as much
                words from 10 on",
        );
        check("*", "\n            every article");
        check("date:soon", "\n            no article");
    }
}
