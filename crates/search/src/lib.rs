//! Finds job postings: a search in ([`contract::JobSearch`]), what was found out ([`Found`]).
//!
//! How it works. `Engine` keeps an index in a folder beside the database, which stays the source of truth: every import
//! counts a generation up, and the index fetches what it lacks through [`Source`]. [`source::Document`] is what of a job
//! posting is indexed; `schema` says how. A search becomes `Criteria` (slugs become codes, days become moments, a place and
//! a radius become a set of comuni) and a `TextQuery`. Both together are a `SearchPlan`, which `collector` runs in one pass:
//! it counts every facet as if its own filter were off, and keeps one page of positions. `facts` packs what filters look at
//! into one number. [`Searcher`] bounds it all: as many searches at once as there are cores, none beyond its time limit.
//!
//! Invariants: no HTTP, no SQL, and no text of a job posting in an answer; positions only, which callers look up.

mod collector;
mod criteria;
mod deadline;
mod engine;
mod error;
mod facets;
mod facts;
mod folder;
mod position;
mod role;
mod schema;
mod searcher;
pub mod source;
mod suggestions;
mod text;
mod text_query;
mod update;

pub use self::engine::Condition;
pub use self::error::{IndexError, SearchError};
pub use self::position::Position;
pub use self::role::RoleFigures;
pub use self::searcher::{Found, Searcher, question};
pub use self::source::Source;
