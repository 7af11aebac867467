//! A header of keys: "Title: …", "Author: …", "Date: …", in any order.

use super::block::Line;

/// What a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Headline,
    Byline,
    Date,
    Section,
    Publication,
    Url,
    Language,
    Dateline,
    Body,
    /// A key that byline does not keep: "Words: 300".
    Other,
}

/// The spellings of the keys in English, German, French, Spanish, Italian and Portuguese.
const KEYS: &[(Key, &[&str])] = &[
    (
        Key::Headline,
        &[
            "title",
            "headline",
            "titel",
            "überschrift",
            "schlagzeile",
            "titre",
            "título",
            "titular",
            "titolo",
            "subject",
        ],
    ),
    (
        Key::Byline,
        &[
            "author",
            "authors",
            "byline",
            "by",
            "autor",
            "autoren",
            "autorin",
            "verfasser",
            "auteur",
            "auteurs",
            "autores",
            "autore",
            "autori",
            "writer",
            "creator",
        ],
    ),
    (
        Key::Date,
        &[
            "date",
            "published",
            "publication date",
            "pub date",
            "pubdate",
            "date published",
            "datum",
            "veröffentlicht",
            "date de publication",
            "publié le",
            "fecha",
            "data",
            "issued",
        ],
    ),
    (
        Key::Section,
        &[
            "section",
            "category",
            "desk",
            "rubrik",
            "ressort",
            "rubrique",
            "sección",
            "sezione",
            "seção",
            "categoría",
            "catégorie",
            "kategorie",
        ],
    ),
    (
        Key::Publication,
        &[
            "source",
            "publication",
            "newspaper",
            "publisher",
            "outlet",
            "quelle",
            "zeitung",
            "journal",
            "fuente",
            "fonte",
            "site",
        ],
    ),
    (Key::Url, &["url", "link", "web", "permalink"]),
    (Key::Language, &["language", "lang", "sprache", "langue", "idioma", "lingua"]),
    (Key::Dateline, &["dateline", "place", "location", "ort"]),
    (
        Key::Body,
        &["body", "text", "content", "article", "story", "inhalt", "texte", "texto", "testo"],
    ),
];

/// Reads the keys at the beginning of `lines`, and returns them with the number of lines read;
/// `None` if it does not begin with such a header: two known keys, one of them for the headline,
/// the author or the date.
pub(super) fn header(lines: &[Line<'_>]) -> Option<(Vec<(Key, String)>, usize)> {
    let start = lines.iter().position(|line| !line.text.is_empty())?;
    let mut fields: Vec<(Key, String)> = Vec::new();
    let mut read = start;
    for line in &lines[start..] {
        match pair(line.text) {
            Some((key, value)) => fields.push((key, value.to_owned())),
            None if line.indented && !line.text.is_empty() && !fields.is_empty() => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.text);
                }
            }
            None => break,
        }
        read += 1;
        if fields.last().is_some_and(|(key, _)| *key == Key::Body) {
            break;
        }
    }
    let known = fields.iter().filter(|(key, _)| *key != Key::Other).count();
    let telling = |key: &Key| matches!(key, Key::Headline | Key::Byline | Key::Date);
    let opens = fields.first().is_some_and(|(key, _)| *key != Key::Other);
    (opens && known >= 2 && fields.iter().any(|(key, _)| telling(key))).then_some((fields, read))
}

/// Parts "Title: It rains" in key and value.
fn pair(line: &str) -> Option<(Key, &str)> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim().trim_matches('*').to_lowercase();
    let known = KEYS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(key, _)| *key);
    let well_formed = !name.is_empty()
        && name.len() <= 24
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '_'))
        && name.split(' ').count() <= 2;
    let spaced = value.is_empty() || value.starts_with(char::is_whitespace);
    (well_formed && (known.is_some() || spaced))
        .then(|| (known.unwrap_or(Key::Other), value.trim().trim_start_matches('*').trim()))
}
