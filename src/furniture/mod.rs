//! What the articles of a source have in common and that belongs to none of them: "Sign up for our
//! newsletter", "Advertisement", the imprint. It is learned from articles, never looked up in a list,
//! and cut from others. Never opens a file.
//!
//! ```
//! use byline::article::Article;
//! use byline::furniture::Learner;
//!
//! let tales = ["A cat swam.", "It rained.", "Tolls rose.", "The inn burned.", "No ferry came."];
//! let article = |tale: &str, number| {
//!     let mut article = Article { body: format!("{tale}\n\n© Quay"), ..Article::default() };
//!     article.source.file = format!("{number}.txt");
//!     article
//! };
//! let mut learner = Learner::default();
//! tales.iter().zip(1..).for_each(|(tale, number)| learner.add(&article(tale, number)));
//!
//! let mut next = article("The mayor sang.", 6);
//! learner.learn().cut(&mut next);
//! assert_eq!((&*next.body, &*next.furniture), ("The mayor sang.", "© Quay"));
//! ```

mod learned;
mod learner;
mod outlet;
mod outline;
mod quoted;
mod rule;
mod topic;

pub use learned::{Furniture, Line, Place};
pub use learner::Learner;
