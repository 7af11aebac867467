//! The page in a browser: the same questions, put to whatever engine, answered as HTML. Nothing can be
//! changed by it, and it needs no script.
//!
//! A page is made anew for each request by a thread that may wait for the engine; only the server
//! itself is asynchronous. Who may ask is decided by the address that it listens to, and by the name it
//! is called by: a page of somebody else's that makes its own name lead here
//! (DNS rebinding) gets nothing.

mod address;
mod answer;
mod chart;
mod failure;
mod manual;
mod marked;
mod pages;
mod server;
mod shelf;

use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use crate::engines::Location;

/// What is served, and to whom.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the index is.
    pub location: Location,
    /// The file that says who is who; `None` for the one at the home of the index, if there is one.
    pub people_file: Option<PathBuf>,
    /// How long an answer may take; what was found by then is shown.
    pub timeout: Duration,
    /// The names by which it may be called, beside `localhost` and addresses in numbers.
    pub hosts: Vec<String>,
}

/// Answers whoever connects to `listener`, until the process ends.
///
/// # Errors
/// If the listener cannot be used.
pub fn serve(listener: TcpListener, settings: Settings) -> io::Result<()> {
    server::run(listener, settings)
}
