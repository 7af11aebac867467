//! Cuts a query into tokens, each with the place it stands at.

use std::ops::Range;

use crate::schema::{Kind as FieldKind, Schema};

use super::Slack;
use super::complaint::Complaints;
use super::operator::{self, Call, Near, Sort};
use super::place::Place;

/// What a piece of a query is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A word, with whatever is glued to it: `well-being`, `rat*`, `2024..`.
    Word,
    /// What stands between two quotes, and behind the second: `"a b"~3`.
    Phrase {
        /// How loosely the words may stand.
        slack: Slack,
        /// Whether the last word is only begun: `"a b"*`.
        prefix: bool,
    },
    /// `/ra.e/`
    Regex,
    /// `=Apple`
    Exact,
    /// The `=` of `="Jane Doe"`.
    Whole,
    /// `@person`
    Class(Sort),
    /// `[2023 TO 2024]`, or with braces.
    Range,
    /// `field:`, or the name before a bracket or a sign of comparison.
    Field,
    /// `caps`, `atleast5` and so on, before a bracket.
    Call(Call),
    /// `/F50/`
    First(u32),
    /// `(`
    Open,
    /// `)`
    Close,
    /// The comma between two arguments of `NEAR(a, b, 5)`.
    Comma,
    /// `+` before something.
    Plus,
    /// `-` or `!` before something, or `NOT`.
    Not,
    /// `OR`, `|`, `||`
    Or,
    /// `AND`, `&`, `&&`
    And,
    /// `NEAR/5` and its like.
    Near(Near),
    /// `^2` behind something.
    Boost,
}

/// A piece of a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token<'q> {
    pub(super) kind: Kind,
    /// The word, what is between quotes or slashes, the name of the field, the number of the boost.
    pub(super) text: &'q str,
    /// Where all of it stands, quotes included.
    pub(super) span: Range<usize>,
}

/// A file taken for a query is not cut to its end: more than ten signs a word are no query.
const MOST: usize = 10 * super::parse::MOST;
/// No range is written longer, in bytes; so far a closing bracket is looked for.
const LONGEST_RANGE: usize = 100;

/// Cuts `query`, whose signs are plain, into tokens. A quote that is not closed goes to the end. The
/// minus of `field:-word` comes before the field.
pub(super) fn lex<'q>(
    query: &'q str,
    schema: &Schema,
    complaints: &mut Complaints<'_>,
) -> Vec<Token<'q>> {
    let mut lexer = Lexer { query, at: 0, tokens: Vec::new(), brackets: Vec::new(), schema };
    while let Some(c) = lexer.query[lexer.at..].chars().next() {
        if lexer.tokens.len() >= MOST {
            complaints.repair(lexer.at..query.len(), "the query is too long: the rest is left out");
            break;
        }
        if c == '"' {
            lexer.phrase(complaints);
        } else if c.is_whitespace() || !lexer.sign(c) {
            if c.is_whitespace() {
                lexer.at += c.len_utf8();
            } else {
                lexer.word();
            }
        }
    }
    lexer.tokens
}

struct Lexer<'q, 's> {
    query: &'q str,
    /// Bytes before this one are done.
    at: usize,
    tokens: Vec<Token<'q>>,
    /// For each bracket that is open, whether commas part what is in it.
    brackets: Vec<bool>,
    schema: &'s Schema,
}

impl<'q> Lexer<'q, '_> {
    fn rest(&self) -> &'q str {
        &self.query[self.at..]
    }

    /// Takes `length` bytes as a token whose text is `text`.
    fn push(&mut self, kind: Kind, text: &'q str, length: usize) {
        let span = self.at..self.at + length;
        self.at = span.end;
        let behind_field = self.tokens.last().is_some_and(|token| token.kind == Kind::Field);
        let at = self.tokens.len() - usize::from(behind_field && kind == Kind::Not);
        self.tokens.insert(at, Token { kind, text, span });
    }

    /// Takes a token that is a sign of so many bytes.
    fn push_sign(&mut self, kind: Kind, length: usize) -> bool {
        self.push(kind, &self.rest()[..length], length);
        true
    }

    fn phrase(&mut self, complaints: &mut Complaints<'_>) {
        let inside = &self.rest()[1..];
        let Some(length) = inside.find('"') else {
            let span = self.at..self.query.len();
            complaints.repair(span, "this quote is not closed: read to the end");
            let kind = Kind::Phrase { slack: Slack::None, prefix: false };
            return self.push(kind, inside, inside.len() + 1);
        };
        let (slack, prefix, suffix) = suffix(&inside[length + 1..]);
        self.push(Kind::Phrase { slack, prefix }, &inside[..length], length + 2 + suffix);
    }

    /// Takes a token that begins with a sign; `false` if none does here.
    fn sign(&mut self, c: char) -> bool {
        let rest = self.rest();
        let behind = &rest[c.len_utf8()..];
        let glued = behind.starts_with(|next: char| !next.is_whitespace() && next != ')');
        match c {
            '(' => {
                let called = self.tokens.last().map(|token| token.kind);
                self.brackets.push(called == Some(Kind::Call(Call::Near)));
                self.push_sign(Kind::Open, 1)
            }
            ')' => {
                self.brackets.pop();
                self.push_sign(Kind::Close, 1)
            }
            ',' if self.brackets.last() == Some(&true) => self.push_sign(Kind::Comma, 1),
            '|' => self.push_sign(Kind::Or, if behind.starts_with('|') { 2 } else { 1 }),
            '&' => self.push_sign(Kind::And, if behind.starts_with('&') { 2 } else { 1 }),
            '-' | '!' if glued => self.push_sign(Kind::Not, 1),
            '-' => {
                self.at += 1;
                true
            }
            '+' if glued => self.push_sign(Kind::Plus, 1),
            '=' if behind.starts_with(['"', '(']) => self.push_sign(Kind::Whole, 1),
            '=' if glued => {
                let length = self.end_of_word(1);
                self.push(Kind::Exact, &rest[1..length], length);
                true
            }
            '@' => self.class(behind),
            '/' => self.slash(),
            '[' | '{' => self.range(),
            '^' => self.boost(),
            _ => false,
        }
    }

    fn class(&mut self, behind: &'q str) -> bool {
        let length = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
        let name = &behind[..length];
        operator::sort(name).is_some_and(|sort| {
            self.push(Kind::Class(sort), name, length + 1);
            true
        })
    }

    /// A regular expression has a closing slash, and no space in it.
    fn slash(&mut self) -> bool {
        let rest = self.rest();
        let mut escaped = true;
        let closing = rest.char_indices().take_while(|(_, c)| !c.is_whitespace()).find(|(_, c)| {
            let closes = *c == '/' && !escaped;
            escaped = *c == '\\' && !escaped;
            closes
        });
        let Some((close, _)) = closing else { return false };
        let whole = &rest[..=close];
        if let Some(near) = operator::near(whole) {
            return self.push_sign(Kind::Near(near), whole.len());
        }
        if let Some(words) = operator::first(whole) {
            return self.push_sign(Kind::First(words), whole.len());
        }
        let behind = &rest[close + 1..];
        if close == 1 || !(ends_unit(behind) || is_boost(behind)) {
            return false;
        }
        self.push(Kind::Regex, &rest[1..close], close + 1);
        true
    }

    fn range(&mut self) -> bool {
        let rest = self.rest();
        let near = &rest[..rest.floor_char_boundary(LONGEST_RANGE)];
        match near.find([']', '}']).map(|close| &near[..=close]) {
            Some(range) if range.contains(" TO ") => self.push_sign(Kind::Range, range.len()),
            _ => false,
        }
    }

    fn boost(&mut self) -> bool {
        let rest = self.rest();
        let follows = self.tokens.last().is_some_and(|token| token.span.end == self.at);
        if !follows || !is_boost(rest) {
            return false;
        }
        let digits = &rest[1..];
        let length = digits.find(|c: char| !c.is_ascii_digit() && c != '.');
        let digits = &digits[..length.unwrap_or(digits.len())];
        self.push(Kind::Boost, digits, digits.len() + 1);
        true
    }

    fn word(&mut self) {
        if self.field() || self.call() {
            return;
        }
        let rest = self.rest();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let text = &rest[..self.end_of_word(first)];
        let kind = match text {
            "OR" => Kind::Or,
            "AND" => Kind::And,
            "NOT" => Kind::Not,
            _ => operator::near(text)
                .map(Kind::Near)
                .or_else(|| operator::at_least(text).map(Kind::Call))
                .unwrap_or(Kind::Word),
        };
        self.push(kind, text, text.len());
    }

    /// Returns how long the word is that begins here and has at least `least` bytes.
    fn end_of_word(&self, least: usize) -> usize {
        let rest = self.rest();
        let in_near = self.brackets.last() == Some(&true);
        let ends = |(at, c): (usize, char)| {
            c.is_whitespace()
                || matches!(c, '"' | '(' | ')' | '|')
                || (c == ',' && in_near)
                || (c == '^' && is_boost(&rest[least + at..]))
        };
        let end = rest[least..].char_indices().find(|found| ends(*found));
        end.map_or(rest.len(), |(at, _)| least + at)
    }

    /// The name at the beginning of what is left; may be empty.
    fn name(&self) -> &'q str {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    }

    fn call(&mut self) -> bool {
        let name = self.name();
        let behind = &self.rest()[name.len()..];
        let call = if behind.starts_with('(') { operator::call(name) } else { None };
        call.is_some_and(|call| self.push_sign(Kind::Call(call), name.len()))
    }

    /// Takes the name of a field. Before a colon it may be misspelt; before `=`, `<`, `>` and a
    /// bracket it is only a name if there is such a field.
    fn field(&mut self) -> bool {
        let name = self.name();
        let behind = &self.rest()[name.len()..];
        let Some(sign) = behind.trim_start().chars().next().filter(|_| !name.is_empty()) else {
            return false;
        };
        if !matches!(sign, ':' | '=' | '(' | '<' | '>' | '≤' | '≥') {
            return false;
        }
        let spaced = !behind.starts_with(sign);
        let place = Place::named(self.schema, name);
        let is_value = matches!(place, Some(Place::Values { .. }));
        let taken = match sign {
            // `10:30` and `https://` name no field; `autor:` may be one misspelt.
            ':' if !spaced => {
                let word = name.chars().all(|c| c.is_alphabetic() || c == '_');
                (place.is_some() || (word && !matches!(name, "http" | "https"))).then_some(1)
            }
            '=' if spaced => is_value.then_some(behind.find('=').unwrap_or(0) + 1),
            '=' => place.is_some().then_some(1),
            '(' if !spaced => place.is_some().then_some(0),
            '<' | '>' | '≤' | '≥' => is_value.then_some(0),
            _ => None,
        };
        let Some(taken) = taken else { return false };
        self.push(Kind::Field, name, name.len() + taken);
        if let Some(Place::Values { field, .. }) = place {
            let to_space = self.schema.spec(field).kind == FieldKind::Path;
            self.value(to_space);
        }
        true
    }

    /// Takes a value that is glued to its field as it is: a minus in it excludes nothing.
    fn value(&mut self, is_path: bool) {
        let rest = self.rest();
        let is_word = rest.starts_with(|c: char| !c.is_whitespace() && !"\"()[{".contains(c));
        let is_glob = is_path && rest.starts_with(['[', '{']);
        if is_word || is_glob {
            let length = self.end_of_word(0);
            self.push(Kind::Word, &rest[..length], length);
        }
    }
}

/// Reads what may stand directly behind a closing quote; the number is its length.
fn suffix(behind: &str) -> (Slack, bool, usize) {
    let none = (Slack::None, false, 0);
    let Some(sign) = behind.chars().next() else { return none };
    let after = &behind[sign.len_utf8()..];
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    let (number, rest) = after.split_at(digits);
    let number = operator::number(number);
    let (slack, prefix, length) = match (sign, number) {
        ('~', Some(n)) => (Slack::Moves(n), false, digits + 1),
        ('o', n) => (Slack::Gaps(n.unwrap_or(operator::NEAR)), false, digits + 1),
        ('p', n) => (Slack::AnyOrder(n.unwrap_or(operator::NEAR)), false, digits + 1),
        ('*', None) => (Slack::None, true, 1),
        _ => return none,
    };
    if ends_unit(rest) || is_boost(rest) { (slack, prefix, length) } else { none }
}

/// Returns true if nothing is glued to what stands before `rest`.
fn ends_unit(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || ")|,".contains(c))
}

fn is_boost(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('^') && chars.next().is_some_and(|c| c.is_ascii_digit() || c == '.')
}
