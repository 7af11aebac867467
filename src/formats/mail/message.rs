//! One message to an article: the subject is its headline, the sender its author.

use mail_parser::{Encoding, HeaderName, Message, MessageParser, MessagePart, PartType};
use serde_json::{Map, Value, json};

use crate::article::Article;

use crate::formats::format::Error;
use crate::formats::{KeyMap, html, record};

/// A message with more parts than this is built to be costly.
const MOST_PARTS: usize = 200;

/// Names of header fields by which a message is known.
const FIELDS: &[&str] = &[
    "from",
    "to",
    "subject",
    "date",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "content-type",
    "sender",
    "reply-to",
    "list-id",
    "dkim-signature",
];

/// Which keys of a record stand for which parts of a message.
const PLACES: &[(&str, &str)] = &[
    ("title", "Subject"),
    ("authors", "From"),
    ("date", "Date"),
    ("id", "Message-ID"),
    ("publication", "List-Id"),
    ("language", "Content-Language"),
    ("maintext", "the message"),
];

/// Returns true if `head` begins as a message does.
pub(super) fn is_message(head: &str) -> bool {
    begins(head.trim_start_matches(['\n', '\r']))
}

/// Returns true if the first line is a field of a message, or one that tools add.
pub(super) fn begins(head: &str) -> bool {
    let names = head.lines().take(20).map_while(|line| {
        let is_folded = line.starts_with([' ', '\t']);
        let name = line.split_once(':').map(|(name, _)| name);
        if is_folded { Some("") } else { name.filter(|name| !name.contains(' ')) }
    });
    names.into_iter().any(|name| FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field)))
}

/// Reads a message, which stands in `file`.
///
/// # Errors
/// If it is none, has neither subject nor text, or so many parts that it is built to be costly.
pub(super) fn article(file: &str, message: &[u8]) -> Result<Article, Error> {
    // The parser keeps a message within a message within itself, however deep.
    let parts = occurrences(message, b"message/") + occurrences(message, b"boundary");
    if parts > MOST_PARTS {
        return Err(Error::Malformed { says: "a message of too many parts".to_owned() });
    }
    let message = MessageParser::default().parse(message).ok_or(Error::Blank)?;
    let record = Value::Object(fields(&message));
    let is_blank = ["title", "maintext"].iter().all(|key| record.get(key).is_none());
    if is_blank {
        return Err(Error::Blank);
    }
    let mut article = record::article(file, KeyMap::NONE, &record)?;
    article.origins.rename(PLACES);
    Ok(article)
}

fn fields(message: &Message<'_>) -> Map<String, Value> {
    let mut record = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            record.insert(key.to_owned(), value);
        }
    };
    let text = |text: &str| Some(text.trim()).filter(|t| !t.is_empty()).map(|text| json!(text));
    set("title", message.subject().and_then(text));
    let senders = message.from().into_iter().flat_map(|from| from.iter());
    let names = senders.filter_map(|sender| sender.name()).filter(|name| !name.contains('@'));
    set("authors", Some(json!(names.collect::<Vec<_>>())));
    let date = message.date().filter(|date| date.year > 0);
    set(
        "date",
        date.map(|date| json!(format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))),
    );
    set("id", message.message_id().and_then(text));
    set("publication", message.header_raw(HeaderName::ListId).and_then(list_name).and_then(text));
    set("language", message.header_raw(HeaderName::ContentLanguage).and_then(text));
    let paragraphs = paragraphs(message);
    set("maintext", Some(json!(paragraphs)).filter(|_| !paragraphs.is_empty()));
    record
}

/// Returns the name of a list that stands before its id: `The Harbour Post <post.lists.example>`.
fn list_name(field: &str) -> Option<&str> {
    let name = field.split_once('<')?.0.trim().trim_matches('"');
    (!name.starts_with("=?")).then_some(name)
}

/// Returns the text, paragraph by paragraph: of the plain text, unless that only says that there is
/// more in the HTML.
fn paragraphs(message: &Message<'_>) -> Vec<String> {
    let text = |part: &MessagePart<'_>| match &part.body {
        PartType::Text(text) => Some(plain(&decoded(message, part, text))),
        _ => None,
    };
    let html = |part: &MessagePart<'_>| match &part.body {
        PartType::Html(text) => Some(html::paragraphs(&decoded(message, part, text))),
        _ => None,
    };
    let plain: Vec<String> = message.text_bodies().filter_map(text).flatten().collect();
    let html: Vec<String> = message.html_bodies().filter_map(html).flatten().collect();
    let length = |paragraphs: &[String]| paragraphs.iter().map(String::len).sum::<usize>();
    if length(&plain) * 4 < length(&html) { html } else { plain }
}

/// Returns the text of a part. What is not packed was decoded with the whole file already, whatever
/// the part declares.
fn decoded(message: &Message<'_>, part: &MessagePart<'_>, text: &str) -> String {
    let raw = || {
        let range =
            usize::try_from(part.offset_body).ok()?..usize::try_from(part.offset_end).ok()?;
        str::from_utf8(message.raw_message.get(range)?).ok()
    };
    let raw = if part.encoding == Encoding::None { raw() } else { None };
    raw.unwrap_or(text).to_owned()
}

/// Joins the lines of paragraphs. What is quoted, and what stands below a signature's mark, is not
/// the sender's.
fn plain(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().take_while(|line| !matches!(*line, "-- " | "--")) {
        let line = line.trim();
        let is_open = paragraphs.last().is_some_and(|last| !last.is_empty());
        if line.is_empty() || line.starts_with('>') {
            if is_open {
                paragraphs.push(String::new());
            }
        } else if let Some(last) = paragraphs.last_mut() {
            if is_open {
                last.push(' ');
            }
            last.push_str(line);
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Counts where `word`, in lower case, stands in `bytes`, in whatever case.
fn occurrences(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|window| window.eq_ignore_ascii_case(word)).count()
}

#[cfg(test)]
mod tests {
    use super::{article, is_message};

    /// Expects headline, authors, date, publication, label and body.
    #[track_caller]
    fn check(message: &str, expected: [&str; 6]) {
        let article = article("a.eml", message.as_bytes()).unwrap();
        let authors: Vec<&str> =
            article.byline.authors.iter().map(|author| author.name.display()).collect();
        let published = article.published.map(|date| date.to_string()).unwrap_or_default();
        let found = [
            article.headline,
            authors.join("; "),
            published,
            article.publication.unwrap_or_default(),
            article.label.unwrap_or_default(),
            article.body,
        ];
        assert_eq!(found.each_ref().map(String::as_str), expected);
    }

    const HEAD: &str = "Received: by mx.example; Tue, 14 May 2019 10:00:02 +0200\r\n\
        From: =?utf-8?Q?Zo=C3=AB_Fairweather?= <zoe@post.example>\r\n\
        Subject: =?utf-8?B?UmFpbiBpbiB0aGUgY2Fmw6k=?=\r\n\
        Date: Tue, 14 May 2019 23:30:00 -0400\r\nMessage-ID: <1.2@post.example>\r\n\
        List-Id: \"The Harbour Post\" <post.lists.example>\r\n";

    #[test]
    fn the_header_tells_headline_author_and_date() {
        check(
            &format!(
                "{HEAD}\r\nIt rained\r\nall day.\r\n\r\n> It did not.\r\n\r\nSo it did.\r\n-- \r\nZ.\r\n"
            ),
            [
                "Rain in the café",
                "Zoë Fairweather",
                "2019-05-14",
                "The Harbour Post",
                "1.2@post.example",
                "It rained all day.\n\nSo it did.",
            ],
        );
    }

    #[test]
    fn the_text_is_plain_if_there_is_one_and_html_else() {
        let alternative = |plain: &str| {
            format!(
                "Subject: Rain\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\
                 Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n{plain}\n\
                 --b\nContent-Type: text/html; charset=utf-8\n\n\
                 <p>It rained in the café, said its owner, who stood at the door.</p>\n--b--\n"
            )
        };
        check(
            &alternative("It rained in the caf=E9, he said."),
            ["Rain", "", "", "", "", "It rained in the café, he said."],
        );
        check(
            &alternative("See HTML."),
            [
                "Rain",
                "",
                "",
                "",
                "",
                "It rained in the café, said its owner, who stood at the door.",
            ],
        );
    }

    #[test]
    fn what_was_decoded_with_the_file_is_not_decoded_again() {
        let message = "Subject: Rain\nContent-Type: text/plain; charset=iso-8859-1\n\nThe café.\n";
        check(message, ["Rain", "", "", "", "", "The café."]);
    }

    #[test]
    fn a_message_without_subject_and_text_is_none() {
        for message in ["From: Jane Doe <jane@post.example>\n\n", "", "\n\n"] {
            assert!(article("a.eml", message.as_bytes()).is_err(), "{message}");
        }
    }

    #[test]
    fn messages_in_messages_are_not_followed_for_ever() {
        let deep = "Content-Type: message/rfc822\n\n".repeat(100_000);
        let error = article("a.eml", deep.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "a message of too many parts");
        let some = "Subject: Rain\nContent-Type: message/rfc822\n\n".repeat(150);
        article("a.eml", some.as_bytes()).ok();
    }

    #[test]
    fn a_message_begins_with_fields() {
        assert!(is_message("X-Spam: no\nReceived: from x\n by y\nSubject: Rain\n\nIt rained."));
        assert!(!is_message("Storm closes the port\n\nFrom: the sea"));
        assert!(!is_message("Headline: Rain\nBy: Jane Doe\n\nDate: today"));
    }
}
