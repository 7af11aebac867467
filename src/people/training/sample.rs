//! Texts in which people are marked, and how they are read from what the sources are published as.

use std::ops::Range;

/// A text and where it names people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    /// The text; a line for each sentence that the source tells apart.
    pub text: String,
    /// The bytes of each name, without titles; in the order of the text, disjoint.
    pub names: Vec<Range<usize>>,
    /// Its language as a tag; empty for English.
    pub language: String,
}

/// How a source that lists tokens is to be made a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// Whether its sentences are unrelated, as posts are: each is a document of its own.
    pub is_posts: bool,
    /// Whether it parts words at their hyphens: "al - Masri".
    pub parts_at_hyphens: bool,
}

/// Reads documents of two columns, token and label (`B-PER`, `I-PER`, anything else is no person),
/// with `-DOCSTART-` before each document and an empty line behind each sentence.
pub fn read_columns(columns: &str, layout: Layout) -> Vec<Sample> {
    let mut documents: Vec<Text> = Vec::new();
    for line in columns.lines() {
        if line.starts_with("-DOCSTART-") {
            documents.push(Text::default());
            continue;
        }
        if documents.is_empty() {
            documents.push(Text::default());
        }
        let Some(document) = documents.last_mut() else { continue };
        match line.rsplit_once('\t') {
            None if layout.is_posts => documents.push(Text::default()),
            None => document.end_sentence(),
            Some((token, label)) => document.add(token, label, layout),
        }
    }
    let samples = documents.into_iter().map(|document| document.sample);
    samples.filter(|sample| !sample.text.is_empty()).collect()
}

/// A text while tokens are put together.
#[derive(Debug, Default)]
struct Text {
    sample: Sample,
    /// The token before, in this sentence.
    before: Option<String>,
    /// Whether a double quote is open.
    is_quoted: bool,
}

impl Text {
    fn end_sentence(&mut self) {
        self.before = None;
        self.is_quoted = false;
    }

    fn add(&mut self, token: &str, label: &str, layout: Layout) {
        let token = match token {
            "``" | "''" => "\"",
            "-LRB-" => "(",
            "-RRB-" => ")",
            token => token,
        };
        let text = &mut self.sample.text;
        match &self.before {
            None if text.is_empty() => {}
            None => text.push('\n'),
            Some(before) if is_joined(before, token, self.is_quoted, layout) => {}
            Some(_) => text.push(' '),
        }
        if token == "\"" {
            self.is_quoted = !self.is_quoted;
        }
        let start = text.len();
        text.push_str(token);
        let names = &mut self.sample.names;
        match (label, names.last_mut()) {
            ("B-PER", _) | ("I-PER", None) => names.push(start..text.len()),
            ("I-PER", Some(name)) => name.end = text.len(),
            _ => {}
        }
        self.before = Some(token.to_owned());
    }
}

/// True if no space stands between two tokens.
fn is_joined(before: &str, token: &str, is_quoted: bool, layout: Layout) -> bool {
    const CLITICS: [&str; 14] =
        ["'s", "’s", "'S", "'", "’", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m", "’re", "’ve"];
    let opens = matches!(before, "(" | "[" | "{" | "$" | "£" | "€" | "“" | "‘" | "#" | "@")
        || (before == "\"" && is_quoted);
    let closes =
        matches!(token, "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "%" | "”" | "...")
            || CLITICS.contains(&token)
            || (token == "\"" && is_quoted);
    let hyphen = layout.parts_at_hyphens && (before == "-" || token == "-");
    opens || closes || hyphen
}

#[cfg(test)]
mod tests {
    use super::{Layout, read_columns};

    #[test]
    fn columns_become_texts_with_names() {
        let columns = "-DOCSTART-\tO\n\n“\tO\nYes\tO\n,\tO\n”\tO\nJane\tB-PER\nDoe\tI-PER\n's\tO\nal\tO\n\
                       -\tO\nMasri\tB-PER\nsaid\tO\n.\tO\n\nRoe\tB-PER\nMoss\tB-PER\n\n";
        let layout = Layout { parts_at_hyphens: true, is_posts: false };
        let samples = read_columns(columns, layout);
        let [sample] = samples.as_slice() else { panic!("{samples:?}") };
        assert_eq!(sample.text, "“Yes,” Jane Doe's al-Masri said.\nRoe Moss");
        let names: Vec<&str> = sample.names.iter().map(|name| &sample.text[name.clone()]).collect();
        assert_eq!(names, ["Jane Doe", "Masri", "Roe", "Moss"]);
        let posts = read_columns(columns, Layout { is_posts: true, ..layout });
        assert_eq!(posts.len(), 2);
    }
}
