//! Every address of the site, for the app and for everything that links to it: heads, sitemaps, feeds, emails,
//! notifications, widgets. The only place that knows what its URLs look like.

pub mod embed;
mod encoding;
mod parse;
mod pattern;
mod route;
pub mod segment;

pub use encoding::encode;
pub use parse::job_posting_id;
pub use pattern::patterns;
pub use route::{Route, TOPIC};
