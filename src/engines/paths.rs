//! What paths fit one that was asked for.

/// Returns the regular expression of a path: `*` and `?` stay within a folder, `**` does not, and `**/`
/// may stand for no folder at all. What fits a folder fits all that is in it. `literal` writes a
/// character that stands for itself, as whoever reads the expression needs it.
pub(super) fn path_regex(path: &str, literal: impl Fn(char, &mut String)) -> String {
    let mut regex = String::new();
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '*' if chars.next_if_eq(&'*').is_some() => match chars.next_if_eq(&'/') {
                Some(_) => regex.push_str("(.*/)?"),
                None => regex.push_str(".*"),
            },
            '*' => regex.push_str("[^/]*"),
            '?' => regex.push_str("[^/]"),
            c => literal(c, &mut regex),
        }
    }
    regex + "(/.*)?"
}

/// Writes a character as a regular expression of Rust has it that means itself.
pub(super) fn escaped(c: char, regex: &mut String) {
    regex.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
}
