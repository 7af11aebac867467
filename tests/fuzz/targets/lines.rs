//! A line of an article: a byline, a dateline, a date.

#![no_main]

use byline::article::{Byline, Dateline, Name, PrintedDate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    for author in Byline::parse(line).authors {
        assert!(!author.name.display().is_empty());
    }
    if let Some((dateline, rest)) = Dateline::split(line) {
        assert!(line.ends_with(rest) && !dateline.printed.is_empty());
    }
    if let Some(date) = PrintedDate::find(line) {
        assert!(line.get(date.range.clone()).is_some());
        date.resolve(None);
    }
    Name::new(line);
});
