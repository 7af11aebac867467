//! The names of characters in fonts: those of the Adobe Glyph List that news is printed with.
//! <https://github.com/adobe-type-tools/agl-aglfn>

use unicode_normalization::UnicodeNormalization as _;

/// What is put on letters, and the character that combines with the letter before it.
const MARKS: &[(&str, char)] = &[
    ("grave", '\u{300}'),
    ("acute", '\u{301}'),
    ("circumflex", '\u{302}'),
    ("tilde", '\u{303}'),
    ("macron", '\u{304}'),
    ("breve", '\u{306}'),
    ("dotaccent", '\u{307}'),
    ("dieresis", '\u{308}'),
    ("ring", '\u{30a}'),
    ("hungarumlaut", '\u{30b}'),
    ("caron", '\u{30c}'),
    ("commaaccent", '\u{327}'),
    ("cedilla", '\u{327}'),
    ("ogonek", '\u{328}'),
];

/// What has another name than itself, and is no letter with a mark.
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("nbspace", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("sfthyphen", "\u{ad}"),
    ("minus", "−"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("exclamdown", "¡"),
    ("cent", "¢"),
    ("sterling", "£"),
    ("currency", "¤"),
    ("yen", "¥"),
    ("Euro", "€"),
    ("section", "§"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("ordfeminine", "ª"),
    ("ordmasculine", "º"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("degree", "°"),
    ("plusminus", "±"),
    ("onesuperior", "¹"),
    ("twosuperior", "²"),
    ("threesuperior", "³"),
    ("paragraph", "¶"),
    ("periodcentered", "·"),
    ("onequarter", "¼"),
    ("onehalf", "½"),
    ("threequarters", "¾"),
    ("questiondown", "¿"),
    ("multiply", "×"),
    ("divide", "÷"),
    ("dagger", "†"),
    ("daggerdbl", "‡"),
    ("bullet", "•"),
    ("ellipsis", "…"),
    ("perthousand", "‰"),
    ("endash", "–"),
    ("emdash", "—"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotesinglbase", "‚"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotedblbase", "„"),
    ("fraction", "/"),
    ("ff", "ff"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("AE", "Æ"),
    ("ae", "æ"),
    ("OE", "Œ"),
    ("oe", "œ"),
    ("Oslash", "Ø"),
    ("oslash", "ø"),
    ("Lslash", "Ł"),
    ("lslash", "ł"),
    ("Dcroat", "Đ"),
    ("dcroat", "đ"),
    ("Eth", "Ð"),
    ("eth", "ð"),
    ("Thorn", "Þ"),
    ("thorn", "þ"),
    ("germandbls", "ß"),
    ("dotlessi", "ı"),
];

/// What `StandardEncoding` has from 161 on, in parts of it.
const STANDARD: &[(u8, &str)] = &[
    (39, "’"),
    (96, "‘"),
    (161, "¡¢£/¥ƒ§¤'“«‹›"),
    (177, "–†‡·"),
    (182, "¶•‚„”»…‰"),
    (191, "¿"),
    (208, "—"),
    (225, "Æ"),
    (227, "ª"),
    (232, "ŁØŒº"),
    (241, "æ"),
    (245, "ı"),
    (248, "łøœß"),
];

/// Returns the text that a name of a character stands for.
pub(super) fn text(name: &str) -> Option<String> {
    // "a.alt" is an "a", and "f_i" both.
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    if name.contains('_') {
        return name.split('_').map(text).collect();
    }
    if let Some((_, text)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*text).to_owned());
    }
    let mut chars = name.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    if rest.is_empty() {
        return Some(name.to_owned());
    }
    if let Some((_, mark)) = MARKS.iter().find(|(known, _)| *known == rest) {
        return Some([first, *mark].into_iter().nfc().collect());
    }
    let code = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let code = u32::from_str_radix(code.get(..4.max(code.len().min(6)))?, 16).ok()?;
    char::from_u32(code).map(String::from)
}

/// Returns the character of a code in `StandardEncoding`.
pub(super) fn standard(code: u8) -> Option<char> {
    let part = STANDARD.iter().rev().find(|(first, _)| *first <= code);
    let told = part.and_then(|(first, chars)| chars.chars().nth(usize::from(code - first)));
    told.or_else(|| matches!(code, 32..127).then_some(char::from(code))).or(match code {
        174 => Some('\u{fb01}'),
        175 => Some('\u{fb02}'),
        _ => None,
    })
}
