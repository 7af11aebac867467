//! The archive on a whole terminal: a list of hits, the article beside it, and keys for everything. The
//! same questions as everywhere, put to whatever engine.
//!
//! What keys do is told apart from what is drawn: [`App`] is changed by keys and knows no terminal,
//! [`draw`] shows it and changes nothing that is asked.

mod app;
mod draw;
mod input;
mod page;
mod screen;
mod session;

pub use app::App;
pub use draw::draw;
pub use screen::run;
pub use session::Settings;
