//! What engines on servers share: the server finds candidates by the words that it was given, and our
//! own reading decides.

mod asked;
mod counts;
pub(super) mod dialect;
pub(super) mod document;
pub(super) mod finder;
pub(super) mod found;
pub(super) mod joins;
pub(super) mod label;
pub(super) mod opening;
mod query;
pub(super) mod ranking;
pub(super) mod records;
pub(super) mod served;
pub(super) mod server;
pub(super) mod site;
pub(super) mod view;
