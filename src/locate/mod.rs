//! Where a match in an article stands in the file that the article was read from, so that an editor
//! can jump there. Plain texts in, lines and columns out; opens no file.

mod escapes;
mod original;
mod place;
mod stretch;
mod view;

pub use original::Original;
pub use place::Place;
pub use stretch::Stretch;
