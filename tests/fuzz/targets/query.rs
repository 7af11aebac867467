//! A question, whatever was typed: it is understood or complained of, and what was understood is
//! understood the same way when it is written down.

#![no_main]

use byline::query::{Reading, parse};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = Reading::on(date(2024, 3, 5));
    let (query, complaints) = parse(text, &reading);
    for complaint in complaints {
        assert!(text.get(complaint.span.clone()).is_some(), "{complaint:?}");
    }
    let written = query.to_string();
    assert_eq!(parse(&written, &reading).0.to_string(), written, "of {text:?}");
});
