//! Reads operators of nearness: what they join is looked for in one text.

use std::ops::Range;

use crate::schema::Field;

use super::lex::Kind;
use super::operator::Near;
use super::parse::{DEEPEST, Parser, every, nothing};
use super::place::{self, Place};
use super::{Leaf, Pattern, Query, Reach, Scope, Slack, Wanted};

/// What can be near something: words of one text.
pub(super) struct Text {
    /// Where it is looked for, if that was said with it.
    pub(super) scope: Option<Scope>,
    /// What is looked for.
    pub(super) pattern: Pattern,
}

/// What stands left of an operator.
pub(super) enum Left {
    /// What was read so far.
    Read(Query),
    /// Both sides of operators that were read as AND, which was said.
    Broken(Vec<Query>),
}

/// An operator, and how many tokens it has.
pub(super) struct Operator {
    pub(super) near: Near,
    pub(super) negated: bool,
    pub(super) tokens: usize,
}

impl Parser<'_> {
    /// Reads units with operators of nearness between them, from left to right.
    pub(super) fn near(&mut self, place: &Place) -> Option<Query> {
        let start = self.at;
        let unit = self.unit(place);
        let mut span = self.span_from(start);
        let mut left = Left::Read(unit?);
        loop {
            if let Some(Kind::First(words)) = self.peek() {
                self.at += 1;
                left = match left {
                    Left::Read(query) => Left::Read(self.first(words, &query, &span, place)),
                    Left::Broken(parts) => Left::Broken(
                        parts.iter().map(|part| self.first(words, part, &span, place)).collect(),
                    ),
                };
            } else if let Some(operator) = self.operator() {
                let sign = self.at;
                self.at += operator.tokens;
                if self.begins_unit(0) {
                    let right = self.at;
                    let Some(query) = self.unit(place) else { continue };
                    let spans = (span.clone(), self.span_from(right));
                    left = self.join(left, &operator, &query, spans, sign, place);
                } else {
                    left = self.inside(left, &operator, span.clone(), sign, place);
                }
            } else {
                return Some(left.query());
            }
            span = self.span_from(start);
        }
    }

    fn operator(&self) -> Option<Operator> {
        let token = self.tokens.get(self.at)?;
        // A minus is glued to what it excludes; a `not` before an operator is no word.
        let not =
            matches!(token.text, "NOT" | "not") && matches!(token.kind, Kind::Not | Kind::Word);
        let (kind, tokens) = if not { (self.peek_at(1)?, 2) } else { (token.kind, 1) };
        let Kind::Near(near) = kind else { return None };
        Some(Operator { near, negated: not, tokens })
    }

    /// Reads `W/S` with nothing behind it: all of the left side stands in one sentence.
    fn inside(
        &mut self,
        left: Left,
        operator: &Operator,
        span: Range<usize>,
        sign: usize,
        place: &Place,
    ) -> Left {
        let unit = match operator.near.reach {
            Reach::Same(unit) if !operator.negated => unit,
            Reach::Same(_) | Reach::Words(_) => {
                let says = format!("{} needs something on both sides: left out", self.name(sign));
                self.complaints.repair(self.span_from(sign), says);
                return left;
            }
        };
        let Left::Read(query) = left else { return left };
        match self.text(&query, &span, place) {
            Ok(Text { scope, pattern }) if height(&pattern) < DEEPEST => {
                let pattern = Pattern::Inside { pattern: Box::new(pattern), unit };
                Left::Read(self.find(Text { scope, pattern }, place))
            }
            Ok(_) => Left::Read(query),
            Err(says) => {
                let says = format!("{says}: {} is left out", self.name(sign));
                self.complaints.repair(span, says);
                Left::Read(query)
            }
        }
    }

    /// Joins two operands whose spans are given. `sign` is the token the operator begins with.
    pub(super) fn join(
        &mut self,
        left: Left,
        operator: &Operator,
        right: &Query,
        (left_span, right_span): (Range<usize>, Range<usize>),
        sign: usize,
        place: &Place,
    ) -> Left {
        let reach = self.reach(operator.near.reach, sign);
        let left = match left {
            Left::Read(query) => query,
            // What cannot be near is said once a row.
            Left::Broken(parts) => return broken(parts, operator, right),
        };
        let texts = self.text(&left, &left_span, place).map_err(|says| (left_span, says));
        let texts = texts.and_then(|text| {
            let other = self.text(right, &right_span, place);
            let is_low = height(&text.pattern) < DEEPEST;
            let other = if is_low { other } else { Err("too many operators in a row") };
            other.map(|other| (text, other)).map_err(|says| (right_span.clone(), says))
        });
        let (left, right) = match texts {
            Ok(texts) => texts,
            Err((span, says)) => {
                let read = if operator.negated { "left out" } else { "read as AND" };
                let says = format!("{says}: {} is {read}", self.name(sign));
                self.complaints.repair(span, says);
                return broken(vec![left], operator, right);
            }
        };
        let scope = self.one_scope(left.scope, right.scope, right_span);
        let ordered = operator.near.ordered;
        let (left, right) = (Box::new(left.pattern), Box::new(right.pattern));
        let pattern = if operator.negated {
            Pattern::NotNear { keep: left, far: right, reach, ordered }
        } else {
            Pattern::Near { left, right, reach, ordered }
        };
        Left::Read(self.find(Text { scope, pattern }, place))
    }

    /// Returns how the operator is written that begins with the token `sign`.
    fn name(&self, sign: usize) -> String {
        let tokens = &self.tokens[sign..];
        let is_not = tokens[0].text.eq_ignore_ascii_case("not");
        let name: Vec<&str> =
            tokens.iter().take(1 + usize::from(is_not)).map(|token| token.text).collect();
        name.join(" ")
    }

    fn reach(&mut self, reach: Reach, sign: usize) -> Reach {
        if reach != Reach::Words(0) {
            return reach;
        }
        let span = self.tokens[sign].span.clone();
        self.complaints.repair(span, "no two words stand at one place: read as 1");
        Reach::Words(1)
    }

    /// Makes of a query what is looked for in one text, where `place` is what is asked if nothing is
    /// said. The error says why it is none.
    pub(super) fn text(
        &mut self,
        query: &Query,
        span: &Range<usize>,
        place: &Place,
    ) -> Result<Text, &'static str> {
        match query {
            Query::Find { scope, pattern } => {
                if place.scope() == Some(scope) {
                    return Ok(Text { scope: None, pattern: pattern.clone() });
                }
                if *scope == Scope::Fields(vec![Field::Person]) {
                    let pattern =
                        mention(pattern).ok_or("a person is a name without signs here")?;
                    return Ok(Text { scope: None, pattern });
                }
                Ok(Text { scope: Some(scope.clone()), pattern: pattern.clone() })
            }
            Query::Any(parts) if !parts.is_empty() => {
                let mut scope = None;
                let mut patterns = Vec::with_capacity(parts.len());
                for part in parts {
                    let text = self.text(part, span, place)?;
                    scope = self.one_scope(scope, text.scope, span.clone());
                    patterns.push(text.pattern);
                }
                Ok(Text { scope, pattern: Pattern::AnyOf(patterns) })
            }
            Query::Boost { query, .. } => {
                self.complaints.repair(span.clone(), "no part is boosted here: ^ is left out");
                self.text(query, span, place)
            }
            Query::All => Err("every article is no word"),
            Query::Any(_) => Err("nothing is found here"),
            Query::Every(_) => Err("two words with AND do not stand in one place"),
            Query::Without { .. } => Err("what is excluded stands in no place"),
            Query::AtLeast { .. } => Err("what is counted stands in many places"),
            Query::Range { .. }
            | Query::Value { .. }
            | Query::Has(_)
            | Query::Path(_)
            | Query::Copies(_)
            | Query::Similar(_) => Err("a value is no word of a text"),
        }
    }

    /// Returns where a text is looked for, as `place` says if nothing else was said, and for what.
    pub(super) fn placed(&self, text: Text, place: &Place) -> (Scope, Pattern) {
        let scope = text.scope.or_else(|| place.scope().cloned()).unwrap_or(Scope::Searched);
        if !place::is_of_names(self.reading.schema, &scope) {
            return (scope, text.pattern);
        }
        let pattern = text.pattern.map(&mut |leaf| {
            let mut leaf = leaf.clone();
            if let Wanted::Forms(word) = leaf.wanted {
                leaf.wanted = Wanted::Word(word);
            }
            leaf
        });
        (scope, pattern)
    }

    fn find(&self, text: Text, place: &Place) -> Query {
        let (scope, pattern) = self.placed(text, place);
        Query::Find { scope, pattern }
    }

    /// Says if two sides of an operator are to be looked for in two places; the first counts.
    fn one_scope(
        &mut self,
        left: Option<Scope>,
        right: Option<Scope>,
        span: Range<usize>,
    ) -> Option<Scope> {
        if let (Some(left), Some(right)) = (&left, &right)
            && left != right
        {
            self.complaints.repair(span, "another field than before, which counts: left out");
        }
        left.or(right)
    }
}

impl Left {
    pub(super) fn query(self) -> Query {
        match self {
            Left::Read(query) => query,
            Left::Broken(parts) => every(parts).unwrap_or_else(nothing),
        }
    }
}

/// Reads an operator as AND. Without "not near" more is found, and nothing else.
fn broken(mut parts: Vec<Query>, operator: &Operator, right: &Query) -> Left {
    if !operator.negated {
        parts.push(right.clone());
    }
    Left::Broken(parts)
}

/// Makes of a name in the list of persons the places where that person is named.
fn mention(pattern: &Pattern) -> Option<Pattern> {
    let both = |a: &Pattern, b: &Pattern| Some((Box::new(mention(a)?), Box::new(mention(b)?)));
    Some(match pattern {
        Pattern::Word(leaf) => Pattern::Word(person(std::slice::from_ref(leaf))?),
        Pattern::Phrase { words, slack: Slack::None } => Pattern::Word(person(words)?),
        Pattern::Phrase { .. } => return None,
        Pattern::AnyOf(parts) => Pattern::AnyOf(parts.iter().map(mention).collect::<Option<_>>()?),
        Pattern::Near { left, right, reach, ordered } => {
            let (left, right) = both(left, right)?;
            Pattern::Near { left, right, reach: *reach, ordered: *ordered }
        }
        Pattern::NotNear { keep, far, reach, ordered } => {
            let (keep, far) = both(keep, far)?;
            Pattern::NotNear { keep, far, reach: *reach, ordered: *ordered }
        }
        Pattern::Inside { pattern, unit } => {
            Pattern::Inside { pattern: Box::new(mention(pattern)?), unit: *unit }
        }
        Pattern::First { words, pattern } => {
            Pattern::First { words: *words, pattern: Box::new(mention(pattern)?) }
        }
    })
}

/// Returns the person whose name has `words` in a row.
fn person(words: &[Leaf]) -> Option<Leaf> {
    let mut name = Vec::with_capacity(words.len());
    for leaf in words {
        match &leaf.wanted {
            Wanted::Word(word) | Wanted::Person(word) => name.push(word.as_str()),
            Wanted::Forms(_)
            | Wanted::Printed(_)
            | Wanted::Wildcard(_)
            | Wanted::Fuzzy { .. }
            | Wanted::Regex(_)
            | Wanted::Class(_)
            | Wanted::FullName(_) => return None,
        }
    }
    Some(Leaf { wanted: Wanted::Person(name.join(" ")), case: words.first()?.case })
}

/// Returns how many patterns are in each other.
pub(super) fn height(pattern: &Pattern) -> usize {
    1 + match pattern {
        Pattern::Word(_) | Pattern::Phrase { .. } => 0,
        Pattern::Near { left: a, right: b, .. } | Pattern::NotNear { keep: a, far: b, .. } => {
            height(a).max(height(b))
        }
        Pattern::AnyOf(parts) => parts.iter().map(height).max().unwrap_or(0),
        Pattern::Inside { pattern, .. } | Pattern::First { pattern, .. } => height(pattern),
    }
}

#[cfg(test)]
mod tests {
    use crate::query::checks::{check, check_repair};

    #[test]
    fn two_words_may_have_to_be_near() {
        check("budget NEAR/5 deficit", "(budget NEAR/5 deficit)");
        check("budget w/5 deficit", "(budget NEAR/5 deficit)");
        check("budget /5 deficit", "(budget NEAR/5 deficit)");
        check("budget /n5/ deficit", "(budget NEAR/5 deficit)");
        check("budget NEAR deficit", "(budget NEAR/10 deficit)");
        check("budget PRE/3 deficit", "(budget PRE/3 deficit)");
        check("budget ADJ deficit", "(budget PRE/1 deficit)");
        check("budget adj2 deficit", "(budget PRE/2 deficit)");
    }

    #[test]
    fn two_words_may_have_to_stand_in_one_sentence_or_paragraph() {
        check("budget W/S deficit", "(budget W/S deficit)");
        check("budget /p deficit", "(budget W/P deficit)");
        check("budget SAME deficit", "(budget W/P deficit)");
        check("budget PRE/S deficit", "(budget PRE/S deficit)");
        check("budget deficit W/S", "(budget (deficit W/S))");
        check("(budget NEAR/9 deficit W/P) OR -x", "(((budget NEAR/9 deficit) W/P) OR (* -x))");
    }

    #[test]
    fn a_word_may_have_to_stand_alone() {
        check("budget NOT NEAR/5 deficit", "(budget NOT NEAR/5 deficit)");
        check("budget not w/5 deficit", "(budget NOT NEAR/5 deficit)");
        check("budget NOT W/S deficit", "(budget NOT W/S deficit)");
        check("budget NOT PRE/3 deficit", "(budget NOT PRE/3 deficit)");
        check("budget NOT deficit", "(budget -deficit)");
    }

    #[test]
    fn operators_of_nearness_are_read_from_the_left_and_before_all_others() {
        check("a1 NEAR/5 b1 PRE/3 c1", "((a1 NEAR/5 b1) PRE/3 c1)");
        check("a1 NEAR/5 (b1 PRE/3 c1)", "(a1 NEAR/5 (b1 PRE/3 c1))");
        check("x a1 NEAR/5 b1 -c1 NEAR/5 d1", "((x (a1 NEAR/5 b1)) -(c1 NEAR/5 d1))");
    }

    #[test]
    fn whatever_stands_in_one_place_may_be_near() {
        check("(a1 OR \"b1 c1\") NEAR/5 d*", "((a1 OR \"b1 c1\") NEAR/5 d*)");
        check("@person W/5 arrest*", "(@person NEAR/5 arrest*)");
        check("caps(apple) NEAR/5 =Pie", "(caps(apple) NEAR/5 =Pie)");
        check("/ra.e/ NEAR/5 rise~", "(/ra.e/ NEAR/5 rise~1)");
        check("(x W/P) NOT NEAR/5 y", "((x W/P) NOT NEAR/5 y)");
    }

    #[test]
    fn a_field_holds_for_both_sides() {
        check("headline:rate NEAR/5 rise", "headline:(rate NEAR/5 rise)");
        check("rate NEAR/5 headline:rise NEAR/5 cut", "headline:((rate NEAR/5 rise) NEAR/5 cut)");
        check("hlead:(rate NEAR/5 rise)", "hlead:(rate NEAR/5 rise)");
        check("by:jane NEAR/2 doe", "author:(\"jane\" NEAR/2 \"doe\")");
        let says = "another field than before, which counts: left out";
        check_repair("hd:rate NEAR/5 td:rise", "headline:(rate NEAR/5 rise)", "td:rise", says);
    }

    #[test]
    fn a_person_near_something_is_where_the_person_is_named() {
        check(
            "person:\"Mushir al-Masri\" W/20 (hostage OR prisoner)",
            "(person:\"mushir al masri\" NEAR/20 (hostage OR prisoner))",
        );
        check(
            "hd:vote NEAR/5 pe:(doe OR roe)",
            "headline:(vote NEAR/5 (person:doe OR person:roe))",
        );
        check("person:doe W/S person:roe", "(person:doe W/S person:roe)");
        check("person:(jane NEAR/2 doe)", "person:(\"jane\" NEAR/2 \"doe\")");
    }

    #[test]
    fn what_stands_in_no_place_is_near_nothing() {
        check_repair(
            "(a1 b1) NEAR/5 c1 NEAR/5 d1",
            "((a1 b1) c1 d1)",
            "(a1 b1)",
            "two words with AND do not stand in one place: NEAR/5 is read as AND",
        );
        check_repair(
            "c1 W/5 (a1 OR -b1)",
            "(c1 (a1 OR (* -b1)))",
            "(a1 OR -b1)",
            "what is excluded stands in no place: W/5 is read as AND",
        );
        check_repair(
            "x NOT NEAR/5 date:2024",
            "x",
            "date:2024",
            "a value is no word of a text: NOT NEAR/5 is left out",
        );
        check_repair(
            "x^2 NEAR/5 y",
            "(x NEAR/5 y)",
            "x^2",
            "no part is boosted here: ^ is left out",
        );
        check_repair(
            "person:d* NEAR/5 y",
            "(person:d* y)",
            "person:d*",
            "a person is a name without signs here: NEAR/5 is read as AND",
        );
    }

    #[test]
    fn an_operator_without_two_sides_is_left_out() {
        let says = "NEAR/5 needs something on both sides: left out";
        check_repair("x NEAR/5", "x", "NEAR/5", says);
        check_repair("NEAR/5 x", "x", "NEAR/5", says);
        check_repair("x NEAR/5 -y", "(x -y)", "NEAR/5", says);
        let says = "no two words stand at one place: read as 1";
        check_repair("x NEAR/0 y", "(x NEAR/1 y)", "NEAR/0", says);
    }
}
