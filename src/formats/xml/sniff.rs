//! Tells what kind of XML a text is: by its outermost element.

/// The outermost element of a text.
pub(super) struct Root<'h> {
    /// Its name, with its prefix.
    pub name: &'h str,
    /// Its tag, and what follows.
    pub rest: &'h str,
}

impl<'h> Root<'h> {
    /// Finds the outermost element of the text that begins with `head`; `None` if it is no XML.
    pub(super) fn of(head: &'h str) -> Option<Self> {
        let mut rest = head.trim_start_matches('\u{feff}').trim_start();
        loop {
            let behind = rest.strip_prefix('<')?;
            rest = if let Some(comment) = behind.strip_prefix("!--") {
                comment.split_once("-->")?.1
            } else if let Some(instruction) = behind.strip_prefix('?') {
                instruction.split_once('>')?.1
            } else if behind.starts_with('!') {
                behind_doctype(behind)?
            } else {
                let end = behind.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
                let name = &behind[..end];
                let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
                return is_name.then_some(Root { name, rest: &behind[end..] });
            };
            rest = rest.trim_start();
        }
    }

    /// Returns the name without its prefix.
    pub(super) fn local(&self) -> &'h str {
        self.name.rsplit(':').next().unwrap_or(self.name)
    }

    /// Returns the tag, without its name.
    pub(super) fn tag(&self) -> &'h str {
        self.rest.split('>').next().unwrap_or_default()
    }
}

/// Returns true if the outermost element is called one of `names`, whatever its prefix.
pub(super) fn is_rooted(head: &str, names: &[&str]) -> bool {
    Root::of(head).is_some_and(|root| names.contains(&root.local()))
}

/// Skips `!DOCTYPE x [ <!ENTITY y ">"> ]>`.
fn behind_doctype(text: &str) -> Option<&str> {
    let (mut quote, mut is_inside) = (None, false);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(end), _) => quote = quote.filter(|_| byte != end),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => is_inside = true,
            (None, b']') => is_inside = false,
            (None, b'>') if !is_inside => return Some(&text[at + 1..]),
            (None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Root;

    #[track_caller]
    fn check(head: &str, expected: &str) {
        assert_eq!(Root::of(head).map_or("", |root| root.name), expected, "{head}");
    }

    #[test]
    fn the_root_stands_behind_declarations_and_comments() {
        check("\u{feff}\n<?xml version='1.0'?>\n<!-- <a> --><rss version='2.0'>", "rss");
        check("<!DOCTYPE nitf SYSTEM 'x.dtd' [ <!ENTITY a \"]>\"> ]><nitf>", "nitf");
        check("<rdf:RDF xmlns='x'><item/>", "rdf:RDF");
        check("<a/>", "a");
    }

    #[test]
    fn what_is_no_xml_has_none() {
        check("Some prose <b>", "");
        check("<3 and more", "");
        check("<?xml", "");
        check("<!-- <a>", "");
        check("<", "");
        check("", "");
    }

    proptest! {
        #[test]
        fn any_text_is_looked_at(head in "(<|>|!|--|\\?|\\[|\\]|\"|DOCTYPE|a|:|é| ){0,30}") {
            Root::of(&head);
        }
    }
}
