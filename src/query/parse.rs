//! Reads a query. Never fails: what it does not understand it says, and reads the rest.
//!
//! ```text
//! or    = and , { "OR" , and } ;
//! and   = not , { [ "AND" ] , not } ;
//! not   = { "-" | "NOT" } , unit ;
//! unit  = [ field ":" ] , ( "(" , or , ")" | phrase | word | "*" ) ;
//! ```

use std::ops::Range;

use crate::schema::{Field, Kind, Schema};
use crate::text;

use super::lex::{self, Token, lex};
use super::value;
use super::{Complaint, Query};

/// Brackets nest no deeper; who writes more is a program gone wrong.
const DEEPEST: usize = 200;

/// Reads `query`. The complaints are in the order of the text; where there are any, the query found
/// is what is left without the parts complained of.
///
/// ```
/// use byline::{query, schema::Schema};
/// let (query, complaints) = query::parse("rate by:doe -rise", Schema::get());
/// assert_eq!(query.to_string(), "((rate author:doe) -rise)");
/// assert!(complaints.is_empty());
/// ```
pub fn parse(query: &str, schema: &Schema) -> (Query, Vec<Complaint>) {
    let mut complaints = Vec::new();
    let tokens = lex(query, &mut complaints);
    let mut parser = Parser { tokens, at: 0, depth: 0, end: query.len(), schema, complaints };
    let mut parsed = parser.or(None);
    while parser.at < parser.tokens.len() {
        let span = parser.tokens[parser.at].span.clone();
        parser.complain(span, "no bracket is open here: left out");
        parser.at += 1;
        parsed = every([parsed, parser.or(None)].into_iter().flatten().collect());
    }
    if parsed.is_none() && parser.complaints.is_empty() {
        parser.complain(0..query.len(), "nothing is asked: write a word, or * for every article");
    }
    parser.complaints.sort_by_key(|complaint| complaint.span.start);
    (parsed.unwrap_or(Query::Any(Vec::new())), parser.complaints)
}

struct Parser<'q> {
    tokens: Vec<Token<'q>>,
    at: usize,
    depth: usize,
    end: usize,
    schema: &'q Schema,
    complaints: Vec<Complaint>,
}

impl<'q> Parser<'q> {
    fn peek(&self) -> Option<&lex::Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn take(&mut self) -> Option<Token<'q>> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn complain(&mut self, span: Range<usize>, says: impl Into<String>) {
        self.complaints.push(Complaint { span, says: says.into() });
    }

    /// Reads up to a bracket that closes, or the end. `field` is the one named before the bracket.
    fn or(&mut self, field: Option<Field>) -> Option<Query> {
        let mut parts = Vec::new();
        parts.extend(self.and(field));
        while self.peek() == Some(&lex::Kind::Or) {
            let sign = self.take()?.span;
            match self.and(field) {
                Some(part) if !parts.is_empty() => parts.push(part),
                part => {
                    self.complain(sign, "OR needs something on both sides: left out");
                    parts.extend(part);
                }
            }
        }
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Query::Any(parts)),
        }
    }

    fn and(&mut self, field: Option<Field>) -> Option<Query> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        while let Some(kind) = self.peek() {
            match kind {
                lex::Kind::Or | lex::Kind::Close => break,
                lex::Kind::And => self.at += 1,
                lex::Kind::Not => {
                    let (sign, excluded) = self.signs();
                    match self.unit(field) {
                        Some(part) if excluded => unwanted.push(part),
                        Some(part) => wanted.push(part),
                        None => self.complain(sign, "nothing to exclude here: left out"),
                    }
                }
                _ => wanted.extend(self.unit(field)),
            }
        }
        let Some(drop) = any(unwanted) else { return every(wanted) };
        let keep = Box::new(every(wanted).unwrap_or(Query::All));
        Some(Query::Without { keep, drop: Box::new(drop) })
    }

    /// Reads the signs of exclusion that stand in a row; two of them cancel out.
    fn signs(&mut self) -> (Range<usize>, bool) {
        let mut span = self.end..self.end;
        let mut excluded = false;
        while self.peek() == Some(&lex::Kind::Not) {
            if let Some(token) = self.take() {
                span = token.span;
                excluded = !excluded;
            }
        }
        (span, excluded)
    }

    fn unit(&mut self, field: Option<Field>) -> Option<Query> {
        match self.peek()? {
            lex::Kind::Or | lex::Kind::And | lex::Kind::Close | lex::Kind::Not => None,
            lex::Kind::Open => self.group(field),
            lex::Kind::Field => self.field(field),
            lex::Kind::Word | lex::Kind::Phrase => {
                let token = self.take()?;
                self.value(field, &token)
            }
        }
    }

    fn group(&mut self, field: Option<Field>) -> Option<Query> {
        let open = self.take()?.span;
        if self.depth == DEEPEST {
            self.complain(open, format!("more than {DEEPEST} brackets in each other: left out"));
            self.at = self.tokens.len();
            return None;
        }
        self.depth += 1;
        let inside = self.or(field);
        self.depth -= 1;
        if self.peek() == Some(&lex::Kind::Close) {
            self.at += 1;
        } else {
            self.complain(open.clone(), "this bracket is not closed: read to the end");
        }
        if inside.is_none() {
            self.complain(open, "nothing in this bracket: left out");
        }
        inside
    }

    fn field(&mut self, outer: Option<Field>) -> Option<Query> {
        let token = self.take()?;
        let named = self.schema.named(token.text);
        if named.is_none() {
            let says = match self.nearest_name(token.text) {
                Some(name) => format!("no field is named `{}`; did you mean `{name}`?", token.text),
                None => format!("no field is named `{}`.", token.text),
            };
            self.complain(token.span.clone(), format!("{says} Searched without it"));
        }
        if let Some(lex::Kind::Word | lex::Kind::Phrase | lex::Kind::Open) = self.peek() {
            return self.unit(named.or(outer));
        }
        self.complain(token.span, "nothing is asked of this field: left out");
        None
    }

    /// Returns the field name that `name` may be a slip of the pen for.
    fn nearest_name(&self, name: &str) -> Option<&'q str> {
        let schema = self.schema;
        let names = schema.fields().flat_map(|(_, spec)| &spec.ask).filter(|ask| ask.len() > 2);
        let near = names.map(|ask| (distance(ask, &name.to_lowercase()), ask));
        near.filter(|(distance, _)| *distance <= 2).min().map(|(_, ask)| ask.as_str())
    }

    fn value(&mut self, field: Option<Field>, token: &Token<'q>) -> Option<Query> {
        let kind = field.map(|field| (field, self.schema.spec(field).kind));
        match kind {
            Some((field, kind @ (Kind::Date | Kind::Number | Kind::Hash))) => {
                Some(value::range(field, kind, token.text).unwrap_or_else(|says| {
                    self.complain(token.span.clone(), format!("{says}. Finds nothing"));
                    Query::Any(Vec::new())
                }))
            }
            Some((_, Kind::Path)) => self.path(field, token),
            Some((_, Kind::Text | Kind::Name)) | None => self.words(field, token),
        }
    }

    fn path(&mut self, field: Option<Field>, token: &Token<'q>) -> Option<Query> {
        let path = token.text.trim_start_matches("./").trim_matches('/');
        if path.is_empty() {
            self.complain(token.span.clone(), "no path: left out");
            return None;
        }
        if path.contains(['*', '?']) {
            self.complain(token.span.clone(), "* ? mean nothing here: write a file or a folder");
        }
        Some(Query::Words { field, text: path.to_owned() })
    }

    fn words(&mut self, field: Option<Field>, token: &Token<'q>) -> Option<Query> {
        let text = token.text;
        if text == "*" && field.is_none() {
            return Some(Query::All);
        }
        if text::count(text) == 0 {
            self.complain(token.span.clone(), "no word in it: left out");
            return None;
        }
        if token.kind == lex::Kind::Word {
            if matches!(text, "or" | "and" | "not") {
                let says = format!("searched as a word; write {} to join", text.to_uppercase());
                self.complain(token.span.clone(), says);
            } else if text.contains(['*', '?', '~', '^']) {
                let says = "* ? ~ ^ mean nothing here: searched for the words alone";
                self.complain(token.span.clone(), says);
            }
        }
        Some(Query::Words { field, text: text.to_owned() })
    }
}

fn every(mut parts: Vec<Query>) -> Option<Query> {
    if parts.len() < 2 { parts.pop() } else { Some(Query::Every(parts)) }
}

fn any(mut parts: Vec<Query>) -> Option<Query> {
    if parts.len() < 2 { parts.pop() } else { Some(Query::Any(parts)) }
}

/// Returns how many letters have to be put in, taken out or changed to turn `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a_char) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b_char) in b.iter().enumerate() {
            let changed = diagonal + usize::from(a_char != *b_char);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse;
    use crate::schema::Schema;

    #[track_caller]
    fn check(query: &str, expected: &str) {
        let (parsed, complaints) = parse(query, Schema::get());
        assert_eq!((parsed.to_string().as_str(), complaints), (expected, Vec::new()));
    }

    #[track_caller]
    fn check_complaint(query: &str, expected: &str, span: &str, says: &str) {
        let (parsed, complaints) = parse(query, Schema::get());
        assert_eq!(parsed.to_string(), expected);
        let told: Vec<_> =
            complaints.iter().map(|c| (&query[c.span.clone()], c.says.as_str())).collect();
        assert_eq!(told, [(span, says)]);
    }

    #[test]
    fn all_words_must_match() {
        check("rate", "rate");
        check("rate rise", "(rate rise)");
        check("rate AND rise", "(rate rise)");
    }

    #[test]
    fn quotes_and_hyphens_make_a_phrase() {
        check("\"rate rise\"", "\"rate rise\"");
        check("“rate rise”", "\"rate rise\"");
        check("well-being", "\"well-being\"");
    }

    #[test]
    fn and_binds_tighter_than_or() {
        check("a b OR c", "((a b) OR c)");
        check("a (b OR c)", "(a (b OR c))");
    }

    #[test]
    fn a_field_is_asked_by_any_of_its_names() {
        check("by:doe", "author:doe");
        check("HEADLINE:\"rate rise\"", "headline:\"rate rise\"");
        check("headline:(a OR by:b)", "(headline:a OR author:b)");
    }

    #[test]
    fn a_minus_excludes() {
        check("a -b", "(a -b)");
        check("-b", "(* -b)");
        check("a -b NOT c", "(a -(b OR c))");
        check("a -(b c)", "(a -(b c))");
        check("a NOT -b", "(a b)");
    }

    #[test]
    fn dates_are_single_or_ranges() {
        check("date:2024", "date:2024");
        check("date:2024-03..2024-05", "date:2024-03..2024-05");
        check("date:..1665-09-02", "date:..1665-09-02");
        check("date:\"2024-03\"", "date:2024-03");
        check("words:600..", "words:600..");
    }

    #[test]
    fn what_is_not_understood_is_said() {
        check_complaint(
            "a \"b c",
            "(a \"b c\")",
            "\"b c",
            "this quote is not closed: read to the end",
        );
        check_complaint("(a b", "(a b)", "(", "this bracket is not closed: read to the end");
        check_complaint("a) b", "(a b)", ")", "no bracket is open here: left out");
        check_complaint("a OR", "a", "OR", "OR needs something on both sides: left out");
        check_complaint("a or b", "(a or b)", "or", "searched as a word; write OR to join");
        check_complaint("a %%", "a", "%%", "no word in it: left out");
        check_complaint("", "()", "", "nothing is asked: write a word, or * for every article");
        check_complaint(
            "autor:doe",
            "doe",
            "autor:",
            "no field is named `autor`; did you mean `author`? Searched without it",
        );
        check_complaint(
            "date:soon",
            "()",
            "soon",
            "not a date: write 2024, 2024-03, 2024-03-05 or 2024-03..2024-05. Finds nothing",
        );
    }

    #[test]
    fn a_thousand_brackets_are_a_complaint_not_a_crash() {
        let (_, complaints) = parse(&"(".repeat(100_000), Schema::get());
        assert!(!complaints.is_empty());
        let (_, complaints) = parse(&"-".repeat(100_000), Schema::get());
        assert!(!complaints.is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_read(query in "\\PC{0,40}|[a-c \"()|&:*.-]{0,40}") {
            let (_, complaints) = parse(&query, Schema::get());
            for complaint in complaints {
                prop_assert!(query.get(complaint.span).is_some());
            }
        }

        #[test]
        fn a_query_written_back_means_the_same(query in "(([a-c]|by:[a-c]|-|OR|\"a b\"|\\(|\\)) ){0,12}") {
            let (once, _) = parse(&query, Schema::get());
            let (again, complaints) = parse(&once.to_string(), Schema::get());
            prop_assert_eq!(again.to_string(), once.to_string());
            prop_assert!(complaints.is_empty() || once.to_string().contains("()"));
        }
    }
}
