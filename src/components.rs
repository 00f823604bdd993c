//! Views of contract types that several pages share. They never fetch.

pub mod articles;
pub mod breadcrumb;
pub mod empty_state;
pub mod job_postings;
pub mod notice;
pub mod section;
pub mod share_bar;
pub mod site_footer;
pub mod site_header;
pub mod skeleton;
