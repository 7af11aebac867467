//! Query → JSON that a server understands, and whether what it finds is what was asked for.
//!
//! The user's words are never read by the server: each is a term, as our own tokenizer gave it. What
//! the server cannot decide, or not as our own engine does, is asked for more widely: then what
//! comes back are candidates, which are read here.

mod leaf;
mod part;
mod pattern;
mod render;

pub(super) use render::{Rendered, render};
