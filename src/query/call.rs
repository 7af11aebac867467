//! Reads what is written like a function: `atleast5(x)`, `caps(x)`, `first50(x)`, `NEAR(a, b, 5)`.

use std::ops::Range;

use crate::schema::Field;

use super::lex::{Kind, Token};
use super::near::{Left, Operator, height};
use super::operator::{self, Call, NEAR, Near};
use super::parse::{DEEPEST, Parser, any};
use super::place::Place;
use super::{Case, Leaf, Pattern, Query, Reach, Scope};

impl Parser<'_> {
    pub(super) fn call(&mut self, call: Call, place: &Place) -> Option<Query> {
        let name = self.take()?.span;
        match call {
            Call::AtLeast(times) => {
                let start = self.at;
                let is_group = self.peek() == Some(Kind::Open);
                let inside = if is_group { self.group(place) } else { self.unit(place) };
                let Some(inside) = inside else {
                    self.complaints.repair(name, "nothing to count here: left out");
                    return None;
                };
                if times == 0 {
                    self.complaints.repair(name, "everything has it 0 times: read as 1");
                }
                Some(self.at_least(times.max(1), inside, start, place))
            }
            Call::Case(case) => self.group(place).map(|inside| in_case(&inside, case)),
            Call::First(words) => {
                let start = self.at;
                let inside = self.group(place)?;
                let span = self.span_from(start);
                Some(self.first(words, &inside, &span, place))
            }
            Call::Near => self.near_call(place),
        }
    }

    fn at_least(&mut self, times: u32, inside: Query, start: usize, place: &Place) -> Query {
        let span = self.span_from(start);
        match self.text(&inside, &span, place) {
            Ok(text) => {
                let (scope, pattern) = self.placed(text, place);
                Query::AtLeast { times, scope, pattern }
            }
            Err(says) => {
                self.complaints.repair(span, format!("{says}: not counted"));
                inside
            }
        }
    }

    /// Makes every pattern of `query` one that ends within the first words of the text: of the body,
    /// if nothing is said.
    pub(super) fn first(
        &mut self,
        words: u32,
        query: &Query,
        span: &Range<usize>,
        place: &Place,
    ) -> Query {
        let mut again = |query: &Query| self.first(words, query, span, place);
        match query {
            Query::Find { .. } => match self.text(query, span, place) {
                Ok(text) if height(&text.pattern) < DEEPEST => {
                    let (scope, pattern) = self.placed(text, place);
                    Query::Find { scope: of_body(scope), pattern: early(words, pattern) }
                }
                text => {
                    let says = text.err().unwrap_or("too many of these in each other");
                    self.complaints.repair(span.clone(), format!("{says}: found anywhere"));
                    query.clone()
                }
            },
            Query::AtLeast { times, scope, pattern } => Query::AtLeast {
                times: *times,
                scope: of_body(scope.clone()),
                pattern: early(words, pattern.clone()),
            },
            Query::Every(parts) => Query::Every(parts.iter().map(again).collect()),
            Query::Any(parts) => Query::Any(parts.iter().map(again).collect()),
            Query::Without { keep, drop } => {
                Query::Without { keep: Box::new(again(keep)), drop: Box::new(again(drop)) }
            }
            Query::Boost { query, by } => Query::Boost { query: Box::new(again(query)), by: *by },
            Query::All
            | Query::Range { .. }
            | Query::Value { .. }
            | Query::Has(_)
            | Query::Path(_)
            | Query::Copies(_)
            | Query::Similar(_) => query.clone(),
        }
    }

    /// Reads `NEAR("a", "b", 15)`, as programs write it, with `true` at the end for "in this order",
    /// and `NEAR(a b, 5)`, as `SQLite` does.
    fn near_call(&mut self, place: &Place) -> Option<Query> {
        let call = self.at - 1;
        let open = self.take()?.span;
        let mut operands: Vec<(Query, Range<usize>)> = Vec::new();
        let mut numbers = Vec::new();
        let mut behind_comma = false;
        while let Some(kind) = self.peek().filter(|kind| *kind != Kind::Close) {
            let start = self.at;
            if kind == Kind::Comma {
                self.at += 1;
            } else if kind == Kind::Word && behind_comma && self.ends_argument() {
                numbers.extend(self.take());
            } else if let Some(operand) = self.alternatives(place) {
                operands.push((operand, self.span_from(start)));
            } else if self.at == start {
                let span = self.tokens[start].span.clone();
                self.complaints.repair(span, "not in NEAR( ): left out");
                self.at += 1;
            }
            behind_comma = kind == Kind::Comma;
        }
        self.close(open.clone());
        let operator = Self::settings(&numbers);
        let mut operands = operands.into_iter();
        let Some((first, span)) = operands.next() else {
            self.complaints.repair(open, "nothing in this bracket: left out");
            return None;
        };
        if operands.len() == 0 {
            self.complaints.repair(span, "NEAR needs two things: searched for this one alone");
            return Some(first);
        }
        let mut left = Left::Read(first);
        for (right, right_span) in operands {
            left = self.join(left, &operator, &right, (span.clone(), right_span), call, place);
        }
        Some(left.query())
    }

    /// Reads operands with OR between them.
    fn alternatives(&mut self, place: &Place) -> Option<Query> {
        let mut parts = vec![self.near(place)?];
        while self.peek() == Some(Kind::Or) {
            self.at += 1;
            parts.extend(self.near(place));
        }
        any(parts)
    }

    /// Returns true if the next token is a number, or true or false, and a whole argument.
    fn ends_argument(&self) -> bool {
        let text = self.tokens[self.at].text;
        let is_setting = operator::number(text).is_some() || matches!(text, "true" | "false");
        is_setting && matches!(self.peek_at(1), Some(Kind::Comma | Kind::Close) | None)
    }

    /// Returns the operator that the last arguments of `NEAR( )` make.
    fn settings(settings: &[Token<'_>]) -> Operator {
        let mut near = Near { reach: Reach::Words(NEAR), ordered: false };
        for setting in settings {
            match operator::number(setting.text) {
                Some(words) => near.reach = Reach::Words(words),
                None => near.ordered = setting.text == "true",
            }
        }
        Operator { near, negated: false, tokens: 1 }
    }
}

/// Returns the pattern that ends within the first words; each one of several on its own.
fn early(words: u32, pattern: Pattern) -> Pattern {
    match pattern {
        Pattern::AnyOf(parts) => {
            Pattern::AnyOf(parts.into_iter().map(|part| early(words, part)).collect())
        }
        pattern => Pattern::First { words, pattern: Box::new(pattern) },
    }
}

fn of_body(scope: Scope) -> Scope {
    match scope {
        Scope::Searched => Scope::Fields(vec![Field::Body]),
        scope @ Scope::Fields(_) => scope,
    }
}

/// Asks of every word of `query` to be printed in `case`, unless that was said already.
fn in_case(query: &Query, case: Case) -> Query {
    query.map(&mut |_, leaf| match leaf.case {
        Case::Any => Leaf { wanted: leaf.wanted.clone(), case },
        Case::Capital | Case::AllCapitals | Case::NoCapitals => leaf.clone(),
    })
}

#[cfg(test)]
mod tests {
    use crate::query::checks::{check, check_repair};

    #[test]
    fn a_word_may_have_to_come_several_times() {
        check("atleast5(rate)", "atleast5(rate)");
        check("ATLEAST5 rate", "atleast5(rate)");
        check("atleast5(rate OR \"a b\")", "atleast5(rate OR \"a b\")");
        check("atleast2(rate NEAR/5 rise)", "atleast2(rate NEAR/5 rise)");
        check("hd:atleast2(rate)", "headline:atleast2(rate)");
        check("atleast2(hlead:rate)", "hlead:atleast2(rate)");
        check("atleast3(person:doe)", "atleast3(person:doe)");
        let says = "two words with AND do not stand in one place: not counted";
        check_repair("atleast5(a b)", "(a b)", "(a b)", says);
        check_repair(
            "atleast0(a)",
            "atleast1(a)",
            "atleast0",
            "everything has it 0 times: read as 1",
        );
        check_repair("x atleast5", "x", "atleast5", "nothing to count here: left out");
    }

    #[test]
    fn capitals_may_matter() {
        check("caps(apple)", "caps(apple)");
        check("ALLCAPS(who)", "allcaps(who)");
        check("nocaps(turkey OR \"the who\")", "(nocaps(turkey) OR nocaps(\"the who\"))");
        check("caps(rate -allcaps(rise))", "(caps(rate) -allcaps(rise))");
        check("hlead(caps(Apple))", "hlead:caps(apple)");
        check("caps apple", "(caps apple)");
    }

    #[test]
    fn a_word_may_have_to_come_early() {
        check("first50(rate)", "first50(rate)");
        check("first50(rate rise)", "(first50(rate) first50(rise))");
        check("first50(rate NEAR/5 rise)", "first50(rate NEAR/5 rise)");
        check("first50(rate OR rise) NEAR/5 x", "body:((first50(rate) OR first50(rise)) NEAR/5 x)");
        check("hd:first5(rate)", "headline:first5(rate)");
        check("first50(person:doe)", "first50(person:doe)");
        check("rate /F50/", "first50(rate)");
        check("/f50/ rate rise", "(first50(rate) rise)");
        check("first50(-rate^2 date:2024)", "(date:2024 -first50(rate)^2)");
        let says = "a person is a name without signs here: found anywhere";
        check_repair("first5(person:d*)", "person:d*", "(person:d*)", says);
    }

    #[test]
    fn nearness_may_be_written_as_programs_do() {
        check("NEAR(\"a b\",\"c\",15)", "(\"a b\" NEAR/15 \"c\")");
        check("NEAR(\"a\", \"b\", 20, true)", "(\"a\" PRE/20 \"b\")");
        check("NEAR(rate rise, 5)", "(rate NEAR/5 rise)");
        check("NEAR(rate | rates, rise)", "((rate OR rates) NEAR/10 rise)");
        check("near (rate)", "(near rate)");
        let says = "NEAR needs two things: searched for this one alone";
        check_repair("NEAR(rate, 5)", "rate", "rate", says);
        check_repair(
            "x NEAR(-a, b, c)",
            "(x ((a NEAR/10 b) NEAR/10 c))",
            "-",
            "not in NEAR( ): left out",
        );
        check_repair("x NEAR()", "x", "(", "nothing in this bracket: left out");
    }
}
