//! `byline serve`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;

use super::{byline, check, command, err, indexed};

#[test]
fn the_address_that_is_printed_answers() {
    let corpus = indexed();
    let mut serving = command(corpus.path(), &["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(serving.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let host = line.trim_end().strip_prefix("http://").unwrap().trim_end_matches('/');
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /?q=puffins HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    serving.kill().unwrap();
    serving.wait().unwrap();
    assert!(page.contains("<mark>Puffins</mark> return to Gannet Rock"), "{page}");
}

#[test]
fn what_cannot_be_served_is_told() {
    let corpus = indexed();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = byline(corpus.path(), &["serve", "--listen", &address]);
    assert_eq!(output.status.code(), Some(2));
    let expected = format!(
        "byline: {address} cannot be listened to; name another with --listen, such as 127.0.0.1:0: "
    );
    assert!(err(&output).starts_with(&expected), "{}", err(&output));
    let nothing = tempfile::tempdir().unwrap();
    let here = ["byline: no index in this folder or above it; make one with `byline index DIR`"];
    check(nothing.path(), &["serve", "--listen", "127.0.0.1:0"], 2, &here);
}
