//! A Word document: a zip of which two members tell what an article is.

use std::borrow::Cow;
use std::io::Read as _;

use encoding_rs::UTF_8;

use super::super::Cause;
use super::super::packing::Meter;
use super::member::Member;
use super::zip::{Place, each};

/// Author and language.
const PROPERTIES: &[u8] = b"docProps/core.xml";

/// Longer members are refused, in bytes: the text, and what is said of it.
const LONGEST_TEXT: u64 = 64 << 20;
const LONGEST_PROPERTIES: u64 = 1 << 20;

/// How files of Office before 2007 begin, and encrypted ones of today.
/// <https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb>
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Returns true if a file that begins with `head` is an old document of Office, or an encrypted one.
pub(super) fn is_compound(head: &[u8]) -> bool {
    head.starts_with(COMPOUND)
}

/// Says why such a file is not read.
pub(super) fn compound() -> Cause {
    Cause::Damaged { says: "a Word document that is encrypted, or an old .doc".to_owned() }
}

/// See [`super::text_of_docx`].
pub(super) fn text(place: Place<'_>, size: u64, meter: &Meter) -> Result<String, Cause> {
    let (mut properties, mut text) = (None, None);
    each(place, size, meter, &mut |member| {
        if member.name == PROPERTIES {
            properties.get_or_insert_with(|| held(member, LONGEST_PROPERTIES));
        } else if is_text(&member.name) {
            text.get_or_insert_with(|| held(member, LONGEST_TEXT));
        }
        properties.is_none() || text.is_none()
    })?;
    let none = || Cause::Damaged { says: "not a Word document: it has no text".to_owned() };
    let text = text.ok_or_else(none)??;
    // An article is worth having without what its file says of it, if that cannot be unpacked.
    let properties = properties.and_then(Result::ok).unwrap_or_default();
    Ok(format!("\u{feff}{}\n{}", decoded(&properties), decoded(&text)))
}

/// The text is `word/document.xml`; some programs of Microsoft write `document2.xml`.
fn is_text(name: &[u8]) -> bool {
    let number = name.strip_prefix(b"word/document").and_then(|name| name.strip_suffix(b".xml"));
    number.is_some_and(|number| number.iter().all(u8::is_ascii_digit))
}

fn held(member: Member<'_>, longest: u64) -> Result<Vec<u8>, Cause> {
    let mut held = Vec::new();
    member.bytes?.take(longest + 1).read_to_end(&mut held)?;
    if held.len() as u64 > longest {
        let says = format!("its text is longer than {} MiB", longest >> 20);
        return Err(Cause::Damaged { says });
    }
    Ok(held)
}

/// It is UTF-8, or has a mark that says otherwise.
fn decoded(xml: &[u8]) -> Cow<'_, str> {
    UTF_8.decode(xml).0
}
