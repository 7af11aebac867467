//! Elasticsearch and `OpenSearch`.

mod files;
mod finder;
mod place;
mod schema;
mod writer;

pub(super) use place::Place;
