//! Cuts a query into tokens, each with the place it stands at.

use std::ops::Range;

/// Something that byline did not take as it was typed. A query is never refused: this says what
/// became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Where it stands in the query, in bytes, on character borders; may be empty at the end.
    pub span: Range<usize>,
    /// What byline made of it.
    pub says: String,
}

/// What a piece of a query is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, with whatever is glued to it: `well-being`, `2024..`.
    Word,
    /// What stands between two quotes.
    Phrase,
    /// `field:`, without the colon.
    Field,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `-` or `!` before something, or `NOT`.
    Not,
    /// `OR`, `|`, `||`
    Or,
    /// `AND`, `&`, `&&`
    And,
}

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'q> {
    pub(super) kind: Kind,
    /// The text of a word, phrase or field, without quotes and colon.
    pub(super) text: &'q str,
    /// Where all of it stands, quotes included.
    pub(super) span: Range<usize>,
}

/// Cuts `query` into tokens. A quote that is not closed goes to the end.
pub(super) fn lex<'q>(query: &'q str, complaints: &mut Vec<Complaint>) -> Vec<Token<'q>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = query[at..].chars().next() {
        let next = at + c.len_utf8();
        if c.is_whitespace() {
            at = next;
            continue;
        }
        let token = if is_quote(c) {
            phrase(query, at, next, complaints)
        } else {
            sign(query, at, c).unwrap_or_else(|| word(query, at))
        };
        at = token.span.end;
        tokens.push(token);
    }
    tokens
}

/// Curly, low and pointed quotes are typed, or pasted, for the straight one.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

fn phrase<'q>(
    query: &'q str,
    start: usize,
    inside: usize,
    complaints: &mut Vec<Complaint>,
) -> Token<'q> {
    let closing = query[inside..].char_indices().find(|(_, c)| is_quote(*c));
    let (close, end) = closing
        .map_or((query.len(), query.len()), |(i, c)| (inside + i, inside + i + c.len_utf8()));
    if closing.is_none() {
        let says = "this quote is not closed: read to the end".to_owned();
        complaints.push(Complaint { span: start..query.len(), says });
    }
    Token { kind: Kind::Phrase, text: &query[inside..close], span: start..end }
}

fn sign(query: &str, at: usize, c: char) -> Option<Token<'_>> {
    let rest = &query[at..];
    let before_something = || {
        let next = rest[c.len_utf8()..].chars().next();
        next.is_some_and(|next| !next.is_whitespace() && next != ')')
    };
    let (kind, length) = match c {
        '(' => (Kind::Open, 1),
        ')' => (Kind::Close, 1),
        '|' if rest.starts_with("||") => (Kind::Or, 2),
        '|' => (Kind::Or, 1),
        '&' if rest.starts_with("&&") => (Kind::And, 2),
        '&' => (Kind::And, 1),
        '-' | '!' | '−' if before_something() => (Kind::Not, c.len_utf8()),
        _ => return None,
    };
    Some(Token { kind, text: &rest[..length], span: at..at + length })
}

fn word(query: &str, start: usize) -> Token<'_> {
    let rest = &query[start..];
    let ends = |c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')' | '|');
    let length =
        rest.find(ends).unwrap_or(rest.len()).max(rest.chars().next().map_or(0, char::len_utf8));
    let text = &rest[..length];
    let kind = match text {
        "OR" => Kind::Or,
        "AND" => Kind::And,
        "NOT" => Kind::Not,
        _ => match text.split_once(':') {
            Some((field, _)) if is_field_name(field) => {
                let span = start..start + field.len() + 1;
                return Token { kind: Kind::Field, text: field, span };
            }
            _ => Kind::Word,
        },
    };
    Token { kind, text, span: start..start + length }
}

/// `10:30` and `https://` name no field; `autor:` may be one misspelt.
fn is_field_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_alphabetic() || c == '_')
        && !matches!(text, "http" | "https")
}

#[cfg(test)]
mod tests {
    use super::lex;

    #[track_caller]
    fn check(query: &str, expected: &str) {
        let mut complaints = Vec::new();
        let tokens: Vec<String> = lex(query, &mut complaints)
            .into_iter()
            .map(|token| format!("{:?}<{}>", token.kind, token.text))
            .collect();
        assert_eq!(tokens.join(" "), expected);
    }

    #[test]
    fn words_quotes_fields_and_signs_are_told_apart() {
        check("rate rise", "Word<rate> Word<rise>");
        check("“rate rise” -by:doe", "Phrase<rate rise> Not<-> Field<by> Word<doe>");
        check(
            "(a|b) AND NOT c",
            "Open<(> Word<a> Or<|> Word<b> Close<)> And<AND> Not<NOT> Word<c>",
        );
        check("date:2024-03..2024-05", "Field<date> Word<2024-03..2024-05>");
        check("headline:(a b)", "Field<headline> Open<(> Word<a> Word<b> Close<)>");
    }

    #[test]
    fn a_hyphen_inside_a_word_excludes_nothing() {
        check("well-being", "Word<well-being>");
        check("a - b", "Word<a> Word<-> Word<b>");
    }

    #[test]
    fn times_and_links_are_words() {
        check("10:30 https://a.example", "Word<10:30> Word<https://a.example>");
    }
}
