//! Searching, listing, saving and reporting job postings, and applying for them.
//! A single posting's page is in `pages`; a card is in `components`.

pub mod application_sending;
pub mod apply_action;
pub mod job_posting_list;
pub mod job_search;
pub mod landing_list;
pub mod queued_application;
pub mod report_form;
pub mod save_button;
