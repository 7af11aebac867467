//! What can go wrong with a remote engine.

use std::io;
use std::path::PathBuf;

/// Why a server did not do as asked. One sentence, with the host, never with a secret.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// No good answer came, however often it was asked for.
    #[error("{host} gives no good answer to {request}: {cause}; asked {tries} times")]
    Silent {
        /// Host and port.
        host: String,
        /// Method and path.
        request: String,
        /// How often it was asked.
        tries: u32,
        /// What went wrong the last time.
        cause: String,
    },
    /// The server does not do this.
    #[error("{host} answers {status} to {request}: {reason}")]
    Status {
        /// Host and port.
        host: String,
        /// Method and path.
        request: String,
        /// The status of HTTP.
        status: u16,
        /// What the server says of it, shortened.
        reason: String,
    },
    /// The server does not let us in.
    #[error(
        "{host} answers {status} to {request}: {reason}; credentials are taken from $BYLINE_USER and $BYLINE_PASSWORD, from $BYLINE_API_KEY, or from a file with --credentials"
    )]
    Access {
        /// Host and port.
        host: String,
        /// Method and path.
        request: String,
        /// The status of HTTP: 401 or 403.
        status: u16,
        /// What the server says of it, shortened.
        reason: String,
    },
    /// The server sends us to another one, which would be given what is meant for this one.
    #[error("{host} sends {request} on to {to}, which is not followed; name the right server")]
    Redirect {
        /// Host and port.
        host: String,
        /// Method and path.
        request: String,
        /// Where to, without its path.
        to: String,
    },
    /// The answer is not what such a server gives.
    #[error("the answer of {host} to {request} cannot be read: {cause}; is it the right server?")]
    Unreadable {
        /// Host and port.
        host: String,
        /// Method and path.
        request: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The server is not the one that its certificate tells of, or does not speak TLS.
    #[error("no safe connection to {host}: {cause}; --ca-file FILE names certificates to trust")]
    Untrusted {
        /// Host and port.
        host: String,
        /// What is wrong.
        cause: String,
    },
    /// The answer is larger than is taken.
    #[error("the answer of {host} to {request} is larger than {limit} bytes; ask for less at once")]
    TooLarge {
        /// Host and port.
        host: String,
        /// Method and path.
        request: String,
        /// So much is taken.
        limit: u64,
    },
    /// The server is too busy to take everything, however often it is sent.
    #[error(
        "{host} did not take {items} of the articles sent, however often: {reason} ({status}); run it again when the server is less busy"
    )]
    Busy {
        /// Host and port.
        host: String,
        /// How many items it did not take.
        items: usize,
        /// The status of one of them.
        status: u16,
        /// What the server says of it, shortened.
        reason: String,
    },
    /// A batch before was not taken, for a reason that was told then.
    #[error("{host} did not take all that was sent before; run it again")]
    Incomplete {
        /// Host and port.
        host: String,
    },
    /// Articles are not there that the server had taken, or more often than they were sent.
    #[error(
        "{host} took {sent} articles and has {found} of them; nothing of this is seen by searches"
    )]
    Miscounted {
        /// Host and port.
        host: String,
        /// How many it took.
        sent: u64,
        /// How many it has.
        found: u64,
    },
    /// The credentials have signs that cannot be sent.
    #[error("the credentials have signs that cannot be sent, such as a line break")]
    Credentials,
    /// The certificates to trust cannot be read.
    #[error("no certificates can be read from {}: {cause}", .file.display())]
    Certificates {
        /// Where they should stand, as PEM.
        file: PathBuf,
        /// What went wrong.
        cause: String,
    },
    /// What the server refused cannot be put down.
    #[error("what the server refused cannot be written to {}", .file.display())]
    DeadLetter {
        /// Where to.
        file: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
}
