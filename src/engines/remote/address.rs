//! Where a remote index is: which kind of server, which host, which index.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// The kind of a server, by which the driver is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Server {
    /// Elasticsearch from 7.10 on, or `OpenSearch`.
    Elasticsearch,
    /// Quickwit.
    Quickwit,
}

impl Server {
    /// Returns what an address of it begins with, before the `+`.
    pub fn prefix(self) -> &'static str {
        match self {
            Server::Elasticsearch => "es",
            Server::Quickwit => "quickwit",
        }
    }
}

/// The address of a remote index: `es+https://search.example:9200/news`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    server: Server,
    is_encrypted: bool,
    authority: String,
    index: String,
}

impl Address {
    /// Returns true if `text` is meant as an address, well formed or not: no folder is called so.
    pub fn is_meant(text: &str) -> bool {
        text.contains("://")
    }

    /// Returns the kind of the server.
    pub fn server(&self) -> Server {
        self.server
    }

    /// Returns where the server is, without a `/` at the end: `https://search.example:9200`.
    pub fn base(&self) -> String {
        let scheme = if self.is_encrypted { "https" } else { "http" };
        format!("{scheme}://{}", self.authority)
    }

    /// Returns host and port, as the address has them.
    pub fn host(&self) -> &str {
        &self.authority
    }

    /// Returns the name of the index: 1 to 200 of `a-z`, `0-9`, `-`, `_` and `.`, a letter or a digit
    /// first.
    pub fn index(&self) -> &str {
        &self.index
    }

    /// Returns whether whoever is on the way can read what is sent: it is not encrypted, and does not
    /// stay on this machine.
    pub fn is_overheard(&self) -> bool {
        let host = match self.authority.split_once(']') {
            Some((address, _)) => address,
            None => self.authority.split(':').next().unwrap_or_default(),
        };
        let stays = match host.strip_prefix('[') {
            Some(address) => address.parse().is_ok_and(|address: Ipv6Addr| address.is_loopback()),
            None => {
                host == "localhost"
                    || host.parse().is_ok_and(|address: Ipv4Addr| address.is_loopback())
            }
        };
        !self.is_encrypted && !stays
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}/{}", self.server.prefix(), self.base(), self.index)
    }
}

/// Why something is no address of an index. What was typed is not repeated where a password may stand
/// in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// It does not say what kind of server it is, or how to talk to it.
    #[error(
        "an address of an index begins with es+http://, es+https://, quickwit+http:// or quickwit+https://"
    )]
    Scheme,
    /// It has a user or a password in it, which would end up in histories and lists of processes.
    #[error(
        "no user or password belongs in the address of an index: give them in $BYLINE_USER and $BYLINE_PASSWORD, or in a file with --credentials"
    )]
    Secret,
    /// There is no host, or it has signs that no host has.
    #[error("`{host}` is no host and port, such as localhost:9200 or [::1]:9200")]
    Host {
        /// What stands in its place.
        host: String,
    },
    /// There is no name of an index, or it is one that a server does not take.
    #[error(
        "`{name}` is no name of an index, which is written behind the host: up to 200 of a-z, 0-9, `-`, `_` and `.`, a letter or a digit first"
    )]
    Name {
        /// What stands in its place.
        name: String,
    },
}

impl FromStr for Address {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        // First of all, as every other complaint repeats what was typed.
        if text.contains('@') {
            return Err(Malformed::Secret);
        }
        let (scheme, rest) = text.split_once("://").ok_or(Malformed::Scheme)?;
        let (server, is_encrypted) = match scheme {
            "es+http" => (Server::Elasticsearch, false),
            "es+https" => (Server::Elasticsearch, true),
            "quickwit+http" => (Server::Quickwit, false),
            "quickwit+https" => (Server::Quickwit, true),
            _ => return Err(Malformed::Scheme),
        };
        let (authority, name) = rest.split_once('/').unwrap_or((rest, ""));
        if !is_authority(authority) {
            return Err(Malformed::Host { host: authority.to_owned() });
        }
        let index = name.strip_suffix('/').unwrap_or(name);
        if !is_name(index) {
            return Err(Malformed::Name { name: index.to_owned() });
        }
        let (authority, index) = (authority.to_ascii_lowercase(), index.to_owned());
        Ok(Address { server, is_encrypted, authority, index })
    }
}

/// Returns whether it is a host, with or without a port.
fn is_authority(text: &str) -> bool {
    let is_port = |port: &str| {
        port.bytes().all(|byte| byte.is_ascii_digit())
            && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    if let Some(rest) = text.strip_prefix('[') {
        let Some((address, port)) = rest.split_once(']') else { return false };
        let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return address.parse::<Ipv6Addr>().is_ok() && is_port;
    }
    let (host, port) = text.split_once(':').map_or((text, None), |(h, port)| (h, Some(port)));
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    !host.is_empty() && host.chars().all(fits) && port.is_none_or(is_port)
}

/// So long may a name be: servers take 255 bytes, and drivers write numbers and words behind it.
const LONGEST: usize = 200;

/// Returns whether every server takes it as the name of an index; see Elasticsearch, "Create index
/// API", path parameters.
fn is_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let fits = |byte| is_letter(byte) || matches!(byte, b'-' | b'_' | b'.');
    text.len() <= LONGEST && text.bytes().next().is_some_and(is_letter) && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::{Address, Malformed, Server};

    #[track_caller]
    fn check(text: &str, base: &str, index: &str) {
        let address: Address = text.parse().unwrap();
        assert_eq!((&*address.base(), address.index()), (base, index));
        assert_eq!(address.to_string(), text);
    }

    #[track_caller]
    fn check_malformed(text: &str, expected: &str) {
        assert!(Address::is_meant(text), "{text} is taken for a folder");
        let error = text.parse::<Address>().unwrap_err().to_string();
        assert!(error.starts_with(expected), "{text}: {error}");
    }

    #[test]
    fn an_address_names_server_host_and_index() {
        check("es+http://localhost:9200/news", "http://localhost:9200", "news");
        check("es+https://search.example/le-monde_2.0", "https://search.example", "le-monde_2.0");
        check("quickwit+http://[::1]:7280/1998", "http://[::1]:7280", "1998");
        let address: Address = "quickwit+https://Q:1/a/".parse().unwrap();
        assert_eq!(address.server(), Server::Quickwit);
        assert_eq!(address.to_string(), "quickwit+https://q:1/a");
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        check_malformed("http://localhost:9200/news", "an address of an index begins with es+http");
        check_malformed("solr+http://h/news", "an address of an index begins with");
        check_malformed("es+http:///news", "`` is no host and port");
        check_malformed("es+http://h:0/news", "`h:0` is no host and port");
        check_malformed("es+http://h:+1/news", "`h:+1` is no host and port");
        check_malformed("es+http://h:70000/news", "`h:70000` is no host and port");
        check_malformed("es+http://[::1/news", "`[::1` is no host and port");
        check_malformed("es+http://a b/news", "`a b` is no host and port");
        check_malformed("es+http://h:9200", "`` is no name of an index");
        check_malformed("es+http://h/News", "`News` is no name of an index");
        check_malformed("es+http://h/a/b", "`a/b` is no name of an index");
        check_malformed("es+http://h/_all", "`_all` is no name of an index");
        check_malformed("es+http://h/news*", "`news*` is no name of an index");
        check_malformed("es+http://h/news?pretty", "`news?pretty` is no name of an index");
        check_malformed(&format!("es+http://h/{}", "a".repeat(201)), "`aaa");
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        for text in ["es+http://me:secret@h/news", "http://secret@h", "es+http://h/secret@x"] {
            let error = text.parse::<Address>().unwrap_err();
            assert_eq!(error, Malformed::Secret);
            assert!(!error.to_string().contains("secret"));
        }
    }

    #[test]
    fn only_what_is_plain_and_leaves_the_machine_is_overheard() {
        let is_overheard = |text: &str| text.parse::<Address>().unwrap().is_overheard();
        for host in ["search.example:9200", "10.0.0.1", "127.example", "[2001:db8::1]:9200"] {
            assert!(is_overheard(&format!("es+http://{host}/news")), "{host}");
            assert!(!is_overheard(&format!("es+https://{host}/news")), "{host}");
        }
        for host in ["localhost", "localhost:9200", "127.0.0.1:9200", "[::1]", "[::1]:9200"] {
            assert!(!is_overheard(&format!("es+http://{host}/news")), "{host}");
        }
    }
}
