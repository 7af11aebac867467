//! Elasticsearch and `OpenSearch`.

mod asked;
mod counts;
mod document;
mod engine;
mod files;
mod joins;
mod place;
mod query;
mod ranking;
mod schema;
mod writer;

pub(super) use engine::Es;
