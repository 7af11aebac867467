//! Mail: a newsletter or a message of a list is an article.

mod mailbox;
mod message;

use super::format::{Format, one};

/// The row of a file that is one message.
pub(super) const MESSAGE: Format = Format {
    name: "mail",
    extensions: &["eml"],
    sniff: message::is_message,
    is_proof: false,
    read: |input| {
        let file = input.file;
        one(input.into_text().and_then(|text| message::article(file, text.as_bytes())))
    },
};

/// The row of a file of messages.
pub(super) const MAILBOX: Format = Format {
    name: "mbox",
    extensions: &["mbox", "mbx"],
    sniff: mailbox::is_mailbox,
    is_proof: true,
    read: mailbox::read,
};
