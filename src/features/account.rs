//! Signing up and in, the pages that need an account, links from emails, and alerts.
//! What an account has saved or applied to is shown by `job_postings`.

pub mod account_page;
pub mod alert_form;
pub mod link_action;
pub mod sign_in_again;
pub mod sign_in_form;
pub mod sign_up_form;
pub mod sign_up_panel;
