//! Dates as papers print them, and dates that paths tell.

mod find;
mod month;
mod path;
mod reading;

pub use path::date_in_path;
pub use reading::{PrintedDate, Reading};
