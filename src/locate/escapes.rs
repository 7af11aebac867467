//! What stands in JSON and HTML for something else: the escape at the beginning of a text, read.

use encoding_rs::WINDOWS_1252;

/// A kind of escape.
pub(super) struct Escape {
    /// What each begins with.
    pub(super) sign: char,
    /// Reads the one at the beginning of a text: the character it stands for, and its length in
    /// bytes; `None` if there is none.
    pub(super) read: fn(&str) -> Option<(char, usize)>,
}

/// Escapes in the strings of JSON.
pub(super) const JSON: Escape = Escape { sign: '\\', read: json };
/// Entities of HTML; a text keeps those whose name is not known here.
pub(super) const ENTITY: Escape = Escape { sign: '&', read: entity };
/// Tags of HTML, which part two words, unless they are such as stand inside a word.
pub(super) const TAG: Escape = Escape { sign: '<', read: tag };

/// Reads what stands behind a backslash (RFC 8259, section 7).
fn json(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('\\')?;
    let c = match rest.chars().next()? {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        c @ ('"' | '\\' | '/') => c,
        'u' => return unicode(text),
        _ => return None,
    };
    Some((c, 2))
}

/// A character beyond the first 65,536 is written as two units of UTF-16.
fn unicode(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| -> Option<u16> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
        is_hex.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    };
    let first = unit(0)?;
    if let Ok(c) = char::decode_utf16([first]).next()? {
        return Some((c, 6));
    }
    let c = char::decode_utf16([first, unit(6)?]).next()?.ok()?;
    Some((c, 12))
}

fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST_ENTITY).position(|b| b == b';')?;
    let name = text[..end].strip_prefix('&')?;
    let c = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(name)?,
    };
    Some((c, end + 1))
}

const LONGEST_ENTITY: usize = 12;

fn numbered(number: &str) -> Option<char> {
    let number = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    match u8::try_from(number) {
        // Browsers take these for the typographic characters of Windows, as old pages mean them.
        Ok(byte @ 0x80..=0x9f) => {
            WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
        }
        _ => char::from_u32(number),
    }
}

fn named(name: &str) -> Option<char> {
    let latin = || {
        let number = (0xa0..).zip(LATIN_1.split(' ')).find(|(_, latin)| *latin == name)?.0;
        char::from_u32(number)
    };
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c).or_else(latin)
}

/// The entities of text beyond Latin-1 (HTML 4.01, sections 24.3 and 24.4).
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("sbquo", '‚'),
    ("rdquo", '”'),
    ("ldquo", '“'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("euro", '€'),
    ("trade", '™'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Yuml", 'Ÿ'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
];

/// The entities of U+00A0 to U+00FF, in order (HTML 4.01, section 24.2).
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg \
    macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 \
    iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute \
    Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml \
    Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml \
    igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute \
    ucirc uuml yacute thorn yuml";

/// Tags that do not part what stands before and behind them.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u",
    "wbr",
];

/// The soft hyphen is no part of the word it stands in.
const INSIDE_WORD: char = '\u{ad}';

fn tag(text: &str) -> Option<(char, usize)> {
    let inside = text.strip_prefix('<')?;
    let end = inside.find(['<', '>']).filter(|end| inside[*end..].starts_with('>'))?;
    let name = inside[..end].trim_start_matches('/');
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let is_tag =
        inside.starts_with(['!', '?']) || name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_inline = INLINE.iter().any(|inline| name.eq_ignore_ascii_case(inline));
    is_tag.then_some((if is_inline { INSIDE_WORD } else { ' ' }, end + 2))
}

#[cfg(test)]
mod tests {
    use super::{INSIDE_WORD, entity, json, tag};

    #[track_caller]
    fn check(found: Option<(char, usize)>, expected: char, length: usize) {
        assert_eq!(found, Some((expected, length)));
    }

    #[test]
    fn json_escapes_are_read() {
        check(json("\\nx"), '\n', 2);
        check(json("\\\\n"), '\\', 2);
        check(json("\\u00e9t"), 'é', 6);
        check(json("\\ud83d\\ude00"), '😀', 12);
        for broken in ["\\x", "\\u12", "\\ud83d", "\\u+123", "\\ud83d\\u0041", "\\", "n", "\\u00é"]
        {
            assert_eq!(json(broken), None, "{broken}");
        }
    }

    #[test]
    fn tags_part_words_or_stand_in_one() {
        check(tag("<p class='a b'>x"), ' ', 15);
        check(tag("</P>"), ' ', 4);
        check(tag("<!-- a -->"), ' ', 10);
        check(tag("<b>x"), INSIDE_WORD, 3);
        check(tag("</SPAN >"), INSIDE_WORD, 8);
        for broken in ["< b>", "<3 and >2", "<b", "<b <i>", "<>", "</>", "b>"] {
            assert_eq!(tag(broken), None, "{broken}");
        }
    }

    #[test]
    fn entities_are_read() {
        check(entity("&amp;c"), '&', 5);
        check(entity("&nbsp;"), '\u{a0}', 6);
        check(entity("&eacute;t"), 'é', 8);
        check(entity("&yuml;"), 'ÿ', 6);
        check(entity("&#233;"), 'é', 6);
        check(entity("&#x2019;"), '’', 8);
        check(entity("&#146;"), '’', 6);
        for broken in ["&", "& co;", "&amp", "&zzz;", "&#;", "&#1114112;", "&é;", "&ééééééé;"]
        {
            assert_eq!(entity(broken), None, "{broken}");
        }
    }
}
