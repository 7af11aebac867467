//! Elasticsearch and `OpenSearch`.

mod files;
mod finder;
mod opening;
mod place;
mod schema;
mod writer;

pub(super) use opening::{create, open, replace};
