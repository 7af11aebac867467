//! The `byline` command: hands arguments and streams to [`byline::cli`].

use std::io::{self, BufWriter};
use std::process::ExitCode;

use byline::cli::{self, Console};

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout());
    let mut err = io::stderr();
    let mut console = Console::of_process(&mut out, &mut err);
    ExitCode::from(cli::run(std::env::args_os(), &mut console))
}
