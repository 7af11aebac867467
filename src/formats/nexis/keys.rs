//! The fields of a document: `BYLINE: Jane Doe`.

/// What a field tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Byline,
    Section,
    Headline,
    Dateline,
    /// How many words: the text follows, if no other field does.
    Length,
    /// A summary, which is part of the text.
    Highlight,
    /// The text begins.
    Body,
    Language,
    Person,
    Url,
    /// The text is over.
    Other,
}

const KEYS: &[(&[&str], Key)] = &[
    (&["byline", "author", "autor", "auteur"], Key::Byline),
    (&["section", "rubrik", "rubrique"], Key::Section),
    (&["headline"], Key::Headline),
    (&["dateline"], Key::Dateline),
    (&["length", "länge", "longueur"], Key::Length),
    (&["highlight"], Key::Highlight),
    (&["body", "text", "textkörper", "corps"], Key::Body),
    (&["language", "sprache", "langue"], Key::Language),
    (&["person"], Key::Person),
    (&["url"], Key::Url),
    (
        &[
            "load-date",
            "update",
            "update-date",
            "publication-type",
            "pub-type",
            "zeitungs-code",
            "subject",
            "graphic",
            "classification",
            "correction",
            "correction-date",
            "document-type",
            "journal-code",
            "acc-no",
            "organization",
            "company",
            "ticker",
            "industry",
            "city",
            "state",
            "country",
            "geographic",
            "series",
            "series type",
            "notes",
            "type",
            "isbn",
            "issn",
            "copyright",
            "dateien",
            "transmission-date",
        ],
        Key::Other,
    ),
];

/// Reads a line as a field and its value, which may be empty. What stands in a text must not be
/// taken for one, so `is_text` asks for more: a name in capitals, or one that ends a text and stands
/// alone.
pub(super) fn field(line: &str, is_text: bool) -> Option<(Key, &str)> {
    let line = line.trim();
    let (name, value) = match line.split_once(':') {
        Some((name, value)) => (name, Some(value)),
        None => (line, None),
    };
    let name = name.trim_end();
    if name.len() > 24 {
        return None;
    }
    let folded = name.to_lowercase();
    let (_, key) = KEYS.iter().find(|(names, _)| names.contains(&folded.as_str()))?;
    let stands_alone = matches!(
        folded.as_str(),
        "body" | "text" | "graphic" | "classification" | "notes" | "textkörper"
    );
    let is_capital = name.chars().all(|c| !c.is_lowercase());
    let is_end = !matches!(
        key,
        Key::Byline
            | Key::Section
            | Key::Headline
            | Key::Dateline
            | Key::Length
            | Key::Highlight
            | Key::Body
    );
    let is_field = match value {
        None => stands_alone && (!is_text || is_end),
        Some(_) if is_text => is_end && (is_capital || folded.contains('-')),
        Some(_) => true,
    };
    is_field.then(|| (*key, value.unwrap_or_default().trim()))
}

/// Returns the tag of a language by its name.
pub(super) fn language(name: &str) -> Option<String> {
    const NAMES: &[(&[&str], &str)] = &[
        (&["english", "englisch", "anglais"], "en"),
        (&["german", "deutsch", "allemand"], "de"),
        (&["french", "französisch", "français"], "fr"),
        (&["spanish", "spanisch", "espagnol"], "es"),
        (&["italian", "italienisch", "italien"], "it"),
        (&["dutch", "niederländisch", "néerlandais"], "nl"),
        (&["portuguese", "portugiesisch", "portugais"], "pt"),
    ];
    let first = name.split([';', ',', ' ']).next()?.to_lowercase();
    let (_, tag) = NAMES.iter().find(|(names, _)| names.contains(&first.as_str()))?;
    Some((*tag).to_owned())
}
