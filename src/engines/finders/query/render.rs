//! The parts of a question that join others, and those that ask for no words.

use serde_json::{Value as Json, json};

use crate::article::day_number;
use crate::engines::finders::dialect::Dialect;
use crate::engines::finders::document::{ANY, short};
use crate::engines::finders::finder::Ability;
use crate::engines::finders::label::{LAST_DAY, key};
use crate::engines::forms::Stemming;
use crate::engines::paths::{escaped, path_regex};
use crate::query::{Copies, Pattern, Query, Scope};
use crate::schema::{Field, Kind, Schema, Value};
use crate::text::{self, Fingerprint};

use super::leaf::{Words, has_kind};
use super::part::{Part, term};

/// A question as a server is asked it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engines::finders) struct Rendered {
    /// What is asked, and whether that is all.
    pub(in crate::engines::finders) part: Part,
    /// What was left out, each a sentence.
    pub(in crate::engines::finders) notes: Vec<String>,
    /// What the server cannot do, a sentence; then the question is not to be asked.
    pub(in crate::engines::finders) refused: Option<String>,
}

/// Renders a question; `languages` are those whose forms of a word are found.
pub(in crate::engines::finders) fn render(
    dialect: Dialect<'_>,
    languages: &[String],
    query: &Query,
) -> Rendered {
    let known = |tag: &'_ String| Stemming::of(tag);
    let languages = languages.iter().filter_map(|tag| Some((tag.as_str(), known(tag)?))).collect();
    let mut words = Words { dialect, languages, notes: Vec::new(), refused: None };
    let part = words.query(query);
    Rendered { part, notes: words.notes, refused: words.refused }
}

impl Words<'_> {
    fn query(&mut self, query: &Query) -> Part {
        match query {
            Query::All => Part::everything(),
            Query::Find { scope, pattern } | Query::AtLeast { times: ..=1, scope, pattern } => {
                self.find(scope, pattern)
            }
            Query::AtLeast { scope, pattern, .. } => self.find(scope, pattern).or_more(),
            Query::Range { field, from, to } => self.range(*field, from.as_ref(), to.as_ref()),
            Query::Value { field, value } => self.values(*field, &[value]),
            Query::Has(field) => has(*field),
            Query::Path(path) => self.in_path(path),
            Query::Copies(wanted) => self.copies(wanted),
            // Looked up before: what it stands for is asked in its place.
            Query::Similar(_) => Part::nothing(),
            Query::Every(parts) => {
                Part::all_of(parts.iter().map(|part| self.query(part)).collect())
            }
            Query::Any(parts) => self.any(parts),
            Query::Without { keep, drop } => {
                let (keep, drop) = (self.query(keep), self.query(drop));
                if drop.is_exact {
                    let json = json!({"bool": {"must": [keep.json], "must_not": [drop.json]}});
                    Part { json, ..keep }
                } else {
                    // Not all that the server takes for it may be dropped.
                    keep.or_more()
                }
            }
            Query::Boost { query, by } => {
                let part = self.query(query);
                self.boosted(part, *by)
            }
        }
    }

    /// Many names of one field are asked for together.
    fn any(&mut self, parts: &[Query]) -> Part {
        let mut rendered = Vec::new();
        for of_one_sort in
            parts.chunk_by(|a, b| field_of(a).is_some() && field_of(a) == field_of(b))
        {
            let named: Vec<&String> = of_one_sort.iter().filter_map(value_of).collect();
            match of_one_sort.first().and_then(field_of) {
                Some(field) => rendered.push(self.values(field, &named)),
                None => rendered.extend(of_one_sort.iter().map(|part| self.query(part))),
            }
        }
        Part::any_of(rendered)
    }

    /// The fields are looked through one by one: a pattern stands in one of them.
    fn find(&mut self, scope: &Scope, pattern: &Pattern) -> Part {
        let schema = Schema::get();
        let fields = scope.fields().into_iter().filter(|field| match schema.spec(*field).kind {
            Kind::Text | Kind::Name => true,
            Kind::Date | Kind::Number | Kind::Hash | Kind::Path | Kind::Article => false,
        });
        let parts = fields.map(|field| {
            let part = self.pattern(field, pattern);
            self.boosted(part, schema.spec(field).boost)
        });
        Part::any_of(parts.collect())
    }

    /// One of the names of the field is one of these.
    fn values(&self, field: Field, values: &[&String]) -> Part {
        let keys: Vec<String> = values.iter().map(|value| text::key(value)).collect();
        let keys: Vec<String> = keys
            .iter()
            .filter(|key| !key.is_empty())
            .map(|key| short(key, self.dialect.longest))
            .collect();
        if Schema::get().spec(field).kind != Kind::Name || keys.is_empty() {
            return Part::nothing();
        }
        let json = match keys.as_slice() {
            [only] => term(&key(field), only),
            keys => json!({"terms": {key(field): keys}}),
        };
        Part::exact(json).unscored()
    }

    /// The file of this path, or all files of the folder.
    fn in_path(&self, path: &str) -> Part {
        let field = Field::File.name();
        let path = path.trim_matches('/');
        let json = if !self.dialect.can(Ability::LuceneRegex) {
            // Terms and prefixes may be too short for a path.
            json!({"regexp": {field: {"value": path_regex(path, escaped)}}})
        } else if path.contains(['*', '?']) {
            json!({"regexp": {field: {"value": path_regex(path, as_lucene)}}})
        } else {
            let inside = format!("{path}/");
            json!({"bool": {"should": [term(field, path), {"prefix": {field: {"value": inside}}}]}})
        };
        Part::exact(json).unscored()
    }

    /// The articles themselves, and whatever shares enough numbers with one of them.
    fn copies(&self, Copies { of, like }: &Copies) -> Part {
        let of = [*of.start(), *of.end()].map(Value::Number);
        let mut found = vec![self.range(Field::Id, Some(&of[0]), Some(&of[1]))];
        let field = Field::Copies.name();
        for fingerprint in like.iter().flatten() {
            let has = |number: &u32| json!({"term": {field: number}});
            let numbers: Vec<Json> = fingerprint.numbers().iter().map(has).collect();
            found.push(Part::exact(json!({"bool": {
                "should": numbers, "minimum_should_match": Fingerprint::SHARED,
            }})));
        }
        Part::any_of(found).unscored()
    }

    fn range(&self, field: Field, from: Option<&Value>, to: Option<&Value>) -> Part {
        let name = field.name();
        let last = match Schema::get().spec(field).kind {
            Kind::Date => LAST_DAY,
            Kind::Number | Kind::Hash | Kind::Text | Kind::Name | Kind::Path | Kind::Article => {
                name
            }
        };
        let mut bounds = Vec::new();
        if let Some(from) = from {
            match self.bound(field, from, false) {
                Some(bound) => bounds.push(json!({"range": {name: {"gte": bound}}})),
                // No server counts so far.
                None => return Part::nothing(),
            }
        }
        if let Some(bound) = to.and_then(|to| self.bound(field, to, true)) {
            bounds.push(json!({"range": {last: {"lte": bound}}}));
        }
        if bounds.is_empty() {
            return Part::everything();
        }
        Part::exact(json!({"bool": {"filter": bounds}}))
    }

    /// Returns a bound as the field has it; `None` if it is greater than any value.
    fn bound(&self, field: Field, value: &Value, is_last: bool) -> Option<Json> {
        Some(match value {
            Value::Text(text) => json!(text),
            Value::Number(number) if Schema::get().spec(field).kind == Kind::Hash => {
                (self.dialect.hash)(*number)
            }
            Value::Number(number) => json!(i64::try_from(*number).ok()?),
            Value::Date(date) => {
                json!(day_number(if is_last { date.last() } else { date.first() }))
            }
        })
    }

    fn boosted(&self, part: Part, by: f32) -> Part {
        if self.dialect.can(Ability::Boosts) {
            part.boosted(by)
        } else {
            part.with_terms_boosted(by)
        }
    }
}

fn field_of(query: &Query) -> Option<Field> {
    match query {
        Query::Value { field, .. } => Some(*field),
        _ => None,
    }
}

fn value_of(query: &Query) -> Option<&String> {
    match query {
        Query::Value { value, .. } => Some(value),
        _ => None,
    }
}

/// The field has a value.
fn has(field: Field) -> Part {
    let exists = |name: &str| Part::exact(json!({"exists": {"field": name}})).unscored();
    match Schema::get().spec(field).kind {
        Kind::Text => has_kind(field, ANY),
        Kind::Date | Kind::Number | Kind::Hash => exists(field.name()),
        Kind::Name => exists(&key(field)),
        Kind::Path => Part::everything(),
        Kind::Article => Part::nothing(),
    }
}

/// Writes a character as a regular expression of Lucene has it that means itself.
fn as_lucene(c: char, regex: &mut String) {
    if !c.is_alphanumeric() && c != '/' {
        regex.push('\\');
    }
    regex.push(c);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::{Ability, Dialect};
    use super::{Rendered, render};
    use crate::engines::finders::document::hexadecimal;
    use crate::engines::finders::label::Label;
    use crate::query::{Reading, parse};

    const ALL: &[Ability] = &[
        Ability::Fuzzy,
        Ability::Intervals,
        Ability::BestOf,
        Ability::Boosts,
        Ability::LuceneRegex,
    ];

    #[track_caller]
    fn rendered(query: &str, languages: &[&str]) -> (Value, bool) {
        let Rendered { part, refused, .. } = rendered_by(ALL, query, languages);
        assert_eq!(refused, None);
        (part.json, part.is_exact)
    }

    #[track_caller]
    fn rendered_by(abilities: &'static [Ability], query: &str, languages: &[&str]) -> Rendered {
        let (query, complaints) = parse(query, &Reading::on(date(2024, 6, 15)));
        assert_eq!(complaints, []);
        let languages: Vec<String> = languages.iter().map(|tag| (*tag).to_owned()).collect();
        let label = Label::example(&["en"]);
        let hash = |number| json!(hexadecimal(number));
        let dialect = Dialect { label: &label, abilities, longest: 100, hash };
        let rendered = render(dialect, &languages, &query);
        assert_eq!(rendered.notes, [""; 0]);
        rendered
    }

    /// What a server is asked that can do little.
    #[track_caller]
    fn plain(query: &str, expected: (Value, bool)) {
        let Rendered { part, refused, .. } = rendered_by(&[], query, &["en"]);
        assert_eq!((refused, (part.json, part.is_exact)), (None, expected), "{query}");
    }

    /// What is asked for exactly.
    #[track_caller]
    fn exact(query: &str, expected: Value) {
        assert_eq!(rendered(query, &["en"]), (expected, true), "{query}");
    }

    /// What is asked for more widely than it was typed.
    #[track_caller]
    fn candidates(query: &str, expected: Value) {
        assert_eq!(rendered(query, &["en"]), (expected, false), "{query}");
    }

    fn term(field: &str, term: &str) -> Value {
        json!({"term": {field: term}})
    }

    fn forms(field: &str, word: &str, stem: &str) -> Value {
        json!({"dis_max": {"queries": [term(field, word), term(&format!("{field}_en"), stem)]}})
    }

    fn atom(field: &str, term: &str) -> Value {
        json!({"match": {"query": term, "use_field": field}})
    }

    fn any_form(field: &str, word: &str, stem: &str) -> Value {
        json!({"any_of": {"intervals": [atom(field, word), atom(&format!("{field}_en"), stem)]}})
    }

    #[test]
    fn a_word_is_asked_for_by_its_stem_in_headline_or_body() {
        let headline = json!({"bool": {
            "must": [forms("headline", "rates", "rate")], "boost": 2.5,
        }});
        exact("rates", json!({"bool": {"should": [headline, forms("body", "rates", "rate")]}}));
    }

    #[test]
    fn a_language_without_stems_in_the_index_is_asked_for_beginnings() {
        let (json, is_exact) = rendered("body:Häuser", &["en", "de"]);
        let begins = |prefix: &str| json!({"prefix": {"body": {"value": prefix}}});
        let expected = json!({"dis_max": {"queries": [
            term("body", "hauser"), term("body_en", "hauser"), begins("haus"),
        ]}});
        assert_eq!((json, is_exact), (expected, false));
    }

    #[test]
    fn a_phrase_of_words_as_they_are_typed_is_a_phrase() {
        let phrase = |field: &str, words: &str, slop: u32| json!({"match_phrase": {field: {"query": words, "slop": slop}}});
        exact("body:\"rate rise\"", phrase("body", "rate rise", 0));
        exact("body:\"rate rate\"", phrase("body", "rate rate", 0));
        exact("body:\"rate rise\"~3", phrase("body", "rate rise", 3));
        exact("author:\"jane doe\"", phrase("author", "jane doe", 0));
        // Lucene loses some places of a word that is asked for twice.
        candidates(
            "body:\"rate rate\"~3",
            json!({"bool": {"must": [term("body", "rate"), term("body", "rate")]}}),
        );
    }

    #[test]
    fn words_in_between_are_intervals() {
        let rules = [atom("body", "rate"), atom("body", "rise")];
        let all = |gaps: u32, ordered: bool| {
            json!({"intervals": {"body": {"all_of": {
                "intervals": rules, "max_gaps": gaps, "ordered": ordered,
            }}}})
        };
        exact("body:\"rate rise\"o5", all(5, true));
        exact("body:\"rate rise\"p5", all(5, false));
    }

    #[test]
    fn nearness_of_words_is_intervals_and_neighbors_have_no_gap() {
        let near = |left: Value, right: Value, gaps: u32, ordered: bool| {
            json!({"intervals": {"body": {"all_of": {
                "intervals": [left, right], "max_gaps": gaps, "ordered": ordered,
            }}}})
        };
        let (rate, bank) = (any_form("body", "rate", "rate"), any_form("body", "bank", "bank"));
        exact("body:(rate PRE/5 bank)", near(rate, bank, 4, true));
        let row = json!({"all_of": {
            "intervals": [atom("body", "pay"), atom("body", "talks")],
            "max_gaps": 0, "ordered": true,
        }});
        exact(
            "body:(\"strike\" NEAR/3 \"pay talks\")",
            near(atom("body", "strike"), row, 2, false),
        );
        // One word may be both.
        candidates(
            "body:(rate NEAR/5 \"rates\")",
            json!({"bool": {"must": [forms("body", "rate", "rate"), term("body", "rates")]}}),
        );
    }

    #[test]
    fn what_only_we_can_decide_is_asked_for_by_its_words() {
        let both = json!({"bool": {"must": [term("body", "rate"), term("body", "bank")]}});
        candidates("body:(\"rate\" W/S \"bank\")", both);
        candidates("body:=Bank", term("body", "bank"));
        candidates("body:(\"rate\" NOT NEAR/5 \"rise\")", term("body", "rate"));
        candidates("body:caps(\"bank\")", term("body", "bank"));
        candidates("body:atleast3(\"rate\")", term("body", "rate"));
        candidates("first20(\"rate\")", term("body", "rate"));
        candidates("body:@person", json!({"exists": {"field": "person_key"}}));
    }

    #[test]
    fn wildcards_and_expressions_are_those_of_the_server() {
        exact("body:mortgag*", json!({"wildcard": {"body": {"value": "mortgag*"}}}));
        exact("body:/loa[fv]e?s?/", json!({"regexp": {"body": {"value": "loa[fv]e?s?"}}}));
        let words = json!({"bool": {"filter": [term("kinds", "body:word")]}});
        candidates("body:/\\d+/", words.clone());
        exact("body:any", words);
        exact(
            "body:harbor~",
            json!({"fuzzy": {"body": {
                "value": "harbor", "fuzziness": 1, "prefix_length": 0, "transpositions": true,
                "rewrite": "constant_score",
            }}}),
        );
        exact("body:@money", json!({"bool": {"filter": [term("kinds", "body:money")]}}));
    }

    #[test]
    fn either_not_and_boosts_are_joined() {
        let rate = || term("body", "rate");
        let (rise, bank) = (term("body", "rise"), term("body", "bank"));
        exact(
            "body:(\"rate\" OR \"rise\") -body:\"bank\"",
            json!({"bool": {
                "must": [{"bool": {"should": [rate(), rise]}}], "must_not": [bank],
            }}),
        );
        exact("body:\"rate\"^3", json!({"bool": {"must": [rate()], "boost": 3.0}}));
        // What may be more than is to be dropped is not dropped by the server.
        candidates("body:\"rate\" -body:=Bank", rate());
    }

    #[test]
    fn a_server_that_can_do_little_is_asked_for_words_alone() {
        let either = |boost: Option<f32>| {
            let term = |field: &str, word: &str| match boost {
                Some(by) => json!({"term": {field: {"value": word, "boost": by}}}),
                None => term(field, word),
            };
            json!({"bool": {"should": [term("body", "rates"), term("body_en", "rate")]}})
        };
        plain("body:rates", (either(None), true));
        plain("body:rates^3", (either(Some(3.0)), true));
        let both = json!({"bool": {"must": [term("body", "rate"), term("body", "bank")]}});
        plain("body:(\"rate\" W/S \"bank\")", (both.clone(), false));
        let near = |field: &str, both: &Value, words: &str, slop: u32| {
            let phrase = json!({"match_phrase": {field: {"query": words, "slop": slop}}});
            (json!({"bool": {"must": [both], "filter": [phrase]}}), false)
        };
        plain("body:(\"rate\" NEAR/5 \"bank\")", near("body", &both, "rate bank", 6));
        let (rates, banks) = (
            either(None),
            json!({"bool": {"should": [
                {"term": {"body": "banks"}}, {"term": {"body_en": "bank"}},
            ]}}),
        );
        let both = json!({"bool": {"must": [rates, banks]}});
        plain("body:(rates PRE/5 banks)", near("body_en", &both, "rate bank", 6));
        // One form is in the one field, and the other in the other.
        let both = json!({"bool": {"must": [either(None), term("body", "bank")]}});
        plain("body:(rates NEAR/5 \"bank\")", (both, false));
        let phrase = json!({"match_phrase": {"body": {"query": "rate bank", "slop": 0}}});
        plain("body:\"rate bank\"", (phrase, true));
        let refused = rendered_by(&[], "body:harbor~", &["en"]).refused;
        assert!(refused.is_some_and(|says| says.contains("`harbor~`")));
    }

    #[test]
    fn very_many_words_are_joined_in_bundles() {
        let words: Vec<String> = (0..2_500).map(|n| format!("\"x{n}\"")).collect();
        let (json, is_exact) = rendered(&format!("body:({})", words.join(" OR ")), &["en"]);
        let bundles = json["bool"]["should"].as_array().unwrap();
        let sizes = bundles.iter().map(|bundle| bundle["bool"]["should"].as_array().unwrap().len());
        assert_eq!((sizes.collect::<Vec<_>>(), is_exact), (vec![1000, 1000, 500], true));
    }

    #[test]
    fn dates_names_paths_and_numbers_add_nothing_to_the_score() {
        let filter = |parts: Value| json!({"bool": {"filter": parts}});
        exact(
            "date:2024-03",
            filter(json!([
                {"range": {"date": {"gte": 19783}}}, {"range": {"last_day": {"lte": 19813}}},
            ])),
        );
        exact("date:..1604", filter(json!([{"range": {"last_day": {"lte": -133_314}}}])));
        exact("words>300", filter(json!([{"range": {"words": {"gte": 301}}}])));
        exact(
            "id:4f2a",
            json!({"bool": {"filter": [
                {"range": {"id": {"gte": "4f2a000000000000"}}},
                {"range": {"id": {"lte": "4f2affffffffffff"}}},
            ]}}),
        );
        exact("author:=\"Jane Doe\"", filter(json!([term("author_key", "jane doe")])));
        exact("section:any", filter(json!([{"exists": {"field": "section_key"}}])));
        exact(
            "path:a/b",
            filter(json!([{"bool": {"should": [
                term("path", "a/b"), {"prefix": {"path": {"value": "a/b/"}}},
            ]}}])),
        );
        exact(
            "path:a.b/**/*.txt",
            filter(json!([{"regexp": {"path": {"value": "a\\.b/(.*/)?[^/]*\\.txt(/.*)?"}}}])),
        );
    }
}
