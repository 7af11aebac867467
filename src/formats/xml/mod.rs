//! Articles in XML and its kin: the wire formats of the IPTC, feeds, exports and research corpora.
//!
//! One article is held at a time. Nothing a file declares is expanded, and nothing is fetched.

mod alto;
mod atom;
mod blocks;
#[cfg(test)]
mod cases;
mod docx;
mod draft;
mod element;
mod entities;
mod factiva;
mod issue;
mod mets;
mod mods;
mod names;
mod newsml_1;
mod newsml_g2;
mod nitf;
mod page;
mod reader;
mod reuters_21578;
mod reuters_rcv1;
mod rss;
mod sniff;
mod stream;

pub(super) use alto::FORMAT as ALTO;
pub(super) use atom::FORMAT as ATOM;
pub(super) use docx::FORMAT as DOCX;
pub(super) use factiva::FORMAT as FACTIVA;
pub(super) use issue::{FORMAT as METS, listed_pages};
pub(super) use newsml_1::FORMAT as NEWSML_1;
pub(super) use newsml_g2::FORMAT as NEWSML_G2;
pub(super) use nitf::FORMAT as NITF;
pub(super) use reuters_21578::FORMAT as REUTERS_21578;
pub(super) use reuters_rcv1::FORMAT as REUTERS_RCV1;
pub(super) use rss::{FORMAT as RSS, WORDPRESS};

/// No name of a file promises one of these: `.xml` may be any of them, `.rss` is often Atom, and the
/// outermost element tells.
const EXTENSIONS: &[&str] = &[];

/// Returns the name of the outermost element of a text; `None` if it is no XML.
pub(super) fn root(head: &str) -> Option<&str> {
    sniff::Root::of(head).map(|root| root.name)
}
