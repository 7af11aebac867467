//! The connection to one server: who we are, how long we wait, how often we ask again.

use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ureq::http::{self, HeaderMap, HeaderValue, Response, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Timeout};

use super::{Address, Answer, Fault, Request};

/// How to be let in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// Who we are; `None` if the server does not ask.
    pub credentials: Option<Credentials>,
    /// Certificates to trust, as PEM, in place of those that the system trusts.
    pub ca_file: Option<PathBuf>,
}

/// Who we are. Secrets are not shown, whatever prints this.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A user and a password.
    Password {
        /// The name of the user.
        user: String,
        /// The password.
        password: String,
    },
    /// A key of Elasticsearch, as it is given out: id and key, in base64.
    ApiKey(String),
    /// A token of whatever stands before the server.
    Bearer(String),
}

impl Credentials {
    /// Returns the header by which a server knows us.
    fn header(&self) -> Result<HeaderValue, Fault> {
        let header = match self {
            Credentials::Password { user, password } => {
                format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
            }
            Credentials::ApiKey(key) => format!("ApiKey {key}"),
            Credentials::Bearer(token) => format!("Bearer {token}"),
        };
        let mut header = HeaderValue::from_str(&header).map_err(|_| Fault::Credentials)?;
        header.set_sensitive(true);
        Ok(header)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Credentials::Password { .. } => "Password(…)",
            Credentials::ApiKey(_) => "ApiKey(…)",
            Credentials::Bearer(_) => "Bearer(…)",
        })
    }
}

/// How much of a server is waited for, taken and sent.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The time to connect.
    pub connect: Duration,
    /// The time for one whole answer, from the first byte sent.
    pub answer: Duration,
    /// How large an answer may be, in bytes.
    pub bytes: u64,
    /// How often something is asked or sent, the first time included; at least once.
    pub tries: u32,
    /// How often it is while somebody waits for an answer, before anything is written: no more than
    /// [`tries`](Limits::tries).
    pub question_tries: u32,
    /// The pause before the second try; each one after that is twice as long.
    pub pause: Duration,
    /// The longest pause, also where the server asks for a longer one.
    pub longest_pause: Duration,
    /// How many bytes a batch may have, unless a single item has more.
    pub batch_bytes: usize,
    /// How many items a batch may have.
    pub batch_items: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connect: Duration::from_secs(10),
            answer: Duration::from_mins(2),
            bytes: 256 << 20,
            tries: 8,
            question_tries: 3,
            pause: Duration::from_millis(200),
            longest_pause: Duration::from_secs(15),
            // Servers take 10 MB (Quickwit) and more; a busy one is better served with less.
            batch_bytes: 5_000_000,
            batch_items: 1_000,
        }
    }
}

/// A connection to one server; shared between threads. It follows no redirect, knows no proxy, and
/// sends nothing to any other host.
pub struct Client {
    agent: Agent,
    base: String,
    host: String,
    authorization: Option<HeaderValue>,
    limits: Limits,
    has_time: AtomicBool,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.base).finish_non_exhaustive()
    }
}

impl Client {
    /// Prepares the connection; nothing is sent yet.
    ///
    /// # Errors
    /// If the credentials cannot be sent, or the certificates cannot be read.
    pub fn new(address: &Address, access: &Access, limits: Limits) -> Result<Self, Fault> {
        let authorization = access.credentials.as_ref().map(Credentials::header).transpose()?;
        let roots = match &access.ca_file {
            Some(file) => RootCerts::from(certificates(file)?),
            None => RootCerts::PlatformVerifier,
        };
        let tls = TlsConfig::builder()
            .root_certs(roots)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .tls_config(tls)
            .user_agent(concat!("byline/", env!("CARGO_PKG_VERSION")))
            .accept("application/json")
            .max_idle_connections_per_host(8)
            .timeout_connect(Some(limits.connect))
            .timeout_global(Some(limits.answer))
            .build()
            .new_agent();
        let (base, host) = (address.base(), address.host().to_owned());
        Ok(Client { agent, base, host, authorization, limits, has_time: AtomicBool::new(false) })
    }

    /// Returns host and port of the server.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns how much of the server is waited for.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// From now on asks as often as it may: who writes can wait for a server that comes back.
    pub fn take_time(&self) {
        self.has_time.store(true, Ordering::Relaxed);
    }

    fn tries(&self) -> u32 {
        if self.has_time.load(Ordering::Relaxed) {
            self.limits.tries
        } else {
            self.limits.question_tries.min(self.limits.tries)
        }
    }

    /// Asks, and asks again while the server cannot be reached, breaks off, is too busy or not ready
    /// (429, 502, 503, 504), with pauses that grow.
    ///
    /// # Errors
    /// If it never answers, or not in time; if the answer is too large, or sends us elsewhere.
    pub fn send(&self, request: &Request) -> Result<Answer, Fault> {
        let end = request.within.map(|time| Instant::now() + time);
        let mut tries = 0;
        loop {
            tries += 1;
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            let trouble = match self.try_once(request, left)? {
                Tried::Answered(answer) => return Ok(answer),
                Tried::InVain(trouble) => trouble,
            };
            let pause = self.pause(tries, trouble.asked_for);
            let is_late = end.is_some_and(|end| Instant::now() + pause >= end);
            let may_repeat = !request.is_once || trouble.is_undone;
            if tries >= self.tries() || is_late || !may_repeat {
                let (host, request) = (self.host.clone(), request.name());
                return Err(Fault::Silent { host, request, tries, cause: trouble.cause });
            }
            thread::sleep(pause);
        }
    }

    /// Returns how long to wait before the next try: more after each, and never for all the same time,
    /// as all workers would come back at once.
    pub(super) fn pause(&self, tries: u32, asked_for: Option<Duration>) -> Duration {
        let doubled = self.limits.pause.saturating_mul(1 << tries.saturating_sub(1).min(16));
        let pause = doubled.max(asked_for.unwrap_or_default()).min(self.limits.longest_pause);
        // A new state is seeded anew: chance enough for this.
        let chance = RandomState::new().build_hasher().finish() % 1_000;
        let part = u32::try_from(chance).unwrap_or_default();
        pause / 2 + pause / 2 * part / 1_000
    }

    fn try_once(&self, request: &Request, left: Option<Duration>) -> Result<Tried, Fault> {
        let response = match self.call(request, left) {
            Ok(response) => response,
            Err(error) => return self.trouble(request, &error),
        };
        let status = response.status().as_u16();
        if (300..400).contains(&status) {
            let to = response.headers().get(header::LOCATION);
            let to = to.and_then(|to| to.to_str().ok()).map_or_else(String::new, origin);
            return Err(Fault::Redirect { host: self.host.clone(), request: request.name(), to });
        }
        let asked_for = retry_after(response.headers());
        let body = response.into_body().into_with_config().limit(self.limits.bytes).read_to_vec();
        let body = match body {
            Ok(body) => body,
            Err(error) => return self.trouble(request, &error),
        };
        let (host, request) = (self.host.clone(), request.name());
        let answer = Answer { host, request, status, body };
        match status {
            429 | 502 | 503 | 504 => {
                let cause = format!("{status}, {}", answer.reason());
                // Whoever turns us away has done nothing; a gateway does not know.
                Ok(Tried::InVain(Trouble { cause, asked_for, is_undone: status == 429 }))
            }
            _ => Ok(Tried::Answered(answer)),
        }
    }

    fn call(
        &self,
        request: &Request,
        left: Option<Duration>,
    ) -> Result<Response<Body>, ureq::Error> {
        let uri = format!("{}{}", self.base, request.path);
        let mut head = http::Request::builder().method(request.method.clone()).uri(uri);
        if let Some(authorization) = &self.authorization {
            head = head.header(header::AUTHORIZATION, authorization);
        }
        let sends = request.method == http::Method::POST || request.method == http::Method::PUT;
        let body: &[u8] = match &request.body {
            Some((kind, body)) => {
                head = head.header(header::CONTENT_TYPE, *kind);
                body
            }
            None if sends => &[],
            None => return self.run(head.body(())?, left),
        };
        self.run(head.body(body)?, left)
    }

    fn run(
        &self,
        request: http::Request<impl ureq::AsSendBody>,
        left: Option<Duration>,
    ) -> Result<Response<Body>, ureq::Error> {
        let Some(left) = left else { return self.agent.run(request) };
        // A try without any time would be one without a limit.
        let left = left.max(Duration::from_millis(1));
        let request = self.agent.configure_request(request).timeout_global(Some(left)).build();
        self.agent.run(request)
    }

    /// Tells what another try may mend from what it cannot.
    fn trouble(&self, request: &Request, error: &ureq::Error) -> Result<Tried, Fault> {
        let (host, request) = (self.host.clone(), request.name());
        let is_undone = match &error {
            ureq::Error::BodyExceedsLimit(limit) => {
                return Err(Fault::TooLarge { host, request, limit: *limit });
            }
            ureq::Error::HostNotFound
            | ureq::Error::ConnectionFailed
            | ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => true,
            ureq::Error::Io(error) if matches!(error.get_ref(), Some(inner) if inner.is::<rustls::Error>()) =>
            {
                return Err(Fault::Untrusted { host, cause: error.to_string() });
            }
            ureq::Error::Rustls(error) => {
                return Err(Fault::Untrusted { host, cause: error.to_string() });
            }
            ureq::Error::Io(error) => error.kind() == ErrorKind::ConnectionRefused,
            // So it calls an answer in chunks that breaks off within one.
            ureq::Error::Timeout(_) | ureq::Error::BodyStalled => false,
            // Who does not speak HTTP now will not do so later.
            other => return Err(Fault::Unreadable { host, request, cause: other.to_string() }),
        };
        let broke_off = || "the connection ended in the middle of the answer".to_owned();
        let cause = match error {
            ureq::Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => broke_off(),
            ureq::Error::BodyStalled => broke_off(),
            ureq::Error::Io(error) => error.to_string(),
            ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => {
                "no connection in time".to_owned()
            }
            ureq::Error::Timeout(_) => "no whole answer in time".to_owned(),
            other => other.to_string(),
        };
        Ok(Tried::InVain(Trouble { cause, asked_for: None, is_undone }))
    }
}

/// What came of a try.
enum Tried {
    Answered(Answer),
    InVain(Trouble),
}

/// Why a try was in vain, though another may not be.
struct Trouble {
    cause: String,
    /// How long the server asks us to wait.
    asked_for: Option<Duration>,
    /// Whether it is certain that the server has done nothing.
    is_undone: bool,
}

/// Returns how long a server asks us to wait. That it may also name a time of day is left aside: clocks
/// differ, and our own pause serves as well.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// Returns scheme and host of an address; the rest may hold a secret.
fn origin(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        return "another path of it".to_owned();
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}")
}

/// Reads the certificates in a PEM file, of which there is at least one.
fn certificates(file: &Path) -> Result<Vec<Certificate<'static>>, Fault> {
    let fault = |cause: String| Fault::Certificates { file: file.to_owned(), cause };
    let bytes = std::fs::read(file).map_err(|error| fault(error.to_string()))?;
    let mut found = Vec::new();
    for item in parse_pem(&bytes) {
        match item.map_err(|error| fault(error.to_string()))? {
            PemItem::Certificate(certificate) => found.push(certificate),
            _ => return Err(fault("something else than a certificate stands in it".to_owned())),
        }
    }
    if found.is_empty() { Err(fault("there is none in it".to_owned())) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::{Access, Client, Credentials, Limits, origin};
    use std::time::Duration;

    fn client(access: &Access) -> Client {
        Client::new(&"es+http://h:9200/news".parse().unwrap(), access, Limits::default()).unwrap()
    }

    #[test]
    fn a_secret_is_shown_by_nobody() {
        for credentials in [
            Credentials::Password { user: "me".to_owned(), password: "secret".to_owned() },
            Credentials::ApiKey("secret".to_owned()),
            Credentials::Bearer("secret".to_owned()),
        ] {
            let access = Access { credentials: Some(credentials), ca_file: None };
            let shown = format!("{access:?} {:?}", client(&access));
            assert!(!shown.contains("secret") && !shown.contains("c2VjcmV0"), "{shown}");
        }
        assert_eq!(origin("https://me:secret@other/secret?secret"), "https://other");
    }

    #[test]
    fn pauses_grow_to_a_limit_and_are_not_all_the_same() {
        let client = client(&Access::default());
        let limits = Limits::default();
        for tries in 1..40 {
            let pause = client.pause(tries, None);
            assert!(pause >= limits.pause / 2 && pause <= limits.longest_pause, "{pause:?}");
            assert!(tries > 5 || pause <= limits.pause * (1 << (tries - 1)), "{pause:?}");
        }
        let pauses: Vec<_> = (0..20).map(|_| client.pause(9, None)).collect();
        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
        // What the server asks for is followed, but not for an hour.
        assert!(client.pause(1, Some(Duration::from_secs(10))) >= Duration::from_secs(5));
        assert!(client.pause(1, Some(Duration::from_hours(1))) <= limits.longest_pause);
    }
}
