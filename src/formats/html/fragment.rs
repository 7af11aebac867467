//! A piece of a web page that stands in another format.

use dom_query::Document;

use super::guard;
use super::markup::{Touching, blocks};

/// Returns true if `text` is written in paragraphs of HTML.
pub(in super::super) fn is_markup(text: &str) -> bool {
    ["</p>", "<p>", "<br", "</div>", "</P>", "<P>", "<BR"].iter().any(|tag| text.contains(tag))
}

/// Returns the paragraphs of a piece of HTML, without tags. What cannot be parsed safely stays as it
/// is, line by line.
pub(in super::super) fn paragraphs(html: &str) -> Vec<String> {
    if guard::objection(html).is_some() {
        return html.lines().map(str::to_owned).collect();
    }
    // In a page a line break may stand within a paragraph; here it is what parts two.
    let html = html.replace("<br", "<p><br").replace("<BR", "<p><BR");
    let document = Document::fragment(html);
    blocks(&document.root(), Touching::Joined).into_iter().map(|block| block.text).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_markup, paragraphs};

    #[test]
    fn a_text_in_html_becomes_its_paragraphs() {
        let html = "<p>Rates <b>rose</b> &amp; fell.</p><p>Then<br>so.<br><br>Now.</p><script>x()</script>";
        assert!(is_markup(html));
        assert_eq!(paragraphs(html), ["Rates rose & fell.", "Then", "so.", "Now."]);
        assert!(!is_markup("3 < 4 and 5 > 4"));
    }
}
