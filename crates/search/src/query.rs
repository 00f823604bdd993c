//! A search as one pass over the index: what it asks for, what is counted and kept on the way.

pub mod collector;
pub mod criteria;
pub mod facets;
pub mod role;
pub mod text_query;
