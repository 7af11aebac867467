//! JSON as web pages print it: wrapped in comments, with raw line breaks and trailing commas.

use serde_json::{Deserializer, Value};

/// Parses the text of a script, mended where that is needed; `None` if that does not help. What
/// follows the first value is left out.
pub(super) fn parse(script: &str) -> Option<Value> {
    let json = unwrapped(script);
    serde_json::from_str(json).ok().or_else(|| {
        let mended = mended(json);
        Deserializer::from_str(&mended).into_iter().next().and_then(Result::ok)
    })
}

/// Returns `script` without the comment or CDATA marks around it.
fn unwrapped(script: &str) -> &str {
    let mut json = script.trim();
    loop {
        let before = json.len();
        for mark in ["<!--", "//", "/*", "*/", "<![CDATA["] {
            json = json.strip_prefix(mark).unwrap_or(json).trim_start();
        }
        for mark in ["-->", "//", "/*", "*/", "]]>", ";"] {
            json = json.strip_suffix(mark).unwrap_or(json).trim_end();
        }
        if json.len() == before {
            return json;
        }
    }
}

/// Returns `json` with control characters as spaces, and without commas before a closing bracket.
fn mended(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in json.chars() {
        let c = if c.is_control() { ' ' } else { c };
        if !quoted && matches!(c, '}' | ']') && mended.trim_end().ends_with(',') {
            mended.truncate(mended.trim_end().len() - 1);
        }
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && c == '\\' && !escaped;
        mended.push(c);
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[track_caller]
    fn check(script: &str, expected: &str) {
        let json = parse(script).map_or_else(String::new, |value| value.to_string());
        assert_eq!(json, expected);
    }

    #[test]
    fn sound_json_is_left_as_it_is() {
        check(r#" {"a": "x,]\" // b"} "#, r#"{"a":"x,]\" // b"}"#);
    }

    #[test]
    fn comment_marks_around_it_are_taken_off() {
        check("<!--\n{\"a\": 1}\n-->", r#"{"a":1}"#);
        check("//<![CDATA[\n{\"a\": 1}\n//]]>", r#"{"a":1}"#);
        check("/*<![CDATA[*/ [1]; /*]]>*/", "[1]");
    }

    #[test]
    fn raw_line_breaks_and_trailing_commas_are_mended() {
        check(
            "{\"a\": \"one\n\ttwo ,}\", \"b\": [1, 2, \n ], }",
            r#"{"a":"one  two ,}","b":[1,2]}"#,
        );
    }

    #[test]
    fn what_follows_the_first_value_is_left_out() {
        check("{\"a\": 1} }", r#"{"a":1}"#);
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        check("window.x = {}", "");
        check(&"[".repeat(100_000), "");
    }
}
