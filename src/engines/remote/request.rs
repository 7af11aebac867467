//! What is asked of a server, and what it answers.

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::http::Method;

use super::Fault;

/// What is asked of a server. It is sent again when no answer comes, unless it is
/// [`once`](Request::once): so it has to come to the same whether it is done once or twice.
#[derive(Debug, Clone)]
pub struct Request {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) body: Option<(&'static str, Vec<u8>)>,
    pub(super) is_once: bool,
    pub(super) within: Option<Duration>,
}

impl Request {
    /// Asks for what stands at `path`, which begins with `/` and is percent-encoded where it has to be.
    pub fn get(path: impl Into<String>) -> Self {
        Request::of(Method::GET, path.into())
    }

    /// Asks whether there is something at `path`: only the status is of interest.
    pub fn head(path: impl Into<String>) -> Self {
        Request::of(Method::HEAD, path.into())
    }

    /// Posts to `path`; an empty body, if nothing is added.
    pub fn post(path: impl Into<String>) -> Self {
        Request::of(Method::POST, path.into())
    }

    /// Puts something at `path`.
    pub fn put(path: impl Into<String>) -> Self {
        Request::of(Method::PUT, path.into())
    }

    /// Removes what is at `path`.
    pub fn delete(path: impl Into<String>) -> Self {
        Request::of(Method::DELETE, path.into())
    }

    fn of(method: Method, path: String) -> Self {
        Request { method, path, body: None, is_once: false, within: None }
    }

    /// Sends a JSON value with it.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        let body = Some(("application/json", body.to_string().into_bytes()));
        Request { body, ..self }
    }

    /// Sends JSON values with it, each on a line that ends with a line feed.
    #[must_use]
    pub fn lines(self, body: Vec<u8>) -> Self {
        Request { body: Some(("application/x-ndjson", body)), ..self }
    }

    /// Never sends it again if the server may have done it already.
    #[must_use]
    pub fn once(self) -> Self {
        Request { is_once: true, ..self }
    }

    /// Gives it so much time, in place of [`Limits::answer`](super::Limits::answer): for all tries
    /// together, and the pauses between them.
    #[must_use]
    pub fn within(self, time: Duration) -> Self {
        Request { within: Some(time), ..self }
    }

    /// Returns method and path, without what is asked for behind a `?`.
    pub(super) fn name(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        format!("{} {path}", self.method)
    }
}

/// What a server answered: any status but those that tell it to be asked again, and those that send
/// elsewhere.
#[derive(Debug)]
pub struct Answer {
    pub(super) host: String,
    /// Method and path of what was asked.
    pub(super) request: String,
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// Returns the status of HTTP.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the answer if the server did as asked.
    ///
    /// # Errors
    /// If its status is not between 200 and 299; with what the server says of it.
    pub fn ok(self) -> Result<Self, Fault> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        let reason = self.reason();
        let Answer { host, request, status, .. } = self;
        Err(match status {
            401 | 403 => Fault::Access { host, request, status, reason },
            _ => Fault::Status { host, request, status, reason },
        })
    }

    /// Returns the answer if the server did as asked; `None` if it says that there is no such thing.
    ///
    /// # Errors
    /// As [`ok`](Answer::ok), but for status 404.
    pub fn found(self) -> Result<Option<Self>, Fault> {
        if self.status == 404 { Ok(None) } else { self.ok().map(Some) }
    }

    /// Reads the answer, whatever its status.
    ///
    /// # Errors
    /// If it is no JSON, or does not have the parts that `T` needs.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        serde_json::from_slice(&self.body).map_err(|error| self.unreadable(error.to_string()))
    }

    /// Returns what the server says of an error.
    pub(super) fn reason(&self) -> String {
        reason(&self.body)
    }

    /// Says that the answer is not what it should be.
    pub(crate) fn unreadable(&self, cause: String) -> Fault {
        let (host, request) = (self.host.clone(), self.request.clone());
        Fault::Unreadable { host, request, cause }
    }
}

/// So many characters of what a server says are repeated: some give the whole query back.
const LONGEST: usize = 300;

/// Returns what the body of an answer tells of an error: that of Elasticsearch, of Quickwit, or the
/// beginning of whatever it is.
fn reason(body: &[u8]) -> String {
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => {
            let error = value.get("error").unwrap_or(&value);
            why(error).unwrap_or_else(|| shorten(&value.to_string()))
        }
        Err(_) => shorten(&String::from_utf8_lossy(body)),
    }
}

/// Returns the reason in an error of Elasticsearch, down to its last cause; `None` if there is none.
pub(super) fn why(error: &Value) -> Option<String> {
    let text = |value: &Value| {
        let keys = ["reason", "message", "error"];
        let text = keys.iter().find_map(|key| value.get(key)?.as_str()).or(value.as_str());
        text.map(str::to_owned)
    };
    let mut said = text(error)?;
    let mut causes = error.pointer("/failed_shards/0/reason").or_else(|| error.get("caused_by"));
    while let Some(cause) = causes {
        if let Some(reason) = text(cause).filter(|reason| !said.contains(&**reason)) {
            said = format!("{said}: {reason}");
        }
        causes = cause.get("caused_by");
    }
    Some(shorten(&said))
}

/// Puts a text on one line, and cuts it where nobody reads on.
fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None if text.is_empty() => "nothing more".to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        assert_eq!(reason(body.as_bytes()), expected);
    }

    #[test]
    fn what_a_server_says_of_an_error_is_found() {
        check(
            r#"{"error": {"type": "a", "reason": "failed to parse", "caused_by": {"reason": "no such day"}}}"#,
            "failed to parse: no such day",
        );
        check(
            r#"{"error": {"reason": "all shards failed", "failed_shards": [{"reason": {"reason": "bad query"}}]}}"#,
            "all shards failed: bad query",
        );
        check(r#"{"error": "no handler found"}"#, "no handler found");
        check(r#"{"message": "index `a` not found"}"#, "index `a` not found");
        check(r#"{"status": 400}"#, r#"{"status":400}"#);
        check("<html>\n  Bad gateway", "<html> Bad gateway");
        check("", "nothing more");
        check(&"a".repeat(1_000), &format!("{} …", "a".repeat(300)));
    }
}
