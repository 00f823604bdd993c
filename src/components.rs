//! Views of contract types that several pages share. They never fetch.

pub mod apply_link;
pub mod article_card;
pub mod article_toc;
pub mod breadcrumb;
pub mod deadline;
pub mod empty_state;
pub mod job_posting_card;
pub mod job_posting_facts;
pub mod notice;
pub mod pinboard;
pub mod section;
pub mod share_bar;
pub mod site_footer;
pub mod site_header;
pub mod skeleton;
