//! What the drivers of remote engines share: the address, the connection, and how much is sent at once.
//! The only part of byline that opens a connection, and to no server but the one that is named.

mod address;
mod bulk;
mod client;
mod fault;
mod request;

pub use address::{Address, Malformed, Server};
pub use bulk::{Bulk, Counts, Item};
pub use client::{Access, Client, Credentials, Limits};
pub use fault::Fault;
pub use request::{Answer, Request};
