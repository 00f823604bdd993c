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

mod bounded;
mod deadline;
mod engine;
mod error;
mod index;
mod position;
mod query;
mod question;
mod searcher;
mod suggestions;

pub use self::engine::Condition;
pub use self::error::{IndexError, SearchError};
pub use self::index::source::{self, Source};
pub use self::position::Position;
pub use self::query::role::RoleFigures;
pub use self::question::question;
pub use self::searcher::{Found, Searcher};
