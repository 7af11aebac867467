//! One request, and what comes of it.

use std::net::TcpListener;
use std::time::Duration;

use byline::engines::remote::{Access, Client, Credentials, Fault, Limits, Request};
use serde_json::{Value, json};

use super::server::{Reply, Server};
use super::{connect, hasty};

/// A server that gives these replies in turn, the last one for ever.
fn replies(replies: Vec<Reply>) -> Server {
    let mut at = 0;
    Server::start(move |_| {
        at += 1;
        replies[(at - 1).min(replies.len() - 1)].clone()
    })
}

fn fine() -> Reply {
    Reply::json(200, &json!({ "is": "fine" }))
}

/// Asks until there is an answer, and returns it, or why there is none; with the times that the server
/// was asked.
fn ask(server: &Server, limits: Limits, request: &Request) -> (Result<Value, String>, usize) {
    let client = connect(server, &Access::default(), limits);
    let answer = client.send(request).and_then(|answer| answer.ok()?.read());
    let answer = answer.map_err(|fault| fault.to_string().replace(&server.host(), "HOST"));
    (answer, server.received().len())
}

#[track_caller]
fn check_fine(server: &Server, request: &Request, times: usize) {
    assert_eq!(ask(server, hasty(), request), (Ok(json!({ "is": "fine" })), times));
}

#[track_caller]
fn check_fault(server: &Server, limits: Limits, expected: &str, times: usize) {
    let (answer, asked) = ask(server, limits, &Request::get("/news/_count?q=secret"));
    assert_eq!((answer.unwrap_err().as_str(), asked), (expected, times));
}

#[test]
fn a_request_arrives_as_it_was_meant() {
    let server = replies(vec![fine()]);
    let client = connect(&server, &Access::default(), hasty());
    for request in [
        Request::get("/a"),
        Request::head("/b"),
        Request::delete("/c"),
        Request::put("/d").json(&json!({ "x": 1 })),
        Request::post("/e?f=g"),
        Request::post("/h").lines(b"{}\n{}\n".to_vec()),
    ] {
        assert_eq!(client.send(&request).unwrap().status(), 200);
    }
    let shown = server.received().into_iter().map(|received| {
        let kind = received.header("content-type").unwrap_or("-");
        format!("{} {kind} {:?}", received.line, received.body)
    });
    let expected = [
        r#"GET /a - """#,
        r#"HEAD /b - """#,
        r#"DELETE /c - """#,
        r#"PUT /d application/json "{\"x\":1}""#,
        r#"POST /e?f=g - """#,
        r#"POST /h application/x-ndjson "{}\n{}\n""#,
    ];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[test]
fn credentials_are_sent_with_each_request() {
    let server = replies(vec![fine()]);
    let password = |password: &str| Credentials::Password {
        user: "reader".to_owned(),
        password: password.to_owned(),
    };
    for credentials in [
        password("open sesame"),
        Credentials::ApiKey("a2V5".to_owned()),
        Credentials::Bearer("token".to_owned()),
    ] {
        let access = Access { credentials: Some(credentials), ca_file: None };
        connect(&server, &access, hasty()).send(&Request::get("/")).unwrap();
    }
    let sent: Vec<_> = server.received();
    let sent: Vec<_> = sent.iter().map(|received| received.header("authorization")).collect();
    let expected = ["Basic cmVhZGVyOm9wZW4gc2VzYW1l", "ApiKey a2V5", "Bearer token"];
    assert_eq!(sent, expected.map(Some));

    let access = Access { credentials: Some(password("a")), ca_file: None };
    let broken = Access {
        credentials: Some(Credentials::Bearer("to\nken".to_owned())),
        ..Access::default()
    };
    let address = "es+http://h/news".parse().unwrap();
    assert!(Client::new(&address, &access, hasty()).is_ok());
    let fault = Client::new(&address, &broken, hasty()).unwrap_err().to_string();
    assert_eq!(fault, "the credentials have signs that cannot be sent, such as a line break");
}

#[test]
fn a_server_that_is_not_ready_is_asked_again() {
    for status in [429, 502, 503, 504] {
        let busy = Reply::json(status, &json!({ "error": { "reason": "busy" } }));
        let server = replies(vec![busy.clone(), busy.with("Retry-After: 3600"), fine()]);
        check_fine(&server, &Request::post("/_bulk"), 3);
    }
}

#[test]
fn a_connection_that_breaks_off_is_made_again() {
    let server = replies(vec![fine().cut_after(0), fine().cut_after(5), fine()]);
    check_fine(&server, &Request::get("/"), 3);

    let chunked = Reply { is_chunked: true, ..fine() };
    let length = chunked.body.len();
    // Between two chunks, in one, in a length, and before the end is told.
    let cuts = [9, 6, 10, length + 5 * length.div_ceil(4)];
    let cuts = cuts.map(|cut| chunked.clone().cut_after(cut)).to_vec();
    let server = replies([cuts, vec![chunked]].concat());
    check_fine(&server, &Request::get("/"), 5);
}

#[test]
fn what_may_be_done_once_only_is_not_sent_again() {
    let cut = replies(vec![fine().cut_after(5), fine()]);
    let (answer, asked) = ask(&cut, hasty(), &Request::post("/").once());
    let expected = "HOST gives no good answer to POST /: the connection ended in the middle of the answer; asked 1 times";
    assert_eq!((answer.unwrap_err().as_str(), asked), (expected, 1));
    // Whoever is turned away may come again.
    let busy = replies(vec![Reply::json(429, "{}"), fine()]);
    check_fine(&busy, &Request::post("/").once(), 2);
}

#[test]
fn a_server_that_never_gets_ready_is_given_up() {
    let server = replies(vec![Reply::json(503, &json!({ "error": "no shards\navailable" }))]);
    let expected =
        "HOST gives no good answer to GET /news/_count: 503, no shards available; asked 8 times";
    check_fault(&server, hasty(), expected, 8);
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    drop(listener);
    let address = format!("es+http://{host}/news").parse().unwrap();
    let client = Client::new(&address, &Access::default(), hasty()).unwrap();
    let fault = client.send(&Request::get("/").once()).unwrap_err().to_string();
    assert!(fault.starts_with(&format!("{host} gives no good answer to GET /: ")), "{fault}");
    assert!(fault.contains("refused") && fault.ends_with("; asked 8 times"), "{fault}");
}

#[test]
fn an_answer_that_does_not_come_is_not_waited_for() {
    let server = replies(vec![fine().hanging_after(5)]);
    let limits = Limits { answer: Duration::from_millis(300), tries: 2, ..hasty() };
    let expected =
        "HOST gives no good answer to GET /news/_count: no whole answer in time; asked 2 times";
    check_fault(&server, limits, expected, 2);

    // All tries together have the time of the request.
    let request = Request::get("/").within(Duration::from_millis(300));
    let (answer, asked) = ask(&server, hasty(), &request);
    assert!(answer.unwrap_err().contains("no whole answer in time"));
    assert_eq!(asked, 3);
}

#[test]
fn an_answer_may_be_large_but_not_without_end() {
    let large = json!({ "text": "x".repeat(10_000_000) });
    let server = replies(vec![Reply::json(200, &large)]);
    let (answer, _) = ask(&server, hasty(), &Request::get("/"));
    assert!(answer.unwrap() == large);

    let limits = Limits { bytes: 1_000, ..hasty() };
    let expected =
        "the answer of HOST to GET /news/_count is larger than 1000 bytes; ask for less at once";
    check_fault(&server, limits, expected, 2);
}

#[test]
fn a_redirect_is_not_followed() {
    let other = replies(vec![fine()]);
    let to = format!("Location: http://{}/news?token=secret", other.host());
    for status in [301, 302, 307, 308] {
        let server = replies(vec![Reply::json(status, "{}").with(&to)]);
        let expected = format!(
            "HOST sends GET /news/_count on to http://{}, which is not followed; name the right server",
            other.host()
        );
        check_fault(&server, hasty(), &expected, 1);
    }
    assert!(other.received().is_empty());
}

#[test]
fn an_answer_that_is_no_json_is_said_to_be_none() {
    let server = replies(vec![Reply { status: 200, body: b"<html>".into(), ..Reply::default() }]);
    let expected = "the answer of HOST to GET /news/_count cannot be read: \
                    expected value at line 1 column 1; is it the right server?";
    check_fault(&server, hasty(), expected, 1);
}

#[test]
fn what_a_server_does_not_do_is_told_in_its_words() {
    let server =
        replies(vec![Reply::json(400, &json!({ "error": { "reason": "no such field" } }))]);
    let expected = "HOST answers 400 to GET /news/_count: no such field";
    check_fault(&server, hasty(), expected, 1);

    let server = replies(vec![Reply::json(401, &json!({ "error": { "reason": "who are you" } }))]);
    let expected = "HOST answers 401 to GET /news/_count: who are you; credentials are taken from \
                    $BYLINE_USER and $BYLINE_PASSWORD, from $BYLINE_API_KEY, or from a file with \
                    --credentials";
    check_fault(&server, hasty(), expected, 1);

    let server = replies(vec![Reply::json(404, "{}")]);
    let client = connect(&server, &Access::default(), hasty());
    assert!(client.send(&Request::get("/")).unwrap().found().unwrap().is_none());
}

#[test]
fn certificates_to_trust_are_read_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    let address = "es+https://h/news".parse().unwrap();
    let access = Access { ca_file: Some(file.clone()), ..Access::default() };
    let fault = || {
        let fault = Client::new(&address, &access, hasty()).unwrap_err().to_string();
        fault.replace(&file.display().to_string(), "FILE")
    };
    assert!(fault().starts_with("no certificates can be read from FILE: No such file"));
    std::fs::write(&file, "nothing").unwrap();
    assert_eq!(fault(), "no certificates can be read from FILE: there is none in it");
}

#[test]
fn a_server_that_speaks_no_tls_is_told_from_one_that_is_silent() {
    // Its answer to a greeting of TLS is none.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        use std::io::Write as _;
        let mut connection = listener.accept().unwrap().0;
        connection.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        std::io::copy(&mut connection, &mut std::io::sink()).ok();
    });
    let address = format!("es+https://{host}/news").parse().unwrap();
    let client = Client::new(&address, &Access::default(), hasty()).unwrap();
    let fault = client.send(&Request::get("/")).unwrap_err().to_string();
    assert!(fault.starts_with(&format!("no safe connection to {host}: ")), "{fault}");
}

#[test]
fn who_asks_is_told_soon_and_who_writes_waits_longer() {
    let server = Server::start(|_| Reply::json(503, "{}"));
    let limits = Limits { question_tries: 3, ..hasty() };
    let client = connect(&server, &Access::default(), limits);
    let tries = |client: &Client| match client.send(&Request::get("/")) {
        Err(Fault::Silent { tries, .. }) => tries,
        other => panic!("{other:?}"),
    };
    assert_eq!(tries(&client), 3);
    client.take_time();
    assert_eq!(tries(&client), 8);
}
