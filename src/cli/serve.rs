//! `byline serve`: the page in a browser.

use std::net::TcpListener;

use anyhow::Context as _;

use crate::http::{self, Settings};

use super::args::{Args, Serve};
use super::console::Console;
use super::question::ready;
use super::{FOUND, index, place};

/// Serves until the process ends.
pub(super) fn run(args: &Args, serve: &Serve, console: &mut Console<'_>) -> anyhow::Result<u8> {
    let listen = serve.listen;
    let listener = TcpListener::bind(listen).with_context(|| {
        format!("{listen} cannot be listened to; name another with --listen, such as 127.0.0.1:0")
    })?;
    // Whoever has no index is told at once, not by a page.
    if ready(args, &serve.progress, console)?.is_none() {
        return Ok(index::STOPPED);
    }
    let settings = Settings {
        location: place::location(args)?.with_context(place::none_here)?,
        people_file: args.people.clone(),
        timeout: serve.timeout,
        hosts: serve.host.clone(),
    };
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        console.say("warning: everybody who reaches this address can read the archive")?;
    }
    writeln!(console.out, "http://{address}/")?;
    console.out.flush()?;
    console.say("Ctrl-C ends it")?;
    http::serve(listener, settings)?;
    Ok(FOUND)
}
