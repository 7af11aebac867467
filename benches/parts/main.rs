//! What each part of byline takes, from bytes to hits, on invented articles.
//!
//! ```text
//! cargo bench [WHAT...]
//! ```
//!
//! WHAT is a part of a name, such as `people` or `asking::search`. A whole index is measured by
//! `byline bench`, and each change by `tests/instructions`.

mod asking;
mod invented;
mod reading;

#[path = "../../tests/tools/archive/article.rs"]
mod article;
#[path = "../../tests/tools/archive/chance.rs"]
mod chance;
#[path = "../../tests/tools/archive/lists.rs"]
mod lists;
#[path = "../../tests/tools/archive/world.rs"]
#[expect(dead_code, reason = "some of it is there for the standard queries alone")]
mod world;

fn main() {
    divan::main();
}
