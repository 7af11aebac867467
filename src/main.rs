//! The `byline` command: hands arguments and streams to [`byline::cli`].

use std::io::{self, BufWriter};
use std::process::ExitCode;

use byline::cli::{self, Console};

/// Articles are made on one thread and freed on another, in a million small pieces a second: of that
/// the memory of glibc grows, and a sixth of the time goes into it.
#[cfg(target_os = "linux")]
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout());
    let mut err = io::stderr();
    let mut console = Console::of_process(&mut out, &mut err);
    ExitCode::from(cli::run(std::env::args_os(), &mut console))
}
