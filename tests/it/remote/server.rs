//! A server that answers as a test tells it to, on the loopback: also wrongly, slowly, or not at all.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// What was asked.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    /// `POST /_bulk`
    pub(crate) line: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

/// What is answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// `Name: value`, beside the length.
    pub(crate) headers: Vec<String>,
    pub(crate) body: Vec<u8>,
    /// After so many bytes of the body the connection ends.
    pub(crate) cut_after: Option<usize>,
    /// Whether it is sent in chunks, whose length is told before each, in place of that of all.
    pub(crate) is_chunked: bool,
    /// Whether no more comes after that, and the connection stays.
    pub(crate) hangs: bool,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &(impl ToString + ?Sized)) -> Self {
        Reply { status, body: body.to_string().into_bytes(), ..Reply::default() }
    }

    pub(crate) fn with(mut self, header: impl Into<String>) -> Self {
        self.headers.push(header.into());
        self
    }

    pub(crate) fn cut_after(self, bytes: usize) -> Self {
        Reply { cut_after: Some(bytes), ..self }
    }

    pub(crate) fn hanging_after(self, bytes: usize) -> Self {
        Reply { cut_after: Some(bytes), hangs: true, ..self }
    }
}

impl Reply {
    /// The body as it is sent, and how its length is told.
    fn framed(&self) -> (Vec<u8>, String) {
        if !self.is_chunked {
            return (self.body.clone(), format!("Content-Length: {}", self.body.len()));
        }
        let mut framed = Vec::new();
        for chunk in self.body.chunks(4) {
            framed.extend(format!("{:x}\r\n", chunk.len()).bytes());
            framed.extend(chunk);
            framed.extend(b"\r\n");
        }
        framed.extend(b"0\r\n\r\n");
        (framed, "Transfer-Encoding: chunked".to_owned())
    }
}

type Script = dyn FnMut(&Received) -> Reply + Send;

/// The server; it ends with the test.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Seen>,
    ends: Arc<AtomicBool>,
}

/// What was seen of the clients.
#[derive(Default)]
struct Seen {
    received: Mutex<Vec<Received>>,
    waiting: AtomicUsize,
    most_waiting: AtomicUsize,
}

impl Server {
    /// Begins to answer: each request is shown to `script`, one at a time.
    pub(crate) fn start(script: impl FnMut(&Received) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Seen::default());
        let ends = Arc::new(AtomicBool::new(false));
        let script: Arc<Mutex<Box<Script>>> = Arc::new(Mutex::new(Box::new(script)));
        let (saw, is_over) = (Arc::clone(&seen), Arc::clone(&ends));
        thread::spawn(move || {
            for connection in listener.incoming() {
                if is_over.load(Ordering::SeqCst) {
                    break;
                }
                let (script, saw) = (Arc::clone(&script), Arc::clone(&saw));
                thread::spawn(move || serve(connection.unwrap(), &script, &saw));
            }
        });
        Server { address, seen, ends }
    }

    /// `127.0.0.1:40001`
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    /// What was asked until now.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.seen.received.lock().unwrap().clone()
    }

    /// How many requests at most waited for an answer at once.
    pub(crate) fn most_at_once(&self) -> usize {
        self.seen.most_waiting.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // It looks whether it is over when somebody comes.
        drop(TcpStream::connect(self.address));
    }
}

/// Answers on one connection until it ends. That the client goes away is its own affair.
fn serve(connection: TcpStream, script: &Mutex<Box<Script>>, seen: &Seen) {
    let mut reader = BufReader::new(connection);
    while let Some(received) = receive(&mut reader) {
        seen.received.lock().unwrap().push(received.clone());
        let waiting = seen.waiting.fetch_add(1, Ordering::SeqCst) + 1;
        seen.most_waiting.fetch_max(waiting, Ordering::SeqCst);
        let reply = script.lock().unwrap()(&received);
        seen.waiting.fetch_sub(1, Ordering::SeqCst);
        let connection = reader.get_mut();
        let (body, length) = reply.framed();
        let head = [vec![format!("HTTP/1.1 {} Told", reply.status), length], reply.headers.clone()];
        let head = head.concat().join("\r\n") + "\r\n\r\n";
        // The answer to HEAD has the length of what it does not bring.
        let sent = if received.line.starts_with("HEAD ") { 0 } else { body.len() };
        let body = &body[..reply.cut_after.unwrap_or(sent)];
        if connection.write_all(head.as_bytes()).and_then(|()| connection.write_all(body)).is_err()
        {
            return;
        }
        if reply.hangs {
            // Until the client has had enough.
            let mut rest = Vec::new();
            reader.read_to_end(&mut rest).ok();
        }
        if reply.cut_after.is_some() {
            return;
        }
    }
}

fn receive(reader: &mut BufReader<TcpStream>) -> Option<Received> {
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        Some(line.trim_end().to_owned())
    };
    let first = line().filter(|line| !line.is_empty())?;
    let mut headers = Vec::new();
    loop {
        let line = line()?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(0, |(_, length)| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let line = first.strip_suffix(" HTTP/1.1").unwrap().to_owned();
    Some(Received { line, headers, body: String::from_utf8(body).unwrap() })
}
