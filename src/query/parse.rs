//! Reads a query. Never fails: what it does not understand it says, and reads the rest.
//!
//! ```text
//! or      = and , { "OR" , and } ;
//! and     = not , { [ "AND" ] , not } ;
//! not     = { "-" | "NOT" } , near ;
//! near    = unit , { [ "NOT" ] , ( "NEAR/5" | "PRE/5" | "W/S" | … ) , unit } , [ "W/S" | "W/P" ] ;
//! unit    = [ field ":" ] , primary , [ "^" number ] ;
//! primary = "(" , or , ")" | call | word | phrase | regex | exact | class | range ;
//! call    = ( "atleast5" | "caps" | "allcaps" | "nocaps" | "first50" | "NEAR" ) , "(" , or , ")" ;
//! ```

use std::collections::HashSet;
use std::ops::Range;

use jiff::civil::Date;

use crate::schema::Schema;

use super::complaint::Complaints;
use super::lex::{Kind, Token, lex};
use super::place::Place;
use super::signs::Plain;
use super::{Complaint, Query, Scope};

/// Brackets nest no deeper, and no more operators of nearness stand in a row: who writes more is a
/// program gone wrong, and the stack of a thread is small.
pub(super) const DEEPEST: usize = 100;

/// A query has no more words: each is looked up, and a hit is checked for all of them. The longest
/// that people keep, lists of names joined with OR, have a quarter.
pub(super) const MOST: usize = 4_000;

/// A phrase has no more words: longer ones are pasted texts, and the first words find them.
pub(super) const LONGEST_PHRASE: usize = 200;

/// A note does not repeat a longer part of a query, in bytes.
const LONGEST_NOTE: usize = 200;

/// How a query is taken.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'s> {
    /// The fields that can be asked.
    pub schema: &'s Schema,
    /// The day from which "last week" is counted.
    pub today: Date,
    /// Whether a space is OR, not AND.
    pub any: bool,
}

impl Reading<'static> {
    /// Returns the usual reading, on the day `today`: a space is AND.
    pub fn on(today: Date) -> Self {
        Reading { schema: Schema::get(), today, any: false }
    }
}

/// Reads `query`. The complaints are in the order of the text; where something had to be repaired,
/// the query found is what is left without it.
///
/// ```
/// use byline::query::{self, Reading};
/// let reading = Reading::on(jiff::civil::date(2024, 3, 5));
/// let (query, complaints) = query::parse("rate by:doe -rise", &reading);
/// assert_eq!(query.to_string(), "((rate author:doe) -rise)");
/// assert!(complaints.is_empty());
/// ```
pub fn parse(query: &str, reading: &Reading<'_>) -> (Query, Vec<Complaint>) {
    let plain = Plain::of(query);
    let mut complaints = Complaints::of(&plain);
    let tokens = lex(&plain.text, reading.schema, &mut complaints);
    let end = plain.text.len();
    let mut parser =
        Parser { tokens, at: 0, depth: 0, words: 0, end, reading, complaints, warned: false };
    let everywhere = Place::Texts(Scope::Searched);
    let mut parts: Vec<Query> = parser.or(&everywhere).into_iter().collect();
    while let Some(token) = parser.take() {
        parser.complaints.repair(token.span, "no bracket is open here: left out");
        parts.extend(parser.or(&everywhere));
    }
    if parts.is_empty() && parser.complaints.is_sound() {
        let says = "nothing is asked: write a word, or * for every article";
        parser.complaints.repair(0..end, says);
    }
    let read = distinct(every(parts).unwrap_or_else(nothing));
    (read, parser.complaints.in_order())
}

pub(super) struct Parser<'q> {
    pub(super) tokens: Vec<Token<'q>>,
    /// Tokens before this one are done.
    pub(super) at: usize,
    /// How many units are open around this place.
    pub(super) depth: usize,
    /// How many words were read.
    pub(super) words: usize,
    /// Where the query ends.
    pub(super) end: usize,
    pub(super) reading: &'q Reading<'q>,
    pub(super) complaints: Complaints<'q>,
    /// Whether it was said that operators are written in capitals.
    pub(super) warned: bool,
}

impl<'q> Parser<'q> {
    pub(super) fn peek(&self) -> Option<Kind> {
        self.peek_at(0)
    }

    /// Returns the kind of the token so many behind the next.
    pub(super) fn peek_at(&self, ahead: usize) -> Option<Kind> {
        self.tokens.get(self.at + ahead).map(|token| token.kind)
    }

    pub(super) fn take(&mut self) -> Option<Token<'q>> {
        let token = self.tokens.get(self.at).cloned()?;
        self.at += 1;
        Some(token)
    }

    /// Returns where the tokens from `start` to the last one taken stand.
    pub(super) fn span_from(&self, start: usize) -> Range<usize> {
        let taken = &self.tokens[start.min(self.at)..self.at];
        let to = taken.last().map_or(self.end, |token| token.span.end);
        // The minus of `field:-word` comes before the field.
        let from = taken.iter().take(2).map(|token| token.span.start).min();
        from.map_or(to, |from| from.min(to))..to
    }

    /// Reads up to a bracket that closes, a comma, or the end.
    pub(super) fn or(&mut self, place: &Place) -> Option<Query> {
        let start = self.at;
        let row = self.and(place);
        let mut joined = row.joined;
        let mut parts: Vec<Query> = row.query(self.reading.any).into_iter().collect();
        while self.peek() == Some(Kind::Or) {
            let sign = self.take()?.span;
            let row = self.and(place);
            joined |= row.joined;
            match row.query(self.reading.any) {
                Some(part) if !parts.is_empty() => parts.push(part),
                part => {
                    self.complaints.repair(sign, "OR needs something on both sides: left out");
                    parts.extend(part);
                }
            }
        }
        if joined && parts.len() > 1 {
            self.note_precedence(start, &parts);
        }
        any(parts)
    }

    fn note_precedence(&mut self, start: usize, parts: &[Query]) {
        let span = self.span_from(start);
        let mut says = "AND binds tighter than OR".to_owned();
        if span.len() <= LONGEST_NOTE {
            let parts: Vec<String> = parts.iter().map(Query::to_string).collect();
            says = format!("{says}: read as {}", parts.join(" OR "));
        }
        self.complaints.note(span, says);
    }

    fn and(&mut self, place: &Place) -> Row {
        let mut row = Row::default();
        let mut waiting: Option<Range<usize>> = None;
        while let Some(kind) = self.peek() {
            if matches!(kind, Kind::Or | Kind::Close | Kind::Comma) {
                break;
            }
            if kind == Kind::And {
                let sign = self.take().map_or(0..0, |token| token.span);
                if row.is_empty() || waiting.is_some() {
                    self.complaints.repair(sign, NEEDS_BOTH);
                } else {
                    waiting = Some(sign);
                }
                continue;
            }
            let signs = self.signs();
            let part = self.near(place);
            if part.is_none() && (signs.excluded || signs.required) {
                self.complaints.repair(signs.span.clone(), "nothing behind this sign: left out");
            }
            let glued = waiting.take().is_some();
            if let Some(part) = part {
                row.add(part, &signs, glued, self.reading.any);
            }
        }
        if let Some(sign) = waiting {
            self.complaints.repair(sign, NEEDS_BOTH);
        }
        row
    }

    /// Reads the signs that stand in a row before a unit; two of exclusion cancel out.
    fn signs(&mut self) -> Signs {
        let mut signs = Signs { span: self.end..self.end, excluded: false, required: false };
        while let Some(token) = self.tokens.get(self.at) {
            let before_not = self.peek_at(1) == Some(Kind::Not);
            // `BUT NOT`, as some archives write it.
            let is_but = token.kind == Kind::Word && token.text == "BUT" && before_not;
            if token.kind == Kind::Not {
                signs.excluded = !signs.excluded;
            } else if token.kind == Kind::Plus {
                signs.required = true;
            } else if !is_but {
                break;
            }
            signs.span = token.span.clone();
            self.at += 1;
        }
        signs
    }
}

const NEEDS_BOTH: &str = "AND needs something on both sides: left out";

struct Signs {
    /// Where the last one stands.
    span: Range<usize>,
    excluded: bool,
    required: bool,
}

/// What stands between two ORs.
#[derive(Default)]
struct Row {
    wanted: Vec<Query>,
    /// Wanted even if a space is OR.
    required: Vec<Query>,
    unwanted: Vec<Query>,
    /// Whether AND joins two of them.
    joined: bool,
    /// Whether AND made the last of those wanted, where a space is OR.
    glued: bool,
}

impl Row {
    fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.required.is_empty() && self.unwanted.is_empty()
    }

    fn add(&mut self, part: Query, signs: &Signs, glued: bool, any: bool) {
        self.joined |= (!any || glued) && !self.is_empty();
        if signs.excluded {
            self.unwanted.push(part);
        } else if any && signs.required {
            self.required.push(part);
        } else if any && glued && !self.wanted.is_empty() {
            let last = self.wanted.pop();
            let mut parts = match last {
                Some(Query::Every(parts)) if self.glued => parts,
                last => last.into_iter().collect(),
            };
            parts.push(part);
            self.wanted.push(Query::Every(parts));
            self.glued = true;
            return;
        } else {
            self.wanted.push(part);
        }
        self.glued = false;
    }

    fn query(self, is_any: bool) -> Option<Query> {
        let wanted = if is_any { any(self.wanted) } else { every(self.wanted) };
        let mut required = self.required;
        if required.is_empty() {
            required.extend(wanted);
        } else if let Some(wanted) = wanted {
            // Finds no fewer, but those that have it come first.
            required.push(Query::Any(vec![Query::All, wanted]));
        }
        let keep = every(required);
        match any(self.unwanted) {
            Some(drop) => Some(without(keep.unwrap_or(Query::All), drop)),
            None => keep,
        }
    }
}

/// Returns the query that finds nothing.
pub(super) fn nothing() -> Query {
    Query::Any(Vec::new())
}

pub(super) fn every(mut parts: Vec<Query>) -> Option<Query> {
    if parts.len() < 2 { parts.pop() } else { Some(Query::Every(parts)) }
}

pub(super) fn any(mut parts: Vec<Query>) -> Option<Query> {
    if parts.len() < 2 { parts.pop() } else { Some(Query::Any(parts)) }
}

/// Leaves out what is asked again beside it: it finds nothing else.
fn distinct(query: Query) -> Query {
    let once = |parts: Vec<Query>| {
        let mut seen = HashSet::new();
        let parts = parts.into_iter().map(distinct);
        parts.filter(|part| seen.insert(part.to_string())).collect::<Vec<_>>()
    };
    match query {
        Query::Every(parts) => every(once(parts)).unwrap_or_else(nothing),
        Query::Any(parts) => any(once(parts)).unwrap_or_else(nothing),
        Query::Without { keep, drop } => without(distinct(*keep), distinct(*drop)),
        Query::Boost { query, by } => Query::Boost { query: Box::new(distinct(*query)), by },
        Query::All
        | Query::Find { .. }
        | Query::AtLeast { .. }
        | Query::Range { .. }
        | Query::Value { .. }
        | Query::Has(_)
        | Query::Path(_)
        | Query::Copies(_)
        | Query::Similar(_) => query,
    }
}

pub(super) fn without(keep: Query, drop: Query) -> Query {
    match (keep, drop) {
        (Query::All, Query::All) => nothing(),
        (keep, drop) => Query::Without { keep: Box::new(keep), drop: Box::new(drop) },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LONGEST_PHRASE, MOST, Reading, parse};
    use crate::query::Query;
    use crate::query::checks::{check, check_note, check_repair, reading};

    #[track_caller]
    fn check_any(query: &str, expected: &str) {
        let (parsed, _) = parse(query, &Reading { any: true, ..reading() });
        assert_eq!(parsed.to_string(), expected, "{query}");
    }

    #[test]
    fn all_words_must_match() {
        check("rate", "rate");
        check("rate rise", "(rate rise)");
        check("rate AND rise & cut && fall", "(rate rise cut fall)");
        check("rate - rise", "(rate rise)");
        check("rate — rise", "(rate rise)");
    }

    #[test]
    fn or_joins_words_and_is_looser_than_and() {
        check("a OR b | c || d", "(a OR b OR c OR d)");
        check("x (b OR c)", "(x (b OR c))");
        check_note("a b OR c", "((a b) OR c)", "AND binds tighter than OR: read as (a b) OR c");
        check_note("a OR -b c", "(a OR (c -b))", "AND binds tighter than OR: read as a OR (c -b)");
        check("a OR -b", "(a OR (* -b))");
    }

    #[test]
    fn a_minus_excludes() {
        check("x -b", "(x -b)");
        check("x −b", "(x -b)");
        check("-b", "(* -b)");
        check("x -b NOT c !d", "(x -(b OR c OR d))");
        check("x AND NOT b BUT NOT c", "(x -(b OR c))");
        check("x -(b c)", "(x -(b c))");
        check("x NOT -b", "(x b)");
        check("x headline:-rate", "(x -headline:rate)");
        check("headline:-rate", "(* -headline:rate)");
        check("x –b", "(x b)");
        check("x -*", "(x -*)");
        check("* -*", "(-*)");
    }

    #[test]
    fn where_a_space_is_or_a_plus_requires() {
        check_any("a b", "(a OR b)");
        check_any("a AND b c AND d AND e", "((a b) OR (c d e))");
        check_any("a b -c", "((a OR b) -c)");
        check_any("+a b", "(a (* OR b))");
        check_any("+a", "a");
        check("+a b", "(a b)");
    }

    #[test]
    fn a_space_is_or_only_if_it_is_told() {
        let (_, complaints) = parse("a b OR c", &Reading { any: true, ..reading() });
        assert_eq!(complaints, []);
    }

    #[test]
    fn what_has_no_two_sides_is_left_out() {
        check_repair("x OR", "x", "OR", "OR needs something on both sides: left out");
        check_repair("x AND", "x", "AND", "AND needs something on both sides: left out");
        check_repair("x AND AND y", "(x y)", "AND", "AND needs something on both sides: left out");
        check_repair("x NOT", "x", "NOT", "nothing behind this sign: left out");
    }

    #[test]
    fn what_is_not_closed_is_closed_at_the_end() {
        let says = "this quote is not closed: read to the end";
        check_repair("x \"b c", "(x \"b c\")", "\"b c", says);
        let says = "this bracket is not closed: read to the end";
        check_repair("(x b", "(x b)", "(", says);
        check_repair("x) b", "(x b)", ")", "no bracket is open here: left out");
        check_repair("x ()", "x", "(", "nothing in this bracket: left out");
        check_repair("x %%", "x", "%%", "no word in it: left out");
        let says = "nothing is asked: write a word, or * for every article";
        check_repair("", "(-*)", "", says);
        check_repair(" \0 ", "(-*)", " \0 ", says);
    }

    #[test]
    fn a_span_points_into_the_query_as_it_was_typed() {
        check_repair("“é” （ｂ", "(\"e\" b)", "（", "this bracket is not closed: read to the end");
    }

    #[test]
    fn what_is_endless_is_a_complaint_not_a_crash() {
        let endless = [
            "(",
            "-",
            "x)",
            "x AND ",
            "x NEAR/5 ",
            "(x b) NEAR/5 ",
            "x W/S ",
            "x /F5/ ",
            "a:",
            "\"",
            "x^2",
            "^2",
            "[",
            "/",
            "caps(",
            "first5(",
            "=(",
            "NEAR(",
            "x OR ",
            "x OR y ",
            "date:(",
            "headline:-",
            "date:march ",
            "date:> ",
            "not ",
            "/F5/ ",
            "/(/\\",
            "*?",
            "atleast5 ",
            "“é ",
            "+",
            "{ ",
            "foo:x ",
            "\0",
            "'",
            ",",
            "(x NEAR/5 y) NEAR/5 ",
        ];
        for piece in endless {
            let (parsed, _) = parse(&piece.repeat(100_000 / piece.len()), &reading());
            parsed.to_string();
        }
    }

    #[test]
    fn the_first_words_of_a_query_that_is_too_long_are_kept() {
        let count = |query: &Query| {
            let mut words = 0;
            query.map(&mut |_, _| words += 1);
            words
        };
        let many: Vec<String> = (0..2 * MOST).map(|number| format!("x{number}")).collect();
        let many = many.join(" ");
        for (query, most, says) in [
            (many.clone(), MOST, "more than 4000 words: the rest is left out"),
            (
                format!("\"{many}\""),
                LONGEST_PHRASE,
                "a phrase has at most 200 words: the rest of it is left out",
            ),
        ] {
            let (parsed, complaints) = parse(&query, &reading());
            assert_eq!(count(&parsed), most);
            assert_eq!(complaints.len(), 1);
            assert_eq!(complaints[0].says, says);
        }
    }

    #[test]
    fn what_is_asked_again_is_asked_once() {
        check("rate rise rate", "(rate rise)");
        check("\"a b\" OR \"a b\"", "\"a b\"");
    }

    /// Everything a query may be made of.
    fn piece() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "a",
            "Bee",
            "well-being",
            "o'brien",
            "l'accord",
            "U.S.",
            "3.5",
            "at&t",
            "東京都",
            "none",
            "any",
            "and",
            "'near5'",
            "near5,",
            "rat*",
            "*ate",
            "r?te",
            "rate!",
            "well-be*",
            "*",
            "?",
            "a~",
            "rate~2",
            "rate~7",
            "/ra.e/",
            "/a|b/",
            "=Apple",
            "=al-Masri",
            "\"a b\"",
            "\"a\"",
            "\"a b\"~3",
            "\"a b\"o2",
            "\"a b c\"p",
            "\"a rat*\"",
            "\"a b\"*",
            "\"*\"",
            "@person",
            "@money",
            "@date",
            "@number",
            "@org",
            "=\"a b\"",
            "2024",
            "2024-03..",
            "..2020",
            "4f2a",
        ]);
        let field = prop::sample::select(vec![
            "headline:",
            "by:",
            "person:",
            "hlead:",
            "name:",
            "all:",
            "date:",
            "words:",
            "id:",
            "path:",
            "before:",
            "after:",
            "foo:",
            "lead=",
            "headline:-",
            "words>",
        ]);
        let call = prop::sample::select(vec![
            "atleast5", "caps", "ALLCAPS", "nocaps", "first50", "NEAR", "headline", "hlead", "",
        ]);
        let operator = prop::sample::select(vec![
            "AND",
            "OR",
            "NOT",
            "NEAR/5",
            "PRE/3",
            "W/S",
            "PRE/P",
            "NOT NEAR/2",
            "NOT W/P",
            "adj2",
            "/F9/",
            "or",
            "BUT NOT",
        ]);
        let sign = prop::sample::select(vec!["", "", "", "-", "+", "!", "="]);
        let atom = (sign, prop::option::weighted(0.3, field), word)
            .prop_map(|(sign, field, word)| format!("{sign}{}{word}", field.unwrap_or_default()));
        let leaf = prop_oneof![6 => atom, 3 => operator.prop_map(str::to_owned)];
        leaf.prop_recursive(4, 24, 5, move |inner| {
            let boost = prop::sample::select(vec!["", "", "", "^2", "^0.5", "^0"]);
            let between = prop::sample::select(vec![" ", " ", " OR ", " NEAR/4 ", ", "]);
            (call.clone(), prop::collection::vec(inner, 1..5), between, boost).prop_map(
                |(call, parts, between, boost)| format!("{call}({}){boost}", parts.join(between)),
            )
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_text_is_read(query in "\\PC{0,40}|[a-c \"()|&:*.\\-/=^~@\\[\\]<>,“—é\\x00]{0,40}") {
            let (parsed, complaints) = parse(&query, &reading());
            for complaint in complaints {
                prop_assert!(query.get(complaint.span).is_some());
            }
            crate::query::outline(&parsed);
        }

        #[test]
        fn a_query_written_back_means_the_same(
            pieces in prop::collection::vec(piece(), 1..6),
            any in any::<bool>(),
        ) {
            let query = pieces.join(" ");
            let (once, complaints) = parse(&query, &Reading { any, ..reading() });
            for complaint in complaints {
                prop_assert!(query.get(complaint.span).is_some());
            }
            let (again, complaints) = parse(&once.to_string(), &reading());
            prop_assert_eq!(&again, &once, "{}", once);
            prop_assert_eq!(complaints, []);
        }
    }
}
