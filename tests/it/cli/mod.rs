//! The command, as its users and their programs see it: one file a feature.

mod archives;
mod batch;
mod bench;
mod companions;
mod copies;
mod doctor;
mod extract;
mod facets;
mod index;
mod matches;
mod named;
mod pages;
mod people;
mod place;
mod question;
mod rules;
mod search;
mod serve;
mod show;
mod timeline;
mod trouble;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::copy_asked;

/// A copy of what questions are asked of, not yet indexed.
fn corpus() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_asked(folder.path());
    folder
}

/// The same with its index.
fn indexed() -> TempDir {
    let corpus = corpus();
    byline(corpus.path(), &["index", "."]);
    corpus
}

/// A folder of files with their index.
fn files(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    byline(folder.path(), &["index", "."]);
    folder
}

/// byline in a folder, with an environment that does not depend on who runs the test.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
    command.current_dir(folder).args(arguments).env_remove("NO_COLOR");
    for name in ["BYLINE_INDEX", "BYLINE_USER", "BYLINE_PASSWORD", "BYLINE_API_KEY"] {
        command.env_remove(name);
    }
    command
}

fn byline(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Runs byline and expects an exit code and the lines on stderr; returns what stands on stdout.
#[track_caller]
fn check(folder: &Path, arguments: &[&str], code: i32, errors: &[&str]) -> String {
    let output = byline(folder, arguments);
    let folder = folder.canonicalize().unwrap().display().to_string();
    let said = err(&output).replace(&folder, "CORPUS");
    assert_eq!(
        (output.status.code(), said.lines().collect::<Vec<_>>()),
        (Some(code), errors.to_vec())
    );
    out(&output).to_owned()
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const FIRST: &str = "indexed 72 articles; files: 49 new, 0 changed, 0 removed, 0 unchanged";
const FLAWED: &str =
    "warning: 10 files could not be read, or not whole; `byline status` lists them";

/// Runs byline and expects it to refuse the arguments; returns the first line that it says.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = byline(folder, arguments);
    assert_eq!((output.status.code(), out(&output)), (Some(2), ""), "{}", err(&output));
    err(&output).lines().next().unwrap_or_default().to_owned()
}
