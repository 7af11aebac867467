//! Character references and named entities. Only those that XML and HTML define: what a file declares
//! itself is never expanded, so that no file can grow while it is read.

use encoding_rs::WINDOWS_1252;
use quick_xml::escape::resolve_html5_entity;

/// The longest name of HTML is `CounterClockwiseContourIntegral`, in bytes.
const LONGEST_NAME: usize = 32;

/// Adds what `&name;` stands for to `text`; a name that nobody knows stays as it is written.
pub(super) fn push_entity(text: &mut String, name: &str) {
    if let Some(number) = name.strip_prefix('#') {
        text.push(character(number));
    } else if let Some(known) = resolve_html5_entity(name) {
        text.push_str(known);
    } else {
        text.push('&');
        text.push_str(name);
        text.push(';');
    }
}

/// Returns `raw`, the value of an attribute, without entities.
pub(super) fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, behind)) = rest.split_once('&') {
        text.push_str(before);
        let end = behind.bytes().take(LONGEST_NAME + 1).position(|byte| byte == b';');
        match end {
            Some(end) if end > 0 => {
                push_entity(&mut text, &behind[..end]);
                rest = &behind[end + 1..];
            }
            _ => {
                text.push('&');
                rest = behind;
            }
        }
    }
    text.push_str(rest);
    text
}

/// The character of a reference, `x41` or `65`. Control characters are white space: `&#3;` ends a text
/// of Reuters.
fn character(number: &str) -> char {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    match code {
        // What Windows called so is what browsers show.
        Ok(code @ 0x80..=0x9f) => {
            let byte = u8::try_from(code).unwrap_or(b' ');
            WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(' ')
        }
        Ok(code) => {
            char::from_u32(code).map_or('\u{fffd}', |c| if c.is_control() { ' ' } else { c })
        }
        Err(_) => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::unescaped;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(unescaped(raw), expected);
    }

    #[test]
    fn entities_of_xml_and_html_are_characters() {
        check("Doe &amp; Roe &lt;x&gt; &quot;", "Doe & Roe <x> \"");
        check("caf&eacute;&nbsp;&mdash; &#8217;&#x41;&#146;", "café\u{a0}— ’A’");
        check("end&#3;of", "end of");
    }

    #[test]
    fn what_is_no_entity_stays() {
        check("AT&T; R&D & more &lol9; &;", "AT&T; R&D & more &lol9; &;");
        check("&#xD800;&#99999999999;&#x;", "\u{fffd}\u{fffd}\u{fffd}");
    }

    proptest! {
        #[test]
        fn nothing_grows(raw in "(&|;|#|x|[0-9a-f]|amp|é| ){0,40}") {
            prop_assert!(unescaped(&raw).len() <= raw.len() * 3);
        }
    }
}
