//! What Nexis hands out as text: many documents in one file, as the old nexis.com and as Nexis Uni
//! write it. The shape is nowhere documented; it is told here by the marks that hold the documents
//! apart and the names of their fields, in English, German and French.

mod document;
mod keys;
mod split;

use super::format::{Articles, Format, Input, several};
use split::Documents;

/// The row of this format.
pub(super) const FORMAT: Format =
    Format { name: "Nexis", extensions: &[], sniff: split::is_export, is_proof: true, read };

fn read(input: Input<'_>) -> Articles<'_> {
    let Input { file, text, .. } = input;
    let mut documents = Documents::of(text);
    several(move || documents.next(), move |document| document::article(file, &document))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FORMAT, Input};
    use crate::article::Name;

    /// Returns the articles, each with its part, headline, authors, date, section, publication,
    /// language, those it is about, and body.
    fn read(text: &str) -> Vec<String> {
        let input = Input::of("a.txt", text.as_bytes());
        let articles = (FORMAT.read)(input).map(|article| match article {
            Ok(article) => {
                let authors =
                    article.byline.authors.iter().map(|author| author.name.display().to_owned());
                let fields = [
                    article.source.part.map(|part| part.to_string()),
                    Some(article.headline),
                    Some(authors.collect::<Vec<_>>().join("; ")),
                    article.published.map(|date| date.to_string()),
                    article.section,
                    article.publication,
                    article.language,
                    Some(article.about.iter().map(Name::display).collect::<Vec<_>>().join("; ")),
                    Some(article.body.replace('\n', "¶")),
                ];
                fields.map(Option::unwrap_or_default).join(" | ")
            }
            Err((part, error)) => format!("{part:?}: {error}"),
        });
        articles.take(100).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert!((FORMAT.sniff)(text));
        assert_eq!(read(text), expected);
    }

    const OLD: &str = "\n\n                       1 of 2 DOCUMENTS\n\n\n                    The Harbour Post\n\n\
        \u{20}                 March 3, 2005 Thursday\n                  Late Edition - Final\n\n\
        Rate Rises Again, and\nSo Does the Tide\n\nBYLINE: By JANE DOE and JOHN ROE\n\nSECTION: Section A; Column 1;\n\
        Foreign Desk; Pg. 1\n\nLENGTH: 1015 words\n\nDATELINE: PORT SELWYN, March 2\n\n  The rate rose on\n\
        Thursday.\n\n  LENGTH: is what it was called, he said.\n\n\nLOAD-DATE: March 3, 2005\n\nLANGUAGE: ENGLISH\n\n\
        PERSON: RUTH ADEYEMI (92%); HUBERT SAYLE (55%)\n\nGRAPHIC: Photo: A tide\n\n           Copyright 2005 The Harbour Post\n\
        \u{20}          All Rights Reserved\n\n";

    #[test]
    fn documents_of_the_old_kind_are_counted() {
        let second = "                       2 of 2 DOCUMENTS\n\n           Copyright 2005 Selwyn Ledger Ltd\n\
            \u{20}             All Rights Reserved\n                  The Selwyn Ledger\n\n\
            \u{20}                March 4, 2005\n\nSECTION: NEWS; Pg. 2\n\nLENGTH: 12 words\n\n\
            HEADLINE: Rain\n\nBYLINE: Ann Smith\n\nBODY:\n\n  It rained.\n\nLOAD-DATE: March 5, 2005\n";
        let first = "1 | Rate Rises Again, and So Does the Tide | Jane Doe; John Roe | 2005-03-03 | \
            Section A; Column 1; Foreign Desk; Pg. 1 | The Harbour Post | en | Ruth Adeyemi; Hubert Sayle | \
            The rate rose on Thursday.¶¶LENGTH: is what it was called, he said.";
        check(OLD, &[first]);
        check(
            &format!("{OLD}{second}"),
            &[
                first,
                "2 | Rain | Ann Smith | 2005-03-04 | NEWS; Pg. 2 | The Selwyn Ledger |  |  | It rained.",
            ],
        );
    }

    const NEW: &str = "Rate rises again\nThe Harbour Post\nMarch 3, 2019 Sunday\nLate Edition\n\n\
        Copyright 2019 The Harbour Post All Rights Reserved\n\nSection: NEWS; Pg. 3\nLength:\u{a0}523 words\n\
        Byline:\u{a0}Jane Doe\n\nBody\n\n\nThe rate rose on Thursday.\nLanguage: is not what it was, he said, and went on about it for the better part of an hour and a half.\n\nGraphic\n\n\
        A photo\n\nClassification\n\n\nLanguage: ENGLISH\n\nSubject: RATES (90%)\n\nLoad-Date: March 3, 2019\n\n\nEnd of Document\n\n";

    #[test]
    fn documents_of_the_new_kind_are_ended() {
        let first = "1 | Rate rises again | Jane Doe | 2019-03-03 | NEWS; Pg. 3 | The Harbour Post | en |  | \
            The rate rose on Thursday.¶¶Language: is not what it was, he said, and went on about it for the better part of an hour and a half.";
        check(NEW, &[first]);
        let cover = "User Name: Jane Doe\nDate and Time: Monday, April 1, 2019 10:00:00 AM\nJob Number: 1\n\n\
            Documents (2)\n1. Rate rises again\n2. Rain\n\n";
        let second = "Rain\n\nThe Selwyn Ledger\n\nMarch 4, 2019\n\nLength: 2 words\n\nBody\n\nIt rained.\n\n\
            Load-Date: March 4, 2019\n\nEnd of Document\n";
        check(
            &format!("{cover}{NEW}{second}"),
            &[first, "2 | Rain |  | 2019-03-04 |  | The Selwyn Ledger |  |  | It rained."],
        );
    }

    #[test]
    fn german_exports_have_german_fields() {
        let text = "Dokument 1 von 1\n\nWiekersander Bote\n\n3. März 2005 Donnerstag\n\nSchleuse zu\n\n\
            AUTOR: Von Maren Lüttke\n\nRUBRIK: Hafen; S. 3\n\nLÄNGE: 12 Wörter\n\nDie Schleuse ist zu.\n\n\
            UPDATE: 4. März 2005\n\nSPRACHE: GERMAN; DEUTSCH\n";
        check(
            text,
            &[
                "1 | Schleuse zu | Maren Lüttke | 2005-03-03 | Hafen; S. 3 | Wiekersander Bote | de |  | Die Schleuse ist zu.",
            ],
        );
    }

    #[test]
    fn a_document_without_anything_is_told_and_the_next_one_read() {
        let text = OLD.replace(
            "1 of 2 DOCUMENTS",
            "1 of 3 DOCUMENTS\n\nLENGTH: 0 words\n\n 2 of 3 DOCUMENTS",
        );
        let read = read(&text);
        assert_eq!(read[0], "Some(1): no article in it");
        assert!(read[1].starts_with("2 | Rate Rises"), "{read:?}");
    }

    #[test]
    fn prose_is_no_export() {
        assert!(!(FORMAT.sniff)("Rain\n\nBy Jane Doe\n\nIt rained.\n\nSection: News\n"));
        assert!(!(FORMAT.sniff)("1 of 3 documents was lost.\n\nSection: News\n"));
    }

    proptest! {
        #[test]
        fn whatever_an_export_holds_it_gives_articles_or_reasons(
            text in "(1 of 2 DOCUMENTS\n|End of Document\n|(BYLINE|LENGTH|Section|LOAD-DATE|HEADLINE|Language|PERSON): ?|Body\n|Classification\n|March 3, 2005|Copyright 2005|é|[ ax:\n]){0,60}"
        ) {
            read(&text);
        }
    }
}
