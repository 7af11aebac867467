//! Markup to text: stray entities and tags in metadata, and the blocks of a part of the page.

use dom_query::{Document, NodeRef};

use crate::article::one_line;

/// Returns `text` on one line, without the entities and tags that sites leave in metadata
/// (`Q&amp;A`, `<em>Titanic</em>`); `None` if nothing is left.
pub(in super::super) fn plain(text: &str) -> Option<String> {
    let mut line = one_line(text)?;
    // Twice, because some sites escape twice.
    for _ in 0..2 {
        let marked = line.contains('<') || (line.contains('&') && line.contains(';'));
        if !marked {
            break;
        }
        line = one_line(&Document::fragment(line.as_str()).text())?;
    }
    Some(line)
}

/// Returns the name of an element; empty for any other node.
pub(super) fn name_of(node: &NodeRef<'_>) -> String {
    node.qual_name_ref().map_or_else(String::new, |name| name.local.to_string())
}

/// A run of text between two edges of blocks, on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// The text; never empty.
    pub text: String,
    /// How many bytes of the text stand in links.
    pub linked: usize,
    /// What the text stands in.
    pub kind: Kind,
}

/// What a block of text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Paragraph,
    Heading,
    /// Of a list.
    Item,
    /// Of a figure.
    Caption,
}

/// What becomes of two texts with an inline edge, and no white space, between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Touching {
    /// They are one word: the initial of a first paragraph.
    Joined,
    /// They are two blocks: the name and the role of an author.
    Parted,
}

/// Returns the text below `root`, in order.
pub(super) fn blocks(root: &NodeRef<'_>, touching: Touching) -> Vec<Block> {
    let mut gathered = Gathered {
        touching,
        blocks: Vec::new(),
        open: Block::default(),
        links: 0,
        items: 0,
        captions: 0,
    };
    let mut next = root.first_child();
    while let Some(node) = next {
        let entered = gathered.enter(&node);
        if entered && let Some(child) = node.first_child() {
            next = Some(child);
            continue;
        }
        let mut left = node;
        next = loop {
            gathered.leave(&left);
            if let Some(sibling) = left.next_sibling() {
                break Some(sibling);
            }
            match left.parent() {
                Some(parent) if parent.id != root.id => left = parent,
                _ => break None,
            }
        };
    }
    gathered.close(Kind::Paragraph);
    gathered.blocks
}

struct Gathered {
    touching: Touching,
    blocks: Vec<Block>,
    /// Its text ends in a space where the page has white space.
    open: Block,
    /// Links, list items and captions that are open.
    links: usize,
    items: usize,
    captions: usize,
}

impl Gathered {
    /// Takes the text of a node; returns false if what is below it is not to be read.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.add(&node.text());
            return false;
        }
        let name = name_of(node);
        if matches!(name.as_str(), "script" | "style" | "noscript" | "template" | "svg" | "button")
        {
            return false;
        }
        self.links += usize::from(name == "a");
        let kind = block_kind(&name);
        self.items += usize::from(kind == Some(Kind::Item));
        self.captions += usize::from(kind == Some(Kind::Caption));
        if kind.is_some() {
            self.close(kind.filter(|&kind| kind == Kind::Heading).unwrap_or_else(|| self.kind()));
        } else if name == "br" && self.touching == Touching::Parted {
            self.close(self.kind());
        } else if matches!(name.as_str(), "td" | "th" | "br") {
            self.space();
        }
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let name = name_of(node);
        self.links -= usize::from(name == "a");
        let kind = block_kind(&name);
        self.items -= usize::from(kind == Some(Kind::Item));
        self.captions -= usize::from(kind == Some(Kind::Caption));
        if kind.is_some() {
            self.close(self.kind());
        }
    }

    /// Returns what a text here is, headings aside.
    fn kind(&self) -> Kind {
        if self.captions > 0 {
            Kind::Caption
        } else if self.items > 0 {
            Kind::Item
        } else {
            Kind::Paragraph
        }
    }

    fn add(&mut self, text: &str) {
        let touches = text.starts_with(char::is_alphanumeric)
            && self.open.text.ends_with(char::is_alphanumeric);
        if touches && self.touching == Touching::Parted {
            self.close(self.open.kind);
        }
        let before = self.open.text.len();
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        for word in text.split_whitespace() {
            self.open.text.push_str(word);
            self.open.text.push(' ');
        }
        if !text.ends_with(char::is_whitespace) && !text.is_empty() {
            self.open.text.pop();
        }
        if self.links > 0 {
            self.open.linked += self.open.text.len() - before;
        }
    }

    fn space(&mut self) {
        if !self.open.text.is_empty() && !self.open.text.ends_with(' ') {
            self.open.text.push(' ');
        }
    }

    /// Ends the open block and begins one of kind `next`.
    fn close(&mut self, next: Kind) {
        let mut block = std::mem::replace(&mut self.open, Block { kind: next, ..Block::default() });
        block.text.truncate(block.text.trim_end().len());
        block.linked = block.linked.min(block.text.len());
        if !block.text.is_empty() {
            self.blocks.push(block);
        }
    }
}

fn block_kind(name: &str) -> Option<Kind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Kind::Heading),
        "li" | "dd" | "dt" | "option" => Some(Kind::Item),
        "figcaption" => Some(Kind::Caption),
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "nav"
        | "address" | "blockquote" | "center" | "dl" | "fieldset" | "figure" | "form" | "hr"
        | "ol" | "pre" | "table" | "caption" | "tr" | "ul" | "time" | "details" | "summary" => {
            Some(Kind::Paragraph)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{Kind, Touching, blocks, plain};

    #[track_caller]
    fn check(page: &str, touching: Touching, expected: &[&str]) {
        let document = Document::from(page);
        let texts: Vec<String> =
            blocks(&document.root(), touching).into_iter().map(|block| block.text).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn metadata_loses_its_markup() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(plain(text).as_deref(), expected);
        check("  Q&amp;amp;A\n with <em>Doe</em> ", Some("Q&A with Doe"));
        check("Ham & Eggs; 3 < 4", Some("Ham & Eggs; 3 < 4"));
        check("<br> &nbsp; ", None);
    }

    #[test]
    fn a_block_ends_where_its_element_does() {
        check(
            "<div>One <b>t</b>wo\nthree<p>four</div>five<script>six</script>",
            Touching::Joined,
            &["One two three", "four", "five"],
        );
    }

    #[test]
    fn touching_texts_are_two_blocks_on_demand() {
        let page = "<span>Jane Doe</span><span>Editor</span>, <i>London</i>";
        check(page, Touching::Parted, &["Jane Doe", "Editor, London"]);
        check(page, Touching::Joined, &["Jane DoeEditor, London"]);
    }

    #[test]
    fn a_block_knows_what_it_is_and_how_much_of_it_is_link() {
        let document =
            Document::from("<h2>Most read</h2><ul><li><p><a href=x>One</a> two</p></li></ul>");
        let found = blocks(&document.root(), Touching::Joined);
        assert_eq!(found[0].kind, Kind::Heading);
        assert_eq!((found[1].kind, found[1].linked), (Kind::Item, 3));
    }
}
