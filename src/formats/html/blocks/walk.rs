//! The visible page as a row of blocks, each with what is around it: elements, classes, shape.

use std::collections::HashMap;

use dom_query::{Document, NodeRef};

use crate::formats::trees::{hash, words};

use super::super::markup::{Block, Kind};
use super::cues::{self, Cues, Tag};

/// Block elements around a text that are remembered, the innermost first.
pub(super) const PARENTS: usize = 4;
/// Elements around a text whose classes are said to be near.
const NEAR: usize = 3;
/// Classes of the elements farther out that are remembered, the innermost first.
const MOST_FAR: usize = 40;

/// A run of text between two edges of blocks, on one line, and where it stands.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct PageBlock {
    /// The text; never empty.
    pub(in super::super) text: String,
    /// How many bytes of the text stand in links.
    pub(super) linked: usize,
    /// How many bytes of the text stand in bold or italic type.
    pub(super) stressed: usize,
    /// What is around it.
    pub(super) place: Place,
    /// Hashes of the words in the classes and ids of the nearest elements.
    pub(super) near: Vec<u32>,
    /// The same of those farther out.
    pub(super) far: Vec<u32>,
}

impl PageBlock {
    /// Returns the block without what is around it.
    pub(in super::super) fn plain(self) -> Block {
        let kind = match self.place.tag {
            Tag::Heading | Tag::Heading1 => Kind::Heading,
            Tag::Item => Kind::Item,
            Tag::Caption => Kind::Caption,
            _ => Kind::Paragraph,
        };
        Block { text: self.text, linked: self.linked, kind }
    }
}

/// The elements around a text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// The innermost block element.
    pub(super) tag: Tag,
    /// All elements around it that tell something, a bit each ([`Tag::bit`]).
    pub(super) tags: u32,
    /// What the names of the nearest elements tell.
    pub(super) near: Cues,
    /// What the names of all elements tell.
    pub(super) any: Cues,
    /// How many elements are around it.
    pub(super) depth: u16,
    /// How many lists are.
    pub(super) lists: u8,
    /// Whether it is hidden at first.
    pub(super) hidden: bool,
    /// Whether it is marked as the text of an article.
    pub(super) marked: bool,
    /// The numbers of the innermost block elements; 0 where there are no more.
    pub(super) parents: [u32; PARENTS],
    /// A hash of the innermost elements and their classes: the rows of a list have the same.
    pub(super) shape: u32,
}

/// An open element.
#[derive(Clone, Copy, Default)]
struct Frame {
    place: Place,
    /// What its own names tell.
    cues: Cues,
    /// Hash of name and classes.
    own: u32,
    /// Where its class words begin in the list of those that are open.
    classes: usize,
    linked: bool,
    stressed: bool,
}

struct Walk {
    frames: Vec<Frame>,
    classes: Vec<u32>,
    /// What the words of classes tell that were met.
    known: HashMap<u32, Cues>,
    elements: u32,
    open: PageBlock,
    /// A line break was met, and nothing behind it yet.
    broken: bool,
    blocks: Vec<PageBlock>,
}

/// Blocks of a page that are judged; a page of more is no article, and would take long.
pub(in super::super) const MOST_BLOCKS: usize = 10_000;

/// Returns the blocks of a page, in order; of the first that are more than [`MOST_BLOCKS`] one.
pub(in super::super) fn walk(document: &Document) -> Vec<PageBlock> {
    let root = document.body().unwrap_or_else(|| document.root());
    let mut walk = Walk {
        frames: vec![Frame::default()],
        classes: Vec::new(),
        known: HashMap::new(),
        elements: 0,
        open: PageBlock::default(),
        broken: false,
        blocks: Vec::new(),
    };
    let mut next = root.first_child();
    while let Some(node) = next
        && walk.blocks.len() <= MOST_BLOCKS
    {
        if walk.enter(&node) {
            if let Some(child) = node.first_child() {
                next = Some(child);
                continue;
            }
            walk.leave(&node);
        }
        let mut left = node;
        next = loop {
            if let Some(sibling) = left.next_sibling() {
                break Some(sibling);
            }
            match left.parent() {
                Some(parent) if parent.id != root.id => {
                    walk.leave(&parent);
                    left = parent;
                }
                _ => break None,
            }
        };
    }
    walk.close();
    walk.blocks
}

/// Returns the text that a page shows: a block is a line, and an empty line stands around a paragraph.
pub(in super::super) fn shown(document: &Document) -> String {
    let mut text = String::new();
    let mut apart = false;
    for block in walk(document).iter().filter(|block| !block.place.hidden) {
        let is_paragraph = block.place.tag == Tag::Paragraph;
        if !text.is_empty() {
            text.push_str(if apart || is_paragraph { "\n\n" } else { "\n" });
        }
        text.push_str(&block.text);
        apart = is_paragraph;
    }
    text
}

impl Walk {
    /// Takes a node; returns true if an element was opened that has to be left.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.add(&node.text());
            return false;
        }
        let Some(element) = node.element_ref() else { return false };
        let name: &str = &element.name.local;
        let tag = Tag::of(name);
        if tag == Tag::Unread {
            return false;
        }
        if name == "br" {
            // Two in a row part paragraphs.
            if self.broken {
                self.close();
            } else {
                self.space();
            }
            self.broken = true;
            return false;
        }
        if tag.is_block() {
            self.close();
        } else if matches!(name, "td" | "th") {
            self.space();
        }
        self.elements += 1;
        let parent = *self.top();
        let mut frame = Frame { cues: Cues::default(), classes: self.classes.len(), ..parent };
        frame.own = hash(name);
        for attribute in &element.attrs {
            let value: &str = &attribute.value;
            match &*attribute.name.local {
                "class" | "id" => {
                    for name in words(value).take(12) {
                        let word = hash(name);
                        let cues = self.known.entry(word).or_insert_with(|| cues::of_word(name));
                        frame.cues |= *cues;
                        self.classes.push(word);
                        if &*attribute.name.local == "class" {
                            frame.own = frame.own.rotate_left(5) ^ word;
                        }
                    }
                }
                "style" => frame.place.hidden |= cues::hides(value),
                "hidden" => frame.place.hidden = true,
                "itemprop" => frame.place.marked |= value.contains("articleBody"),
                _ => {}
            }
        }
        self.frames.push(self.placed(frame, parent, tag));
        true
    }

    /// Fills in what an element adds to its surroundings.
    fn placed(&self, mut frame: Frame, parent: Frame, tag: Tag) -> Frame {
        let place = &mut frame.place;
        place.tags |= tag.bit();
        place.depth = place.depth.saturating_add(1);
        place.any |= frame.cues;
        let above = self.frames.iter().rev().take(NEAR - 1).map(|frame| frame.cues);
        place.near = above.fold(frame.cues, |all, cues| all | cues);
        place.shape = frame.own ^ parent.own.rotate_left(11);
        if let Some(grandparent) = self.frames.iter().rev().nth(1) {
            place.shape ^= grandparent.own.rotate_left(22);
        }
        if tag.is_block() {
            place.tag = tag;
            place.parents.rotate_right(1);
            place.parents[0] = self.elements;
        }
        place.lists = place.lists.saturating_add(u8::from(tag == Tag::List));
        frame.linked |= tag == Tag::Link;
        frame.stressed |= tag == Tag::Stress;
        frame
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let is_block = node.element_ref().is_some_and(|it| Tag::of(&it.name.local).is_block());
        if is_block {
            self.close();
        }
        if let Some(frame) = self.frames.pop() {
            self.classes.truncate(frame.classes);
        }
    }

    fn top(&self) -> &Frame {
        const OUTSIDE: &Frame = &Frame {
            place: Place {
                tag: Tag::Other,
                tags: 0,
                near: Cues(0),
                any: Cues(0),
                depth: 0,
                lists: 0,
                hidden: false,
                marked: false,
                parents: [0; PARENTS],
                shape: 0,
            },
            cues: Cues(0),
            own: 0,
            classes: 0,
            linked: false,
            stressed: false,
        };
        self.frames.last().unwrap_or(OUTSIDE)
    }

    fn add(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        let mut words = text.split_whitespace().peekable();
        if words.peek().is_none() {
            return;
        }
        self.broken = false;
        if self.open.text.is_empty() {
            self.place();
        }
        let before = self.open.text.len();
        for word in words {
            self.open.text.push_str(word);
            self.open.text.push(' ');
        }
        if !text.ends_with(char::is_whitespace) {
            self.open.text.pop();
        }
        let added = self.open.text.len() - before;
        let (linked, stressed) = (self.top().linked, self.top().stressed);
        self.open.linked += if linked { added } else { 0 };
        self.open.stressed += if stressed { added } else { 0 };
    }

    /// Notes where the open block begins.
    fn place(&mut self) {
        let top = *self.top();
        let near = self.frames[self.frames.len().saturating_sub(NEAR)..].first();
        let parted = near.map_or(0, |frame| frame.classes).min(self.classes.len());
        self.open.place = top.place;
        self.open.near = self.classes[parted..].to_vec();
        self.open.far = self.classes[parted.saturating_sub(MOST_FAR)..parted].to_vec();
    }

    fn space(&mut self) {
        if !self.open.text.is_empty() && !self.open.text.ends_with(' ') {
            self.open.text.push(' ');
        }
    }

    fn close(&mut self) {
        self.broken = false;
        let mut block = std::mem::take(&mut self.open);
        block.text.truncate(block.text.trim_end().len());
        if block.text.is_empty() {
            return;
        }
        block.linked = block.linked.min(block.text.len());
        block.stressed = block.stressed.min(block.text.len());
        self.blocks.push(block);
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::super::cues::Tag;
    use super::{shown, walk};

    #[test]
    fn a_page_shows_a_line_a_block_and_paragraphs_apart() {
        let page = "<title>No</title><ul><li>Home<li>News</ul><h1>It rains</h1><p>One.<p>Two.</p>\
                    <div hidden>no</div><div>End</div>";
        assert_eq!(shown(&Document::from(page)), "Home\nNews\nIt rains\n\nOne.\n\nTwo.\n\nEnd");
    }

    #[test]
    fn a_page_is_cut_at_the_edges_of_blocks_and_at_double_breaks() {
        let page = "<body><div>One <b>t</b>wo<br>three<br><br>four<p>five</div>\
                    <script>no</script><table><tr><td>a<td>b</table>";
        let texts: Vec<String> =
            walk(&Document::from(page)).into_iter().map(|block| block.text).collect();
        assert_eq!(texts, ["One two three", "four", "five", "a b"]);
    }

    #[test]
    fn a_block_knows_what_is_around_it() {
        let page = "<article class=story><figure><figcaption><a href=x>One</a> two</figcaption></figure>\
                    <ul><li class=r>x</li><li class=r>y</li></ul><p hidden>z</article>";
        let blocks = walk(&Document::from(page));
        let caption = &blocks[0].place;
        assert_eq!((caption.tag, blocks[0].linked), (Tag::Caption, 3));
        assert!(caption.tags & Tag::Figure.bit() > 0 && caption.tags & Tag::Article.bit() > 0);
        assert_eq!(blocks[1].place.shape, blocks[2].place.shape);
        assert_eq!((blocks[1].place.lists, blocks[3].place.hidden), (1, true));
        assert_ne!(blocks[1].place.parents[0], blocks[2].place.parents[0]);
        assert_eq!(blocks[1].place.parents[1], blocks[2].place.parents[1]);
    }
}
