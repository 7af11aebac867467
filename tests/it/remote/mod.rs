//! What goes over the wire to a remote engine, and what comes of it when the wire is bad.

mod bulk;
mod client;
mod elasticsearch;
mod quickwit;
mod server;

use std::time::Duration;

use byline::engines::remote::{Access, Client, Limits};

use server::Server;

/// Limits under which a test does not wait.
fn hasty() -> Limits {
    let pause = Duration::from_millis(1);
    Limits { pause, longest_pause: pause, question_tries: u32::MAX, ..Limits::default() }
}

fn connect(server: &Server, access: &Access, limits: Limits) -> Client {
    let address = format!("es+http://{}/news", server.host()).parse().unwrap();
    Client::new(&address, access, limits).unwrap()
}
