//! What the README shows is what byline prints.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{copy, corpus_folder};

/// A line that stands for any number of lines.
const AND_SO_ON: &str = "\n…\n";

/// Whether a text is what the README shows of it. Where lines are broken does not matter.
fn is_shown(text: &str, shown: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = words(text);
    let Some((first, last)) = shown.split_once(AND_SO_ON) else { return text == words(shown) };
    text.starts_with(&words(first)) && text.ends_with(&words(last))
}

/// With `BYLINE_BLESS` set what byline prints is written, to be read before it is committed.
#[test]
fn what_the_readme_shows_is_true() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&file).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("sample-corpus");
    fs::create_dir(&corpus).unwrap();
    copy(&corpus_folder(), &corpus);
    let program = Path::new(env!("CARGO_BIN_EXE_byline")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut blessed = String::new();
    let mut commands = 0;
    let mut printed: Option<String> = None;
    for (number, block) in readme.split("```").enumerate() {
        let inside = number % 2 == 1;
        let shown = block.strip_prefix("text\n").filter(|_| inside);
        let mut block = block.to_owned();
        if let (Some(printed), Some(shown)) = (&printed, shown)
            && !is_shown(printed, shown)
        {
            assert!(std::env::var_os("BYLINE_BLESS").is_some(), "not so: {shown}\nbut: {printed}");
            block = format!("text\n{printed}");
        }
        if inside {
            let command = block.strip_prefix("sh\n").map(str::trim);
            let command =
                command.map(|command| command.replace("cargo run --release --", "byline"));
            printed = command.filter(|command| command.starts_with("byline ")).map(|command| {
                commands += 1;
                let output = Command::new("sh")
                    .args(["-c", &format!("{command} 2>&1")])
                    .current_dir(folder.path())
                    .env("PATH", &path)
                    .env_remove("BYLINE_INDEX")
                    .output()
                    .unwrap();
                String::from_utf8(output.stdout).unwrap()
            });
        }
        write!(blessed, "{}{block}", if number > 0 { "```" } else { "" }).unwrap();
    }
    assert!(commands > 7, "only {commands} commands were found");
    if std::env::var_os("BYLINE_BLESS").is_some() {
        fs::write(file, blessed).unwrap();
    }
}
