//! Finds the words of an article in the text it was read from, by what stands around them.

use std::collections::HashMap;
use std::ops::Range;

use super::escapes::{ENTITY, Escape, JSON, TAG};
use super::original::Original;
use super::place::Place;
use super::view::View;
use crate::text::{Token, tokens};

/// So many words on each side of a match tell it from others.
const CONTEXT: usize = 8;
/// So many words of the file are looked through for the next one of the article: one may be missing
/// there, or be cut otherwise.
const GAP: usize = 4;

/// The part of a file's text that one article was read from.
pub struct Stretch<'o> {
    original: &'o Original,
    /// First byte of it in the original.
    start: usize,
    view: View,
    /// The number of each word's term.
    words: Vec<usize>,
    /// First byte of each word in the view.
    starts: Vec<usize>,
    terms: HashMap<String, usize>,
    /// For each term the words that have it, in order.
    standing: Vec<Vec<usize>>,
}

impl<'o> Stretch<'o> {
    /// Returns what an article was read from: all of the text, or the `part` of it, see
    /// [`Source::part`](crate::article::Source). Costs time in proportion to its length, so it is
    /// made once for headline and body.
    pub fn of(original: &'o Original, part: Option<u32>) -> Self {
        let bytes = original.bytes_of(part);
        let escapes: &[Escape] =
            if original.is_json() { &[JSON, TAG, ENTITY] } else { &[TAG, ENTITY] };
        let view = View::of(&original.text()[bytes.clone()], escapes);
        let (mut words, mut starts) = (Vec::new(), Vec::new());
        let mut terms = HashMap::new();
        let mut standing: Vec<Vec<usize>> = Vec::new();
        for token in tokens(&view.text) {
            let term = *terms.entry(token.term).or_insert(standing.len());
            if term == standing.len() {
                standing.push(Vec::new());
            }
            standing[term].push(words.len());
            words.push(term);
            starts.push(token.word.start);
        }
        Stretch { original, start: bytes.start, view, words, starts, terms, standing }
    }

    /// Returns for each of `ranges`, which are byte ranges of `text` in order, where it stands in
    /// the file; `None` where that cannot be told. `text` is the headline or the body of the article.
    ///
    /// A match is looked for by its first word, and is where the words around agree best with those
    /// in the article: markup does not matter. Of several equals it is the first behind the match
    /// before it.
    ///
    /// ```
    /// use byline::locate::{Original, Stretch};
    /// let file = Original::new("Storm at sea\r\n\r\nNo ship left. The storm went on.".to_owned());
    /// let body = "No ship left. The storm went on.";
    /// let places = Stretch::of(&file, None).places(body, &[18..23]);
    /// assert_eq!(places[0].unwrap().to_string(), "3:19");
    /// ```
    pub fn places(&self, text: &str, ranges: &[Range<usize>]) -> Vec<Option<Place>> {
        let article = self.words_of(&View::of(text, &[ENTITY]));
        let mut behind = 0;
        let place = |range: &Range<usize>| {
            let number = article.partition_point(|word| word.bytes.start < range.start);
            article.get(number).filter(|word| word.bytes.start < range.end)?;
            let word = self.find(&article, number, behind)?;
            behind = word + 1;
            let at = self.start + self.view.original(self.starts[word]);
            Some(self.original.place(at))
        };
        ranges.iter().map(place).collect()
    }

    fn words_of(&self, article: &View) -> Vec<Wanted> {
        let wanted = |token: Token| Wanted {
            bytes: article.original(token.word.start)..article.original(token.word.end),
            term: self.terms.get(&token.term).copied(),
        };
        tokens(&article.text).map(wanted).collect()
    }

    /// Finds word `number` of the article among the words of the file, those from `behind` on first.
    fn find(&self, article: &[Wanted], number: usize, behind: usize) -> Option<usize> {
        let term = article[number].term?;
        let before = &article[number.saturating_sub(CONTEXT)..number];
        let after = &article[number + 1..article.len().min(number + 1 + CONTEXT)];
        let asked = before.len() + after.len();
        let standing = &self.standing[term];
        let (passed, ahead) = standing.split_at(standing.partition_point(|word| *word < behind));
        let mut best = None;
        for word in ahead.iter().chain(passed) {
            let left = self.words[..*word].iter().rev();
            let agreed = in_a_row(before.iter().rev(), left)
                + in_a_row(after.iter(), self.words[word + 1..].iter());
            if best.is_none_or(|(most, _)| agreed > most) {
                best = Some((agreed, *word));
            }
            if agreed == asked {
                break;
            }
        }
        best.filter(|(agreed, _)| agreed * 3 >= asked).map(|(_, word)| word)
    }
}

/// A word of an article.
struct Wanted {
    /// Where it stands in the article, in bytes.
    bytes: Range<usize>,
    /// The number of its term, if the file has it.
    term: Option<usize>,
}

/// Counts the words of an article that follow in the file in the same order.
fn in_a_row<'w>(
    article: impl Iterator<Item = &'w Wanted>,
    mut file: impl Iterator<Item = &'w usize> + Clone,
) -> usize {
    let follows = |wanted: &&Wanted| {
        let gap =
            wanted.term.and_then(|term| file.clone().take(GAP).position(|word| *word == term));
        gap.is_some_and(|gap| file.nth(gap).is_some())
    };
    article.filter(follows).count()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use proptest::prelude::*;

    use super::{ENTITY, JSON, Stretch, TAG, View};
    use crate::article::{Article, Stamp};
    use crate::corpus::{Content, File, Rules, walk};
    use crate::locate::{Original, Place};
    use crate::text::{fold, tokens};

    /// Writes a file, reads its articles, and returns each with the text of the file.
    fn read(name: &str, bytes: &[u8]) -> (Original, Vec<Article>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let stamp = Stamp { size: bytes.len() as u64, modified: 0 };
        let file = File::new(path, name.to_owned(), stamp);
        let content = Content::open(&file).unwrap();
        let mut articles = Vec::new();
        content.articles(|article| {
            articles.push(article.unwrap());
            true
        });
        (Original::new(content.original().unwrap().unwrap()), articles)
    }

    /// Returns where each `word` of a text of an article stands in the file.
    fn places(file: &Original, part: Option<u32>, text: &str, word: &str) -> Vec<Option<Place>> {
        let word = fold(word);
        let found = tokens(text).filter(|token| token.term == word);
        let ranges: Vec<_> = found.map(|token| token.word.start..token.word.end).collect();
        Stretch::of(file, part).places(text, &ranges)
    }

    /// Expects for each article of a file where each `word` of its headline and then of its body
    /// stands.
    #[track_caller]
    fn check(name: &str, bytes: &[u8], word: &str, expected: &str) {
        let (file, articles) = read(name, bytes);
        let mut shown = String::new();
        for article in &articles {
            let part = article.source.part.map_or(String::new(), |part| format!("#{part} "));
            write!(shown, "{}{part}", if shown.is_empty() { "" } else { "; " }).unwrap();
            let show = |text: &str| {
                let places = places(&file, article.source.part, text, word);
                let shown =
                    places.iter().map(|place| place.map_or("-".to_owned(), |p| p.to_string()));
                shown.collect::<Vec<_>>().join(" ")
            };
            write!(shown, "{} | {}", show(&article.headline), show(&article.body)).unwrap();
        }
        assert_eq!(shown, expected);
    }

    const PLAIN: &str = "Storm closes the port\n\nBy Jane Doe\n\nThe storm came at night, and the \
        café\nby the quay was shut. Été or not, the storm stayed.\n\nNobody knew when it would go.\n";

    #[test]
    fn a_plain_text_has_lines_and_bytes() {
        check("a.txt", PLAIN.as_bytes(), "storm", "1:1 | 5:5 6:41");
        check("a.txt", PLAIN.as_bytes(), "quay", " | 6:8");
    }

    #[test]
    fn line_ends_marks_and_encodings_do_not_shift_a_place() {
        let crlf = PLAIN.replace('\n', "\r\n");
        let wide: Vec<u8> =
            format!("\u{feff}{crlf}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin: Vec<u8> = PLAIN.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let marked = format!("\u{feff}{PLAIN}");
        for bytes in [crlf.as_bytes(), marked.as_bytes(), &wide, &latin] {
            check("a.txt", bytes, "storm", "1:1 | 5:5 6:41");
        }
    }

    #[test]
    fn characters_of_several_bytes_count_as_bytes() {
        let text = "港の知らせ\n\n昨夜、台風が潮見町の港に来た。住民は高い所に逃げ、船はすべて港に戻った。\n";
        check("a.txt", text.as_bytes(), "潮見", " | 3:19");
        check("a.txt", text.as_bytes(), "台風", " | 3:10");
    }

    #[test]
    fn repeated_words_are_told_apart_by_what_stands_around_them() {
        // The reader leaves out the furniture, in which the word stands before and between.
        let page = "<title>Storm | Post</title>\n<nav><a href=/storm>storm</a></nav>\n\
            <article><h1>Port shut</h1>\n<p>Night fell early on the quay, and the storm followed it \
            up the hill to the church.</p>\n<aside class=related><a href=/storm>The storm</a></aside>\n\
            <p>By noon the sun was out again, and the <a href='/storm' title='Storm'>storm</a> was \
            a thing one talked about over lunch.</p></article>";
        check("a.html", page.as_bytes(), "storm", " | 4:42 6:74");
    }

    #[test]
    fn entities_stand_for_their_characters() {
        let page = "<!doctype html><h1>Caf&eacute; shut</h1>\n<p>The&nbsp;caf&#233; by the quay &mdash; K&amp;R\u{2019}s \
            &ldquo;caf&#xE9;&rdquo; &mdash; didn&rsquo;t open on Tuesday, its owner said, after the \
            storm.</p>";
        check("a.html", page.as_bytes(), "café", "1:20 | 2:13 2:62");
        check("a.html", page.as_bytes(), "didn't", " | 2:87");
        check("a.html", page.as_bytes(), "K&R", " | 2:43");
    }

    #[test]
    fn a_tag_inside_a_word_is_no_part_of_it() {
        let page = "<!doctype html><h1>Port shut</h1><p><b>R</b>ate-setters met on Monday, and the \
            r<i>at</i>e rose, <a href=/rate-rise>rate</a> by rate, said the board.</p>";
        check("a.html", page.as_bytes(), "rate", " | 1:40 1:80 1:117 1:129");
    }

    #[test]
    fn the_escapes_of_json_stand_for_their_characters() {
        let json = "{\n  \"title\": \"Caf\\u00e9 shut\",\n  \"text\": \"\\\"The caf\\u00e9,\\\" she \
            said.\\n\\nThe caf\\u00e9\\/bar was shut.\\nCaf\\u00e9 again.\"\n}";
        check("a.json", json.as_bytes(), "café", "2:13 | 3:18 3:48 3:74");
        let html = r#"{"title": "T", "content": "\u003cp\u003eThe caf&eacute; \u0026amp; bar.\u003c/p\u003e\u003cp\u003eThe bar\u003c/p\u003e"}"#;
        check("a.json", html.as_bytes(), "bar", " | 1:68 1:103");
    }

    #[test]
    fn a_record_is_looked_for_on_its_own_line() {
        let lines = "{\"title\": \"One\", \"text\": \"The storm came.\"}\n\n\
            {\"title\": \"Two\", \"text\": \"The storm came.\"}\r\n\
            {\"title\": \"Three\", \"text\": \"It went.\"}\n";
        check("a.jsonl", lines.as_bytes(), "storm", "#1  | 1:31; #3  | 3:31; #4  | ");
        let array = "[\n  {\"title\": \"One\", \"text\": \"The storm came.\"},\n  {\"title\": \"Two, [\", \
            \"text\": \"The storm came.\"}]";
        check("a.json", array.as_bytes(), "storm", "#1  | 2:33; #2  | 3:36");
    }

    #[test]
    fn what_is_not_in_the_file_has_no_place() {
        let page = "<!doctype html><h1>Port shut</h1><p>It is the k&eogon;t, said the board \
            on Monday, and the tide.</p>";
        check("a.html", page.as_bytes(), "kęt", " | -");
        let file = Original::new("A storm in another text, of other words".to_owned());
        let none = places(&file, None, "Then came the storm, by night, to us", "storm");
        assert_eq!(none, [None]);
        let alone = places(&file, Some(7), "a storm", "storm");
        assert_eq!(alone, [Some(Place { line: 1, column: 3 })]);
    }

    #[test]
    fn every_word_of_the_sample_corpus_is_found_in_its_file() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-corpus");
        let mut found = 0;
        for file in walk(&folder, Rules::default(), |_| false).unwrap().files {
            let Ok(content) = Content::open(&file) else { continue };
            let Ok(Some(original)) = content.original().map(|text| text.map(Original::new)) else {
                continue;
            };
            content.articles(|article| {
                let Ok(article) = article else { return true };
                let stretch = Stretch::of(&original, article.source.part);
                for text in [&article.headline, &article.body] {
                    let words: Vec<_> = tokens(text).collect();
                    let ranges: Vec<_> = words.iter().map(|t| t.word.start..t.word.end).collect();
                    for (place, token) in stretch.places(text, &ranges).into_iter().zip(words) {
                        let place = place.unwrap_or_else(|| panic!("{}: {token:?}", file.name));
                        let rest = &original.line(place.line)[place.column - 1..];
                        let rest = View::of(rest, &[JSON, TAG, ENTITY]).text;
                        assert_eq!(tokens(&rest).next().unwrap().term, token.term, "{}", file.name);
                        found += 1;
                    }
                }
                true
            });
        }
        assert!(found > 5000, "{found}");
    }

    #[test]
    fn a_compressed_file_has_no_lines() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt.zst");
        let packed = zstd::encode_all("Storm\n\nIt came.".as_bytes(), 1).unwrap();
        std::fs::write(&path, &packed).unwrap();
        let stamp = Stamp { size: packed.len() as u64, modified: 0 };
        let file = File::new(path, "a.txt.zst".to_owned(), stamp);
        assert_eq!(Content::open(&file).unwrap().original().unwrap(), None);
    }

    proptest! {
        #[test]
        fn the_text_at_a_place_is_the_text_of_the_match(
            lines in prop::collection::vec(
                ("([a-e]|é|storm|Tide's|l'eau|U\\.S\\.|東京都|&amp;|,)( ([a-e]|é|storm|Été|AT&T|,)){0,9}", any::<bool>()),
                1..12
            ),
            ending in prop::sample::select(vec!["\n", "\r\n"]),
        ) {
            let file = Original::new(lines.iter().flat_map(|(line, _)| [line, ending]).collect());
            let kept = lines.iter().filter(|(_, is_kept)| *is_kept).map(|(line, _)| line.as_str());
            let article = kept.collect::<Vec<_>>().join("\n\n");
            let ranges: Vec<_> =
                tokens(&article).map(|token| token.word.start..token.word.end).collect();
            let places = Stretch::of(&file, None).places(&article, &ranges);
            for (place, range) in places.into_iter().zip(ranges) {
                let Some(place) = place else { continue };
                let rest = &file.line(place.line)[place.column - 1..];
                prop_assert!(fold(rest).starts_with(&fold(&article[range])), "{rest}");
            }
        }

        #[test]
        fn the_words_of_a_whole_text_stand_where_they_stand(
            text in "(([a-e]|é|storm|Tide's|l'eau|U\\.S\\.|東京都|AT&T)[ ,\n]{1,3}){0,60}"
        ) {
            let ranges: Vec<_> = tokens(&text).map(|token| token.word.start..token.word.end).collect();
            let expected: Vec<_> = ranges.iter().map(|range| Some(Place::of(&text, range.start))).collect();
            prop_assert_eq!(Stretch::of(&Original::new(text.clone()), None).places(&text, &ranges), expected);
        }
    }
}
