//! Tells a web page from other texts in angle brackets.

/// Elements that a page, or a piece of one, begins with.
const TAGS: &[&str] = &[
    "<a ", "<article", "<br", "<div", "<h1", "<h2", "<h3", "<img", "<link", "<meta", "<p ", "<p>",
    "<script", "<span", "<table", "<title",
];

/// Returns true if `head`, the beginning of a file, looks like HTML or XHTML; false for the XML
/// formats of news and for feeds.
pub(super) fn is_html(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with('<') {
        return false;
    }
    let is_xml = head.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("<?xml"));
    let head = head.to_ascii_lowercase();
    let root = root(&head);
    if is_xml {
        return root.starts_with("html");
    }
    ["html", "head", "body"].iter().any(|name| root.starts_with(name))
        || head.contains("<!doctype html")
        || (TAGS.iter().any(|tag| tag[1..].trim_end_matches(['>', ' ']) == name(root))
            && TAGS.iter().map(|tag| head.matches(tag).count()).sum::<usize>() >= 3)
}

/// Returns what follows the `<` of the first element, behind comments and declarations.
fn root(head: &str) -> &str {
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return rest;
        }
    }
    ""
}

fn name(tag: &str) -> &str {
    tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::is_html;

    #[track_caller]
    fn check(head: &str, expected: bool) {
        assert_eq!(is_html(head), expected, "{head}");
    }

    #[test]
    fn pages_and_pieces_of_pages_are_html() {
        check("\u{feff}\n<!DOCTYPE html>\n<html lang=en>", true);
        check("<!-- saved from x --><HTML><head>", true);
        check("<?xml version='1.0'?><!DOCTYPE html PUBLIC ''><html xmlns=''>", true);
        check("<div><p>One</p><p>Two</p></div>", true);
        check("<p>One<p>Two<p>Three", true);
    }

    #[test]
    fn other_texts_are_not() {
        check("<?xml version='1.0'?><nitf><head><title>x</title></head><body>", false);
        check("<?xml version='1.0'?><rss><channel><description><p>x<p>y<p>z", false);
        check("<nitf><body><p>x</p><p>y</p><p>z</p>", false);
        check("{\"html\": \"<html><p>\"}", false);
        check("Plain text about <html>", false);
        check("<3 <p> and more", false);
        check("", false);
    }
}
