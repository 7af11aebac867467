//! A file of the corpus, whatever is in it: its first line is its name, the rest its content. It
//! gives articles or reasons, and no reader breaks down.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;
use std::{env, fs, process};

use byline::article::{Property, Stamp};
use byline::corpus::{Cause, Content, File};
use libfuzzer_sys::fuzz_target;

static PATH: LazyLock<PathBuf> =
    LazyLock::new(|| env::temp_dir().join(format!("byline-fuzz-{}", process::id())));

fuzz_target!(|input: &[u8]| {
    let Some(end) = input.iter().position(|byte| *byte == b'\n') else { return };
    let Ok(name) = std::str::from_utf8(&input[..end]) else { return };
    fs::write(&*PATH, &input[end + 1..]).expect("the folder for temporary files can be written");
    let stamp = Stamp { size: (input.len() - end - 1) as u64, modified: 0 };
    let file = File::new(PATH.clone(), name.to_owned(), stamp);
    let Ok(content) = Content::open(&file) else { return };
    content.articles(|article| {
        match article {
            Ok(article) => {
                assert!(article.body.is_char_boundary(article.standfirst));
                for property in Property::all() {
                    assert_eq!(article.has(property), article.origins.of(property).is_some());
                }
            }
            Err(error) => assert!(!matches!(error.cause, Cause::Broke { .. }), "{}", error.cause),
        }
        true
    });
});
