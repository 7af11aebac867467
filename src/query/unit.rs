//! Reads one unit of a query: a field and what is asked of it, a bracket, a word, a value.

use std::ops::Range;

use crate::schema::{Field, Kind as FieldKind};

use super::lex::{Kind, Token};
use super::operator::Sort;
use super::parse::{DEEPEST, LONGEST_PHRASE, MOST, Parser, any, nothing, without};
use super::place::{self, Place, Sign};
use super::value::{self, Asked};
use super::words;
use super::{Case, Leaf, Pattern, Query, Scope, Wanted};

/// A date is written in no more words: `5 march 2024..6 march 2024`.
const LONGEST_DATE: usize = 5;

impl<'q> Parser<'q> {
    /// Reads one unit with its boost. Takes at least one token, unless none can begin a unit.
    pub(super) fn unit(&mut self, place: &Place) -> Option<Query> {
        if self.depth == DEEPEST {
            let span = self.tokens.get(self.at)?.span.clone();
            let says = format!("more than {DEEPEST} brackets in each other: left out");
            self.complaints.repair(span, says);
            self.at = self.tokens.len();
            return None;
        }
        self.depth += 1;
        let unit = self.primary(place);
        self.depth -= 1;
        self.boosted(unit)
    }

    fn boosted(&mut self, unit: Option<Query>) -> Option<Query> {
        let mut unit = unit;
        let mut is_first = true;
        while self.peek() == Some(Kind::Boost) {
            let token = self.take()?;
            let by =
                token.text.parse().ok().filter(|by: &f32| is_first && *by > 0.0 && by.is_finite());
            match by {
                Some(by) => unit = unit.map(|query| Query::Boost { query: Box::new(query), by }),
                None => self.complaints.repair(token.span, "not one number above 0: left out"),
            }
            is_first = false;
        }
        unit
    }

    fn primary(&mut self, place: &Place) -> Option<Query> {
        match self.peek()? {
            Kind::Open => self.group(place),
            Kind::Field => self.field(place),
            Kind::Call(call) => self.call(call, place),
            Kind::First(words) => {
                let sign = self.take()?.span;
                let start = self.at;
                let Some(inside) = self.unit(place) else {
                    self.complaints.repair(sign, "nothing to look for here: left out");
                    return None;
                };
                let span = self.span_from(start);
                Some(self.first(words, &inside, &span, place))
            }
            Kind::Whole => self.whole(place),
            Kind::Word
            | Kind::Phrase { .. }
            | Kind::Regex
            | Kind::Exact
            | Kind::Class(_)
            | Kind::Range => {
                let token = self.take()?;
                match place {
                    Place::Texts(scope) => self.words(scope, &token),
                    Place::Values { field, sign } => self.value(*field, *sign, &token),
                }
            }
            Kind::Near(_) => {
                let token = self.take()?;
                let says = format!("{} needs something on both sides: left out", token.text);
                self.complaints.repair(token.span, says);
                None
            }
            Kind::Boost => {
                let span = self.take()?.span;
                self.complaints.repair(span, "nothing is boosted here: left out");
                None
            }
            Kind::Or | Kind::And | Kind::Not | Kind::Plus | Kind::Close | Kind::Comma => None,
        }
    }

    /// Returns true if the token so many behind the next begins a unit.
    pub(super) fn begins_unit(&self, ahead: usize) -> bool {
        match self.peek_at(ahead) {
            Some(
                Kind::Open
                | Kind::Field
                | Kind::Call(_)
                | Kind::First(_)
                | Kind::Whole
                | Kind::Word
                | Kind::Phrase { .. }
                | Kind::Regex
                | Kind::Exact
                | Kind::Class(_)
                | Kind::Range,
            ) => true,
            Some(
                Kind::Near(_)
                | Kind::Boost
                | Kind::Or
                | Kind::And
                | Kind::Not
                | Kind::Plus
                | Kind::Close
                | Kind::Comma,
            )
            | None => false,
        }
    }

    /// Reads what stands in brackets.
    pub(super) fn group(&mut self, place: &Place) -> Option<Query> {
        let open = self.take()?.span;
        let inside = self.or(place);
        self.close(open.clone());
        if inside.is_none() {
            self.complaints.repair(open, "nothing in this bracket: left out");
        }
        inside
    }

    /// Takes the bracket that closes the one at `open`.
    pub(super) fn close(&mut self, open: Range<usize>) {
        if self.peek() == Some(Kind::Close) {
            self.at += 1;
        } else {
            self.complaints.repair(open, "this bracket is not closed: read to the end");
        }
    }

    fn field(&mut self, outer: &Place) -> Option<Query> {
        let token = self.take()?;
        let named = Place::named(self.reading.schema, token.text);
        if named.is_none() {
            let says = place::no_field(self.reading.schema, token.text);
            self.complaints.repair(token.span.clone(), says);
        }
        if self.peek() == Some(Kind::Field) {
            self.complaints.repair(token.span, "another field follows, and counts: left out");
            return self.unit(outer);
        }
        if !self.begins_unit(0) {
            self.complaints.repair(token.span, "nothing is asked of this field: left out");
            return None;
        }
        let next = &self.tokens[self.at];
        // Whether anything is like an article cannot be asked.
        let is_of_article =
            |field: &Field| self.reading.schema.spec(*field).kind == FieldKind::Article;
        let may_have = named.as_ref().is_none_or(|named| !named.fields().iter().any(is_of_article));
        let word = if next.kind == Kind::Word && may_have { next.text } else { "" };
        match named {
            Some(named) if word.eq_ignore_ascii_case("none") => {
                self.at += 1;
                Some(without(Query::All, has(&named)))
            }
            Some(named) if word.eq_ignore_ascii_case("any") || is_all(word) => {
                self.at += 1;
                Some(has(&named))
            }
            Some(named) => self.unit(&named),
            None => self.unit(outer),
        }
    }

    /// Reads `="Jane Doe"`: a name as a whole.
    fn whole(&mut self, place: &Place) -> Option<Query> {
        let sign = self.take()?.span;
        let scope = place.scope().filter(|scope| place::is_of_names(self.reading.schema, scope));
        if let (Some(scope), Some(Kind::Phrase { .. })) = (scope, self.peek()) {
            let value = self.take()?.text;
            if !self.spend(1) {
                return None;
            }
            let spelt = |field| Query::Value { field, value: value.to_owned() };
            return any(scope.fields().into_iter().map(spelt).collect());
        }
        self.complaints.repair(sign, "= needs one word, or the \"name\" of a field: left out");
        self.primary(place)
    }

    /// Counts words; `false` if there were too many.
    fn spend(&mut self, words: usize) -> bool {
        self.words += words;
        if self.words <= MOST {
            return true;
        }
        let start = self.tokens[self.at - 1].span.start;
        let says = format!("more than {MOST} words: the rest is left out");
        self.complaints.repair(start..self.end, says);
        self.at = self.tokens.len();
        false
    }

    fn words(&mut self, scope: &Scope, token: &Token<'q>) -> Option<Query> {
        let pattern = match token.kind {
            Kind::Word if is_all(token.text) => {
                return self.spend(1).then(|| match scope {
                    Scope::Searched => Query::All,
                    Scope::Fields(_) => has(&Place::Texts(scope.clone())),
                });
            }
            Kind::Word => {
                self.warn_of_lower_case(token);
                let has_forms = !place::is_of_names(self.reading.schema, scope);
                let read = words::word(token.text, has_forms);
                self.complain_of(token, read.says);
                read.pattern
            }
            Kind::Phrase { slack, prefix } => words::phrase(token.text, slack, prefix),
            Kind::Exact => {
                let read = words::exact(token.text);
                self.complain_of(token, read.says);
                read.pattern
            }
            Kind::Regex if regex::Regex::new(token.text).is_err() => {
                let says = "no regular expression, or too large a one. Finds nothing";
                self.complaints.repair(token.span.clone(), says);
                return Some(nothing());
            }
            Kind::Regex => Some(word(Wanted::Regex(token.text.to_owned()))),
            Kind::Class(Sort::Class(class)) => Some(word(Wanted::Class(class))),
            Kind::Class(Sort::Untold) => {
                let says = "byline tells no organizations and places apart. Finds nothing";
                self.complaints.repair(token.span.clone(), says);
                return Some(nothing());
            }
            Kind::Range
            | Kind::Whole
            | Kind::Field
            | Kind::Call(_)
            | Kind::First(_)
            | Kind::Open
            | Kind::Close
            | Kind::Comma
            | Kind::Plus
            | Kind::Not
            | Kind::Or
            | Kind::And
            | Kind::Near(_)
            | Kind::Boost => {
                let says = "a range needs a field of dates or numbers: left out";
                self.complaints.repair(token.span.clone(), says);
                return None;
            }
        };
        let Some(pattern) = pattern else {
            self.complaints.repair(token.span.clone(), "no word in it: left out");
            return None;
        };
        let mut count = 0;
        pattern.each(&mut |_| count += 1);
        let pattern = if count > LONGEST_PHRASE {
            let says =
                format!("a phrase has at most {LONGEST_PHRASE} words: the rest of it is left out");
            self.complaints.repair(token.span.clone(), says);
            count = LONGEST_PHRASE;
            shortened(pattern, LONGEST_PHRASE)?
        } else {
            pattern
        };
        let left = MOST.saturating_sub(self.words);
        let pattern = if self.spend(count) { Some(pattern) } else { shortened(pattern, left) };
        pattern.map(|pattern| Query::Find { scope: scope.clone(), pattern })
    }

    fn complain_of(&mut self, token: &Token<'q>, says: Option<String>) {
        if let Some(says) = says {
            self.complaints.repair(token.span.clone(), says);
        }
    }

    /// Says once that operators are written in capitals.
    fn warn_of_lower_case(&mut self, token: &Token<'q>) {
        let follows = self.at >= 2 && {
            let before = self.tokens[self.at - 2].kind;
            !matches!(before, Kind::Open | Kind::Field | Kind::Comma)
        };
        let joins = match token.text {
            "and" | "or" => follows && self.begins_unit(0),
            "not" => self.begins_unit(0),
            _ => return,
        };
        if joins && !self.warned {
            let operator = token.text.to_uppercase();
            let says = format!("searched as a word; write {operator} for the operator");
            self.complaints.repair(token.span.clone(), says);
            self.warned = true;
        }
    }

    fn value(&mut self, field: Field, sign: Option<Sign>, token: &Token<'q>) -> Option<Query> {
        let start = self.at - 1;
        if !self.spend(1) {
            return None;
        }
        let kind = self.reading.schema.spec(field).kind;
        if kind == FieldKind::Path {
            return self.path(token);
        }
        let asked = Asked { field, kind, sign, today: self.reading.today };
        let mut text = token.text.to_owned();
        if token.kind == Kind::Word {
            if value::is_sign(&text) && self.peek() == Some(Kind::Word) {
                text += self.take()?.text;
            }
            if kind == FieldKind::Date && !asked.is_value(&text) {
                text = self.longer_date(asked, text);
            }
        }
        Some(asked.read(&text).unwrap_or_else(|says| {
            self.complaints.repair(self.span_from(start), format!("{says}. Finds nothing"));
            nothing()
        }))
    }

    /// Takes as many words as make a date of `text`; none, if none do.
    fn longer_date(&mut self, asked: Asked, text: String) -> String {
        let words = self.tokens[self.at..].iter().take_while(|token| token.kind == Kind::Word);
        let mut longer = text.clone();
        let mut found = None;
        for (i, word) in words.take(LONGEST_DATE).enumerate() {
            longer.push(' ');
            longer.push_str(word.text);
            if asked.is_value(&longer) {
                found = Some((i + 1, longer.clone()));
            }
        }
        let Some((words, date)) = found else { return text };
        self.at += words;
        date
    }

    fn path(&mut self, token: &Token<'q>) -> Option<Query> {
        let path = token.text.trim().trim_start_matches("./").trim_matches('/');
        if path.is_empty() {
            self.complaints.repair(token.span.clone(), "no path: left out");
            return None;
        }
        Some(Query::Path(path.to_owned()))
    }
}

fn is_all(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte == b'*')
}

fn has(place: &Place) -> Query {
    any(place.fields().into_iter().map(Query::Has).collect()).unwrap_or_else(nothing)
}

fn word(wanted: Wanted) -> Pattern {
    Pattern::Word(Leaf { wanted, case: Case::Any })
}

/// Returns the first words of a phrase; `None` if there are none.
fn shortened(pattern: Pattern, left: usize) -> Option<Pattern> {
    let Pattern::Phrase { mut words, slack } = pattern else { return None };
    words.truncate(left);
    (left > 1).then_some(Pattern::Phrase { words, slack })
}

#[cfg(test)]
mod tests {
    use crate::query::checks::{check, check_repair};

    #[test]
    fn a_field_is_asked_by_any_of_its_names() {
        check("by:doe", "author:doe");
        check("by: doe", "author:doe");
        check("HEADLINE:\"rate rise\"", "headline:\"rate rise\"");
        check("headline:(x OR by:b)", "(headline:x OR author:b)");
        check("hd=europe", "headline:europe");
        check("headline(tax)", "headline:tax");
        check("hlp:rate", "hlead:rate");
        check("who(doe roe)", "(name:doe name:roe)");
        check("all:rate", "all:rate");
        check("10:30 https://a.example", "(\"10 30\" \"https a example\")");
    }

    #[test]
    fn a_field_may_have_a_value_or_none() {
        check("author:none", "author:none");
        check("author:any -date:none", "(author:any -date:none)");
        check("-author:any", "author:none");
        check("headline:*", "headline:any");
        check("name:none", "(* -(author:any OR person:any))");
        check("headline:'none'", "headline:'none'");
        check("path:any", "path:any");
    }

    #[test]
    fn a_name_may_be_asked_as_a_whole() {
        check("author:=\"Jane Doe\"", "author:=\"Jane Doe\"");
        check("name:=\"Doe\"", "(author:=\"Doe\" OR person:=\"Doe\")");
        let says = "= needs one word, or the \"name\" of a field: left out";
        check_repair("=\"a b\"", "\"a b\"", "=", says);
        check_repair("=(x)", "x", "=", says);
    }

    #[test]
    fn a_field_that_is_not_there_is_left_out() {
        let says = "no field is named `autor`; did you mean `author`? Searched without it";
        check_repair("autor:doe", "doe", "autor:", says);
        let says = "no field is named `xyzzy`. Searched without it";
        check_repair("xyzzy:doe", "doe", "xyzzy:", says);
        check_repair("org:doe", "doe", "org:", "byline keeps no `org` yet. Searched without it");
        check_repair("x by:", "x", "by:", "nothing is asked of this field: left out");
        let says = "another field follows, and counts: left out";
        check_repair("hd:by:x", "author:x", "hd:", says);
        check("foo=doe bar(doe)", "(\"foo doe\" bar doe)");
    }

    #[test]
    fn dates_are_single_or_ranges() {
        check("date:2024", "date:2024");
        check("date:2024-03..2024-05", "date:2024-03..2024-05");
        check("pd:..1665-09-02", "date:..1665-09-02");
        check("date:\"2024-03\"", "date:2024-03");
        check("date:[2024-01-01 TO 2024-03-31]", "date:2024-01-01..2024-03-31");
        check("date:{2023 TO 2024-03}", "date:2024..2024-02");
        check("date:[2023 TO *]", "date:2023..");
        check("date:[* TO *]", "date:any");
        check("date:(2023 OR 2024)", "(date:2023 OR date:2024)");
    }

    #[test]
    fn dates_are_compared() {
        check("date>=2024-03", "date:2024-03..");
        check("date:<=2024-03", "date:..2024-03");
        check("date < 2020", "date:..2019");
        check("date:> 2019-06", "date:2019-07..");
        check("before:2020-01-01 after:2019-06", "(date:..2019-12-31 date:2019-07..)");
        check("year:1998", "date:1998");
        check("after=2019", "date:2020..");
    }

    #[test]
    fn dates_are_written_as_people_do() {
        check("date:march 2024 budget", "(date:2024-03 budget)");
        check("date:5 march 2024", "date:2024-03-05");
        check("date:\"5 march 2024\"", "date:2024-03-05");
        check("date:march 2023..march 2024", "date:2023-03..2024-03");
        check("date:today", "date:2024-03-06");
        check("date:last week rate", "(date:2024-02-26..2024-03-03 rate)");
        check("date:-7d rate", "(date:2024-02-28..2024-03-06 rate)");
        check("date:2w..", "date:2024-02-21..");
        check("after:yesterday", "date:2024-03-06..");
    }

    #[test]
    fn numbers_are_compared() {
        check("words:600.. rate", "(words:600.. rate)");
        check("words>600", "words:601..");
        check("words:>=600", "words:600..");
        check("length > 1,200", "words:1201..");
        check("length = 1200", "words:1200");
        check("wc<600", "words:..599");
        check("words:[600 TO 900}", "words:600..899");
        check("part:2", "part:2");
        check("id:4f2a", "id:4f2a");
        check("id:0123456789abcdef", "id:0123456789abcdef");
    }

    #[test]
    fn what_is_no_value_finds_nothing() {
        let says = "not a date: write 2024, 2024-03, 2024-03-05 or 2024-03..2024-05. Finds nothing";
        check_repair("date:soon", "(-*)", "soon", says);
        let says = "not a number: write 600, >600 or 600..900. Finds nothing";
        check_repair("x words:many", "(x (-*))", "many", says);
        let says = "the range ends before it begins. Finds nothing";
        check_repair("date:2024..2023", "(-*)", "2024..2023", says);
        check_repair("words<0", "(-*)", "<0", "nothing lies before it. Finds nothing");
        let says = "not an id: write its first hexadecimal digits. Finds nothing";
        check_repair("id:xyz", "(-*)", "xyz", says);
        let says = "a range needs a field of dates or numbers: left out";
        check_repair("x [a TO b]", "x", "[a TO b]", says);
    }

    #[test]
    fn a_path_may_have_globs() {
        check("path:./wire/2024/", "path:wire/2024");
        check("path:**/a-?.json*", "path:**/a-?.json*");
        check("path:\"my wire\"", "path:\"my wire\"");
        check("file:C:\\a^b", "path:\"C:\\a^b\"");
        check_repair("x path:/", "x", "/", "no path: left out");
    }

    #[test]
    fn a_unit_may_be_worth_more() {
        check("rate^2 rise", "(rate^2 rise)");
        check("headline:(x y)^2.5", "(headline:x headline:y)^2.5");
        check("\"a b\"~3^2", "\"a b\"~3^2");
        check("date:2024^2", "date:2024^2");
        check("(x^2)^3", "(x^2)^3");
        check_repair("x^0", "x", "^0", "not one number above 0: left out");
        check("x ^2", "(x 2)");
    }

    #[test]
    fn a_lower_case_operator_is_a_word() {
        let says = "searched as a word; write OR for the operator";
        check_repair("x or y or z", "(x 'or' y z)", "or", says);
        let says = "searched as a word; write AND for the operator";
        check_repair("hd=europe and by=smith", "(headline:europe 'and' author:smith)", "and", says);
        let says = "searched as a word; write NOT for the operator";
        check_repair("not x", "('not' x)", "not", says);
        check("\"and\" (or)", "(\"and\" 'or')");
    }

    #[test]
    fn a_sort_of_word_may_be_asked_for() {
        check("@person @Number @money @date @twitter", "(@person @number @money @date twitter)");
        let says = "byline tells no organizations and places apart. Finds nothing";
        check_repair("@org", "(-*)", "@org", says);
    }
}
