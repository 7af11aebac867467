//! The reference desk: takes a question as people put it, with choices and an order, puts it to an
//! engine, and says in sentences what is odd about the answer. Every face asks here; it knows none.

mod asked;
mod beside;
mod choice;
mod error;
mod explain;
mod fold;
mod marked;
mod notes;
mod nothing;
mod order;
mod people;
mod periods;

pub use asked::{Asked, Question, read, today};
pub use choice::{Choice, Choices, FacetField};
pub use error::{Error, chain};
pub use explain::explanation;
pub use fold::{folded, hits};
pub use marked::marked;
pub use notes::notes;
pub use nothing::blame;
pub use order::Order;
pub use people::people;
pub use periods::fitting;
