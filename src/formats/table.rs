//! CSV and its like: one article a row, the first row names the columns. Read as a stream.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use csv::{Reader, ReaderBuilder, StringRecord};
use serde_json::{Map, Value};

use crate::article::Article;

use super::format::{Articles, Error, Format, Input, LONGEST_TEXT, one};
use super::map::KeyMap;
use super::record::{self, Told};

pub(super) const FORMAT: Format = Format {
    name: "CSV",
    extensions: &["csv", "tsv", "tab", "psv"],
    sniff: |head| !head.trim_start().starts_with(['{', '[', '<']) && !head.trim().is_empty(),
    is_proof: false,
    read,
};

/// What may stand between two cells.
const DELIMITERS: [u8; 4] = *b",\t;|";

/// A table of more columns is none of articles.
const MOST_COLUMNS: usize = 4096;

/// So many columns are named where none is known.
const NAMED: usize = 12;

/// What tools write into a cell that they have nothing for.
const NOTHING: &[&str] = &["nan", "none", "null", "n/a", "[]"];

fn read(input: Input<'_>) -> Articles<'_> {
    match Table::open(input) {
        Ok(mut table) => Box::new(std::iter::from_fn(move || table.next())),
        Err(error) => one(Err(error)),
    }
}

struct Table<'t> {
    file: &'t str,
    map: &'t KeyMap,
    rows: Reader<Limited<'t>>,
    /// How many bytes of a row may still be read.
    left: Rc<Cell<u64>>,
    /// What each column is called as a key of a record.
    keys: Vec<String>,
    row: StringRecord,
    number: u32,
    is_over: bool,
}

impl<'t> Table<'t> {
    /// Reads the names of the columns.
    fn open(input: Input<'t>) -> Result<Self, Error> {
        let Input { file, map, mut text, .. } = input;
        let delimiter = delimiter(text.fill_buf()?);
        let left = Rc::new(Cell::new(LONGEST_TEXT));
        let limited = Limited { text, left: Rc::clone(&left) };
        let mut rows =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(limited);
        let names = rows.headers().map_err(|error| cause(error, &left))?;
        if names.len() > MOST_COLUMNS {
            let says = format!("{} columns: not a table of articles", names.len());
            return Err(Error::Malformed { says });
        }
        let keys: Vec<String> = names.iter().map(|name| key(name, map)).collect();
        if !keys.iter().any(|key| record::told_by(key, map) == Some(Told::Text)) {
            return Err(nothing_known(&names.iter().collect::<Vec<_>>()));
        }
        left.set(LONGEST_TEXT);
        let row = StringRecord::new();
        Ok(Table { file, map, rows, left, keys, row, number: 0, is_over: false })
    }

    fn next(&mut self) -> Option<Result<Article, (Option<u32>, Error)>> {
        loop {
            if self.is_over {
                return None;
            }
            self.number += 1;
            let part = Some(self.number);
            match self.rows.read_record(&mut self.row) {
                Ok(false) => return None,
                Ok(true) => {}
                // Where a row ends cannot be told any more.
                Err(error) => {
                    self.is_over = true;
                    return Some(Err((part, cause(error, &self.left))));
                }
            }
            self.left.set(LONGEST_TEXT);
            if self.row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            return Some(match record::article(self.file, self.map, &self.record()) {
                Ok(mut article) => {
                    article.source.part = part;
                    Ok(article)
                }
                Err(error) => Err((part, error)),
            });
        }
    }

    /// Returns the row as a record. Of two columns of one meaning the first that says something
    /// counts.
    fn record(&self) -> Value {
        let mut record = Map::new();
        for (key, cell) in self.keys.iter().zip(&self.row) {
            let cell = cell.trim();
            let is_empty = cell.is_empty() || NOTHING.iter().any(|n| cell.eq_ignore_ascii_case(n));
            if !is_empty {
                insert(&mut record, key, value(cell));
            }
        }
        Value::Object(record)
    }
}

/// Returns for each column what it is called as a key of a record, `map` going before what byline
/// knows; `None` if it tells nothing of an article.
///
/// # Errors
/// If none is a headline or a text.
pub fn keys_of_columns(names: &[&str], map: &KeyMap) -> Result<Vec<Option<String>>, Error> {
    let columns: Vec<_> = names.iter().map(|name| record::column(name, map)).collect();
    if !columns.iter().flatten().any(|(_, told)| *told == Told::Text) {
        return Err(nothing_known(names));
    }
    Ok(columns.into_iter().map(|column| column.map(|(key, _)| key)).collect())
}

/// Puts a value where a key with dots leads to, if nothing stands there.
pub fn insert(record: &mut Map<String, Value>, key: &str, value: Value) {
    if let Some((first, rest)) = key.split_once('.') {
        let inside = record.entry(first).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(inside) = inside {
            insert(inside, rest, value);
        }
    } else {
        let place = record.entry(key).or_insert(Value::Null);
        if place.is_null() {
            *place = value;
        }
    }
}

/// Returns the key of a record that a column stands for: that of the owner's, whatever its case; its
/// name if it is none that is known.
fn key(name: &str, map: &KeyMap) -> String {
    let name = name.trim();
    let own = map.iter().map(|(_, key)| key).find(|key| key.to_lowercase() == name.to_lowercase());
    own.or_else(|| record::key_like(name)).unwrap_or(name).to_owned()
}

/// Returns what a cell says: a text, or the list that Python or JSON wrote there.
fn value(cell: &str) -> Value {
    let text = || Value::String(cell.to_owned());
    let Some(inside) = cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return text();
    };
    if let Ok(list @ Value::Array(_)) = serde_json::from_str(cell) {
        return list;
    }
    let items = inside.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    items.map_or_else(text, |items| {
        Value::Array(items.split("', '").map(|item| Value::String(item.to_owned())).collect())
    })
}

/// Tells what stands between the cells, from the beginning of a table: that which leads to the most
/// columns that are known, then to the most columns.
fn delimiter(head: &[u8]) -> u8 {
    let columns = |delimiter: u8| {
        let mut rows = ReaderBuilder::new().delimiter(delimiter).from_reader(head);
        let names = rows.byte_headers().cloned().unwrap_or_default();
        let names = names.iter().take(MOST_COLUMNS).map(String::from_utf8_lossy);
        let known = names.clone().filter(|name| record::key_like(name).is_some()).count();
        (known, names.count())
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| columns(*delimiter));
    best.unwrap_or(DELIMITERS[0])
}

fn nothing_known(names: &[&str]) -> Error {
    let shown: Vec<&str> = names.iter().take(NAMED).map(|name| name.trim()).collect();
    let more = if names.len() > NAMED { ", …" } else { "" };
    let says = format!("no column for a headline or a text (columns: {}{more})", shown.join(", "));
    Error::Malformed { says }
}

fn cause(error: csv::Error, left: &Cell<u64>) -> Error {
    if left.get() == 0 {
        return Error::TooLong { limit: LONGEST_TEXT >> 20 };
    }
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::Read(error),
        kind => Error::Malformed { says: format!("not a sound table: {kind:?}") },
    }
}

/// The text of a table, of which only so much is read for one row: a quote that is never closed
/// would take in all of it.
struct Limited<'t> {
    text: Box<dyn BufRead + 't>,
    left: Rc<Cell<u64>>,
}

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.text.by_ref().take(self.left.get()).read(buffer)?;
        self.left.set(self.left.get() - read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::{FORMAT, Input};

    /// Returns a line an article: its part, headline, authors, date, section and body.
    fn read(text: &str) -> String {
        let input = Input::of("a.csv", text.as_bytes());
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
                    Some(article.body.replace('\n', "¶")),
                ];
                fields.map(Option::unwrap_or_default).join(" | ")
            }
            Err((part, error)) => format!("{part:?}: {error}"),
        });
        articles.take(100).collect::<Vec<_>>().join("\n")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(read(text), expected);
    }

    #[test]
    fn the_first_row_says_what_the_columns_are() {
        check(
            "date,year,author,title,article,section\n\
             2019-05-14 00:00:00,2019,Jane Doe,Rain,It rained.,Local\n",
            "1 | Rain | Jane Doe | 2019-05-14 | Local | It rained.",
        );
        check(
            "Published Date;HEADLINE;Full Text\n14.05.2019;Regen;Es regnete.\n",
            "1 | Regen |  | 2019-05-14 |  | Es regnete.",
        );
        check(
            "headline.main\tpub_date\tbody\nRain\t2019\tIt rained.\n",
            "1 | Rain |  | 2019 |  | It rained.",
        );
        check("title|text\nRain, again|It, too.\n", "1 | Rain, again |  |  |  | It, too.");
        check("title\n\"Rain, again; and | so\"\n", "1 | Rain, again; and | so |  |  |  | ");
    }

    #[test]
    fn a_quoted_cell_may_have_several_lines() {
        check(
            "title,text\r\n\"Rain, \"\"again\"\"\",\"It rained.\r\n\r\nAll day.\"\r\n\r\nSun,It shone.\r\n",
            "1 | Rain, \"again\" |  |  |  | It rained.¶¶All day.\n2 | Sun |  |  |  | It shone.",
        );
    }

    #[test]
    fn lists_in_a_cell_are_lists() {
        let names = "1 | Rain | Jane Doe; John Roe |  |  | It rained.";
        check("title,authors,text\nRain,\"['Jane Doe', 'John Roe']\",It rained.\n", names);
        check(
            "title,authors,text\nRain,\"[\"\"Jane Doe\"\", \"\"John Roe\"\"]\",It rained.\n",
            names,
        );
        check(
            "title,authors,text\nRain,[],It rained.\nSun,nan,It shone.\n",
            "1 | Rain |  |  |  | It rained.\n2 | Sun |  |  |  | It shone.",
        );
    }

    #[test]
    fn a_short_row_and_a_row_without_a_text_are_no_trouble() {
        check(
            "id,title,text,url\n1,Rain\n2,,,https://a.example\n3,Sun,It shone.,,,,\n",
            "1 | Rain |  |  |  | \n\
             Some(2): no headline and no text under a known key (keys: id, url)\n\
             3 | Sun |  |  |  | It shone.",
        );
    }

    #[test]
    fn a_table_of_something_else_says_what_its_columns_are() {
        check("lat,lon\n1,2\n", "None: no column for a headline or a text (columns: lat, lon)");
    }

    #[test]
    fn a_hundred_thousand_columns_are_refused_at_once() {
        let begun = Instant::now();
        let row = "title,".repeat(100_000);
        check(&format!("{row}\n").repeat(20), "None: 100001 columns: not a table of articles");
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    }

    #[test]
    fn a_quote_that_is_not_closed_is_not_followed_for_ever() {
        let text = format!("title,text\nRain,It rained.\nSun,\"{}", "It shone.\n".repeat(8 << 20));
        check(&text, "1 | Rain |  |  |  | It rained.\nSome(2): longer than 64 MiB in one piece");
    }

    proptest! {
        #[test]
        fn whatever_a_table_holds_it_gives_articles_or_reasons(
            text in "((title|text|headline\\.main|headline|a\\.b)[,;\t|\n]){0,6}([\",;\t|\r\n'\\[\\]]|x|é|2019-05-14){0,40}"
        ) {
            read(&text);
        }
    }
}
