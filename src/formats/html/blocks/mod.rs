//! Which blocks of a page are its article: a model over what each block says, where it stands, what
//! stands around it, and whether readability found it. MODEL.md says of what it was made and how
//! good it is; [`trees`](crate::formats::trees) is how it works.

mod cues;
mod describe;
mod shingles;
mod walk;

use std::sync::LazyLock;

use crate::formats::trees::{Described, Model};

pub(super) use describe::{Hints, describe};
pub(super) use walk::{MOST_BLOCKS, PageBlock, shown, walk};

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("model.bin")).expect("the model stands in this folder")
});

/// Tells for each block of a page whether it belongs to the article.
pub(super) fn judge(described: &Described) -> Vec<bool> {
    MODEL.judge(described)
}
