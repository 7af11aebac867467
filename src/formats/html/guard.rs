//! Keeps pages out that would cost minutes or gigabytes to parse, by one look at their tags.
//!
//! The tree builder of HTML walks the open elements at many tags, and opens unclosed formatting
//! anew in each paragraph: some kilobytes of hostile tags make millions of nodes.

/// Elements that may be open at once.
const DEEPEST: usize = 1_000;
/// Attributes one tag may have; each is compared with all others.
const MOST_ATTRIBUTES: usize = 2_000;
/// Elements and comments of a page. That with the most of 972 news pages has some 5,000.
const MOST_NODES: usize = 100_000;
/// Attributes of all tags.
const MOST_ATTRIBUTES_IN_ALL: usize = 300_000;
/// Bytes outside tags, scripts and the like. An article is not a tenth of it; only a book has more.
const MOST_TEXT: usize = 3 << 19;
/// Sum over all tags of the elements that are open there. A long news page has 2 million.
const MOST_STEPS: usize = 20_000_000;
/// Sum over all tags of the formatting that is open there, so of the nodes it can be copied to.
const MOST_COPIES: usize = 2_000_000;

/// Elements without an end tag, or whose end tag is so often left out that counting them would
/// take a flat page for a deep one.
const UNCOUNTED: &[&str] = &[
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "head", "hr",
    "html", "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "path",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];
/// What the standard calls formatting elements:
/// <https://html.spec.whatwg.org/multipage/parsing.html#formatting>.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements whose content is text up to their end tag, whatever it looks like.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "noframes", "iframe"];

/// Returns what makes `page` too costly to parse; `None` if nothing does.
pub(super) fn objection(page: &str) -> Option<&'static str> {
    let (mut depth, mut formatting, mut steps, mut copies) = (0_usize, 0_usize, 0_usize, 0_usize);
    let (mut rest, mut nodes, mut attributes, mut text) = (page, 0, 0, 0);
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        text += start + 1;
        if text > MOST_TEXT {
            break;
        }
        if nodes > MOST_NODES {
            return Some("more than 100,000 elements");
        }
        if let Some(comment) = rest.strip_prefix("!--") {
            nodes += 1;
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
            continue;
        }
        let (closes, inside) = match rest.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, rest),
        };
        let name = tag_name(inside);
        if name.is_empty() {
            continue;
        }
        nodes += usize::from(!closes);
        let tag = Tag::read(&inside[name.len()..]);
        attributes += tag.attributes;
        if tag.attributes > MOST_ATTRIBUTES || attributes > MOST_ATTRIBUTES_IN_ALL {
            return Some("tags with thousands of attributes");
        }
        rest = tag.behind;
        let name = name.to_ascii_lowercase();
        let name = name.as_str();
        steps += depth;
        copies += formatting;
        if steps > MOST_STEPS || copies > MOST_COPIES {
            return Some("too many tags inside each other");
        }
        if UNCOUNTED.contains(&name) {
            continue;
        }
        let formats = usize::from(FORMATTING.contains(&name));
        if closes {
            depth = depth.saturating_sub(1);
            formatting = formatting.saturating_sub(formats);
        } else if RAW.contains(&name) {
            rest = behind_raw(rest, name);
        } else if !tag.closed {
            depth += 1;
            formatting += formats;
            if depth > DEEPEST {
                return Some("elements nested more than 1000 deep");
            }
        }
    }
    let is_book = text + rest.len() > MOST_TEXT;
    is_book.then_some("more than 1.5 MiB of text")
}

fn tag_name(text: &str) -> &str {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
    &text[..end.unwrap_or(text.len())]
}

/// What follows the name of a tag.
struct Tag<'a> {
    attributes: usize,
    /// It ends in `/>`.
    closed: bool,
    behind: &'a str,
}

impl<'a> Tag<'a> {
    fn read(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let (mut attributes, mut quote, mut last) = (0, None, b' ');
        for (i, &byte) in bytes.iter().enumerate() {
            match quote {
                Some(end) => quote = quote.filter(|_| byte != end),
                None if byte == b'>' => {
                    return Tag { attributes, closed: last == b'/', behind: &text[i + 1..] };
                }
                None if last == b'=' && matches!(byte, b'"' | b'\'') => quote = Some(byte),
                None if !byte.is_ascii_whitespace() && matches!(last, b' ' | b'/' | b'"') => {
                    attributes += 1;
                }
                None => {}
            }
            // White space between `=` and the quote does not part them.
            if !(byte.is_ascii_whitespace() && last == b'=') {
                last = if byte.is_ascii_whitespace() { b' ' } else { byte };
            }
        }
        Tag { attributes, closed: false, behind: "" }
    }
}

/// Returns what follows the end of the raw text of element `name`.
fn behind_raw<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if rest.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return rest;
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::objection;

    #[track_caller]
    fn check(page: &str, expected: bool) {
        assert_eq!(objection(page).is_some(), expected, "{:?}", objection(page));
    }

    #[test]
    fn an_ordinary_page_is_let_in_however_long_it_is() {
        check(&"<div class=a><p>x<br/></p></div>".repeat(30_000), false);
        check(&"<p>x<li>y".repeat(45_000), false);
        check(&"a < b, 1<2 ".repeat(100_000), false);
        check("no tags, a < b", false);
        check("", false);
    }

    #[test]
    fn a_page_nested_too_deep_is_refused() {
        check(&"<div>".repeat(900), false);
        check(&"<div>".repeat(1_100), true);
        check(&"<SPAN a='>'>".repeat(1_100), true);
    }

    #[test]
    fn a_page_of_countless_elements_is_refused() {
        check(&"<p>x".repeat(110_000), true);
        check(&"<!-- x -->".repeat(110_000), true);
    }

    #[test]
    fn a_book_is_refused_but_no_script_is() {
        check(&"word ".repeat(300_000), false);
        check(&"word ".repeat(400_000), true);
        check(&"<p>x < ".repeat(60_000).repeat(5), true);
        check(&format!("<script>{}</script><p>x", "word ".repeat(400_000)), false);
    }

    #[test]
    fn tags_in_scripts_and_comments_are_text() {
        let tags = "<div>".repeat(2_000);
        check(&format!("<script>{tags}</SCRIPT><!-- {tags} --><p>x"), false);
        check(&format!("<script></script>{tags}"), true);
    }

    #[test]
    fn formatting_that_multiplies_is_refused() {
        let fonts = "<font size=2>".repeat(900);
        check(&format!("<p>{fonts}{}", "<p>x".repeat(10_000)), true);
    }

    #[test]
    fn a_tag_with_countless_attributes_is_refused() {
        let attributes = " a=\"1 2\"".repeat(5_000);
        check(&format!("<div{attributes}>"), true);
        check(&format!("<img src=\"{}\">", "a b ".repeat(5_000)), false);
    }
}
