//! All pages as files, for web servers that only serve files: which there are ([`page_list`]), asked of the API over the
//! network ([`api`]), put beside the build ([`publish`]).

mod api;
mod page_list;
mod publish;

pub use api::Api;
pub use publish::{Outcome, publish};
