//! A mailbox: messages one behind the other, each behind a line `From …` (RFC 4155). Read as a
//! stream, message by message.

use std::io::{self, BufRead, Read as _};

use super::message;
use crate::formats::format::{Articles, Error, Input, LONGEST_TEXT, several};

/// So much of a line is read at once, in bytes.
const PIECE: u64 = 64 << 10;

/// Returns true if `head` begins with the line before a message, and a header behind it.
pub(super) fn is_mailbox(head: &str) -> bool {
    let head = head.trim_start_matches('\n');
    let Some((first, rest)) = head.split_once('\n') else { return false };
    is_envelope(first.as_bytes()) && message::begins(rest)
}

/// Returns true if a line is that before a message: `From jane@post.example Tue May 14 10:00:00
/// 2019`; list archives write "jane at post.example".
fn is_envelope(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    if rest.len() > 512 {
        return false;
    }
    let words = || rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let is_time = |word: &[u8]| {
        matches!(word, [h, rest @ ..] if h.is_ascii_digit() && rest.contains(&b':')
            && rest.iter().all(|byte| byte.is_ascii_digit() || *byte == b':'))
    };
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    words().any(is_time) && words().any(is_year)
}

/// Reads the messages.
pub(super) fn read(input: Input<'_>) -> Articles<'_> {
    let Input { file, text, .. } = input;
    let mut messages = Messages { text, line: Vec::new(), is_next: false };
    several(move || messages.next(), move |message: Vec<u8>| message::article(file, &message))
}

struct Messages<'t> {
    text: Box<dyn BufRead + 't>,
    line: Vec<u8>,
    /// Whether the line before the next message was read.
    is_next: bool,
}

impl Messages<'_> {
    fn read_line(&mut self) -> io::Result<usize> {
        self.line.clear();
        self.text.by_ref().take(PIECE).read_until(b'\n', &mut self.line)
    }

    /// Reads a message; `None` at the end.
    fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        while !std::mem::take(&mut self.is_next) {
            if self.read_line()? == 0 {
                return Ok(None);
            }
            self.is_next = is_envelope(&self.line);
        }
        let mut message = Vec::new();
        let mut is_long = false;
        let (mut is_start, mut is_behind_blank) = (true, false);
        while self.read_line()? > 0 {
            if is_start && is_behind_blank && is_envelope(&self.line) {
                self.is_next = true;
                break;
            }
            is_behind_blank = is_start && self.line.trim_ascii().is_empty();
            // A line of the text that begins so was quoted.
            let quoted = is_start && self.line.trim_ascii_start().starts_with(b">From ");
            is_start = self.line.ends_with(b"\n");
            let line = if quoted { &self.line[1..] } else { &self.line };
            is_long |= message.len() as u64 + line.len() as u64 > LONGEST_TEXT;
            if !is_long {
                message.extend_from_slice(line);
            }
        }
        if is_long { Err(Error::TooLong { limit: LONGEST_TEXT >> 20 }) } else { Ok(Some(message)) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{is_mailbox, read};
    use crate::formats::format::Input;

    fn shown(text: &str) -> String {
        let input = Input::of("a.mbox", text.as_bytes());
        let articles = read(input).map(|article| match article {
            Ok(article) => {
                let part = article.source.part.unwrap();
                format!("{part} {} | {}", article.headline, article.body.replace('\n', "¶"))
            }
            Err((part, error)) => format!("{part:?}: {error}"),
        });
        articles.take(100).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn each_message_of_a_mailbox_is_an_article() {
        let text = "From jane@post.example Tue May 14 10:00:00 2019\nFrom: Jane Doe <jane@post.example>\n\
            Subject: Rain\n\nIt rained.\n\nFrom now on it is dry.\n>From here on, too.\n\n\
            From john at post.example  Wed May 15 10:00:00 2019\nSubject: Sun\n\nIt shone.\n\n\
            From nobody Wed May 15 10:00 2019\n\n";
        assert!(is_mailbox(text));
        assert_eq!(
            shown(text),
            "1 Rain | It rained.¶¶From now on it is dry. From here on, too.\n2 Sun | It shone.\n\
             Some(3): no article in it"
        );
    }

    #[test]
    fn a_letter_is_no_mailbox() {
        for text in
            ["From the deck of the ferry at 10:30 in 2019\n\nIt rained.\n", "From x\nTo: y", ""]
        {
            assert!(!is_mailbox(text), "{text}");
        }
    }

    #[test]
    fn a_message_that_is_too_long_is_told_and_the_next_one_read() {
        let line = format!("{}\n", "x".repeat(1 << 20));
        let text = format!(
            "From a Tue May 14 10:00:00 2019\nSubject: Long\n\n{}\n\
             From a Tue May 14 10:00:00 2019\nSubject: Sun\n\nIt shone.\n",
            line.repeat(65)
        );
        assert_eq!(shown(&text), "Some(1): longer than 64 MiB in one piece\n2 Sun | It shone.");
    }

    proptest! {
        #[test]
        fn whatever_a_mailbox_holds_it_gives_articles_or_reasons(
            text in "(From a 10:00 2019\n|(Subject|From|Date|Content-Type|Content-Transfer-Encoding): ?|multipart/mixed; boundary=b|message/rfc822|base64|quoted-printable|text/html|=\\?utf-8\\?B\\?|--b(--)?|<p>|[ a=\n]){0,60}"
        ) {
            shown(&format!("From a 10:00 2019\n{text}"));
        }
    }
}
